"""What a page's markup itself says its parts are: which part is the main text, what is no part of it.

What must not live here: judging by the words. What reads like boilerplate is somebody else's to find.
"""

from __future__ import annotations

import re
from typing import Any

from bot.agenda.article import BlockKind
from bot.agenda.forms.cleaning import words

Element = Any
"""An element of lxml, which has no types."""

UNREAD = words(
    "script style template svg math iframe object embed canvas audio video select option optgroup "
    "datalist textarea button input map noframes head"
)
"""What holds no text to read; left out."""
BLOCKS = words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "noscript ol p pre section summary table tbody td tfoot th thead tr ul"
)
_KINDS: dict[str, BlockKind] = {
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
}
_ALWAYS_ASIDE = frozenset({"nav", "footer"})
_MOSTLY_ASIDE = frozenset({"aside", "form", "noscript", "dialog", "menu"})
_ASIDE_ROLES = words(
    "navigation complementary contentinfo banner search dialog alertdialog menu menubar toolbar"
)
_ASIDE_NAMES = words(
    "comments comment disqus share sharing sharebar social related recommended recommendations "
    "newsletter subscribe subscription signup promo promotion advert advertisement advertising ad ads "
    "sponsor sponsored breadcrumb breadcrumbs sidebar cookie cookies consent popup modal toolbar "
    "pagination pager menu navbar nav navigation footer tags taglist outbrain taboola trending "
    "popular readmore login paywall"
)
_NAMED = words("div section ul ol dl table form aside figure")
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST = 0.6
"""Of the text: what holds more than this is no aside, whatever it is called. A body may be of the class
`has-sidebar`, and some pages are one big form."""


def kind_of(element: Element) -> BlockKind | None:
    """What the element makes of the text in it; None if it says nothing."""
    kind = _KINDS.get(element.tag)
    if kind is None and element.tag in ("p", "div", "span") and "caption" in names(element):
        return BlockKind.CAPTION
    return kind


def names(element: Element) -> set[str]:
    """The parts of its class and id: `wp-caption-text` gives wp, caption and text."""
    said = f"{element.get('class', '')} {element.get('id', '')}"[:500]
    return {part.lower() for part in _NAME_PARTS.findall(said)}


def is_aside(element: Element, whole: int) -> bool:
    """Whether the markup says that this is no part of the text. `whole` is the length of all text."""
    tag = element.tag
    if tag in _ALWAYS_ASIDE or element.get("role") == "navigation":
        return True
    called = tag in _NAMED and not names(element).isdisjoint(_ASIDE_NAMES)
    if not (
        called
        or tag in _MOSTLY_ASIDE
        or element.get("role") in _ASIDE_ROLES
        or element.get("hidden") is not None
        or _HIDDEN.search(element.get("style", "")) is not None
        or (tag == "header" and _of_the_site(element))
    ):
        return False
    if tag in ("h1", "main") or next(element.iter("h1", "main"), None) is not None:
        return False
    talk = called and not names(element).isdisjoint({"comments", "comment", "disqus"})
    return talk or length(element) <= _MOST * whole


def _of_the_site(header: Element) -> bool:
    return not any(above.tag in ("article", "main", "section") for above in header.iterancestors())


def main_text(body: Element) -> Element:
    """The part that the page says is its main text, if most of its paragraphs stand there."""
    everything = _paragraphs(body)
    for tag, role in (("main", "main"), ("article", "article")):
        found = [e for e in body.iter(etree_tags) if e.tag == tag or e.get("role") == role]
        best = max(found, key=_paragraphs, default=None)
        if best is not None and _paragraphs(best) >= everything / 2:
            return best
    return body


etree_tags = "*"
"""For lxml: elements, and no comments."""


def _paragraphs(element: Element) -> int:
    """How much text stands in its paragraphs; all of it where it has none."""
    return sum(length(one) for one in element.iter("p")) or length(element)


def length(element: Element) -> int:
    """Characters of the text that is in it, scripts left out."""
    total, skipped = 0, 0
    for one in element.iter(etree_tags):
        total += len((one.text or "").strip()) + len((one.tail or "").strip())
        if one.tag in ("script", "style", "template"):
            skipped += len((one.text or "").strip())
    return total - skipped - len((element.tail or "").strip())


def is_data_row(row: Element) -> bool:
    """Whether the row is one of a table of facts. Old pages lay their whole text out in tables."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2:
        return False
    within = (inner for cell in cells for inner in cell.iter("p", "div", "table", "ul", "ol", "h1"))
    return next(within, None) is None and all(length(cell) <= 300 for cell in cells)
