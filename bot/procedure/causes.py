"""What could have brought an event about: for each command, which events tell of it, and the command
made from what they say.

Read backwards from the journal, so that the rules themselves can be asked whether they would have
written it (`lawful`). What a command says beyond what its events keep (which turn was in view, when a
message was sent) is left out, or is what lets it pass. No rule stands here: a command that was never
lawful is refused by `decide`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.contributions.author_standing import Standing, standing
from bot.procedure.state import Meeting, Status
from bot.procedure.transitions import LAWFUL
from bot.procedure.values import Instant, Words


@dataclass(frozen=True, slots=True)
class Scene:
    """Where events were found: the state before the first of them, who brought them about, when, and the
    events of that moment, from the first on. `earlier` gives the states as of which a message may have
    been judged that was sent at a moment (None: that is not known), the likeliest first."""

    meeting: Meeting | None
    by: Any
    now: Instant
    events: Sequence[e.Event]
    earlier: Callable[[Instant | None], Iterable[Meeting]] = lambda sent: ()

    @property
    def state(self) -> Meeting:
        assert self.meeting is not None, "only `Convene` is asked for without one"
        return self.meeting


@dataclass(frozen=True, slots=True)
class Cause:
    """A command, the events by which one can tell it, and how to make it from one of them."""

    command: type[c.Command]
    told_by: tuple[type[e.Event], ...]
    make: Callable[[Any, Scene], c.Command]


def _convene(its: e.MeetingConvened, s: Scene) -> c.Command:
    keeping = next((each for each in s.events if isinstance(each, e.KeepingSet)), None)
    return c.Convene(
        by=s.by,
        meeting=its.meeting,
        dialogue=its.dialogue,
        number=its.number,
        title=its.title,
        venue=its.venue,
        format=its.format,
        rules=its.rules,
        agenda=its.agenda,
        by_voice=its.by_voice,
        rules_text=its.rules_text,
        keep_days=None if keeping is None else keeping.days,
    )


def _reword(its: e.ContributionEdited, s: Scene) -> c.Command:
    suspended = s.state.status is Status.SUSPENDED
    edited = s.state.stopped_at if suspended else None  # during a suspension no edit is kept
    return c.Reword(s.by, its.message, its.words, edited)


_GOING_ON = (e.TurnEnded, e.TurnStarted, e.PlacePassed, e.PhaseEnded, e.PhaseEntered)
"""What the floor's going on begins with, whoever makes it do so."""
_LEAVING = (*_GOING_ON, e.RepliesBegun, e.ItemClosed, e.ItemParked, e.ItemOpened)
"""What the leaving of an item begins with."""

CAUSES: tuple[Cause, ...] = (
    # What is written
    Cause(
        c.Say,
        (e.ContributionMade,),
        lambda its, s: c.Say(s.by, its.message, its.words, its.files, its.reply_to),
    ),
    Cause(c.Say, (e.MessageHeld,), lambda its, s: c.Say(s.by, its.message, its.words)),
    Cause(c.NoteReturned, (e.HeldReturned,), lambda its, s: c.NoteReturned(its.held, its.how)),
    Cause(c.Reword, (e.ContributionEdited,), _reword),
    Cause(
        c.MarkDeleted,
        (e.ContributionRemoved,),
        lambda its, s: c.MarkDeleted(its.message, s.by, its.by_others),
    ),
    # The floor
    Cause(c.Ask, (e.FloorRequested,), lambda its, s: c.Ask(s.by, its.kind, its.note, its.answers)),
    Cause(c.SetNote, (e.NoteSet,), lambda its, s: c.SetNote(s.by, its.request, its.note)),
    Cause(
        c.ChangeKind,
        (e.KindChanged,),
        lambda its, s: c.ChangeKind(s.by, its.request, its.kind, its.answers),
    ),
    Cause(c.Defer, (e.RequestDeferred,), lambda its, s: c.Defer(s.by, its.request)),
    Cause(c.Withdraw, (e.RequestWithdrawn,), lambda its, s: c.Withdraw(s.by, its.request)),
    Cause(c.CallNext, (*_GOING_ON, e.ThinkingEnded), lambda _, s: c.CallNext(s.by, sure=True)),
    Cause(c.Grant, (e.TurnStarted,), lambda its, s: c.Grant(s.by, its.person, sure=True)),
    Cause(c.Yield, (e.TurnEnded,), lambda _, s: c.Yield(s.by)),
    Cause(c.Pass, (e.TurnEnded, e.PlacePassed), lambda _, s: c.Pass(s.by)),
    Cause(
        c.RulePoint,
        (e.PointRuled,),
        lambda its, s: c.RulePoint(s.by, its.sustained, its.note, its.turn),
    ),
    Cause(c.MoreComing, (e.MoreAnnounced,), lambda _, s: c.MoreComing(s.by)),
    Cause(c.Extend, (e.TurnExtended,), lambda its, s: c.Extend(s.by, more=its.by)),
    Cause(c.AskMore, (e.MoreTimeAsked,), lambda _, s: c.AskMore(s.by)),
    Cause(c.ObjectToMore, (e.MoreTimeRefused,), lambda its, s: c.ObjectToMore(s.by, its.turn)),
    Cause(c.AskClarity, (e.ClarityAsked,), lambda _, s: c.AskClarity(s.by)),
    Cause(c.SeenTyping, (e.GraceProlonged,), lambda _, s: c.SeenTyping(s.by)),
    Cause(c.SetPolicy, (e.PolicySet,), lambda its, s: c.SetPolicy(s.by, its.policy)),
    Cause(c.CloseList, (e.ListClosed,), lambda _, s: c.CloseList(s.by)),
    Cause(c.ReopenList, (e.ListReopened,), lambda _, s: c.ReopenList(s.by)),
    Cause(
        c.SetInterpretation,
        (e.InterpretationSet,),
        lambda its, s: c.SetInterpretation(s.by, its.on),
    ),
    Cause(
        c.SetBalance,
        (e.BalanceSet,),
        lambda its, s: c.SetBalance(s.by, its.invite_quiet, its.tell_loud),
    ),
    # The meeting
    Cause(c.Convene, (e.MeetingConvened,), _convene),
    Cause(c.Open, (e.MeetingOpened,), lambda _, s: c.Open(s.by)),
    Cause(c.Pause, (e.MeetingPaused,), lambda _, s: c.Pause(s.by)),
    Cause(c.Suspend, (e.MeetingSuspended,), lambda _, s: c.Suspend(s.by)),
    Cause(c.LoseRoom, (e.MeetingSuspended,), lambda _, s: c.LoseRoom()),
    Cause(c.Resume, (e.MeetingResumed,), lambda _, s: c.Resume(s.by)),
    Cause(
        c.Move,
        (e.MeetingMoved,),
        lambda its, s: c.Move(s.by, its.venue, its.enforcement, its.by_voice),
    ),
    Cause(c.Close, (e.MeetingClosed,), lambda _, s: c.Close(s.by)),
    Cause(c.NoteOutage, (e.OutageNoted,), lambda its, s: c.NoteOutage(its.since)),
    Cause(c.BeginCaucus, (e.CaucusBegun,), lambda its, s: c.BeginCaucus(s.by, its.until - s.now)),
    Cause(c.EndCaucus, (e.CaucusEnded,), lambda _, s: c.EndCaucus(s.by)),
    Cause(c.SetPhaseEnd, (e.PhaseEndSet,), lambda its, s: c.SetPhaseEnd(s.by, its.until)),
    # The table
    Cause(
        c.AssignSeat,
        (e.SeatTaken,),
        lambda its, s: c.AssignSeat(
            s.by, its.person, its.side, its.capacity, its.language, its.name
        ),
    ),
    Cause(
        c.TakeSeat,
        (e.SeatTaken,),
        lambda its, s: c.TakeSeat(s.by, its.side, its.capacity, its.language, its.name),
    ),
    Cause(c.LeaveSeat, (e.SeatLeft,), lambda its, s: c.LeaveSeat(s.by, its.person)),
    Cause(
        c.AcceptRules,
        (e.RulesAccepted,),
        lambda its, s: c.AcceptRules(s.by, its.rules, its.language),
    ),
    Cause(c.WithdrawConsent, (e.ConsentWithdrawn,), lambda _, s: c.WithdrawConsent(s.by)),
    Cause(c.PassChair, (e.ChairTaken,), lambda its, s: c.PassChair(s.by, its.person)),
    Cause(c.EnterCircle, (e.CircleEntered, e.CircleSought), lambda _, s: c.EnterCircle(s.by)),
    Cause(c.LeaveCircle, (e.CircleLeft,), lambda _, s: c.LeaveCircle(s.by)),
    # The agenda
    Cause(c.AddItem, (e.ItemAdded,), lambda its, s: c.AddItem(s.by, its.item, its.position)),
    Cause(
        c.EditItem,
        (e.ItemEdited,),
        lambda its, s: c.EditItem(s.by, its.item, its.title, its.question, its.budget),
    ),
    Cause(c.MoveItem, (e.ItemMoved,), lambda its, s: c.MoveItem(s.by, its.item, its.position)),
    Cause(c.ParkItem, (e.ItemParked, e.RepliesBegun), lambda its, s: c.ParkItem(s.by, its.item)),
    Cause(c.NextItem, _LEAVING, lambda _, s: c.NextItem(s.by)),
    Cause(c.NextItem, (e.ItemOpened,), lambda its, s: c.NextItem(s.by, its.item)),
    Cause(c.NextItem, (e.RepliesBegun,), lambda its, s: c.NextItem(s.by, its.goal)),
    Cause(c.BeginClosing, _LEAVING, lambda _, s: c.BeginClosing(s.by)),
    Cause(c.SetRunsOut, (e.RunOutChosen,), lambda its, s: c.SetRunsOut(s.by, its.outcome)),
    Cause(c.SetRunsOut, (e.TurnCut, *_LEAVING), lambda _, s: c.SetRunsOut(s.by, s.state.runs_out)),
    Cause(c.ExtendItem, (e.ItemExtended,), lambda its, s: c.ExtendItem(s.by, its.by)),
    Cause(
        c.ProposeAgenda,
        (e.ProposalMade,),
        lambda its, s: c.ProposeAgenda(s.by, its.source, its.points),
    ),
    Cause(
        c.TickPoints,
        (e.ProposalTicked,),
        lambda its, s: c.TickPoints(s.by, its.revision - 1, frozenset(its.numbers)),
    ),
    Cause(
        c.RewordPoint,
        (e.ProposalReworded,),
        lambda its, s: c.RewordPoint(
            s.by, its.revision - 1, its.number, its.title, its.question, its.budget, its.stage
        ),
    ),
    Cause(
        c.MovePoint,
        (e.ProposalMoved,),
        lambda its, s: c.MovePoint(s.by, its.revision - 1, its.number, its.position),
    ),
    Cause(
        c.MergePoints,
        (e.ProposalMerged,),
        lambda its, s: c.MergePoints(s.by, its.revision - 1, frozenset({its.number, *its.others})),
    ),
    Cause(
        c.SplitPoint,
        (e.ProposalSplit,),
        lambda its, s: c.SplitPoint(
            s.by, its.revision - 1, its.number, its.title, its.question, _gone_over(its)
        ),
    ),
    Cause(c.AgreeToAgenda, (e.ProposalAgreed,), lambda its, s: c.AgreeToAgenda(s.by, its.revision)),
    Cause(c.DropProposal, (e.ProposalDropped,), lambda its, s: c.DropProposal(s.by, its.revision)),
    # The record
    Cause(c.GoOffRecord, (e.OffRecordAgreed,), lambda _, s: c.GoOffRecord(s.by)),
    Cause(c.GoOnRecord, (e.OffRecordAgreed,), lambda _, s: c.GoOnRecord(s.by)),
    Cause(c.SetKeeping, (e.KeepingSet,), lambda its, s: c.SetKeeping(s.by, its.days)),
    Cause(
        c.EraseTexts,
        (e.TextsErased,),
        lambda its, s: c.EraseTexts(s.by, its.person, its.because, its.texts),
    ),
    Cause(
        c.KeepFile,
        (e.FileKept,),
        lambda its, s: c.KeepFile(
            s.by, its.message, its.number, its.name, its.digest, its.size, its.kind
        ),
    ),
    Cause(
        c.LeaveFileOut,
        (e.FileLeftOut,),
        lambda its, s: c.LeaveFileOut(s.by, its.message, its.number, its.name, its.why),
    ),
    Cause(
        c.React, (e.ReactionAdded,), lambda its, s: c.React(s.by, its.message, its.sign, added=True)
    ),
    Cause(
        c.React,
        (e.ReactionTaken,),
        lambda its, s: c.React(s.by, its.message, its.sign, added=False),
    ),
    Cause(
        c.WithdrawFile,
        (e.FileWithdrawn,),
        lambda its, s: c.WithdrawFile(s.by, its.message, its.number),
    ),
    Cause(c.ClearSigns, (e.SignsCleared,), lambda its, s: c.ClearSigns(its.message, its.sign)),
    Cause(
        c.TakeExport,
        (e.ExportGiven,),
        lambda its, s: c.TakeExport(s.by, its.rule, its.form, its.language),
    ),
    Cause(
        c.NoteExportRefused,
        (e.ExportRefused,),
        lambda its, s: c.NoteExportRefused(s.by, its.rule, its.form),
    ),
    # The minutes
    Cause(
        c.NotePoint,
        (e.PointNoted,),
        lambda its, s: c.NotePoint(s.by, its.kind, its.text, its.message, its.owner, its.due),
    ),
    Cause(c.DropPoint, (e.PointDropped,), lambda its, s: c.DropPoint(s.by, its.number)),
    Cause(c.DraftMinutes, (e.MinutesDrafted,), lambda its, s: c.DraftMinutes(its.text)),
    Cause(
        c.ProposeAmendment,
        (e.AmendmentProposed,),
        lambda its, s: c.ProposeAmendment(s.by, its.text, its.instead),
    ),
    Cause(
        c.DecideAmendment,
        (e.AmendmentDecided,),
        lambda its, s: c.DecideAmendment(s.by, its.number, its.accepted),
    ),
    Cause(c.AdoptMinutes, (e.MinutesAdopted,), lambda its, s: c.AdoptMinutes(s.by, its.revision)),
)
"""Every command but the clock's own, which tells nothing and is tried wherever nobody acted."""


def _gone_over(its: e.ProposalSplit) -> tuple[int, ...]:
    """The paragraphs that were to go with the second point; none, where both rest on all of them."""
    return () if its.new_paragraphs == its.paragraphs else its.new_paragraphs


def _by_event() -> Mapping[type[Any], tuple[Cause, ...]]:
    found: dict[type[Any], list[Cause]] = defaultdict(list)
    for cause in CAUSES:
        for kind in cause.told_by:
            found[kind].append(cause)
    return {kind: tuple(causes) for kind, causes in found.items()}


TOLD_BY: Mapping[type[Any], tuple[Cause, ...]] = _by_event()
"""The causes that an event of this kind may tell of."""


def causes_of(scene: Scene) -> Iterator[c.Command]:
    """The commands that may have brought about the first of these events and some of the next, each
    once, those first that its own first event tells of."""
    meeting = scene.meeting
    heard = {c.Convene} if meeting is None else LAWFUL[meeting.status]
    tried: list[c.Command] = []
    if scene.by is None and c.Tick in heard:
        yield c.Tick()
    for event in scene.events:
        for cause in TOLD_BY.get(type(event), ()):
            if cause.command in heard:
                command = cause.make(event, scene)
                if command not in tried:
                    tried.append(command)
                    yield command
    if isinstance(scene.events[0], e.ContributionMade | e.MessageHeld):
        yield from _heard_late(scene.events[0], scene)


def _heard_late(its: e.ContributionMade | e.MessageHeld, s: Scene) -> Iterator[c.Command]:
    """The message as one that was judged by what held when it was sent: of a contribution it is known
    when that was, of a held message it is not."""
    sent: Instant | None = None
    said = c.Say(s.by, its.message, its.words or Words(""))
    if isinstance(its, e.ContributionMade):
        if its.sent is None:
            return
        sent = its.sent
        said = replace(said, files=its.files, reply_to=its.reply_to, sent=sent)
    tried: list[Standing] = []
    for meeting in s.earlier(sent):
        then = standing(meeting, s.by)
        if then not in tried:
            tried.append(then)
            for late in (True, False):
                yield replace(said, then=then, late=late)
