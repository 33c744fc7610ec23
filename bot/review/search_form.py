"""A search as it was typed into the form: what is asked, what is left out, and the excerpt shown.

The journal finds (`SqliteReader.search`); here its finds are narrowed down by dialogue, side, person and
date. What must not live here: SQL, a rule about words, a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.procedure.table.seats import Side
from bot.review.desk_views import DialogueLine, Hit, KnownPerson
from bot.review.desk_wording import PageWording

LIMIT = 1_000
"""So many of the best finds of each file are looked at; the page says so when there may be more."""

SHOWN = 50
"""Finds on one page."""

EXCERPT = 420
"""Characters of a contribution that are shown around what was found."""

STEM = 4
"""So many letters two words must share at the least to be taken for forms of one."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What was typed and chosen; empty: no matter. `dialogue`, `person` begin with the file's name."""

    words: str = ""
    dialogue: str = ""
    side: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None
    newest: bool = False
    page: int = 1

    def keeps(self, hit: Hit, day: date) -> bool:
        """Whether the hit, said on this day, is one of those that were asked for."""
        return (
            self.dialogue in ("", f"{hit.journal}/{hit.dialogue}")
            and self.side in ("", hit.side)
            and self.person in ("", f"{hit.journal}/{hit.person}")
            and (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
        )


def search_query(args: Mapping[str, str]) -> SearchQuery:
    """The form's fields. What cannot be read is as if it had been left empty."""
    return SearchQuery(
        args.get("q", "").strip()[:500],
        args.get("dialogue", ""),
        args.get("side", ""),
        args.get("person", ""),
        _day(args.get("from", "")),
        _day(args.get("to", "")),
        args.get("order") == "newest",
        int(page)
        if (page := args.get("page", "")).isascii() and page.isdigit() and int(page)
        else 1,
    )


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def narrowed(hits: Iterable[Hit], wanted: SearchQuery, wording: PageWording) -> list[Hit]:
    """The hits that the filters keep, the best first, or the newest first where that was asked."""
    kept = [hit for hit in hits if wanted.keeps(hit, wording.told.local(hit.at).date())]
    if wanted.newest:
        kept.sort(key=lambda hit: hit.at, reverse=True)
    return kept


@dataclass(frozen=True, slots=True)
class ExcerptPart:
    """A part of what was said; `found` where it is probably what was looked for."""

    text: str
    found: bool


def excerpt(text: str, words: str) -> list[ExcerptPart]:
    """The text, or the part of it around the first find, cut where the finds begin and end.

    Which words were found the journal does not say, and it knows word forms better than this does: a
    word counts as found if it begins as one that was typed. It is only for the eye.
    """
    typed = [folded(word) for word in re.findall(r"\w+", words)]
    places = [
        match.span()
        for match in re.finditer(r"\w+", text)
        if any(alike(folded(match.group()), word) for word in typed)
    ]
    start, end = around(text, places[0][0] if places else 0)
    made: list[ExcerptPart] = [ExcerptPart("… ", False)] if start else []
    at = start
    for first, last in places:
        if first < at or last > end:
            continue
        if at < first:
            made.append(ExcerptPart(text[at:first], False))
        made.append(ExcerptPart(text[first:last], True))
        at = last
    if at < end:
        made.append(ExcerptPart(text[at:end], False))
    if end < len(text):
        made.append(ExcerptPart(" …", False))
    return made


def around(text: str, place: int) -> tuple[int, int]:
    """The part of the text to show, from one space to another."""
    if len(text) <= EXCERPT:
        return 0, len(text)
    start = max(0, min(place - EXCERPT // 3, len(text) - EXCERPT))
    end = min(len(text), start + EXCERPT)
    if start:
        start = text.find(" ", start, start + 40) + 1 or start
    if end < len(text):
        last = text.rfind(" ", max(start, end - 40), end)
        end = last if last > start else end
    return start, end


def alike(word: str, typed: str) -> bool:
    """Whether two words look like forms of one: "visit" and "visits", «визит» and «визитов»."""
    if word.startswith(typed):
        return True
    shared = next(
        (i for i, (a, b) in enumerate(zip(word, typed, strict=False)) if a != b),
        min(len(word), len(typed)),
    )
    return shared >= STEM and max(len(word), len(typed)) - shared <= 3


def folded(word: str) -> str:
    """As the index has it: without case, accents and the dots on ё."""
    plain = unicodedata.normalize("NFD", word.casefold().replace("ё", "е"))
    return "".join(c for c in plain if not unicodedata.combining(c) or c == "\u0306")


def sides_of(lines: Iterable[DialogueLine], wanted: SearchQuery) -> list[Side]:
    """The sides that can be chosen: those of the dialogue, or of all; of one key the latest name."""
    found: dict[str, Side] = {}
    for line in lines:
        if wanted.dialogue in ("", f"{line.journal}/{line.key}"):
            for side in line.sides:
                found.setdefault(side.key, side)
    return list(found.values())


def people_in(
    known: Iterable[KnownPerson], wanted: SearchQuery, wording: PageWording
) -> list[KnownPerson]:
    """The people who can be chosen, by name: those of the dialogue, or all; each of a file's once."""
    found = {
        (one.journal, one.person): one
        for one in known
        if wanted.dialogue in ("", f"{one.journal}/{one.dialogue}")
    }
    return sorted(found.values(), key=lambda one: wording.name(one.name).casefold())
