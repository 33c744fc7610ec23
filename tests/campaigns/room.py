"""One meeting of a campaign, and the people in it, who type and press all through.

They do what people do and wait for nobody: in turn and out of turn, while the bot is there and while it
is not. What each of them does next is drawn from the campaign's seed. What must not live here: what goes
wrong, and what is made of it.
"""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import suppress
from typing import Any

import discord as dpy

from bot.chat.framework.preflight import LOCK_CLOSES
from tests.campaigns.hands import SIGNS, Hands
from tests.fakediscord.control import Control, Impossible, Refused
from tests.fakediscord.people import buttons_of
from tests.fakediscord.roundtable import Roundtable

SEATED = ("chair_e", "anna_e", "shy_e", "chair_w", "tom_w")
"""Who sits at the table. `shy_e` takes no private words."""
GUEST = "guest"
"""Sits nowhere, and has agreed to nothing."""
WRITING = dpy.Permissions(**dict.fromkeys(LOCK_CLOSES, True)).value
"""The permissions by which a channel is locked."""
HELD_FOR = 8.0
"""Seconds from which on the bot has to have locked again what others opened."""

PRESSED = ("ask", "ask", "ask", "yield", "place", "guide", "more-coming", "unclear")
PRESSED_BY_CHAIRS = ("next", "next", "extend", "yield", "ask", "place")
FILLING_IN = 1.0
"""Seconds that it takes to fill in a form."""
TALKING = 0.6
"""How much of what somebody does is to write."""
WORDS = (
    "the bridge at the weir",
    "мост у плотины",
    "**whatever** it was, `we` were there",
    "a line\nand another one",
    "@everyone should have been asked",
    "no <@1> for me",
)


class Room:
    """A roundtable in a channel, or in a thread of one (`home` is then the channel it hangs on)."""

    def __init__(
        self, it: Roundtable, name: str, home: int, role: int, chance: random.Random
    ) -> None:
        self.it, self.name, self.home, self.role = it, name, home, role
        self.discord: Control = it.discord
        self.hands = Hands()
        self.style = ""
        self.guest = 0
        self.crowd: list[int] = []
        """People who look on, and do nothing by themselves."""
        self.together: list[int] = []
        self._chance = chance
        self._count = 0
        self._people: list[asyncio.Task[None]] = []
        self._card: int | None = None
        self._opened = 0.0
        self._still = asyncio.Event()
        self.acts = 0

    # Who and where -----------------------------------------------------------------------------------

    @property
    def channel(self) -> int:
        return self.it.channel

    @property
    def server(self) -> int:
        return self.it.server

    @property
    def organizer(self) -> int:
        return self.it.organizer

    @property
    def everybody(self) -> dict[str, int]:
        return {**self.it.people, GUEST: self.guest}

    @property
    def delegates(self) -> list[int]:
        return [who for name, who in self.it.people.items() if not name.startswith("chair")]

    @property
    def said(self) -> dict[int, tuple[str, str]]:
        return self.it.said

    @property
    def locked(self) -> bool:
        return self.style == "lock"

    @property
    def writing(self) -> int:
        return WRITING

    # Arranging ---------------------------------------------------------------------------------------

    @classmethod
    async def arrange(
        cls, discord: Control, server: int, name: str, style: str, chance: random.Random
    ) -> Room:
        """A room of this style (`lock`, `hold`, `thread`): everybody seated, and the meeting open."""
        it = await Roundtable.arrange(discord, server, name, SEATED)
        home = it.channel
        if style == "thread":
            it.channel = await discord.make_thread(home, f"{name}-thread", it.organizer)
        role = await discord.make_role(server, f"Guests of {name}")
        room = cls(it, f"{name} ({style})", home, role, chance)
        room.guest = await discord.make_person(GUEST, server, role)
        await discord.take_private_words(it.people["shy_e"], False)
        await discord.set_overwrite(home, role, SIGNS, 0, role=True)
        room.hands.wished[role] = (SIGNS, 0)
        room.style = style
        await it.convene(format="campaign-lock" if room.locked else "campaign-hold")
        await asyncio.gather(*(it.seat(each) for each in SEATED))
        await it.press("chair_e", "open")
        await it.until_shown("ask")
        while room.locked and len(await room.writers()) > 1:
            await asyncio.sleep(0.05)
        return room

    # Looking -----------------------------------------------------------------------------------------

    async def card(self) -> dict[str, Any] | None:
        """The card: the message with the buttons that everybody has."""
        if self._card is not None:
            known = await self.discord.message(self.channel, self._card)
            if known is not None:
                return known
        newest: list[dict[str, Any]] = await self.discord.messages(self.channel, newest=50)
        for message in newest[::-1]:
            if any(each.startswith(("cc:guide:", "cc:export:")) for each in _ids(message)):
                self._card = int(message["id"])
                return message
        return None

    async def writers(self) -> list[int]:
        may = "send_messages" if self.channel == self.home else "send_messages_in_threads"
        people = list(self.everybody.values())
        return await self.discord.who_may(people, self.channel, "view_channel", may)

    def opened_by_others(self) -> None:
        """From now on for a while others are to blame when too many can write."""
        self._opened = time.monotonic()

    async def watch(self) -> None:
        """Note when more than one can write in a room that is locked."""
        if not self.locked or time.monotonic() - self._opened < HELD_FOR:
            return
        if len(await self.writers()) > 1 and time.monotonic() - self._opened >= HELD_FOR:
            self.together.append(int(time.time() * 1000))

    def entitled(self) -> list[int]:
        """Those whom whoever runs the server lets in."""
        return [
            who
            for name, who in self.everybody.items()
            if self.hands.let_in(who, *((self.role,) if name == GUEST else ()))
        ]

    # What people do ----------------------------------------------------------------------------------

    def begin(self) -> None:
        """Let everybody type and press, until `rest`."""
        self._still.clear()
        for name in self.everybody:
            chance = random.Random(self._chance.getrandbits(64))
            self._people.append(asyncio.create_task(self._be(name, chance)))

    async def rest(self) -> None:
        """Nobody does anything any more; what was begun is ended."""
        self._still.set()
        people, self._people = self._people, []
        await asyncio.gather(*people)

    async def live(self, seconds: float) -> None:
        """Let so much time pass."""
        await asyncio.sleep(seconds)
        for each in self._people:
            if each.done():
                await each  # raises what ended it

    async def _be(self, name: str, chance: random.Random) -> None:
        """Be this person."""
        while not self._still.is_set():
            soon = chance.uniform(0.2, 0.9) if self.locked else chance.uniform(0.6, 2.0)
            what, which, words = chance.random(), chance.random(), chance.choice(WORDS)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._still.wait(), soon)
                return
            self.acts += 1
            if what < TALKING or name == GUEST:
                self._count += 1
                await self._say(name, f"{name} {self._count} {words}")
                await self.watch()
                continue
            acts = PRESSED_BY_CHAIRS if name.startswith("chair") else PRESSED
            with suppress(LookupError, Impossible, Refused):
                await self._press(name, acts[int(which * len(acts))])

    async def _say(self, name: str, text: str) -> None:
        with suppress(Refused):
            message = await self.discord.send(self.everybody[name], self.channel, text)
            self.said[message] = (name, text)

    async def _press(self, name: str, act: str) -> None:
        """Press a button of the card, if it has it, and wait for the answer only where there is a form
        to fill in."""
        card = await self.card()
        ids = [] if card is None else [one for one in _ids(card) if one.startswith(f"cc:{act}:")]
        if card is None or not ids:
            return
        press = await self.discord.press(
            self.it.people[name], self.channel, int(card["id"]), ids[0]
        )
        if act != "ask":
            return
        form = await self.discord.answer(press, within=3.0)
        if form["modal"] is not None:
            await asyncio.sleep(FILLING_IN)
            wish = {"kind": ["statement"], "note": f"on {self._count}"}
            await self.discord.submit(self.it.people[name], press, wish)

    async def press_card(self, who: int, act: str) -> None:
        """Let somebody press this button of the card, as it was a moment ago, and do not wait."""
        card = await self.card()
        ids = [] if card is None else [one for one in _ids(card) if one.startswith(f"cc:{act}:")]
        if card is not None and ids:
            with suppress(Impossible, Refused):
                await self.discord.press_late(who, self.channel, int(card["id"]), ids[0])

    async def close(self) -> None:
        """The organizer closes the meeting."""
        await self.it.close()


def _ids(message: dict[str, Any]) -> list[str]:
    return buttons_of(message["components"])
