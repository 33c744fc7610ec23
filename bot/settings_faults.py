"""What is wrong with the settings, as a value, and the sentences that say so.

What may live here: the faults and how they are said. What must not: reading the environment or a file of
settings, a sentence (they stand in settings.ftl).
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.phrases import Phrases, phrases_of

CATALOGUE = "settings.ftl"

_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """One thing that is wrong.

    `name` is the variable ("COCHAIR_API_BASE"), or the file and line when no variable can be named.
    `given` is what stood there, ready to be shown, or None where it must not be (a secret) or there
    was nothing. `close` is the setting whose name an unknown one resembles.
    """

    code: str
    name: str
    given: str | None = None
    close: str | None = None

    def expected(self, language: str = "en") -> str:
        """A whole sentence that says what to write instead."""
        if self.close is not None:
            return _phrases().say(language, "setting-unknown-close", close=self.close)
        return _phrases().say(language, phrase_of(self.code))

    def sentence(self, language: str = "en") -> str:
        """One line for a person: the variable, what was given, what was expected."""
        given = ""
        if self.given is not None:
            # Not filled in: it would come with marks about it that a terminal does not print.
            given = f" {_phrases().say(language, 'setting-now')} {self.given}"
        return f"{self.name}{given}: {self.expected(language)}"


@dataclass(frozen=True, slots=True)
class SettingsFault:
    """The settings cannot be used; `problems` is never empty and in the order of the fields."""

    problems: tuple[SettingProblem, ...]

    def sentences(self, language: str = "en") -> tuple[str, ...]:
        """One line for each problem."""
        return tuple(problem.sentence(language) for problem in self.problems)


def shown(value: str) -> str:
    """`value` in quotes, in one line, not too long, with nothing that a terminal would obey."""
    cut = value if len(value) <= _LONGEST_SHOWN else value[: _LONGEST_SHOWN - 1] + "…"
    return '"' + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in cut) + '"'


def phrase_of(code: str) -> str:
    """The phrase that says what to do about a problem."""
    return f"setting-{code.replace('_', '-')}"


def _phrases() -> Phrases:
    # The shipped ones: the settings say where an organizer's own catalogues lie.
    return phrases_of(None, CATALOGUE)
