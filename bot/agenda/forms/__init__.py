"""The forms that an article may have, one file each: bytes -> `Article`, or why not.

Everything here is pure: no files, no addresses. Whatever bytes come, the answer is a value; what reads
PDF is native code, though, so bytes of strangers are read in a process of their own (see
`bot.agenda.conversion`).
"""

from __future__ import annotations

from importlib.util import find_spec

from bot.agenda.article import Article
from bot.agenda.forms.detect import ArticleForm, form_of
from bot.agenda.forms.drafts import ArticleDraft, article_of
from bot.agenda.forms.markdown_article import read_markdown
from bot.agenda.forms.text_article import read_text
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind

__all__ = ["ArticleForm", "form_of", "missing_packages", "read_bytes"]

_NEEDED = {ArticleForm.HTML: "lxml", ArticleForm.WORD: "lxml", ArticleForm.PDF: "pypdfium2"}
"""What comes with the extra `article`; it is imported only when it is needed."""

_STUMBLES = (ValueError, ArithmeticError, LookupError, RecursionError, OSError, RuntimeError)


def missing_packages(form: ArticleForm) -> bool:
    """Whether this form can't be read here for want of packages."""
    return form in _NEEDED and find_spec(_NEEDED[form]) is None


def read_bytes(
    data: bytes, name: str | None = None, content_type: str | None = None
) -> Article | ReadingFault:
    """The article in these bytes. Pure, and the same for the same bytes; it may take many seconds.

    `name` (of a file) and `content_type` (of a server's answer, with its charset) help where the bytes
    leave open what they are.
    """
    form = form_of(data, name, content_type)
    if isinstance(form, ReadingFault):
        return form
    if missing_packages(form):
        return ReadingFault(ReadingFaultKind.PACKAGES_MISSING, {"form": form.value})
    try:
        draft = _draft(form, data, _charset(content_type))
    except _STUMBLES:
        # The libraries were not written against every damaged file; what they stumble over is one.
        return ReadingFault(ReadingFaultKind.DAMAGED)
    return draft if isinstance(draft, ReadingFault) else article_of(draft)


def _draft(form: ArticleForm, data: bytes, charset: str | None) -> ArticleDraft | ReadingFault:
    match form:
        case ArticleForm.TEXT:
            return read_text(data, charset)
        case ArticleForm.MARKDOWN:
            return read_markdown(data, charset)
        case ArticleForm.HTML:
            from bot.agenda.forms.html_article import read_html

            return read_html(data, charset)
        case ArticleForm.PDF:
            from bot.agenda.forms.pdf_article import read_pdf

            return read_pdf(data)
        case ArticleForm.WORD:
            from bot.agenda.forms.word_article import read_word

            return read_word(data)


def _charset(content_type: str | None) -> str | None:
    """`text/html; charset=windows-1251` -> windows-1251."""
    for part in (content_type or "").split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset" and value.strip():
            return value.strip().strip("\"'")
    return None
