"""Which row of the table of capabilities each button, list, form and command falls under, and the one
place that asks it before any of them is carried out.

So nobody is shown a form or a panel that they may not use, whatever id a press carries. What is sent is
decided again by the rules when it arrives. What must not live here: who may do what (`bot.procedure`).
"""

from __future__ import annotations

from collections.abc import Mapping

import discord

from bot.chat.framework.components import CardButton, in_rows
from bot.chat.framework.interaction_context import InteractionContext
from bot.procedure.authorization import may, unheard
from bot.procedure.capabilities import Action
from bot.procedure.refusals import Code, Refusal
from bot.procedure.state import Meeting, Status
from bot.procedure.values import PersonId

Actions = tuple[Action, ...]
"""More than one where the same button means several things: whoever may do one of them may press it."""

BUTTONS: Mapping[str, Actions] = {
    "seats": (Action.LOOK,),
    "seat": (Action.TAKE_SEAT,),
    "speak": (Action.TAKE_SEAT,),
    "sit": (Action.TAKE_SEAT,),
    "observe": (Action.TAKE_SEAT,),
    "rules": (Action.LOOK,),
    "accept": (Action.ACCEPT_RULES,),
    "withdraw-consent": (Action.WITHDRAW_CONSENT,),
    "leave-ask": (Action.LEAVE_SEAT,),
    "leave": (Action.LEAVE_SEAT,),
    "ask": (Action.ASK,),
    "point": (Action.ASK,),
    "yield": (Action.YIELD,),
    "pass": (Action.PASS,),
    "more-coming": (Action.MORE_COMING,),
    "extend": (Action.ASK_MORE, Action.EXTEND),
    "object": (Action.OBJECT_TO_MORE,),
    "unclear": (Action.ASK_CLARITY,),
    "circle": (Action.LEAVE_CIRCLE, Action.ENTER_CIRCLE),
    "next": (Action.CALL_NEXT,),
    "next-surely": (Action.CALL_NEXT,),
    "place": (Action.LOOK,),
    "note": (Action.SET_NOTE,),
    "kind": (Action.CHANGE_KIND,),
    "defer": (Action.DEFER,),
    "withdraw": (Action.TAKE_DOWN, Action.WITHDRAW),
    "list": (Action.LOOK,),
    "balance": (Action.LOOK,),
    "agenda": (Action.LOOK,),
    "guide": (Action.LOOK,),
    "take-back": (Action.TAKE_BACK,),
    "open": (Action.OPEN,),
    "pause": (Action.PAUSE,),
    "suspend": (Action.SUSPEND,),
    "resume": (Action.RESUME, Action.RESUME_SUSPENDED),
    "end-caucus": (Action.END_CAUCUS,),
    "close-ask": (Action.CLOSE,),
    "close": (Action.CLOSE,),
    "next-item": (Action.NEXT_ITEM,),
    "closing": (Action.BEGIN_CLOSING,),
    "park": (Action.PARK_OPEN_ITEM,),
    "item-more": (Action.EXTEND_ITEM,),
    "item-close": (Action.SET_RUNS_OUT,),
    "item-park": (Action.SET_RUNS_OUT,),
    "sustain": (Action.RULE_POINT,),
    "not-sustain": (Action.RULE_POINT,),
    "chairing": (Action.CHAIRS_PANEL,),
    "policy": (Action.SET_POLICY,),
    "runs-out": (Action.SET_RUNS_OUT,),
    "interpreting": (Action.SET_INTERPRETATION,),
    "quiet": (Action.SET_BALANCE,),
    "loud": (Action.SET_BALANCE,),
    "list-closing": (Action.CLOSE_LIST, Action.REOPEN_LIST),
    "chair-pass": (Action.PASS_CHAIR,),
    "grant": (Action.GRANT,),
    "grant-surely": (Action.GRANT,),
    "caucus": (Action.BEGIN_CAUCUS,),
    "item-time": (Action.EXTEND_ITEM,),
    "date": (Action.SET_PHASE_END,),
    "off-record": (Action.GO_OFF_RECORD,),
    "on-record": (Action.GO_ON_RECORD,),
    "mine": (Action.ERASE_TEXTS,),
    "mine-erase-ask": (Action.ERASE_TEXTS,),
    "mine-erase": (Action.ERASE_TEXTS,),
    "search": (Action.SEARCH,),
    "note-point": (Action.NOTE_POINT,),
    "amend": (Action.PROPOSE_AMENDMENT,),
    "minutes-adopt": (Action.ADOPT_MINUTES,),
    "amend-accept": (Action.DECIDE_AMENDMENT,),
    "amend-decline": (Action.DECIDE_AMENDMENT,),
    "propose": (Action.PROPOSE_AGENDA,),
    "review": (Action.REVIEW_PROPOSAL,),
    "review-page": (Action.REVIEW_PROPOSAL,),
    "review-choose": (Action.REVIEW_PROPOSAL,),
    "review-tick": (Action.TICK_POINTS,),
    "review-reword": (Action.REWORD_POINT,),
    "review-time": (Action.REWORD_POINT,),
    "review-up": (Action.MOVE_POINT,),
    "review-down": (Action.MOVE_POINT,),
    "review-merge": (Action.MERGE_POINTS,),
    "review-split": (Action.SPLIT_POINT,),
    "review-agree": (Action.AGREE_TO_AGENDA,),
    "review-drop": (Action.DROP_PROPOSAL,),
    "review-drop-sure": (Action.DROP_PROPOSAL,),
    "export": (Action.ASK_EXPORT,),
    "export-rule": (Action.ASK_EXPORT,),
    "export-form": (Action.ASK_EXPORT,),
    "export-language": (Action.ASK_EXPORT,),
    "export-separator": (Action.ASK_EXPORT,),
    "export-meeting": (Action.ASK_EXPORT,),
    "export-take": (Action.ASK_EXPORT,),
}
"""By the handler that a button's or a list's id names."""

COMMANDS: Mapping[str, Actions] = {
    "roundtable convene": (Action.CONVENE,),
    "roundtable open": (Action.OPEN,),
    "roundtable close": (Action.CLOSE,),
    "roundtable pause": (Action.PAUSE,),
    "roundtable caucus": (Action.BEGIN_CAUCUS,),
    "roundtable suspend": (Action.SUSPEND,),
    "roundtable resume": (Action.RESUME, Action.RESUME_SUSPENDED),
    "roundtable status": (Action.LOOK,),
    "agenda show": (Action.LOOK,),
    "agenda add": (Action.ADD_ITEM,),
    "agenda edit": (Action.EDIT_ITEM,),
    "agenda move": (Action.MOVE_ITEM,),
    "agenda park": (Action.PARK_ITEM, Action.PARK_OPEN_ITEM),
    "agenda next": (Action.NEXT_ITEM, Action.BEGIN_CLOSING),
    "agenda time": (Action.EXTEND_ITEM,),
    "agenda ending": (Action.SET_RUNS_OUT,),
    "agenda date": (Action.SET_PHASE_END,),
    "agenda propose": (Action.PROPOSE_AGENDA,),
    "agenda review": (Action.REVIEW_PROPOSAL,),
    "floor ask": (Action.ASK,),
    "floor defer": (Action.DEFER,),
    "floor withdraw": (Action.WITHDRAW,),
    "floor place": (Action.LOOK,),
    "floor yield": (Action.YIELD,),
    "floor pass": (Action.PASS,),
    "floor circle": (Action.LEAVE_CIRCLE, Action.ENTER_CIRCLE),
    "floor list": (Action.LOOK,),
    "floor balance": (Action.LOOK,),
    "floor next": (Action.CALL_NEXT,),
    "floor grant": (Action.GRANT,),
    "floor extend": (Action.EXTEND,),
    "floor rule": (Action.RULE_POINT,),
    "floor chairing": (Action.CHAIRS_PANEL,),
    "floor policy": (Action.SET_POLICY,),
    "floor close-list": (Action.CLOSE_LIST, Action.REOPEN_LIST),
    "floor interpret": (Action.SET_INTERPRETATION,),
    "floor nudges": (Action.SET_BALANCE,),
    "seat take": (Action.TAKE_SEAT,),
    "seat assign": (Action.ASSIGN_SEAT,),
    "seat leave": (Action.LEAVE_SEAT, Action.UNSEAT),
    "seat list": (Action.LOOK,),
    "seat chair": (Action.PASS_CHAIR,),
    "record off": (Action.GO_OFF_RECORD,),
    "record on": (Action.GO_ON_RECORD,),
    "record note": (Action.NOTE_POINT,),
    "record keep": (Action.LOOK, Action.SET_KEEPING),
    "record mine": (Action.ERASE_TEXTS,),
    "record search": (Action.SEARCH,),
    "record export": (Action.ASK_EXPORT,),
    "Note for the minutes": (Action.NOTE_POINT,),
}
"""By a command's full name, and by that of what stands in the menu of a message."""

HELPS: Mapping[Code, str] = {Code.NO_SEAT: "seat", Code.RULES_FIRST: "rules"}
"""The button that leads on from a refusal."""


async def admitted(context: InteractionContext, actions: Actions) -> bool:
    """Whether this person may begin what falls under these rows. If not, they have been told why.

    Where several rows are meant, the command that is given in the end knows which; it is refused by the
    rules, in their words.
    """
    meeting = context.meeting
    if meeting is None or len(actions) > 1 or Action.CONVENE in actions:
        return True
    refused = unheard(meeting, actions[0], context.person)
    if refused is not None:
        await _refuse(context, meeting, refused)
    return refused is None


async def _refuse(context: InteractionContext, meeting: Meeting, refused: Refusal) -> None:
    """Say why, with the button that leads on where there is one."""
    act = HELPS.get(refused.code)
    if act is None or meeting.status is Status.CLOSED:
        await context.refuse(refused)
    else:
        leads_on = CardButton.make(
            act,
            meeting,
            label=context.say(f"button-{act}"),
            style=discord.ButtonStyle.primary,
            seen="",
        )
        await context.answer_text(context.say_refusal(refused), in_rows(leads_on))


def offered(meeting: Meeting, act: str, person: PersonId) -> bool:
    """Whether a button or list is worth showing to this person: one that they may never use is not."""
    return any(may(meeting, action, person) for action in BUTTONS[act])
