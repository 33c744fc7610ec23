"""The article cut into passages that could each be a topic: a paragraph, or a part of a long one.

A passage is as long as one reads at a glance, some five hundred characters. Where a paragraph is longer
it is cut where its parts have least in common, or where the author turns to the next point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from bot.agenda.article import Block, BlockKind
from bot.agenda.lexicon import NARRATING, POINTING
from bot.agenda.sentence_ends import ends, sentences
from bot.agenda.terms import likeness, terms

LONG = 640
"""Characters from which on a paragraph is cut."""
PIECE = 480
SHORT = 110
"""Characters below which a paragraph is read together with the next."""
LONG_EXCERPT = 480
"""The same, if the title is of the second."""
EXCERPT = 340
"""Characters that an excerpt of two sentences may have."""

_TURN = re.compile(
    r"^(?:first|second|third|fourth|fifth|sixth|finally|lastly|another|moreover|furthermore|besides|"
    r"in addition|then there|there is also|as for|meanwhile|however|but|yet|nor|"
    r"во-первых|во-вторых|в-третьих|в-четвертых|в-четвёртых|в-пятых|наконец|кроме того|более того|"
    r"к тому же|отдельн\w+|что касается|еще од\w+|ещё од\w+|другой|другая|другое|следующ\w+|между тем|"
    r"однако|но|при этом)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """`sentences` as they stand in the blocks with the numbers `paragraphs`."""

    paragraphs: tuple[int, ...]
    sentences: tuple[str, ...]
    terms: frozenset[str]
    heading: str | None = None
    """The author's own heading, for the passage that begins under it."""

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


def passages(blocks: Sequence[Block], least: int) -> tuple[Passage, ...]:
    """The passages of these blocks in their order; headings hold none. Where there would be fewer than
    `least`, the longest are cut further, down to single sentences."""
    found = list(_whole(blocks))
    while len(found) < least:
        longest = max(
            (p for p in found if len(p.sentences) > 1), key=lambda p: len(p.text), default=None
        )
        if longest is None or len(longest.text) < 2 * SHORT:
            break
        place = found.index(longest)
        found[place : place + 1] = [
            _passage(longest.paragraphs, part, None if n else longest.heading)
            for n, part in enumerate(_cut(longest.sentences, 2))
        ]
    return tuple(found)


def key_sentence(passage: Passage, weights: Mapping[str, float]) -> int:
    """The place of the sentence that says most of what the passage is about."""
    return max(
        range(len(passage.sentences)), key=lambda i: (_worth(passage.sentences[i], weights), -i)
    )


def excerpt(passage: Passage, key: int, title: str) -> str:
    """One or two sentences: the key one, and the one beside it that the title is of, or where both
    together are short."""
    own = passage.sentences[key]
    for near in (key - 1, key + 1):
        if 0 <= near < len(passage.sentences) and not is_of(title, own):
            beside = passage.sentences[near]
            if is_of(title, beside) and len(own) + len(beside) < LONG_EXCERPT:
                return f"{beside} {own}" if near < key else f"{own} {beside}"
    after = passage.sentences[key + 1] if key + 1 < len(passage.sentences) else None
    before = passage.sentences[key - 1] if key > 0 else None
    if before is not None and _points(own) and len(before) + len(own) < EXCERPT:
        return f"{before} {own}"
    if after is not None and len(after) <= len(own) and len(after) + len(own) < EXCERPT:
        return f"{own} {after}"
    return own


def is_of(title: str, sentence: str) -> bool:
    """Whether the title is made of this sentence."""
    return re.sub(r"\W+", "", title).lower()[:24] in re.sub(r"\W+", "", sentence).lower()


def _whole(blocks: Sequence[Block]) -> Iterator[Passage]:
    waiting: tuple[tuple[int, ...], tuple[str, ...]] = ((), ())
    heading: str | None = None
    begun = False
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            if waiting[1]:
                yield _passage(*waiting)
            waiting = ((), ())
            # What stands before any text is the name of the whole article.
            heading = _as_title(block.text) if begun else None
            continue
        begun = True
        numbers, held = (*waiting[0], block.number), (*waiting[1], *sentences(block.text))
        if waiting[1] and _goes_on(waiting[1][-1], block.text):
            # One paragraph that its form has torn in two, as the columns and pages of a PDF do.
            torn = f"{waiting[1][-1]} {block.text}"
            held = (*waiting[1][:-1], *sentences(torn))
        waiting = ((), ())
        size = sum(map(len, held))
        unended = not ends(held[-1], ":") and size < LONG
        if unended or (size < SHORT and not held[-1].endswith("?")):
            waiting = (numbers, held)
            continue
        cut = [held] if size <= LONG or len(held) < 2 else _cut(held, -(-size // PIECE))
        for part in cut:
            yield _passage(numbers, part, heading)
            heading = None
    if waiting[1]:
        yield _passage(*waiting)


def _passage(numbers: tuple[int, ...], parts: Sequence[str], heading: str | None = None) -> Passage:
    return Passage(numbers, tuple(parts), frozenset(terms(" ".join(parts))), heading)


def _as_title(heading: str) -> str | None:
    """A heading without its number; None for one that names nothing or too much."""
    text = re.sub(r"^(?:\W|\d+[.)]|[ivx]+[.)])+\s*", "", heading, flags=re.IGNORECASE).rstrip(".:")
    return text if 2 <= len(text.split()) <= 12 else None


def _cut(parts: Sequence[str], pieces: int) -> list[Sequence[str]]:
    """The sentences in so many pieces, at the places where they come apart most easily."""
    pieces = min(pieces, len(parts))
    known = [frozenset(terms(part)) for part in parts]
    even = sum(map(len, parts)) / pieces
    if len(parts) > 11:
        # So many ways to cut that trying them all would take long: in halves, then.
        half = len(parts) // 2
        return [*_cut(parts[:half], pieces // 2 or 1), *_cut(parts[half:], pieces - pieces // 2)]

    def cost(cuts: tuple[int, ...]) -> float:
        ends = (0, *cuts, len(parts))
        total = 0.0
        for start, end in pairwise(ends):
            total += ((sum(map(len, parts[start:end])) - even) / even) ** 2
        for cut in cuts:
            left = frozenset().union(*known[max(0, cut - 2) : cut])
            total += likeness(left, known[cut]) - (0.5 if _TURN.match(parts[cut]) else 0)
            total += 0.3 if _points(parts[cut]) else 0
        return total

    best = min(combinations(range(1, len(parts)), pieces - 1), key=cost)
    ends = (0, *best, len(parts))
    return [parts[start:end] for start, end in pairwise(ends)]


def _goes_on(before: str, block: str) -> bool:
    return block[:1].islower() and not ends(before)


def _points(sentence: str) -> bool:
    """Whether it begins with a word that stands for something said before."""
    first = re.match(r"[^\w]*([\w'’-]+)", sentence.lower().replace("ё", "е"))
    return first is not None and first[1] in POINTING


def _worth(sentence: str, weights: Mapping[str, float]) -> float:
    found = set(terms(sentence))
    words = len(sentence.split())
    worth = sum(weights.get(term, 0.0) for term in found) / float((words + 8) ** 0.5)
    if _points(sentence):
        worth *= 0.85
    if NARRATING.search(sentence):
        worth *= 0.8
    return worth
