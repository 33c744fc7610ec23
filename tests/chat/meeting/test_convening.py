"""Convening: what is chosen from, what is refused and how, and what the channel shows then."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.chat.framework.preflight import SHOWN_AS
from bot.procedure.formats import Enforcement
from tests.chat.stage import Stage, answer, ids, phrases_of, say, stage, texts


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as it:
        yield it


async def test_it_posts_the_card_and_pins_it(it: Stage) -> None:
    assert await it.convene() == say("en", "convened", count=2, place="text", softened="no")
    card = texts(it.card)
    for words in ("Trust · Доверие", "East · Восток", "West · Запад"):
        assert words in card
    assert [i.split(":")[1] for i in ids(it.card)] == [
        "seat",
        "rules",
        "open",
        "guide",
        "chairing",
    ]
    assert [pinned.id for pinned in it.channel.pinned_messages()] == [it.card.id]


async def test_agendas_and_formats_are_offered_by_title(it: Stage) -> None:
    async def offered(option: str, typed: str) -> list[tuple[str, str]]:
        choices = await it.organizer.autocomplete(it.channel, "roundtable convene", option, typed)
        return [(choice["value"], choice["name"]) for choice in choices]

    assert await offered("agenda", "") == [("trust", "Trust")]
    assert await offered("agenda", "TRU") == [("trust", "Trust")]
    assert await offered("agenda", "nothing like it") == []
    assert await offered("format", "plen") == [("plenary", "Plenary")]


async def test_who_may_not_manage_channels_may_not_convene(it: Stage) -> None:
    shown = await it.member["anna_e"].slash(it.channel, "roundtable convene", agenda="trust")
    assert answer(shown) == say("en", "cannot-convene-permission")
    assert shown.ephemeral
    assert it.client.services.tables.runners == ()


@pytest.mark.parametrize("option", ["agenda", "format"])
async def test_what_is_not_on_the_shelf_is_named_safely(it: Stage, option: str) -> None:
    told = await it.convene(**{option: "<@&1> **none**"})
    known = "trust" if option == "agenda" else "plenary"
    assert told == say("en", f"unknown-{option}", given=r"\<\@&1\> \*\*none\*\*", known=known)
    assert it.client.services.tables.runners == ()


async def test_a_channel_holds_one_meeting_at_a_time(it: Stage) -> None:
    await it.convene()
    assert await it.convene() == say("en", "refusal-already-convened")
    assert len(it.client.services.tables.runners) == 1


@pytest.mark.parametrize(
    ("enforcement", "lacking"),
    [
        (Enforcement.LOCK, ["manage_messages", "manage_roles"]),
        (Enforcement.HOLD, ["manage_messages"]),
        (Enforcement.OPEN, ["pin_messages"]),
    ],
)
async def test_what_the_bot_lacks_is_named_as_discord_names_it(
    tmp_path: Path, enforcement: Enforcement, lacking: list[str]
) -> None:
    # Administrators may do anything, so the bot must not be one here.
    denied = discord.PermissionOverwrite(**dict.fromkeys(lacking, False))
    async with stage(tmp_path, enforcement=enforcement, overwrites={"bot": denied}) as it:
        await it.bot_without_administrator()
        told = await it.convene()
        names = ", ".join(f"**{SHOWN_AS[name]}**" for name in lacking)
        assert told == say("en", "missing-permissions", names=names)
        assert it.client.services.tables.runners == ()
        assert it.channel.history() == []


async def test_the_next_meeting_of_a_dialogue_has_the_next_number(it: Stage) -> None:
    await it.convene()
    await it.close()
    await it.convene()
    assert (it.meeting.id, it.meeting.number) == ("trust-2", 2)


# The commands, as Discord is told of them ----------------------------------------------------------

NAME = re.compile(r"[-_\w]{1,32}")


def named(commands: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every command, group and option, by its path."""
    for command in commands:
        yield command["name"], command
        for path, inner in named(command.get("options") or []):
            yield f"{command['name']} {path}", inner


def synced(it: Stage) -> dict[str, dict[str, Any]]:
    entry = next(e for e in it.env.http_requests if e.method == "PUT" and "/commands" in e.path)
    return dict(named([command for command in entry.json if command["type"] == 1]))


async def test_what_stands_in_the_menu_of_a_message_has_a_name_in_both_languages(it: Stage) -> None:
    entry = next(e for e in it.env.http_requests if e.method == "PUT" and "/commands" in e.path)
    (menu,) = [command for command in entry.json if command["type"] == 3]
    assert menu["name"] == say("en", "name-note-for-the-minutes")
    assert menu["name_localizations"]["ru"] == say("ru", "name-note-for-the-minutes")
    assert len(menu["name"]) <= 32 >= len(menu["name_localizations"]["ru"])


async def test_every_command_and_option_has_a_lawful_name_in_both_languages(it: Stage) -> None:
    for path, command in synced(it).items():
        for name in (command["name"], command["name_localizations"]["ru"]):
            assert NAME.fullmatch(name), path
            assert name == name.lower(), path
        for text in (command["description"], command["description_localizations"]["ru"]):
            assert 1 <= len(text) <= 100, path
        assert re.search("[а-я]", command["name_localizations"]["ru"]), path
        for choice in command.get("choices", ()):
            assert 1 <= len(choice["name_localizations"]["ru"]) <= 100, path


async def test_no_two_names_side_by_side_are_the_same(it: Stage) -> None:
    """Discord refuses the whole set otherwise; in each language."""
    commands = synced(it)
    for family in {path.rpartition(" ")[0] for path in commands}:
        inner = [c for path, c in commands.items() if path.rpartition(" ")[0] == family]
        for names in (
            [c["name"] for c in inner],
            [c["name_localizations"]["ru"] for c in inner],
        ):
            assert len(set(names)) == len(names), family


async def test_a_translated_description_says_what_the_english_one_does(it: Stage) -> None:
    """Each text of a command is a phrase of the catalogues, and both are the same phrase."""
    texts_of = {say("en", phrase): say("ru", phrase) for phrase in phrases_of("commands.ftl")}
    for path, command in synced(it).items():
        english, russian = command["description"], command["description_localizations"]["ru"]
        assert texts_of[english] == russian, path
