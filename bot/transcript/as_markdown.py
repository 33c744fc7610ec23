"""A transcript as Markdown, for reading as it stands and for any CommonMark reader.

What people typed stands in quotations, escaped by `escape`; the rest is ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.data import Locales
from bot.procedure.values import PersonId, Words
from bot.transcript.escape import block, inline
from bot.transcript.model import (
    Break,
    Contribution,
    FloorTime,
    Member,
    MoveLine,
    Passed,
    PhaseSpan,
    Ruling,
    Transcript,
)
from bot.transcript.paper_phrases import PaperPhrases
from bot.transcript.sections import Entry, Section, TurnPart, sections
from bot.transcript.title_page import TitlePage
from bot.transcript.transcript_phrases import TranscriptPhrases

_DOT = " · "
_PLAIN = re.compile(r"[A-Za-z0-9.~%:-]+")
"""What can stand between backquotes as it is."""
FLOOR_HEADS = ("side", "used", "share", "turns")


def render_markdown(
    transcript: Transcript,
    *,
    language: str = "en",
    names: Mapping[PersonId, str] | None = None,
    zone: str = "UTC",
    locales: Locales | None = None,
) -> str:
    """The whole transcript as Markdown in `language` ("en", "ru"), times in the IANA zone `zone`.

    `names` names people who have no seat in the record; `locales` is where the catalogues lie, the
    shipped ones by default. ValueError for a zone that isn't known.
    """
    page = _Page(
        TranscriptPhrases.of(
            transcript, inline, language=language, zone=zone, names=names, locales=locales
        )
    )
    return "\n\n".join(part for part in page.parts() if part) + "\n"


class _Page:
    def __init__(self, phrases: TranscriptPhrases) -> None:
        self.phrases = phrases
        self.title_page = TitlePage(phrases)
        self.papers = PaperPhrases(phrases)
        self.transcript = phrases.transcript
        self.labels = phrases.labels
        self.say = phrases.labels.say

    def parts(self) -> Iterator[str]:
        yield from self._face()
        yield from self._contents()
        yield from self._participants()
        yield from self._agenda()
        yield from self._floor()
        yield from self._minutes()
        yield f"## {self.say('proceedings')}"
        for section in sections(self.transcript):
            yield from self._section(section)
        if not self.transcript.floor.written_freely:
            yield from self._turns()
            yield from self._unspoken()
        yield from self._held()
        yield from self._record()

    def _face(self) -> Iterator[str]:
        transcript, phrases = self.transcript, self.phrases
        yield f"# {phrases.local(transcript.title)}"
        yield _DOT.join(
            (
                phrases.local(transcript.dialogue.title),
                self.say("meeting", number=transcript.number),
                self.say("heading"),
            )
        )
        yield f"**{self.title_page.attribution()}**"
        for notice in self.title_page.notices():
            yield f"**{notice}**"
        yield "\n".join(f"- {label}: {fact}" for label, fact in self.title_page.face())

    def _contents(self) -> Iterator[str]:
        yield f"## {self.say('contents')}"
        lines = []
        for section in sections(self.transcript):
            numbers = [part.turn.number for part in section.parts if part.turn is not None]
            count = self.say("turns-count", count=len(set(numbers)))
            if not numbers:
                count = self.say("posts-count", count=self.phrases.posts_of(section))
            lines.append(f"- [{self._heading(section)}](#{section.anchor}) ({count})")
        yield "\n".join(lines) or self.say("none")

    def _heading(self, section: Section) -> str:
        title = self.phrases.section_title(section)
        if section.item is None:
            return title
        number = self.phrases.item_number(section.item.key)
        again = f" ({self.say('again')})" if section.again else ""
        return f"{self.say('item', number=number)}. {title}{again}"

    def _participants(self) -> Iterator[str]:
        yield f"## {self.say('participants')}"
        for _, side, members in self.phrases.groups():
            if side is not None:
                yield f"### {side}"
            yield "\n".join(
                f"- {': '.join(filter(None, (self.phrases.person(m.person), self._about(m))))}"
                for m in members
            ) or self.say("none")

    def _about(self, member: Member) -> str:
        return "; ".join(self.phrases.about(member))

    def _agenda(self) -> Iterator[str]:
        phrases = self.phrases
        yield f"## {self.say('agenda')}"
        rows = (
            (
                str(phrases.item_number(line.key)),
                phrases.local(line.title),
                phrases.local(line.question),
                self.say(f"state-{line.state}"),
                phrases.item_spent(line),
                "; ".join(phrases.item_notes(line)),
            )
            for line in self.transcript.agenda
        )
        heads = ("number", "item", "question", "outcome", "time", "notes")
        yield self._table(heads, rows)
        yield "\n".join(f"- {line}" for line in self.papers.drawn())

    def _floor(self) -> Iterator[str]:
        floor = self.transcript.floor
        yield f"## {self.say('posts' if floor.written_freely else 'floor-time')}"
        heads = ("side", "share", "posts") if floor.written_freely else FLOOR_HEADS
        if floor.sides:
            yield self._table(heads, (self._floor_row(line) for line in floor.sides))
        yield self._table(("who", *heads), (self._floor_row(line) for line in floor.people))
        yield "\n".join(f"- {label}: {length}" for label, length in self.phrases.floor_lines())

    def _floor_row(self, line: FloorTime) -> tuple[str, ...]:
        who = () if line.person is None else (self.phrases.person(line.person),)
        floor = self.transcript.floor
        if floor.written_freely:
            share = self.labels.percent(line.posts, floor.posts)
            return (*who, self.phrases.side(line.side), share, str(line.posts))
        share = self.labels.percent(line.used, self.transcript.floor.total)
        used = self.labels.duration(line.used)
        return (*who, self.phrases.side(line.side), used, share, str(line.turns))

    def _section(self, section: Section) -> Iterator[str]:
        yield f'<a id="{section.anchor}"></a>\n\n### {self._heading(section)}'
        if section.item is not None:
            for code, title in self.phrases.others(section.item.title):
                yield f"{title} ({code})"
            yield f"**{self.phrases.local(section.item.question)}**"
        for entry in section.entries:
            yield from self._entry(entry)

    def _entry(self, entry: Entry) -> Iterator[str]:
        phrases = self.phrases
        match entry:
            case TurnPart():
                yield from self._part(entry)
            case PhaseSpan():
                yield f"*{phrases.phase(entry)}* ({self.labels.time(entry.start)})"
            case Ruling():
                note = "" if entry.note is None else f" {phrases.words(entry.note)}"
                yield f"**{phrases.ruling(entry)}**{note} ({self.labels.time(entry.at)})"
            case Passed():
                yield f"*{phrases.passed(entry)}* ({self.labels.time(entry.at)})"
            case MoveLine():
                yield f"*{phrases.move(entry)}* ({self.labels.time(entry.at)})"
            case Break():
                yield f"*{phrases.stop(entry)}*, {phrases.stop_time(entry)}"

    def _part(self, part: TurnPart) -> Iterator[str]:
        phrases, turn = self.phrases, part.turn
        if turn is None:
            freely = self.transcript.floor.written_freely
            yield f"#### {self.say('posts' if freely else 'without-floor')}"
        elif part.continued:
            title = self.say("turn-continued", number=turn.number)
            yield f"#### {title}{_DOT}{phrases.who(turn.person, turn.side)}"
        else:
            title = self.say("turn", number=turn.number)
            yield (
                f'<a id="turn-{turn.number}"></a>\n\n'
                f"#### {title}{_DOT}{phrases.who(turn.person, turn.side)}"
            )
            stretch = self.labels.stretch(turn.start, turn.end)
            facts = (stretch, phrases.used(turn), *phrases.plainly(turn))
            yield _DOT.join((*facts, *phrases.remarks(turn)))
            subject = self.transcript.subject(turn)
            if subject is not None:
                yield f"*{phrases.words(subject)}*"
        if not part.contributions and turn is not None and self.transcript.silent(turn.number):
            yield self.papers.silence(turn)
        for contribution in part.contributions:
            yield from self._contribution(contribution, named=turn is None)
        for interpretation in part.interpretations:
            yield from self._part(interpretation)

    def _contribution(self, contribution: Contribution, *, named: bool) -> Iterator[str]:
        phrases = self.phrases
        notes = [self.labels.time(contribution.at), *phrases.contribution_notes(contribution)]
        if named:
            notes.insert(0, phrases.who(contribution.person, contribution.side))
        yield f'<a id="c-{contribution.seq}"></a>{_DOT.join(notes)}'
        if contribution.removed:
            yield f"> *{phrases.removed(contribution)}*"
        if contribution.wordings:
            yield self._quoted(contribution.wordings[-1].words)
        for wording in contribution.wordings[:-1]:
            yield self.say("earlier-wording", time=self.labels.time(wording.at)) + ":"
            yield self._quoted(wording.words)
        beside = [*self.papers.files(contribution), self.papers.signs(contribution)]
        yield "\n".join(f"- {line}" for line in beside if line)

    def _quoted(self, words: Words) -> str:
        if words.text is None:
            return f"> *{self.say('words-erased')}*"
        return block(words.text, "> ")

    def _minutes(self) -> Iterator[str]:
        papers = self.transcript.papers
        if not self.papers.has_minutes():
            return
        yield f"## {self.say('minutes')}"
        if papers.minutes is None:
            for heading, lines in self.papers.points():
                yield f"### {heading}"
                yield "\n".join(f"- {line}" for line in lines)
            return
        yield self.papers.state(papers.minutes)
        if papers.minutes.digest is not None:
            yield f"SHA-256: `{papers.minutes.digest}`"
        yield self._quoted(self.papers.text(papers.minutes))
        for amendment in papers.amendments:
            yield self.papers.amendment(amendment)
            if amendment.instead is not None:
                yield self.say("amendment-instead")
                yield self._quoted(amendment.instead)
                yield self.say("amendment-text")
            yield self._quoted(amendment.text)

    def _turns(self) -> Iterator[str]:
        phrases = self.phrases
        yield f"## {self.say('turns')}"
        rows = (
            (
                f"[{turn.number}](#turn-{turn.number})",
                phrases.person(turn.person),
                phrases.side(turn.side),
                phrases.kind(turn),
                "" if turn.item is None else str(phrases.item_number(turn.item)),
                phrases.phase_of(turn),
                self.labels.time(turn.start),
                "" if turn.end is None else self.labels.time(turn.end),
                phrases.allowed(turn),
                self.labels.duration(turn.used),
                phrases.ended(turn),
                "; ".join(phrases.remarks(turn)),
            )
            for turn in self.transcript.turns
        )
        heads = "number who side kind item phase from to limit used ended notes"
        yield self._table(heads.split(), rows) if self.transcript.turns else self.say("none")

    def _unspoken(self) -> Iterator[str]:
        phrases, waiting = self.phrases, self.transcript.unspoken
        yield f"## {self.say('unspoken')}"
        rows = (
            (
                phrases.person(request.person),
                phrases.side(request.side),
                phrases.kind(request),
                "" if request.item is None else str(phrases.item_number(request.item)),
                self.labels.time(request.asked_at),
                phrases.words(request.note),
                self.say(f"outcome-{request.outcome}"),
            )
            for request in waiting
        )
        heads = ("who", "side", "kind", "item", "asked", "subject", "outcome")
        yield self._table(heads, rows) if waiting else self.say("none")

    def _held(self) -> Iterator[str]:
        yield f"## {self.say('held')}"
        lines = [
            f"- {held.who}: {self.say('held-count', count=len(held.times))}, {held.reason}"
            f" ({', '.join(held.times)})"
            for held in self.phrases.held()
        ]
        if not lines:
            yield self.say("none")
            return
        yield self.say("held-intro")
        yield "\n".join(lines)

    def _record(self) -> Iterator[str]:
        yield f"## {self.say('record')}"
        yield "\n".join(  # nothing at all, where a rule keeps the record's own numbers back
            f"- {label}: `{fact}`" if digest and _PLAIN.fullmatch(fact) else f"- {label}: {fact}"
            for label, fact, digest in self.title_page.record()
        )
        yield "\n".join(f"- {line}" for line in (*self.papers.erasures(), *self.papers.exports()))
        yield f"{self.title_page.times()} {self.say('marks-note')}"
        for code, text in self.papers.rules():
            yield f"### {self.say('rules-text')} ({self.labels.language_name(code)})"
            yield self._quoted(text)

    def _table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
        lines = [[self.say(f"column-{head}") for head in heads], ["---"] * len(heads), *rows]
        left_out = {"side"} if not self.transcript.dialogue.sides else set()
        left_out |= {"limit"} if all(t.limit is None for t in self.transcript.turns) else set()
        kept = [i for i, head in enumerate(heads) if head not in left_out]
        return "\n".join(f"| {' | '.join(line[i] for i in kept)} |" for line in lines)
