"""Who may do what: one table for the rules, for what Discord offers people, and for the documents.

A row is an action; it says which roles may do it, and what somebody at the table must have agreed to
first. `authorization` reads it for the rules and the chat, docs/capabilities.md is drawn from it. What
must not live here: when a meeting hears a command at all (`transitions`), and what depends on more than
who asks, such as whose turn it is (`decide`).

How many have to agree before an act happens is another question than who may ask for it. A table of
that is to be keyed by `Action` as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from bot.procedure import commands as c
from bot.procedure.events import ExportRule
from bot.procedure.refusals import Code
from bot.procedure.table.seats import Capacity


class Role(StrEnum):
    """How somebody, or something, stands to a meeting. One may have several of them."""

    CONVENER = "convener"
    CO_CHAIR = "co-chair"
    RAPPORTEUR = "rapporteur"
    PARTICIPANT = "participant"
    INTERPRETER = "interpreter"
    OBSERVER = "observer"
    GONE = "gone from the table"
    OUTSIDER = "outsider"
    ADMINISTRATOR = "server's administrator"
    """Whoever may manage the channels of the server: a power on Discord, and none at the table."""
    BOT = "another bot"
    WEBHOOK = "webhook"
    ITSELF = "Cochair itself"


OF_CAPACITY: Mapping[Capacity, Role] = {capacity: Role(capacity) for capacity in Capacity}


class Agreed(IntEnum):
    """What somebody at the table has agreed to; each includes those before."""

    NOTHING = 0
    RULES = 1
    RECORDING = 2


CHAIRS = frozenset({Role.CO_CHAIR})
ORGANIZERS = CHAIRS | {Role.CONVENER}
SPEAKERS = frozenset(OF_CAPACITY[each] for each in Capacity if each.speaks)
HEARD = SPEAKERS | {Role.INTERPRETER}
"""Who can have the floor, be it to interpret."""
SEATED = frozenset(OF_CAPACITY.values())
MINUTE_TAKERS = frozenset({Role.CO_CHAIR, Role.RAPPORTEUR})
PEOPLE = SEATED | {Role.CONVENER, Role.GONE, Role.OUTSIDER, Role.ADMINISTRATOR}
ITSELF = frozenset({Role.ITSELF})


class Action(StrEnum):
    """Everything that can be done, in the words of the documents."""

    CONVENE = "Convene a meeting"
    OPEN = "Open it"
    PAUSE = "Pause it"
    RESUME = "Resume it after a pause or a caucus"
    SUSPEND = "Suspend it"
    RESUME_SUSPENDED = "Resume it after a suspension"
    MOVE = "Take it up in another channel, when its own is gone"
    CLOSE = "Close it"
    BEGIN_CAUCUS = "Begin a caucus"
    END_CAUCUS = "End a caucus before its time"
    SET_PHASE_END = "Move the date on which a phase ends"
    PASS_CHAIR = "Hand the chair over, or take it"

    TAKE_SEAT = "Sit down as a participant or observer"
    ASSIGN_SEAT = "Give somebody a seat, of any capacity"
    BE_SEATED = "Be given a seat"
    LEAVE_SEAT = "Leave the table"
    UNSEAT = "Take somebody else's seat away"
    ACCEPT_RULES = "Accept the rules and the recording"
    WITHDRAW_CONSENT = "Withdraw the consent to being recorded"
    ENTER_CIRCLE = "Take a chair in the inner circle, or wait for one"
    LEAVE_CIRCLE = "Give that chair up"

    ADD_ITEM = "Add an agenda item"
    EDIT_ITEM = "Rewrite an agenda item"
    MOVE_ITEM = "Move an agenda item"
    PARK_ITEM = "Park an agenda item that waits"
    PARK_OPEN_ITEM = "Park the open agenda item"
    NEXT_ITEM = "Go on to another agenda item"
    BEGIN_CLOSING = "Go into the closing"
    SET_RUNS_OUT = "Choose what becomes of an item when its time is up"
    EXTEND_ITEM = "Give an agenda item more time"

    PROPOSE_AGENDA = "Have an agenda proposed from an article"
    REVIEW_PROPOSAL = "Look a proposed agenda over"
    TICK_POINTS = "Choose among its points"
    REWORD_POINT = "Reword one of its points"
    MOVE_POINT = "Move one of its points"
    MERGE_POINTS = "Merge its points"
    SPLIT_POINT = "Split one of its points"
    DROP_PROPOSAL = "Drop a proposed agenda"
    AGREE_TO_AGENDA = "Agree to a proposed agenda"

    ASK = "Ask for the floor, or raise a point of order"
    SET_NOTE = "Say what one's request is about"
    CHANGE_KIND = "Want the floor for something else"
    DEFER = "Let others go first"
    WITHDRAW = "Withdraw one's request"
    TAKE_DOWN = "Take down somebody else's request"
    YIELD = "Give up one's turn"
    PASS = "Let one's turn pass"
    MORE_COMING = "Say in one's turn that more is coming"
    ASK_MORE = "Ask the room for more time in one's turn"
    OBJECT_TO_MORE = "Object to more time"
    ASK_CLARITY = "Ask for simpler words or a translation"
    CALL_NEXT = "Call the next speaker"
    GRANT = "Call somebody by name"
    EXTEND = "Give the speaker more time"
    RULE_POINT = "Rule on a point of order"
    SET_POLICY = "Order the speakers list in another way"
    CLOSE_LIST = "Close the speakers list"
    REOPEN_LIST = "Open the speakers list again"
    SET_INTERPRETATION = "Turn interpretation on or off"
    SET_BALANCE = "Turn the private words to the quiet and the loud on or off"

    SAY = "Be heard: what one writes is recorded, or held and given back"
    REWORD = "Have the edits of one's words recorded"
    MARK_DELETED = "Have a message taken off the record by deleting it"
    REACT = "Have one's reactions recorded"
    SEEN_TYPING = "Have one's turn prolonged by typing when its time is up"
    KEEP_FILE = "Have one's attachments kept"
    LEAVE_FILE_OUT = "Have it noted that one's attachment was left out"
    WITHDRAW_FILE = "Have an attachment taken off the record by taking it out of one's message"
    TAKE_BACK = "Have one's own held message back"

    GO_OFF_RECORD = "Agree to go off the record"
    GO_ON_RECORD = "Agree to go back on the record"
    SET_KEEPING = "Set how long words are kept"
    NOTE_POINT = "Note a point for the minutes"
    DROP_POINT = "Leave a noted point out"
    PROPOSE_AMENDMENT = "Propose an amendment to the minutes"
    DECIDE_AMENDMENT = "Accept or decline an amendment"
    ADOPT_MINUTES = "Adopt the minutes"
    EXPORT_CHATHAM = "Take a transcript that names nobody"
    EXPORT_SIDES = "Take a transcript that names the sides"
    EXPORT_FULL = "Take a transcript with names"
    NOTE_EXPORT_REFUSED = "Be named in the record when a transcript was refused"
    ASK_EXPORT = "Ask for a transcript"
    SEARCH = "Search the record, as far as one may have transcripts"
    ERASE_TEXTS = "Have what is held of oneself, and erase one's own texts"

    LOOK = "See the card, the lists, the agenda, the seats, the rules and the guide"
    CHAIRS_PANEL = "See the co-chairs' panel"

    NOTE_OUTAGE = "Note an outage"
    LOSE_ROOM = "Note that the channel is gone"
    TICK = "Let time do what is due"
    DRAFT_MINUTES = "Draft the minutes"
    NOTE_RETURNED = "Note that a held message was given back"
    CLEAR_SIGNS = "Note that all reactions to a message were cleared"


@dataclass(frozen=True, slots=True)
class Capability:
    """Who may do it, and what the others are told.

    `agreed` is asked of those who may because of their seat. `early` may too until the meeting has been
    opened. `refusal` is for those whose seat does not allow it, `unseated` for those without one (None:
    the same), `unbound` for those who have not accepted the rules, `unrecorded` for those who are not
    recorded. `ignored`: nobody asked for anything, so nothing comes of it and nobody is told. `beyond`:
    what one must be allowed besides; its refusals come first.
    """

    who: frozenset[Role]
    refusal: Code
    unseated: Code | None = None
    agreed: Agreed = Agreed.NOTHING
    unbound: Code = Code.RULES_FIRST
    unrecorded: Code = Code.NOT_RECORDED
    early: frozenset[Role] = frozenset()
    ignored: bool = False
    beyond: Action | None = None


def _seats(
    who: frozenset[Role],
    agreed: Agreed = Agreed.NOTHING,
    refusal: Code = Code.NOT_A_SPEAKER,
    unseated: Code = Code.NO_SEAT,
) -> Capability:
    return Capability(who, refusal, unseated, agreed)


def _export(who: frozenset[Role], refusal: Code, beyond: Action | None = None) -> Capability:
    none, unbound = Code.EXPORT_NO_SEAT, Code.EXPORT_NOT_BOUND
    return Capability(who, refusal, none, Agreed.RULES, unbound=unbound, beyond=beyond)


def _of_channel(who: frozenset[Role], agreed: Agreed = Agreed.NOTHING) -> Capability:
    return Capability(who, Code.NO_SEAT, agreed=agreed, ignored=True)


_CHAIR = Capability(CHAIRS, Code.CO_CHAIRS_ONLY)
_ORGANIZER = Capability(ORGANIZERS, Code.ORGANIZERS_ONLY)
_CHOICE = Capability(CHAIRS, Code.CO_CHAIRS_ONLY, early=frozenset({Role.CONVENER}))
_MINUTES = Capability(
    MINUTE_TAKERS,
    Code.MINUTE_TAKERS_ONLY,
    agreed=Agreed.RECORDING,
    unbound=Code.MINUTE_TAKERS_ONLY,
    unrecorded=Code.MINUTE_TAKERS_ONLY,
)
_NAMING = _export(
    MINUTE_TAKERS | ORGANIZERS, Code.EXPORT_NAMES_NOBODY, beyond=Action.EXPORT_CHATHAM
)
_ANYBODY = Capability(PEOPLE, Code.NO_SEAT)
_MACHINE = Capability(ITSELF, Code.NO_SEAT)

CAPABILITIES: Mapping[Action, Capability] = {
    Action.CONVENE: Capability(frozenset({Role.ADMINISTRATOR}), Code.ORGANIZERS_ONLY),
    Action.OPEN: _CHAIR,
    Action.PAUSE: _CHAIR,
    Action.RESUME: _CHAIR,
    Action.SUSPEND: _ORGANIZER,
    Action.RESUME_SUSPENDED: _ORGANIZER,
    Action.MOVE: _ORGANIZER,
    Action.CLOSE: _ORGANIZER,
    Action.BEGIN_CAUCUS: _CHAIR,
    Action.END_CAUCUS: _CHAIR,
    Action.SET_PHASE_END: _CHAIR,
    Action.PASS_CHAIR: _CHAIR,
    Action.TAKE_SEAT: _ANYBODY,
    Action.ASSIGN_SEAT: _ORGANIZER,
    Action.BE_SEATED: _ANYBODY,
    Action.LEAVE_SEAT: _seats(SEATED, unseated=Code.NOT_SEATED),
    Action.UNSEAT: _ORGANIZER,
    Action.ACCEPT_RULES: _seats(SEATED),
    Action.WITHDRAW_CONSENT: _seats(SEATED, Agreed.RECORDING),
    Action.ENTER_CIRCLE: _seats(SPEAKERS, Agreed.RULES),
    Action.LEAVE_CIRCLE: Capability(SPEAKERS, Code.NOT_IN_CIRCLE),
    Action.ADD_ITEM: _ORGANIZER,
    Action.EDIT_ITEM: _ORGANIZER,
    Action.MOVE_ITEM: _ORGANIZER,
    Action.PARK_ITEM: _ORGANIZER,
    Action.PARK_OPEN_ITEM: _CHAIR,
    Action.NEXT_ITEM: _CHAIR,
    Action.BEGIN_CLOSING: _CHAIR,
    Action.SET_RUNS_OUT: _CHAIR,
    Action.EXTEND_ITEM: _CHAIR,
    Action.PROPOSE_AGENDA: _ORGANIZER,
    Action.REVIEW_PROPOSAL: _ORGANIZER,
    Action.TICK_POINTS: _ORGANIZER,
    Action.REWORD_POINT: _ORGANIZER,
    Action.MOVE_POINT: _ORGANIZER,
    Action.MERGE_POINTS: _ORGANIZER,
    Action.SPLIT_POINT: _ORGANIZER,
    Action.DROP_PROPOSAL: _ORGANIZER,
    Action.AGREE_TO_AGENDA: _CHAIR,
    Action.ASK: _seats(SPEAKERS, Agreed.RULES),
    Action.SET_NOTE: _seats(SPEAKERS, Agreed.RECORDING),
    Action.CHANGE_KIND: _seats(SPEAKERS, Agreed.RULES),
    Action.DEFER: _seats(SPEAKERS),
    Action.WITHDRAW: _seats(SPEAKERS),
    Action.TAKE_DOWN: Capability(ORGANIZERS, Code.NOT_YOUR_REQUEST),
    Action.YIELD: _seats(HEARD),
    Action.PASS: _seats(HEARD),
    Action.MORE_COMING: _seats(HEARD),
    Action.ASK_MORE: _seats(HEARD),
    Action.OBJECT_TO_MORE: _seats(SEATED, Agreed.RULES),
    Action.ASK_CLARITY: _seats(SEATED, Agreed.RULES),
    Action.CALL_NEXT: _CHAIR,
    Action.GRANT: _CHAIR,
    Action.EXTEND: _CHAIR,
    Action.RULE_POINT: _CHAIR,
    Action.SET_POLICY: _CHOICE,
    Action.CLOSE_LIST: _CHAIR,
    Action.REOPEN_LIST: _CHAIR,
    Action.SET_INTERPRETATION: _CHOICE,
    Action.SET_BALANCE: _CHOICE,
    Action.SAY: _of_channel(PEOPLE),
    Action.REWORD: _of_channel(SEATED, Agreed.RECORDING),
    Action.MARK_DELETED: _of_channel(PEOPLE | ITSELF),
    Action.REACT: _of_channel(SEATED, Agreed.RECORDING),
    Action.SEEN_TYPING: _of_channel(HEARD),
    Action.KEEP_FILE: _of_channel(SEATED, Agreed.RECORDING),
    Action.LEAVE_FILE_OUT: _of_channel(SEATED, Agreed.RECORDING),
    Action.WITHDRAW_FILE: _of_channel(PEOPLE),
    Action.TAKE_BACK: _ANYBODY,
    Action.GO_OFF_RECORD: _CHAIR,
    Action.GO_ON_RECORD: _CHAIR,
    Action.SET_KEEPING: _ORGANIZER,
    Action.NOTE_POINT: _MINUTES,
    Action.DROP_POINT: _MINUTES,
    Action.PROPOSE_AMENDMENT: Capability(
        SEATED, Code.NO_SEAT, agreed=Agreed.RECORDING, unbound=Code.NOT_RECORDED
    ),
    Action.DECIDE_AMENDMENT: _CHAIR,
    Action.ADOPT_MINUTES: _CHAIR,
    Action.EXPORT_CHATHAM: _export(SPEAKERS | ORGANIZERS, Code.EXPORT_LISTENERS),
    Action.EXPORT_SIDES: _NAMING,
    Action.EXPORT_FULL: _NAMING,
    Action.NOTE_EXPORT_REFUSED: Capability(
        SEATED | {Role.CONVENER} | ITSELF, Code.NO_SEAT, agreed=Agreed.RULES, unbound=Code.NO_SEAT
    ),
    # That it was asked for in vain is written down, so it is asked for before it is refused.
    Action.ASK_EXPORT: _ANYBODY,
    Action.SEARCH: _ANYBODY,
    Action.ERASE_TEXTS: Capability(PEOPLE | ITSELF, Code.NO_SEAT),
    Action.LOOK: _ANYBODY,
    Action.CHAIRS_PANEL: Capability(ORGANIZERS, Code.CO_CHAIRS_ONLY),
    Action.NOTE_OUTAGE: _MACHINE,
    Action.LOSE_ROOM: _MACHINE,
    Action.TICK: _MACHINE,
    Action.DRAFT_MINUTES: _MACHINE,
    Action.NOTE_RETURNED: _MACHINE,
    Action.CLEAR_SIGNS: _MACHINE,
}

EXPORTS: Mapping[ExportRule, Action] = {
    ExportRule.FULL: Action.EXPORT_FULL,
    ExportRule.BY_SIDE: Action.EXPORT_SIDES,
    ExportRule.CHATHAM_HOUSE: Action.EXPORT_CHATHAM,
}

COMMANDS_OF: Mapping[Action, type[c.Command]] = {
    action: command
    for command in c.COMMANDS
    for action in Action
    if action.name.replace("_", "") == command.__name__.upper()
} | {
    Action.RESUME_SUSPENDED: c.Resume,
    Action.UNSEAT: c.LeaveSeat,
    Action.PARK_OPEN_ITEM: c.ParkItem,
    Action.TAKE_DOWN: c.Withdraw,
    **dict.fromkeys(EXPORTS.values(), c.TakeExport),
}
"""The command that an action is done by; those that only look have none."""

if _without := sorted(each.__name__ for each in set(c.COMMANDS) - set(COMMANDS_OF.values())):
    raise RuntimeError(
        f"commands without a row in the table of capabilities: {', '.join(_without)}"
    )
