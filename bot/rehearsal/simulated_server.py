"""The house: a simulated Discord with the bot in it, and its people as they act on it.

Everything goes through simcord's actors, which can do only what a person could in the client. Nothing
of a script is known here. In a browser session people and script take turns: simcord lets one act at
a time, so both go through one turnstile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import discord
from simcord.actors import _component_interaction
from simcord.backend.errors import BackendError

from bot.chat.client import CochairClient
from bot.procedure.state import Meeting

T = TypeVar("T")

MISSING_PERMISSIONS = 50013
TICK = 2.0
"""Virtual seconds between two actions: people do not act in the same instant."""


@dataclass(slots=True)
class SimulatedServer:
    """`pause` is awaited before every action: nothing in a run at full speed, a breath on the page."""

    env: Any
    guild: Any
    channel: Any
    organizer: Any
    members: dict[str, Any]
    pause: Callable[[float], Awaitable[None]]
    turnstile: asyncio.Lock = field(default_factory=asyncio.Lock)
    page: Any = None

    def admit(self, page: Any) -> None:
        """Let the people on the page act in turn with the script.

        simcord refuses whoever comes while somebody else acts, and a press on a picture that is a
        moment old; with a script at work that would be nearly every press. So what the page asks for
        passes the same turnstile as the script does, as of now: whether the button is still there is
        still looked at, and whether the press is still meant is the bot's own rule.
        """
        self.page = page
        act = page._action

        async def in_turn(context: str | None, body: Any) -> Any:
            async with self.turnstile:
                if "published_revision" in body:
                    body = {**body, "published_revision": page._get_page(context).revision}
                return await act(context, body)

        page._action = in_turn

    async def show(self) -> None:
        """Let the page, if there is one, show where things stand."""
        if self.page is not None:
            await self._alone(self.page.refresh)

    @property
    def client(self) -> CochairClient:
        client = self.env.bot
        assert isinstance(client, CochairClient)
        return client

    @property
    def meeting(self) -> Meeting | None:
        runner = self.client.services.runner_at(self.channel.id, self.guild.id)
        return None if runner is None else runner.meeting

    def key_of(self, person: str) -> str | None:
        return next((key for key, member in self.members.items() if str(member.id) == person), None)

    @property
    def speaker(self) -> str | None:
        """The key of whoever has the floor."""
        meeting = self.meeting
        if meeting is None or meeting.floor is None:
            return None
        return self.key_of(meeting.floor.person)

    # What people do --------------------------------------------------------------------------------

    async def wait(self, seconds: float) -> None:
        """Let time pass, for the bot as for the people."""
        await self.pause(seconds)
        await self._alone(lambda: self.env.advance_time(seconds))

    async def slash(self, who: Any, command: str, **options: Any) -> Any:
        await self.wait(TICK)
        return await self._alone(lambda: who.slash(self.channel, command, **options))

    async def send(
        self, who: Any, text: str, reply_to: discord.Message | None = None
    ) -> discord.Message | None:
        """Type into the channel. None: Discord did not let this person, as the lock has it."""
        return await self._send(who, self.channel, text, reply_to)

    async def send_apart(self, who: Any, side: str, text: str) -> discord.Message | None:
        """Type into the thread that this side has in a caucus. None: there is none."""
        threads = (thread for thread in self.channel.threads if thread.name.endswith(side))
        thread = next(threads, None)
        return None if thread is None else await self._send(who, thread, text)

    async def _send(
        self, who: Any, where: Any, text: str, reply_to: discord.Message | None = None
    ) -> discord.Message | None:
        try:
            sent = await self._alone(lambda: who.send(where, text, reply_to=reply_to))
        except BackendError as error:
            if error.code != MISSING_PERMISSIONS:
                raise
            return None
        assert isinstance(sent, discord.Message)
        return sent

    async def edit(self, who: Any, message: discord.Message, text: str) -> None:
        await self.wait(TICK)
        await self._alone(lambda: who.edit(message, text))

    async def press(self, who: Any, act: str) -> Any:
        """Press the card's button for this act. None: there is no such button now."""
        await self.wait(TICK)
        card = self.card
        custom_id = None if card is None else button(card, act)
        if custom_id is None:
            return None
        return await self._alone(lambda: who.click(card, custom_id=custom_id))

    async def press_on(self, who: Any, message: discord.Message, act: str) -> Any:
        """Press a button of this message in the channel. None: there is no such button on it."""
        await self.wait(TICK)
        custom_id = button(message, act)
        if custom_id is None:
            return None
        return await self._alone(lambda: who.click(message, custom_id=custom_id))

    async def press_answer(self, who: Any, shown: Any, act: str) -> Any:
        """Press a button of an answer that only this person sees."""
        await self.wait(TICK)
        if shown is None or shown.response is None:
            return None
        custom_id = button(shown.response.message, act)
        if custom_id is None:
            return None
        return await self._alone(lambda: who.click(shown.response.message, custom_id=custom_id))

    async def choose(self, who: Any, shown: Any, act: str, value: str | None) -> Any:
        """Choose from a list of an answer that only this person sees."""
        await self.wait(TICK)
        if shown is None or shown.response is None or value is None:
            return None
        message = shown.response.message
        custom_id = next((i for i in buttons(message) if i.startswith(f"cs:{act}:")), None)
        if custom_id is None:
            return None
        return await self._alone(lambda: who.select(message, [value], custom_id=custom_id))

    async def press_late(self, who: Any, pressed: str, card: Any) -> Any:
        """Press a button of the card as it looked a moment ago, while it was being drawn anew.

        On Discord two people can press the same button; the second press arrives with the id that
        both saw. simcord's own `click` looks at the card as it is now, so this goes one step deeper.
        """
        data = {"custom_id": pressed, "component_type": discord.ComponentType.button.value}
        stored = self.env.backend.get_message(self.channel.id, card.id)
        return await self._alone(lambda: _component_interaction(who, stored, data))

    async def fill(self, who: Any, shown: Any, **values: Any) -> Any:
        """Fill in the form that was shown, and send it off."""
        if shown is None or shown.modal is None:
            return None
        await self.wait(TICK)
        return await self._alone(lambda: who.submit_modal(shown, values))

    # What the channel shows ------------------------------------------------------------------------

    @property
    def card(self) -> discord.Message | None:
        meeting = self.meeting
        presenter = None if meeting is None else self.client.services.presenter(meeting.id)
        if presenter is None:
            return None
        card_id = presenter.room.card_id
        return next((m for m in self.channel.history() if m.id == card_id), None)

    async def _alone(self, act: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Act when nobody else does. Ctrl-C waits for the end of an action that has begun: nobody can
        take back half a press, and the bot's answer to it is not to be cut in two."""
        async with self.turnstile:
            task = asyncio.ensure_future(act())
            try:
                return await asyncio.shield(task)
            except asyncio.CancelledError:
                await asyncio.wait([task])
                raise


def buttons(message: discord.Message) -> Iterator[str]:
    """The ids of all buttons of a message, in their order."""

    def walk(components: Any) -> Iterator[str]:
        for component in components:
            custom_id = getattr(component, "custom_id", None)
            if custom_id:
                yield custom_id
            yield from walk(getattr(component, "children", ()))

    return walk(message.components)


def button(message: discord.Message, act: str) -> str | None:
    return next((one for one in buttons(message) if one.startswith(f"cc:{act}:")), None)
