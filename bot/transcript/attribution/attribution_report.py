"""The report on what was done for an export, as a text for the organizers.

It says where the export may still give somebody away and quotes it, so it is as confidential as the full
record; nothing that was taken out stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.transcript.attribution.cleaned import Cleaned, Doubt, PlaceToCheck
from bot.transcript.labels import Labels
from bot.transcript.marks import one_line

_BY_WORD = frozenset({Doubt.PROPER_NOUN, Doubt.COMMON_WORD, Doubt.NEAR_NAME, Doubt.LINK_KEPT})
"""Doubts about a word: each word once, with all its places."""


def report(cleaned: Cleaned, labels: Labels) -> str:
    """The whole report in the language of `labels`, in plain lines."""
    return "\n".join(_lines(cleaned, labels)) + "\n"


def summary(cleaned: Cleaned, labels: Labels) -> str:
    """One line: what was taken out and how often."""
    counts = [f"{labels.say(f'report-sort-{sort}')}: {n}" for sort, n in cleaned.counts()]
    return ", ".join(counts) or labels.say("none")


def _lines(cleaned: Cleaned, labels: Labels) -> Iterator[str]:
    say = labels.say
    yield say("report-heading")
    yield say("report-confidential")
    yield ""
    yield say("report-taken")
    for sort, count in cleaned.counts():
        places = ", ".join(cleaned.places(sort))
        yield f"  {say(f'report-sort-{sort}')}: {count} ({places})"
    if not cleaned.taken:
        yield f"  {say('report-nothing')}"
    yield ""
    yield say("report-look")
    if cleaned.look:
        yield say("report-look-intro")
    else:
        yield say("report-clear")
    for doubt in Doubt:
        looks = cleaned.doubts(doubt)
        if looks:
            yield ""
            yield f"{say(f'report-doubt-{doubt}')} ({len(looks)})"
            yield from (f"  {line}" for line in _of(doubt, looks))
    yield ""
    yield say("report-beyond")


def _of(doubt: Doubt, looks: tuple[PlaceToCheck, ...]) -> Iterator[str]:
    if doubt in _BY_WORD:
        places: dict[str, list[str]] = {}
        for look in looks:
            places.setdefault(_text(look), []).append(look.place)
        for word in sorted(places, key=str.casefold):
            yield f"{word}: {', '.join(dict.fromkeys(places[word]))}"
    elif all(look.words is None for look in looks):
        yield ", ".join(dict.fromkeys(look.place for look in looks))
    else:
        yield from dict.fromkeys(f"{look.place}: {_text(look)}" for look in looks)


def _text(look: PlaceToCheck) -> str:
    return "" if look.words is None else one_line(look.words.text or "")
