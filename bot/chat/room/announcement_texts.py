"""How each event is told to the room, in all the languages of the dialogue: from an event to a text.

What the card shows by itself is not said, and what concerns one person only is said to that person
alone (`nudges`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.framework.wording import (
    CLOCK,
    RoomPhrases,
    mention,
    minutes,
    moment,
    note_shown,
    quoted,
)
from bot.chat.room.card_text import everywhere, inline, side_label
from bot.procedure import events as e
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.formats import Policy, RunsOut
from bot.procedure.state import Meeting
from bot.procedure.values import Words
from bot.roundtables import Change


@dataclass(frozen=True, slots=True)
class Announced:
    """What has changed, and the languages to tell it in."""

    change: Change
    voice: RoomPhrases

    @property
    def after(self) -> Meeting:
        return self.change.after


def _opened(told: Announced, event: e.MeetingOpened) -> str:
    return told.voice.block("told-opened")


def _paused(told: Announced, event: e.MeetingPaused) -> str:
    return told.voice.block("told-paused")


def _suspended(told: Announced, event: e.MeetingSuspended) -> str:
    return told.voice.block("told-suspended")


def _resumed(told: Announced, event: e.MeetingResumed) -> str:
    text = told.voice.block("told-resumed")
    floor = told.after.floor
    if floor is not None and floor.ends_at is not None and floor.spent:
        text += "\n" + told.voice.block(
            "told-goes-on", person=mention(floor.person), when=moment(floor.ends_at, CLOCK)
        )
    return text


def _moved(told: Announced, event: e.MeetingMoved) -> str:
    return told.voice.block("told-moved")


def _outage(told: Announced, event: e.OutageNoted) -> str:
    return told.voice.block("told-outage", length=minutes(told.change.records[0].at - event.since))


def _closed(told: Announced, event: e.MeetingClosed) -> str:
    return told.voice.block("told-closed", count=len(event.unspoken))


def _phase(told: Announced, event: e.PhaseEntered) -> str:
    phase = told.after.format.phases[event.index]
    text = f"**{inline(phase.title, told.voice)}**"
    if event.until is not None:
        text += "\n" + told.voice.block("told-until-date", when=moment(event.until, "f"))
    if event.thinking:
        text += "\n" + told.voice.block("told-thinking", length=minutes(event.thinking))
    return text


def _item_opened(told: Announced, event: e.ItemOpened) -> str | None:
    item = told.after.find_item(event.item)
    if item is None:
        return None
    number = told.after.agenda.index(item) + 1
    question = everywhere(item.question, told.voice, "*")
    return f"### {number}. {inline(item.title, told.voice)}\n{question}"


def _item_closed(told: Announced, event: e.ItemClosed) -> str | None:
    if not event.unspoken and not event.ran_out:
        return None
    ran_out = "yes" if event.ran_out else "no"
    return told.voice.block("told-item-closed", count=len(event.unspoken), ran=ran_out)


def _item_parked(told: Announced, event: e.ItemParked) -> str | None:
    before = told.change.before
    if before is None or before.item is None or before.item.key != event.item:
        return None  # it had not been opened yet; the agenda shows it
    with_it = sum(request.item == event.item for request in told.after.aside)
    ran_out = "yes" if event.ran_out else "no"
    return told.voice.block("told-item-parked", count=with_it, ran=ran_out)


def _item_warned(told: Announced, event: e.ItemWarned) -> str:
    return told.voice.block(
        f"told-item-ends-{told.after.runs_out}",
        left=minutes(event.left),
        count=len(told.after.requests),
    )


def _budget(told: Announced, event: e.ItemBudgetSpent) -> str | None:
    """Where the item is left at once, or by and by, that is told by itself."""
    stays = told.after.runs_out is RunsOut.STAY
    return told.voice.block("told-budget-spent") if stays and told.after.item else None


def _run_out(told: Announced, event: e.RunOutChosen) -> str:
    return told.voice.block(f"told-runs-out-{event.outcome}")


def _item_extended(told: Announced, event: e.ItemExtended) -> str:
    return told.voice.block("told-item-extended", more=minutes(event.by))


def _side_spent(told: Announced, event: e.SideBudgetSpent) -> str:
    return told.voice.block("told-side-spent", side=side_label(told.after, event.side, told.voice))


def _replies(told: Announced, event: e.RepliesBegun) -> str:
    return told.voice.block("told-replies")


def _policy(told: Announced, event: e.PolicySet) -> str | None:
    if event.policy is Policy.GO_ROUND:
        return None
    return told.voice.block("told-policy", policy=event.policy.value)


def _round(told: Announced, event: e.RoundBegun) -> str:
    return told.voice.block("told-round", length=minutes(event.thinking))


def _chair(told: Announced, event: e.ChairTaken) -> str | None:
    if event.how is e.ChairHow.OPENING:
        return None  # the card shows it
    return told.voice.block(f"told-chair-{event.how}", person=mention(event.person))


def _list_closed(told: Announced, event: e.ListClosed) -> str:
    return told.voice.block("told-list-closed")


def _list_reopened(told: Announced, event: e.ListReopened) -> str:
    return told.voice.block("told-list-reopened")


def _off_agreed(told: Announced, event: e.OffRecordAgreed) -> str | None:
    if not told.after.record.agreed:
        return None  # all have, and what follows is said
    phrase = "told-off-record-asked" if event.off else "told-on-record-asked"
    return told.voice.block(phrase, person=mention(event.person))


def _off_record(told: Announced, event: e.OffRecordBegun) -> str:
    return told.voice.block("told-off-record")


def _on_record(told: Announced, event: e.OffRecordEnded) -> str:
    return told.voice.block("told-on-record")


def _keeping(told: Announced, event: e.KeepingSet) -> str:
    return told.voice.block("told-keeping", days=event.days or 0)


def _caucus(told: Announced, event: e.CaucusBegun) -> str:
    return told.voice.block("told-caucus", when=moment(event.until, CLOCK))


def _caucus_ended(told: Announced, event: e.CaucusEnded) -> str:
    everybody = " ".join(mention(seat.person) for seat in told.after.seats)
    return f"{everybody}\n{told.voice.block('told-caucus-ended')}"


def _date(told: Announced, event: e.PhaseEndSet) -> str:
    return told.voice.block("told-date", when=moment(event.until, "f"))


def _interpreting(told: Announced, event: e.InterpretationSet) -> str:
    return told.voice.block("told-interpreting", on="yes" if event.on else "no")


def _circle(told: Announced, event: e.CircleSeated) -> str:
    people = ", ".join(mention(person) for person in event.people)
    return told.voice.block("told-circle", people=people or "–")


def _circle_entered(told: Announced, event: e.CircleEntered) -> str:
    return told.voice.block("told-circle-entered", person=mention(event.person))


def _unclear(told: Announced, event: e.ClarityAsked) -> str | None:
    """Said once a turn; how many they are is on the card. Who asked is not told."""
    floor = told.after.floor
    if floor is None or len(floor.unclear) != 1:
        return None
    return told.voice.block("told-unclear", person=mention(floor.person))


def _more_asked(told: Announced, event: e.MoreTimeAsked) -> str | None:
    floor = told.after.floor
    if floor is None or floor.asked_until is None:
        return None
    return told.voice.block(
        "told-more-asked", person=mention(floor.person), when=moment(floor.asked_until, CLOCK)
    )


def _more_refused(told: Announced, event: e.MoreTimeRefused) -> str:
    late = event.person is None
    return told.voice.block("told-more-too-late" if late else "told-more-refused")


def _turn(told: Announced, event: e.TurnStarted) -> str:
    floor = told.after.floor
    ends = floor.ends_at if floor is not None and floor.number == event.turn else None
    phrase = "told-point" if event.kind.value == "point-of-order" else "told-turn"
    text = told.voice.block(
        phrase,
        person=mention(event.person),
        kind=event.kind.value,
        when=moment(ends, CLOCK) if ends is not None else "",
    )
    if event.interprets is not None:
        return text
    if event.out_of_order:
        text += "\n-# " + told.voice.line("told-out-of-order")
    note = note_shown(_subject(told, event.request), 150)
    return f"{text}\n-# {quoted(note)}" if note else text


def _subject(told: Announced, number: int | None) -> Words | None:
    """What the request was about, which may have been made in this very moment."""
    before = told.change.before
    request = None if before is None or number is None else before.request(number)
    if request is not None:
        return request.note
    for record in told.change.records:
        if isinstance(record.event, e.FloorRequested) and record.event.request == number:
            return record.event.note
    return None


def _taken_up(told: Announced, event: e.TurnTakenUp) -> str | None:
    floor = told.after.floor
    if floor is None or floor.ends_at is None:
        return None
    return told.voice.block(
        "told-goes-on", person=mention(floor.person), when=moment(floor.ends_at, CLOCK)
    )


def _warned(told: Announced, event: e.TurnWarned) -> str | None:
    floor = told.after.floor
    if floor is None or floor.ends_at is None:
        return None
    when = moment(floor.ends_at, CLOCK)
    return told.voice.block("told-warned", person=mention(floor.person), when=when)


def _time_up(told: Announced, event: e.TurnTimeUp) -> str | None:
    floor = told.after.floor
    return None if floor is None else told.voice.block("told-time-up", person=mention(floor.person))


def _extended(told: Announced, event: e.TurnExtended) -> str | None:
    floor = told.after.floor
    if floor is None:
        return None
    phrase = "told-extended-silently" if event.silently else "told-extended"
    return told.voice.block(phrase, person=mention(floor.person), more=minutes(event.by))


def _ended(told: Announced, event: e.TurnEnded) -> str | None:
    if event.how is TurnEnd.EXPIRED:
        return told.voice.block("told-expired", person=mention(event.person))
    if event.how is TurnEnd.LEFT:
        return told.voice.block("told-left", person=mention(event.person))
    if event.how is TurnEnd.PASSED:
        return told.voice.block("told-passes", person=mention(event.person))
    return None


def _ruled(told: Announced, event: e.PointRuled) -> str:
    text = told.voice.block("told-sustained" if event.sustained else "told-not-sustained")
    note = note_shown(event.note, 200)
    return f"{text}\n-# {quoted(note)}" if note else text


def _cut(told: Announced, event: e.TurnCut) -> str | None:
    floor = told.after.floor
    if floor is None or floor.ends_at is None:
        return None
    when = moment(floor.ends_at, CLOCK)
    return told.voice.block("told-cut", person=mention(floor.person), when=when)


def _thinking(told: Announced, event: e.ThinkingBegun) -> str:
    return told.voice.block("told-thinking", length=minutes(event.length))


def _passed(told: Announced, event: e.PlacePassed) -> str | None:
    if event.reason is e.PassReason.CALLED_EARLY:
        return None  # the turn that begins says it
    if event.person is not None:
        name = mention(event.person)
    else:
        name = side_label(told.after, event.side, told.voice)
    if event.reason is e.PassReason.PASSED:
        return told.voice.block("told-passes", person=name)
    if event.reason is e.PassReason.RAN_OUT:
        return told.voice.block("told-not-reached", who=name)
    return told.voice.block("told-passed", who=name)


TEXTS: Mapping[type[Any], Callable[[Announced, Any], str | None]] = {
    e.MeetingOpened: _opened,
    e.MeetingPaused: _paused,
    e.MeetingSuspended: _suspended,
    e.MeetingResumed: _resumed,
    e.MeetingMoved: _moved,
    e.OutageNoted: _outage,
    e.MeetingClosed: _closed,
    e.PhaseEntered: _phase,
    e.ItemOpened: _item_opened,
    e.ItemClosed: _item_closed,
    e.ItemParked: _item_parked,
    e.ItemWarned: _item_warned,
    e.ItemBudgetSpent: _budget,
    e.RunOutChosen: _run_out,
    e.ItemExtended: _item_extended,
    e.SideBudgetSpent: _side_spent,
    e.RepliesBegun: _replies,
    e.PolicySet: _policy,
    e.RoundBegun: _round,
    e.ChairTaken: _chair,
    e.ListClosed: _list_closed,
    e.ListReopened: _list_reopened,
    e.OffRecordAgreed: _off_agreed,
    e.OffRecordBegun: _off_record,
    e.OffRecordEnded: _on_record,
    e.KeepingSet: _keeping,
    e.CaucusBegun: _caucus,
    e.CaucusEnded: _caucus_ended,
    e.PhaseEndSet: _date,
    e.InterpretationSet: _interpreting,
    e.CircleSeated: _circle,
    e.CircleEntered: _circle_entered,
    e.ClarityAsked: _unclear,
    e.MoreTimeAsked: _more_asked,
    e.MoreTimeRefused: _more_refused,
    e.TurnStarted: _turn,
    e.TurnTakenUp: _taken_up,
    e.TurnWarned: _warned,
    e.TurnTimeUp: _time_up,
    e.TurnExtended: _extended,
    e.TurnCut: _cut,
    e.TurnEnded: _ended,
    e.ThinkingBegun: _thinking,
    e.PointRuled: _ruled,
    e.PlacePassed: _passed,
}
