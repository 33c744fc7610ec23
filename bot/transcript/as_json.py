"""A transcript as JSON, for other people's programs. The schema is docs/transcript.schema.json.

Moments are RFC 3339 in UTC to the millisecond, lengths whole milliseconds (`…_ms`). Erased words are a
null `text`. Texts stand exactly as they were typed; marks that show nothing or turn the reading
direction are written as \\u escapes, so that the file reads the same in every editor.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.procedure.values import Instant, Localized, PersonId, Words
from bot.transcript.labels import iso
from bot.transcript.marks import hidden
from bot.transcript.model import (
    AgendaLine,
    Contribution,
    FloorTime,
    Member,
    Transcript,
    TurnLine,
)

VERSION = 2
"""Counted up whenever a reader of the former shape could misread the new one."""

Json = dict[str, Any]


def render_json(transcript: Transcript, *, names: Mapping[PersonId, str] | None = None) -> str:
    """The whole transcript as JSON text, its keys always in the same order.

    `names` names people who have no seat in the record.
    """
    text = json.dumps(as_json(transcript, names=names), ensure_ascii=False, indent=2)
    return re.sub(r"[^\x00-\x7f]", lambda found: _shown(found.group()), text) + "\n"


def as_json(transcript: Transcript, *, names: Mapping[PersonId, str] | None = None) -> Json:
    """The whole transcript as plain dicts, lists, strings and numbers."""
    t = transcript
    convener = t.member(t.convener)
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
                "name": (names or {}).get(t.convener) if convener is None else convener.name.text,
            },
            "convened_at": iso(t.convened_at),
            "opened_at": _at(t.opened_at),
            "closed_at": _at(t.closed_at),
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
            "until": iso(t.until),
            "records": t.records,
            "head": t.head,
            "head_line": t.head_line,
        },
        "members": [_member(member) for member in t.members],
        "agenda": [_item(line) for line in t.agenda],
        "phases": [
            {
                "seq": phase.seq,
                "key": phase.key,
                "title": _localized(phase.title),
                "item": phase.item,
                "from": iso(phase.start),
                "to": _at(phase.end),
            }
            for phase in t.phases
        ],
        "turns": [_turn(turn) for turn in t.turns],
        "contributions": [_contribution(c) for c in t.contributions],
        "rulings": [
            {
                "seq": ruling.seq,
                "at": iso(ruling.at),
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
                "side": request.side,
                "kind": str(request.kind),
                "asked_at": iso(request.asked_at),
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
                "at": iso(passed.at),
                "side": passed.side,
                "person": passed.person,
                "reason": str(passed.reason),
            }
            for passed in t.passed
        ],
        "moves": [
            {
                "seq": move.seq,
                "at": iso(move.at),
                "kind": str(move.kind),
                "by": move.by,
                "detail": move.detail or None,
                "person": move.person,
                "side": move.side,
                "length_ms": move.length,
                "until": _at(move.until),
            }
            for move in t.moves
        ],
        "breaks": [
            {
                "seq": stop.seq,
                "kind": str(stop.kind),
                "from": iso(stop.start),
                "to": _at(stop.end),
            }
            for stop in t.breaks
        ],
        "held": [
            {"at": iso(held.at), "person": held.person, "reason": str(held.reason)}
            for held in t.held
        ],
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


def _member(member: Member) -> Json:
    return {
        "person": member.person,
        "name": member.name.text,
        "language": member.language,
        "seats": [
            {
                "side": seat.side,
                "capacity": str(seat.capacity),
                "from": iso(seat.start),
                "to": _at(seat.end),
            }
            for seat in member.seats
        ],
        "accepted": [
            {"at": iso(each.at), "rules": each.rules, "language": each.language}
            for each in member.accepted
        ],
        "withdrawn_at": _at(member.withdrawn_at),
    }


def _item(line: AgendaLine) -> Json:
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
                "from": iso(opening.start),
                "to": _at(opening.end),
                "how": str(opening.how),
                "unspoken": list(opening.unspoken),
                "ran_out": opening.ran_out,
            }
            for opening in line.openings
        ],
        "added_at": _at(line.added_at),
        "edited_at": [iso(at) for at in line.edited],
        "budget_spent_at": _at(line.budget_spent_at),
    }


def _turn(turn: TurnLine) -> Json:
    return {
        "seq": turn.seq,
        "number": turn.number,
        "person": turn.person,
        "side": turn.side,
        "kind": str(turn.kind),
        "phase": turn.phase,
        "item": turn.item,
        "request": turn.request,
        "from": iso(turn.start),
        "to": _at(turn.end),
        "limit_ms": turn.limit,
        "allowed_ms": turn.allowed,
        "used_ms": turn.used,
        "over_ms": turn.over,
        "extensions": [
            {"at": iso(each.at), "by_ms": each.by, "silently": each.silently}
            for each in turn.extensions
        ],
        "time_up_at": _at(turn.time_up_at),
        "ended": None if turn.how is None else str(turn.how),
        "out_of_order": turn.out_of_order,
        "place": turn.place,
        "interrupted_by": list(turn.interrupted_by),
        "answers": turn.answers,
        "interprets": turn.interprets,
        "unclear": turn.unclear,
        "running": [{"from": iso(span.start), "to": _at(span.end)} for span in turn.running],
    }


def _contribution(contribution: Contribution) -> Json:
    return {
        "seq": contribution.seq,
        "message": contribution.message,
        "at": iso(contribution.at),
        "turn": contribution.turn,
        "item": contribution.item,
        "person": contribution.person,
        "side": contribution.side,
        "language": contribution.language,
        "wordings": [
            {"at": iso(wording.at), "text": wording.words.text} for wording in contribution.wordings
        ],
        "files": contribution.files,
        "reply_to": contribution.reply_to,
        "removed_at": _at(contribution.removed_at),
        "removed_by": contribution.removed_by,
    }


def _floor(line: FloorTime) -> Json:
    return {
        "side": line.side,
        "used_ms": line.used,
        "turns": line.turns,
        "posts": line.posts,
    }


def _localized(text: Localized) -> Json:
    return dict(text.texts)


def _note(words: Words | None) -> Json | None:
    return None if words is None else {"text": words.text}


def _at(at: Instant | None) -> str | None:
    return None if at is None else iso(at)


def _shown(character: str) -> str:
    return json.dumps(character)[1:-1] if hidden(character) else character
