"""PDF -> lines of text with their places on the pages; `pdf_paragraphs` makes paragraphs of them.

pypdfium2 (the reader of Chromium) does this. Compared on two-column, justified and Russian pages:
pdfminer.six takes words of justified lines for columns of their own, and reads about 20 pages a second;
pypdf gives the lines in order, but no places for them, and reads about 35; this gives both, reads 500
(70 with the place of every letter), needs no other package, and tells a locked file from a damaged one.
It is native code that reads what strangers wrote: one more reason to read in a process of its own.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from statistics import median
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from bot.agenda.forms.cleaning import tidy
from bot.agenda.forms.drafts import MOST_CHARACTERS, ArticleDraft
from bot.agenda.forms.hyphens import HYPHENS
from bot.agenda.forms.pdf_lines import Page, PdfLine
from bot.agenda.forms.pdf_paragraphs import pieces_of, title_of
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind

MOST_PAGES = 120
_LEAST_TEXT = 30
"""Letters a page on the average: a scan has none, or a stamp."""
_MOST_UNREADABLE = 0.2
_BREAKS = "\r\n"
_FARTHEST = 1e5
"""Points: a page is at most 14,400 of them long."""
_GENERIC_TITLES = ("untitled", "microsoft word", "powerpoint", "document", "безымянный", "документ")


def read_pdf(data: bytes) -> ArticleDraft | ReadingFault:
    """The paragraphs of a PDF; or that it is encrypted, damaged, too long, or pictures of pages."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        return ReadingFault(ReadingFaultKind.ENCRYPTED if locked else ReadingFaultKind.DAMAGED)
    try:
        count = len(document)
        if count > MOST_PAGES:
            facts = {"pages": count, "most": MOST_PAGES}
            return ReadingFault(ReadingFaultKind.TOO_MANY_PAGES, facts)
        return _read(document)
    except pypdfium2.PdfiumError:
        return ReadingFault(ReadingFaultKind.DAMAGED)
    finally:
        document.close()


def _read(document: Any) -> ArticleDraft | ReadingFault:
    pages: list[Page] = []
    read = letters = unreadable = pictures = 0
    for number in range(len(document)):
        sheet = document[number]
        width, height = sheet.get_size()
        lines = tuple(_lines(sheet.get_textpage(), number, height))
        pages.append(Page(number, width, height, lines))
        text = "".join(line.text for line in lines)
        read += len(text)
        letters += sum(character.isalnum() for character in text)
        unreadable += sum(_is_unreadable(character) for character in text)
        pictures += next(sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]), None) is not None
        if read > MOST_CHARACTERS:
            facts = {"length": read, "most": MOST_CHARACTERS}
            return ReadingFault(ReadingFaultKind.TOO_LONG, facts)
    if unreadable > _MOST_UNREADABLE * max(read, 1):
        return ReadingFault(ReadingFaultKind.SCANNED)
    if letters < _LEAST_TEXT * len(pages) and pictures:
        return ReadingFault(ReadingFaultKind.SCANNED)
    said = document.get_metadata_dict()
    return ArticleDraft(
        tuple(pieces_of(pages)),
        _title(said.get("Title", "")) or title_of(pages),
        said.get("Author") or None,
    )


def _is_unreadable(character: str) -> bool:
    """Of a font that doesn't say which letters its shapes are."""
    return character in "\ufffd\x00" or "\ue000" <= character <= "\uf8ff"


def _title(said: str) -> str | None:
    """What the maker of the file calls it; programs put a file's name there, or their own."""
    lower = said.strip().lower()
    made_up = lower.startswith(_GENERIC_TITLES) or " " not in lower or lower.endswith(".pdf")
    return None if made_up else said


def _lines(text: Any, page: int, height: float) -> Iterator[PdfLine]:
    """The lines in the order of the file; what stands apart on one height is two lines."""
    run: list[tuple[str, tuple[float, float, float, float], int]] = []
    box = [ctypes.c_double() for _ in range(4)]
    loose = pdfium.FS_RECTF()
    for i in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, i))
        if character in _BREAKS:
            yield from _line(run, page, height)
            run = []
            continue
        if pdfium.FPDFText_IsHyphen(text, i) == 1 and character not in HYPHENS:
            character = "-"
        if pdfium.FPDFText_IsGenerated(text, i) == 1 or character.isspace():
            if run:
                run.append((" ", run[-1][1], -1))
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, i, loose):
            pdfium.FPDFText_GetCharBox(text, i, *box)
            place = (box[0].value, box[2].value, box[1].value, box[3].value)
        else:
            place = (loose.left, loose.bottom, loose.right, loose.top)
        if run and _apart(run[-1][1], place):
            yield from _line(run, page, height)
            run = []
        run.append((character, place, pdfium.FPDFText_GetFontWeight(text, i)))
    yield from _line(run, page, height)


def _apart(
    before: tuple[float, float, float, float], after: tuple[float, float, float, float]
) -> bool:
    size = max(before[3] - before[1], after[3] - after[1], 1.0)
    return after[0] - before[2] > 1.5 * size or after[0] < before[0] - 2 * size


def _line(
    run: list[tuple[str, tuple[float, float, float, float], int]], page: int, height: float
) -> Iterator[PdfLine]:
    text = "".join(character for character, _, _ in run)
    # Of letters beyond the first plane halves may come one by one.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
    if not tidy(text):
        return
    places = [place for _, place, _ in run]
    # A hostile file may put letters at no place at all, or make them endlessly large.
    if not all(math.isfinite(edge) and abs(edge) < _FARTHEST for place in places for edge in place):
        places = [(0.0, 0.0, 1.0, 1.0)]
    heights = [top - bottom for _, bottom, _, top in places]
    bold = [weight >= 600 for character, _, weight in run if character.isalpha()]
    yield PdfLine(
        page=page,
        left=min(place[0] for place in places),
        right=max(place[2] for place in places),
        top=height - max(place[3] for place in places),
        bottom=height - median(place[1] for place in places),
        size=max(median(heights), 1.0),
        bold=sum(bold) * 2 > len(bold),
        text=text,
    )
