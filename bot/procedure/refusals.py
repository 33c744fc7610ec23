"""Refusals: what the rules answer to a command that may not be carried out now.

A refusal is a value, never an exception, and changes nothing. `code` names a message of the phrase
catalogues (`refusal-<code>`), which also says what to do instead; `facts` fill that message in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Fact = str | int


class Code(StrEnum):
    """Every reason there is. Each has a sentence in every language, and a test sees to it."""

    NOT_CONVENED = "not-convened"
    ALREADY_CONVENED = "already-convened"
    NOT_OPEN_YET = "not-open-yet"
    ALREADY_OPEN = "already-open"
    MEETING_PAUSED = "meeting-paused"
    NOT_PAUSED = "not-paused"
    MEETING_SUSPENDED = "meeting-suspended"
    MEETING_CLOSED = "meeting-closed"
    CO_CHAIRS_ONLY = "co-chairs-only"
    ORGANIZERS_ONLY = "organizers-only"
    CO_CHAIRS_MISSING = "co-chairs-missing"
    CO_CHAIR_TAKEN = "co-chair-taken"
    UNKNOWN_SIDE = "unknown-side"
    NO_SEAT = "no-seat"
    NOT_SEATED = "not-seated"
    SEAT_BY_CO_CHAIR = "seat-by-co-chair"
    SPEAKER_SEAT = "speaker-seat"
    RULES_FIRST = "rules-first"
    RULES_CHANGED = "rules-changed"
    ALREADY_ACCEPTED = "already-accepted"
    NOT_A_SPEAKER = "not-a-speaker"
    ALREADY_ASKED = "already-asked"
    HAVE_THE_FLOOR = "have-the-floor"
    NOTHING_TO_REPLY_TO = "nothing-to-reply-to"
    NOTHING_ASKED = "nothing-asked"
    NOT_YOUR_REQUEST = "not-your-request"
    NO_FLOOR = "no-floor"
    NOT_YOUR_FLOOR = "not-your-floor"
    STALE_TURN = "stale-turn"
    STALE_ITEM = "stale-item"
    NOBODY_WAITING = "nobody-waiting"
    ALREADY_EXTENDED = "already-extended"
    NO_EXTENSIONS_LEFT = "no-extensions-left"
    NO_POINT = "no-point"
    UNKNOWN_ITEM = "unknown-item"
    ITEM_EXISTS = "item-exists"
    ITEM_DONE = "item-done"
    NO_ITEMS = "no-items"
    NO_MORE_ITEMS = "no-more-items"
    TOO_LONG = "too-long"
    EMPTY_TEXT = "empty-text"
    BAD_BUDGET = "bad-budget"
    CLOSING_ALREADY = "closing-already"
    IN_CAUCUS = "in-caucus"
    NO_CAUCUS = "no-caucus"
    BAD_CAUCUS = "bad-caucus"
    NO_DATE = "no-date"
    BAD_DATE = "bad-date"
    BY_DATE = "by-date"
    NOT_ASKED_FOR = "not-asked-for"
    JUST_WRITE = "just-write"
    LIST_CLOSED = "list-closed"
    LIST_CLOSED_ALREADY = "list-closed-already"
    LIST_IS_OPEN = "list-is-open"
    TOO_LATE_TO_REPLY = "too-late-to-reply"
    OWN_TURN = "own-turn"
    REPLIES_SPENT = "replies-spent"
    OWN_REPLIES_SPENT = "own-replies-spent"
    RIGHTS_SPENT = "rights-spent"
    POINTS_SPENT = "points-spent"
    RAISE_POINT = "raise-point"
    NOBODY_BEHIND = "nobody-behind"
    MORE_COMING = "more-coming"
    NOTHING_TO_PASS = "nothing-to-pass"
    OWN_EXTENSION = "own-extension"
    CO_CHAIRS_EXTEND = "co-chairs-extend"
    ASKED_ALREADY = "asked-already"
    OBJECTED_ALREADY = "objected-already"
    NOTHING_TO_OBJECT_TO = "nothing-to-object-to"
    NOBODY_SPEAKS = "nobody-speaks"
    CLARITY_ASKED = "clarity-asked"
    POLICY_ALREADY = "policy-already"
    NO_ROUND_NOW = "no-round-now"
    ROUND_ALREADY = "round-already"
    REPLIES_FIRST = "replies-first"
    NO_OPEN_ITEM = "no-open-item"
    ITEM_EXTENDED = "item-extended"
    PRESIDES_ALREADY = "presides-already"
    NO_CO_CHAIR = "no-co-chair"
    NO_CIRCLE = "no-circle"
    IN_CIRCLE = "in-circle"
    WAITS_FOR_CIRCLE = "waits-for-circle"
    NOT_IN_CIRCLE = "not-in-circle"
    OUTSIDE_CIRCLE = "outside-circle"
    ITEM_ENDS = "item-ends"
    AGENDA_FULL = "agenda-full"
    REPLY_TO_WHAT = "reply-to-what"
    RIGHTS_AT_THE_END = "rights-at-the-end"
    IS_OFF_RECORD = "is-off-record"
    IS_ON_RECORD = "is-on-record"
    CO_CHAIRS_MISSING_NOW = "co-chairs-missing-now"
    AGREED_ALREADY = "agreed-already"
    BAD_KEEPING = "bad-keeping"
    KEEPING_LONGER = "keeping-longer"
    NOT_YOURS = "not-yours"
    NOT_RECORDED = "not-recorded"
    MINUTE_TAKERS_ONLY = "minute-takers-only"
    POINTS_FULL = "points-full"
    NO_SUCH_POINT = "no-such-point"
    NO_MINUTES = "no-minutes"
    MINUTES_FROZEN = "minutes-frozen"
    MINUTES_CHANGED = "minutes-changed"
    AMENDMENTS_WAIT = "amendments-wait"
    AMENDMENT_DECIDED = "amendment-decided"
    PASSAGE_NOT_FOUND = "passage-not-found"


@dataclass(frozen=True, slots=True)
class Refusal:
    code: Code
    facts: Mapping[str, Fact] = field(default_factory=dict)


def refuse(code: Code, **facts: Fact) -> Refusal:
    """`refuse(Code.STALE_TURN, speaker="42")`."""
    return Refusal(code, facts)
