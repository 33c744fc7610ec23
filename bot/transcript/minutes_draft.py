"""The draft of the minutes, written from the transcript and the points that were noted on the way.

Pure: a transcript and the points in, one text out, its own words in all the dialogue's languages. What
people said stands in it by reference only; what was noted as agreed, as different, as open and as
undertaken stands as the minute-takers wrote it, which may be somebody's very words. When those are
erased, or a name that stands here, an unadopted draft is erased too (`bot.journal.ownership`) and made
anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.data import Locales
from bot.procedure.agenda.agenda_values import ItemKey
from bot.procedure.events import PointKind, Recorded
from bot.procedure.minutes.minutes_values import Point, with_accepted
from bot.procedure.table.seats import SideKey
from bot.procedure.values import Localized, PersonId
from bot.transcript.build import build
from bot.transcript.labels import Labels, labels
from bot.transcript.marks import one_line
from bot.transcript.model import AgendaLine, Member, Transcript

BETWEEN = " · "


def draft(transcript: Transcript, points: Sequence[Point], labels: Sequence[Labels]) -> str:
    """The minutes as plain text with Markdown's headings; `labels` one for each language."""
    return "\n".join(_Draft(transcript, points, labels).lines()).rstrip() + "\n"


def compose(
    records: Sequence[Recorded],
    head: str,
    points: Sequence[Point],
    languages: Sequence[str],
    locales: Locales | None = None,
) -> str:
    """The draft from the records of a meeting; with the amendments that were accepted to an earlier
    draft, where that was erased."""
    told = build(records, head=head)
    each = [labels(code, "UTC", day=told.opened_at, locales=locales) for code in languages]
    return with_accepted(draft(told, points, each), records)


class _Draft:
    def __init__(
        self, transcript: Transcript, points: Sequence[Point], labels: Sequence[Labels]
    ) -> None:
        self.transcript = transcript
        self.points = points
        self.labels = labels

    def say(self, phrase: str, **facts: str | int) -> str:
        said = (label.say(phrase, **facts) for label in self.labels)
        return BETWEEN.join(dict.fromkeys(said))

    def local(self, text: Localized) -> str:
        said = (one_line(text.into(label.language)) for label in self.labels)
        return BETWEEN.join(dict.fromkeys(said))

    def lines(self) -> Iterator[str]:
        yield f"# {self.say('minutes')}: {self.local(self.transcript.title)}"
        yield ""
        yield self.local(self.transcript.dialogue.title)
        yield self.say("meeting", number=self.transcript.number)
        opened = self.transcript.opened_at
        if opened is not None:
            yield BETWEEN.join(dict.fromkeys(label.date(opened) for label in self.labels))
        yield ""
        yield from self._present()
        for number, item in enumerate(self.transcript.agenda, 1):
            if item.openings:
                yield from self._item(number, item)
        yield from self._noted(None)
        if self.transcript.head_line is not None:
            # Whoever has the minutes can have `cochair verify --against` hold the record to them.
            yield f"{self.say('minutes-head')}: {self.transcript.head_line}"

    def _present(self) -> Iterator[str]:
        yield f"## {self.say('minutes-present')}"
        for side in self.transcript.dialogue.sides:
            there = [self._member(m) for m in self.transcript.members if m.side == side.key]
            yield f"{self.local(side.name)}: {'; '.join(there) or '–'}"
        yield ""

    def _member(self, member: Member) -> str:
        return f"{self.name(member.person)} ({self.say(f'capacity-{member.capacity}')})"

    def name(self, person: PersonId) -> str:
        member = self.transcript.member(person)
        text = None if member is None else member.name.text
        return self.say("name-erased") if text is None else one_line(text)

    def _item(self, number: int, item: AgendaLine) -> Iterator[str]:
        yield f"## {number}. {self.local(item.title)}"
        questions = (one_line(item.question.into(label.language)) for label in self.labels)
        yield from dict.fromkeys(questions)
        yield self.say(f"state-{item.state}")
        yield ""
        positions = [*self._positions(item.key)]
        if positions:
            yield f"### {self.say('minutes-positions')}"
            yield from positions
            yield ""
        yield from self._noted(item.key)

    def _positions(self, item: ItemKey) -> Iterator[str]:
        """Who spoke on the item, side by side, and where their words stand in the transcript."""
        for side in self.transcript.dialogue.sides:
            spoken = [
                f"{self.name(person)} ({self._named(turns)})"
                for person, turns in self._turns(item, side.key).items()
            ]
            if spoken:
                yield f"{self.local(side.name)}: {'; '.join(spoken)}"

    def _named(self, turns: Sequence[str]) -> str:
        return self.say("minutes-turns", count=len(turns), turns=", ".join(turns))

    def _turns(self, item: ItemKey, side: SideKey) -> dict[PersonId, list[str]]:
        found: dict[PersonId, list[str]] = {}
        for turn in self.transcript.turns:
            said = turn.interprets is None and not self.transcript.silent(turn.number)
            if turn.item == item and turn.side == side and said:
                found.setdefault(turn.person, []).append(str(turn.number))
        return found

    def _noted(self, item: ItemKey | None) -> Iterator[str]:
        for kind in PointKind:
            noted = [p for p in self.points if p.item == item and p.kind is kind]
            if noted:
                yield f"### {self.say(f'minutes-{kind}')}"
                yield from map(self._point, noted)
                yield ""

    def _point(self, point: Point) -> str:
        text = point.text.text
        line = f"- {self.say('words-erased') if text is None else one_line(text)}"
        if point.owner is not None and point.owner.text:
            line += f" — {one_line(point.owner.text)}"
        if point.due is not None:
            due = point.due
            dates = dict.fromkeys(label.date(due) for label in self.labels)
            line += f", {self.say('minutes-due')} {BETWEEN.join(dates)}"
        return line
