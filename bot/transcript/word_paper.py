"""The paper that a Word document is written on: styles, header and footer, properties, the file itself.

What must not live here: anything that the document says but for its rule and its title. Imports
python-docx, so it is imported only where a document is written.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from bot.procedure.values import Instant

TEXT_FONT = "Georgia"
HEAD_FONT = "Arial"
_CULTURES = {"en": "en-GB", "ru": "ru-RU", "uk": "uk-UA", "de": "de-DE", "fr": "fr-FR"}
_FORGOTTEN = ("/thumbnail", "/extended-properties", "/customXml")
"""Parts of the library's template that say which program made it, and nothing to a reader."""
_SIZES = {"Title": 22, "Heading 1": 15, "Heading 2": 13, "Heading 3": 11}
_TEXT_WIDTH = Cm(21 - 2 * 2.5)
_GREY = RGBColor(0x55, 0x5B, 0x63)
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every entry of the file: the archive's format knows none that is earlier."""

FACTS, WORDS, SUBJECT, ASIDE, NOTICE = "Facts", "Spoken words", "Subject", "Aside", "Notice"
INTERPRETED, CELL = "Interpreted words", "Cell"


def paper(language: str, title: str, rule: str, page: str) -> Paper:
    """An empty document in A4 whose every page bears the rule above and the title and page below.

    `page` is the word for a page.
    """
    document = Document()
    for rel_id, rel in list(document.part.package.rels.items()):
        if rel.reltype.endswith(_FORGOTTEN):
            del document.part.package.rels[rel_id]
    for rel_id, rel in list(document.part.rels.items()):
        if rel.reltype.endswith(_FORGOTTEN):
            del document.part.rels[rel_id]
    _lay_out(document)
    _style(document, language)
    section = document.sections[0]
    header = section.header.paragraphs[0]
    header.style = document.styles[FACTS]
    header.add_run(rule)
    footer = section.footer.paragraphs[0]
    footer.style = document.styles[FACTS]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(f"{title} \u00b7 {page} ")
    _field(footer, "PAGE")
    footer.add_run(" / ")
    _field(footer, "NUMPAGES")
    return document


def written(document: Paper, title: str, language: str, at: Instant | None) -> bytes:
    """The document as a file. It says nothing of the machine or of whoever made it: its dates are `at`,
    or none at all, and the same transcript gives the same bytes."""
    about = document.core_properties
    about.title, about.language = title, culture(language)
    about.author = about.last_modified_by = about.comments = about.subject = about.keywords = ""
    about.category = about.identifier = about.content_status = about.version = ""
    if at is not None:
        moment = datetime.fromtimestamp(at // 1000, UTC).replace(tzinfo=None)
        about.created = about.modified = about.last_printed = moment
    else:
        for dated in ("dcterms:created", "dcterms:modified", "cp:lastPrinted"):
            for element in about._element.findall(qn(dated)):
                about._element.remove(element)
    about.revision = 1
    made = io.BytesIO()
    document.save(made)
    clean = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(clean, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return clean.getvalue()


def culture(language: str) -> str:
    """A language as Word names it."""
    return _CULTURES.get(language, language)


def speak(run: Run, language: str) -> None:
    """Tell the spelling checker and the screen reader which language a run is in."""
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), culture(language))
    run._r.get_or_add_rPr().append(tag)


def widths(columns: Sequence[Sequence[str]]) -> list[Length]:
    """How wide each column of a table should be, given its texts: by the length of what is in it, but
    wide enough for its longest word and no wider than a long text needs."""
    wanted = []
    for texts in columns:
        longest = max((len(word) for text in texts for word in text.split()), default=1)
        typical = sum(map(len, texts)) / max(1, len(texts))
        wanted.append(max(7, min(longest + 3, 20), min(typical, 36)))
    return [Length(int(share / sum(wanted) * _TEXT_WIDTH)) for share in wanted]


def _lay_out(document: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.2)


def _style(document: Paper, language: str) -> None:
    normal = _paragraphs(document, "Normal")
    _letters(normal, TEXT_FONT, 11)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), culture(language))
    normal.element.get_or_add_rPr().append(tag)
    for name, size in _SIZES.items():
        style = _paragraphs(document, name)
        _letters(style, HEAD_FONT, size)
        style.font.color.rgb = RGBColor(0x1C, 0x24, 0x30)
        style.paragraph_format.keep_with_next = True
    for name in (FACTS, WORDS, SUBJECT, ASIDE, NOTICE, INTERPRETED, CELL):
        own = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(own, ParagraphStyle)
        own.base_style = normal
    facts = _paragraphs(document, FACTS)
    _letters(facts, HEAD_FONT, 8.5)
    facts.font.color.rgb = _GREY
    facts.paragraph_format.space_after = Pt(3)
    facts.paragraph_format.line_spacing = 1.0
    _paragraphs(document, SUBJECT).font.italic = True
    _paragraphs(document, NOTICE).font.bold = True
    _paragraphs(document, ASIDE).font.italic = True
    _paragraphs(document, ASIDE).font.color.rgb = _GREY
    interpreted = _paragraphs(document, INTERPRETED)
    interpreted.paragraph_format.left_indent = Cm(1.2)
    _letters(interpreted, TEXT_FONT, 10)
    cell = _paragraphs(document, CELL)
    _letters(cell, TEXT_FONT, 9.5)
    cell.paragraph_format.space_after = Pt(2)
    cell.paragraph_format.line_spacing = 1.0


def _paragraphs(document: Paper, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle), "the template has it as a style of paragraphs"
    return style


def _letters(style: ParagraphStyle, font: str, size: float) -> None:
    style.font.name, style.font.size = font, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), font)


def _field(paragraph: Paragraph, code: str) -> None:
    """A number that Word fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
