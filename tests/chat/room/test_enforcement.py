"""`lock`: only the speaker may write, and the channel ends with the permissions it began with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.room import enforcement as enf
from tests.chat.stage import MISSING_PERMISSIONS, Stage, say, stage, texts

Over = discord.PermissionOverwrite

ORIGINALS: dict[str, dict[str, discord.PermissionOverwrite]] = {
    "none": {},
    "everyone allowed": {"everyone": Over(send_messages=True, add_reactions=False)},
    "everyone denied": {
        "everyone": Over(send_messages=False),
        "Staff": Over(send_messages=True, manage_messages=True),
        "bot": Over(send_messages=True),
    },
    "members": {
        "anna_e": Over(send_messages=True, attach_files=True),
        "tom_w": Over(send_messages=False),
        "Staff": Over(send_messages=True, create_public_threads=True),
    },
}


def writers(it: Stage) -> set[str]:
    everybody = {**it.member, "organizer": it.organizer}
    return {name for name, who in everybody.items() if it.may_write(who)}


async def test_only_the_speaker_can_write(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.opened()
        assert writers(it) == {"chair_e"}
        await it.press(it.speaker, "yield")
        await it.shown()
        assert writers(it) == {"chair_w"}
        with pytest.raises(simcord.BackendError) as refused:
            await it.member["anna_e"].send(it.channel, "out of turn")
        assert refused.value.code == MISSING_PERMISSIONS
        sent = await it.member["chair_w"].send(it.channel, "in turn")
        assert await it.journal.contribution(it.meeting.id, str(sent.id)) is not None
        await it.press(it.member["chair_e"], "pause")
        await it.shown()
        assert writers(it) == set()


@pytest.mark.parametrize("kind", sorted(ORIGINALS))
@pytest.mark.parametrize("restarted", [False, True], ids=["", "restarted"])
async def test_the_originals_come_back(tmp_path: Path, kind: str, restarted: bool) -> None:
    async with stage(tmp_path, overwrites=ORIGINALS[kind]) as it:
        before, wrote = it.overwrites(), writers(it)
        await it.in_discussion()
        await it.give_floor("anna_e")
        assert writers(it) == {"anna_e"}
        await it.give_floor("tom_w")
        assert writers(it) == {"tom_w"}
        if restarted:
            await it.restart()
            await it.shown()
            assert writers(it) == {"tom_w"}
        await it.close()
        assert it.overwrites() == before
        assert writers(it) == wrote


async def test_an_overwrite_that_somebody_else_made_meanwhile_stays(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.opened()
        mine = it.client.get_channel(it.channel.id)
        assert isinstance(mine, discord.TextChannel)
        guest = it.guild.add_member(it.env.create_user("guest"))
        it.add_overwrite(guest, Over(view_channel=False))
        await it.env.settle()
        await it.restart()
        for _ in range(2):
            await it.press_when_shown(it.speaker, "yield")
        await it.shown()
        assert guest.id in it.overwrites()
        await it.close()
        assert set(it.overwrites()) == {guest.id}


async def test_a_permission_taken_away_is_told_once_and_the_meeting_goes_on(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        it.env.inject_error("PUT", "/channels/*/permissions/*", status=403, code=50013, times=None)
        for name in ("anna_e", "tom_w", "boris_e"):
            await it.give_floor(name)
        trouble = say("en", "trouble-forbidden")
        told = [m for m in it.channel.history() if trouble in texts(m)]
        assert len(told) == 1
        for chair in ("chair_e", "chair_w"):
            assert it.member[chair].mention in texts(told[0])
        assert it.member["boris_e"].mention in texts(it.card)

        # The permission is given back: the next change of speaker puts the room right.
        it.env.backend.faults.clear()
        await it.give_floor("ursula_w")
        assert writers(it) == {"ursula_w"}


async def test_a_failure_of_discord_is_made_good_by_itself(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        it.env.inject_error("PUT", "/channels/*/permissions/*", status=400, times=1)
        await it.give_floor("anna_e")
        await it.env.advance_time(30)
        assert writers(it) == {"anna_e"}


# The plan ------------------------------------------------------------------------------------------

EVERYONE, BOT, STAFF = 1, 2, 3
MEMBERS = (10, 11, 12)
SEND = enf.SPEAKING
VIEW = discord.Permissions(view_channel=True).value


def overwrite(role: bool) -> st.SearchStrategy[enf.Overwrite]:
    bits = st.sets(st.sampled_from([1 << 6, 1 << 10, 1 << 11, 1 << 13, 1 << 35, 1 << 38]))

    def built(pair: tuple[set[int], set[int]]) -> enf.Overwrite:
        allow = sum(pair[0])
        return enf.Overwrite(role, allow, sum(pair[1]) & ~allow)

    return st.tuples(bits, bits).map(built)


channels = st.fixed_dictionaries(
    {},
    optional={
        **{target: overwrite(True) for target in (EVERYONE, STAFF)},
        **{target: overwrite(False) for target in (BOT, *MEMBERS)},
    },
)
speakers = st.none() | st.sampled_from(MEMBERS)


def can_write(overwrites: enf.Overwrites, member: int, staff: int | None) -> bool:
    """Discord's own computation: everyone, then the roles, then the member; else allowed."""
    may = True
    for target in (EVERYONE, STAFF if member == staff else None, member):
        own = overwrites.get(target) if target is not None else None
        if own is not None:
            may = bool(own.allow & SEND) or (may and not own.deny & SEND)
    return may


def applied(overwrites: enf.Overwrites, steps: tuple[enf.Step, ...]) -> list[enf.Overwrites]:
    """The channel after each step."""
    states: list[enf.Overwrites] = []
    now = dict(overwrites)
    for step in steps:
        if step.to is None:
            now.pop(step.target, None)
        else:
            now[step.target] = step.to
        states.append(dict(now))
    return states


def solid(overwrites: enf.Overwrites) -> dict[int, enf.Overwrite]:
    return {target: own for target, own in overwrites.items() if not own.blank}


def locked(originals: enf.Overwrites, speaker: int | None) -> enf.Overwrites:
    return enf.desired(originals, enf.Rule(EVERYONE, BOT, speaker))


@given(channels, speakers)
def test_when_locked_the_speaker_and_the_bot_write_and_nobody_else(
    originals: enf.Overwrites, speaker: int | None
) -> None:
    wanted = locked(originals, speaker)
    for member in (*MEMBERS, BOT):
        assert can_write(wanted, member, 12) == (member in (speaker, BOT))


@given(channels, speakers)
def test_locking_touches_nothing_but_the_right_to_write(
    originals: enf.Overwrites, speaker: int | None
) -> None:
    wanted = locked(originals, speaker)
    for target in {*originals, *wanted}:
        before = originals.get(target, enf.Overwrite(False, 0, 0))
        after = wanted[target]
        assert before.allow & ~enf.CLOSED == after.allow & ~enf.CLOSED
        assert before.deny & ~enf.CLOSED == after.deny & ~enf.CLOSED


@given(channels, speakers, speakers)
def test_the_plan_leads_to_what_is_desired(
    originals: enf.Overwrites, first: int | None, second: int | None
) -> None:
    """From the originals to a locked room, to the next speaker, and back to the originals."""
    now = originals
    for wanted in (locked(originals, first), locked(originals, second), originals):
        steps = enf.plan(now, wanted)
        now = [now, *applied(now, steps)][-1]
        assert solid(now) == solid(wanted)
        assert enf.plan(now, wanted) == ()


@given(channels, speakers, speakers)
def test_there_are_never_two_who_can_write(
    originals: enf.Overwrites, first: int | None, second: int | None
) -> None:
    now = locked(originals, first)
    for state in applied(now, enf.plan(now, locked(originals, second))):
        assert sum(can_write(state, member, 12) for member in MEMBERS) <= 1


@given(channels, speakers)
def test_while_the_room_is_locked_nobody_can_write_who_could_not_before(
    originals: enf.Overwrites, speaker: int | None
) -> None:
    for state in applied(originals, enf.plan(originals, locked(originals, speaker))):
        for member in MEMBERS:
            if member != speaker and can_write(state, member, 12):
                assert can_write(originals, member, 12)


@given(channels, speakers)
def test_closings_come_before_openings(originals: enf.Overwrites, speaker: int | None) -> None:
    now = locked(originals, 10)
    opened = False
    for step in enf.plan(now, locked(originals, speaker)):
        opens = step.to is not None and bool(step.to.allow & SEND)
        assert opens or not opened
        opened = opens


@given(channels, speakers, speakers)
def test_a_change_of_speaker_takes_two_calls_at_most(
    originals: enf.Overwrites, first: int | None, second: int | None
) -> None:
    assert len(enf.plan(locked(originals, first), locked(originals, second))) <= 2


# What is remembered, and what others do meanwhile --------------------------------------------------


@given(channels, speakers)
def test_without_the_bots_doing_the_channel_is_as_it_was(
    originals: enf.Overwrites, speaker: int | None
) -> None:
    wanted = locked(originals, speaker)
    assert enf.without(wanted, enf.changes(originals, wanted)) == originals


@given(channels, speakers, channels)
def test_what_others_make_of_it_meanwhile_stays(
    originals: enf.Overwrites, speaker: int | None, theirs: enf.Overwrites
) -> None:
    """Whatever others set over it, only the bot's own bits are given back, and only where they are
    still what it set; nothing of theirs is touched, and nothing that they removed comes back."""
    wanted = locked(originals, speaker)
    mine = enf.changes(originals, wanted)
    now = {**wanted, **theirs}
    for target in originals.keys() - theirs.keys() - {EVERYONE}:
        now.pop(target, None)  # an access taken away, a role deleted
    given_back = enf.without(now, mine)
    assert given_back.keys() <= now.keys()
    for target, own in now.items():
        after = given_back.get(target, enf.Overwrite(own.role, 0, 0))
        set_, none = mine.get(target), enf.Changed(own.role, 0, 0, 0, 0, existed=True)
        still = ((set_ or none).allow & own.allow) | ((set_ or none).deny & own.deny)
        assert (after.allow & ~still, after.deny & ~still) == (
            own.allow & ~still,
            own.deny & ~still,
        )
        was = originals.get(target, enf.Overwrite(own.role, 0, 0))
        assert (after.allow & still, after.deny & still) == (was.allow & still, was.deny & still)


@given(channels, speakers)
def test_only_what_concerns_writing_is_remembered(
    originals: enf.Overwrites, speaker: int | None
) -> None:
    for target, own in enf.changes(originals, locked(originals, speaker)).items():
        assert not (own.allow | own.deny | own.was_allow | own.was_deny) & ~enf.CLOSED
        needed = originals.get(target, enf.Overwrite(False, 0, 0)).allow & enf.CLOSED
        assert target in (EVERYONE, BOT, speaker) or needed


@given(channels, speakers, channels)
def test_the_note_in_the_journal_says_it_all(
    originals: enf.Overwrites, speaker: int | None, elsewhere: enf.Overwrites
) -> None:
    remembered = enf.Remembered()
    for channel, given_ in ((7, originals), (8, elsewhere)):
        remembered = remembered.having(channel, enf.changes(given_, locked(given_, speaker)))
    assert enf.from_note(enf.to_note(remembered)) == remembered
    assert enf.to_note(enf.Remembered()) is None


@given(channels, speakers, st.sampled_from([None, *MEMBERS]))
def test_a_note_of_all_originals_as_earlier_versions_wrote_it_is_understood(
    originals: enf.Overwrites, speaker: int | None, shut_out: int | None
) -> None:
    """They noted every overwrite whole, and not what they set."""
    rows = sorted((t, o.role, o.allow, o.deny) for t, o in originals.items())
    remembered = enf.from_note(json.dumps(rows))
    now = dict(locked(originals, speaker))
    expected = dict(originals)
    if shut_out is not None and shut_out in originals and shut_out != speaker:
        for each in (now, expected):
            each[shut_out] = enf.Overwrite(
                False, each[shut_out].allow & ~VIEW, each[shut_out].deny | VIEW
            )
    mine = remembered.changes(7, now, EVERYONE, BOT)
    assert enf.without(now, mine) == expected


def test_what_others_added_is_left_alone() -> None:
    guest: dict[int, Any] = {77: enf.Overwrite(False, 0, VIEW)}
    assert enf.plan(guest, enf.without(guest, {})) == ()
