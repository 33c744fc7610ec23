"""Faults that pass: a permission given back, a database that could not be written for a while."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest

from tests.chat.stage import Stage, answer, say, stage, texts

BACK = discord.PermissionOverwrite(manage_roles=True)


async def given_back(it: Stage) -> None:
    """Somebody gives the bot its permission back, by changing the channel."""
    it.env.backend.faults.clear()
    guest = it.guild.add_member(it.env.create_user("somebody"))
    it.add_overwrite(guest, BACK)
    await it.env.settle()
    await it.shown()


async def test_a_permission_given_back_puts_the_room_right_at_once(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        it.env.inject_error("PUT", "/channels/*/permissions/*", status=403, code=50013, times=None)
        await it.give_floor("anna_e")
        assert not it.may_write(it.member["anna_e"])
        await given_back(it)
        assert it.may_write(it.member["anna_e"])


@pytest.mark.parametrize("how", ["given back", "restarted"])
async def test_a_channel_that_could_not_be_restored_is_restored_later(
    tmp_path: Path, how: str
) -> None:
    async with stage(tmp_path) as it:
        before = it.overwrites()
        await it.in_discussion()
        await it.give_floor("anna_e")
        it.env.inject_error("*", "/channels/*/permissions/*", status=403, code=50013, times=None)
        await it.close()
        assert it.overwrites() != before
        if how == "restarted":
            it.env.backend.faults.clear()
            await it.restart()
            assert it.overwrites() == before
        else:
            await given_back(it)
            guest = set(it.overwrites()) - set(before)
            assert len(guest) == 1  # the one by which it was given back
            assert {t: o for t, o in it.overwrites().items() if t not in guest} == before


async def test_the_next_meeting_there_starts_from_the_true_originals(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        before = it.overwrites()
        await it.opened()
        it.env.inject_error("*", "/channels/*/permissions/*", status=403, code=50013, times=None)
        await it.close()
        it.env.backend.faults.clear()
        await it.opened()
        await it.close()
        assert it.overwrites() == before


class Locked(Exception):
    """As a journal raises when its file can't be written."""


def fail(journal: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def append(*given: Any) -> Any:
        raise Locked

    monkeypatch.setattr(type(journal), "append", append)


async def test_the_clock_goes_on_when_the_journal_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        with monkeypatch.context() as patched:
            fail(it.journal, patched)
            await it.env.advance_time(100)  # past the warning
        await it.env.advance_time(60)
        assert it.free()
        assert it.heard("told-expired", "ru", person=it.member["anna_e"].mention)


async def test_what_cannot_be_written_has_not_happened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        before, card = it.meeting, texts(it.card)
        with monkeypatch.context() as patched:
            fail(it.journal, patched)
            shown = await it.member["tom_w"].slash(it.channel, "floor ask")
            assert answer(shown)[:20] == say("en", "incident", number="0")[:20]
        await it.shown()
        assert (it.meeting, texts(it.card)) == (before, card)
        assert (await it.type(it.member["tom_w"], "floor ask")).startswith("You are on the list")


async def test_the_heart_beats_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage(tmp_path) as it:
        await it.opened()

        async def beat(*given: Any) -> None:
            raise Locked

        with monkeypatch.context() as patched:
            patched.setattr(type(it.journal), "beat", beat)
            await it.env.advance_time(25)
        await it.env.advance_time(25)
        last = await it.journal.last_beat()
        assert last is not None
        assert it.now() - last <= 10_000
