"""The co-chairs' panel: everything that they may turn on, off and round, for their eyes only, and the
acts behind it. It is shown anew after each choice."""

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
from bot.chat.framework.interaction_context import Visit
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

Acting = Callable[[Visit], Awaitable[None]]


async def show_panel(visit: Visit) -> None:
    meeting = await meeting_of(visit)
    if meeting is None:
        return
    await visit.answer_panel(_panel(visit, meeting))


def _panel(visit: Visit, meeting: Meeting) -> ui.LayoutView:
    """What its reader may use of it: whoever convened the meeting and chairs nothing may do less."""
    rows = (
        [each for each in row if _offered(visit, meeting, each)] for row in _rows(visit, meeting)
    )
    shown = (ui.ActionRow(*row) for row in rows if row)
    return in_box(ui.TextDisplay(_standing(visit, meeting)), *shown)


def _offered(visit: Visit, meeting: Meeting, item: ui.Item[Any]) -> bool:
    assert isinstance(item, CardButton | CardSelect | PeopleSelect), "all of them have an act"
    return offered(meeting, item.act, visit.person)


def _standing(visit: Visit, meeting: Meeting) -> str:
    say = visit.say
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


def _rows(visit: Visit, meeting: Meeting) -> Iterator[list[ui.Item[Any]]]:
    """The rows that make sense now: before the opening only what can be chosen beforehand."""
    running = meeting.status in (Status.OPEN, Status.PAUSED, Status.CAUCUS)
    if meeting.status is Status.OFF_RECORD:
        yield [button(visit, "on-record"), button(visit, "suspend"), button(visit, "close-ask")]
        return
    yield [_policies(visit, meeting)]
    yield [
        _toggle(visit, "interpreting", on=meeting.interpreted),
        _toggle(visit, "quiet", on=meeting.invites_quiet),
        _toggle(visit, "loud", on=meeting.tells_loud),
    ]
    if not running:
        yield [*_proposing(visit, meeting)]
        return
    yield [
        button(visit, "chair-pass", seen=None),
        _toggle(visit, "list-closing", on=meeting.talk.list_closed),
        button(visit, "caucus"),
        button(visit, "off-record"),
        button(visit, "suspend"),
    ]
    yield [*_proposing(visit, meeting), button(visit, "note-point")]
    if meeting.item is not None and meeting.talk.until is None:
        if not meeting.format.by_date:
            yield [_endings(visit, meeting)]
        yield [
            button(visit, "item-time"),
            button(visit, "park", seen=None),
            button(visit, "closing", seen=None),
            button(visit, "close-ask", "danger"),
        ]
    else:
        dated = [button(visit, "date")] if meeting.talk.until is not None else []
        yield [*dated, button(visit, "closing", seen=None), button(visit, "close-ask", "danger")]
    if meeting.status is Status.OPEN:
        yield [PeopleSelect.make("grant", meeting, hint=visit.say("chairing-grant"))]


def _proposing(visit: Visit, meeting: Meeting) -> Iterator[ui.Item[Any]]:
    """Bring an article in, or look over what was proposed from one."""
    proposal = meeting.drawing.proposal
    if proposal is None:
        yield button(visit, "propose")
    else:
        label = f"{visit.say('button-review')} ({len(proposal.points)})"
        yield button(visit, "review", "primary", label=label)


def _toggle(visit: Visit, act: str, *, on: bool) -> ui.Item[Any]:
    """A switch: green while it is on; its label says what pressing it does."""
    label = visit.say(f"button-{act}-{'off' if on else 'on'}")
    style = "success" if on else "secondary"
    return button(visit, act, style, "off" if on else "on", label=label)


def _policies(visit: Visit, meeting: Meeting) -> ui.Item[Any]:
    offered = LIST_POLICIES if meeting.opened_at is None else tuple(Policy)
    return CardSelect.make(
        "policy",
        meeting,
        hint=visit.say("chairing-policy"),
        options=[
            discord.SelectOption(
                label=visit.say(f"policy-{policy}")[:100],
                value=policy.value,
                description=visit.say(f"policy-{policy}-help")[:100],
                default=policy is meeting.policy,
            )
            for policy in offered
        ],
    )


def _endings(visit: Visit, meeting: Meeting) -> ui.Item[Any]:
    return CardSelect.make(
        "runs-out",
        meeting,
        hint=visit.say("chairing-runs-out"),
        options=[
            discord.SelectOption(
                label=visit.say(f"runs-out-{outcome}")[:100],
                value=outcome.value,
                default=outcome is meeting.runs_out,
            )
            for outcome in RunsOut
        ],
    )


# What is chosen there ------------------------------------------------------------------------------


async def _choose(visit: Visit, command: c.Command) -> None:
    """Carry it out, and show the panel as it is then."""
    if await visit.give(command) is not None:
        await show_panel(visit)


async def set_policy(visit: Visit) -> None:
    policy = visit.one_of(Policy)
    if policy is None:
        await visit.answer("unknown-choice")
    else:
        await _choose(visit, c.SetPolicy(visit.person, policy))


async def set_runs_out(visit: Visit) -> None:
    outcome = visit.one_of(RunsOut)
    if outcome is None:
        await visit.answer("unknown-choice")
    else:
        await _choose(visit, c.SetRunsOut(visit.person, outcome, visit.seen_item))


async def set_interpretation(visit: Visit) -> None:
    await _choose(visit, c.SetInterpretation(visit.person, visit.seen == "on"))


async def set_quiet(visit: Visit) -> None:
    await _choose(visit, c.SetBalance(visit.person, invite_quiet=visit.seen == "on"))


async def set_loud(visit: Visit) -> None:
    await _choose(visit, c.SetBalance(visit.person, tell_loud=visit.seen == "on"))


async def close_list(visit: Visit) -> None:
    closes = visit.seen == "on"
    await _choose(visit, c.CloseList(visit.person) if closes else c.ReopenList(visit.person))


async def pass_chair(visit: Visit) -> None:
    """Hand the chair over or take it; not if it has changed hands since the panel was drawn."""
    presides = "" if visit.meeting is None else visit.meeting.presiding or ""
    seen = presides if presides.endswith(visit.seen) else visit.seen
    await _choose(visit, c.PassChair(visit.person, None, seen or None))


async def grant(visit: Visit) -> None:
    await call(visit, visit.chosen)


async def grant_surely(visit: Visit) -> None:
    await visit.carry_out(c.Grant(visit.person, visit.chosen, visit.seen_turn, sure=True))


async def call(visit: Visit, person: PersonId) -> None:
    """Call somebody, in or out of order. Where the speaker has more to come, ask once more."""
    outcome = await visit.try_to(c.Grant(visit.person, person, visit.seen_turn))
    meeting = visit.meeting
    if isinstance(outcome, Refusal) and outcome.code is Code.MORE_COMING and meeting is not None:
        again = PeopleSelect.make("grant-surely", meeting, hint=visit.say("chairing-grant-surely"))
        await visit.answer_text(visit.say_refusal(outcome), in_rows(again))
    else:
        await visit.settle(outcome)


async def caucus_form(visit: Visit) -> None:
    refused = visit.refused(c.BeginCaucus(visit.person, LONGEST_CAUCUS))
    if refused is not None:
        await visit.refuse(refused)
    elif await may_withdraw(visit):
        await visit.show_form(CaucusModal(visit))


async def caucus_sent(visit: Visit, filled: Filled) -> None:
    if await may_withdraw(visit):
        await chairing_forms.caucus_sent(visit, filled)


async def begin_caucus(visit: Visit, length: Milliseconds) -> None:
    if await may_withdraw(visit):
        await visit.carry_out(c.BeginCaucus(visit.person, length))


async def may_withdraw(visit: Visit) -> bool:
    """Whether the sides can be given threads of their own here, and the bot may make them. If not, the
    person has been told why."""
    if await meeting_of(visit) is None or visit.presenter is None:
        return False
    parent = caucus_parent(visit.presenter.room.channel)
    if parent is None:
        await visit.answer("no-caucus-here")
        return False
    missing = lacking(parent.permissions_for(parent.guild.me), CAUCUS_NEEDS)
    if missing:
        names = ", ".join(f"**{SHOWN_AS[name]}**" for name in missing)
        await visit.answer("missing-permissions-caucus", names=names)
    return not missing


async def item_time_form(visit: Visit) -> None:
    item = None if visit.meeting is None else visit.meeting.item
    key = "" if item is None else item.key
    refused = visit.refused(c.ExtendItem(visit.person, MINUTE, key))
    if item is None and visit.meeting is not None:
        refused = refuse(Code.NO_OPEN_ITEM)
    if refused is not None:
        await visit.refuse(refused)
    else:
        await visit.show_form(ItemTimeModal(visit, key))


async def date_form(visit: Visit) -> None:
    meeting = await meeting_of(visit)
    if meeting is None or visit.lane is None:
        return
    if meeting.talk.until is None:
        await visit.refuse(refuse(Code.NO_DATE))
        return
    refused = visit.refused(c.SetPhaseEnd(visit.person, visit.lane.now() + DAY))
    if refused is not None:
        await visit.refuse(refused)
    else:
        await visit.show_form(DateModal(visit))


ACTS: Mapping[str, Acting] = {
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

SENT: Mapping[str, Callable[[Visit, Filled], Awaitable[None]]] = {
    **chairing_forms.SENT,
    "caucus": caucus_sent,
}
