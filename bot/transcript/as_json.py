"""A transcript as JSON, for other people's programs. The schema is docs/transcript.schema.json.

Moments are RFC 3339 in UTC to the millisecond, or, where a rule has them rounded, the time since the
opening (PT1H05M); lengths are whole milliseconds (`…_ms`). What a rule keeps back is null. Erased words
are a null `text`. Texts stand exactly as they were typed; marks that show nothing or turn the reading
direction are written as \\u escapes, so that the file reads the same in every editor.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.procedure.table.seats import SideKey
from bot.procedure.values import Instant, Localized, PersonId, Words
from bot.transcript.json_papers import file_json, papers_json
from bot.transcript.labels import iso, since
from bot.transcript.marks import hidden
from bot.transcript.model import (
    NO_SIDE,
    AgendaLine,
    Contribution,
    FloorTime,
    Member,
    Transcript,
    TurnLine,
)

VERSION = 4
"""Counted up whenever a reader of the former shape could misread the new one."""

Json = dict[str, Any]
At = Callable[[Instant | None], str | None]


def render_json(transcript: Transcript, *, names: Mapping[PersonId, str] | None = None) -> str:
    """The whole transcript as JSON text, its keys always in the same order.

    `names` names people who have no seat in the record.
    """
    text = json.dumps(as_json(transcript, names=names), ensure_ascii=False, indent=2)
    return re.sub(r"[^\x00-\x7f]", lambda found: _shown(found.group()), text) + "\n"


def as_json(transcript: Transcript, *, names: Mapping[PersonId, str] | None = None) -> Json:
    """The whole transcript as plain dicts, lists, strings and numbers."""
    t = transcript
    at = _clock(t)
    convener = t.member(t.convener)

    def named(person: PersonId | None) -> str | None:
        return None if person is None else (names or {}).get(person)

    return {
        "format": "cochair-transcript",
        "version": VERSION,
        "attribution": str(t.attribution),
        "meeting": {
            "id": t.meeting,
            "number": t.number,
            "title": _localized(t.title),
            "status": str(t.status),
            "venue": t.venue,
            "convener": {
                "person": t.convener,
                "name": named(t.convener) if convener is None else convener.name.text,
            },
            "convened_at": at(t.convened_at),
            "opened_at": at(t.opened_at),
            "closed_at": at(t.closed_at),
            "procedure": {"key": t.format.key, "title": _localized(t.format.title)},
            "rules": t.rules,
        },
        "dialogue": {
            "key": t.dialogue.key,
            "title": _localized(t.dialogue.title),
            "languages": list(t.dialogue.languages),
            "sides": [
                {"key": side.key, "name": _localized(side.name)} for side in t.dialogue.sides
            ],
        },
        "record": {
            "until": at(t.until),
            "records": t.records,
            "head": t.head,
            "head_line": t.head_line,
            "broken": t.broken,
            "unlawful": t.unlawful,
            "rounded_ms": t.rounded,
            "month": _month(t),
            "taken_out": t.taken_out,
        },
        "roles": [{"person": role.person, "name": role.name.text} for role in t.roles],
        "members": [_member(member, at) for member in t.members],
        "agenda": [_item(line, at) for line in t.agenda],
        "phases": [
            {
                "seq": phase.seq,
                "key": phase.key,
                "title": _localized(phase.title),
                "item": phase.item,
                "from": at(phase.start),
                "to": at(phase.end),
            }
            for phase in t.phases
        ],
        "turns": [_turn(turn, at) for turn in t.turns],
        "contributions": [_contribution(c, at) for c in t.contributions],
        "rulings": [
            {
                "seq": ruling.seq,
                "at": at(ruling.at),
                "turn": ruling.turn,
                "by": ruling.by,
                "sustained": ruling.sustained,
                "note": _note(ruling.note),
            }
            for ruling in t.rulings
        ],
        "requests": [
            {
                "seq": request.seq,
                "number": request.number,
                "person": request.person,
                "side": _side(request.side),
                "kind": str(request.kind),
                "asked_at": at(request.asked_at),
                "item": request.item,
                "note": _note(request.note),
                "outcome": str(request.outcome),
                "turn": request.turn,
            }
            for request in t.requests
        ],
        "passed": [
            {
                "seq": passed.seq,
                "at": at(passed.at),
                "side": _side(passed.side),
                "person": passed.person,
                "reason": str(passed.reason),
            }
            for passed in t.passed
        ],
        "moves": [
            {
                "seq": move.seq,
                "at": at(move.at),
                "kind": str(move.kind),
                "by": move.by,
                "detail": move.detail or None,
                "person": move.person,
                "side": _side(move.side),
                "length_ms": move.length,
                "until": at(move.until),
            }
            for move in t.moves
        ],
        "breaks": [
            {
                "seq": stop.seq,
                "kind": str(stop.kind),
                "from": at(stop.start),
                "to": at(stop.end),
            }
            for stop in t.breaks
        ],
        "held": [
            {"at": at(held.at), "person": held.person, "reason": str(held.reason)}
            for held in t.held
        ],
        **papers_json(t, at),
        "floor": {
            "length_ms": t.floor.length,
            "total_ms": t.floor.total,
            "paused_ms": t.floor.paused,
            "interpreted_ms": t.floor.interpreted,
            "idle_ms": t.floor.idle,
            "sides": [_floor(line) for line in t.floor.sides],
            "people": [{"person": line.person, **_floor(line)} for line in t.floor.people],
        },
    }


def _member(member: Member, at: At) -> Json:
    return {
        "person": member.person,
        "name": member.name.text,
        "language": member.language,
        "seats": [
            {
                "side": _side(seat.side),
                "capacity": str(seat.capacity),
                "from": at(seat.start),
                "to": at(seat.end),
            }
            for seat in member.seats
        ],
        "accepted": [
            {"at": at(each.at), "rules": each.rules, "language": each.language}
            for each in member.accepted
        ],
        "withdrawn_at": at(member.withdrawn_at),
    }


def _item(line: AgendaLine, at: At) -> Json:
    return {
        "key": line.key,
        "title": _localized(line.title),
        "question": _localized(line.question),
        "sources": list(line.sources),
        "stage": line.stage,
        "state": str(line.state),
        "budget_ms": line.budget,
        "spent_ms": line.spent,
        "openings": [
            {
                "seq": opening.seq,
                "from": at(opening.start),
                "to": at(opening.end),
                "how": str(opening.how),
                "unspoken": list(opening.unspoken),
                "ran_out": opening.ran_out,
            }
            for opening in line.openings
        ],
        "added_at": at(line.added_at),
        "edited_at": [at(each) for each in line.edited],
        "budget_spent_at": at(line.budget_spent_at),
    }


def _turn(turn: TurnLine, at: At) -> Json:
    return {
        "seq": turn.seq,
        "number": turn.number,
        "person": turn.person,
        "side": _side(turn.side),
        "kind": str(turn.kind),
        "phase": turn.phase,
        "item": turn.item,
        "request": turn.request,
        "from": at(turn.start),
        "to": at(turn.end),
        "limit_ms": turn.limit,
        "allowed_ms": turn.allowed,
        "used_ms": turn.used,
        "over_ms": turn.over,
        "extensions": [
            {"at": at(each.at), "by_ms": each.by, "silently": each.silently}
            for each in turn.extensions
        ],
        "time_up_at": at(turn.time_up_at),
        "ended": None if turn.how is None else str(turn.how),
        "out_of_order": turn.out_of_order,
        "place": turn.place,
        "interrupted_by": list(turn.interrupted_by),
        "answers": turn.answers,
        "interprets": turn.interprets,
        "unclear": turn.unclear,
        "unrecorded": turn.unrecorded,
        "running": [{"from": at(span.start), "to": at(span.end)} for span in turn.running],
    }


def _contribution(contribution: Contribution, at: At) -> Json:
    return {
        "seq": contribution.seq,
        "message": contribution.message,
        "at": at(contribution.at),
        "turn": contribution.turn,
        "item": contribution.item,
        "person": contribution.person,
        "side": _side(contribution.side),
        "language": contribution.language,
        "wordings": [
            {"at": at(wording.at), "text": wording.words.text} for wording in contribution.wordings
        ],
        "files": contribution.files,
        "reply_to": contribution.reply_to,
        "removed_at": at(contribution.removed_at),
        "removed_by": contribution.removed_by,
        "attached": [file_json(line) for line in contribution.attached],
        "signs": [
            {"sign": each.sign.text, "people": list(each.people)} for each in contribution.signs
        ],
        "unlawful": contribution.unlawful,
    }


def _floor(line: FloorTime) -> Json:
    return {
        "side": _side(line.side),
        "used_ms": line.used,
        "turns": line.turns,
        "posts": line.posts,
    }


def _localized(text: Localized) -> Json:
    return dict(text.texts)


def _note(words: Words | None) -> Json | None:
    return None if words is None else {"text": words.text}


def _clock(transcript: Transcript) -> At:
    """How moments are written: as they are, or as the time since the opening where they are rounded."""
    opening = transcript.opened_at or transcript.convened_at

    def at(moment: Instant | None) -> str | None:
        if moment is None:
            return None
        return iso(moment) if transcript.rounded is None else since(opening, moment)

    return at


def _month(transcript: Transcript) -> str | None:
    return None if transcript.rounded is None else iso(transcript.convened_at)[:7]


def _side(key: SideKey | None) -> SideKey | None:
    return None if key == NO_SIDE else key


def _shown(character: str) -> str:
    return json.dumps(character)[1:-1] if hidden(character) else character
