"""The minutes on Discord: noted on the way, drafted by themselves, amended, adopted, frozen."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.chat.record.record_slash import NOTE_MENU
from bot.journal.heads import find
from bot.journal.kept_heads import HeadStanding, against
from bot.journal.verification import verify
from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.evolve import fold
from bot.procedure.values import Words
from tests.chat.chairing.test_chairing import panel
from tests.chat.stage import Stage, answer, ids, say, stage

MEETING = "trust-1"


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        yield it


async def note(it: Stage, name: str, shown: Any, **fields: str) -> str:
    values: dict[str, Any] = {**fields, "kind": [fields["kind"]]}
    return str(await it.fill(it.member[name], shown, **values))


async def over(it: Stage) -> None:
    """Somebody speaks, a point is noted, and the meeting is closed."""
    await it.give_floor("anna_e")
    await it.member["anna_e"].send(it.channel, "The bridge opens in May.")
    await it.env.settle()
    form = await it.member["chair_w"].slash(it.channel, "record note")
    await note(it, "chair_w", form, kind="agreement", text="The bridge opens in May.")
    await it.close()
    await it.env.advance_time(2)


def posted(it: Stage) -> Any:
    """The message with the minutes."""
    return next(m for m in it.channel.history() if any(a.filename for a in m.attachments))


async def text_of(it: Stage) -> str:
    (file,) = posted(it).attachments
    return str((await file.read()).decode())


async def press(it: Stage, name: str, act: str, on: Any) -> str:
    custom_id = next(i for i in ids(on) if i.split(":")[1] == act)
    return answer(await it.member[name].click(on, custom_id=custom_id))


async def happened(it: Stage, kind: type[Any]) -> list[Any]:
    return [r.event for r in await it.journal.read(MEETING) if isinstance(r.event, kind)]


# Noting --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["panel", "command", "menu"])
async def test_a_point_is_noted(it: Stage, by: str) -> None:
    chair = it.member["chair_w"]
    await it.give_floor("anna_e")
    sent = await it.member["anna_e"].send(it.channel, "The toll stays.")
    await it.env.settle()
    if by == "panel":
        form = await it.click(chair, "note-point", await panel(it))
    elif by == "command":
        form = await chair.slash(it.channel, "record note")
    else:
        form = await chair.context_menu(it.channel, NOTE_MENU, sent)
    fields = {"kind": "undertaking", "text": "A list.", "owner": "both", "due": "2026-03-01"}
    assert await note(it, "chair_w", form, **fields) == say("en", "point-noted")
    (point,) = it.meeting.minutes.points
    assert (point.kind, point.text.text, point.item) == (
        e.PointKind.UNDERTAKING,
        "A list.",
        "item-1",
    )
    assert point.due == 1_772_323_200_000
    assert point.message == (str(sent.id) if by == "menu" else None)


async def test_a_day_that_is_none_is_refused_and_so_is_a_participant(it: Stage) -> None:
    form = await it.member["chair_w"].slash(it.channel, "record note")
    fields = {"kind": "question", "text": "Who pays?", "due": "soon"}
    assert await note(it, "chair_w", form, **fields) == say("en", "refusal-bad-day")
    told = await it.type(it.member["anna_e"], "record note")  # and no form is opened for nothing
    assert told == say("ru", "refusal-minute-takers-only")


# The draft -----------------------------------------------------------------------------------------


async def test_the_draft_is_made_by_itself_at_the_close(it: Stage) -> None:
    await over(it)
    (drafted,) = await happened(it, e.MinutesDrafted)
    text = await text_of(it)
    assert drafted.text.text == text
    assert "anna_e" in text
    assert "The bridge opens in May." in text
    assert text.count("The bridge opens in May.") == 1, (
        "the point; what was said stands by reference"
    )
    assert "turn 5 · выступление 5" in text or "выступление 5 · turn 5" in text
    assert "Согласились · Agreed" in text or "Agreed · Согласились" in text
    assert say("en", "minutes-draft", revision=1) in posted(it).content


async def test_a_meeting_that_was_never_opened_has_none(tmp_path: Path) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.convene()
        await it.close()
        await it.env.advance_time(2)
        assert await happened(it, e.MinutesDrafted) == []


async def test_a_bot_that_was_killed_at_the_close_drafts_them_when_it_is_back(it: Stage) -> None:
    it.env.inject_error("*", "*", status=500, times=None)
    it.client.services.minutes_service.told = lambda change: None  # type: ignore[method-assign]
    await it.runner.give(c.Close(str(it.member["chair_w"].id)))
    await it.restart(7, it.env.backend.faults.clear)
    await it.env.advance_time(5)
    assert len(await happened(it, e.MinutesDrafted)) == 1
    assert say("en", "minutes-draft", revision=1) in posted(it).content


# Amendments ----------------------------------------------------------------------------------------


async def propose(it: Stage, name: str, text: str, instead: str = "") -> str:
    custom_id = next(i for i in ids(posted(it)) if i.split(":")[1] == "amend")
    form = await it.member[name].click(posted(it), custom_id=custom_id)
    told = await it.fill(it.member[name], form, instead=instead, text=text)
    await it.env.advance_time(2)
    return told


def proposal(it: Stage, number: int) -> Any:
    return next(
        m
        for m in it.channel.history()
        if any(i.startswith("cc:amend-accept:") and i.endswith(f":{number}") for i in ids(m))
    )


async def test_an_amendment_is_accepted_and_the_text_reads_so(it: Stage) -> None:
    await over(it)
    told = await propose(it, "anna_e", "opens in *June*", "opens in May")
    assert told == say("ru", "amendment-noted")
    shown = proposal(it, 1)
    assert "opens in May" in shown.content
    assert r"opens in \*June\*" in shown.content, "what was typed is shown harmlessly"
    assert await press(it, "tom_w", "amend-accept", shown) == say("en", "refusal-co-chairs-only")
    await press(it, "chair_w", "amend-accept", shown)
    await it.env.advance_time(2)
    assert "opens in *June*" in await text_of(it)
    assert it.heard("amendment-accepted", "en", number=1)
    late = await press(it, "chair_e", "amend-decline", shown)
    assert late == say("ru", "refusal-amendment-decided")


async def test_an_amendment_is_declined(it: Stage) -> None:
    await over(it)
    before = await text_of(it)
    await propose(it, "tom_w", "And the ferry.")
    await press(it, "chair_e", "amend-decline", proposal(it, 1))
    await it.env.advance_time(2)
    assert await text_of(it) == before
    assert it.heard("amendment-declined", "ru", number=1)
    assert await propose(it, "tom_w", "x", "nowhere") == say("en", "refusal-passage-not-found")


# Adoption ------------------------------------------------------------------------------------------


async def test_both_co_chairs_adopt_and_the_text_is_frozen_with_its_digest(
    it: Stage, tmp_path: Path
) -> None:
    await over(it)
    told = await press(it, "tom_w", "minutes-adopt", posted(it))
    assert told == say("en", "refusal-co-chairs-only")
    assert await press(it, "chair_e", "minutes-adopt", posted(it)) == say("ru", "minutes-you-adopt")
    await it.env.advance_time(2)
    chair = f"<@{it.member['chair_e'].id}>"
    assert say("en", "minutes-adopted-by", people=chair) in posted(it).content
    await it.restart(away=5)
    await press(it, "chair_w", "minutes-adopt", posted(it))
    await it.env.advance_time(2)
    digest = hashlib.sha256((await text_of(it)).encode()).hexdigest()
    assert [frozen.digest for frozen in await happened(it, e.MinutesFrozen)] == [digest]
    assert digest in posted(it).content
    assert say("en", "minutes-adopted") in posted(it).content
    assert [i.split(":")[1] for i in ids(posted(it))] == ["export"]
    assert verify(tmp_path / "cochair.db").sound


async def test_a_text_that_has_changed_is_not_adopted_unread(it: Stage) -> None:
    await over(it)
    old = posted(it)
    custom_id = next(i for i in ids(old) if i.split(":")[1] == "minutes-adopt")
    await propose(it, "tom_w", "And the ferry.")
    told = answer(await it.member["chair_e"].click(old, custom_id=custom_id))
    assert told == say("ru", "refusal-amendments-wait")
    await press(it, "chair_w", "amend-accept", proposal(it, 1))
    await it.env.advance_time(2)
    runner = await it.client.services.tables.fetch(MEETING)
    assert runner is not None
    assert runner.meeting.minutes.revision == 2


async def test_the_minutes_carry_the_head_of_the_record_that_they_rest_on(
    it: Stage, tmp_path: Path
) -> None:
    await over(it)
    text = await text_of(it)
    (line,) = [each for each in text.splitlines() if "cochair:" in each]
    (head,) = find(line)
    closed = next(
        r.seq for r in await it.journal.read(MEETING) if isinstance(r.event, e.MeetingClosed)
    )
    assert (head.meeting, head.seq) == (MEETING, closed)
    path = tmp_path / "cochair.db"
    (held,) = against(path, verify(path), [head])
    assert held.standing is HeadStanding.HELD and held.since > 0


# Erasure -------------------------------------------------------------------------------------------


async def erases(it: Stage, name: str, what: str) -> None:
    who = it.member[name]
    shown = await who.slash(it.channel, "record mine")
    choice = next(i for i in ids(shown.response.message) if i.endswith(f":{what}"))
    sure = await who.click(shown.response.message, custom_id=choice)
    (last,) = ids(sure.response.message)
    await who.click(sure.response.message, custom_id=last)
    await it.env.settle()
    await it.env.advance_time(2)


async def quoted(it: Stage) -> None:
    """A point is noted from somebody's message, and the meeting is closed."""
    await it.give_floor("anna_e")
    sent = await it.member["anna_e"].send(it.channel, "The bridge opens in May.")
    await it.env.settle()
    form = await it.member["chair_w"].context_menu(it.channel, NOTE_MENU, sent)
    fields = {"kind": "undertaking", "text": "The bridge opens in May.", "owner": "anna_e"}
    await note(it, "chair_w", form, **fields)
    form = await it.member["chair_w"].slash(it.channel, "record note")
    await note(it, "chair_w", form, kind="agreement", text="The toll stays.")
    await it.close()
    await it.env.advance_time(2)
    assert (await text_of(it)).count("The bridge opens in May.") == 1


@pytest.mark.parametrize(("what", "named"), [("words", True), ("all", False)])
async def test_a_draft_is_made_anew_without_what_was_erased(
    it: Stage, tmp_path: Path, what: str, named: bool
) -> None:
    await quoted(it)
    await propose(it, "tom_w", "The toll rises.", "The toll stays.")
    await press(it, "chair_e", "amend-accept", proposal(it, 1))
    await it.env.advance_time(2)
    await press(it, "chair_e", "minutes-adopt", posted(it))
    await erases(it, "anna_e", what)
    text = await text_of(it)
    assert "bridge" not in text and "The toll rises." in text
    assert ("anna_e" in text) is named
    assert say("en", "minutes-draft", revision=3) in posted(it).content
    for file in filter(Path.is_file, tmp_path.rglob("*")):
        assert b"bridge" not in file.read_bytes(), file.name
        assert named or b"anna_e" not in file.read_bytes(), file.name
    assert verify(tmp_path / "cochair.db").sound
    runner = await it.client.services.tables.fetch(MEETING)
    assert runner is not None
    minutes = runner.meeting.minutes
    assert minutes.points[0].text.erased
    assert (minutes.points[0].owner == Words("anna_e")) is named
    assert minutes.adopted_by == frozenset(), "asked anew, since it reads otherwise"
    again = fold(await it.journal.read(MEETING))
    assert again is not None and again.minutes == minutes, "what a restart makes of it"


async def test_adopted_minutes_stay_as_they_are(it: Stage) -> None:
    await quoted(it)
    before = await text_of(it)
    for name in ("chair_e", "chair_w"):
        await press(it, name, "minutes-adopt", posted(it))
        await it.env.advance_time(2)
    await erases(it, "anna_e", "all")
    assert await text_of(it) == before
    (drafted,) = await happened(it, e.MinutesDrafted)
    assert drafted.text.text == before


async def test_a_message_and_its_file_may_go_and_the_seat_keeps_its_name(it: Stage) -> None:
    anna = str(it.member["anna_e"].id)
    name = c.KeepFile(anna, "1", 1, Words("plan.pdf"), Words("0" * 64), 9, "application/pdf")
    await it.runner.give(name)
    seq = len(await it.journal.read(MEETING))
    gone = (e.TextAt(seq, "name"), e.TextAt(seq, "digest"))
    await it.runner.give(c.EraseTexts(None, anna, e.ErasedBecause.REMOVED, gone))
    seat = it.meeting.seat(anna)
    assert seat is not None and seat.name == Words("anna_e")
