"""A text without the names and numbers of those who took part, each replaced by a mark.

Decides which places give way to which; what a name looks like stands in `names` and `sides`, what is
known by its form in `patterns`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from bot.procedure.values import Localized, Words
from bot.transcript.attribution import patterns
from bot.transcript.attribution.cleaned import Sort, Taken
from bot.transcript.attribution.folding import JOINTS, MARKUP, Word, fold
from bot.transcript.attribution.names import Names
from bot.transcript.attribution.sides import SideNames

Place = tuple[int, int, Sort]

_JOINING = re.compile(r"[\s.,'’\u2010-\u2014*_~|`\\-]*")
_INITIAL_BEFORE = re.compile(r"(?<!\w)[^\W\d_](?:\.\s?|['’])$")
_LONGEST_INITIAL = 3
_INITIALS_AFTER = re.compile(r"(?:\s?[^\W\d_a-zа-яё]\.)+")
_TITLE_BEFORE = re.compile(
    r"(?<!\w)(?:(?:mr|mrs|ms|miss|mx|dr|prof|gen|col|amb|sen|hon|г-н[ау]?|г-жа|г-жу|г-же|г-жой|г-ном|тов|"
    r"проф|ген|акад|д-ра?)\.?|sir|madam|dame|lord|lady|professor|doctor|ambassador|general|colonel|admiral|"
    r"captain|senator|minister|judge|господин\w{0,2}|госпож\w{1,2}|товарищ\w{0,2}|доктор\w{0,2}|"
    r"профессор\w{0,2}|академик\w{0,2}|генерал\w{0,2}|полковник\w{0,2}|адмирал\w{0,2}|посол|посл\w{1,2}|"
    r"министр\w{0,2}|сенатор\w{0,2}|судь\w{1,2})[\s\u00a0]+$",
    re.IGNORECASE,
)
"""A title right before a name goes with it: it tells the sex, and often enough the person."""
_FORCE = {
    Sort.EMAIL: 0,
    Sort.LINK: 1,
    Sort.MENTION: 2,
    Sort.NUMBER: 3,
    Sort.NAME: 4,
    Sort.SIDE: 5,
    Sort.PHONE: 6,
}
"""Which mark stands for places that overlap: the first of these."""


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Takes out what gives somebody away. `mark` gives the mark for a sort, in the reader's language.

    `sides` is None where the sides may be known.
    """

    names: Names
    sides: SideNames | None
    ids: frozenset[str]
    mark: Callable[[Sort], str]

    def clean(self, text: str) -> tuple[str, tuple[Sort, ...]]:
        """The text with marks, and what they stand for, in their order."""
        kept: list[str] = []
        sorts: list[Sort] = []
        reached = 0
        for start, end, sort in self._places(text):
            kept += (text[reached:start], self.mark(sort))
            sorts.append(sort)
            reached = end
        return "".join((*kept, text[reached:])), tuple(sorts)

    def _places(self, text: str) -> list[Place]:
        found = self._told(text)
        for start, end, plain in patterns.coded(text):
            if self._told(plain):
                found.append((start, end, Sort.LINK))
        taken = _Taken(found)
        for start, end in patterns.links(text):
            if taken.touches(start, end):
                found.append((start, end, Sort.LINK))
        titled = [_with_initials(text, place) for place in _apart(found)]
        return _joined(text, _apart(titled))

    def _told(self, text: str) -> list[Place]:
        """What gives somebody away in the text as it stands; the places may overlap."""
        found = [*patterns.find(text), *self._ids(text)]
        # Once as it stands and once as if the markup were not there, so that neither "east|west" nor
        # "A**d**a" hides anything; and where nothing was found, without hyphens too ("Lantern-wright").
        for ignored in (frozenset[str](), MARKUP):
            found += self._named(text, ignored)
        joined = self._named(text, MARKUP | JOINTS) if JOINTS & set(text) else ()
        taken = _Taken(found)
        return [*found, *(place for place in joined if not taken.touches(place[0], place[1]))]

    def _ids(self, text: str) -> Iterator[Place]:
        for each in self.ids:
            start = text.find(each)
            while start >= 0:
                yield start, start + len(each), Sort.NUMBER
                start = text.find(each, start + len(each))

    def _named(self, text: str, ignored: frozenset[str]) -> Iterator[Place]:
        folded = fold(text, ignored)
        words = list(folded.words(text))
        for word in words:
            if self.names.know(word):
                yield word.start, word.end, Sort.NAME
        for name in self.names.whole:
            for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded.text):
                start, end = folded.starts[found.start()], folded.ends[found.end() - 1]
                # A name of two letters is also a word, unless it is written as a name.
                if len(name) > 2 or text[start:end][:1].isupper():
                    yield start, end, Sort.NAME
        if self.sides is not None:
            for start, end in self.sides.find(words, text):
                yield start, end, Sort.SIDE


def words_of(text: str) -> list[Word]:
    """The words of a text as they stand."""
    return list(fold(text).words(text))


class _Taken:
    """Places, to be asked whether another one touches any of them, without a look at each."""

    def __init__(self, places: list[Place]) -> None:
        ordered = sorted((start, end) for start, end, _ in places)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def touches(self, start: int, end: int) -> bool:
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start


def _apart(places: list[Place]) -> list[Place]:
    """The places in order, those that overlap made one."""
    merged: list[Place] = []
    for start, end, sort in sorted(places, key=lambda place: (place[0], -place[1])):
        if merged and start < merged[-1][1]:
            first, last, other = merged[-1]
            stronger = min(sort, other, key=lambda each: _FORCE[each])
            merged[-1] = (first, max(last, end), stronger)
        else:
            merged.append((start, end, sort))
    return merged


def _joined(text: str, places: list[Place]) -> list[Place]:
    """First name and surname as one mark."""
    joined: list[Place] = []
    for start, end, sort in places:
        between = text[joined[-1][1] : start] if joined else ""
        if (
            joined
            and sort is Sort.NAME
            and joined[-1][2] is sort
            and "," not in between
            and "\n" not in between
            and _JOINING.fullmatch(between)
        ):
            joined[-1] = (joined[-1][0], end, sort)
        else:
            joined.append((start, end, sort))
    return joined


def _with_initials(text: str, place: Place) -> Place:
    """The place with the initials and the title that belong to the name."""
    start, end, sort = place
    if sort is not Sort.NAME:
        return place
    while before := _INITIAL_BEFORE.search(text, max(0, start - _LONGEST_INITIAL), start):
        start = before.start()
    while before := _TITLE_BEFORE.search(text, max(0, start - 40), start):
        start = before.start()
    if after := _INITIALS_AFTER.match(text, end):
        end = after.end()
    return start, end, sort


class Anonymizer:
    """A cleaner at work on one export: cleans text after text and keeps count of what it took out."""

    def __init__(self, cleaner: Cleaner) -> None:
        self.cleaner = cleaner
        self.taken: list[Taken] = []

    def text(self, text: str, place: str) -> str:
        cleaned, sorts = self.cleaner.clean(text)
        self.taken += (Taken(sort, place) for sort in sorts)
        return cleaned

    def words(self, words: Words, place: str) -> Words:
        return words if words.text is None else Words(self.text(words.text, place))

    def note(self, words: Words | None, place: str) -> Words | None:
        return None if words is None else self.words(words, place)

    def localized(self, text: Localized, place: str) -> Localized:
        return Localized(tuple((code, self.text(each, place)) for code, each in text.texts))
