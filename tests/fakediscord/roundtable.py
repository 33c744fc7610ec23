"""A meeting held on a fake Discord, by the presses and commands of the people in it.

Only what people see and can do is used: the card's buttons, forms, commands, the channel. What must
not live here: processes, faults, and what is made of the outcome.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import discord as dpy

from tests.fakediscord.control import Control, Refused
from tests.fakediscord.people import buttons_of
from tests.patience import PATIENCE

SIDES = {"e": "a", "w": "b"}
"""The side of a person by the last letter of the name."""
NAMES = ("chair_e", "anna_e", "chair_w", "tom_w")
STAFF = dpy.Permissions(manage_channels=True, manage_roles=True, manage_messages=True)


@dataclass
class Roundtable:
    """A channel of its own in a server, and the people at its table, by name. `organizer` runs the
    server; `said`: what was written and let stand by Discord, by message: who and what."""

    discord: Control
    server: int
    channel: int
    organizer: int
    people: dict[str, int]
    said: dict[int, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    async def arrange(
        cls, discord: Control, server: int, name: str = "roundtable", names: Iterable[str] = NAMES
    ) -> Roundtable:
        """The channel and the people, nothing convened yet."""
        staff = await discord.make_role(server, f"Staff of {name}", STAFF.value)
        organizer = await discord.make_person("organizer", server, staff)
        people = {each: await discord.make_person(each, server) for each in names}
        return cls(discord, server, await discord.make_channel(server, name), organizer, people)

    # What is there to see ----------------------------------------------------------------------------

    async def find(self, act: str) -> tuple[int, str]:
        """The newest message of the channel with a button for this act, and the button's id."""
        for message in reversed(await self.discord.messages(self.channel)):
            for custom_id in buttons_of(message["components"]):
                if custom_id.startswith(f"cc:{act}:"):
                    return int(message["id"]), custom_id
        raise LookupError(f"no button for {act}")

    async def speakers(self) -> list[str]:
        """Those of the people who may write in the channel now."""
        return [
            name
            for name, who in self.people.items()
            if await self.discord.may(who, self.channel, "send_messages")
        ]

    async def until_speaking(self, name: str | None, within: float = PATIENCE) -> None:
        """Wait until this person, and no other, may write; None: until nobody may."""
        wanted = [] if name is None else [name]
        async with asyncio.timeout(within):
            while await self.speakers() != wanted:
                await asyncio.sleep(0.05)

    # What people do ----------------------------------------------------------------------------------

    async def command(self, who: int, command: str, **options: Any) -> dict[str, Any]:
        """Type a command; what it was answered with."""
        return await self.discord.answer(
            await self.discord.slash(who, self.channel, command, **options)
        )

    async def press(self, name: str, act: str, on: dict[str, Any] | None = None) -> dict[str, Any]:
        """Press a button of the channel, or of an answer; what that was answered with."""
        return await self.discord.answer(await self.begin(name, act, on))

    async def begin(self, name: str, act: str, on: dict[str, Any] | None = None) -> int:
        """Press a button, and do not wait for the answer; the number of the interaction."""
        if on is None:
            message, custom_id = await self.find(act)
        else:
            shown = on["message"]
            message = int(shown["id"])
            ids = buttons_of(shown["components"])
            custom_id = next(each for each in ids if each.startswith(f"cc:{act}:"))
        return await self.discord.press(self.who(name), self.channel, message, custom_id)

    def who(self, name: str) -> int:
        return self.organizer if name == "organizer" else self.people[name]

    async def say(
        self, name: str, text: str, files: Mapping[str, bytes] | None = None
    ) -> int | None:
        """Write in the channel; the message, or None if Discord did not let it."""
        sent = {name: base64.b64encode(data).decode() for name, data in (files or {}).items()}
        try:
            message = await self.discord.send(self.who(name), self.channel, text, files=sent)
        except Refused:
            return None
        self.said[message] = (name, text)
        return message

    async def convene(self, **options: str) -> None:
        wished = {
            "agenda": "restart-or-repair",
            "format": "dartmouth-plenary",
            "first_side": "East | Восток",
            "second_side": "West | Запад",
        }
        told = await self.command(self.organizer, "roundtable convene", **(wished | options))
        assert told["kind"] is not None, "convening was not answered"
        await self.until_shown("open")

    async def until_shown(self, act: str, within: float = PATIENCE) -> None:
        """Wait until the channel has a button for this act."""
        async with asyncio.timeout(within):
            while True:
                try:
                    await self.find(act)
                except LookupError:
                    await asyncio.sleep(0.05)
                else:
                    return

    async def seat(self, name: str) -> None:
        """Give somebody a seat, and have them accept the rules. East reads Russian."""
        capacity = "co-chair" if name.startswith("chair") else "participant"
        language = "ru" if name.endswith("e") else "en"
        side = SIDES[name[-1]]
        given = {"side": side, "capacity": capacity, "language": language}
        await self.command(self.organizer, "seat assign", member=self.people[name], **given)
        rules = await self.press(name, "rules")
        accepted = await self.press(name, "accept", rules)
        assert accepted["kind"] is not None, f"{name} accepted, and was not answered"

    async def open(self) -> None:
        """Convene, seat everybody, open, and wait for the opening words of the first co-chair."""
        await self.convene()
        for name in self.people:
            await self.seat(name)
        await self.press("chair_e", "open")
        await self.until_speaking("chair_e")

    async def to_discussion(self) -> None:
        """Let everybody on the rotas give up the floor: the opening words, the statements."""
        async with asyncio.timeout(PATIENCE):
            while speaking := await self.speakers():
                await self.press(speaking[0], "yield")
                await self.changed(speaking)

    async def changed(self, before: list[str], within: float = PATIENCE) -> list[str]:
        """Wait until others than before may write; who."""
        async with asyncio.timeout(within):
            while (now := await self.speakers()) == before:
                await asyncio.sleep(0.05)
        return now

    async def ask(self, name: str, note: str = "") -> dict[str, Any]:
        """Ask for the floor, by the button and its form."""
        form = await self.press(name, "ask")
        assert form["modal"] is not None, f"no form for {name}: {form}"
        sent = await self.discord.submit(
            self.who(name), form["id"], {"kind": ["statement"], "note": note}
        )
        return await self.discord.answer(sent)

    async def close(self) -> None:
        sure = await self.command(self.organizer, "roundtable close")
        told = await self.press("organizer", "close", sure)
        assert told["kind"] is not None, "closing was not answered"


def text_of(message: dict[str, Any]) -> str:
    """Everything that a message shows, as one text."""
    found = [message["content"]] if message["content"] else []

    def walk(components: list[dict[str, Any]]) -> None:
        for component in components:
            if component.get("content"):
                found.append(component["content"])
            walk(component.get("components") or [])

    walk(message["components"])
    return "\n".join(found)
