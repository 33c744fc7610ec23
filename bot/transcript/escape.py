"""What a person typed, as Markdown that shows it exactly and does nothing else.

The text can't format, link, mention or break out of the place where it is put, whether the page is
read by CommonMark, by GitHub's dialect or pasted into a chat. What each measure is against:

- a backslash before what CommonMark and its usual extensions take as markup, everywhere for the
  characters that work inside a line, at a line's start for list, heading and underline marks;
- a backslash inside whatever looks like an address (`https://`, `www.`, `name.tld`), so that no
  dialect makes a link of it;
- an empty comment after `@`, `#` and `:` where a mention, a reference or an emoji's name could begin:
  those are looked for in the text after rendering, where a backslash is gone already;
- a character reference for a blank at a line's end or beginning, which Markdown would drop or take
  for code.

Line ends become hard breaks, an empty line between two lines a new paragraph. Marks that show nothing
are printed as numbers (see `marks`).
"""

from __future__ import annotations

import re

from bot.transcript.marks import one_line, visible

_INSIDE = re.compile(r"[\\`*_\[\]<>&~|$^{}#]|==")
_TEXT_LOOKED_FOR = re.compile(r"[@#](?=\w)|:(?=[\w+-]+:)")
_SCHEME = re.compile(r"(?<=\w):(?=//)|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)
_DOT = re.compile(r"(?<=\w)\.(?=\w*[^\W\d])")
_LINE_START = re.compile(r"([-+=:])(?=\s|$|[-+=])|\d{1,9}([.)])(?=\s|$)")
_EMPTY = "<!-- -->"
_BETWEEN = re.compile(r"(?<=[^\n])\n\n(?=[^\n])")


def inline(text: str) -> str:
    """A short text (a name, a title, a note) on one line, for use inside a sentence or a table."""
    return _line(one_line(text))


def block(text: str, prefix: str = "") -> str:
    """A text of any length as paragraphs, every line of which begins with `prefix` ("> ")."""
    paragraphs = _BETWEEN.split(visible(text))
    empty = f"\n{prefix.rstrip()}\n"
    return empty.join(_paragraph(paragraph, prefix) for paragraph in paragraphs)


def _paragraph(text: str, prefix: str) -> str:
    body = text.rstrip("\n")
    # A hard break means nothing at the end of a paragraph, so line feeds there are written as numbers.
    tail = "&#10;" * (len(text) - len(body))
    lines = [_line(line) for line in body.split("\n")]
    lines[-1] += tail
    return "\\\n".join(prefix + line for line in lines)


def _line(line: str) -> str:
    before: dict[int, str] = {}
    instead: dict[int, str] = {}
    after: dict[int, str] = {}
    for rule in (_INSIDE, _SCHEME, _DOT):
        for found in rule.finditer(line):
            before.update(dict.fromkeys(range(*found.span()), "\\"))
    if found_at_start := _LINE_START.match(line):
        before[found_at_start.start(found_at_start.lastindex or 0)] = "\\"
    for found in _TEXT_LOOKED_FOR.finditer(line):
        after[found.start()] = _EMPTY
    first, last = len(line) - len(line.lstrip()), len(line.rstrip())
    for i in (*range(first), *range(max(first, last), len(line))):
        instead[i] = f"&#{ord(line[i])};"
    return "".join(
        before.get(i, "") + instead.get(i, character) + after.get(i, "")
        for i, character in enumerate(line)
    )
