"""What gives somebody away by its form alone: mentions, platform ids, addresses, telephone numbers.

No name is known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote_to_bytes

from bot.transcript.attribution.cleaned import Sort

_ANGLED = re.compile(
    r"<(?:@[!&]?|#)\d+>|<a?:\w+:\d+>|</[^<>\n]{1,100}:\d+>|<id:\w+>|<sound:[\d:]+>", re.IGNORECASE
)
LINK = re.compile(r"(?:[a-z][a-z0-9+.-]{1,20}://|www\.)[^\s<>\"«»”]+", re.IGNORECASE)
_BARE_LINK = re.compile(
    r"(?<![\w@.-])(?:[\w-]+\.)+(?:com|org|net|ru|gg|me|io|eu|de|uk|us|edu|gov|info|su|рф)(?:/[^\s<>\"«»”]*)?",
    re.IGNORECASE,
)
_AFTER_AT = re.compile(r"@[\w-]+(?:\.[\w-]+)+")
_BEFORE_AT = re.compile(r"[\w.+%'-]")
_MAILTO = "mailto:"
_AT = re.compile(r"(?<![\w/])@[\w][\w.]*(?:-[\w]+)*(?:#\d{4})?")
_TAG = re.compile(r"(?<![\w#&/])#(?=[\w-]*[^\W\d_])[\w-]+")
_OLD_HANDLE = re.compile(r"(?<!\w)[\w.]{2,32}#\d{4}(?!\w)")
_ID = re.compile(r"(?<!\d)\d{15,21}(?!\d)")
_PHONES = (
    re.compile(r"(?<![\w+])\+\d(?:[\s().\u00a0-]{0,3}\d){7,14}(?!\d)"),
    re.compile(
        r"(?<![\w+.-])8[\s(\u00a0-]{1,2}\d{3,5}[\s)\u00a0-]{1,2}\d{1,3}(?:[\s-]?\d{2}){2}(?!\d)"
    ),
    re.compile(r"(?<![\w+.-])(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}(?!\d)"),
    re.compile(
        r"(?<![\w+.-])(?:00\d{2}|0\d{2,4})[\s()./-]{0,2}\d{2,4}(?:[\s/-]?\d{2,4}){1,3}(?!\d)"
    ),
    re.compile(r"(?<![\w+.-])[78]\d{10}(?!\d)"),
)

_TOKEN = re.compile(r"[^\s<>\"«»”]+")
_CODES = ("%", "xn--", "&#")
_PUNYCODE = re.compile(r"(?<![\w-])xn--([a-z0-9-]{1,59})(?![a-z0-9-])", re.IGNORECASE)
"""Up to the longest that a label can be. Decoding one costs the square of its length."""
_LAYERS = 4
"""How often an address is decoded: one that is handed on in another is coded twice."""

_PERSONAL_SITES = re.compile(
    r"(?:discord(?:app)?\.(?:com|gg)|discord\.gg|t\.me|telegram\.|vk\.com|ok\.ru|facebook\.|fb\.|"
    r"instagram\.|twitter\.|x\.com|linkedin\.|github\.|mastodon|bsky\.|youtube\.com/@|wa\.me|"
    r"livejournal\.|orcid\.org|researchgate\.)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\d{6,}|@|~|/(?:user|users|u|profile|people|id|in|staff|author)/", re.IGNORECASE
)


def find(text: str) -> Iterator[tuple[int, int, Sort]]:
    """Places (start, end, what) that give somebody away, in no order; they may overlap."""
    for pattern, sort in (
        (_ANGLED, Sort.MENTION),
        (_AT, Sort.MENTION),
        (_TAG, Sort.MENTION),
        (_OLD_HANDLE, Sort.MENTION),
        (_ID, Sort.NUMBER),
        *((phone, Sort.PHONE) for phone in _PHONES),
    ):
        for found in pattern.finditer(text):
            yield found.start(), found.end(), sort
    for start, end in _emails(text):
        yield start, end, Sort.EMAIL
    for start, end in links(text):
        if tells(text[start:end]):
            yield start, end, Sort.LINK


def _emails(text: str) -> Iterator[tuple[int, int]]:
    """Looked for from the @ on: of a long word without one, every letter could begin an address."""
    reached = 0
    for found in _AFTER_AT.finditer(text):
        start = found.start()
        while start > reached and _BEFORE_AT.match(text, start - 1):
            start -= 1
        if start == found.start():
            continue
        begun = start - len(_MAILTO)
        if begun >= reached and text[begun:start].lower() == _MAILTO:
            start = begun
        yield start, found.end()
        reached = found.end()


def links(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses of pages stand, without the stop that ends a sentence."""
    for pattern in (LINK, _BARE_LINK):
        for found in pattern.finditer(text):
            yield found.start(), found.start() + len(found.group().rstrip(".,;:!?)]}'’"))


def coded(text: str) -> Iterator[tuple[int, int, str]]:
    """Where something stands in the code of addresses, and what it says in letters: „%D0%98“, “xn--80a”,
    “&#1048;”."""
    for found in _TOKEN.finditer(text):
        token = found.group().rstrip(".,;:!?)]}'’")
        if any(sign in token.casefold() for sign in _CODES):
            plain = decoded(token)
            if plain != token:
                yield found.start(), found.start() + len(token), plain


def decoded(address: str) -> str:
    """An address in letters, however often it was coded."""
    for _ in range(_LAYERS):
        plain = _PUNYCODE.sub(_in_letters, _unquoted(unescape(address)))
        if plain == address:
            break
        address = plain
    return address


def _unquoted(address: str) -> str:
    data = unquote_to_bytes(address)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace")  # as old Russian pages have it


def _in_letters(label: re.Match[str]) -> str:
    try:
        return label.group(1).encode("ascii").decode("punycode")
    except UnicodeError:
        return label.group()


def tells(link: str) -> bool:
    """Whether an address holds an id or leads to somebody's own page, as far as its form shows."""
    return _PERSONAL_SITES.search(link) is not None or _TELLS.search(link) is not None
