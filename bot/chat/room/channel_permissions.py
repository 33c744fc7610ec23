"""The permissions of one meeting's channel: carries out what `enforcement` plans, and notices when
somebody else has changed what the floor rests on.

Plans are made from what Discord says when it is asked, and from what was done since; never from the
cache, which lags behind both. An event of the cache only shows that it is time to ask again.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import discord
import structlog

from bot.chat.framework.discord_calls import REASON, Trouble, attempt
from bot.chat.room import enforcement as enf
from bot.chat.room.meeting_places import Channel
from bot.journal.port import Journal, UnwrittenJournal
from bot.procedure.formats import Enforcement
from bot.procedure.state import Meeting, Status
from bot.procedure.values import MeetingId

log = structlog.get_logger(__name__)

ORIGINALS_NOTE = "original-permissions"
MOST_MENDS = 5
WITHIN = timedelta(minutes=5)
"""So often within so long is put right what somebody else undoes; after that it is left to them, until
the meeting is paused or goes on."""
LONGEST_QUEUE = 16


class Notice(StrEnum):
    """What people are to be told of, by the name of its phrase."""

    RESTORED = "permissions-restored"
    LEFT = "permissions-left"


@dataclass(frozen=True, slots=True)
class _Sent:
    """An overwrite that was asked for, whose event has not come, and what it was to be made of."""

    to: enf.Overwrite | None
    planned_from: enf.Overwrite | None


class ChannelPermissions:
    """Those of the channel of one meeting."""

    def __init__(self, channel: Channel, journal: Journal, meeting: MeetingId) -> None:
        self._channel = channel
        self._journal = journal
        self._meeting = meeting
        self._remembered: enf.Remembered | None = None
        self._seen: enf.Overwrites | None = None
        """As Discord said last, with what was done since; None: it is to be asked."""
        self._doubts = 0
        self._sent: dict[int, deque[_Sent]] = {}
        self._rule: enf.Rule | None = None
        """By which the channel was put right last; None: it may be only half so."""
        self._lost: dict[int, enf.Overwrite | None] = {}
        """What others had just made of it when the bot wrote over it."""
        self._status: Status | None = None
        self._mended: deque[datetime] = deque(maxlen=MOST_MENDS)
        self._left: set[int] = set()
        self._notice: Notice | None = None

    def rebind(self, channel: Channel) -> None:
        self._channel = channel
        self._sent.clear()  # what their events would say, the server's new state says too

    def look_again(self) -> None:
        """Somebody else may have changed the channel: ask Discord before the next plan."""
        self._seen = None
        self._doubts += 1

    def notice(self) -> Notice | None:
        """What people are to be told since the last time."""
        notice, self._notice = self._notice, None
        return notice

    def changed(self, before: enf.Overwrites, after: enf.Overwrites) -> bool:
        """An event tells that the channel's overwrites are others now; whether that was somebody else,
        so that the channel should be looked at."""
        foreign = False
        for target in before.keys() | after.keys():
            was, now = before.get(target), after.get(target)
            if was == now:
                continue
            queue = self._sent.get(target, deque())
            sent = next((one for one in queue if one.to == now), None)
            if sent is None:
                foreign = True
                continue
            while queue.popleft() is not sent:
                pass
            if _others(was) != _others(sent.planned_from):
                # Somebody changed it in the moment before, and the bot wrote over that.
                self._lost[target] = was
                foreign = True
        if foreign:
            self.look_again()
        return foreign

    async def follow(self, meeting: Meeting) -> Trouble | None:
        """Make the channel what the meeting says it is now."""
        if meeting.format.enforcement is not Enforcement.LOCK:
            return None
        if not isinstance(self._channel, discord.abc.GuildChannel):
            return None  # a thread has no permissions of its own
        try:
            return await self._follow(self._channel, meeting)
        except UnwrittenJournal as error:
            log.warning("permissions not noted", meeting=self._meeting, why=str(error.kind))
            return Trouble.FAILED

    async def _follow(self, channel: discord.abc.GuildChannel, meeting: Meeting) -> Trouble | None:
        if self._remembered is None:
            note = await self._journal.note(self._meeting, ORIGINALS_NOTE)
            self._remembered = enf.from_note(note)
        under_way = meeting.status not in (Status.CONVENED, Status.CLOSED)
        if self._remembered.nothing and not under_way:
            return None
        asked, doubts = self._seen is None, self._doubts
        actual = await self._look(channel) if self._seen is None else self._seen
        if isinstance(actual, Trouble):
            return actual
        floor = meeting.floor if meeting.status is Status.OPEN else None
        rule = enf.Rule(
            channel.guild.default_role.id,
            channel.guild.me.id,
            None if floor is None else int(floor.person),
            locked=under_way and not meeting.open_to_all,
            caucus=meeting.status is Status.CAUCUS,
        )
        mine = self._remembered.changes(channel.id, actual, rule.everyone, rule.bot)
        given = self._given(enf.without(actual, mine))
        if meeting.status is not self._status:
            self._status = meeting.status
            self._mended.clear()
            self._left.clear()
        elif asked and self._rule is not None and self._rule.locked:
            self._judge(enf.plan(actual, enf.desired(given, self._rule)))
        wanted = dict(enf.desired(given, rule))
        for target in self._left if rule.locked else ():
            if target in actual:
                wanted[target] = actual[target]
            else:
                wanted.pop(target, None)
        return await self._make(actual, given, wanted, rule, doubts, under_way=under_way)

    async def _make(
        self,
        actual: enf.Overwrites,
        given: enf.Overwrites,
        wanted: enf.Overwrites,
        rule: enf.Rule,
        doubts: int,
        *,
        under_way: bool,
    ) -> Trouble | None:
        """Carry out what leads to `wanted`; what is changed is noted before, and forgotten after."""
        assert self._remembered is not None, "it was read before anything was planned"
        channel = self._channel.id
        mine = self._remembered.changes(channel, actual, rule.everyone, rule.bot)
        then = enf.changes(given, wanted)
        steps = enf.plan(actual, wanted)
        if steps:
            # What was changed so far is undone only by these steps.
            await self._remember(self._remembered.having(channel, {**mine, **then}))
        self._rule, done = None, dict(actual)
        for step in steps:
            trouble = await self._carry_out(step, actual.get(step.target))
            if trouble is not None and trouble is not Trouble.GONE:
                self.look_again()
                return trouble
            if step.to is None:
                done.pop(step.target, None)
            else:
                done[step.target] = step.to
        if doubts == self._doubts:
            self._seen = done
            self._lost.clear()
        self._rule = rule
        remembered = self._remembered.having(channel, then)
        if not under_way:
            await self._remember(remembered)
        else:
            # The note may name more than this until the next change: what does not stand any more is
            # not taken for the bot's.
            self._remembered = remembered
        return None

    def _given(self, given: enf.Overwrites) -> enf.Overwrites:
        """With what others had just set when the bot wrote over it."""
        mended = dict(given)
        for target, theirs in self._lost.items():
            allow, deny = _others(theirs)
            now = given.get(target) or theirs
            if now is not None:
                both = now.allow & enf.CLOSED | allow, now.deny & enf.CLOSED | deny
                mended[target] = enf.Overwrite(now.role, *both)
        return mended

    def _judge(self, undone: tuple[enf.Step, ...]) -> None:
        """Somebody else has undone this: it is put right, and told; but nobody is fought for ever."""
        fresh = {step.target for step in undone} - self._left - self._lost.keys()
        if not fresh:
            return
        now = discord.utils.utcnow()
        if len(self._mended) == MOST_MENDS and self._mended[0] > now - WITHIN:
            if not self._left:
                self._notice = Notice.LEFT
            self._left |= fresh
            log.warning("permissions left to others", meeting=self._meeting)
        else:
            self._mended.append(now)
            self._notice = Notice.RESTORED
            log.info("permissions put right", meeting=self._meeting)

    # Discord, and the journal ----------------------------------------------------------------------

    async def _look(self, channel: discord.abc.GuildChannel) -> enf.Overwrites | Trouble:
        found = await attempt("look at permissions", channel._state.http.get_channel(channel.id))
        if isinstance(found, Trouble):
            return found
        return enf.of_payload(found.get("permission_overwrites") or ())  # type: ignore[arg-type]

    async def _remember(self, remembered: enf.Remembered) -> None:
        await self._journal.set_note(self._meeting, ORIGINALS_NOTE, enf.to_note(remembered))
        self._remembered = remembered

    async def _carry_out(self, step: enf.Step, before: enf.Overwrite | None) -> Trouble | None:
        queue = self._sent.setdefault(step.target, deque(maxlen=LONGEST_QUEUE))
        sent = _Sent(step.to, before)
        queue.append(sent)  # its event may come before its answer
        trouble = await carry_out(self._channel._state.http, self._channel.id, step)
        if trouble is not None and sent in queue:
            queue.remove(sent)  # if it was done after all, its event makes us look
        return trouble


async def forget(journal: Journal, meeting: MeetingId, channel: int) -> None:
    """This channel is gone: nothing can be given back there."""
    remembered = enf.from_note(await journal.note(meeting, ORIGINALS_NOTE))
    if remembered.whole is not None or channel in remembered.channels:
        left = enf.to_note(remembered.having(channel, {}))
        await journal.set_note(meeting, ORIGINALS_NOTE, left)


async def carry_out(http: discord.http.HTTPClient, channel: int, step: enf.Step) -> Trouble | None:
    """Ask Discord for one step. By id, since a target may have left the server meanwhile: its overwrite
    outlives it."""
    if step.to is None:
        done = await attempt(
            "remove permissions",
            http.delete_channel_permissions(channel, step.target, reason=REASON),
        )
    else:
        done = await attempt(
            "set permissions",
            http.edit_channel_permissions(
                channel,
                step.target,
                str(step.to.allow),
                str(step.to.deny),
                0 if step.to.role else 1,
                reason=REASON,
            ),
        )
    return done if isinstance(done, Trouble) else None


def _others(overwrite: enf.Overwrite | None) -> tuple[int, int]:
    return (0, 0) if overwrite is None else overwrite.others
