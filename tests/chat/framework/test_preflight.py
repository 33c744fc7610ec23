"""What the bot asks of Discord: enough for its work, nothing besides, and named as Discord does."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.framework.preflight import (
    CAUCUS_NEEDS,
    INTENTS,
    LOCK_CLOSES,
    SHOWN_AS,
    intents,
    invite_url,
    invited_permissions,
    missing_intents,
    missing_permissions,
    needed_permissions,
)
from bot.chat.room.meeting_places import MeetingPlace
from bot.procedure.formats import Enforcement

enforcements = st.sampled_from(Enforcement)
permissions = st.integers(0, discord.Permissions.all().value).map(discord.Permissions)


def granted(*names: str) -> discord.Permissions:
    return discord.Permissions(**dict.fromkeys(names, True))


def test_each_enforcement_asks_for_what_the_next_softer_one_does_and_more() -> None:
    opened, held, locked = (set(needed_permissions(e)) for e in ("open", "hold", "lock"))
    assert opened < held < locked
    assert opened == {"view_channel", "send_messages", "read_message_history", "pin_messages"}
    assert held - opened == {"manage_messages"}
    assert locked - held == {"manage_roles", *LOCK_CLOSES} - opened


def test_lock_holds_all_that_it_takes_from_others() -> None:
    assert set(LOCK_CLOSES) <= set(needed_permissions("lock"))


@pytest.mark.parametrize("enforcement", Enforcement)
def test_a_bare_bot_lacks_everything_once(enforcement: Enforcement) -> None:
    missing = missing_permissions(discord.Permissions.none(), enforcement)
    assert missing == needed_permissions(enforcement)
    assert len(set(missing)) == len(missing)


def test_one_permission_taken_away_is_named_alone() -> None:
    names = needed_permissions("lock")
    for taken in names:
        rest = granted(*(name for name in names if name != taken))
        assert missing_permissions(rest, "lock") == (taken,)


def test_a_place_that_is_no_text_channel_takes_something_besides() -> None:
    assert "send_messages_in_threads" in needed_permissions("open", MeetingPlace.THREAD)
    assert "mute_members" in needed_permissions("lock", MeetingPlace.STAGE)
    assert "mute_members" not in needed_permissions("open", MeetingPlace.VOICE), (
        "nobody is muted then"
    )
    assert "manage_roles" not in needed_permissions("lock", MeetingPlace.THREAD), (
        "nobody can be locked out"
    )


def test_an_administrator_lacks_nothing() -> None:
    assert missing_permissions(granted("administrator"), "lock") == ()


def test_an_unknown_enforcement_is_a_bug() -> None:
    with pytest.raises(KeyError):
        missing_permissions(discord.Permissions.all(), "stern")


@given(permissions, enforcements)
def test_what_is_missing_is_just_what_has_to_be_added(
    has: discord.Permissions, enforcement: Enforcement
) -> None:
    missing = missing_permissions(has, enforcement)
    assert missing_permissions(has | granted(*missing), enforcement) == ()
    if not has.administrator:
        assert not any(getattr(has, name) for name in missing)
        assert set(missing) <= set(needed_permissions(enforcement))


def test_the_invite_link_asks_for_this_and_no_more() -> None:
    url = urlsplit(invite_url(1234))
    asked = parse_qs(url.query)
    assert (url.scheme, url.netloc, url.path) == ("https", "discord.com", "/oauth2/authorize")
    assert asked == {
        "client_id": ["1234"],
        "scope": ["bot applications.commands"],
        "permissions": [str(invited_permissions().value)],
    }
    every = {name for e in Enforcement for p in MeetingPlace for name in needed_permissions(e, p)}
    assert invited_permissions() == granted(*every, *CAUCUS_NEEDS)
    assert not invited_permissions().administrator
    for e in Enforcement:
        assert all(missing_permissions(invited_permissions(), e, p) == () for p in MeetingPlace)


def test_every_permission_has_the_name_that_people_see() -> None:
    every = {name for e in Enforcement for p in MeetingPlace for name in needed_permissions(e, p)}
    assert set(SHOWN_AS) == every | set(CAUCUS_NEEDS)
    assert SHOWN_AS["manage_roles"] == "Manage Permissions"


def test_the_intents_are_these() -> None:
    assert {name for name, on in intents() if on} == {
        "guilds",
        "guild_messages",
        "guild_reactions",
        "guild_typing",
        "members",
        "message_content",
        "voice_states",
    }
    privileged = discord.Intents.all().value & ~discord.Intents.default().value
    for intent in INTENTS:
        bit = discord.Intents(**{intent.name: True}).value
        assert bool(bit & privileged) == (intent.switch is not None)


@pytest.mark.parametrize(
    ("on", "missing"),
    [
        ((), ("members", "message_content")),
        (("gateway_guild_members",), ("message_content",)),
        (("gateway_message_content_limited",), ("members",)),
        (("gateway_guild_members_limited", "gateway_message_content"), ()),
        (("gateway_presence",), ("members", "message_content")),
    ],
)
def test_missing_switches_are_named(on: tuple[str, ...], missing: tuple[str, ...]) -> None:
    flags = discord.ApplicationFlags(**dict.fromkeys(on, True))
    assert missing_intents(flags) == missing
