"""How much of what was marked in an article its candidates hold: pure functions over values.

What must not live here: reading files, proposing, printing.

What counts as a hit. A topic is covered by a text if at least one of its anchors stands in the text;
anchors are phrases of the sentences that state the topic, chosen by hand before any program had read
the article. A candidate is judged by three texts, and never by the paragraphs that it names as a whole:

* sentence: the longest sentence of its excerpt;
* excerpt: its excerpt as it is, one or two sentences;
* around: 600 characters of the paragraphs that it names, from where its excerpt begins. Where those
  paragraphs end sooner, as much more of what stands before the excerpt; an excerpt that does not stand
  there is judged by itself, and told as `stray`.

Recall is the share of the topics that at least one candidate covers; precision the share of the
candidates that cover at least one topic. Two candidates on one topic are both precise and are recalled
once. A candidate is boilerplate if a marked phrase stands in its title, question or excerpt, or if its
excerpt comes from a block that is no part of the article, even where it covers a topic as well.

The floors are judged in the same way, with whole blocks in the place of candidates: the sentence is the
block's first one, "around" its first 600 characters. Since authors seldom say in a paragraph's first
sentence what it is about, sentences drawn by lot from all paragraphs are a floor of their own, and the
one that one-sentence excerpts have to be held against. An article that has few paragraphs is covered by
any choice of as many: there a floor at that limit says nothing, and the lower limit has to be looked at.
"""

from __future__ import annotations

import math
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache, reduce

from bot.agenda.article import Article, BlockKind
from bot.agenda.candidates import Candidate
from tests.agenda.bench.marks import Marking, Topic

SIZE = 600
DRAWS = 500
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


@cache
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
        if not _NO_END.search(text[begin : end.end()].rstrip()):
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


@dataclass(frozen=True, slots=True)
class Found:
    """The topics that one passage covers by each of its texts."""

    by: dict[Cut, frozenset[str]]
    boilerplate: bool
    stray: bool


def found_in(topics: Sequence[Topic], passage: Passage) -> Found:
    by = {cut: covered(topics, [cut.of(passage)]) for cut in Cut}
    return Found(by, passage.boilerplate, passage.stray)


def judged(topics: Sequence[Topic], passages: Sequence[Passage]) -> Figures:
    return added(len(topics), [found_in(topics, one) for one in passages])


def added(topics: int, found: Sequence[Found]) -> Figures:
    def reached(cut: Cut) -> int:
        return len(frozenset[str]().union(*(one.by[cut] for one in found)))

    def useful(cut: Cut) -> int:
        return sum(bool(one.by[cut]) for one in found)

    return Figures(
        topics=topics,
        by_sentence=reached(Cut.SENTENCE),
        by_excerpt=reached(Cut.EXCERPT),
        by_around=reached(Cut.AROUND),
        candidates=len(found),
        useful_excerpt=useful(Cut.EXCERPT),
        useful_around=useful(Cut.AROUND),
        boilerplate=sum(one.boilerplate for one in found),
        stray=sum(one.stray for one in found),
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
    return _drawn([_block(text, marking) for text in blocks], marking, number, draws)


def sentence_floor(
    blocks: Sequence[str], marking: Marking, number: int, draws: int = DRAWS
) -> Figures:
    """The mean of draws of single sentences; "around" is judged as a candidate's is."""
    passages: list[Passage] = []
    for block in blocks:
        for one in map(normal, sentences(block)):
            around = drawn_out(normal(block), one)
            passages.append(Passage(one, one, one if around is None else around))
    return _drawn(passages, marking, number, draws)


def _drawn(passages: Sequence[Passage], marking: Marking, number: int, draws: int) -> Figures:
    chance = random.Random(_SEED)
    found = [found_in(marking.topics, one) for one in passages]
    drawn = (
        added(len(marking.topics), chance.sample(found, min(number, len(found))))
        for _ in range(draws)
    )
    return micro(drawn).divided(draws)


def lead_floor(blocks: Sequence[str], marking: Marking, number: int) -> Figures:
    """The first blocks."""
    return judged(marking.topics, [_block(text, marking) for text in blocks[:number]])


_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5


def weight_floor(blocks: Sequence[str], marking: Marking, number: int) -> Figures:
    """The blocks with most of the words that come back in the article but not in all of its blocks
    (the number of times by the logarithm of the rarity). Words are told by their first letters, and
    long blocks are not preferred for their length."""
    found = [_stems(text) for text in blocks]
    often = Counter(stem for stems in found for stem in stems)
    spread = Counter(stem for stems in found for stem in set(stems))

    def weight(stems: Sequence[str]) -> float:
        known = sum(often[stem] * math.log(len(blocks) / spread[stem]) for stem in set(stems))
        return known / math.sqrt(len(stems) + 1)

    heaviest = sorted(range(len(blocks)), key=lambda place: (-weight(found[place]), place))
    return judged(marking.topics, [_block(blocks[place], marking) for place in heaviest[:number]])


def _stems(text: str) -> list[str]:
    return [word[:_STEM] for word in _WORD.findall(normal(text))]


def _block(text: str, marking: Marking) -> Passage:
    found = block_passage(text)
    return Passage(
        found.sentence, found.excerpt, found.around, boilerplate=is_boilerplate(text, marking)
    )
