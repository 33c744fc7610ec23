"""A stage for tests of the chat: the real bot on a simulated Discord, a real SQLite journal, and the
people at the table. The stage does what people could do; it reaches into nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import ExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import discord
import simcord
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message
from simcord.actors import _component_interaction
from simcord.backend.models import Overwrite
from simcord.components import validate_message_state
from simcord.enums import OverwriteType

import bot.app
import bot.chat.messages.deletions
import bot.chat.room.presenter
import bot.roundtables
from bot.agenda.article_values import Agenda, ProposedItem
from bot.agenda.reader import Reader
from bot.app import CATALOGUES, build
from bot.catalogue import Catalogue
from bot.chat.client import CochairClient
from bot.chat.framework.preflight import invited_permissions
from bot.data import catalogue_folders, shipped_config_dir
from bot.journal.meeting_course import Course
from bot.journal.port import Journal
from bot.journal.sqlite import SqliteJournal, open_journal
from bot.journal.verification import verify
from bot.phrases import Fact, Phrases
from bot.procedure.formats import Enforcement, Format
from bot.procedure.state import Meeting
from bot.procedure.values import Instant, Localized
from bot.rehearsal.settling import settle_fast
from bot.roundtables import MeetingRunner
from bot.workers import Workers
from tests.procedure.samples import PLENARY

LOCALES = catalogue_folders()
PHRASES = Phrases(LOCALES, CATALOGUES)
MISSING_PERMISSIONS = 50013
"""Discord's code for "Missing Permissions"."""
NAMES = ("chair_e", "anna_e", "boris_e", "chair_w", "tom_w", "ursula_w")


class _Asyncio:
    """What the bot sees as asyncio: the same, but that its sleeps wait for the stage's clock only.

    simcord lets a short sleep run out in real time too, so that every card edit would cost a second.
    """

    def __init__(self, env: simcord.Env) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    async def sleep(self, seconds: float) -> None:
        await self._env.external_wait(asyncio.sleep(seconds), reason="the bot sleeps")


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
    """`member` are the people by name; `chair_e` and `chair_w` are the co-chairs. `forged`: the test
    lays hand on the journal, so that not all in it is the bot's own."""

    env: Any
    journal: Journal
    catalogue: Catalogue
    guild: Any
    channel: Any
    organizer: Any
    member: dict[str, Any] = field(default_factory=dict)
    largest: int | None = None
    reader: Reader | None = None
    forged: bool = False

    @property
    def client(self) -> CochairClient:
        client = self.env.bot
        assert isinstance(client, CochairClient)
        return client

    @property
    def runner(self) -> MeetingRunner:
        runner = self.client.services.runner_at(self.channel.id, self.guild.id)
        assert runner is not None
        return runner

    @property
    def meeting(self) -> Meeting:
        return self.runner.meeting

    @property
    def card(self) -> discord.Message:
        """The card as the channel shows it."""
        presenter = self.client.services.presenter(self.meeting.id)
        assert presenter is not None
        return self.message(presenter.room.card_id)

    def message(self, message_id: int | None) -> discord.Message:
        found: discord.Message = next(m for m in self.channel.history() if m.id == message_id)
        return found

    def said(self) -> list[str]:
        """What the channel shows, a text a message."""
        return [texts(message) for message in self.channel.history()]

    def heard(self, phrase: str, language: str, **facts: Fact) -> bool:
        """Whether the room was told this."""
        return any(say(language, phrase, **facts) in text for text in self.said())

    # What people do --------------------------------------------------------------------------------

    async def convene(self, **options: Any) -> str:
        wished: dict[str, Any] = {
            "agenda": "trust",
            "format": "plenary",
            "first_side": "East | Восток",
            "second_side": "West | Запад",
        }
        return await self.type(self.organizer, "roundtable convene", **(wished | options))

    async def type(self, who: Any, command: str, **options: Any) -> str:
        """Type a command; what it was answered with."""
        shown = await who.slash(self.channel, command, **options)
        return answer(shown)

    async def press(self, who: Any, act: str, on: Any = None) -> str:
        """Press a button of the card, or of another message; what it was answered with."""
        return answer(await self.click(who, act, on))

    async def click(self, who: Any, act: str, on: Any = None) -> Any:
        where = self.card if on is None else on
        return await who.click(where, custom_id=button(where, act))

    async def press_when_shown(self, who: Any, act: str) -> str:
        """Press a button of the card once the card is up to date."""
        await self.shown()
        return await self.press(who, act)

    def stale(self, custom_id: str) -> discord.Message:
        """The card, as somebody still has it in view who has not seen its last edit: with the
        button of this id. (The server takes a press on what a message showed a moment ago.)"""
        stored = self.env.backend.get_message(self.channel.id, self.card.id)
        act = ":".join(custom_id.split(":")[:2]) + ":"

        def walk(components: list[dict[str, Any]]) -> None:
            for component in components:
                if str(component.get("custom_id", "")).startswith(act):
                    component["custom_id"] = custom_id
                walk(component.get("components") or [])

        walk(stored.components)
        return self.card

    async def press_late(self, who: Any, custom_id: str) -> str:
        """Press a button that the card had a moment ago, and that it has no more."""
        data = {"custom_id": custom_id, "component_type": discord.ComponentType.button.value}
        stored = self.env.backend.get_message(self.channel.id, self.card.id)
        return answer(await _component_interaction(who, stored, data))

    def left(self) -> int:
        """Milliseconds that the speaker has left."""
        assert self.meeting.floor is not None
        return self.meeting.floor.left(self.now())

    def now(self) -> Instant:
        """The time by the simulated server's clock."""
        return int(self.env.now().timestamp() * 1000)

    async def send(self, who: Any, text: str) -> discord.Message:
        """Write in the channel. Subscribers to Discord's Nitro may write up to 4,000 characters,
        which the simulated server does not know of."""

        def longer(components: Any, *, content: str | None, **rest: Any) -> Any:
            assert content is None or len(content) <= 4000
            return validate_message_state(components, content=(content or "")[:2000], **rest)

        patched = patch("simcord.backend.ops.messages.validate_message_state", longer)
        with patched if len(text) > 2000 else nullcontext():
            sent: discord.Message = await who.send(self.channel, text)
        return sent

    async def shown(self) -> None:
        """Let what is put off (the card, once a second) be shown."""
        await self.env.advance_time(1)

    async def seat(self, name: str, capacity: str | None = None, *, accept: bool = True) -> None:
        """Assign a seat by the person's name, and accept the rules: East reads Russian."""
        person = self.member[name]
        await self.type(
            self.organizer,
            "seat assign",
            member=person,
            side={"e": "a", "w": "b"}[name[-1]],
            capacity=capacity or ("co-chair" if name.startswith("chair") else "participant"),
            language="ru" if name.endswith("e") else "en",
        )
        if accept:
            await self.accept(name)

    async def accept(self, name: str) -> None:
        rules = await self.click(self.member[name], "rules")
        await self.press(self.member[name], "accept", rules.response.message)

    async def seat_all(self) -> None:
        for name in self.member:
            await self.seat(name)
        await self.shown()

    async def opened(self) -> None:
        await self.convene()
        await self.seat_all()
        await self.press(self.member["chair_e"], "open")
        await self.shown()

    async def in_discussion(self) -> None:
        """Past the opening words and the statements on the first item: nobody has the floor."""
        await self.opened()
        for _ in range(4):
            await self.press(self.speaker, "yield")
            await self.shown()
        assert self.meeting.phase is not None
        assert self.meeting.phase.key == "discussion"
        assert self.meeting.floor is None

    async def give_floor(self, name: str) -> None:
        """A co-chair calls this person."""
        await self.type(self.member["chair_w"], "floor grant", member=self.member[name])
        await self.shown()
        assert self.speaker is self.member[name]

    async def close(self) -> None:
        sure = await self.organizer.slash(self.channel, "roundtable close")
        await self.press(self.organizer, "close", sure.response.message)
        await self.shown()

    def free(self) -> bool:
        """Whether nobody has the floor."""
        return self.meeting.floor is None

    @property
    def speaker(self) -> Any:
        """Whoever has the floor."""
        assert self.meeting.floor is not None
        return self.person(self.meeting.floor.person)

    def person(self, person: str) -> Any:
        return next(m for m in self.member.values() if str(m.id) == person)

    async def restart(
        self, away: float = 0, meanwhile: Callable[[], object] = lambda: None
    ) -> None:
        """The bot goes away, as if killed, and after `away` seconds, in which `meanwhile` may happen,
        a new one comes back on the same journal."""
        await self.env.settle()
        detach = self.env._detach_bot

        async def gone() -> None:
            await detach()
            self.env.backend.advance_clock(away)
            meanwhile()

        with patch.object(self.env, "_detach_bot", gone):
            made = build(
                self.journal,
                LOCALES,
                self.catalogue,
                ("en", "ru"),
                largest=self.largest,
                reader=self.reader,
            )
            await self.env.restart_bot(made)
        await self.env.settle()

    async def bot_without_administrator(self) -> None:
        """Give the bot's own role what the invite link asks for, and no more."""
        role = next(
            r for r in self.env.backend.get_guild(self.guild.id).roles.values() if r.managed
        )
        role.permissions = invited_permissions().value
        await self.restart()

    async def fill(self, who: Any, form: Any, **values: Any) -> str:
        """Fill in a form that was shown; what it was answered with."""
        assert form.modal is not None
        return answer(await who.submit_modal(form, values))

    async def choose(self, who: Any, act: str, value: Any, on: Any) -> Any:
        """Choose from a list of a panel."""
        where = next(i for i in ids(on) if i.split(":")[1] == act and i[:3] in ("cs:", "cp:"))
        return await who.select(on, [value], custom_id=where)

    async def join(self, name: str) -> None:
        """Come into the voice channel or onto the stage, where Discord silences an audience."""
        person = self.member[name]
        await person.join_voice(self.channel)
        if self.env.backend.get_channel(self.channel.id).type == 13:
            self.env.backend.set_voice_state(
                self.guild.id, person.id, self.channel.id, suppress=True
            )
            await self.env.settle()

    def silent(self, name: str) -> bool:
        """Whether this person cannot be heard."""
        person = self.member[name]
        guild = self.env.backend.get_guild(self.guild.id)
        state = guild.voice_states.get(person.id)
        assert state is not None, f"{name} is not there"
        return bool(state.suppress or guild.members[person.id].mute)

    async def seat_interpreter(self, name: str, language: str) -> None:
        """Give somebody an interpreter's seat, and have them accept the rules."""
        person = self.member[name]
        side = {"e": "a", "w": "b"}[name[-1]]
        given = {"side": side, "capacity": "interpreter", "language": language}
        await self.type(self.organizer, "seat assign", member=person, **given)

    # What the server keeps -------------------------------------------------------------------------

    def overwrites(self) -> dict[int, tuple[int, int, int]]:
        """The channel's permission overwrites as the server has them: kind, allow, deny by id."""
        stored = self.env.backend.get_channel(self.channel.id).overwrites
        return {o.target_id: (int(o.type), o.allow, o.deny) for o in stored}

    def add_overwrite(self, who: Any, own: discord.PermissionOverwrite) -> None:
        """Somebody who runs the server makes an exception for a member in the channel."""
        allow, deny = (bits.value for bits in own.pair())
        self.env.backend.set_overwrite(
            self.channel.id, Overwrite(who.id, OverwriteType.MEMBER, allow, deny)
        )

    def calls(self, since: int = 0) -> list[str]:
        """The REST calls that the bot has made, after the first `since` of them."""
        return [f"{entry.method} {entry.path}" for entry in self.env.http_requests[since:]]

    def may_write(self, who: Any) -> bool:
        """Whether the server lets this person write now."""
        try:
            self.env.backend.require_permissions(
                self.guild.id, who.id, self.channel.id, "send_messages"
            )
        except simcord.BackendError as refused:
            if refused.code != MISSING_PERMISSIONS:
                raise
            return False
        return True


def say(language: str, phrase: str, **facts: Fact) -> str:
    """A phrase as a reader of this language gets it."""
    return PHRASES.say(language, phrase, **facts)


def phrases_of(catalogue: str, language: str = "en") -> list[str]:
    """The names of all phrases in this file of the catalogues."""
    source = (shipped_config_dir() / "locales" / language / catalogue).read_text(encoding="utf-8")
    return [e.id.name for e in FluentParser().parse(source).body if isinstance(e, Message)]


def answer(shown: Any) -> str:
    """The text of an answer; empty when a press was answered with the card itself."""
    if shown.response is not None:
        return texts(shown.response.message)
    return "\n".join(texts(extra.message) for extra in shown.followups)


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


def button(message: discord.Message, act: str) -> str:
    """The id of the message's button for this act."""
    return next(i for i in ids(message) if i.startswith(f"cc:{act}:"))


def made(env: Any, guild: Any, place: str, overwrites: Any) -> Any:
    """A channel of this kind; of a thread or a post, the thing itself."""
    match place:
        case "voice":
            return guild.create_voice_channel("roundtable")
        case "stage":
            return guild.create_stage_channel("roundtable")
        case "thread" | "forum":
            make = guild.create_text_channel if place == "thread" else guild.create_forum_channel
            parent = make("parent")
            thread = env.backend.create_thread(parent.id, "roundtable", guild.owner.id)
            return next(each for each in parent.threads if each.id == thread.id)
        case _:
            return guild.create_text_channel("roundtable", overwrites=overwrites)


@asynccontextmanager
async def stage(
    folder: Path,
    form: Format = PLENARY,
    enforcement: Enforcement = Enforcement.LOCK,
    overwrites: Mapping[str, discord.PermissionOverwrite] | None = None,
    *,
    items: int = 2,
    errors: bool = False,
    place: str = "text",
    largest: int | None = None,
    reader: Reader | None = None,
    workers: Workers | None = None,
) -> AsyncIterator[Stage]:
    """A server with a channel, an organizer and six people. `overwrites` are the channel's own, by
    the name of a person, "Staff", "everyone" or "bot"; `errors`: exceptions in the bot are expected;
    `place`: "text", "thread", "forum", "voice" or "stage"; `largest`: the most that a file that the
    bot sends may have in bytes; `reader`: what reads articles, `workers`: what does heavy work, if
    not as usual.
    """
    catalogue = Catalogue(
        {"trust": agenda(items)}, {"plenary": replace(form, enforcement=enforcement)}
    )
    journal = await open_journal(folder / "cochair.db")
    assert isinstance(journal, SqliteJournal)
    with ExitStack() as patched:
        phrases = patch.object(bot.app, "Phrases", lambda *_: PHRASES)  # read once is enough
        patched.enter_context(phrases)
        made_bot = build(
            journal,
            LOCALES,
            catalogue,
            ("en", "ru"),
            largest=largest,
            reader=reader,
            workers=workers,
        )
        env = simcord.Env(made_bot)
        settle_fast(env)
        for module in (bot.chat.room.presenter, bot.roundtables):
            patched.enter_context(patch.object(module, "asyncio", _Asyncio(env)))
        # The simulated server's audit log has everything at once.
        patched.enter_context(patch.object(bot.chat.messages.deletions, "LAG", 0.0))
        try:
            await env.start()
            guild = env.create_guild("A server")
            staff = guild.create_role(
                "Staff", permissions=discord.Permissions(manage_channels=True, manage_roles=True)
            )
            people = {name: guild.add_member(env.create_user(name)) for name in NAMES}
            organizer = guild.add_member(env.create_user("organizer"), roles=[staff])
            everyone = guild.default_role
            targets: dict[str, Any] = {
                **people,
                "Staff": staff,
                "everyone": everyone,
                "bot": env.bot.user,
            }
            given = {targets[name]: own for name, own in (overwrites or {}).items()}
            channel = made(env, guild, place, given)
            await env.settle()
            it = Stage(env, journal, catalogue, guild, channel, organizer, people, largest, reader)
            yield it
            if not errors:
                env.raise_errors()
            if not it.forged:
                for each in verify(folder / "cochair.db", course=True).meetings:
                    assert each.course == Course(), "the bot wrote what its rules could not have"
        finally:
            await env.shutdown()
            await journal.close()
