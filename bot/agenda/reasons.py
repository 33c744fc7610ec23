"""Why a candidate is suggested, in words.

The words are phrases of the catalogues. What must not live here: finding the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.agenda.candidates import Ground
from bot.agenda.questions import phrases
from bot.data import Locales


def reasons(why: Iterable[Ground], language: str, locales: Locales | None = None) -> str:
    """The reasons on one line, the weightiest first; in English where there is no catalogue."""
    said = phrases(locales)
    spoken = said.language(language)
    return "; ".join(said.say(spoken, f"why-{each}") for each in why)
