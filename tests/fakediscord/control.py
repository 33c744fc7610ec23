"""What a test has in its hand: people, faults, sessions, and a look at the world, in one place.

`Control` is used in the fake's own process; `connect` gives the same, by name and by type, of a fake
in another process, over a loopback connection. Every verb takes and gives what JSON can hold.
"""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

import aiohttp
from aiohttp import web
from simcord.backend import permissions, serializers
from simcord.backend.errors import BackendError, SetupError
from simcord.backend.models import Interaction, Overwrite
from simcord.builders import GuildHandle
from simcord.enums import OverwriteType

from tests.fakediscord.faults import Fault, Kind
from tests.fakediscord.people import People
from tests.fakediscord.schema import description
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.fakediscord.server import FakeDiscord

CHANNEL_KINDS = {"text": "text", "voice": "voice", "stage": "stage", "forum": "forum"}


class Refused(Exception):
    """Discord would not have let this person do that: its HTTP status and code."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(f"{status} ({code}): {message}")
        self.status, self.code = status, code


class Impossible(Exception):
    """No client could have done that: no such button, no such command, a form that was not shown."""


class Control(People):
    """The verbs. Those of `People` are what people do."""

    def __init__(self, fake: FakeDiscord) -> None:
        super().__init__(fake)

    # Arranging -------------------------------------------------------------------------------------

    async def make_server(self, name: str) -> int:
        return self._backend.create_guild(name).id

    async def make_person(self, name: str, server: int, role: int | None = None) -> int:
        """Somebody in this server."""
        user = self._backend.make_user(name)
        roles = () if role is None else (role,)
        self._backend.add_member(server, user.id, roles=roles, announce=True)
        return user.id

    async def make_role(self, server: int, name: str, permissions: int = 0) -> int:
        return self._backend.create_role(server, name, permissions=permissions).id

    async def make_channel(
        self,
        server: int,
        name: str,
        kind: str = "text",
        overwrites: Mapping[str, tuple[int, int]] | None = None,
    ) -> int:
        """A channel: text, voice, stage or forum. `overwrites`: allow and deny by id, as a text."""
        guild: GuildHandle = self._world.guild_handle(server)
        make = getattr(guild, f"create_{CHANNEL_KINDS[kind]}_channel")
        channel: int = make(name).id
        roles = self._backend.get_guild(server).roles
        for target, (allow, deny) in (overwrites or {}).items():
            own = OverwriteType.ROLE if int(target) in roles else OverwriteType.MEMBER
            self._backend.set_overwrite(channel, Overwrite(int(target), own, allow, deny))
        return channel

    async def make_thread(self, channel: int, name: str, owner: int) -> int:
        return self._backend.create_thread(channel, name, owner).id

    async def bot_holds(self, server: int, permissions: int) -> None:
        """Give the bot's own role these permissions, and no others."""
        roles = self._backend.get_guild(server).roles
        (role,) = [one for one in roles.values() if one.managed]
        self._backend.edit_role(server, role.id, {"permissions": permissions})

    async def set_most_pins(self, most: int) -> None:
        self._world.max_pins = most

    async def answer_within(self, seconds: float) -> None:
        """From now on a press may be answered for so long, for bots on a machine that is slow."""
        self._world.answer_within = seconds

    # Looking ---------------------------------------------------------------------------------------

    async def messages(self, channel: int, newest: int | None = None) -> list[dict[str, Any]]:
        """What everybody sees in a channel, oldest first, as Discord's API gives it; or only so many of
        the newest."""
        there = [
            m for _, m in sorted(self._backend.messages[channel].items()) if not m.is_ephemeral
        ]
        wanted = there if newest is None else there[-newest:]
        return [self._payload(message) for message in wanted]

    async def message(self, channel: int, message: int) -> dict[str, Any] | None:
        """One message of a channel, if it is there."""
        found = self._backend.messages[channel].get(message)
        return None if found is None else self._payload(found)

    async def private_words(self, who: int) -> list[dict[str, Any]]:
        """What somebody was written privately, oldest first."""
        channel = self._backend.dm_channels.get(who)
        return [] if channel is None else await self.messages(channel)

    async def overwrites(self, channel: int) -> dict[str, tuple[int, int]]:
        """Allow and deny by target, as a text."""
        return {
            str(o.target_id): (o.allow, o.deny) for o in self._world.channel(channel).overwrites
        }

    async def may(self, who: int, channel: int, *names: str) -> bool:
        """Whether somebody holds all of these permissions in a channel."""
        guild_id = self._world.channel(channel).guild_id
        assert guild_id is not None, "a channel of a server"
        held = self._backend.compute_permissions(guild_id, who, channel)
        return all(held & permissions.flag(name) for name in names)

    async def who_may(self, people: list[int], channel: int, *names: str) -> list[int]:
        """Those of the people who hold all of these permissions in a channel at one moment."""
        return [who for who in people if await self.may(who, channel, *names)]

    async def answer(self, interaction: int, within: float = PATIENCE) -> dict[str, Any]:
        """What an interaction was answered with, once it is (and is no longer "thinking"), or after so
        many seconds: `kind` (None: nothing), `modal`, `message`, `followups`, `seconds`."""
        record = self._backend.interactions[interaction]
        loop = asyncio.get_running_loop()
        until = loop.time() + within
        while (not record.responded or record.loading) and loop.time() < until:
            await asyncio.sleep(0.005)
        return self._answer(record)

    def _answer(self, record: Interaction) -> dict[str, Any]:
        def shown(message: int | None) -> dict[str, Any] | None:
            found = self._backend.messages[record.channel_id].get(message or 0)
            return None if found is None else self._payload(found)

        return {
            "id": record.id,
            "kind": None if record.response_kind is None else str(record.response_kind),
            "ephemeral": record.ephemeral,
            "modal": record.modal,
            "message": shown(record.message_id),
            "followups": [made for one in record.followup_ids if (made := shown(one)) is not None],
            "seconds": self._world.presses[record.id].answered,
        }

    def _payload(self, message: Any) -> dict[str, Any]:
        return dict(serializers.message_payload(self._backend, message))

    async def silent(self) -> list[dict[str, Any]]:
        """The presses that a bot was told of and did not answer within Discord's three seconds: which,
        by whom, and what they were."""
        return [
            {"id": p.record.id, "who": p.record.user_id, "what": p.what, "at": p.at.isoformat()}
            for p in self._world.silent()
        ]

    async def registered(self) -> list[str]:
        """The names of the application's commands."""
        return [str(one["name"]) for one in self._fake.commands]

    async def requests(self, since: int = 0) -> list[str]:
        """The bot's requests, after the first `since` of them: method and path."""
        return [f"{method} {path}" for method, path in self._fake.requests[since:]]

    async def complaints(self) -> dict[str, int] | None:
        """How often a request was not as Discord describes it, by complaint; None where Discord's
        description is not there to be asked."""
        return None if description() is None else dict(self._fake.complaints)

    async def unknown(self) -> list[str]:
        """What the fake did not know how to answer: a gap in it."""
        return list(self._fake.unknown)

    async def sessions(self) -> dict[str, int]:
        """How many sessions there are, how many with a connection, and how often bots identified and
        resumed."""
        gateway = self._fake.gateway
        return {
            "sessions": len(gateway.sessions),
            "connected": sum(one.connection is not None for one in gateway.sessions.values()),
            "identified": len(gateway.identified),
            "resumed": len(gateway.resumed),
            "refused by a limit": self._fake.limits.refused,
        }

    # What goes wrong -------------------------------------------------------------------------------

    async def fault(self, kind: str, **how: Any) -> None:
        """Let something go wrong; `how` as `Fault` has it."""
        self._fake.faults.add(Fault(Kind(kind), **how))

    async def no_faults(self) -> None:
        self._fake.faults.clear()

    async def happened(self) -> dict[str, int]:
        """How often each kind of fault has happened."""
        return {str(kind): times for kind, times in self._fake.faults.happened.items()}

    async def untimely(self) -> list[int]:
        """What was told late or overtaken: the ids in those events, as of messages."""
        return sorted(self._fake.gateway.untimely)

    async def seed(self, seed: int) -> None:
        """Where the chance begins by which faults happen."""
        self._fake.faults.seed(seed)

    async def cut(self, *, resumable: bool, code: int | None = None) -> int:
        return await self._fake.gateway.cut(resumable=resumable, code=code)

    async def shut_gateway(self, seconds: float) -> None:
        """For so long, nobody new is let in at the gateway. Who is there stays."""
        self._fake.gateway.shut(seconds)

    async def ask_to_reconnect(self, *, resumable: bool = True) -> None:
        self._fake.gateway.ask_to_reconnect(resumable=resumable)

    async def invalidate(self, *, resumable: bool) -> None:
        self._fake.gateway.invalidate(resumable=resumable)

    async def fall_silent(self, *, resumable: bool = True) -> None:
        self._fake.gateway.fall_silent(resumable=resumable)

    async def take_away(self, server: int) -> None:
        self._fake.gateway.take_away(server)

    async def bring_back(self, server: int) -> None:
        self._fake.gateway.bring_back(server)

    async def repeat(self, event: str, message: int, channel: int) -> None:
        """Tell once more of a message that was told of long ago."""
        stored = self._backend.get_message(channel, message)
        assert event == "MESSAGE_CREATE", "nothing else is told again later"
        self._backend.announce_message_create(stored)


# Over a connection -----------------------------------------------------------------------------------


def application(control: Control) -> web.Application:
    """The verbs over HTTP, for whoever knows the port: a test on this machine."""

    async def call(request: web.Request) -> web.Response:
        asked = await request.json()
        verb = getattr(control, asked["verb"])
        try:
            return web.json_response({"result": await verb(*asked["args"], **asked["named"])})
        except BackendError as error:
            return web.json_response({"refused": [error.status, error.code, error.message]})
        except SetupError as error:
            return web.json_response({"impossible": str(error)})

    app = web.Application(client_max_size=100 << 20)
    app.router.add_post("/", call)
    return app


class _Remote:
    """Every verb of `Control`, carried out elsewhere."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session, self._url = session, url

    def __getattr__(self, verb: str) -> Any:
        if verb.startswith("_") or not inspect.iscoroutinefunction(getattr(Control, verb, None)):
            raise AttributeError(verb)

        async def call(*args: Any, **named: Any) -> Any:
            asked = json.dumps({"verb": verb, "args": args, "named": named})
            async with self._session.post(self._url, data=asked) as answer:
                told = await answer.json()
            if "refused" in told:
                raise Refused(*told["refused"])
            if "impossible" in told:
                raise Impossible(told["impossible"])
            return told["result"]

        return call


@asynccontextmanager
async def connect(url: str) -> AsyncIterator[Control]:
    """The verbs of a fake in another process."""
    # As long as an answer is waited for; everything else is at once.
    limit = aiohttp.ClientTimeout(total=120)
    async with aiohttp.ClientSession(timeout=limit) as session:
        yield cast(Control, _Remote(session, url))
