"""Words in private: to the quiet, to the loud, and to those who have not written by the date.

A private word never becomes a public one: if somebody takes no private messages from this server,
nothing is said at all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator

from bot.chat.framework.discord_calls import NOBODY, Trouble, attempt
from bot.chat.framework.wording import moment
from bot.chat.room.channel_adapter import ChannelAdapter
from bot.phrases import Fact, Phrases
from bot.procedure import events as e
from bot.procedure.state import Meeting
from bot.procedure.values import PersonId
from bot.roundtables import Change


class Nudges:
    """Sends what is to be said in private, one after the other and in the background."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._sending: set[asyncio.Task[None]] = set()

    def tell(self, change: Change, room: ChannelAdapter) -> None:
        """Say what this change asks to be said. Returns at once."""
        words = list(_words(change))
        if words:
            self._begin(change.after, room, words)

    def say(
        self, meeting: Meeting, room: ChannelAdapter, people: Iterable[PersonId], phrase: str
    ) -> None:
        """Say the same to each of these. Returns at once."""
        self._begin(meeting, room, [(person, phrase, {}) for person in people])

    def _begin(
        self,
        meeting: Meeting,
        room: ChannelAdapter,
        words: list[tuple[PersonId, str, dict[str, Fact]]],
    ) -> None:
        task = asyncio.create_task(self._send(meeting, room, words))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def settled(self) -> None:
        while self._sending:
            await asyncio.wait(self._sending)

    def stop(self) -> None:
        for task in tuple(self._sending):
            task.cancel()

    async def _send(
        self,
        meeting: Meeting,
        room: ChannelAdapter,
        words: list[tuple[PersonId, str, dict[str, Fact]]],
    ) -> None:
        for person, phrase, facts in words:
            seat = meeting.seat(person)
            member = None if seat is None else await room.member(person)
            if seat is None or member is None or isinstance(member, Trouble):
                continue
            text = self._phrases.say(seat.language, phrase, channel=room.channel.mention, **facts)
            sent = member.send(text, allowed_mentions=NOBODY, suppress_embeds=True)
            await attempt("a word in private", sent)


def _words(change: Change) -> Iterator[tuple[PersonId, str, dict[str, Fact]]]:
    """To whom, which phrase, filled in with what."""
    for record in change.records:
        match record.event:
            case e.QuietInvited(person):
                yield person, "nudge-quiet", {}
            case e.LoudTold(person):
                yield person, "nudge-loud", {}
            case e.PhaseReminded(people):
                until = change.after.talk.until or record.at
                for person in people:
                    yield person, "nudge-date", {"when": moment(until, "f")}
