"""The proceedings: everything that happened, in order, cut into sections by agenda item.

The transcript's tables each carry the `seq` of their records; here they are merged again, for the
pages that tell the meeting as it went. How an entry is worded or drawn is the pages' business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from bot.procedure.floor.floor_values import TurnNumber
from bot.transcript.model import (
    AgendaLine,
    Break,
    Contribution,
    MoveLine,
    Opening,
    Passed,
    PhaseSpan,
    Ruling,
    Transcript,
    TurnLine,
)


@dataclass(frozen=True, slots=True)
class TurnPart:
    """Contributions that follow one another in a turn; a turn cut by a point of order has several.

    `turn` is None for what was said without the floor, where the format leaves it open.
    `interpretations` are the turns that interpret it: they stand beside it, not after it.
    """

    turn: TurnLine | None
    contributions: tuple[Contribution, ...]
    continued: bool
    interpretations: tuple[TurnPart, ...] = ()


Entry = PhaseSpan | TurnPart | Ruling | Passed | MoveLine | Break


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the meeting: an item while it was open (`again`: come back to), or what lies around
    the items, which `phase` then names. `anchor` is unique within the transcript."""

    anchor: str
    item: AgendaLine | None
    opening: Opening | None
    phase: PhaseSpan | None
    again: bool
    entries: tuple[Entry, ...]

    @property
    def parts(self) -> tuple[TurnPart, ...]:
        """The turns' parts in their order, interpretations after what they interpret."""
        found: list[TurnPart] = []
        for entry in self.entries:
            if isinstance(entry, TurnPart):
                found += [entry, *entry.interpretations]
        return tuple(found)


_Mark = tuple[AgendaLine, Opening]
_Happening = PhaseSpan | TurnLine | Contribution | Ruling | Passed | MoveLine | Break


def sections(transcript: Transcript) -> tuple[Section, ...]:
    """The sections in the order in which they took place; none is empty but an opened item's."""
    cuts = [_Cut(mark, phase) for mark, phase in _boundaries(transcript)]
    happenings: list[_Happening] = [
        *transcript.phases,
        *transcript.turns,
        *transcript.contributions,
        *transcript.rulings,
        *transcript.passed,
        *transcript.moves,
        *transcript.breaks,
    ]
    current = _Cut(None, None)
    ordered = [current]
    pending = iter(sorted(cuts, key=lambda cut: cut.seq))
    following = next(pending, None)
    for happening in sorted(happenings, key=attrgetter("seq")):
        while following is not None and following.seq <= happening.seq:
            current, following = following, next(pending, None)
            ordered.append(current)
        if happening is not current.phase:
            current.happenings.append(happening)
    while following is not None:
        ordered.append(following)
        following = next(pending, None)
    return tuple(_named(_joined(ordered), transcript))


class _Cut:
    def __init__(self, mark: _Mark | None, phase: PhaseSpan | None) -> None:
        self.mark = mark
        self.phase = phase
        self.seq = mark[1].seq if mark else phase.seq if phase else 0
        self.happenings: list[_Happening] = []


def _boundaries(transcript: Transcript) -> Iterator[tuple[_Mark | None, PhaseSpan | None]]:
    for line in transcript.agenda:
        for opening in line.openings:
            yield (line, opening), None
    for phase in transcript.phases:
        if phase.item is None:
            yield None, phase


def _joined(cuts: Sequence[_Cut]) -> Iterator[_Cut]:
    """Leaves out the stretches around the items in which nothing happened. What was only settled before
    the first phase (who presides) stands at the beginning of what follows."""
    carried: list[_Happening] = []
    for nth, cut in enumerate(cuts):
        cut.happenings[:0] = carried
        carried = []
        nameless = cut.mark is None and cut.phase is None
        moves_only = all(isinstance(each, MoveLine) for each in cut.happenings)
        if nameless and moves_only and nth + 1 < len(cuts):
            carried = cut.happenings
        elif cut.mark is not None or cut.happenings:
            yield cut


def _named(cuts: Iterator[_Cut], transcript: Transcript) -> Iterator[Section]:
    items: set[str] = set()
    for number, cut in enumerate(cuts, start=1):
        line, opening = cut.mark or (None, None)
        again = line is not None and line.key in items
        if line is not None:
            items.add(line.key)
        entries = tuple(_beside(_entries(cut.happenings, transcript)))
        yield Section(f"section-{number}", line, opening, cut.phase, again, entries)


def _beside(entries: Iterator[Entry]) -> list[Entry]:
    """With each interpretation at the last part of the turn that it interprets."""
    placed: list[Entry] = []
    for entry in entries:
        of = None
        if isinstance(entry, TurnPart) and entry.turn is not None:
            of = _place_of(entry.turn.interprets, placed)
        if of is None or not isinstance(entry, TurnPart):
            placed.append(entry)
            continue
        original = placed[of]
        assert isinstance(original, TurnPart), "only a turn is interpreted"
        both = (*original.interpretations, entry)
        placed[of] = replace(original, interpretations=both)
    return placed


def _place_of(turn: TurnNumber | None, placed: Sequence[Entry]) -> int | None:
    for i in reversed(range(len(placed))):
        entry = placed[i]
        if isinstance(entry, TurnPart) and entry.turn is not None and entry.turn.number == turn:
            return i
    return None


def _entries(happenings: Sequence[_Happening], transcript: Transcript) -> Iterator[Entry]:
    turn: TurnLine | None = None
    said: list[Contribution] = []
    # A turn's heading stands where the turn began, even if nothing was said in it.
    heading = False

    def part() -> Iterator[TurnPart]:
        if said or heading:
            yield TurnPart(turn, tuple(said), turn is not None and not heading)

    for happening in happenings:
        match happening:
            case TurnLine():
                yield from part()
                turn, said, heading = happening, [], True
            case Contribution():
                number = None if turn is None else turn.number
                if happening.turn != number or not (said or heading):
                    yield from part()
                    turn = None if happening.turn is None else transcript.turn(happening.turn)
                    said, heading = [], False
                said.append(happening)
            case _:
                yield from part()
                said, heading = [], False
                yield happening
    yield from part()
