"""The presenter: shows what has been committed, with as few calls to Discord as it can.

For each meeting one worker runs while there is something to show and ends when there is not. It puts
the permissions right first, then says what there is to say, then edits the card: at most once a
second, however much has happened meanwhile. Whatever it fails to show can be shown again from the
state; nothing here decides anything.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from discord import ui
from structlog.contextvars import bind_contextvars

from bot.chat.framework.discord_calls import AGAIN, Trouble
from bot.chat.framework.wording import RoomPhrases, mention, minutes
from bot.chat.room.announcements import Announcement, announcements
from bot.chat.room.card import card
from bot.chat.room.channel_adapter import ChannelAdapter
from bot.chat.room.channel_permissions import Notice
from bot.chat.room.enforcement import Overwrites
from bot.chat.room.shown_parts import looks, who_writes, withdraws
from bot.incidents import incident
from bot.phrases import Fact, Phrases
from bot.procedure.state import IN_SESSION, Meeting, Status
from bot.procedure.values import SECOND, Instant, Milliseconds
from bot.roundtables import Change, Clock

CARD_EVERY: Milliseconds = 1 * SECOND
"""The card is edited at most this often."""

WORTH_TELLING: Milliseconds = 60 * SECOND
"""How long Discord has to be out of reach for the room to be told of it afterwards."""

RETRY_AFTER: Milliseconds = 5 * SECOND
MOST_RETRIES = 5
LONGEST_WAIT: Milliseconds = 60 * SECOND
"""What Discord fails (not: refuses) to do is asked of it again until it is done, since the wrong person
may be able to write: at first after five seconds, then after twice as long each time, up to a minute.
What it does not take as it is asked is tried a few times only."""


DELETIONS_COUNT_FOR: Milliseconds = 600 * SECOND
"""For how long a deletion of the card makes the next putting back later."""


class Shown(Enum):
    """What there is to show, in the order in which it is shown."""

    PERMISSIONS = auto()
    CAUCUS = auto()
    SAID = auto()
    CARD = auto()


@dataclass(slots=True)
class _Owed:
    """What the room does not show yet. `resting` are the parts that Discord failed to take; they
    wait for the retry or for the next change."""

    permissions: bool = False
    caucus: bool = False
    said: deque[Announcement] = field(default_factory=deque)
    card: bool = False
    resting: set[Shown] = field(default_factory=set)

    def next(self) -> Shown | None:
        """The part to show now."""
        owed = {
            Shown.PERMISSIONS: self.permissions,
            Shown.CAUCUS: self.caucus,
            Shown.SAID: bool(self.said),
            Shown.CARD: self.card,
        }
        return next((part for part in Shown if owed[part] and part not in self.resting), None)


@dataclass(slots=True)
class Edit:
    """An edit of the card under way. `done`: the room shows it."""

    card: ui.LayoutView
    done: bool = True


@dataclass(slots=True)
class Saying:
    """Something that is being said to the room. `done`: the room was told."""

    said: Announcement | None
    done: bool = True


class Presenter:
    """Shows one meeting in its room. `meeting` is the state that is shown next."""

    def __init__(
        self, meeting: Meeting, room: ChannelAdapter, phrases: Phrases, clock: Clock
    ) -> None:
        self.room = room
        self.meeting = meeting
        self.voice = RoomPhrases(phrases, meeting.dialogue.languages)
        self._clock = clock
        self._owed = _Owed()
        self._shown_at: Instant = 0
        self._edits = 0  # of the card, under way now
        self._again = False
        self._worker: asyncio.Task[None] | None = None
        self._refused: set[Shown] = set()
        self._complained = False
        self._away_told: Instant | None = None
        self._retry: asyncio.Task[None] | None = None
        self._retries = 0
        self._hopeless = False
        self._stopped = False
        self._deletions: list[Instant] = []
        self._no_card_before: Instant = 0
        self._card_nonce: str | None = None
        self._pins_told = self._proxy_told = False

    def tell(self, change: Change) -> None:
        """Something has been committed: show it soon. Returns at once."""
        before, self.meeting = self.meeting, change.after
        if not change.records:
            return
        self._owed.said.extend(announcements(change, self.voice))
        if who_writes(before) != who_writes(change.after) or change.before is None:
            self._owed.permissions = True
        if withdraws(before) != withdraws(change.after):
            self._owed.caucus = True
        if looks(before) != looks(change.after) or change.before is None:
            self._owed.card = True
        self._retries = 0
        self._kick()

    def show_again(self) -> None:
        """Put everything right from the state, as after a restart."""
        self.room.look_again()
        self._owed.permissions = self._owed.caucus = self._owed.card = True
        self._retries = 0
        self._kick()

    def close_late(self, change: Change) -> None:
        """Show the end of a meeting that was closed when it could not be shown."""
        self._owed.said.extend(announcements(change, self.voice))
        self.show_again()

    def announce(self, phrase: str, **facts: Fact) -> None:
        """Say this to the room, in all its languages."""
        self._owed.said.append(Announcement(self.voice.block(phrase, **facts)))
        self._kick()

    def tell_of_proxy(self) -> None:
        """Another bot posts messages anew here: said once."""
        if not self._proxy_told:
            self._proxy_told = True
            self.announce("notice-proxied")

    def card_deleted(self) -> None:
        """Somebody took the card out of the channel: it is put back at once, and less soon each time it
        happens again, so that two bots do not keep each other busy."""
        if self.meeting.status is Status.CLOSED:
            return
        now = self._clock()
        self._deletions = [each for each in self._deletions if each > now - DELETIONS_COUNT_FOR]
        if self._deletions:
            wait = min(CARD_EVERY * 4 ** len(self._deletions), LONGEST_WAIT)
            self._no_card_before = now + wait
        self._deletions.append(now)
        self.room.card_id = None
        self._owed.card = True
        self._retries = 0
        self._kick()

    def tell_away(self, since: Instant) -> None:
        """Discord was out of reach since then, which whoever sits in the room has noticed if it was
        long. Of one time it is told once."""
        length = self._clock() - since
        waits = self.meeting.status in IN_SESSION and not self.meeting.format.by_date
        if length >= WORTH_TELLING and waits and since != self._away_told:
            self._away_told = since
            self.announce("told-cut-off", length=minutes(length))

    def hear(self) -> None:
        """Somebody came whose voice has to be kept to the floor, or touched who can write."""
        self._owed.permissions = True
        self._kick()

    def mend(self) -> None:
        """The channel or a role was changed: what was refused before may be allowed now."""
        if self._refused:
            self.show_again()

    def overwritten(self, before: Overwrites, after: Overwrites) -> None:
        """The channel's overwrites have changed; what somebody else undid is put right."""
        if self.room.permissions.changed(before, after):
            self.hear()

    def card(self) -> ui.LayoutView:
        """The card as it should be now."""
        return card(self.meeting, self.voice, self._clock())

    @property
    def card_owed(self) -> bool:
        """Whether the card is to be edited."""
        return self._owed.card

    @property
    def said_owed(self) -> int:
        """How many announcements are not said yet."""
        return len(self._owed.said)

    @contextmanager
    def editing(self) -> Iterator[Edit]:
        """Around an edit of the card: by the worker, or in answer to a press on it. Gives the card as
        it should be now. An edit that raises or is not `done` leaves it owed; so do two at once, since
        nobody knows which of them Discord carries out last."""
        self._owed.card = False
        self._shown_at = self._clock()
        self._again = self._again or self._edits > 0
        self._edits += 1
        edit = Edit(self.card())
        try:
            yield edit
        except BaseException:
            edit.done = False
            raise
        finally:
            self._edits -= 1
            self._again = self._again or not edit.done
            if self._again and self._edits == 0:
                self._again = False
                self._owed.card = True
                self._kick()

    @contextmanager
    def saying(self) -> Iterator[Saying]:
        """Around an answer that the whole room sees. Gives the one thing that is to be said, if it is
        one; an answer that raises or is not `done` leaves it to be said."""
        saying = Saying(self._owed.said.popleft() if len(self._owed.said) == 1 else None)
        try:
            yield saying
        except BaseException:
            saying.done = False
            raise
        finally:
            if saying.said is not None and not saying.done:
                self._owed.said.appendleft(saying.said)
                self._kick()

    async def settled(self) -> None:
        """Wait until everything so far has been shown."""
        while self._worker is not None and not self._worker.done():
            await asyncio.wait({self._worker})

    def stop(self) -> None:
        """Show nothing any more, whatever is told or given up from now on."""
        self._stopped = True
        for task in (self._worker, self._retry):
            if task is not None:
                task.cancel()

    def _kick(self) -> None:
        """Show everything that is owed, also what Discord failed to take before."""
        self._owed.resting.clear()
        if not self._stopped and (self._worker is None or self._worker.done()):
            self._worker = asyncio.create_task(self._work())

    async def _work(self) -> None:
        bind_contextvars(meeting=self.meeting.id)
        try:
            while (part := self._owed.next()) is not None:
                if part is Shown.PERMISSIONS:
                    await self._enforce()
                elif part is Shown.CAUCUS:
                    await self._withdraw()
                elif part is Shown.SAID:
                    await self._say()
                else:
                    await self._edit_card()
        except Exception as error:
            # A worker that dies would leave the room without its card; say so, and have a new one
            # show everything from the state.
            incident(error, "presenter")
            self.room.look_again()
            self._owed.permissions = self._owed.card = True
            self._retry_later()
            return
        if self._owed.resting:
            self._retry_later()
        else:
            self._retries = 0

    async def _enforce(self) -> None:
        self._owed.permissions = False
        trouble = await self.room.enforce(self.meeting)
        notice = self.room.permissions.notice()
        if notice is Notice.RESTORED:
            self.announce(notice)
        elif notice is Notice.LEFT:
            self._tell_chairs(notice)
        if trouble is None:
            self._complained = False  # should it be refused again, it is told again
        if self._failed(Shown.PERMISSIONS, trouble):
            self._owed.permissions = True

    async def _withdraw(self) -> None:
        self._owed.caucus = False
        if self._failed(Shown.CAUCUS, await self.room.caucuses.follow(self.meeting, self.voice)):
            self._owed.caucus = True

    async def _say(self) -> None:
        """Say what is to be said, as one message as far as it fits."""
        said = self._owed.said.popleft()
        while self._owed.said and (both := said.with_more(self._owed.said[0])) is not None:
            self._owed.said.popleft()
            said = both
        said = replace(said, nonce=said.nonce or _nonce())
        if self._failed(Shown.SAID, await self.room.say(said)):
            self._owed.said.appendleft(said)

    async def _edit_card(self) -> None:
        wait = self._shown_at + CARD_EVERY - self._clock()
        if self.room.card_id is None and self._clock() < self._no_card_before:
            self._owed.resting.add(Shown.CARD)
            self._hopeless = False
            return
        if wait > 0:
            await asyncio.sleep(wait / SECOND)
            return  # there may be something more urgent now
        with self.editing() as edit:
            closed = self.meeting.status is Status.CLOSED
            asked_before = self._card_nonce is not None
            self._card_nonce = self._card_nonce or _nonce()
            trouble = await self.room.show(edit.card, self._card_nonce)
            if self._failed(Shown.CARD, trouble):
                self._owed.card = True
                return
            self._card_nonce = None
            if asked_before:  # then Discord may have the card as it was when it was asked first
                edit.done = False
            if self.room.unpinned is Trouble.WRONG and not self._pins_told:
                self._pins_told = True
                self.announce("notice-pins-full")
            if closed:
                await self.room.leave_card()

    def _failed(self, part: Shown, trouble: Trouble | None) -> bool:
        """Note what became of showing this part; whether it is to be tried again later. What is
        refused, or meant for a channel that is gone, is not."""
        if trouble is Trouble.FORBIDDEN:
            self._refused.add(part)
            self.complain()
        else:
            self._refused.discard(part)
        again = trouble in AGAIN
        if again:
            self._owed.resting.add(part)
            self._hopeless = trouble is Trouble.WRONG
        return again

    def _retry_later(self) -> None:
        if self._hopeless and self._retries >= MOST_RETRIES:
            return
        if self._retry is None or self._retry.done():
            wait = min(RETRY_AFTER * 2 ** min(self._retries, 10), LONGEST_WAIT)
            self._retries += 1
            self._retry = asyncio.create_task(self._show_later(wait))

    async def _show_later(self, wait: Milliseconds) -> None:
        await asyncio.sleep(wait / SECOND)
        self._kick()

    def complain(self) -> None:
        """Tell the co-chairs, once, that Discord no longer lets the bot do its work."""
        if self._complained:
            return
        self._complained = True
        self._tell_chairs("trouble-forbidden")

    def _tell_chairs(self, phrase: str) -> None:
        pinged = tuple(seat.person for seat in self.meeting.co_chairs())
        chairs = " ".join(mention(person) for person in pinged)
        text = f"{chairs}\n{self.voice.block(phrase)}"
        self._owed.said.appendleft(Announcement(text, pinged))
        self._kick()


def _nonce() -> str:
    return secrets.token_hex(12)  # Discord takes 25 characters
