"""HTML -> blocks: every block of the page's main text, with what the markup says each of them is.

lxml alone does this. trafilatura and readability find the article by judging the words and drop the
rest, which is not wanted here (every block counts, and boilerplate is judged later, in one place for all
forms); with everything kept, trafilatura gives no kinds, and it brings more packages. html5lib reads
as browsers do and takes thirty times as long; selectolax does both well, but lxml is needed for Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from bot.agenda.article import BlockKind
from bot.agenda.forms.decoding import decoded
from bot.agenda.forms.drafts import ArticleDraft, ArticlePiece
from bot.agenda.forms.html_head import PageHead, head_of
from bot.agenda.forms.html_marks import (
    BLOCKS,
    UNREAD,
    Element,
    is_aside,
    is_data_row,
    kind_of,
    length,
    main_text,
)
from bot.agenda.forms.markdown_article import CELLS
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_GAP = re.compile(r"\n(?:[ \t]*\n)+")
_REFERENCE = re.compile(r"^[\s\[(]*(?:\d{1,3}|[a-z*†‡])[\s\])]*$")
_LITTLE = 600
"""Characters: a page that shows no more than this and asks for a password is a log-in page."""


def read_html(data: bytes, declared: str | None = None) -> ArticleDraft | ReadingFault:
    """The blocks of a page. A fault if it is none, or only a page to log in."""
    said = _CHARSET.search(data[:4096])
    charset = declared or (None if said is None else (said[1] or said[2]).decode("ascii"))
    text = decoded(data, charset)
    if text is None:
        return ReadingFault(ReadingFaultKind.NOT_TEXT)
    root = _tree(text)
    body = None if root is None else root.find("body")
    if root is None or body is None:
        return ReadingFault(ReadingFaultKind.EMPTY)
    head = head_of(root)
    pieces = tuple(_Walk(main_text(body)).pieces())
    if _asks_for_a_login(root, head, pieces):
        return ReadingFault(ReadingFaultKind.LOGIN)
    return ArticleDraft(pieces, head.title, head.author, head.published)


def _tree(text: str) -> Element | None:
    # No network, no entities from elsewhere. Without huge_tree all text after the 255th level would be
    # lost in silence, and real pages reach it; with it there is still an end, at 2048.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    # What calls itself XML in another encoding has been decoded already.
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)
    try:
        return etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _asks_for_a_login(root: Element, head: PageHead, pieces: tuple[ArticlePiece, ...]) -> bool:
    shown = sum(len(one.text) for one in pieces if one.kind is not BlockKind.ASIDE)
    if shown > _LITTLE:
        return False
    passwords = (one for one in root.iter("input") if one.get("type", "").lower() == "password")
    return head.for_subscribers or next(passwords, None) is not None


class _Walk:
    """One walk through the tree, without recursion: a hostile page is as deep as it likes."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.whole = length(root)
        self.text: list[str] = []
        self.kinds: list[BlockKind | None] = []

    def pieces(self) -> Iterator[ArticlePiece]:
        walk = etree.iterwalk(self.root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if tag in UNREAD or _is_reference(element):
                    walk.skip_subtree()
                    continue
                if tag in BLOCKS or self._aside(element):
                    yield from self._flush()
                if tag == "tr" and is_data_row(element):
                    yield from self._row(element)
                    walk.skip_subtree()
                    continue
                self._enter(element)
            else:
                # An element that was skipped ends too; only what follows it is read.
                if not (tag in UNREAD or _is_reference(element)):
                    if tag == "tr" and is_data_row(element):
                        pass
                    else:
                        if tag in BLOCKS or self.kinds[-1] is BlockKind.ASIDE:
                            yield from self._flush()
                        self.kinds.pop()
                if element is not self.root:
                    self._say(element.tail, element.getparent())
        yield from self._flush()

    def _aside(self, element: Element) -> bool:
        return BlockKind.ASIDE not in self.kinds and is_aside(element, self.whole)

    def _enter(self, element: Element) -> None:
        if element is not self.root and self._aside(element):
            self.kinds.append(BlockKind.ASIDE)
        else:
            self.kinds.append(kind_of(element))
        if element.tag == "br":
            self.text.append("\n")
        self._say(element.text, element)

    def _say(self, text: str | None, within: Element) -> None:
        if text:
            self.text.append(text if within.tag == "pre" else _SPACE.sub(" ", text))

    def _kind(self) -> BlockKind:
        said = [kind for kind in self.kinds if kind is not None]
        for strongest in (BlockKind.ASIDE, BlockKind.HEADING, BlockKind.CAPTION):
            if strongest in said:
                return strongest
        return said[-1] if said else BlockKind.PARAGRAPH

    def _flush(self) -> Iterator[ArticlePiece]:
        text, self.text = "".join(self.text), []
        if text.strip():
            # Two line breaks in a row are how old pages part their paragraphs.
            for part in _GAP.split(text):
                yield ArticlePiece(part, self._kind())

    def _row(self, row: Element) -> Iterator[ArticlePiece]:
        cells = (" ".join("".join(cell.itertext()).split()) for cell in row.iter("td", "th"))
        kind = BlockKind.ASIDE if self._kind() is BlockKind.ASIDE else BlockKind.TABLE
        yield ArticlePiece(CELLS.join(filter(None, cells)), kind)


def _is_reference(element: Element) -> bool:
    """Whether it is the mark of a note, which read with its word would make another word."""
    if element.tag != "sup":
        return False
    return _REFERENCE.match("".join(element.itertext())) is not None
