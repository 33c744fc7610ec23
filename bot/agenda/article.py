"""An article as values: its blocks of text in their order, whatever it was read from.

What must not live here: reading a file, judging what a block is worth. `forms` makes articles of bytes,
`propose` candidates of articles.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What the form that it was read from says a block is. In plain text nothing is said: PARAGRAPH."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    CAPTION = "caption"  # of a picture or a table
    TABLE = "table"
    ASIDE = "aside"  # the form itself says that it is no part of the article: navigation, comments


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text. `number` counts from 1 over all blocks of the text as given that are not
    empty, whatever they are worth; `text` has single spaces, and no line breaks within a paragraph."""

    number: int
    text: str
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Article:
    """`language` is the code of the language it is most likely written in; None if none is likely.
    `title`, `author`, `published` (a date as the form gives it) and `address` are told where the form
    tells them. `sha256` is the digest of the bytes it was read from: by it can be shown later which text
    it was."""

    blocks: tuple[Block, ...]
    language: str | None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    address: str | None = None
    sha256: str | None = None

    @property
    def characters(self) -> int:
        return sum(len(block.text) for block in self.blocks)
