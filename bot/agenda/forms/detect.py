"""Which form an article has: the first bytes say it, and only of texts the name and the type too.

A name and what a server says prove nothing: a log-in page comes as `report.pdf` often enough.
"""

from __future__ import annotations

import re
from enum import StrEnum

from bot.agenda.forms.archives import Archive, Broken, TooMuch
from bot.agenda.forms.decoding import decoded
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind


class ArticleForm(StrEnum):
    """The forms that are read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    WORD = "word"


_LOOKED_AT = 20_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER = (b"{\\rtf", b"%!PS", b"BEGIN:V", b"AT&TFORM")
"""Rich text, PostScript, a calendar or a card, DjVu."""
_NOT_TEXT = (
    b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"\x7fELF", b"MZ\x90", b"\x1f\x8b", b"BZh",
    b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"SQLite format", b"OggS", b"ID3", b"fLaC", b"\x00\x00\x00",
)  # fmt: skip
_MARKUP_BEGINS = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|main|article|section|p|h1)\b", re.IGNORECASE
)
_MOST_COMMENTS = 20
_MARKUP = re.compile(r"<(?:html|body|div|p|h[1-6]|br|article|section|table|ul)\b[^<>]*>", re.I)
_MARKDOWN = re.compile(r"^#{1,6} \S|\]\(https?://|^(?:\*\*|__)\S.*\S(?:\*\*|__)$", re.MULTILINE)


def form_of(
    data: bytes, name: str | None = None, content_type: str | None = None
) -> ArticleForm | ReadingFault:
    """The form of these bytes; a fault for what is known and not read, and for what is no text."""
    start = data[:1024].lstrip()
    if b"%PDF-" in data[:1024]:
        return ArticleForm.PDF
    if data.startswith(b"PK\x03\x04"):
        return _in_archive(data)
    if data.startswith(_OLE):
        return _in_ole(data)
    if start.startswith(_OTHER) or b"multipart/related" in start:
        return ReadingFault(ReadingFaultKind.OTHER_FORM)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return ReadingFault(ReadingFaultKind.EMPTY)
    if data.startswith(_NOT_TEXT):
        return ReadingFault(ReadingFaultKind.NOT_TEXT)
    return _of_text(data, (name or "").lower(), (content_type or "").lower())


def _after_comments(text: str) -> str:
    """What a page begins with, but for an XML declaration and comments. Without a pattern, since one for
    any number of comments can take for ever."""
    text = text.lstrip()
    for opening, closing in (("<?xml", "?>"), *(("<!--", "-->"),) * _MOST_COMMENTS):
        if text.startswith(opening):
            text = text.partition(closing)[2].lstrip()
    return text


def _of_text(data: bytes, name: str, content_type: str) -> ArticleForm | ReadingFault:
    sample = decoded(data[:_LOOKED_AT])
    if sample is None:
        return ReadingFault(ReadingFaultKind.NOT_TEXT)
    called_html = "html" in content_type or name.endswith((".html", ".htm", ".xhtml"))
    if _MARKUP_BEGINS.match(_after_comments(sample)) or (called_html and _MARKUP.search(sample)):
        return ArticleForm.HTML
    if "markdown" in content_type or name.endswith((".md", ".markdown", ".mdown")):
        return ArticleForm.MARKDOWN
    if name.endswith((".txt", ".text")) or "plain" in content_type:
        return ArticleForm.TEXT
    return ArticleForm.MARKDOWN if _MARKDOWN.search(sample) else ArticleForm.TEXT


def _in_archive(data: bytes) -> ArticleForm | ReadingFault:
    try:
        archive = Archive(data)
    except Broken:
        return ReadingFault(ReadingFaultKind.DAMAGED)
    except TooMuch:
        return ReadingFault(ReadingFaultKind.TOO_HEAVY)
    if "word/document.xml" in archive:
        return ArticleForm.WORD
    known = ("mimetype", "[Content_Types].xml")  # OpenDocument and e-books; other Office files
    other = any(name in archive for name in known)
    return ReadingFault(ReadingFaultKind.OTHER_FORM if other else ReadingFaultKind.NOT_TEXT)


def _in_ole(data: bytes) -> ReadingFault:
    """The container of old Office files, and of new ones that have a password."""
    for inner, kind in (
        ("EncryptedPackage", ReadingFaultKind.ENCRYPTED),
        ("WordDocument", ReadingFaultKind.OLD_WORD),
    ):
        if inner.encode("utf-16-le") in data:
            return ReadingFault(kind)
    return ReadingFault(ReadingFaultKind.OTHER_FORM)
