"""How much of what was marked in an article its candidates hold: pure functions over values.

What must not live here: reading files, proposing, printing.

A topic is covered by a text if one of its anchors stands in it. A candidate is judged by three texts
of its own: the longest sentence of its excerpt, the excerpt as it is, and the excerpt drawn out to
600 characters of the paragraphs that it rests on. The floors are judged in the same way, with blocks
drawn at random, and with the first blocks, in the place of candidates.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import reduce

from bot.agenda.article import Article, BlockKind
from bot.agenda.candidates import Candidate
from tests.agenda.bench.marks import Marking, Topic

SIZE = 600
DRAWS = 200
_SEED = 20_300_101

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("«»“”„‟″", '"'),
        **dict.fromkeys("‘’‚‛ʼ′`", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    }
)
_SPACES = re.compile(r"\s+")


def normal(text: str) -> str:
    """`text` as it is compared: quotes, dashes and spaces of any kind alike, in small letters."""
    plain = unicodedata.normalize("NFC", text).translate(_ALIKE)
    return _SPACES.sub(" ", plain).strip().casefold()


# A sentence ends at a mark that white space and then a capital, a figure or an opening mark follow;
# what these shortenings and single initials end in is no end.
_END = re.compile(r"(?<=[.!?…])[\"'»”’)\]]*\s+(?=[\"'«“„‘(\[—–-]*\s?[A-ZА-ЯЁ0-9])")
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Vol|Col|Gen|Nov|Dec|vs|г|гг|в|вв|ст|ул|стр|рис|тов|проф|им)"
    r"|\b[A-ZА-ЯЁ]|т\.\s?[едпк])\.$"
)


def sentences(text: str) -> tuple[str, ...]:
    found: list[str] = []
    begin = 0
    for end in _END.finditer(text):
        if not _NO_END.search(text[begin : end.start()]):
            found.append(text[begin : end.end()].strip())
            begin = end.end()
    found.append(text[begin:].strip())
    return tuple(one for one in found if one)


def longest_sentence(text: str) -> str:
    """The first of the longest ones; an empty text has an empty one."""
    return max(sentences(text), key=len, default="")


def drawn_out(paragraphs: str, excerpt: str, size: int = SIZE) -> str | None:
    """`size` characters of `paragraphs` from where `excerpt` begins; if they end sooner, as much more
    of what stands before it. Both are normal already. None if the excerpt does not stand there."""
    at = paragraphs.find(excerpt)
    if at < 0 or not excerpt:
        return None
    begin = max(0, min(at, len(paragraphs) - size))
    return paragraphs[begin : begin + size]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is judged of a candidate, or of a block in the place of one. All of it is normal."""

    sentence: str
    excerpt: str
    around: str
    boilerplate: bool = False
    stray: bool = False
    """The excerpt does not stand, word for word, in the paragraphs that the candidate names."""


class Cut(StrEnum):
    """Which of a passage's texts is judged."""

    SENTENCE = "sentence"
    EXCERPT = "excerpt"
    AROUND = "around"

    def of(self, passage: Passage) -> str:
        return {
            Cut.SENTENCE: passage.sentence,
            Cut.EXCERPT: passage.excerpt,
            Cut.AROUND: passage.around,
        }[self]


def holds(topic: Topic, text: str) -> bool:
    """Whether a text, normal already, states the topic."""
    return any(normal(anchor) in text for anchor in topic.anchors)


def covered(topics: Iterable[Topic], texts: Sequence[str]) -> frozenset[str]:
    """The ids of the topics that at least one of the texts states."""
    return frozenset(topic.id for topic in topics if any(holds(topic, text) for text in texts))


def is_boilerplate(text: str, marking: Marking) -> bool:
    """Whether a block is no part of the article, as far as the marking tells.

    A block in which a reader has run an anchor and boilerplate together is part of the article.
    """
    plain = normal(text)
    if any(holds(topic, plain) for topic in marking.topics):
        return False
    if holds_boilerplate(plain, marking):
        return True
    for label in sorted(map(normal, marking.labels), key=len, reverse=True):
        plain = plain.replace(label, " ")
    return not any(character.isalpha() for character in plain)


def holds_boilerplate(text: str, marking: Marking) -> bool:
    """Whether a phrase of boilerplate stands in a text that is normal already."""
    return any(normal(phrase) in text for phrase in (*marking.boilerplate, *marking.furniture))


def passage(candidate: Candidate, article: Article, marking: Marking) -> Passage:
    texts = {block.number: block.text for block in article.blocks}
    named = [texts[number] for number in candidate.paragraphs if number in texts]
    whole = normal(" ".join(named))
    sentence, excerpt = normal(longest_sentence(candidate.excerpt)), normal(candidate.excerpt)
    around = drawn_out(whole, excerpt)
    # Where the excerpt leaves something out, its longest sentence still says where it stands.
    found = around if around is not None else drawn_out(whole, sentence)
    shown = normal(" ".join((candidate.title, candidate.question, candidate.excerpt)))
    home = next((text for text in named if sentence and sentence in normal(text)), None)
    return Passage(
        sentence=sentence,
        excerpt=excerpt,
        around=found if found is not None else excerpt,
        boilerplate=holds_boilerplate(shown, marking)
        or (home is not None and is_boilerplate(home, marking)),
        stray=around is None,
    )


def block_passage(text: str) -> Passage:
    """A block as a candidate would be that knows nothing: its first sentence, its beginning."""
    first = normal(next(iter(sentences(text)), ""))
    return Passage(sentence=first, excerpt=first, around=normal(text)[:SIZE])


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts, so that they can be added up; means of draws are no whole numbers."""

    topics: float = 0
    by_sentence: float = 0
    by_excerpt: float = 0
    by_around: float = 0
    candidates: float = 0
    useful_excerpt: float = 0
    useful_around: float = 0
    boilerplate: float = 0
    stray: float = 0

    def __add__(self, other: Figures) -> Figures:
        return self._each(lambda name: getattr(self, name) + getattr(other, name))

    def divided(self, by: float) -> Figures:
        return self._each(lambda name: getattr(self, name) / by)

    def _each(self, made: Callable[[str], float]) -> Figures:
        return Figures(**{field.name: made(field.name) for field in fields(self)})

    def recall(self, cut: Cut) -> float:
        found = {
            Cut.SENTENCE: self.by_sentence,
            Cut.EXCERPT: self.by_excerpt,
            Cut.AROUND: self.by_around,
        }[cut]
        return found / self.topics if self.topics else 0.0

    def precision(self, cut: Cut = Cut.AROUND) -> float:
        """By the 600 characters, or by the excerpt for any other cut. Of nothing, nothing is right."""
        useful = self.useful_around if cut is Cut.AROUND else self.useful_excerpt
        return useful / self.candidates if self.candidates else 0.0


def judged(topics: Sequence[Topic], passages: Sequence[Passage]) -> Figures:
    def found(cut: Cut) -> int:
        return len(covered(topics, [cut.of(one) for one in passages]))

    def useful(cut: Cut) -> int:
        return sum(bool(covered(topics, [cut.of(one)])) for one in passages)

    return Figures(
        topics=len(topics),
        by_sentence=found(Cut.SENTENCE),
        by_excerpt=found(Cut.EXCERPT),
        by_around=found(Cut.AROUND),
        candidates=len(passages),
        useful_excerpt=useful(Cut.EXCERPT),
        useful_around=useful(Cut.AROUND),
        boilerplate=sum(one.boilerplate for one in passages),
        stray=sum(one.stray for one in passages),
    )


def micro(figures: Iterable[Figures]) -> Figures:
    """All topics and all candidates in one heap."""
    return reduce(lambda one, other: one + other, figures, Figures())


def macro(figures: Sequence[Figures], cut: Cut) -> float:
    """The mean of the articles' recalls, each article counting the same."""
    return sum(one.recall(cut) for one in figures) / len(figures) if figures else 0.0


def own_blocks(article: Article, marking: Marking) -> tuple[str, ...]:
    """The article's own text, known from the marking: no boilerplate, no headings."""
    return tuple(
        block.text
        for block in article.blocks
        if block.kind is not BlockKind.HEADING and not is_boilerplate(block.text, marking)
    )


def random_floor(
    blocks: Sequence[str], marking: Marking, number: int, draws: int = DRAWS
) -> Figures:
    """The mean of draws without return; the same seed gives the same draws."""
    chance = random.Random(_SEED)
    passages = [_block(text, marking) for text in blocks]
    drawn = [
        judged(marking.topics, chance.sample(passages, min(number, len(passages))))
        for _ in range(draws)
    ]
    return micro(drawn).divided(draws)


def lead_floor(blocks: Sequence[str], marking: Marking, number: int) -> Figures:
    return judged(marking.topics, [_block(text, marking) for text in blocks[:number]])


def _block(text: str, marking: Marking) -> Passage:
    found = block_passage(text)
    return Passage(
        found.sentence, found.excerpt, found.around, boilerplate=is_boilerplate(text, marking)
    )
