"""The co-chairs' panel: everything that they may turn on, off and round, for their eyes only, and the
handlers behind it. It is shown anew after each choice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

import discord
from discord import ui

from bot.chat.chairing import chairing_forms
from bot.chat.chairing.chairing_forms import CaucusModal, DateModal, ItemTimeModal
from bot.chat.framework.access import offered
from bot.chat.framework.components import CardButton, CardSelect, PeopleSelect, in_box, in_rows
from bot.chat.framework.forms import Filled
from bot.chat.framework.interaction_context import InteractionContext
from bot.chat.framework.preflight import CAUCUS_NEEDS, SHOWN_AS, lacking
from bot.chat.framework.private_buttons import button, meeting_of
from bot.chat.framework.wording import mention
from bot.chat.room.meeting_places import caucus_parent
from bot.procedure import commands as c
from bot.procedure.formats import LIST_POLICIES, Policy, RunsOut
from bot.procedure.meeting.caucus_rules import LONGEST_CAUCUS
from bot.procedure.refusals import Code, Refusal, refuse
from bot.procedure.state import Meeting, Status
from bot.procedure.values import DAY, MINUTE, Milliseconds, PersonId

Acting = Callable[[InteractionContext], Awaitable[None]]


async def show_panel(context: InteractionContext) -> None:
    meeting = await meeting_of(context)
    if meeting is None:
        return
    await context.answer_panel(_panel(context, meeting))


def _panel(context: InteractionContext, meeting: Meeting) -> ui.LayoutView:
    """What its reader may use of it: whoever convened the meeting and chairs nothing may do less."""
    rows = (
        [each for each in row if _offered(context, meeting, each)]
        for row in _rows(context, meeting)
    )
    shown = (ui.ActionRow(*row) for row in rows if row)
    return in_box(ui.TextDisplay(_standing(context, meeting)), *shown)


def _offered(context: InteractionContext, meeting: Meeting, item: ui.Item[Any]) -> bool:
    assert isinstance(item, CardButton | CardSelect | PeopleSelect), "all of them have an act"
    return offered(meeting, item.act, context.person)


def _standing(context: InteractionContext, meeting: Meeting) -> str:
    say = context.say
    lines = [f"**{say('chairing-heading')}**"]
    if meeting.presiding is not None:
        lines.append(say("card-presiding", person=mention(meeting.presiding)))
    lines.append(say("chairing-order", policy=say(f"policy-{meeting.policy}")))
    lines.append(say("chairing-list", closed="yes" if meeting.talk.list_closed else "no"))
    lines.append(say("chairing-interpretation", on="yes" if meeting.interpreted else "no"))
    lines.append(
        say(
            "chairing-balance",
            quiet="yes" if meeting.invites_quiet else "no",
            loud="yes" if meeting.tells_loud else "no",
        )
    )
    return "\n".join(lines)


def _rows(context: InteractionContext, meeting: Meeting) -> Iterator[list[ui.Item[Any]]]:
    """The rows that make sense now: before the opening only what can be chosen beforehand."""
    running = meeting.status in (Status.OPEN, Status.PAUSED, Status.CAUCUS)
    if meeting.status is Status.OFF_RECORD:
        yield [
            button(context, "on-record"),
            button(context, "suspend"),
            button(context, "close-ask"),
        ]
        return
    yield [_policies(context, meeting)]
    yield [
        _toggle(context, "interpreting", on=meeting.interpreted),
        _toggle(context, "quiet", on=meeting.invites_quiet),
        _toggle(context, "loud", on=meeting.tells_loud),
    ]
    if not running:
        yield [*_proposing(context, meeting)]
        return
    yield [
        button(context, "chair-pass", seen=None),
        _toggle(context, "list-closing", on=meeting.talk.list_closed),
        button(context, "caucus"),
        button(context, "off-record"),
        button(context, "suspend"),
    ]
    yield [*_proposing(context, meeting), button(context, "note-point")]
    if meeting.item is not None and meeting.talk.until is None:
        if not meeting.format.by_date:
            yield [_endings(context, meeting)]
        yield [
            button(context, "item-time"),
            button(context, "park", seen=None),
            button(context, "closing", seen=None),
            button(context, "close-ask", "danger"),
        ]
    else:
        dated = [button(context, "date")] if meeting.talk.until is not None else []
        yield [
            *dated,
            button(context, "closing", seen=None),
            button(context, "close-ask", "danger"),
        ]
    if meeting.status is Status.OPEN:
        yield [PeopleSelect.make("grant", meeting, hint=context.say("chairing-grant"))]


def _proposing(context: InteractionContext, meeting: Meeting) -> Iterator[ui.Item[Any]]:
    """Bring an article in, or look over what was proposed from one."""
    proposal = meeting.drawing.proposal
    if proposal is None:
        yield button(context, "propose")
    else:
        label = f"{context.say('button-review')} ({len(proposal.points)})"
        yield button(context, "review", "primary", label=label)


def _toggle(context: InteractionContext, act: str, *, on: bool) -> ui.Item[Any]:
    """A switch: green while it is on; its label says what pressing it does."""
    label = context.say(f"button-{act}-{'off' if on else 'on'}")
    style = "success" if on else "secondary"
    return button(context, act, style, "off" if on else "on", label=label)


def _policies(context: InteractionContext, meeting: Meeting) -> ui.Item[Any]:
    offered = LIST_POLICIES if meeting.opened_at is None else tuple(Policy)
    return CardSelect.make(
        "policy",
        meeting,
        hint=context.say("chairing-policy"),
        options=[
            discord.SelectOption(
                label=context.say(f"policy-{policy}")[:100],
                value=policy.value,
                description=context.say(f"policy-{policy}-help")[:100],
                default=policy is meeting.policy,
            )
            for policy in offered
        ],
    )


def _endings(context: InteractionContext, meeting: Meeting) -> ui.Item[Any]:
    return CardSelect.make(
        "runs-out",
        meeting,
        hint=context.say("chairing-runs-out"),
        options=[
            discord.SelectOption(
                label=context.say(f"runs-out-{outcome}")[:100],
                value=outcome.value,
                default=outcome is meeting.runs_out,
            )
            for outcome in RunsOut
        ],
    )


# What is chosen there ------------------------------------------------------------------------------


async def _choose(context: InteractionContext, command: c.Command) -> None:
    """Carry it out, and show the panel as it is then."""
    if await context.give(command) is not None:
        await show_panel(context)


async def set_policy(context: InteractionContext) -> None:
    policy = context.one_of(Policy)
    if policy is None:
        await context.answer("unknown-choice")
    else:
        await _choose(context, c.SetPolicy(context.person, policy))


async def set_runs_out(context: InteractionContext) -> None:
    outcome = context.one_of(RunsOut)
    if outcome is None:
        await context.answer("unknown-choice")
    else:
        await _choose(context, c.SetRunsOut(context.person, outcome, context.seen_item))


async def set_interpretation(context: InteractionContext) -> None:
    await _choose(context, c.SetInterpretation(context.person, context.seen == "on"))


async def set_quiet(context: InteractionContext) -> None:
    await _choose(context, c.SetBalance(context.person, invite_quiet=context.seen == "on"))


async def set_loud(context: InteractionContext) -> None:
    await _choose(context, c.SetBalance(context.person, tell_loud=context.seen == "on"))


async def close_list(context: InteractionContext) -> None:
    closes = context.seen == "on"
    await _choose(context, c.CloseList(context.person) if closes else c.ReopenList(context.person))


async def pass_chair(context: InteractionContext) -> None:
    """Hand the chair over or take it; not if it has changed hands since the panel was drawn."""
    presides = "" if context.meeting is None else context.meeting.presiding or ""
    seen = presides if presides.endswith(context.seen) else context.seen
    await _choose(context, c.PassChair(context.person, None, seen or None))


async def grant(context: InteractionContext) -> None:
    await call(context, context.chosen)


async def grant_surely(context: InteractionContext) -> None:
    await context.carry_out(c.Grant(context.person, context.chosen, context.seen_turn, sure=True))


async def call(context: InteractionContext, person: PersonId) -> None:
    """Call somebody, in or out of order. Where the speaker has more to come, ask once more."""
    outcome = await context.try_to(c.Grant(context.person, person, context.seen_turn))
    meeting = context.meeting
    if isinstance(outcome, Refusal) and outcome.code is Code.MORE_COMING and meeting is not None:
        again = PeopleSelect.make(
            "grant-surely", meeting, hint=context.say("chairing-grant-surely")
        )
        await context.answer_text(context.say_refusal(outcome), in_rows(again))
    else:
        await context.settle(outcome)


async def caucus_form(context: InteractionContext) -> None:
    refused = context.refused(c.BeginCaucus(context.person, LONGEST_CAUCUS))
    if refused is not None:
        await context.refuse(refused)
    elif await may_withdraw(context):
        await context.show_form(CaucusModal(context))


async def caucus_sent(context: InteractionContext, filled: Filled) -> None:
    if await may_withdraw(context):
        await chairing_forms.caucus_sent(context, filled)


async def begin_caucus(context: InteractionContext, length: Milliseconds) -> None:
    if await may_withdraw(context):
        await context.carry_out(c.BeginCaucus(context.person, length))


async def may_withdraw(context: InteractionContext) -> bool:
    """Whether the sides can be given threads of their own here, and the bot may make them. If not, the
    person has been told why."""
    if await meeting_of(context) is None or context.presenter is None:
        return False
    parent = caucus_parent(context.presenter.room.channel)
    if parent is None:
        await context.answer("no-caucus-here")
        return False
    missing = lacking(parent.permissions_for(parent.guild.me), CAUCUS_NEEDS)
    if missing:
        names = ", ".join(f"**{SHOWN_AS[name]}**" for name in missing)
        await context.answer("missing-permissions-caucus", names=names)
    return not missing


async def item_time_form(context: InteractionContext) -> None:
    item = None if context.meeting is None else context.meeting.item
    key = "" if item is None else item.key
    refused = context.refused(c.ExtendItem(context.person, MINUTE, key))
    if item is None and context.meeting is not None:
        refused = refuse(Code.NO_OPEN_ITEM)
    if refused is not None:
        await context.refuse(refused)
    else:
        await context.show_form(ItemTimeModal(context, key))


async def date_form(context: InteractionContext) -> None:
    meeting = await meeting_of(context)
    if meeting is None or context.runner is None:
        return
    if meeting.talk.until is None:
        await context.refuse(refuse(Code.NO_DATE))
        return
    refused = context.refused(c.SetPhaseEnd(context.person, context.runner.now() + DAY))
    if refused is not None:
        await context.refuse(refused)
    else:
        await context.show_form(DateModal(context))


HANDLERS: Mapping[str, Acting] = {
    "chairing": show_panel,
    "policy": set_policy,
    "runs-out": set_runs_out,
    "interpreting": set_interpretation,
    "quiet": set_quiet,
    "loud": set_loud,
    "list-closing": close_list,
    "chair-pass": pass_chair,
    "grant": grant,
    "grant-surely": grant_surely,
    "caucus": caucus_form,
    "item-time": item_time_form,
    "date": date_form,
}

SENT: Mapping[str, Callable[[InteractionContext, Filled], Awaitable[None]]] = {
    **chairing_forms.SENT,
    "caucus": caucus_sent,
}
