"""Since when each room may have missed what was typed in it, and what of that has been read since.

A gap opens with a start, a session that Discord would not resume, or a server that was away; it closes
when the room's history has been read from there. Until all are closed no sign of life is written, so
that a process that comes after this one looks from there too. What must not live here: how a history is
read, and what becomes of a message.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.chat.room.channel_adapter import guild_of
from bot.procedure.values import Instant, MeetingId
from bot.roundtables import MeetingRunner, Roundtables


class Unheard:
    """The gaps of all rooms. `dispatched` is told of discord.py's events before anybody else is, so that
    no message is taken for the next one while older ones are still to be read."""

    def __init__(self, tables: Roundtables) -> None:
        self._tables = tables
        self._cut: Instant | None = None
        """Since when there has been no connection. A resumed session tells of that time by itself."""
        self.last_cut: Instant = 0
        """Since when there was none, the last time that there was none."""
        self._away: dict[int, Instant] = {}
        self._since: dict[MeetingId, Instant] = {}
        self._behind: set[MeetingId] = set()

    def starts(self) -> None:
        """A process begins, and has heard nothing yet."""
        self._cut = self._tables.clock()
        self._settle()

    def started(self, last_beat: Instant | None) -> None:
        """The runners are there: all that was typed since the last sign of life is to be read."""
        self._cut = None
        self._open(self._tables.runners, last_beat or 0)
        self._settle()

    def dispatched(self, event: str, *args: Any) -> None:
        now = self._tables.clock()
        match event:
            case "disconnect" if self._cut is None:
                self._cut = self.last_cut = now
            case "connect" if self._cut is not None:
                self._open(self._tables.runners, self._cut)
                self._cut = None
            case "resumed":
                self._cut = None
            case "guild_unavailable":
                self._away.setdefault(args[0].id, now)
            case "guild_available" if args[0].id in self._away:
                server = args[0].id
                runners = [x for x in self._tables.runners if guild_of(x.meeting.venue) == server]
                self._open(runners, self._away.pop(server))
            case "guild_remove":
                self._away.pop(args[0].id, None)
            case _:
                return
        self._settle()

    def behind(self, meeting: MeetingId) -> bool:
        """Whether this room's history is to be read and that is not begun: what comes now stands in it
        too, and is not taken before what is older."""
        return meeting in self._behind

    def reads(self, meeting: MeetingId) -> Instant | None:
        """The history is about to be read, and what comes from now on waits for it. From when it is to
        be read; None: nothing was missed."""
        self._behind.discard(meeting)
        return self._since.get(meeting)

    def has_read(self, meeting: MeetingId) -> None:
        """It was read up to now. What was missed since it was begun is another gap."""
        if meeting not in self._behind:
            self.forget(meeting)

    def forget(self, meeting: MeetingId) -> None:
        """There is nothing to be read: the channel is gone."""
        self._behind.discard(meeting)
        self._since.pop(meeting, None)
        self._settle()

    def _open(self, runners: Iterable[MeetingRunner], since: Instant) -> None:
        for runner in runners:
            name = runner.meeting.id
            self._since[name] = min(since, self._since.get(name, since))
            self._behind.add(name)

    def _settle(self) -> None:
        if self._cut is not None or self._away or self._since:
            self._tables.miss("typed")
        else:
            self._tables.made_up("typed")
