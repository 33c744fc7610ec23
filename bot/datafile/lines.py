"""On which line of a TOML document each value stands.

tomllib gives values without lines, so this walks the same text once more and notes the line of
each key, of each table's header and of each element of a list. It takes only a text that tomllib
has accepted: it checks nothing, decodes nothing but quoted keys (by tomllib itself), and a test
holds the two to the same set of places.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping

from bot.datafile.faults import Place

# Each matches in one way only: no two ways on begin with the same character, so giving back what was
# taken finds nothing new. That is said by how they are written, since possessive repeats (*+) with a
# group in them take too little in the `re` of Python 3.11.0 to 3.11.4.
_BLANK = re.compile(r"[ \t\r\n]*(?:#[^\n]*[ \t\r\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""[^"\\]*(?:(?:\\[\s\S]|"(?!""))[^"\\]*)*"{3,5}'
    r"|'''[^']*(?:'(?!'')[^']*)*'{3,5}"
    r'|"[^"\\]*(?:\\.[^"\\]*)*"'
    r"|'[^']*'"
)
_SCALAR = re.compile(r"[^,\]}\n#]+")


def lines_of(text: str) -> Mapping[Place, int]:
    """The line, from 1, of every value in `text`, a document that tomllib accepts.

    A table stands where its name is first written; a value where its key begins, an element of a
    list where it begins itself. Lists nested in hundreds raise RecursionError, as in tomllib.
    """
    return _LineWalk(text).document()


class _LineWalk:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._ends = [i for i, char in enumerate(text) if char == "\n"]
        self._lines: dict[Place, int] = {}
        self._tables: Counter[Place] = Counter()  # how many of each [[table]] there were so far

    def document(self) -> Mapping[Place, int]:
        table: Place = ()
        while True:
            self._skip(_BLANK)
            if self._at >= len(self._text):
                return self._lines
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Place:
        """`[a.b]` or `[[a.b]]`, whose last name opens one more table of a list."""
        line = self._line()
        one_of_many = self._text.startswith("[[", self._at)
        self._at += 2 if one_of_many else 1
        names = self._key()
        self._at += 2 if one_of_many else 1
        place: Place = ()
        for name in names[:-1]:
            place = (*place, name)
            self._note(place, line)
            if self._tables[place]:
                place = (*place, self._tables[place] - 1)
        place = (*place, names[-1])
        self._note(place, line)
        if one_of_many:
            self._tables[place] += 1
            place = (*place, self._tables[place] - 1)
            self._note(place, line)
        return place

    def _pair(self, table: Place) -> None:
        """`a.b = value`"""
        line = self._line()
        place = table
        for name in self._key():
            place = (*place, name)
            self._note(place, line)
        self._at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(place)

    def _key(self) -> tuple[str, ...]:
        """A dotted key, and the blanks around it."""
        names: list[str] = []
        while True:
            self._skip(_SPACE)
            if self._text[self._at] in "\"'":
                names.append(tomllib.loads(f"k = {self._take(_STRING)}")["k"])
            else:
                names.append(self._take(_BARE_KEY))
            self._skip(_SPACE)
            if self._text[self._at] != ".":
                return tuple(names)
            self._at += 1

    def _value(self, place: Place) -> None:
        match self._text[self._at]:
            case "[":
                self._members(place, "]")
            case "{":
                self._members(place, "}")
            case '"' | "'":
                self._skip(_STRING)
            case _:
                self._skip(_SCALAR)

    def _members(self, place: Place, end: str) -> None:
        """What stands in a list or in an inline table, up to its closing bracket."""
        self._at += 1
        count = 0
        while True:
            self._skip(_BLANK)
            if self._text[self._at] == end:
                self._at += 1
                return
            if self._text[self._at] == ",":
                self._at += 1
            elif end == "}":
                self._pair(place)
            else:
                self._note((*place, count), self._line())
                self._value((*place, count))
                count += 1

    def _note(self, place: Place, line: int) -> None:
        self._lines.setdefault(place, line)

    def _line(self) -> int:
        return bisect_left(self._ends, self._at) + 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        self._take(pattern)

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise AssertionError(f"tomllib accepted what is not understood on line {self._line()}")
        self._at = match.end()
        return match.group()
