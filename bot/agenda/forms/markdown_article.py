"""Markdown -> blocks, by CommonMark's rules and with tables; a head between `---` lines is read too.

Every item of a list and every row of a table is a block, as a reader counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.agenda.article import BlockKind
from bot.agenda.forms.decoding import decoded
from bot.agenda.forms.drafts import ArticleDraft, ArticlePiece
from bot.agenda.forms.hyphens import joined, words_of
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind

CELLS = " | "
"""What stands between the cells of a row, in every form."""
_HEAD = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_-]+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1>|\Z)|<[^<>]*>", re.DOTALL | re.I)
_GAP = re.compile(r"\n[ \t]*\n")
_WIDEST = 200
"""Characters; see `text`: a line that is longer was not wrapped."""


def read_markdown(data: bytes, declared: str | None = None) -> ArticleDraft | ReadingFault:
    """The blocks of a Markdown text. A fault if the bytes are no text."""
    text = decoded(data, declared)
    if text is None:
        return ReadingFault(ReadingFaultKind.NOT_TEXT)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    said: Mapping[str, str] = {}
    if (head := _HEAD.match(text)) is not None:
        said = {name.lower(): value.strip("\"'") for name, value in _FIELD.findall(head[1])}
        text = text[head.end() :]
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    pieces = tuple(_pieces(tokens, words_of(text)))
    return ArticleDraft(
        pieces,
        said.get("title") or _headline(tokens),
        said.get("author"),
        said.get("date"),
    )


def _headline(tokens: Sequence[Token]) -> str | None:
    for token, following in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return " ".join(_lines(following))
    return None


def _pieces(tokens: Sequence[Token], elsewhere: Set[str]) -> Iterator[ArticlePiece]:
    within: list[str] = []
    row: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            within.append(token.type.removesuffix("_open"))
        elif token.nesting == -1:
            if within.pop() == "tr":
                yield ArticlePiece(CELLS.join(filter(None, row)), BlockKind.TABLE)
                row = []
        elif token.type == "inline":
            if within[-1] in ("th", "td"):
                row.append(" ".join(_lines(token)).strip())
                continue
            yield from _paragraphs(_lines(token), _kind(within), elsewhere)
        elif token.type in ("fence", "code_block"):
            for part in _GAP.split(token.content):
                yield ArticlePiece(part, _kind(within))
        elif token.type == "html_block":
            for part in _GAP.split(_TAG.sub(" ", token.content)):
                yield ArticlePiece(part, _kind(within))


def _paragraphs(
    lines: Sequence[str], kind: BlockKind, elsewhere: Set[str]
) -> Iterator[ArticlePiece]:
    """One block; but lines too long to be wrapped ones are a block each, whatever CommonMark says."""
    if len(lines) > 1 and any(len(line) > _WIDEST for line in lines):
        for line in lines:
            yield ArticlePiece(line, kind)
    else:
        yield ArticlePiece(joined(lines, elsewhere), kind)


def _kind(within: Sequence[str]) -> BlockKind:
    if "heading" in within:
        return BlockKind.HEADING
    for container in reversed(within):
        if container == "list_item":
            return BlockKind.LIST_ITEM
        if container == "blockquote":
            return BlockKind.QUOTE
    return BlockKind.PARAGRAPH


def _lines(inline: Token) -> list[str]:
    """What a reader sees, without marks, its lines as they are written; of a picture nothing."""
    text = ""
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            text += "\n"
        elif child.type in ("text", "code_inline"):
            text += child.content
    return [line.strip() for line in text.split("\n") if line.strip()]
