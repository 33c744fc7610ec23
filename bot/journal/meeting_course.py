"""What a meeting's rows tell beyond their chain: whether the rules could have written them, and which
messages stand in the record twice.

The rules say what is lawful (`bot.procedure.lawful`); here rows become records for them. What must not
live here: hashes, and a word that anybody said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from bot.journal.codec import BadPayload, UnknownEvent, restored
from bot.procedure import events as e
from bot.procedure.edition import EDITION
from bot.procedure.event import name_of
from bot.procedure.events import Recorded
from bot.procedure.lawful import LOST, Unlawful, Why, unlawful


@dataclass(frozen=True, slots=True)
class Doubled:
    """A message of Discord's that stands in the record once more, and where it stood first. `same`: with
    the same words; None where that cannot be told any more."""

    seq: int
    first: int
    same: bool | None


@dataclass(frozen=True, slots=True)
class Course:
    """What was found: events that are not lawful, and messages recorded twice, in their order."""

    unlawful: tuple[Unlawful, ...] = ()
    doubled: tuple[Doubled, ...] = ()


class Walk:
    """Rows of one meeting, taken up one by one as their chain is found to hold."""

    def __init__(self, meeting: str) -> None:
        self._meeting = meeting
        self._records: list[Recorded] = []
        self._foreign: list[Unlawful] = []

    def take(self, row: Sequence[Any], payload: Any, texts: Mapping[str, Sequence[Any]]) -> None:
        """A row of events; its payload, parsed; the rows (salt, text, erased_at) of its texts, by field.
        Raises nothing, whatever stands in them."""
        _, seq, at, kind, version, actor, *_ = row
        name = kind.decode("utf-8", "replace")
        try:
            event = restored(name, version, payload, _Standing(texts))
            by = None if actor is None else actor.decode()
        except (UnknownEvent, BadPayload, UnicodeDecodeError):
            self._foreign.append(Unlawful(seq, name, Why.UNKNOWN))
            return
        self._records.append(Recorded(self._meeting, seq, at, by, event))

    def course(self, *, whole: bool) -> Course:
        """What all that was taken up comes to; not `whole`: the chain goes on, and does not hold."""
        return course_of(self._records, self._foreign, whole=whole)


class _Standing(Mapping[str, str | None]):
    """The texts of an event as they stood when it was written; `LOST` where they were erased since."""

    def __init__(self, texts: Mapping[str, Sequence[Any]]) -> None:
        self._texts = texts

    def __getitem__(self, field: str) -> str | None:
        text = self._texts[field][1]
        return LOST.text if text is None else str(text, "utf-8")

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def course_of(
    records: Sequence[Recorded], foreign: Sequence[Unlawful] = (), *, whole: bool = True
) -> Course:
    """The course of one meeting. `foreign` are rows of which no event could be made; not `whole`: there
    are more records."""
    doubled = tuple(_doubled(records))
    wrong = {each.seq: each for each in (*unlawful(records, whole=whole), *foreign)}
    if _is_of_this_edition(records):
        kinds = {each.seq: name_of(each.event) for each in records}
        wrong |= {each.seq: each for each in _of_other_messages(records)}
        wrong |= {d.seq: Unlawful(d.seq, kinds[d.seq], Why.TWICE) for d in doubled}
    found = tuple(sorted(wrong.values(), key=attrgetter("seq")))
    return Course(found, tuple(each for each in doubled if each.seq not in wrong))


def _is_of_this_edition(records: Sequence[Recorded]) -> bool:
    """Whether the meeting was convened under these rules; whoever listened before them is not held to
    what is promised since."""
    convened = records[0].event if records else None
    return isinstance(convened, e.MeetingConvened) and convened.edition == EDITION


def _doubled(records: Sequence[Recorded]) -> Iterator[Doubled]:
    known: dict[str, Recorded] = {}
    for record in records:
        if isinstance(record.event, e.ContributionMade | e.MessageHeld):
            first = known.setdefault(record.event.message, record)
            if first is not record:
                yield Doubled(record.seq, first.seq, _same(first.event, record.event))


def _same(one: e.Event, other: e.Event) -> bool | None:
    words = [getattr(each, "words", None) for each in (one, other)]
    if None in words or LOST in words:
        return None
    return bool(words[0] == words[1])


def _of_other_messages(records: Sequence[Recorded]) -> Iterator[Unlawful]:
    """What is done to a message that is not on the record, or not as that person's. The rules take it on
    trust from whoever listens, who looks it up first."""
    said: dict[str, str] = {}
    for record in records:
        event = record.event
        match event:
            case e.ContributionMade():
                said.setdefault(event.message, event.person)
                continue
            case e.ContributionEdited() | e.FileWithdrawn():
                fits = said.get(event.message) == event.person
            case e.ContributionRemoved() | e.ReactionAdded() | e.ReactionTaken() | e.SignsCleared():
                fits = event.message in said
            case _:
                continue
        if not fits:
            yield Unlawful(record.seq, name_of(event), Why.MESSAGE)
