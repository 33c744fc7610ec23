"""A stage for tests of the chat: the real bot on a simulated Discord, a real SQLite journal, and the
people at the table. The stage does what people could do; it reaches into nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import discord
import simcord

from bot.agenda.values import Agenda, ProposedItem
from bot.app import build
from bot.chat.client import CochairClient
from bot.data import config_dir
from bot.journal.port import Journal
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.procedure.formats import Enforcement, Format
from bot.procedure.meeting import Meeting
from bot.procedure.values import Localized
from bot.roundtables import Lane
from bot.shelf import Shelf
from tests.procedure.samples import PLENARY

LOCALES = config_dir() / "locales"


def agenda(count: int = 2) -> Agenda:
    return Agenda(
        "trust",
        Localized.of(en="Trust", ru="Доверие"),
        tuple(
            ProposedItem(
                f"item-{n}",
                Localized.of(en=f"Topic {n}", ru=f"Тема {n}"),
                Localized.of(en=f"What of topic {n}?", ru=f"Что с темой {n}?"),
                20 * 60,
                (n,),
                2,
            )
            for n in range(1, count + 1)
        ),
    )


@dataclass
class Stage:
    """`member` are the people by name; `chair_e` and `chair_w` are the co-chairs."""

    env: Any
    journal: Journal
    shelf: Shelf
    guild: Any
    channel: Any
    organizer: Any
    member: dict[str, Any] = field(default_factory=dict)

    @property
    def client(self) -> CochairClient:
        client = self.env.bot
        assert isinstance(client, CochairClient)
        return client

    @property
    def lane(self) -> Lane:
        lane = self.client.desk.lane_at(self.channel.id, self.guild.id)
        assert lane is not None
        return lane

    @property
    def meeting(self) -> Meeting:
        return self.lane.meeting

    @property
    def card(self) -> discord.Message:
        """The card as the channel shows it."""
        presenter = self.client.desk.presenter(self.meeting.id)
        assert presenter is not None
        return next(m for m in self.channel.history() if m.id == presenter.room.card_id)

    async def convene(self, **options: Any) -> Any:
        return await self.organizer.slash(
            self.channel,
            "roundtable convene",
            agenda="trust",
            format="plenary",
            first_side="East | Восток",
            second_side="West | Запад",
            **options,
        )

    async def seat_all(self) -> None:
        sides = {"e": "a", "w": "b"}
        for name, person in self.member.items():
            capacity = "co-chair" if name.startswith("chair") else "participant"
            await self.organizer.slash(
                self.channel,
                "seat assign",
                member=person,
                side=sides[name[-1]],
                capacity=capacity,
                language="ru" if name.endswith("e") else "en",
            )
            shown = await person.click(self.card, custom_id=self.button("rules"))
            await person.click(shown.response.message, custom_id=button(shown, "accept"))

    def button(self, act: str) -> str:
        """The id of the card's button for this act."""
        return next(i for i in ids(self.card) if i.startswith(f"cc:{act}:"))

    async def press(self, person: Any, act: str) -> Any:
        return await person.click(self.card, custom_id=self.button(act))

    async def opened(self) -> None:
        await self.convene()
        await self.seat_all()
        await self.press(self.member["chair_e"], "open")

    async def in_discussion(self) -> None:
        await self.opened()
        for _ in range(4):
            await self.press(self.speaker, "yield")

    @property
    def speaker(self) -> Any:
        """Whoever has the floor."""
        assert self.meeting.floor is not None
        return self.person(self.meeting.floor.person)

    def person(self, person: str) -> Any:
        return next(m for m in self.member.values() if str(m.id) == person)

    async def restart(self) -> None:
        """The bot goes away, as if killed, and a new one comes back on the same journal."""
        bot = build(self.journal, LOCALES, self.shelf, ("en", "ru"))
        await self.env.restart_bot(bot)
        await self.env.settle()


def ids(message: discord.Message) -> list[str]:
    """The ids of every button of a message."""
    found: list[str] = []

    def walk(components: Any) -> None:
        for component in components:
            custom_id = getattr(component, "custom_id", None)
            if custom_id:
                found.append(custom_id)
            walk(getattr(component, "children", ()))

    walk(message.components)
    return found


def texts(message: discord.Message) -> str:
    """Everything that a message shows, as one text."""
    found = [message.content] if message.content else []

    def walk(components: Any) -> None:
        for component in components:
            content = getattr(component, "content", None)
            if content:
                found.append(content)
            walk(getattr(component, "children", ()))

    walk(message.components)
    return "\n".join(found)


def button(shown: Any, act: str) -> str:
    return next(i for i in ids(shown.response.message) if i.startswith(f"cc:{act}:"))


@asynccontextmanager
async def stage(
    folder: Path, form: Format = PLENARY, enforcement: Enforcement = Enforcement.LOCK
) -> AsyncIterator[Stage]:
    shelf = Shelf({"trust": agenda()}, {"plenary": replace(form, enforcement=enforcement)})
    journal = await open_journal(folder / "cochair.db")
    assert isinstance(journal, SqliteJournal)
    try:
        bot = build(journal, LOCALES, shelf, ("en", "ru"))
        async with simcord.run(bot) as env:
            guild = env.create_guild("A server")
            channel = guild.create_text_channel("roundtable")
            staff = guild.create_role(
                "Staff", permissions=discord.Permissions(manage_channels=True, manage_roles=True)
            )
            organizer = guild.add_member(env.create_user("organizer"), roles=[staff])
            it = Stage(env, journal, shelf, guild, channel, organizer)
            for name in ("chair_e", "anna_e", "boris_e", "chair_w", "tom_w", "ursula_w"):
                it.member[name] = guild.add_member(env.create_user(name))
            yield it
    finally:
        await journal.close()
