"""What people do: write, press, fill in, type, react; and what whoever runs a server can do to it.

A person can do here what a person could in a client, by simcord's own checks and by those that it
lacks. Everything is named by its id, and what comes back could stand in a JSON document, so that a
test in another process can ask for it. What must not live here: looking at the world afterwards.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simcord import interactions
from simcord.actors import MemberActor, _dispatch_actor_interaction
from simcord.backend import permissions, serializers
from simcord.backend.errors import BackendError, SetupError
from simcord.backend.models import Overwrite
from simcord.builders import RoleHandle, UserHandle
from simcord.components import walk_components
from simcord.enums import InteractionType, OptionType, OverwriteType
from simcord.results import InteractionResult, ResponseMessage

from tests.fakediscord.own_routes import wake

if TYPE_CHECKING:
    from tests.fakediscord.server import FakeDiscord

MESSAGE_DELETED = 72
"""The audit log's number for a message that somebody other than its author deleted."""


class People:
    def __init__(self, fake: FakeDiscord) -> None:
        self._fake = fake
        self._world = fake.world
        self._backend = fake.world.backend
        self._wrote: dict[tuple[int, int], float] = {}

    # Words -----------------------------------------------------------------------------------------

    async def send(
        self,
        who: int,
        channel: int,
        text: str = "",
        *,
        answers: int | None = None,
        files: Mapping[str, str] | None = None,
    ) -> int:
        """Write a message, perhaps in answer to another; `files`: bytes by name, in base64. Its id."""
        self._may_write(who, channel, bool(files))
        reference = None
        if answers is not None:
            reference = {"channel_id": str(channel), "message_id": str(answers)}
        stored = [(name, base64.b64decode(data)) for name, data in (files or {}).items()]
        message = self._backend.create_message(
            channel,
            who,
            text,
            reference=reference,
            attachments=self._backend.store_attachments(channel, stored),
        )
        self._wrote[who, channel] = time.monotonic()
        return message.id

    async def forward(self, who: int, message: int, source: int, channel: int) -> int:
        """Forward a message of the channel `source`."""
        self._may_write(who, channel, False)
        reference = {"type": 1, "channel_id": str(source), "message_id": str(message)}
        return self._backend.create_message(channel, who, reference=reference).id

    def _may_write(self, who: int, channel_id: int, files: bool) -> None:
        channel = self._world.channel(channel_id)
        if channel.guild_id is None:
            return
        member = self._backend.get_member(channel.guild_id, who)
        if member.pending:
            raise BackendError(403, 20022, "The membership is still being screened")
        self._backend.require_permissions(
            channel.guild_id,
            who,
            channel_id,
            "send_messages_in_threads" if channel.is_thread else "send_messages",
            *(["attach_files"] if files else ()),
        )
        wake(self._fake, channel, who)
        held = self._backend.compute_permissions(channel.guild_id, who, channel_id)
        free = permissions.flag("manage_messages") | permissions.flag("manage_channels")
        since = time.monotonic() - self._wrote.get((who, channel_id), float("-inf"))
        if since < channel.rate_limit_per_user and not held & free:
            raise BackendError(
                429, 20016, "This action cannot be performed due to slowmode rate limit"
            )

    async def edit(
        self, who: int, channel: int, message: int, text: str, *, keep_files: bool = True
    ) -> None:
        """Change one's own message; `keep_files` False takes its files off."""
        if self._backend.get_message(channel, message).author_id != who:
            raise SetupError("only one's own messages can be edited")
        fields: dict[str, Any] = {"content": text}
        if not keep_files:
            fields["attachments"] = []
        self._backend.edit_message(channel, message, fields)

    async def delete(self, who: int, channel: int, message: int) -> None:
        """Delete a message; of another's, the audit log says so."""
        stored = self._backend.get_message(channel, message)
        guild_id = self._world.channel(channel).guild_id
        if stored.author_id != who:
            self._backend.require_permissions(guild_id, who, channel, "manage_messages")
        self._backend.delete_message(channel, message)
        if stored.author_id != who and guild_id is not None:
            self._backend.record_audit_log(
                guild_id,
                MESSAGE_DELETED,
                target_id=stored.author_id,
                options={"channel_id": str(channel), "count": "1"},
                user_id=who,
            )

    async def type(self, who: int, channel: int) -> None:
        """Begin to type."""
        there = self._world.channel(channel)
        payload: dict[str, Any] = {
            "channel_id": str(channel),
            "user_id": str(who),
            "timestamp": int(time.time()),
        }
        if there.guild_id is not None:
            guild = self._backend.get_guild(there.guild_id)
            member = serializers.member_payload(self._backend, guild, guild.members[who])
            payload |= {"guild_id": str(there.guild_id), "member": member}
        self._world.tell("TYPING_START", payload)

    async def react(self, who: int, channel: int, message: int, sign: str, on: bool = True) -> None:
        self._backend.set_reaction(channel, message, sign, who, on)

    async def clear_reactions(self, channel: int, message: int) -> None:
        self._backend.clear_reactions(channel, message)

    # Presses, forms and commands ---------------------------------------------------------------------

    async def press(self, who: int, channel: int, message: int, custom_id: str) -> int:
        """Press a button that a message has; the number of the interaction."""
        actor = self._world.actor(who, channel)
        shown = ResponseMessage(self._world, self._backend.get_message(channel, message))
        return self._begun(await actor.click(shown, custom_id=custom_id), custom_id)

    async def press_late(self, who: int, channel: int, message: int, custom_id: str) -> int:
        """Press a button that the message had a moment ago: a client that was not told yet."""
        stored = self._backend.get_message(channel, message)
        data = {"custom_id": custom_id, "component_type": 2}
        result = await _dispatch_actor_interaction(
            self._world.actor(who, channel),
            InteractionType.MESSAGE_COMPONENT,
            self._world.channel_handle(channel),
            data,
            extra={"message": dict(serializers.message_payload(self._backend, stored))},
            source_message_id=message,
        )
        return self._begun(result, custom_id)

    async def choose(
        self, who: int, channel: int, message: int, custom_id: str, values: Sequence[str | int]
    ) -> int:
        """Choose from a list of a message: texts, or people by their ids."""
        actor = self._world.actor(who, channel)
        stored = self._backend.get_message(channel, message)
        picked: list[Any] = [
            v if isinstance(v, str) else self._world.actor(v, channel) for v in values
        ]
        shown = ResponseMessage(self._world, stored)
        return self._begun(await actor.select(shown, picked, custom_id=custom_id), custom_id)

    async def submit(self, who: int, interaction: int, values: Mapping[str, Any]) -> int:
        """Fill in and send the form that this interaction was answered with."""
        record = self._backend.interactions[interaction]
        actor = self._world.actor(who, record.channel_id)
        shown = InteractionResult(self._world, record)
        result = await actor.submit_modal(shown, dict(values))
        return self._begun(result, str((record.modal or {}).get("custom_id")))

    async def slash(self, who: int, channel: int, command: str, /, **options: Any) -> int:
        """Type a command; people, roles and channels by their ids, a file as [name, base64]."""
        root = self._backend.find_command(command.split()[0], self._world.channel(channel).guild_id)
        if root is None:
            raise SetupError(f"there is no command {command}")
        leaf, _ = interactions.walk_to_subcommand(root, command.split()[1:])
        kinds = {one["name"]: OptionType(one["type"]) for one in leaf.get("options") or ()}
        typed = {
            name: self._option(kinds.get(name), value, channel)
            for name, value in options.items()
            if value is not None
        }
        actor = self._world.actor(who, channel)
        if isinstance(actor, UserHandle):
            return self._begun(await actor.slash(command, **typed), command)
        there = self._world.channel_handle(channel)
        return self._begun(await actor.slash(there, command, **typed), command)

    def _option(self, kind: OptionType | None, value: Any, channel: int) -> Any:
        match kind:
            case OptionType.USER | OptionType.MENTIONABLE:
                return self._world.actor(value, channel)
            case OptionType.CHANNEL:
                return self._world.channel_handle(value)
            case OptionType.ROLE:
                server = self._world.channel(channel).guild_id
                assert server is not None, "a channel of a server"
                role = self._backend.get_role(server, value)
                return RoleHandle(self._world, self._world.guild_handle(server), role)
            case OptionType.ATTACHMENT:
                return value[0], base64.b64decode(value[1])
            case _:
                return value

    async def menu(self, who: int, channel: int, message: int, name: str) -> int:
        """Choose an entry of a message's context menu."""
        actor = self._world.actor(who, channel)
        assert isinstance(actor, MemberActor), "a message of a server"
        shown = ResponseMessage(self._world, self._backend.get_message(channel, message))
        result = await actor.context_menu(self._world.channel_handle(channel), name, shown)
        return self._begun(result, name)

    def _begun(self, result: InteractionResult, what: str) -> int:
        number = result._interaction.id
        self._world.presses[number].what = what
        return number

    # Whoever runs the server -------------------------------------------------------------------------

    async def set_overwrite(
        self, channel: int, target: int, allow: int, deny: int, *, role: bool = False
    ) -> None:
        """An exception in a channel, for a member or for a role (everyone's has the server's id)."""
        kind = OverwriteType.ROLE if role else OverwriteType.MEMBER
        self._backend.set_overwrite(channel, Overwrite(target, kind, allow, deny))

    async def remove_overwrite(self, channel: int, target: int) -> None:
        self._backend.delete_overwrite(channel, target)

    async def wipe_overwrites(self, channel: int) -> None:
        """All of them at once, as "sync with category" does."""
        self._backend.edit_channel(channel, {}, overwrites=[])

    async def change_channel(self, channel: int, **changes: Any) -> None:
        """`name`, `topic`, `rate_limit_per_user`; of a thread also `archived` and `locked`."""
        of_thread: dict[str, Any] = {
            name: changes.pop(name) for name in ("archived", "locked") if name in changes
        }
        self._backend.edit_channel(channel, changes, thread_metadata=of_thread or None)

    async def delete_channel(self, channel: int) -> None:
        self._backend.delete_channel(channel)

    async def change_role(self, guild: int, role: int, **changes: Any) -> None:
        """`name`, `permissions`, `position` and so on."""
        self._backend.edit_role(guild, role, changes)

    async def give_role(self, guild: int, who: int, role: int, on: bool = True) -> None:
        change = self._backend.add_member_role if on else self._backend.remove_member_role
        change(guild, who, role)

    async def change_member(self, guild: int, who: int, **changes: Any) -> None:
        """`nick`, `timed_out_until` (ISO 8601); `pending`: whether they are still being screened."""
        pending = changes.pop("pending", None)
        if pending is not None:
            self._backend.get_member(guild, who).pending = pending
        self._backend.edit_member(guild, who, changes)

    async def leave(self, guild: int, who: int) -> None:
        self._backend.remove_member(guild, who)

    async def join(self, guild: int, who: int) -> None:
        self._backend.add_member(guild, who, announce=True)

    async def join_voice(self, who: int, channel: int) -> None:
        actor = self._world.actor(who, channel)
        assert isinstance(actor, MemberActor), "a channel of a server"
        await actor.join_voice(self._world.channel_handle(channel))

    async def delete_in_bulk(self, channel: int, messages: Sequence[int]) -> None:
        self._backend.bulk_delete_messages(channel, messages)

    async def proxy(self, channel: int, name: str, text: str) -> int:
        """Another bot says something under somebody's name, through a webhook."""
        hook = self._backend.create_webhook(channel, name, self._backend.bot_user.id)
        made = self._backend.create_message(
            channel, hook.webhook_user_id, text, webhook_id=hook.id, author_name=name
        )
        return made.id

    async def take_private_words(self, who: int, on: bool) -> None:
        """Whether somebody takes private messages from this server."""
        (self._fake.no_private_words.discard if on else self._fake.no_private_words.add)(who)


def buttons_of(components: Any) -> list[str]:
    """The ids of everything in a message that can be pressed or chosen from."""
    return [str(one["custom_id"]) for one in walk_components(components) if one.get("custom_id")]
