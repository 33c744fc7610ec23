"""Other people's hands on a locked channel: the bot touches its own bits only, gives back no others, and
puts them right when somebody else undoes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.chat.room import enforcement as enf
from bot.chat.room.channel_permissions import MOST_MENDS, ORIGINALS_NOTE
from tests.chat.stage import Stage, say, stage, texts
from tests.chat.test_outages import new_session, server_blinks

Over = discord.PermissionOverwrite
BASIC: dict[str, discord.PermissionOverwrite] = {
    "everyone": Over(send_messages=True),
    "anna_e": Over(view_channel=True, send_messages=True),
    "Staff": Over(send_messages=True, add_reactions=True),
}


def writers(it: Stage) -> list[str]:
    """Those who see the channel and may write in it, as the server reckons."""
    needed = discord.Permissions(view_channel=True, send_messages=True).value
    held = {
        name: it.env.backend.compute_permissions(it.guild.id, member.id, it.channel.id)
        for name, member in it.member.items()
    }
    return [name for name, bits in held.items() if bits & needed == needed]


def pair(it: Stage, target: int) -> tuple[int, int] | None:
    found = it.overwrites().get(target)
    return None if found is None else found[1:]


def turn(it: Stage, target: int, **bits: bool | None) -> None:
    """Set these bits of one overwrite and leave the others, as a client does."""
    allow, deny = pair(it, target) or (0, 0)
    own = Over.from_pair(discord.Permissions(allow), discord.Permissions(deny))
    own.update(**bits)
    stored = next(
        (o for o in it.env.backend.get_channel(it.channel.id).overwrites if o.target_id == target),
        None,
    )
    if stored is None:
        member = next(m for m in it.member.values() if m.id == target)
        it.add_overwrite(member, own)
        return
    kept = type(stored)(target, stored.type, *(each.value for each in own.pair()))
    it.env.backend.set_overwrite(it.channel.id, kept)


def wipe(it: Stage) -> None:
    """ "Sync with category", where the category says nothing."""
    it.env.backend.edit_channel(it.channel.id, {}, overwrites=[])


@contextmanager
def late(it: Stage) -> Iterator[Callable[[], None]]:
    """What happens to the channel meanwhile is told to the bot only when it is let go."""
    backend, kept = it.env.backend, []
    real = backend.emit

    def emit(event: str, payload: Any) -> None:
        if event == "CHANNEL_UPDATE":
            kept.append((event, json.loads(json.dumps(payload))))
        else:
            real(event, payload)

    def let_go() -> None:
        backend.emit = real
        with it.env._bot_scope():
            while kept:
                real(*kept.pop(0))

    backend.emit = emit
    try:
        yield let_go
    finally:
        let_go()


@pytest.mark.parametrize("how", ["on", "restart", "blink", "session"])
async def test_an_access_taken_away_stays_away(tmp_path: Path, how: str) -> None:
    async with stage(tmp_path, overwrites=BASIC, errors=True) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        anna = it.member["anna_e"].id
        turn(it, anna, view_channel=False)
        await it.env.settle()
        assert writers(it) == [], "nobody writes who does not see the channel"
        if how == "restart":
            await it.restart()
        elif how != "on":
            await {"blink": server_blinks, "session": new_session}[how](it)
        await it.give_floor("tom_w")
        assert writers(it) == ["tom_w"]
        await it.close()
        assert pair(it, anna) == tuple(
            each.value for each in Over(view_channel=False, send_messages=True).pair()
        )


async def test_a_bit_of_a_role_and_a_role_that_is_gone_stay_as_others_left_them(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, overwrites=BASIC) as it:
        roles = it.env.backend.get_guild(it.guild.id).roles.values()
        staff = next(role for role in roles if role.name == "Staff")
        guests = it.guild.create_role("Guests")
        turn(it, it.guild.id, create_public_threads=True)
        kind = it.env.backend.get_channel(it.channel.id).overwrites[0]
        role = type(kind)(guests.id, kind.type, 1 << 11, 0)
        it.env.backend.set_overwrite(it.channel.id, role)
        await it.opened()
        turn(it, staff.id, add_reactions=False)
        it.env.backend.delete_overwrite(it.channel.id, guests.id)
        await it.env.settle()
        await it.press_when_shown(it.speaker, "yield")
        await it.shown()
        assert writers(it) == ["chair_w"]
        await it.close()
        assert guests.id not in it.overwrites()
        assert pair(it, staff.id) == tuple(
            each.value for each in Over(add_reactions=False, send_messages=True).pair()
        )


async def test_overwrites_that_are_wiped_are_put_right_and_the_room_is_told_once(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, overwrites=BASIC) as it:
        await it.in_discussion()
        await it.give_floor("tom_w")
        wipe(it)
        assert len(writers(it)) > 1
        await it.env.settle()
        await it.shown()
        assert writers(it) == ["tom_w"]
        told = [text for text in it.said() if say("en", "permissions-restored") in text]
        assert len(told) == 1
        assert say("ru", "permissions-restored") in told[0]
        await it.give_floor("boris_e")
        assert writers(it) == ["boris_e"]
        await it.close()
        assert it.overwrites() == {}, "what was wiped does not come back at the end"


async def test_a_role_that_is_let_write_in_mid_meeting_is_closed_out_and_keeps_it_for_later(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, overwrites=BASIC) as it:
        await it.in_discussion()
        await it.give_floor("tom_w")
        turn(it, it.member["boris_e"].id, send_messages=True, embed_links=True)
        await it.env.settle()
        await it.shown()
        assert writers(it) == ["tom_w"]
        assert it.heard("permissions-restored", "en")
        await it.close()
        boris = tuple(each.value for each in Over(send_messages=True, embed_links=True).pair())
        assert pair(it, it.member["boris_e"].id) == boris


async def test_nobody_is_fought_for_ever(tmp_path: Path) -> None:
    async with stage(tmp_path, overwrites=BASIC) as it:
        await it.in_discussion()
        await it.give_floor("tom_w")
        for _ in range(MOST_MENDS + 3):
            wipe(it)
            await it.env.settle()
            await it.shown()
        assert sum(say("en", "permissions-restored") in text for text in it.said()) == MOST_MENDS
        told = [m for m in it.channel.history() if say("en", "permissions-left") in texts(m)]
        assert len(told) == 1
        assert it.member["chair_e"].mention in texts(told[0])
        assert len(writers(it)) > 1, "it is left as somebody wants it"
        before = len(it.calls())
        wipe(it)
        await it.env.settle()
        assert not [c for c in it.calls(before) if "permissions" in c]
        # The co-chairs have it locked again.
        await it.press_when_shown(it.member["chair_w"], "pause")
        await it.press_when_shown(it.member["chair_w"], "resume")
        await it.shown()
        assert writers(it) == ["tom_w"]
        await it.close()
        assert it.overwrites() == {}


async def test_what_concerns_nobody_who_writes_is_nothing_to_tell_of(tmp_path: Path) -> None:
    async with stage(tmp_path, overwrites=BASIC) as it:
        await it.in_discussion()
        await it.give_floor("tom_w")
        turn(it, it.guild.id, embed_links=False)
        it.env.backend.edit_channel(it.channel.id, {"name": "another-name"})
        await it.env.settle()
        await it.shown()
        assert not it.heard("permissions-restored", "en")
        assert writers(it) == ["tom_w"]


@pytest.mark.parametrize("how", [server_blinks, new_session])
async def test_after_a_reconnect_there_are_no_two_who_can_write(
    tmp_path: Path, how: Callable[[Stage], Any]
) -> None:
    """The cache says who could write a moment ago; the plan is not made from it."""
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        with late(it) as let_go:
            await it.give_floor("anna_e")
            presenter = it.client.services.presenter(it.meeting.id)
            assert presenter is not None
            with it.env._bot_scope():
                presenter.show_again()
            await it.env.settle()
            await it.give_floor("tom_w")
            assert writers(it) == ["tom_w"]
            let_go()
        await how(it)
        await it.give_floor("boris_e")
        assert writers(it) == ["boris_e"]
        assert not it.heard("permissions-restored", "en")


async def test_what_somebody_changed_as_the_bot_wrote_over_it_is_given_back(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        anna = it.member["anna_e"].id
        with late(it) as let_go:
            it.add_overwrite(it.member["anna_e"], Over(view_channel=False))
            await it.give_floor("anna_e")
            let_go()
        await it.env.settle()
        await it.shown()
        found = pair(it, anna)
        assert found is not None
        assert found[1] & discord.Permissions(view_channel=True).value
        await it.close()
        assert pair(it, anna) == (0, discord.Permissions(view_channel=True).value)


@pytest.mark.parametrize("speaking", [False, True])
async def test_a_meeting_of_an_earlier_version_gives_back_what_it_took(
    tmp_path: Path, speaking: bool
) -> None:
    async with stage(tmp_path, overwrites=BASIC) as it:
        await it.convene()
        before = it.overwrites()
        rows = sorted([t, k == 0, a, d] for t, (k, a, d) in before.items())
        await it.seat_all()
        await it.press(it.member["chair_e"], "open")
        await it.shown()
        await it.env.settle()
        if not speaking:
            await it.press(it.member["chair_e"], "pause")
            await it.shown()
        meeting = it.meeting.id
        await it.journal.set_note(meeting, ORIGINALS_NOTE, json.dumps(rows))
        await it.restart()
        await it.shown()
        turn(it, it.member["anna_e"].id, view_channel=False)
        await it.env.settle()
        await it.close()
        expected = {t: (a, d) for t, (_, a, d) in before.items()}
        gone = Over(view_channel=False, send_messages=True)
        expected[it.member["anna_e"].id] = tuple(each.value for each in gone.pair())  # type: ignore[assignment]
        assert {t: (a, d) for t, (_, a, d) in it.overwrites().items()} == expected
        assert await it.journal.note(meeting, ORIGINALS_NOTE) is None


async def test_an_empty_overwrite_stays_one(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        tom = it.member["tom_w"]
        it.add_overwrite(tom, Over())
        await it.opened()
        await it.press_when_shown(it.speaker, "yield")
        await it.shown()
        await it.close()
        assert pair(it, tom.id) == (0, 0)


async def test_the_note_names_only_what_the_bot_has_set(tmp_path: Path) -> None:
    async with stage(tmp_path, overwrites=BASIC) as it:
        await it.opened()
        note = await it.journal.note(it.meeting.id, ORIGINALS_NOTE)
        channels = enf.from_note(note).channels
        assert set(channels) == {it.channel.id}
        for own in channels[it.channel.id].values():
            assert not (own.allow | own.deny | own.was_allow | own.was_deny) & ~enf.CLOSED
