"""Word (.docx) -> blocks: paragraphs, headings, items of lists, rows of tables, captions, footnotes.

The parts are read as they lie in the archive, with lxml: python-docx unpacks every picture too, without
a limit, and leaves out what stands in content controls, text boxes and accepted changes. Deleted words
of tracked changes are not read, nor are comments, running heads and feet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from bot.agenda.article import BlockKind
from bot.agenda.forms.archives import Archive, Broken, Locked, TooMuch
from bot.agenda.forms.drafts import ArticleDraft, ArticlePiece
from bot.agenda.forms.markdown_article import CELLS
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{_W}txbxContent"
_UNREAD = frozenset(
    {_FALLBACK, *(_W + name for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr"))}
)
_PROGRAMS = frozenset({"python-docx", "admin", "administrator", "user", "пользователь", "author"})
_GAP = re.compile(r"\n\s*\n")


def read_word(data: bytes) -> ArticleDraft | ReadingFault:
    """The blocks of a Word document; or that it is encrypted, damaged, or unpacks to too much."""
    try:
        archive = Archive(data)
        document = _tree(archive.part("word/document.xml"))
        if document is None:
            return ReadingFault(ReadingFaultKind.DAMAGED)
        styles = _styles(_tree(archive.part("word/styles.xml")))
        notes = _tree(archive.part("word/footnotes.xml"))
        said = _tree(archive.part("docProps/core.xml"))
    except Locked:
        return ReadingFault(ReadingFaultKind.ENCRYPTED)
    except TooMuch:
        return ReadingFault(ReadingFaultKind.TOO_HEAVY)
    except Broken:
        return ReadingFault(ReadingFaultKind.DAMAGED)
    pieces = [*_pieces(document, styles)]
    if notes is not None:
        pieces += _pieces(notes, {})
    author = _said(said, "creator")
    known = author is not None and author.strip().lower() not in _PROGRAMS
    title = next((one.text for one in pieces if one.kind is BlockKind.HEADING), None)
    return ArticleDraft(tuple(pieces), _said(said, "title") or title, author if known else None)


def _tree(part: bytes | None) -> Any:
    if part is None:
        return None
    # A document that follows the standard strictly has other names for the same things.
    part = part.replace(_STRICT[1:-1].encode(), _W[1:-1].encode())
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise Broken from error


def _said(core: Any, name: str) -> str | None:
    return None if core is None else core.findtext(_DC + name) or None


def _styles(tree: Any) -> Mapping[str, BlockKind]:
    """What the styles say, by their ids. Their names are English whatever the language of Word is."""
    found: dict[str, BlockKind] = {}
    for style in () if tree is None else tree.iter(_W + "style"):
        name = _value(style.find(_W + "name")).lower()
        based = _value(style.find(_W + "basedOn"))
        kind = _by_name(name) or (BlockKind.LIST_ITEM if _numbered(style) else found.get(based))
        if kind is not None:
            found[style.get(_W + "styleId", "")] = kind
    return found


def _by_name(name: str) -> BlockKind | None:
    if name.startswith(("heading", "title", "subtitle")):
        return BlockKind.HEADING
    if name.startswith("toc "):
        return BlockKind.ASIDE
    if name.startswith("list"):
        return BlockKind.LIST_ITEM
    if "caption" in name:
        return BlockKind.CAPTION
    return BlockKind.QUOTE if "quote" in name or name == "block text" else None


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(_W + "val", ""))


def _numbered(element: Any) -> bool:
    """Whether a list's mark is given to it; number 0 takes the mark of a style away."""
    number = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    return number is not None and _value(number) != "0"


def _pieces(root: Any, styles: Mapping[str, BlockKind]) -> Iterator[ArticlePiece]:
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element.tag in _UNREAD:
            walk.skip_subtree()
        elif element.tag == _W + "tr" and _is_data(element):
            cells = (
                " ".join(" ".join(_text(p) for p in cell.iter(_W + "p")).split())
                for cell in element.iter(_W + "tc")
            )
            yield ArticlePiece(CELLS.join(filter(None, cells)), BlockKind.TABLE)
            walk.skip_subtree()
        elif element.tag == _W + "p":
            kind = _kind(element, styles)
            for part in _GAP.split(_text(element)):
                yield ArticlePiece(part, kind)
            if next(element.iter(_BOX), None) is None:
                walk.skip_subtree()


def _is_data(row: Any) -> bool:
    """A row of facts; a table that only lays text out has long cells, or one."""
    cells = list(row.iter(_W + "tc"))
    texts = ["".join(t.text or "" for t in cell.iter(_W + "t")) for cell in cells]
    return len(cells) > 1 and max(map(len, texts)) <= 400


def _kind(paragraph: Any, styles: Mapping[str, BlockKind]) -> BlockKind:
    style = _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))
    if (kind := styles.get(style)) is not None:
        return kind
    return BlockKind.LIST_ITEM if _numbered(paragraph) else BlockKind.PARAGRAPH


def _text(paragraph: Any) -> str:
    """Its words; those of a text box in it are a block of their own."""
    text: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        tag = element.tag
        if tag in _UNREAD or tag == _BOX:
            walk.skip_subtree()
        elif tag == _W + "t":
            text.append(element.text or "")
        elif tag in (_W + "br", _W + "cr"):
            text.append(" " if element.get(_W + "type") else "\n")
        elif tag == _W + "tab":
            text.append(" ")
        elif tag == _W + "noBreakHyphen":
            text.append("-")
    return "".join(text)
