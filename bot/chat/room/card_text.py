"""What the card says: from the state to paragraphs, in all the languages of the dialogue.

Every figure is as of the last change: a live one would cost an edit a second, and Discord's own relative
timestamps count down for free. A text that people typed goes through `shown`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.chat.framework.wording import (
    BETWEEN,
    RoomPhrases,
    mention,
    minutes,
    moment,
    note_shown,
    paragraphs_named,
    quoted,
    shown,
    side_name,
    whole_minutes,
)
from bot.procedure.agenda.agenda_values import AgendaItem, ItemState
from bot.procedure.floor.calling import item_ends
from bot.procedure.floor.floor_values import Request, Turn
from bot.procedure.floor.ordering_policies import speakers_list
from bot.procedure.formats import Calls, Speakers
from bot.procedure.proposal.proposal_values import ArticleSource, Proposal
from bot.procedure.state import Meeting, Status
from bot.procedure.table.seats import Capacity, SideKey
from bot.procedure.values import Instant, Localized, PersonId


@dataclass(frozen=True, slots=True)
class CardDetail:
    """How much is shown: characters of an item's question, and how many people waiting, people seated
    on each side and people's floor times are named. The rest is counted, or left out."""

    question: int
    listed: int
    seated: int
    balanced: int


DETAILS = (
    CardDetail(500, 6, 60, 16),
    CardDetail(250, 6, 30, 8),
    CardDetail(120, 3, 12, 0),
    CardDetail(0, 1, 4, 0),
)
"""Tried in turn until the card fits: it may say less, but it never fails."""


def everywhere(text: Localized, voice: RoomPhrases, mark: str = "", most: int = 500) -> str:
    """A text of the dialogue's own in each of its languages, a line each."""
    lines = dict.fromkeys(shown(text.into(language), most) for language in voice.languages)
    return "\n".join(f"{mark}{line}{mark}" for line in lines)


def inline(text: Localized, voice: RoomPhrases) -> str:
    """The same on one line."""
    return BETWEEN.join(dict.fromkeys(shown(text.into(code)) for code in voice.languages))


def side_label(meeting: Meeting, key: str, voice: RoomPhrases) -> str:
    return BETWEEN.join(
        dict.fromkeys(side_name(meeting, key, language) for language in voice.languages)
    )


def heading(meeting: Meeting, voice: RoomPhrases) -> str:
    state = voice.line(f"status-{meeting.status}")
    small = [voice.line("card-meeting", number=meeting.number), inline(meeting.format.title, voice)]
    if meeting.presiding is not None and meeting.status is not Status.CLOSED:
        small.append(voice.line("card-presiding", person=mention(meeting.presiding)))
    if meeting.partly_recorded and meeting.status is not Status.CLOSED:
        small.append(f"⚠ {voice.line('card-partly-recorded')}")
    if meeting.drawing.proposal is not None and meeting.status is not Status.CLOSED:
        small += _proposed(meeting.drawing.proposal, voice)
    facts = "\n".join(f"-# {fact}" for fact in small)
    return f"## {inline(meeting.title, voice)}\n**{state}**\n{facts}"


def _proposed(proposal: Proposal, voice: RoomPhrases) -> Iterator[str]:
    """That something awaits the co-chairs, and not what: nothing of it is decided."""
    yield f"📋 {voice.line('card-proposal')}"
    if proposal.agreed:
        people = ", ".join(map(mention, sorted(proposal.agreed)))
        yield voice.line("card-proposal-agreed", people=people)


def article_named(source: ArticleSource, most: int = 80) -> str | None:
    """What an article is called, or else where it is from; None for one that was pasted and has no
    name."""
    named = source.title or source.where
    return quoted(shown(named, most)) if named else None


def paragraphs(
    meeting: Meeting, voice: RoomPhrases, now: Instant, detail: CardDetail
) -> Iterator[str]:
    match meeting.status:
        case Status.CONVENED:
            yield _table(meeting, voice, detail)
            yield voice.block("card-convened")
        case Status.CLOSED:
            yield voice.block("card-closed")
            yield _balance(meeting, voice, detail)
        case _:
            yield _item(meeting, voice, detail)
            yield _now(meeting, voice, now)
            if meeting.phase is not None and meeting.phase.speakers is Speakers.CIRCLE:
                yield _circle(meeting, voice, detail)
            if meeting.rota.places:
                yield _rota(meeting, voice, detail)
            if not meeting.written_freely or meeting.requests:
                yield _list(meeting, voice, detail)
            yield _balance(meeting, voice, detail)


def _table(meeting: Meeting, voice: RoomPhrases, detail: CardDetail) -> str:
    """Who has sat down, by side; a tick for those who have accepted the rules."""
    lines = []
    for side in meeting.sides:
        members = [
            f"{mention(seat.person)}"
            + _MARKS.get(seat.capacity, "")
            + (" ✓" if seat.accepted else "")
            for seat in meeting.members(side.key)
        ]
        who = _few(members, detail.seated, voice) or voice.line("card-nobody")
        lines.append(f"**{side_label(meeting, side.key, voice)}**: {who}")
    return "\n".join(lines)


_MARKS = {Capacity.CO_CHAIR: "★", Capacity.RAPPORTEUR: "✎", Capacity.INTERPRETER: "⇄"}


def _few(names: list[str], most: int, voice: RoomPhrases) -> str:
    """Up to `most` of these, and how many more there are."""
    more = len(names) - most
    if more > 0:
        names = [*names[:most], voice.line("card-list-more", count=more)]
    return ", ".join(names)


# The item and the phase ----------------------------------------------------------------------------


def _item(meeting: Meeting, voice: RoomPhrases, detail: CardDetail) -> str:
    phase = meeting.phase
    item = meeting.item
    lines: list[str] = []
    if meeting.leaving is not None:
        lines.append(f"**{voice.line('card-leaving')}**")
    elif phase is not None:
        lines.append(f"**{inline(phase.title, voice)}**")
    if item is not None:
        lines.append(everywhere(item.title, voice, "**"))
        if detail.question:
            lines.append(everywhere(item.question, voice, "*", detail.question))
        lines += [f"-# {fact}" for fact in _item_facts(meeting, item, voice)]
    elif phase is None and meeting.leaving is None:
        lines.append(voice.block("card-over" if meeting.over else "card-between"))
    if meeting.talk.until is not None:
        until = meeting.talk.until
        when = f"{moment(until, 'f')} ({moment(until)})"
        lines.append(voice.block("card-until-date", when=when))
    return "\n".join(lines)


def _item_facts(meeting: Meeting, item: AgendaItem, voice: RoomPhrases) -> Iterator[str]:
    number = meeting.agenda.index(item) + 1
    facts = [voice.line("card-item-number", number=number, total=len(meeting.agenda))]
    if not meeting.format.by_date:
        facts.append(voice.line("card-budget", minutes=whole_minutes(item.budget)))
    if item.sources:
        facts.append(paragraphs_named(item.sources))
    source = meeting.drawing.sources.get(item.key)
    article = None if source is None else article_named(source)
    if article is not None:
        facts.append(article)
    parked = sum(other.state is ItemState.PARKED for other in meeting.agenda)
    if parked:
        facts.append(voice.line("card-parked", count=parked))
    yield " | ".join(facts)
    ends = item_ends(meeting)
    if ends is not None:
        yield voice.line(f"card-item-{meeting.runs_out}", when=moment(ends))


# The floor -----------------------------------------------------------------------------------------


def _now(meeting: Meeting, voice: RoomPhrases, now: Instant) -> str:
    turn = meeting.floor
    if meeting.caucus is not None:
        return voice.block("card-caucus", when=moment(meeting.caucus.until))
    if meeting.status is Status.OFF_RECORD:
        return "\n".join(_off_record(meeting, voice))
    if meeting.record.agreed:
        people = ", ".join(map(mention, sorted(meeting.record.agreed)))
        asked = voice.block("card-off-record-asked", people=people) + "\n"
    else:
        asked = ""
    if turn is not None:
        return asked + _turn(meeting, turn, voice, now)
    return asked + _free(meeting, voice)


def _off_record(meeting: Meeting, voice: RoomPhrases) -> Iterator[str]:
    yield voice.block("card-off-record")
    if meeting.record.agreed:
        people = ", ".join(map(mention, sorted(meeting.record.agreed)))
        yield voice.block("card-on-record-asked", people=people)


def _free(meeting: Meeting, voice: RoomPhrases) -> str:
    if meeting.written_freely:
        return voice.block("card-written-freely")
    lines = [f"🎙 {voice.line('card-floor-free')}"]
    phase = meeting.phase
    if meeting.rota.thinking_until is not None:
        thinking = moment(meeting.rota.thinking_until)
        lines.append(voice.block("card-thinking", when=thinking))
    elif phase is not None and phase.calls is Calls.CHAIR and meeting.status is Status.OPEN:
        lines.append("-# " + voice.line("card-chair-calls"))
    return "\n".join(lines)


def _turn(meeting: Meeting, turn: Turn, voice: RoomPhrases, now: Instant) -> str:
    lines = [f"🎙 **{mention(turn.person)}** — {side_label(meeting, turn.side, voice)}"]
    lines.append(f"{voice.line(f'kind-{turn.kind}')}; {_time(turn, voice, now)}")
    if turn.more:
        lines.append(f"-# ✎ {voice.line('card-more-coming')}")
    if turn.unclear:
        lines.append(f"-# {voice.line('card-unclear', count=len(turn.unclear))}")
    if turn.asked_until is not None:
        lines.append(voice.block("card-asks-more", when=moment(turn.asked_until)))
    if meeting.interrupted is not None:
        lines.append(voice.block("card-interrupted", person=mention(meeting.interrupted.person)))
    return "\n".join(lines)


def _time(turn: Turn, voice: RoomPhrases, now: Instant) -> str:
    if turn.ends_at is None:
        return voice.line("card-time-left", left=minutes(max(0, turn.left(now))))
    if turn.time_up:
        return voice.line("card-time-up")
    return voice.line("card-until", when=moment(turn.ends_at))


# Who comes next ------------------------------------------------------------------------------------


def _circle(meeting: Meeting, voice: RoomPhrases, detail: CardDetail) -> str:
    circle = meeting.circle
    inside, waiting = map(mention, circle.seated), map(mention, circle.waiting)
    seated = _few([*inside], detail.seated, voice) or voice.line("card-nobody")
    lines = [f"**{voice.line('card-circle')}**: {seated}"]
    if circle.waiting:
        for_a_chair = _few([*waiting], detail.listed * 2, voice)
        lines.append(f"-# {voice.line('card-circle-waiting')}: {for_a_chair}")
    return "\n".join(lines)


def _rota(meeting: Meeting, voice: RoomPhrases, detail: CardDetail) -> str:
    names = [
        mention(place.person) if place.person else side_label(meeting, place.side, voice)
        for place in meeting.rota.places
    ]
    return f"**{voice.line('card-rota')}**: {_few(names, detail.listed * 2, voice)}"


def _list(meeting: Meeting, voice: RoomPhrases, detail: CardDetail) -> str:
    waiting = speakers_list(meeting)
    title = f"**{voice.line('card-list', count=len(waiting))}**"
    order = f"-# {voice.line(f'policy-{meeting.policy}')}"
    if meeting.talk.list_closed:
        order += f" | 🔒 {voice.line('card-list-closed')}"
    if not waiting:
        return f"{title}\n{order}\n-# {voice.line('card-list-empty')}"
    lines = [_request(meeting, place, request, voice) for place, request in enumerate(waiting, 1)]
    more = len(waiting) - detail.listed
    if more > 0:
        lines = [*lines[: detail.listed], voice.line("card-list-more", count=more)]
    return "\n".join((title, order, *lines))


def _request(meeting: Meeting, place: int, request: Request, voice: RoomPhrases) -> str:
    note = note_shown(request.note)
    about = f" — {quoted(note)}" if note else ""
    kind = voice.line(f"kind-{request.kind}")
    if request.to is not None:
        kind += f" → {mention(request.to)}"
    if meeting.outside(request.person, request.kind):
        kind += f", {voice.line('card-outside')}"
    return (
        f"{place}. {mention(request.person)} ({side_label(meeting, request.side, voice)}), {kind}"
        f"{about}, {moment(request.asked_at)}"
    )


# The balance ---------------------------------------------------------------------------------------


def _balance(meeting: Meeting, voice: RoomPhrases, detail: CardDetail) -> str:
    """Floor time and turns by side, and by person as far as there is room for it."""
    sides = " | ".join(
        f"{side_label(meeting, side.key, voice)} {share_of_side(meeting, side.key)}"
        for side in meeting.sides
    )
    title = voice.line("card-posts" if meeting.format.by_date else "card-balance")
    people = [
        f"{mention(seat.person)} {share_of(meeting, seat.person)}"
        for seat in meeting.seats
        if seat.capacity.speaks
    ]
    if not 0 < len(people) <= detail.balanced or meeting.opened_at is None:
        return f"-# {title}: {sides}"
    return f"-# {title}: {sides}\n-# {', '.join(people)}"


def share_of(meeting: Meeting, person: PersonId) -> str:
    """`3:05 (2)`: floor time and, in brackets, turns; where nobody needs the floor, messages."""
    ledger = meeting.ledger
    if meeting.format.by_date:
        return str(ledger.posts.get(person, 0))
    return f"{minutes(ledger.floor.get(person, 0))} ({ledger.turns.get(person, 0)})"


def share_of_side(meeting: Meeting, side: SideKey) -> str:
    """The same for a side, those counted in who have left it."""
    ledger = meeting.ledger
    if meeting.format.by_date:
        return str(ledger.posts_by_side.get(side, 0))
    return f"{minutes(ledger.by_side.get(side, 0))} ({ledger.turns_by_side.get(side, 0)})"
