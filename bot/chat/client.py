"""The client: discord.py's events handed on to whoever sees to them. Nothing is decided here."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import discord
import structlog

from bot.chat import routing
from bot.chat.client_base import ClientBase
from bot.chat.framework.access import COMMANDS, admitted
from bot.chat.framework.account_inspection import connections
from bot.chat.framework.command_registration import Registration
from bot.chat.framework.command_texts import OmittedText
from bot.chat.framework.command_translator import CatalogueTranslator
from bot.chat.framework.components import CardButton, CardSelect, PeopleSelect
from bot.chat.framework.connection_state import Watched, trace
from bot.chat.framework.discord_calls import NOBODY, Trouble, attempt
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.preflight import intents
from bot.chat.framework.safety import SafeTree
from bot.chat.framework.second_process import SecondProcess
from bot.chat.framework.wording import RoomPhrases
from bot.chat.messages.deletions import Deletions
from bot.chat.messages.intake import Intakes
from bot.chat.messages.message_listener import MessageListener
from bot.chat.messages.unheard import Unheard
from bot.chat.reconnecting import come_back_soon
from bot.chat.recovery import find_channel, give_back_permissions, put_right, show_endings
from bot.chat.room.channel_adapter import channel_of, guild_of
from bot.chat.room.meeting_places import Channel, PlaceLook, meeting_place
from bot.chat.services import Services
from bot.chat.slash_commands import commands
from bot.chat.stopping import UnderWay, stop_on_purpose
from bot.incidents import incident
from bot.journal.port import MeetingSummary
from bot.observer import UNOBSERVED, ConnectionStanding, Observer
from bot.phrases import Phrases
from bot.procedure import commands as c
from bot.procedure.values import Instant
from bot.retention import RetentionWorker

log = structlog.get_logger(__name__)


def clock() -> Instant:
    """The time as discord.py sees it, which a rehearsal can turn forward."""
    return int(discord.utils.utcnow().timestamp() * 1000)


class CochairClient(ClientBase):
    """The bot on Discord. `services` is what all its handlers work with. `left_out`: texts of
    commands that Discord would refuse, which are not in the services' phrases any more. `observer`
    is told what becomes of requests, interactions and the connection."""

    def __init__(
        self,
        services: Services,
        left_out: tuple[OmittedText, ...] = (),
        observer: Observer = UNOBSERVED,
        **options: Any,
    ) -> None:
        # discord.py warns that it cannot send sound; neither do we.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        come_back_soon()
        second = SecondProcess(services)
        config = trace(observer)
        second.watch(config)
        super().__init__(
            services,
            UnderWay(observer),
            second,
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            http_trace=config,
            **options,
        )
        self.left_out = left_out
        self._watched = Watched(observer)
        self._retention = RetentionWorker(services.tables, self._words_erased)
        self.tree = SafeTree(self)
        self._registration = Registration(self.tree, services.tables.journal)
        intakes = Intakes(services.tables, services.tell_recorded)
        self._unheard = Unheard(services.tables)
        self.listener = MessageListener(services, Deletions(self.get_guild), intakes, self._unheard)
        self._last_beat: Instant | None = None
        for command in commands(services.phrases):
            self.tree.add_command(command)
        services.minutes_service.find = self._room_of

    @property
    def phrases(self) -> Phrases:
        return self.services.phrases

    def language_for(self, interaction: discord.Interaction[Any]) -> str:
        """The language that whoever pressed or typed something is answered in."""
        return InteractionContext.here(interaction).language

    async def setup_hook(self) -> None:
        self.add_dynamic_items(CardButton, CardSelect, PeopleSelect)
        self._last_beat = await self.services.tables.journal.last_beat()
        self._unheard.starts()
        await self.services.tables.start()
        self._unheard.started(self._last_beat)
        await self.tree.set_translator(CatalogueTranslator(self.phrases))
        self._registration.start()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """A session that Discord would not resume costs a connection, and it resets the token of a bot
        that makes too many. The first is looked at before the login, which can wait for as long as it
        takes; a later one cannot wait here, so it ends the bot, to be started anew."""
        await super().before_identify_hook(shard_id, initial=initial)
        found = None if initial else await connections(self)
        if found is not None and found.pause:
            raise discord.RateLimited(found.pause)

    async def on_ready(self) -> None:
        # Also after a session that Discord would not resume: what was typed meanwhile is read then.
        session = self._watched.session

        def caught_up() -> None:
            self._watched.rooms_taken_up(session)

        await asyncio.gather(
            self._put_right(caught_up=caught_up),
            give_back_permissions(self, self.services),
            show_endings(self, self.services, clock()),
        )
        self._retention.start()
        log.info("ready", servers=len(self.guilds), meetings=len(self.services.tables.runners))

    async def on_resumed(self) -> None:
        """Discord has told everything that happened meanwhile. What was missed before, in a session that
        was cut before the rooms were put right, is read now."""
        for presenter in self.services.presenters:
            presenter.tell_away(self._unheard.last_cut)
        await self._put_right(only_missed=True)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server is back after an outage of Discord's: its rooms are put right now."""
        await self._put_right(guild.id)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot is in this server, again perhaps: the meetings that waited there can go on."""
        await self._put_right(guild.id)

    async def _put_right(
        self,
        server: int | None = None,
        *,
        only_missed: bool = False,
        caught_up: Callable[[], None] = lambda: None,
    ) -> None:
        runners = [
            runner
            for runner in self.services.tables.runners
            if server in (None, guild_of(runner.meeting.venue))
            and not (only_missed and not self._unheard.behind(runner.meeting.id))
        ]
        await put_right(self, self.services, self.listener, runners, self._last_beat, caught_up)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was sent away, or the server is no more: its meetings wait."""
        for runner in self.services.tables.runners:
            if guild_of(runner.meeting.venue) == guild.id:
                log.warning("a meeting's server is gone", meeting=runner.meeting.id)
                self._unheard.forget(runner.meeting.id)
                await runner.give(c.LoseRoom())

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Every event of discord.py's passes here; those of the connection are noted first. What a
        channel has become is looked at now: once its handler runs, it may be something else again."""
        self._watched.dispatched(event)
        self._unheard.dispatched(event, *args)
        if event == "guild_channel_update":
            self.services.overwritten(*args)
        super().dispatch(event, *args, **kwargs)

    def standing(self) -> ConnectionStanding:
        """How the bot stands now, for whoever watches it."""
        now = self._watched.standing(self, self.services, self.under_way)
        return replace(now, alone=not self.second.present)

    async def stop_on_purpose(self) -> None:
        """Finish what is under way and tell the rooms, in bounded time; then it can be closed."""
        await stop_on_purpose(self.services, self.listener, self.under_way)

    async def close(self) -> None:
        self.listener.stop()
        self.services.stop()
        await self._registration.stop()
        await self._retention.stop()
        await self.services.tables.close()
        await super().close()

    async def press(
        self, interaction: discord.Interaction[Any], act: str, meeting: str, seen: str
    ) -> None:
        """A button was pressed, or something was chosen from a list."""
        await routing.press(self, interaction, act, meeting, seen)

    async def permits(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether whoever types this command may begin it; if not, they have been told."""
        typed = interaction.type is discord.InteractionType.application_command
        if self.second.holds_here(interaction):
            if typed:
                await self.second.leave(interaction)
            return False
        if not typed or interaction.command is None:
            return True
        return await admitted(
            InteractionContext.here(interaction), COMMANDS[interaction.command.qualified_name]
        )

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Whatever discord.py leaves to us: forms, and presses on what was drawn anew."""
        await routing.left_over(self, interaction)

    async def _room_of(self, venue: str) -> Channel | None:
        """The channel of a venue, from wherever it is to be had."""
        guild = self.get_guild(guild_of(venue))
        found = None if guild is None else await find_channel(guild, channel_of(venue))
        return None if found is None or isinstance(found, Trouble) else found

    async def _words_erased(self, summary: MeetingSummary) -> None:
        """Tell the room that its words are gone, as was agreed."""
        channel = await self._room_of(summary.venue)
        if channel is None:
            return
        voice = RoomPhrases(self.phrases, self.services.languages)
        text = voice.block("told-words-erased", number=summary.number, days=summary.keep_days or 0)
        await attempt(
            "tell of an erasure", channel.send(text, allowed_mentions=NOBODY, silent=True)
        )

    # What happens in the channels ------------------------------------------------------------------

    async def on_message(self, message: discord.Message) -> None:
        self.under_way.begin("message")
        if message.author == self.user:
            await self.second.looks_at(message)
            return
        await self.listener.heard(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        if payload.message.author == self.user:
            await self.second.looks_at(payload.message)
            return
        await self.listener.edited(payload)

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        await self.listener.reacted(payload, added=True)

    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        await self.listener.reacted(payload, added=False)

    async def on_raw_reaction_clear(self, payload: discord.RawReactionClearEvent) -> None:
        await self.listener.signs_cleared(payload)

    async def on_raw_reaction_clear_emoji(
        self, payload: discord.RawReactionClearEmojiEvent
    ) -> None:
        await self.listener.signs_cleared(payload)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        self.services.message_deleted(payload.message_id)
        await self.listener.removed(payload.channel_id, payload.guild_id, payload.message_id)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        for message_id in sorted(payload.message_ids):
            self.services.message_deleted(message_id)
            channel_id, guild_id = payload.channel_id, payload.guild_id
            await self.listener.removed(channel_id, guild_id, message_id, in_bulk=True)

    async def on_member_remove(self, member: discord.Member) -> None:
        """Who leaves the server leaves the table; the floor goes on."""
        person = str(member.id)
        for runner in self.services.tables.runners:
            in_server = runner.meeting.venue.partition("/")[0] == str(member.guild.id)
            if in_server and runner.meeting.seat(person) is not None:
                await runner.give(c.LeaveSeat(person, person))

    async def on_typing(self, channel: Any, user: Any, when: Any) -> None:
        guild = getattr(channel, "guild", None)
        if guild is not None:
            await self.listener.typing(channel.id, guild.id, user.id)

    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        if not member.bot:
            await self.listener.voice_changed(member, before, after)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._lost(channel.id, channel.guild.id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        await self._lost(payload.thread_id, payload.guild_id)

    async def _lost(self, channel_id: int, guild_id: int) -> None:
        """A channel is gone; if a meeting was held in it, it waits."""
        runner = self.services.runner_at(channel_id, guild_id)
        if runner is not None:
            log.warning("a meeting's channel was deleted", meeting=runner.meeting.id)
            await runner.give(c.LoseRoom())

    async def on_guild_channel_update(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        self.services.mend(after.guild.id)
        place = meeting_place(after)
        if place is not None:
            self.services.room_changed(after.id, after.guild.id, PlaceLook.of(place), place)

    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        guild = self.get_guild(payload.guild_id)
        thread = None if guild is None else guild.get_thread(payload.thread_id)
        data: dict[str, Any] = {**payload.data}
        look = PlaceLook.of_thread(data)
        self.services.room_changed(payload.thread_id, payload.guild_id, look, thread)

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        self.services.member_changed(before, after)

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        self.services.mend(after.guild.id)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        error = sys.exc_info()[1]
        if error is not None:
            incident(error, event_method)
