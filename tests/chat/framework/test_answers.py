"""Whoever presses, chooses or fills something in is answered: after a restart, too late, on a card that
is no more, with an id or a choice that was never offered, and when Discord's own answer is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from discord.webhook.async_ import AsyncWebhookAdapter
from simcord.actors import _component_interaction

import bot.chat.messages.message_listener
from bot.journal.port import FaultKind, UnwrittenJournal
from bot.procedure import events as e
from bot.procedure.formats import Enforcement
from tests.chat.stage import Stage, answer, button, ids, say, stage, texts
from tests.chat.test_attacks import forged

CALLBACK = "/interactions/*/callback"


async def happened(it: Stage, kind: type[Any], meeting: str = "trust-1") -> list[Any]:
    return [r.event for r in await it.journal.read(meeting) if isinstance(r.event, kind)]


async def choose_anything(it: Stage, who: Any, on: discord.Message, custom_id: str) -> str:
    """Send a choice from a list, which may offer none such, or be drawn otherwise by now."""
    stored = it.env.backend.get_message(on.channel.id, on.id)
    kind = discord.ComponentType.select.value
    data = {"custom_id": custom_id, "component_type": kind, "values": ["nobody-offered-it"]}
    return answer(await _component_interaction(who, stored, data))


def offer(form: Any, field: str, value: str) -> None:
    """Let a form offer what the bot did not put there, as one that somebody forged does."""
    for each in form._interaction.modal["components"]:
        component = each.get("component") or {}
        if component.get("custom_id") == field:
            component["options"].append({"label": value, "value": value})


# After a restart, and of another time --------------------------------------------------------------


@pytest.mark.parametrize("act", ["ask", "point"])
async def test_a_form_that_was_opened_before_a_restart_is_carried_out(
    tmp_path: Path, act: str
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        tom = it.member["tom_w"]
        form = await it.click(tom, act)
        await it.restart(away=5)
        kind = {"kind": ["statement"]} if act == "ask" else {}
        told = await it.fill(tom, form, note="on the bridge", **kind)
        assert told != ""
        (request,) = await happened(it, e.FloorRequested)
        assert request.note.text == "on the bridge"


async def test_a_form_with_a_file_survives_a_restart(tmp_path: Path) -> None:
    article = "\n\n".join(f"{n}. The parties should open bridge {n} in May." for n in range(1, 9))
    async with stage(tmp_path) as it:
        await it.in_discussion()
        form = await it.organizer.slash(it.channel, "agenda propose")
        await it.restart(away=5)
        await it.organizer.submit_modal(form, {"file": ("article.txt", article.encode())})
        assert len(await happened(it, e.ProposalMade)) == 1


async def test_a_form_of_one_meeting_is_refused_in_the_next(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        tom = it.member["tom_w"]
        form = await it.click(tom, "point")
        await it.close()
        await it.convene()
        await it.seat_all()
        await it.press(it.member["chair_e"], "open")
        await it.shown()
        assert await it.fill(tom, form, note="") == say("en", "refusal-meeting-closed")
        assert await happened(it, e.FloorRequested, "trust-2") == []


async def test_a_form_of_an_earlier_version_is_answered(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        form = await it.click(it.member["tom_w"], "point")
        form._interaction.modal["custom_id"] = "0123456789abcdef"
        assert await it.fill(it.member["tom_w"], form, note="") == say("en", "unknown-form")


# What was never offered ----------------------------------------------------------------------------


async def test_a_kind_that_was_not_offered_is_refused_politely(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        tom = it.member["tom_w"]
        form = await it.click(tom, "ask")
        offer(form, "kind", "filibuster")
        told = await it.fill(tom, form, kind=["filibuster"], note="")
        assert told == say("en", "unknown-choice")
        assert "incident" not in capsys.readouterr().out


@pytest.mark.parametrize("act", ["export-rule", "export-form", "export-language"])
async def test_a_choice_that_no_list_offers_is_no_incident(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], act: str
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        chair = it.member["chair_w"]
        panel = (await chair.slash(it.channel, "record export")).response.message
        where = next(i for i in ids(panel) if i.startswith(f"cs:{act}:"))
        assert await choose_anything(it, chair, panel, where) != ""
        assert "incident" not in capsys.readouterr().out


@pytest.mark.parametrize("act", ["policy", "runs-out"])
async def test_a_list_that_was_drawn_anew_is_answered(tmp_path: Path, act: str) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        chair = it.member["chair_w"]
        panel = (await it.click(chair, "chairing")).response.message
        where = next(i for i in ids(panel) if i.startswith(f"cs:{act}:"))
        gone = f"{where.rpartition(':')[0]}:9999"
        assert await choose_anything(it, chair, panel, gone) == say("en", "unknown-choice")


async def test_a_button_that_nobody_drew_is_answered(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        shown = await forged(it, it.member["tom_w"], "of-another-bot")
        assert answer(shown) == say("en", "unknown-button")


# Forms that one may not send -----------------------------------------------------------------------

FORMS = (
    "ask",
    "point",
    "note-point",
    "caucus",
    "item-time",
    "date",
    "sustain",
    "not-sustain",
    "propose",
    "review-time",
    "search",
    "note",
    "kind",
)


@pytest.mark.parametrize("who", ["outsider", "observer", "unaccepted"])
async def test_no_form_opens_for_whoever_may_not_send_it(tmp_path: Path, who: str) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        person = it.guild.add_member(it.env.create_user(who))
        if who != "outsider":
            capacity = "observer" if who == "observer" else "participant"
            await it.type(it.organizer, "seat assign", member=person, side="a", capacity=capacity)
        await it.type(it.member["tom_w"], "floor ask")
        number = it.meeting.last_request
        for act in FORMS:
            shown = await forged(it, person, f"cc:{act}:{it.meeting.id}:{number}")
            assert shown.modal is None, act
            assert answer(shown) != "", act


async def test_a_form_does_not_open_for_a_meeting_that_waits(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.type(it.organizer, "roundtable suspend")
        for act in ("ask", "point", "caucus", "item-time"):
            shown = await forged(it, it.member["chair_w"], f"cc:{act}:{it.meeting.id}:1")
            assert shown.modal is None, act


# Discord's answers ---------------------------------------------------------------------------------


async def test_a_form_on_a_card_that_was_deleted_is_answered(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.type(it.member["tom_w"], "floor ask", kind="point-of-order")
        await it.shown()
        chair, card = it.member["chair_e"], it.card
        form = await it.click(chair, "sustain")
        # Discord knows nothing of the message that the form would edit.
        it.env.inject_error("POST", CALLBACK, status=404, code=10008)
        told = await it.fill(chair, form, note="")
        assert told == say("ru", "done")
        assert card.id
        assert len(await happened(it, e.PointRuled)) == 1


def stumble(monkeypatch: pytest.MonkeyPatch, error: Callable[[], Exception], *, done: bool) -> None:
    """The next answer does not get through, or (`done`) what Discord says to it does not."""
    real, left = AsyncWebhookAdapter.create_interaction_response, [1]

    async def call(*given: Any, **named: Any) -> Any:
        if left[0] == 0:
            return await real(*given, **named)
        left[0] -= 1
        if done:
            await real(*given, **named)
        raise error()

    monkeypatch.setattr(AsyncWebhookAdapter, "create_interaction_response", call)


ERRORS = [aiohttp.ServerDisconnectedError, ConnectionResetError, TimeoutError]


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("error", ERRORS)
async def test_the_room_is_told_once_whatever_becomes_of_the_answer(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Callable[[], Exception],
    done: bool,
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        anna = it.member["anna_e"]
        stumble(monkeypatch, error, done=done)
        before = len(it.said())
        await it.type(it.member["chair_w"], "floor grant", member=anna)
        await it.env.advance_time(30)
        told = [text for text in it.said()[before:] if anna.mention in text]
        assert len(told) == 1, told
        assert "incident" not in capsys.readouterr().out


async def test_an_answer_that_discord_says_it_has_is_looked_for_before_the_room_is_told(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        anna = it.member["anna_e"]
        # It has one, but another: that of a second process with the same token, say.
        it.env.inject_error("POST", CALLBACK, status=400, code=40060)
        before = len(it.said())
        await it.type(it.member["chair_w"], "floor grant", member=anna)
        await it.env.advance_time(30)
        assert sum(anna.mention in text for text in it.said()[before:]) == 1


@pytest.mark.parametrize("done", [True, False])
async def test_a_word_to_one_person_gets_through_too(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    done: bool,
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        stumble(monkeypatch, aiohttp.ServerDisconnectedError, done=done)
        shown = await it.click(it.member["tom_w"], "guide")
        assert say("en", "guide-heading") in answer(shown)
        assert shown.followups == [] or not done
        assert "incident" not in capsys.readouterr().out


@pytest.mark.parametrize("status", [404, 500])
async def test_a_form_that_could_not_be_opened_is_no_incident(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], status: int
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        code, times = (10062, 1) if status == 404 else (0, 5)
        it.env.inject_error("POST", CALLBACK, status=status, code=code, times=times)
        shown = await it.click(it.member["tom_w"], "ask")
        assert shown.modal is None
        assert "incident" not in capsys.readouterr().out


async def test_a_form_is_answered_in_a_held_room_too(tmp_path: Path) -> None:
    async with stage(tmp_path, enforcement=Enforcement.HOLD) as it:
        await it.in_discussion()
        form = await it.click(it.member["tom_w"], "ask")
        told = await it.fill(it.member["tom_w"], form, kind=["statement"], note="")
        assert told.startswith("You are on the list")
        assert button(it.card, "ask")
        assert texts(it.card)


# What ends the recording ---------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["close", "off-record"])
async def test_what_was_said_before_the_end_is_heard_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        if how == "off-record":
            await it.press(it.member["chair_w"], "off-record", await chairing(it, "chair_w"))
        else:
            sure = await it.organizer.slash(it.channel, "roundtable close")
        append, failed = it.journal.append, asyncio.Event()

        async def full(*given: Any, **named: Any) -> Any:
            events = str(given)
            if "ContributionMade" in events and not failed.is_set():
                failed.set()
                raise UnwrittenJournal(FaultKind.FULL)
            return await append(*given, **named)

        monkeypatch.setattr(it.journal, "append", full)
        anna = it.member["anna_e"]
        it.env.backend.create_message(it.channel.id, anna.id, "to the very end")
        if how == "off-record":
            panel = await chairing(it, "chair_e")
            await it.press(it.member["chair_e"], "off-record", panel)
        else:
            await it.press(it.organizer, "close", sure.response.message)
        await it.env.advance_time(30)
        assert failed.is_set()
        kinds = [type(r.event) for r in await it.journal.read("trust-1")]
        end = e.MeetingClosed if how == "close" else e.OffRecordBegun
        said = [x.words.text for x in await happened(it, e.ContributionMade)]
        assert said[-1] == "to the very end"
        assert len(kinds) - 1 - kinds[::-1].index(e.ContributionMade) < kinds.index(end)


async def chairing(it: Stage, name: str) -> Any:
    return (await it.click(it.member[name], "chairing")).response.message


async def test_a_meeting_is_not_closed_over_what_is_not_read_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.chat.messages.message_listener, "LONGEST_CATCHING_UP", 0.2)
    async with stage(tmp_path) as it:
        await it.in_discussion()
        sure = await it.organizer.slash(it.channel, "roundtable close")
        async with it.client.listener.intakes.of("trust-1").first():
            shown = await it.click(it.organizer, "close", sure.response.message)
            await it.shown()
        assert answer(shown) == say("en", "refusal-still-reading")
        await it.press(it.organizer, "close", sure.response.message)
        assert len(await happened(it, e.MeetingClosed)) == 1
