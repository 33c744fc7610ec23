"""What a form makes of its bytes, and how an article is made of that: numbers, language, limits.

What must not live here: anything that knows of one form only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.agenda.article import Article, Block, BlockKind
from bot.agenda.forms.cleaning import tidy
from bot.agenda.forms.languages import language_of
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind

MOST_CHARACTERS = 400_000
"""About 150 pages in print: more is a book, and no table takes up a book."""
MOST_BLOCKS = 9999
"""What an agenda file can name."""
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class ArticlePiece:
    """A block that has no number yet. Its text need not be tidy."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """What a form gave: its pieces in their order, and what it says about itself."""

    pieces: tuple[ArticlePiece, ...]
    title: str | None = None
    author: str | None = None
    published: str | None = None


def article_of(draft: ArticleDraft) -> Article | ReadingFault:
    """The article, its blocks numbered; or why it is none."""
    blocks = tuple(_numbered(draft.pieces))
    said = [block for block in blocks if block.kind is not BlockKind.ASIDE]
    if not any(character.isalnum() for block in said for character in block.text):
        return ReadingFault(ReadingFaultKind.EMPTY)
    length = sum(len(block.text) for block in blocks)
    if len(blocks) > MOST_BLOCKS:
        return ReadingFault(ReadingFaultKind.TOO_HEAVY)
    if length > MOST_CHARACTERS:
        facts = {"length": length, "most": MOST_CHARACTERS}
        return ReadingFault(ReadingFaultKind.TOO_LONG, facts)
    if sum(block.kind is not BlockKind.HEADING for block in said) < 2:
        return ReadingFault(ReadingFaultKind.ONE_PARAGRAPH)
    return Article(
        blocks,
        language_of(" ".join(block.text for block in said)),
        _name(draft.title or _headline(said)),
        _name(draft.author),
        _name(draft.published),
    )


def _numbered(pieces: Iterable[ArticlePiece]) -> Iterable[Block]:
    number = 0
    for piece in pieces:
        if text := tidy(piece.text):
            number += 1
            yield Block(number, text, piece.kind)


def _headline(said: Sequence[Block]) -> str | None:
    """Where the form gives no title, the heading that it begins with."""
    return said[0].text if said[0].kind is BlockKind.HEADING else None


def _name(text: str | None) -> str | None:
    """A title, a name or a date as it may be shown; what is too long to be one is none."""
    name = tidy(text or "")
    return name if 0 < len(name) <= _LONGEST_NAME else None
