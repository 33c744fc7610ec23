"""The presenter: shows what has been committed, with as few calls to Discord as it can.

For each meeting one worker runs while there is something to show and ends when there is not. It puts
the permissions right first, then says what there is to say, then edits the card: at most once a
second, however much has happened meanwhile. Whatever it fails to show can be shown again from the
state; nothing here decides anything.
"""

from __future__ import annotations

import asyncio
from collections import deque

import structlog
from discord import ui

from bot.chat.announcements import Announcement, announcement
from bot.chat.card import card
from bot.chat.room import LONGEST_MESSAGE, Room, Trouble
from bot.chat.wording import Voice, mention
from bot.phrases import Phrases
from bot.procedure.meeting import Meeting, Status
from bot.procedure.values import SECOND, Instant, Milliseconds
from bot.roundtables import Change, Clock

log = structlog.get_logger(__name__)

CARD_EVERY: Milliseconds = 1 * SECOND
"""The card is edited at most this often."""

RETRY_AFTER: Milliseconds = 5 * SECOND
MOST_RETRIES = 5
"""When Discord fails (not: refuses) to set a permission, it is asked again, this often at most."""


class Presenter:
    """Shows one meeting in its room. `meeting` is the state that is shown next."""

    def __init__(self, meeting: Meeting, room: Room, phrases: Phrases, clock: Clock) -> None:
        self.room = room
        self.meeting = meeting
        self.voice = Voice(phrases, meeting.dialogue.languages)
        self._clock = clock
        self._said: deque[Announcement] = deque()
        self._card_stale = False
        self._permissions_stale = False
        self._shown_at: Instant = 0
        self._worker: asyncio.Task[None] | None = None
        self._troubles: set[Trouble] = set()
        self._retry: asyncio.Task[None] | None = None
        self._retries = 0

    def tell(self, change: Change) -> None:
        """Something has been committed: show it soon. Returns at once."""
        before, self.meeting = self.meeting, change.after
        if not change.records:
            return
        text = announcement(change, self.voice)
        if text is not None:
            self._said.append(text)
        if _who_writes(before) != _who_writes(change.after) or change.before is None:
            self._permissions_stale = True
        if _looks(before) != _looks(change.after) or change.before is None:
            self._card_stale = True
        self._kick()

    def show_again(self) -> None:
        """Put everything right from the state, as after a restart."""
        self.room.look_again()
        self._permissions_stale = self._card_stale = True
        self._kick()

    def card(self) -> ui.LayoutView:
        """The card as it should be now."""
        return card(self.meeting, self.voice, self._clock())

    def take_announcement(self) -> Announcement | None:
        """Hand over the one thing that is to be said, for an answer that the whole room sees."""
        if len(self._said) != 1:
            return None
        return self._said.popleft()

    def take_card(self) -> bool:
        """Whether the card is to be edited; the caller does it, in answer to a press on it."""
        stale, self._card_stale = self._card_stale, False
        if stale:
            self._shown_at = self._clock()
        return stale

    async def settled(self) -> None:
        """Wait until everything so far has been shown."""
        while self._worker is not None and not self._worker.done():
            await asyncio.wait({self._worker})

    def stop(self) -> None:
        for task in (self._worker, self._retry):
            if task is not None:
                task.cancel()

    def _kick(self) -> None:
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())

    async def _work(self) -> None:
        try:
            while self._permissions_stale or self._said or self._card_stale:
                if self._permissions_stale:
                    self._permissions_stale = False
                    await self._enforce()
                elif self._said:
                    await self._report(await self.room.say(self._next_said()))
                else:
                    await self._edit_card()
        except Exception:
            # A worker that dies would leave the room without its card; say so and wait for the
            # next change, which starts a new one and shows everything from the state.
            log.exception("showing failed", meeting=self.meeting.id)

    async def _enforce(self) -> None:
        trouble = await self.room.enforce(self.meeting)
        await self._report(trouble)
        if trouble is not Trouble.FAILED:
            self._retries = 0
        elif self._retries < MOST_RETRIES and (self._retry is None or self._retry.done()):
            # The wrong person may be able to write: don't leave it so until the next change.
            self._retries += 1
            self._retry = asyncio.create_task(self._enforce_later())

    async def _enforce_later(self) -> None:
        await asyncio.sleep(RETRY_AFTER / SECOND)
        self.room.look_again()
        self._permissions_stale = True
        self._kick()

    def _next_said(self) -> Announcement:
        """What is to be said, as one message as far as it fits."""
        first = self._said.popleft()
        while self._said and len(first.text) + len(self._said[0].text) < LONGEST_MESSAGE:
            more = self._said.popleft()
            first = Announcement(f"{first.text}\n{more.text}", first.pinged + more.pinged)
        return first

    async def _edit_card(self) -> None:
        wait = self._shown_at + CARD_EVERY - self._clock()
        if wait > 0:
            await asyncio.sleep(wait / SECOND)
            if not self._card_stale:
                return
        self._card_stale = False
        self._shown_at = self._clock()
        await self._report(await self.room.show(self.card()))

    async def _report(self, trouble: Trouble | None) -> None:
        """Tell the co-chairs, once, that Discord no longer lets the bot do its work."""
        if trouble is not Trouble.FORBIDDEN or trouble in self._troubles:
            return
        self._troubles.add(trouble)
        chairs = " ".join(mention(seat.person) for seat in self.meeting.co_chairs())
        pinged = tuple(seat.person for seat in self.meeting.co_chairs())
        text = f"{chairs}\n{self.voice.block('trouble-forbidden')}"
        await self.room.say(Announcement(text, pinged))


def _who_writes(meeting: Meeting) -> tuple[Status, str | None]:
    floor = meeting.floor if meeting.status is Status.OPEN else None
    return meeting.status, None if floor is None else floor.person


def _looks(meeting: Meeting) -> tuple[object, ...]:
    """What the card is made of; a contribution changes none of it, so it costs no edit."""
    return (
        meeting.status,
        meeting.title,
        tuple(
            (item.key, item.state, item.title, item.question, item.budget)
            for item in meeting.agenda
        ),
        meeting.seats,
        meeting.phase_index,
        meeting.floor,
        meeting.interrupted,
        meeting.points,
        meeting.requests,
    )
