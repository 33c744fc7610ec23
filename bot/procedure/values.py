"""The small values that every part shares: instants, names of people and things, texts in languages.

Nothing here knows a rule; rules stand in `decide` and `evolve`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

Instant = int
"""A moment: whole milliseconds since 1970-01-01T00:00:00Z."""

Milliseconds = int
"""A length of time in whole milliseconds."""

MeetingId = str
"""A meeting's name in the journal: the dialogue's key and the meeting's number, "trust-3"."""

PersonId = str
"""Whoever the chat platform says somebody is; opaque to the rules."""

SECOND: Milliseconds = 1_000
MINUTE: Milliseconds = 60 * SECOND
DAY: Milliseconds = 24 * 60 * MINUTE


@dataclass(frozen=True, slots=True)
class Localized:
    """One text in several languages, in the order of the dialogue's languages.

    `texts` pairs a language code ("en", "ru") with the text. It is never empty.
    """

    texts: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, **texts: str) -> Localized:
        """`Localized.of(en="Trust", ru="Доверие")`."""
        return cls(tuple(texts.items()))

    def into(self, language: str) -> str:
        """The text in `language`, or in the first language that there is."""
        return next((text for code, text in self.texts if code == language), self.texts[0][1])

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.texts)


def visible(text: str) -> str:
    """What can be seen of a text: no control, bidi or zero-width characters, no space around."""
    return "".join(
        character for character in text if unicodedata.category(character) not in ("Cf", "Cc", "Cs")
    ).strip()


@dataclass(frozen=True, slots=True)
class Words:
    """What a person said or wrote: the one thing that must not leave the room by accident.

    Its `repr` and `str` never show the text, so that no log line, traceback or failing assertion can.
    `text` is None once the words have been erased at their author's request.
    """

    text: str | None = field(repr=False)

    def __str__(self) -> str:
        return "<words erased>" if self.text is None else f"<words: {len(self.text)} characters>"

    __repr__ = __str__

    @property
    def erased(self) -> bool:
        return self.text is None


ERASED = Words(None)
