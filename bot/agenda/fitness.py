"""Whether an agenda can be proposed from an article that was read: its language must be known.

English and Russian are read best; others are read more plainly, none of their small words being known,
and are asked about in English. What must not live here: finding out the language.
"""

from __future__ import annotations

from bot.agenda.article import Article
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind


def unfit(article: Article) -> ReadingFault | None:
    """Why nothing can be proposed from it; None if something can."""
    if article.language is None:
        return ReadingFault(ReadingFaultKind.UNKNOWN_LANGUAGE)
    return None
