"""Who may do what, cell by cell: the published table on one side, the rules themselves on the other.

Nothing here reads the table in the code to know what to expect; docs/capabilities.md says it, and a test
of the documents sees that the two are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import pytest

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.agenda.agenda_values import ItemState
from bot.procedure.authorization import action_of, fault, may, unheard
from bot.procedure.capabilities import CAPABILITIES, COMMANDS_OF, SPEAKERS, Action, Role
from bot.procedure.decide import decide
from bot.procedure.events import ExportForm, ExportRule, PointKind
from bot.procedure.evolve import evolve
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Enforcement, Policy, RunsOut
from bot.procedure.refusals import Code, Refusal
from bot.procedure.state import Meeting, Status
from bot.procedure.table.seats import Capacity
from bot.procedure.values import MINUTE, SECOND, Localized, Words
from tests.docs.draw import CAPABILITIES_PAGE
from tests.docs.tables import table
from tests.procedure.proposal.test_proposal import point, proposing
from tests.procedure.samples import (
    ANNA,
    CHAIR_E,
    CHAIR_W,
    CONVENER,
    EAST,
    RULES,
    START,
    TOM,
    Room,
    item,
    talking,
)

P = "777"
"""Whoever is looked at."""
NOW = START + 60 * MINUTE
CLEAR = Localized.of(en="Clear", ru="Ясно")

YES, NO, FIRST, SEATED = "yes", "–", "at first", "as seated"
UNBOUND, UNRECORDED = "rules not accepted", "not recorded"
MACHINE = str(Role.ITSELF)
DISCORDS = (str(Role.ADMINISTRATOR), str(Role.BOT), str(Role.WEBHOOK))
"""What the rules cannot know: an account is that on Discord, and tests/chat sees to it."""


def published() -> dict[Action, dict[str, str]]:
    head, *rows = table(CAPABILITIES_PAGE, "", with_head=True)
    return {Action(row[0]): dict(zip(head[1:], row[1:], strict=True)) for row in rows}


PUBLISHED = published()


# Meetings in which somebody stands so ---------------------------------------------------------------


def give(meeting: Meeting, *commands: c.Command) -> Meeting:
    """The meeting after those of these commands that are carried out."""
    for command in commands:
        decision = decide(meeting, command, NOW)
        if not isinstance(decision, Refusal):
            for event in decision:
                meeting = evolve(meeting, event, NOW)
    return meeting


@cache
def opened() -> Meeting:
    return talking(consent=20 * SECOND, extensions=5).state


@cache
def convened() -> Meeting:
    return Room().seat_all().state


def seated(meeting: Meeting, capacity: Capacity, column: str) -> Meeting:
    """P in this capacity on the East's side; its co-chair makes room for another."""
    commands: list[c.Command] = []
    if capacity is Capacity.CO_CHAIR:
        commands.append(c.LeaveSeat(CHAIR_E, CHAIR_E))
    commands.append(c.AssignSeat(CONVENER, P, EAST, capacity, "en", Words("P")))
    if column != UNBOUND:
        commands.append(c.AcceptRules(P, RULES, "en"))
    if column == UNRECORDED:
        commands.append(c.WithdrawConsent(P))
    return give(meeting, *commands)


@dataclass(frozen=True)
class Somebody:
    """How somebody stands: `column` of the table, and the seat where the column leaves it open."""

    column: str
    capacity: Capacity | None = None

    @property
    def id(self) -> str | None:
        if self.column == MACHINE:
            return None
        return CONVENER if self.column == Role.CONVENER else P

    def at(self, meeting: Meeting) -> Meeting:
        if self.capacity is not None:
            return seated(meeting, self.capacity, self.column)
        if self.column == Role.GONE:
            there = seated(meeting, Capacity.PARTICIPANT, self.column)
            return give(there, c.LeaveSeat(P, P))
        return meeting

    def expected(self, action: Action) -> str:
        cell = PUBLISHED[action][self.column]
        if cell == SEATED:
            assert self.capacity is not None
            return PUBLISHED[action][self.capacity]
        return cell


PEOPLE = (
    Somebody(Role.CONVENER),
    *(Somebody(str(capacity), capacity) for capacity in Capacity),
    *(Somebody(column, capacity) for column in (UNBOUND, UNRECORDED) for capacity in Capacity),
    Somebody(Role.GONE),
    Somebody(Role.OUTSIDER),
    *map(Somebody, DISCORDS),
    Somebody(MACHINE),
)


# What each of them tries ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Try:
    """A command by whoever it is, and what has to have happened before. `besides` are refusals that do
    not depend on who asks: of the speaker's turn there is one only, and so on."""

    command: Callable[[str, Meeting], c.Command]
    before: Callable[[str], Iterable[c.Command]] = lambda by: ()
    besides: frozenset[Code] = frozenset()
    status: Status = Status.OPEN


def revision(meeting: Meeting) -> int:
    proposal = meeting.drawing.proposal
    return 0 if proposal is None else proposal.revision


def own(meeting: Meeting, by: str) -> int:
    requests = meeting.requests_of(by)
    return requests[0].number if requests else meeting.last_request


def asks(by: str) -> tuple[c.Command, ...]:
    """They ask for the floor, as far as they may, and two others after them."""
    return tuple(c.Ask(person, Kind.STATEMENT) for person in (by, ANNA, TOM))


def speaks(by: str) -> tuple[c.Command, ...]:
    """They have the floor, if they can have it, and somebody else otherwise."""
    return c.Grant(CHAIR_W, ANNA), c.Grant(CHAIR_W, by)


def hears(by: str) -> tuple[c.Command, ...]:
    return (c.Grant(CHAIR_W, ANNA), c.AskMore(ANNA))


def speaking_here(by: str) -> tuple[c.Command, ...]:
    return (*speaks(by), c.Say(by, "m", Words("said"), files=2))


def drawn(by: str) -> tuple[c.Command, ...]:
    return (proposing(by=CHAIR_W),)


def chosen(by: str) -> tuple[c.Command, ...]:
    return (proposing(point(1), point(2), by=CHAIR_W),)


def drafted(by: str) -> tuple[c.Command, ...]:
    return (c.DraftMinutes(Words("They talked.")),)


def amended(by: str) -> tuple[c.Command, ...]:
    return (*drafted(by), c.ProposeAmendment(TOM, Words("They spoke."), Words("They talked.")))


def exporting(rule: ExportRule) -> Try:
    return Try(lambda by, _: c.TakeExport(by, rule, ExportForm.MD, "en"))


NOT_THEIR_TURN = frozenset({Code.NO_FLOOR, Code.NOT_YOUR_FLOOR, Code.NOTHING_TO_PASS})
CLOSED, CONVENED = Status.CLOSED, Status.CONVENED

TRIES: Mapping[Action, Try] = {
    Action.OPEN: Try(
        lambda by, _: c.Open(by), besides=frozenset({Code.CO_CHAIRS_MISSING}), status=CONVENED
    ),
    Action.PAUSE: Try(lambda by, _: c.Pause(by)),
    Action.RESUME: Try(lambda by, _: c.Resume(by), status=Status.PAUSED),
    Action.SUSPEND: Try(lambda by, _: c.Suspend(by)),
    Action.RESUME_SUSPENDED: Try(lambda by, _: c.Resume(by), status=Status.SUSPENDED),
    Action.MOVE: Try(lambda by, _: c.Move(by, "1/3", Enforcement.HOLD), status=Status.SUSPENDED),
    Action.CLOSE: Try(lambda by, _: c.Close(by)),
    Action.BEGIN_CAUCUS: Try(lambda by, _: c.BeginCaucus(by, 10 * MINUTE)),
    Action.END_CAUCUS: Try(lambda by, _: c.EndCaucus(by), status=Status.CAUCUS),
    Action.SET_PHASE_END: Try(
        lambda by, _: c.SetPhaseEnd(by, NOW + MINUTE), besides=frozenset({Code.NO_DATE})
    ),
    Action.PASS_CHAIR: Try(
        lambda by, _: c.PassChair(by, CHAIR_W),
        lambda by: [c.PassChair(CHAIR_E, CHAIR_E), c.PassChair(CHAIR_W, P)],
        frozenset({Code.PRESIDES_ALREADY}),
    ),
    Action.TAKE_SEAT: Try(
        lambda by, _: c.TakeSeat(by, EAST, Capacity.OBSERVER, "en", Words("P")),
        besides=frozenset({Code.SEAT_BY_CO_CHAIR}),
    ),
    Action.ASSIGN_SEAT: Try(
        lambda by, _: c.AssignSeat(by, "888", EAST, Capacity.OBSERVER, "en", Words("Q"))
    ),
    Action.LEAVE_SEAT: Try(lambda by, _: c.LeaveSeat(by, by)),
    Action.UNSEAT: Try(lambda by, _: c.LeaveSeat(by, ANNA)),
    Action.ACCEPT_RULES: Try(
        lambda by, _: c.AcceptRules(by, RULES, "en"), besides=frozenset({Code.ALREADY_ACCEPTED})
    ),
    Action.WITHDRAW_CONSENT: Try(lambda by, _: c.WithdrawConsent(by)),
    Action.ENTER_CIRCLE: Try(lambda by, _: c.EnterCircle(by), besides=frozenset({Code.NO_CIRCLE})),
    Action.LEAVE_CIRCLE: Try(
        lambda by, _: c.LeaveCircle(by), besides=frozenset({Code.NOT_IN_CIRCLE})
    ),
    Action.ADD_ITEM: Try(lambda by, _: c.AddItem(by, item("three"))),
    Action.EDIT_ITEM: Try(lambda by, _: c.EditItem(by, "two", CLEAR, CLEAR, 5 * MINUTE)),
    Action.MOVE_ITEM: Try(lambda by, _: c.MoveItem(by, "two", 0)),
    Action.PARK_ITEM: Try(lambda by, _: c.ParkItem(by, "two")),
    Action.PARK_OPEN_ITEM: Try(lambda by, _: c.ParkItem(by, "one")),
    Action.NEXT_ITEM: Try(lambda by, _: c.NextItem(by)),
    Action.BEGIN_CLOSING: Try(lambda by, _: c.BeginClosing(by)),
    Action.SET_RUNS_OUT: Try(lambda by, _: c.SetRunsOut(by, RunsOut.PARK)),
    Action.EXTEND_ITEM: Try(lambda by, _: c.ExtendItem(by, 5 * MINUTE)),
    Action.PROPOSE_AGENDA: Try(lambda by, _: proposing(by=by)),
    Action.TICK_POINTS: Try(lambda by, m: c.TickPoints(by, revision(m), frozenset({3})), drawn),
    Action.REWORD_POINT: Try(
        lambda by, m: c.RewordPoint(by, revision(m), 1, CLEAR, CLEAR, 5 * MINUTE, 1), drawn
    ),
    Action.MOVE_POINT: Try(lambda by, m: c.MovePoint(by, revision(m), 1, 2), drawn),
    Action.MERGE_POINTS: Try(
        lambda by, m: c.MergePoints(by, revision(m), frozenset({1, 2})), drawn
    ),
    Action.SPLIT_POINT: Try(lambda by, m: c.SplitPoint(by, revision(m), 1, CLEAR, CLEAR), drawn),
    Action.DROP_PROPOSAL: Try(lambda by, m: c.DropProposal(by, revision(m)), drawn),
    Action.AGREE_TO_AGENDA: Try(lambda by, m: c.AgreeToAgenda(by, revision(m)), chosen),
    Action.ASK: Try(lambda by, _: c.Ask(by, Kind.STATEMENT)),
    Action.SET_NOTE: Try(lambda by, m: c.SetNote(by, own(m, by), Words("on this")), asks),
    Action.CHANGE_KIND: Try(lambda by, m: c.ChangeKind(by, own(m, by), Kind.RIGHT_OF_REPLY), asks),
    Action.DEFER: Try(
        lambda by, m: c.Defer(by, own(m, by)),
        asks,
        frozenset({Code.NOTHING_ASKED, Code.NOT_YOUR_REQUEST}),
    ),
    Action.WITHDRAW: Try(lambda by, _: c.Withdraw(by), asks, frozenset({Code.NOTHING_ASKED})),
    Action.TAKE_DOWN: Try(lambda by, m: c.Withdraw(by, own(m, TOM)), asks),
    Action.YIELD: Try(lambda by, _: c.Yield(by), speaks, NOT_THEIR_TURN),
    Action.PASS: Try(lambda by, _: c.Pass(by), speaks, NOT_THEIR_TURN),
    Action.MORE_COMING: Try(lambda by, _: c.MoreComing(by), speaks, NOT_THEIR_TURN),
    Action.ASK_MORE: Try(lambda by, _: c.AskMore(by), speaks, NOT_THEIR_TURN),
    Action.OBJECT_TO_MORE: Try(lambda by, _: c.ObjectToMore(by), hears),
    Action.ASK_CLARITY: Try(lambda by, _: c.AskClarity(by), hears),
    Action.CALL_NEXT: Try(lambda by, _: c.CallNext(by), asks),
    Action.GRANT: Try(lambda by, _: c.Grant(by, TOM)),
    Action.EXTEND: Try(lambda by, _: c.Extend(by), hears),
    Action.RULE_POINT: Try(
        lambda by, _: c.RulePoint(by, sustained=True),
        lambda by: [c.Ask(TOM, Kind.POINT_OF_ORDER)],
    ),
    Action.SET_POLICY: Try(lambda by, _: c.SetPolicy(by, Policy.FIRST_COME)),
    Action.CLOSE_LIST: Try(lambda by, _: c.CloseList(by)),
    Action.REOPEN_LIST: Try(lambda by, _: c.ReopenList(by), lambda by: [c.CloseList(CHAIR_W)]),
    Action.SET_INTERPRETATION: Try(lambda by, _: c.SetInterpretation(by, on=True)),
    Action.SET_BALANCE: Try(lambda by, _: c.SetBalance(by, invite_quiet=True, tell_loud=True)),
    Action.SAY: Try(lambda by, _: c.Say(by, "m", Words("said")), speaks),
    Action.REWORD: Try(lambda by, _: c.Reword(by, "m", Words("said again")), speaking_here),
    Action.MARK_DELETED: Try(lambda by, _: c.MarkDeleted("m", by)),
    Action.REACT: Try(lambda by, _: c.React(by, "m", Words("+"), added=True)),
    Action.SEEN_TYPING: Try(lambda by, _: c.SeenTyping(by), speaks),
    Action.KEEP_FILE: Try(
        lambda by, _: c.KeepFile(by, "m", 1, Words("a"), Words("b"), 1, "text/plain"),
        speaking_here,
    ),
    Action.LEAVE_FILE_OUT: Try(
        lambda by, _: c.LeaveFileOut(by, "m", 2, Words("a"), e.LeftOut.TOO_LARGE), speaking_here
    ),
    Action.WITHDRAW_FILE: Try(lambda by, _: c.WithdrawFile(by, "m", 1)),
    Action.GO_OFF_RECORD: Try(lambda by, _: c.GoOffRecord(by)),
    Action.GO_ON_RECORD: Try(lambda by, _: c.GoOnRecord(by), status=Status.OFF_RECORD),
    Action.SET_KEEPING: Try(lambda by, _: c.SetKeeping(by, 7)),
    Action.NOTE_POINT: Try(lambda by, _: c.NotePoint(by, PointKind.AGREEMENT, Words("agreed"))),
    Action.DROP_POINT: Try(
        lambda by, _: c.DropPoint(by, 1),
        lambda by: [c.NotePoint(CHAIR_W, PointKind.AGREEMENT, Words("agreed"))],
    ),
    Action.PROPOSE_AMENDMENT: Try(
        lambda by, _: c.ProposeAmendment(by, Words("They spoke."), Words("They talked.")),
        drafted,
        status=CLOSED,
    ),
    Action.DECIDE_AMENDMENT: Try(
        lambda by, _: c.DecideAmendment(by, 1, accepted=False), amended, status=CLOSED
    ),
    Action.ADOPT_MINUTES: Try(
        lambda by, m: c.AdoptMinutes(by, m.minutes.revision), drafted, status=CLOSED
    ),
    Action.EXPORT_CHATHAM: exporting(ExportRule.CHATHAM_HOUSE),
    Action.EXPORT_SIDES: exporting(ExportRule.BY_SIDE),
    Action.EXPORT_FULL: exporting(ExportRule.FULL),
    Action.NOTE_EXPORT_REFUSED: Try(
        lambda by, _: c.NoteExportRefused(by, ExportRule.FULL, ExportForm.MD)
    ),
    Action.ERASE_TEXTS: Try(
        lambda by, _: c.EraseTexts(by, by, e.ErasedBecause.ASKED, (e.TextAt(1, "words"),))
    ),
    Action.NOTE_OUTAGE: Try(lambda by, _: c.NoteOutage(START)),
    Action.LOSE_ROOM: Try(lambda by, _: c.LoseRoom()),
    Action.TICK: Try(lambda by, _: c.Tick()),
    Action.DRAFT_MINUTES: Try(lambda by, _: c.DraftMinutes(Words("They talked.")), status=CLOSED),
    Action.NOTE_RETURNED: Try(lambda by, _: c.NoteReturned(1, e.Returned.PRIVATELY)),
    Action.CLEAR_SIGNS: Try(lambda by, _: c.ClearSigns("m")),
}
NEVER_BY_A_PERSON = frozenset(
    {
        Action.NOTE_OUTAGE,
        Action.LOSE_ROOM,
        Action.TICK,
        Action.DRAFT_MINUTES,
        Action.NOTE_RETURNED,
        Action.CLEAR_SIGNS,
    }
)
"""The commands for these carry nobody: none can be forged to be by somebody."""
NEEDS_ANOTHER_FORMAT = frozenset({Action.SET_PHASE_END, Action.ENTER_CIRCLE, Action.LEAVE_CIRCLE})


def moved(meeting: Meeting, status: Status) -> Meeting:
    """By the West's co-chair, and the East's where it takes both."""
    match status:
        case Status.PAUSED:
            return give(meeting, c.Pause(CHAIR_W))
        case Status.CAUCUS:
            return give(meeting, c.BeginCaucus(CHAIR_W, 10 * MINUTE))
        case Status.OFF_RECORD:
            return give(meeting, *(c.GoOffRecord(seat.person) for seat in meeting.co_chairs()))
        case Status.SUSPENDED:
            return give(meeting, c.Suspend(CHAIR_W))
        case Status.CLOSED:
            return give(meeting, c.Close(CHAIR_W))
        case _:
            return meeting


def tried(
    action: Action, who: Somebody, status: Status | None = None
) -> tuple[Meeting, tuple[e.Event, ...] | Refusal]:
    """What becomes of it, and the state in which it was tried."""
    attempt = TRIES[action]
    status = attempt.status if status is None else status
    by: str = who.id  # type: ignore[assignment]  # nobody for the machine
    begun = who.at(convened() if status is CONVENED else opened())
    meeting = moved(begun, status)
    assert meeting.status is status
    meeting = give(meeting, *attempt.before(by))
    command = attempt.command(by, meeting)
    assert action_of(meeting, command) is action
    return meeting, decide(meeting, command, NOW)


REFUSED_FOR_WHO = frozenset(
    code
    for row in CAPABILITIES.values()
    for code in (row.refusal, row.unseated, row.unbound, row.unrecorded)
    if code is not None
)


# The cells ------------------------------------------------------------------------------------------


def test_every_command_has_its_rows_and_every_row_is_tried() -> None:
    assert set(COMMANDS_OF.values()) == set(c.COMMANDS)
    assert set(CAPABILITIES) == set(Action) == set(PUBLISHED)
    assert set(TRIES) == set(COMMANDS_OF) - {Action.CONVENE}


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: f"{who.column}-{who.capacity}")
@pytest.mark.parametrize("action", TRIES, ids=lambda action: action.name)
def test_a_cell(action: Action, who: Somebody) -> None:
    if who.id is None and action not in NEVER_BY_A_PERSON | {
        Action.ERASE_TEXTS,
        Action.NOTE_EXPORT_REFUSED,
        Action.MARK_DELETED,
    }:
        assert who.expected(action) == NO
        return
    if who.id is not None and action in NEVER_BY_A_PERSON:
        assert who.expected(action) == NO
        assert fault(opened(), action, P) is not None
        return
    if who.column in DISCORDS and who.expected(action) == NO:
        return  # Discord's side keeps these from the rules altogether
    before, became = tried(action, who)
    row, attempt = CAPABILITIES[action], TRIES[action]
    if who.expected(action) == YES:
        assert may(before, action, who.id)
        if isinstance(became, Refusal):
            assert became.code in attempt.besides
    else:
        assert not may(before, action, who.id)
        if row.ignored:
            assert became == ()
        else:
            assert isinstance(became, Refusal)
            assert became.code in REFUSED_FOR_WHO


@pytest.mark.parametrize(
    "action",
    sorted(set(TRIES) - NEEDS_ANOTHER_FORMAT - {Action.SEEN_TYPING}),
    ids=lambda action: action.name,
)
def test_each_is_carried_out_for_somebody_who_may(action: Action) -> None:
    """So that "yes" is not only the lack of a refusal."""
    done = [
        who
        for who in PEOPLE
        if (who.id is None) == (action in NEVER_BY_A_PERSON)
        and who.expected(action) == YES
        and not isinstance(tried(action, who)[1], Refusal)
    ]
    assert done
    if action not in (Action.TICK, Action.NOTE_RETURNED, Action.NOTE_OUTAGE, Action.REACT):
        assert any(tried(action, who)[1] for who in done)


@pytest.mark.parametrize(
    "action", [a for a in Action if PUBLISHED[a][Role.CONVENER] == FIRST], ids=lambda a: a.name
)
def test_what_the_convener_may_until_the_opening(action: Action) -> None:
    convener = Somebody(Role.CONVENER)
    assert not isinstance(tried(action, convener, CONVENED)[1], Refusal)
    _, later = tried(action, convener)
    assert isinstance(later, Refusal)
    assert later.code is Code.CO_CHAIRS_ONLY


def test_a_seat_adds_to_what_the_convener_may() -> None:
    meeting = give(
        opened(), c.AssignSeat(CONVENER, CONVENER, EAST, Capacity.OBSERVER, "en", Words("C"))
    )
    assert may(meeting, Action.CLOSE, CONVENER)
    assert may(meeting, Action.EXPORT_FULL, CONVENER)
    assert not may(meeting, Action.ASK, CONVENER)
    assert may(meeting, Action.LEAVE_SEAT, CONVENER)


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: f"{who.column}-{who.capacity}")
def test_who_is_refused_the_named_version_is_not_promised_another_in_vain(who: Somebody) -> None:
    if who.id is None:
        return
    meeting = who.at(opened())
    refused = fault(meeting, Action.EXPORT_FULL, who.id)
    if refused is not None and refused.code is Code.EXPORT_NAMES_NOBODY:
        assert may(meeting, Action.EXPORT_CHATHAM, who.id)


def test_a_form_is_refused_for_the_state_before_it_is_for_the_person() -> None:
    paused = give(opened(), c.Pause(CHAIR_W))
    refused = unheard(paused, Action.CALL_NEXT, "nobody")
    assert refused is not None
    assert refused.code is Code.MEETING_PAUSED
    assert unheard(paused, Action.LOOK, "nobody") is None


def test_the_open_item_is_parked_by_those_who_chair_only() -> None:
    meeting = opened()
    states = {each.key: each.state for each in meeting.agenda}
    assert states == {"one": ItemState.OPEN, "two": ItemState.PENDING}
    waits, open_now = (action_of(meeting, c.ParkItem(CONVENER, key)) for key in ("two", "one"))
    assert may(meeting, waits, CONVENER)
    assert not may(meeting, open_now, CONVENER)


def test_speakers_are_those_who_may_ask() -> None:
    asked = {capacity for capacity in Capacity if PUBLISHED[Action.ASK][capacity] == YES}
    assert asked == {Capacity(role) for role in SPEAKERS}


def test_what_needs_another_format_is_tried_there() -> None:
    dated = replace(opened(), talk=replace(opened().talk, until=NOW + MINUTE))
    assert not isinstance(decide(dated, c.SetPhaseEnd(CHAIR_W, NOW + 2 * MINUTE), NOW), Refusal)
    refused = decide(dated, c.SetPhaseEnd(CONVENER, NOW + 2 * MINUTE), NOW)
    assert isinstance(refused, Refusal)
    assert refused.code is Code.CO_CHAIRS_ONLY
