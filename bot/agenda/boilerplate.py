"""Which blocks of a page are no part of its article: captions, teasers, buttons, advertising, comments.

Decided by what a block says and where it stands, so that pasted text is treated as a page is. Dropping
these is by far the greatest gain in finding topics. Pure; nothing is dropped here, only told apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.agenda import page_phrases as phrases
from bot.agenda.article import Block, BlockKind
from bot.agenda.sentence_ends import ends
from bot.agenda.terms import terms, words_in

_LONGEST = 800
"""Characters of what serves a page. The patterns are for short texts; on long ones some take long."""
_LINE = 120
"""Characters of a line such as a date or a byline."""
_NEVER = frozenset({BlockKind.ASIDE, BlockKind.CAPTION, BlockKind.TABLE})


def useful(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks that the article consists of, headings included, in their order."""
    over = _end(blocks)
    long = [i for i, b in enumerate(blocks[:over]) if words_in(b.text) >= 40]
    first, last = (long[0], long[-1]) if long else (0, 0)
    repeated = Counter(block.text for block in blocks[:over])
    own = _own_terms(blocks[:over])
    whole = [_letters(block.text) for block in blocks[:over]]
    kept = []
    teasers = False
    for place, block in enumerate(blocks[:over]):
        words = words_in(block.text)
        serves = _serves(block, own)
        if teasers and words >= 30:
            teasers = False
        if serves:
            # "Read also", and under it a list of other articles: none of them is a full sentence.
            teasers = words <= 8
            continue
        if block.kind is BlockKind.HEADING and place == 0:
            kept.append(block)
            continue
        if teasers and not ends(block.text, ":;"):
            continue
        if words < 30 and (repeated[block.text] > 1 or _is_quoted(block, whole)):
            continue
        if _is_about_the_author(block, not first <= place <= last) or _is_foreign(block, own):
            continue
        kept.append(block)
    return tuple(kept)


def _serves(block: Block, own: Counter[str]) -> bool:
    """Whether the block serves the page."""
    text = block.text.strip()
    if block.kind in _NEVER or not any(c.isalpha() for c in text):
        return True
    if len(text) > _LONGEST or _is_said(text, own):
        return False
    words = words_in(text)
    if words <= 40 and phrases.LABEL.match(text) and not _is_sentence_of_its_own(text):
        return True
    if words <= 70 and phrases.WITHIN.search(text):
        return True
    if len(text) > _LINE:
        return False
    if words <= 10 and block.kind is not BlockKind.HEADING and phrases.BYLINE.match(text):
        return True
    return bool(phrases.STAMP.match(text) or (words <= 8 and phrases.DATE.match(text)))


def _is_said(text: str, own: Counter[str]) -> bool:
    """Whether it is a full sentence about what the article is about, whatever word it begins with or
    holds: an article may speak of discounts, of contact between staffs, of so much per month."""
    found = set(terms(text))
    known = sum(own[term] > 1 for term in found)
    return (
        words_in(text) >= 10
        and ends(text)
        and 2 * known >= len(found)
        and not phrases.SELLING.search(text)
        and not phrases.PRESSING.search(text)
    )


def _is_sentence_of_its_own(text: str) -> bool:
    """A long sentence may well begin with a word that is also a button's."""
    return (
        bool(phrases.PLAIN_BEGINNING.match(text)) and words_in(text) > 14 and bool(ends(text, ":;"))
    )


def _end(blocks: Sequence[Block]) -> int:
    """Where the comments begin; the end where there are none. Not in the first half: an article may have
    a heading of that name."""
    for place, block in enumerate(blocks):
        if (
            place >= len(blocks) // 2
            and len(block.text) < 80
            and phrases.COMMENTS.match(block.text)
        ):
            return place
    return len(blocks)


def _is_about_the_author(block: Block, outside: bool) -> bool:
    """`outside`: before the first long paragraph or behind the last."""
    return (
        outside
        and words_in(block.text) <= 70
        and len(block.text) < _LONGEST
        and bool(phrases.AUTHOR.match(block.text))
    )


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _is_quoted(block: Block, whole: Sequence[str]) -> bool:
    """A sentence of the article set large between its paragraphs: it stands in one of them too."""
    plain = _letters(block.text)
    return len(plain) >= 25 and any(len(text) > len(plain) and plain in text for text in whole)


def _own_terms(blocks: Sequence[Block]) -> Counter[str]:
    """In how many blocks each term stands."""
    return Counter(term for block in blocks for term in set(terms(block.text)))


def _is_foreign(block: Block, own: Counter[str]) -> bool:
    """A block that is no sentence, or sells something and is about nothing that the rest is about."""
    words = words_in(block.text)
    if block.kind is BlockKind.HEADING:
        return False
    if not ends(block.text, ":;"):
        return words < 25
    found = set(terms(block.text))
    few = 4 * sum(own[term] > 1 for term in found) <= len(found)
    return words < 30 and len(found) >= 4 and few and bool(phrases.SELLING.search(block.text))
