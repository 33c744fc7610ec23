"""`/floor`: asking for it, giving it, giving it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.chat import acts
from bot.chat.commands.common import Say
from bot.chat.modals import OFFERED, ask
from bot.chat.visit import Visit
from bot.chat.wording import mention, minutes, moment, note_shown, side_name
from bot.procedure import commands as c
from bot.procedure.decide.requests import NOTE_LENGTH
from bot.procedure.formats import Kind
from bot.procedure.order import speakers_list
from bot.procedure.refusals import Code, refuse
from bot.procedure.values import SECOND, Words

if TYPE_CHECKING:
    from bot.chat.client import CochairClient

KINDS = (*OFFERED, Kind.POINT_OF_ORDER)


def group(say: Say) -> app_commands.Group:
    floor = app_commands.Group(name="floor", description=say("help-floor"))
    _asking(floor, say)
    _chairing(floor, say)
    return floor


def _asking(floor: app_commands.Group, say: Say) -> None:
    @floor.command(name="ask", description=say("help-floor-ask"))
    @app_commands.describe(kind=say("opt-kind-help"), note=say("opt-note-help"))
    @app_commands.choices(
        kind=[app_commands.Choice(name=say(f"kind-{kind}"), value=kind.value) for kind in KINDS]
    )
    async def ask_(
        interaction: discord.Interaction[CochairClient],
        kind: app_commands.Choice[str] | None = None,
        note: app_commands.Range[str, 1, NOTE_LENGTH] | None = None,
    ) -> None:
        wanted = Kind.STATEMENT if kind is None else Kind(kind.value)
        await ask(Visit.here(interaction), wanted, note)

    @floor.command(name="withdraw", description=say("help-floor-withdraw"))
    async def withdraw(interaction: discord.Interaction[CochairClient]) -> None:
        await acts.withdraw(Visit.here(interaction))

    @floor.command(name="yield", description=say("help-floor-yield"))
    async def yield_(interaction: discord.Interaction[CochairClient]) -> None:
        await acts.yield_floor(Visit.here(interaction))

    @floor.command(name="list", description=say("help-floor-list"))
    async def list_(interaction: discord.Interaction[CochairClient]) -> None:
        await show_list(Visit.here(interaction))


def _chairing(floor: app_commands.Group, say: Say) -> None:
    @floor.command(name="next", description=say("help-floor-next"))
    async def next_(interaction: discord.Interaction[CochairClient]) -> None:
        await acts.call_next(Visit.here(interaction))

    @floor.command(name="grant", description=say("help-floor-grant"))
    @app_commands.describe(member=say("opt-member-help"))
    async def grant(
        interaction: discord.Interaction[CochairClient], member: discord.Member
    ) -> None:
        visit = Visit.here(interaction)
        await visit.carry_out(c.Grant(visit.person, str(member.id)))

    @floor.command(name="extend", description=say("help-floor-extend"))
    @app_commands.describe(seconds=say("opt-seconds-help"))
    async def extend(
        interaction: discord.Interaction[CochairClient],
        seconds: app_commands.Range[int, 10, 900] | None = None,
    ) -> None:
        visit = Visit.here(interaction)
        more = None if seconds is None else seconds * SECOND
        await visit.carry_out(c.Extend(visit.person, None, more))

    @floor.command(name="rule", description=say("help-floor-rule"))
    @app_commands.describe(sustained=say("opt-sustained-help"), note=say("opt-note-help"))
    async def rule(
        interaction: discord.Interaction[CochairClient],
        sustained: bool,
        note: app_commands.Range[str, 1, NOTE_LENGTH] | None = None,
    ) -> None:
        visit = Visit.here(interaction)
        words = None if note is None else Words(note)
        await visit.carry_out(c.RulePoint(visit.person, sustained, words))


async def show_list(visit: Visit) -> None:
    """Who has the floor and who waits, for one reader, in that reader's language."""
    meeting = visit.meeting
    if meeting is None or visit.lane is None:
        await visit.refuse(refuse(Code.NOT_CONVENED))
        return
    lines: list[str] = []
    turn = meeting.floor
    if turn is None:
        lines.append(visit.say("card-floor-free"))
    else:
        lines.append(
            visit.say(
                "list-floor",
                person=mention(turn.person),
                kind=visit.say(f"kind-{turn.kind}"),
                left=minutes(max(0, turn.left(visit.lane.now()))),
            )
        )
    waiting = speakers_list(meeting)
    lines.append(f"**{visit.say('card-list', count=len(waiting))}**")
    facts: dict[str, Any]
    for place, request in enumerate(waiting[:20], 1):
        facts = {
            "place": place,
            "person": mention(request.person),
            "side": side_name(meeting, request.side, visit.language),
            "kind": visit.say(f"kind-{request.kind}"),
            "since": moment(request.asked_at),
            "note": note_shown(request.note, 80) or visit.say("no-note-yet"),
        }
        lines.append(visit.say("list-request", **facts))
    if len(waiting) > 20:
        lines.append(visit.say("card-list-more", count=len(waiting) - 20))
    await visit.answer_text("\n".join(lines)[:2000])
