"""`/floor`: asking for it, giving it, giving it up, and the order of the list."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.chat.chairing import chairing_handlers
from bot.chat.client_base import ClientBase
from bot.chat.floor import place_handlers, speaking_handlers
from bot.chat.floor.floor_forms import ask
from bot.chat.framework.autocompletion import Say
from bot.chat.framework.interaction_context import InteractionContext
from bot.procedure import commands as c
from bot.procedure.floor.request_kinds import ASKED_FOR, Kind
from bot.procedure.floor.request_rules import NOTE_LENGTH
from bot.procedure.formats import Policy
from bot.procedure.refusals import Code, refuse
from bot.procedure.values import SECOND, Words


def group(say: Say) -> app_commands.Group:
    floor = app_commands.Group(name="floor", description=say("help-floor"))
    _asking(floor, say)
    _speaking(floor, say)
    _looking(floor, say)
    _chairing(floor, say)
    _ordering(floor, say)
    return floor


def _asking(floor: app_commands.Group, say: Say) -> None:
    @floor.command(name="ask", description=say("help-floor-ask"))
    @app_commands.describe(kind=say("opt-kind-help"), note=say("opt-note-help"))
    @app_commands.choices(
        kind=[app_commands.Choice(name=say(f"kind-{kind}"), value=kind.value) for kind in ASKED_FOR]
    )
    async def ask_(
        interaction: discord.Interaction[ClientBase],
        kind: app_commands.Choice[str] | None = None,
        note: app_commands.Range[str, 1, NOTE_LENGTH] | None = None,
    ) -> None:
        wanted = Kind.STATEMENT if kind is None else Kind(kind.value)
        await ask(InteractionContext.here(interaction), wanted, note)

    @floor.command(name="defer", description=say("help-floor-defer"))
    async def defer(interaction: discord.Interaction[ClientBase]) -> None:
        await place_handlers.defer(InteractionContext.here(interaction))

    @floor.command(name="withdraw", description=say("help-floor-withdraw"))
    async def withdraw(interaction: discord.Interaction[ClientBase]) -> None:
        await place_handlers.withdraw(InteractionContext.here(interaction))

    @floor.command(name="place", description=say("help-floor-place"))
    async def place_(interaction: discord.Interaction[ClientBase]) -> None:
        await place_handlers.my_place(InteractionContext.here(interaction))


def _speaking(floor: app_commands.Group, say: Say) -> None:
    @floor.command(name="yield", description=say("help-floor-yield"))
    async def yield_(interaction: discord.Interaction[ClientBase]) -> None:
        await speaking_handlers.yield_floor(InteractionContext.here(interaction))

    @floor.command(name="pass", description=say("help-floor-pass"))
    async def pass_(interaction: discord.Interaction[ClientBase]) -> None:
        await speaking_handlers.pass_turn(InteractionContext.here(interaction))

    @floor.command(name="circle", description=say("help-floor-circle"))
    async def circle(interaction: discord.Interaction[ClientBase]) -> None:
        await speaking_handlers.circle(InteractionContext.here(interaction))


def _looking(floor: app_commands.Group, say: Say) -> None:
    @floor.command(name="list", description=say("help-floor-list"))
    async def list_(interaction: discord.Interaction[ClientBase]) -> None:
        await place_handlers.show_list(InteractionContext.here(interaction))

    @floor.command(name="balance", description=say("help-floor-balance"))
    async def balance(interaction: discord.Interaction[ClientBase]) -> None:
        await place_handlers.show_balance(InteractionContext.here(interaction))


def _chairing(floor: app_commands.Group, say: Say) -> None:
    @floor.command(name="next", description=say("help-floor-next"))
    async def next_(interaction: discord.Interaction[ClientBase]) -> None:
        await speaking_handlers.call_next(InteractionContext.here(interaction))

    @floor.command(name="grant", description=say("help-floor-grant"))
    @app_commands.describe(member=say("opt-member-help"))
    async def grant(interaction: discord.Interaction[ClientBase], member: discord.Member) -> None:
        context = InteractionContext.here(interaction)
        await chairing_handlers.call(context, str(member.id))

    @floor.command(name="extend", description=say("help-floor-extend"))
    @app_commands.describe(seconds=say("opt-seconds-help"))
    async def extend(
        interaction: discord.Interaction[ClientBase],
        seconds: app_commands.Range[int, 10, 900] | None = None,
    ) -> None:
        context = InteractionContext.here(interaction)
        if context.overtaken:
            await context.refuse(refuse(Code.ALREADY_EXTENDED))
        elif seconds is None:
            await speaking_handlers.extend(context)
        else:
            more = seconds * SECOND
            await context.carry_out(c.Extend(context.person, context.seen_turn, more))

    @floor.command(name="rule", description=say("help-floor-rule"))
    @app_commands.describe(sustained=say("opt-sustained-help"), note=say("opt-note-help"))
    async def rule(
        interaction: discord.Interaction[ClientBase],
        sustained: bool,
        note: app_commands.Range[str, 1, NOTE_LENGTH] | None = None,
    ) -> None:
        context = InteractionContext.here(interaction)
        words = None if note is None else Words(note)
        await context.carry_out(c.RulePoint(context.person, sustained, words))

    @floor.command(name="chairing", description=say("help-floor-chairing"))
    async def chairing_(interaction: discord.Interaction[ClientBase]) -> None:
        await chairing_handlers.show_panel(InteractionContext.here(interaction))


def _ordering(floor: app_commands.Group, say: Say) -> None:
    @floor.command(name="policy", description=say("help-floor-policy"))
    @app_commands.describe(policy=say("opt-policy-help"))
    @app_commands.choices(
        policy=[
            app_commands.Choice(name=say(f"policy-{policy}"), value=policy.value)
            for policy in Policy
        ]
    )
    async def policy_(
        interaction: discord.Interaction[ClientBase], policy: app_commands.Choice[str]
    ) -> None:
        context = InteractionContext.here(interaction)
        await context.carry_out(c.SetPolicy(context.person, Policy(policy.value)))

    @floor.command(name="close-list", description=say("help-floor-close-list"))
    @app_commands.describe(closed=say("opt-closed-help"))
    async def close_list(interaction: discord.Interaction[ClientBase], closed: bool = True) -> None:
        context = InteractionContext.here(interaction)
        by = context.person
        await context.carry_out(c.CloseList(by) if closed else c.ReopenList(by))

    @floor.command(name="interpret", description=say("help-floor-interpret"))
    @app_commands.describe(on=say("opt-on-help"))
    async def interpret(interaction: discord.Interaction[ClientBase], on: bool) -> None:
        context = InteractionContext.here(interaction)
        await context.carry_out(c.SetInterpretation(context.person, on))

    @floor.command(name="nudges", description=say("help-floor-nudges"))
    @app_commands.describe(quiet=say("opt-quiet-help"), loud=say("opt-loud-help"))
    async def nudges(
        interaction: discord.Interaction[ClientBase],
        quiet: bool | None = None,
        loud: bool | None = None,
    ) -> None:
        context = InteractionContext.here(interaction)
        await context.carry_out(c.SetBalance(context.person, quiet, loud))
