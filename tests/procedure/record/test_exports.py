"""Who may take the transcript away: every capacity and every rule, and what is kept of a refusal."""

from __future__ import annotations

import pytest

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.authorization import fault
from bot.procedure.capabilities import EXPORTS
from bot.procedure.events import ExportForm, ExportRule
from bot.procedure.record.export_rules import ALL, open_to
from bot.procedure.refusals import Code
from bot.procedure.state import Status
from bot.procedure.table.seats import Capacity
from bot.procedure.values import Words
from tests.procedure.samples import (
    ANNA,
    CHAIR_E,
    CONVENER,
    EAST,
    GUEST,
    RULES,
    TOM,
    Room,
    talking,
)
from tests.procedure.test_transitions import in_status

FULL, BY_SIDE, CHATHAM = ExportRule.FULL, ExportRule.BY_SIDE, ExportRule.CHATHAM_HOUSE

TABLE = {
    (Capacity.CO_CHAIR, FULL): None,
    (Capacity.CO_CHAIR, BY_SIDE): None,
    (Capacity.CO_CHAIR, CHATHAM): None,
    (Capacity.RAPPORTEUR, FULL): None,
    (Capacity.RAPPORTEUR, BY_SIDE): None,
    (Capacity.RAPPORTEUR, CHATHAM): None,
    (Capacity.PARTICIPANT, FULL): Code.EXPORT_NAMES_NOBODY,
    (Capacity.PARTICIPANT, BY_SIDE): Code.EXPORT_NAMES_NOBODY,
    (Capacity.PARTICIPANT, CHATHAM): None,
    (Capacity.INTERPRETER, FULL): Code.EXPORT_LISTENERS,
    (Capacity.INTERPRETER, BY_SIDE): Code.EXPORT_LISTENERS,
    (Capacity.INTERPRETER, CHATHAM): Code.EXPORT_LISTENERS,
    (Capacity.OBSERVER, FULL): Code.EXPORT_LISTENERS,
    (Capacity.OBSERVER, BY_SIDE): Code.EXPORT_LISTENERS,
    (Capacity.OBSERVER, CHATHAM): Code.EXPORT_LISTENERS,
    (None, FULL): Code.EXPORT_NO_SEAT,
    (None, BY_SIDE): Code.EXPORT_NO_SEAT,
    (None, CHATHAM): Code.EXPORT_NO_SEAT,
}
"""Why somebody of this capacity, bound by the rules of the room, may not have an export; None: may."""


def seated(capacity: Capacity | None, *, accepts: bool = True) -> Room:
    room = talking()
    if capacity is not None:
        room.do(c.AssignSeat(CONVENER, GUEST, EAST, capacity, "en", Words("G")))
        if accepts:
            room.do(c.AcceptRules(GUEST, RULES, "en"))
    return room


def test_the_table_is_whole() -> None:
    assert set(TABLE) == {(capacity, rule) for capacity in (*Capacity, None) for rule in ExportRule}


@pytest.mark.parametrize(("capacity", "rule"), TABLE)
def test_who_may_have_what(capacity: Capacity | None, rule: ExportRule) -> None:
    if capacity is Capacity.CO_CHAIR:
        room = talking()
        room.do(c.LeaveSeat(CHAIR_E, CHAIR_E))
        room.do(c.AssignSeat(CONVENER, GUEST, EAST, capacity, "en", Words("G")))
        room.do(c.AcceptRules(GUEST, RULES, "en"))
    else:
        room = seated(capacity)
    command = c.TakeExport(GUEST, rule, ExportForm.MD, "ru")
    because = TABLE[capacity, rule]
    if because is None:
        assert room.do(command) == (e.ExportGiven(GUEST, rule, ExportForm.MD, "ru"),)
    else:
        assert room.refused(command).code is because
    refused = fault(room.state, EXPORTS[rule], GUEST)
    assert (None if refused is None else refused.code) is because


@pytest.mark.parametrize("capacity", Capacity)
@pytest.mark.parametrize("rule", ExportRule)
def test_nobody_who_has_not_accepted_the_rules_has_anything(
    capacity: Capacity, rule: ExportRule
) -> None:
    listens = TABLE[capacity, CHATHAM] is Code.EXPORT_LISTENERS
    # Whoever only listens is not told to accept the rules, which would not help.
    code = Code.EXPORT_LISTENERS if listens else Code.EXPORT_NOT_BOUND
    assert open_to(capacity, accepted=False, convened=False) is code
    if capacity is not Capacity.CO_CHAIR:
        room = seated(capacity, accepts=False)
        refused = room.refused(c.TakeExport(GUEST, rule, ExportForm.MD, "en"))
        assert refused.code is code


@pytest.mark.parametrize("rule", ExportRule)
def test_the_convener_may_have_all_without_a_seat(rule: ExportRule) -> None:
    given = Room().do(c.TakeExport(CONVENER, rule, ExportForm.HTML, "en"))
    assert given == (e.ExportGiven(CONVENER, rule, ExportForm.HTML, "en"),)
    for capacity in (*Capacity, None):
        assert open_to(capacity, accepted=False, convened=True) == ALL


def test_whoever_withdrew_the_consent_is_still_bound_and_whoever_left_has_nothing() -> None:
    room = talking()
    room.do(c.WithdrawConsent(ANNA))
    room.do(c.TakeExport(ANNA, CHATHAM, ExportForm.MD, "ru"))
    room.do(c.LeaveSeat(TOM, TOM))
    refused = room.refused(c.TakeExport(TOM, CHATHAM, ExportForm.MD, "en"))
    assert refused.code is Code.EXPORT_NO_SEAT


@pytest.mark.parametrize("status", Status)
def test_it_may_be_asked_for_at_any_time_and_changes_nothing(status: Status) -> None:
    room = in_status(status)
    before = room.state
    room.do(c.TakeExport(CHAIR_E, FULL, ExportForm.JSON, "en"))
    room.do(c.NoteExportRefused(ANNA, FULL, ExportForm.JSON))
    assert room.state == before


def test_of_a_refusal_is_kept_who_it_was_only_of_those_who_agreed_to_something() -> None:
    room = seated(Capacity.OBSERVER, accepts=False)
    for person in (ANNA, CONVENER):
        noted = room.do(c.NoteExportRefused(person, FULL, ExportForm.MD))
        assert noted == (e.ExportRefused(person, FULL, ExportForm.MD),)
    for person in (GUEST, "301"):
        assert room.refused(c.NoteExportRefused(person, FULL, ExportForm.MD)).code is Code.NO_SEAT
    noted = room.do(c.NoteExportRefused(None, FULL, ExportForm.MD))
    assert noted == (e.ExportRefused(None, FULL, ExportForm.MD),)
