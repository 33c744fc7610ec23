"""Whether an agenda can be proposed from an article that was read: it must be in a language we know.

What must not live here: finding out the language (`forms.languages`), proposing.
"""

from __future__ import annotations

from collections.abc import Collection

from bot.agenda.article import Article
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind

PROPOSED_IN = ("en", "ru")


def unfit(article: Article, languages: Collection[str] = PROPOSED_IN) -> ReadingFault | None:
    """Why nothing can be proposed from it; None if something can."""
    if article.language is None:
        return ReadingFault(ReadingFaultKind.UNKNOWN_LANGUAGE)
    if article.language not in languages:
        return ReadingFault(ReadingFaultKind.OTHER_LANGUAGE, {"language": article.language})
    return None
