"""Attachments, minutes, the text of the rules and erasures as JSON. Part of `as_json`, which says how
moments and words are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.procedure.values import Instant, Words
from bot.transcript.model import FileLine, Transcript

Json = dict[str, Any]


def papers_json(transcript: Transcript, at: Callable[[Instant | None], str | None]) -> Json:
    """The parts of a transcript that its papers are; `at` writes a moment."""
    papers = transcript.papers
    minutes = papers.minutes
    return {
        "rules_text": None if papers.rules is None else dict(papers.rules.texts),
        "points": [
            {
                "number": point.number,
                "kind": str(point.kind),
                "item": point.item,
                "person": point.person,
                "text": point.text.text,
                "message": point.message,
                "owner": _note(point.owner),
                "due": at(point.due),
            }
            for point in papers.points
        ],
        "minutes": None
        if minutes is None
        else {
            "revision": minutes.revision,
            "at": at(minutes.at),
            "text": minutes.text.text,
            "adopted": [{"person": person, "at": at(when)} for person, when in minutes.adopted],
            "digest": minutes.digest,
        },
        "amendments": [
            {
                "number": line.number,
                "at": at(line.at),
                "person": line.person,
                "instead": _note(line.instead),
                "text": line.text.text,
                "accepted": line.accepted,
            }
            for line in papers.amendments
        ],
        "erased": [
            {"at": at(each.at), "because": str(each.because), "texts": each.texts}
            for each in papers.erased
        ],
        "exports": [
            {
                "at": at(each.at),
                "person": each.person,
                "rule": str(each.rule),
                "form": str(each.form),
                "given": each.given,
            }
            for each in papers.exports
        ],
        "drawn": [
            {
                "at": at(each.at),
                "items": list(each.items),
                "agreed": list(each.agreed),
                "article": {
                    "title": each.source.title,
                    "origin": str(each.source.origin),
                    "where": each.source.where,
                    "language": each.source.language,
                    "sha256": each.source.sha256,
                },
            }
            for each in papers.drawn
        ],
    }


def file_json(line: FileLine) -> Json:
    return {
        "number": line.number,
        "name": _note(line.name),
        "digest": _note(line.digest),
        "size": line.size,
        "kind": line.kind,
        "left_out": None if line.why is None else str(line.why),
    }


def _note(words: Words | None) -> Json | None:
    return None if words is None else {"text": words.text}
