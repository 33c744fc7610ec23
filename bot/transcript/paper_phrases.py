"""What a page says of attachments, signs, the minutes, the rules that were accepted, and erasures.

Sentence by sentence, as `phrases` has the rest; how it is laid out is the page's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.procedure.events import ErasedBecause, ExportRule, PointKind
from bot.procedure.proposal.proposal_values import ArticleSource
from bot.procedure.values import Words
from bot.transcript.model import (
    AmendmentLine,
    Attribution,
    Contribution,
    FileLine,
    MinutesText,
    PointLine,
    Transcript,
    TurnLine,
)
from bot.transcript.transcript_phrases import TranscriptPhrases

_OWN = re.compile(r"<a?(?P<name>:\w+:)\d+>")


class LineKind(StrEnum):
    """What a line of the minutes is, by the marks that `bot.transcript.minutes_draft` gives it."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    POINT = "point"
    PLAIN = "plain"


_BEGINNINGS = {
    LineKind.TITLE: "# ",
    LineKind.HEADING: "## ",
    LineKind.SUBHEADING: "### ",
    LineKind.POINT: "- ",
}


@dataclass(frozen=True, slots=True)
class PaperLine:
    kind: LineKind
    text: str


@dataclass(frozen=True, slots=True)
class PaperPhrases:
    """Says what lies beside the talk that `phrases` tells."""

    phrases: TranscriptPhrases

    @property
    def transcript(self) -> Transcript:
        return self.phrases.transcript

    # Beside a contribution

    def files(self, made: Contribution) -> Iterator[str]:
        """A line to each attachment."""
        return (self._file(line) for line in made.attached)

    def _file(self, line: FileLine) -> str:
        labels = self.phrases.labels
        name = labels.say("file", number=line.number)
        if line.name is not None and not line.name.erased:
            name = f"{name}: {self.phrases.words(line.name)}"
        facts = [name]
        if line.why is not None:
            facts.append(labels.say(f"file-left-out-{line.why}"))
        if line.kind is not None:
            facts.append(self.phrases.quote(line.kind))
        if line.size is not None:
            facts.append(labels.size(line.size))
        if line.digest is not None:
            digest = line.digest.text
            facts.append(
                labels.say("file-erased") if digest is None else f"SHA-256 {digest}"  # ours: hex
            )
        return ", ".join(facts)

    def signs(self, made: Contribution) -> str:
        """The signs under a contribution with those who set them; empty where there are none."""
        return "; ".join(
            f"{self._sign(each.sign)} {', '.join(map(self.phrases.person, each.people))}"
            for each in made.signs
        )

    def _sign(self, sign: Words) -> str:
        """A server's own sign is typed as <:name:id>; on paper only its name says anything."""
        named = None if sign.text is None else _OWN.fullmatch(sign.text)
        return self.phrases.words(sign if named is None else Words(named["name"]))

    def silence(self, turn: TurnLine) -> str:
        """What to say of a turn in which nothing stands."""
        if turn.unrecorded:
            return self.phrases.labels.say("not-recorded")
        # By that rule it isn't told who spoke unrecorded, so nor may it be said that nobody wrote.
        untold = self.transcript.attribution is Attribution.CHATHAM_HOUSE
        return self.phrases.labels.say("nothing-here" if untold else "nothing-written")

    # The minutes

    def has_minutes(self) -> bool:
        papers = self.transcript.papers
        return papers.minutes is not None or bool(papers.points)

    def state(self, minutes: MinutesText) -> str:
        """Which text this is, and who has adopted it."""
        say, labels = self.phrases.labels.say, self.phrases.labels
        phrase = "minutes-draft" if minutes.digest is None else "minutes-adopted"
        text = say(phrase, revision=minutes.revision, time=labels.moment(minutes.at))
        who = [
            say("minutes-adopted-by", name=self.phrases.person(person), time=labels.moment(at))
            for person, at in minutes.adopted
        ]
        return " ".join((text, *who))

    def text(self, minutes: MinutesText) -> Words:
        """The text without the line break at its end, which belongs to the file and not to the page."""
        text = minutes.text.text
        return minutes.text if text is None else Words(text.rstrip("\n"))

    def lines(self, minutes: MinutesText) -> Iterator[PaperLine]:
        """The text as a page lays it out. Word for word it stands in the JSON, which is what the digest
        is of."""
        for text in (minutes.text.text or "").splitlines():
            kind = next((kind for kind in _BEGINNINGS if text.startswith(_BEGINNINGS[kind])), None)
            if kind is not None:
                yield PaperLine(kind, text.removeprefix(_BEGINNINGS[kind]))
            elif text.strip():
                yield PaperLine(LineKind.PLAIN, text)

    def points(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What was noted, by kind: a heading and its lines."""
        for kind in PointKind:
            noted = tuple(p for p in self.transcript.papers.points if p.kind is kind)
            if noted:
                heading = self.phrases.labels.say(f"minutes-{kind}")
                yield heading, tuple(self._point(point) for point in noted)

    def _point(self, point: PointLine) -> str:
        labels, phrases = self.phrases.labels, self.phrases
        facts = [phrases.words(point.text)]
        if point.owner is not None:
            facts.append(phrases.words(point.owner))
        if point.due is not None:
            facts.append(f"{labels.say('minutes-due')} {labels.date(point.due)}")
        if point.item is not None and self.transcript.item(point.item) is not None:
            facts.append(labels.say("item", number=phrases.item_number(point.item)))
        made = self.transcript.said(point.message)
        if made is not None and made.turn is not None:
            facts.append(labels.say("turn", number=made.turn))
        return " · ".join(facts)

    def amendment(self, line: AmendmentLine) -> str:
        """Who proposed it, when, and what became of it; the passages are the page's to print."""
        outcome = "undecided"
        if line.accepted is not None:
            outcome = "accepted" if line.accepted else "declined"
        return self.phrases.labels.say(
            f"amendment-{outcome}",
            number=line.number,
            name=self.phrases.person(line.person),
            time=self.phrases.labels.moment(line.at),
        )

    # The agenda

    def drawn(self) -> Iterator[str]:
        """Which items were drawn from which article, and who agreed to that."""
        say, labels = self.phrases.labels.say, self.phrases.labels
        for each in self.transcript.papers.drawn:
            known = [key for key in each.items if self.transcript.item(key) is not None]
            yield say(
                "drawn",
                time=labels.moment(each.at),
                count=len(known),
                items=", ".join(str(self.phrases.item_number(key)) for key in known),
                article=self._article(each.source),
                names=", ".join(map(self.phrases.person, each.agreed)),
            )

    def _article(self, source: ArticleSource) -> str:
        """Its title, and where it is from; one that was pasted without a title has neither."""
        quote = self.phrases.quote
        if source.title is None:
            return quote(source.where) or self.phrases.labels.say("article-pasted")
        title = quote(source.title)
        if not source.where:
            return self.phrases.labels.say("article", title=title)
        return self.phrases.labels.say("article-where", title=title, where=quote(source.where))

    # The record

    def rules(self) -> Iterator[tuple[str, Words]]:
        """The text of the rules in the page's language and in all others that somebody accepted it in:
        the language's code and the text."""
        text = self.transcript.papers.rules
        if text is None:
            return
        read = {each.language for member in self.transcript.members for each in member.accepted}
        wanted = {self.phrases.labels.language, *read}
        shown = [(code, each) for code, each in text.texts if code in wanted]
        for code, each in shown or text.texts[:1]:
            yield code, Words(each)

    def exports(self) -> Iterator[str]:
        """Who took a transcript of this meeting, and who asked for one in vain."""
        say, labels = self.phrases.labels.say, self.phrases.labels
        for each in self.transcript.papers.exports:
            rule: ExportRule = each.rule
            who = say("no-name") if each.person is None else self.phrases.person(each.person)
            yield say(
                "export-given" if each.given else "export-refused",
                time=labels.moment(each.at),
                name=who,
                rule=say(f"export-rule-{rule}"),
                form=each.form.value,
            )

    def erasures(self) -> Iterator[str]:
        say, labels = self.phrases.labels.say, self.phrases.labels
        for each in self.transcript.papers.erased:
            because: ErasedBecause = each.because
            yield say(f"erased-{because}", count=each.texts, time=labels.moment(each.at))
