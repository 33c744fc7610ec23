"""The services: what every command, button and listener works with, in one place, made once.

It finds the meeting of a channel, its presenter and room, and the language of a reader. It holds no
state of a meeting; that is the runners'.
"""

from __future__ import annotations

from collections.abc import Iterable

import discord
import structlog

from bot.agenda.reader import Reader
from bot.catalogue import Catalogue
from bot.chat.exports.exporting import Exporter
from bot.chat.minutes.minutes_service import MinutesService
from bot.chat.proposal.article_reading import Proposer
from bot.chat.room.channel_adapter import CARD_NOTE, ChannelAdapter, venue_of
from bot.chat.room.enforcement import of_channel
from bot.chat.room.meeting_places import Channel, PlaceLook
from bot.chat.room.nudges import Nudges
from bot.chat.room.presenter import Presenter
from bot.chat.room.room_changes import called, member_changed, room_changed
from bot.data import Locales
from bot.phrases import Phrases
from bot.procedure.state import Meeting
from bot.procedure.values import MeetingId, PersonId
from bot.roundtables import Change, MeetingRunner, Roundtables
from bot.workers import Workers

log = structlog.get_logger(__name__)


class Services:
    """One a process. `reader` reads articles, `workers` do what is heavy. `locales` is where the
    catalogues of the transcripts and of proposed agendas lie, `largest` the most that a file that is
    sent may have in bytes; None: the shipped ones, and as Discord says."""

    def __init__(
        self,
        tables: Roundtables,
        phrases: Phrases,
        catalogue: Catalogue,
        languages: tuple[str, ...],
        reader: Reader,
        workers: Workers,
        locales: Locales | None = None,
        largest: int | None = None,
    ) -> None:
        self.tables = tables
        self.phrases = phrases
        self.catalogue = catalogue
        self.languages = languages
        self._presenters: dict[MeetingId, Presenter] = {}
        self._nudges = Nudges(phrases)
        self.minutes_service = MinutesService(tables, phrases, locales, workers)
        self.exporter = Exporter(tables.journal, locales, largest, workers)
        self.proposer = Proposer(reader, locales, workers)
        self._workers = workers
        self._untold: dict[MeetingId, list[Change]] = {}
        self._stopped = False
        tables.listen(self._told)

    # Finding ---------------------------------------------------------------------------------------

    def runner_at(self, channel_id: int | None, guild_id: int | None) -> MeetingRunner | None:
        return None if channel_id is None else self.tables.at(venue_of(channel_id, guild_id))

    def presenter(self, meeting: MeetingId) -> Presenter | None:
        return self._presenters.get(meeting)

    @property
    def presenters(self) -> tuple[Presenter, ...]:
        return tuple(self._presenters.values())

    def seat_room(self, meeting: Meeting, channel: Channel) -> Presenter:
        """Take the channel for the meeting's room."""
        room = ChannelAdapter(channel, self.tables.journal, meeting.id)
        presenter = Presenter(meeting, room, self.phrases, self.tables.clock)
        self._presenters[meeting.id] = presenter
        return presenter

    async def move_room(self, meeting: Meeting, channel: Channel) -> Presenter:
        """Take another channel for the meeting's room: the one that it had is gone, and all in it."""
        former = self._presenters.pop(meeting.id, None)
        if former is not None:
            former.stop()
        self._untold.pop(meeting.id, None)
        await self.tables.journal.set_note(meeting.id, CARD_NOTE, None)
        return self.seat_room(meeting, channel)

    # Languages -------------------------------------------------------------------------------------

    def language_of(self, person: PersonId, meeting: Meeting | None, locale: str) -> str:
        """The language of somebody's seat, or else of that person's Discord."""
        seat = None if meeting is None else meeting.seat(person)
        return self.phrases.language(locale if seat is None else seat.language)

    # Telling ---------------------------------------------------------------------------------------

    def _told(self, change: Change) -> None:
        if self._stopped:
            return  # it is shown after the restart
        self.minutes_service.told(change)
        presenter = self._presenters.get(change.after.id)
        if presenter is not None:
            presenter.tell(change)
            called(presenter, change)
            self._nudges.tell(change, presenter.room)
        elif change.before is not None:
            # A bot that comes back decides before it has found the room again.
            self._untold.setdefault(change.after.id, []).append(change)

    def tell_recorded(self, meeting: MeetingId, *, recorded: bool) -> None:
        """Tell the room that nothing can be recorded now, or that the record is whole again."""
        presenter = self._presenters.get(meeting)
        if presenter is not None:
            presenter.announce("record-whole" if recorded else "record-waits")

    def say_in_private(self, meeting: Meeting, people: Iterable[PersonId], phrase: str) -> None:
        """A word to each of these people of a meeting, where they take such from its server."""
        presenter = self._presenters.get(meeting.id)
        if presenter is not None:
            self._nudges.say(meeting, presenter.room, people, phrase)

    def catch_up(self, presenter: Presenter) -> None:
        """Show what was committed before the room was taken up."""
        for change in self._untold.pop(presenter.meeting.id, ()):
            presenter.tell(change)

    def mend(self, guild_id: int) -> None:
        """Permissions may have changed in this server."""
        for presenter in self._presenters.values():
            if presenter.room.channel.guild.id == guild_id:
                presenter.mend()

    def overwritten(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """A channel has changed; if a meeting is held in it, who can write there may have, too."""
        runner = self.runner_at(after.id, after.guild.id)
        presenter = None if runner is None else self.presenter(runner.meeting.id)
        if presenter is not None:
            presenter.overwritten(of_channel(before), of_channel(after))

    # Noticing --------------------------------------------------------------------------------------

    def room_changed(
        self, channel_id: int, guild_id: int, now: PlaceLook, channel: object | None = None
    ) -> None:
        """A channel or thread looks like this now."""
        runner = self.runner_at(channel_id, guild_id)
        presenter = None if runner is None else self.presenter(runner.meeting.id)
        if presenter is not None:
            room_changed(presenter, now, channel)

    def member_changed(self, before: discord.Member, after: discord.Member) -> None:
        for presenter in self._presenters.values():
            if presenter.room.channel.guild.id == after.guild.id:
                member_changed(presenter, before, after)

    def message_deleted(self, message_id: int) -> None:
        """If it was a card, it is put back."""
        for presenter in self._presenters.values():
            if presenter.room.card_id == message_id:
                presenter.card_deleted()

    async def settled(self) -> None:
        """Wait until every room shows what has been committed."""
        for presenter in tuple(self._presenters.values()):
            await presenter.settled()
        await self._nudges.settled()
        await self.minutes_service.settled()

    def stop(self) -> None:
        """Show nothing any more: soon there is no connection by which it could be done."""
        self._stopped = True
        self._nudges.stop()
        self.minutes_service.stop()
        self._workers.stop()
        for presenter in self._presenters.values():
            presenter.stop()
