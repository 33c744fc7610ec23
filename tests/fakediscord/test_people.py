"""What people can do and cannot, and what is seen of presses; in this process and from another."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from discord import app_commands
from simcord.backend.errors import BackendError, SetupError

from bot.chat.framework.endpoint import Endpoint, pointed
from tests.fakediscord.conftest import House
from tests.fakediscord.control import Control, Impossible, Refused, application, connect
from tests.fakediscord.server import HERE, TOKEN
from tests.patience import PATIENCE


class Waiter(discord.Client):
    """A bot with a command, a button, a list and a form; what it is told to ignore it ignores."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.all(), guild_ready_timeout=0.02)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(app_commands.Command(name="menu", description="?", callback=_menu))
        self.up = asyncio.Event()
        self.deaf = False

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_ready(self) -> None:
        self.up.set()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        if self.deaf:
            return
        match data.get("custom_id"):
            case "form":
                await interaction.response.send_modal(_form())
            case "filled":
                said = data["components"][0]["components"][0]["value"]
                await interaction.response.send_message(f"thank you for {said}", ephemeral=True)
            case "list":
                await interaction.response.send_message(" ".join(data["values"]), ephemeral=True)
            case "late":
                await interaction.response.defer(ephemeral=True, thinking=True)
                await asyncio.sleep(0.2)
                await interaction.followup.send("at last")


async def _menu(interaction: discord.Interaction, who: discord.Member | None = None) -> None:
    view = discord.ui.View(timeout=None)
    for name in ("form", "late"):
        view.add_item(discord.ui.Button(label=name, custom_id=name))
    view.add_item(discord.ui.Button(label="off", custom_id="off", disabled=True))
    options = [discord.SelectOption(label="soup"), discord.SelectOption(label="fish")]
    view.add_item(discord.ui.Select(custom_id="list", options=options))
    view.stop()
    await interaction.response.send_message(f"for {who}", view=view)


def _form() -> discord.ui.Modal:
    form = discord.ui.Modal(title="Your wish", custom_id="filled")
    form.add_item(discord.ui.TextInput(label="What", custom_id="what"))
    form.stop()
    return form


@asynccontextmanager
async def waiting(house: House) -> AsyncIterator[Waiter]:
    client = Waiter()
    with pointed(Endpoint(house.fake.api_base, house.fake.gateway.url)):
        async with client:
            running = asyncio.create_task(client.start(TOKEN))
            async with asyncio.timeout(PATIENCE):
                await client.up.wait()
            yield client
            await client.close()
            with suppress(asyncio.CancelledError):
                await running


@pytest.fixture(params=["here", "elsewhere"])
async def control(house: House, request: pytest.FixtureRequest) -> AsyncIterator[Control]:
    """The verbs, used in this process and over a connection."""
    if request.param == "here":
        yield house.control
        return
    port = await house.fake.serve(application(house.control))
    async with connect(f"http://{HERE}:{port}/") as there:
        yield there


async def test_a_command_a_button_a_form_and_a_list(house: House, control: Control) -> None:
    async with waiting(house):
        assert await control.registered() == ["menu"]
        asked = await control.slash(house.anna, house.channel, "menu", who=house.staff)
        told = await control.answer(asked)
        assert (told["kind"], told["message"]["content"]) == ("message", "for sam")
        menu = int(told["message"]["id"])
        shown = await control.answer(await control.press(house.anna, house.channel, menu, "form"))
        assert shown["modal"]["title"] == "Your wish"
        sent = await control.submit(house.anna, shown["id"], {"what": "tea"})
        told = await control.answer(sent)
        assert (told["message"]["content"], told["ephemeral"]) == ("thank you for tea", True)
        chosen = await control.choose(house.anna, house.channel, menu, "list", ["fish"])
        assert (await control.answer(chosen))["message"]["content"] == "fish"
        late = await control.answer(await control.press(house.staff, house.channel, menu, "late"))
        assert late["message"]["content"] == "at last"
        assert late["seconds"] < 3
    assert await control.silent() == []
    assert await control.unknown() == []
    assert [m["content"] for m in await control.messages(house.channel)] == ["for sam"]


async def test_what_no_client_could_do(house: House, control: Control) -> None:
    no: Any = (Impossible, SetupError)
    async with waiting(house):
        told = await control.answer(await control.slash(house.anna, house.channel, "menu"))
        menu = int(told["message"]["id"])
        for custom_id in ("off", "nowhere"):
            with pytest.raises(no):
                await control.press(house.anna, house.channel, menu, custom_id)
        with pytest.raises(no):
            await control.slash(house.anna, house.channel, "nothing")
        with pytest.raises(no):
            await control.choose(house.anna, house.channel, menu, "list", ["meat"])
        form = await control.answer(await control.press(house.anna, house.channel, menu, "form"))
        with pytest.raises(no):
            await control.submit(house.staff, form["id"], {"what": "not mine"})


async def test_a_press_that_nobody_answers_is_silent(house: House, control: Control) -> None:
    async with waiting(house) as client:
        told = await control.answer(await control.slash(house.anna, house.channel, "menu"))
        menu = int(told["message"]["id"])
        client.deaf = True
        press = await control.press(house.anna, house.channel, menu, "late")
        assert (await control.answer(press, within=3.2))["kind"] is None
        (silent,) = await control.silent()
    assert (silent["id"], silent["who"], silent["what"]) == (press, house.anna, "late")
    # Nobody heard of this one, so nobody is to blame.
    await control.press(house.anna, house.channel, menu, "late")
    await asyncio.sleep(3.1)
    assert len(await control.silent()) == 1


async def test_a_press_may_be_answered_later_where_the_machine_is_slow(
    house: House, control: Control
) -> None:
    async with waiting(house) as client:
        told = await control.answer(await control.slash(house.anna, house.channel, "menu"))
        client.deaf = True
        await control.answer_within(0.0)
        late = await control.press(house.anna, house.channel, int(told["message"]["id"]), "late")
        async with asyncio.timeout(PATIENCE):  # until the bot was told of it
            while [one["id"] for one in await control.silent()] != [late]:
                await asyncio.sleep(0.01)
        await control.answer_within(3600.0)
        assert await control.silent() == []


async def test_one_message_the_newest_and_who_may_write(house: House, control: Control) -> None:
    there = [await control.send(house.anna, house.channel, text) for text in "abc"]
    assert [m["content"] for m in await control.messages(house.channel, newest=2)] == ["b", "c"]
    found = await control.message(house.channel, there[0])
    assert found is not None and found["content"] == "a"
    await control.delete(house.anna, house.channel, there[0])
    assert await control.message(house.channel, there[0]) is None
    await control.set_overwrite(house.channel, house.anna, 0, 1 << 11)
    people = [house.anna, house.staff]
    assert await control.who_may(people, house.channel, "send_messages") == [house.staff]


async def test_a_button_that_is_gone_can_still_be_pressed(house: House, control: Control) -> None:
    async with waiting(house):
        told = await control.answer(await control.slash(house.anna, house.channel, "menu"))
        menu = int(told["message"]["id"])
        press = await control.press_late(house.anna, house.channel, menu, "form:old")
        assert (await control.answer(press, within=0.1))["kind"] is None


async def test_who_may_not_write(house: House, control: Control) -> None:
    no: Any = (Refused, BackendError)
    who, where = house.anna, house.channel

    async def refused(code: int, **how: Any) -> None:
        with pytest.raises(no) as told:
            await control.send(who, where, "words", **how)
        assert told.value.code == code

    await control.change_channel(where, rate_limit_per_user=60)
    await control.send(who, where, "one")
    await refused(20016)  # slowmode
    await control.send(house.staff, where, "one")
    await control.send(house.staff, where, "two")
    await control.change_channel(where, rate_limit_per_user=0)
    soon = datetime.now(UTC) + timedelta(minutes=1)
    await control.change_member(house.server, who, timed_out_until=soon.isoformat())
    await refused(50013)
    await control.change_member(house.server, who, timed_out_until=None)
    await control.change_member(house.server, who, pending=True)
    await refused(20022)
    await control.change_member(house.server, who, pending=False)
    await control.set_overwrite(where, who, 0, 1 << 15)
    await refused(50013, files={"a.txt": ""})
    await control.set_overwrite(where, who, 0, 1 << 11)
    await refused(50013)
    assert not await control.may(who, where, "send_messages")
    await control.wipe_overwrites(where)
    assert await control.may(who, where, "send_messages", "attach_files")
    await control.leave(house.server, who)
    await refused(10007)


async def test_the_audit_log_says_who_deleted_another_s(house: House, control: Control) -> None:
    mine = await control.send(house.anna, house.channel, "mine")
    other = await control.send(house.anna, house.channel, "mine too")
    await control.delete(house.anna, house.channel, mine)
    guild = house.fake.world.backend.get_guild(house.server)
    assert guild.audit_log_entries == []
    await control.delete(house.staff, house.channel, other)
    (entry,) = guild.audit_log_entries
    assert (entry.action_type, entry.user_id, entry.target_id) == (72, house.staff, house.anna)
    third = await control.send(house.staff, house.channel, "not hers")
    with pytest.raises((Refused, BackendError)):
        await control.delete(house.anna, house.channel, third)


async def test_edits_files_reactions_forwards_and_proxies(house: House, control: Control) -> None:
    message = await control.send(house.anna, house.channel, "first", files={"a.txt": "Yg=="})
    await control.react(house.staff, house.channel, message, "👍")
    await control.forward(house.anna, message, house.channel, house.channel)
    await control.edit(house.anna, house.channel, message, "second", keep_files=False)
    await control.clear_reactions(house.channel, message)
    await control.proxy(house.channel, "Anna", "through another bot")
    first, forwarded, proxied = await control.messages(house.channel)
    assert (first["content"], first["attachments"], first["reactions"]) == ("second", [], [])
    (snapshot,) = forwarded["message_snapshots"]
    assert snapshot["message"]["content"] == "first"
    assert snapshot["message"]["attachments"][0]["filename"] == "a.txt"
    assert (proxied["author"]["username"], "webhook_id" in proxied) == ("Anna", True)


def test_every_verb_can_be_asked_for_from_elsewhere() -> None:
    verbs = {name for name in dir(Control) if not name.startswith("_")}
    assert {v for v in verbs if not inspect.iscoroutinefunction(getattr(Control, v))} == set()
