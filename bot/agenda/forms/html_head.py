"""What a page says about itself: title, author, date, and whether it is for subscribers only.

JSON-LD comes first, since newspapers write it for search engines and keep it right; then Open Graph and
the older tags; then the markup. What must not live here: reading the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.agenda.forms.html_marks import Element

_LONGEST_SCRIPT = 200_000
_MOST_THINGS = 500
_AUTHORS = ("author", "article:author", "dc.creator", "citation_author", "parsely-author", "byl")
_DATES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "pubdate",
    "citation_publication_date",
    "parsely-pub-date",
)


@dataclass(frozen=True, slots=True)
class PageHead:
    """What is said; None for what is not."""

    title: str | None
    author: str | None
    published: str | None
    for_subscribers: bool


def head_of(root: Element) -> PageHead:
    """What the page says about itself."""
    things = [thing for thing in _things(root) if _is_article(thing)]
    meta = _meta(root)
    headings = [_text(one) for one in root.iter("h1")]
    title = _first(
        *(_string(thing.get("headline")) for thing in things),
        meta.get("og:title"),
        headings[0] if len(headings) == 1 else None,
        *(_text(one) for one in root.iter("title")),
    )
    author = _first(
        *(_people(thing.get("author")) for thing in things),
        *(meta.get(name) for name in _AUTHORS),
        *(_text(one) for one in root.iter("a") if "author" in one.get("rel", "").split()),
        *(_text(one) for one in _with_property(root, "author")),
    )
    published = _first(
        *(_string(thing.get("datePublished")) for thing in things),
        *(meta.get(name) for name in _DATES),
        *(_date(one) for one in _with_property(root, "datePublished")),
        *(one.get("datetime") for one in root.iter("time") if one.get("pubdate") is not None),
    )
    closed = any(str(one.get("isAccessibleForFree")).lower() == "false" for one in things)
    return PageHead(title, author, published, closed)


def _first(*found: str | None) -> str | None:
    # Some put the address of an author's page where the name should be.
    plain = (text.strip() for text in found if text and text.strip())
    return next((text for text in plain if not text.startswith(("http://", "https://"))), None)


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _with_property(root: Element, name: str) -> Iterable[Element]:
    return (one for one in root.iter("*") if name in one.get("itemprop", "").split())


def _date(element: Element) -> str | None:
    found = element.get("datetime") or element.get("content") or _text(element)
    return str(found) or None


def _meta(root: Element) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in root.iter("meta"):
        name = (one.get("property") or one.get("name") or one.get("itemprop") or "").lower()
        if name and (content := one.get("content")):
            found.setdefault(name, content)
    return found


def _things(root: Element) -> Iterator[Mapping[str, object]]:
    """Every object of the page's JSON-LD, those within others too."""
    left: list[object] = []
    for script in root.iter("script"):
        source = script.text or ""
        if script.get("type", "").lower() != "application/ld+json" or len(source) > _LONGEST_SCRIPT:
            continue
        try:
            left.append(json.loads(source, strict=False))
        except (ValueError, RecursionError):
            continue
    seen = 0
    while left and (seen := seen + 1) <= _MOST_THINGS:
        thing = left.pop(0)
        if isinstance(thing, list):
            left.extend(thing)
        elif isinstance(thing, dict):
            yield thing
            left.extend(value for value in thing.values() if isinstance(value, dict | list))


def _is_article(thing: Mapping[str, object]) -> bool:
    kinds = thing.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(one, str) and one.endswith(("Article", "Posting")) for one in named)


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _people(value: object) -> str | None:
    """One name, or several with commas between them."""
    people = value if isinstance(value, list) else [value]
    found = [_string(one.get("name") if isinstance(one, dict) else one) for one in people]
    return ", ".join(name for name in found if name) or None
