"""Every text that a person reads, from Fluent catalogues: one folder a language, the same files in each.

Only loading and filling in; what is said when stands with whoever says it. Knows no chat platform and
no other part of the project.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk

Fact = str | int | float
"""What a phrase may be filled in with: a text (a name, a time already written out) or a number."""

LOCALES: Final = Path(__file__).resolve().parent.parent / "config" / "locales"
"""The catalogues of a checkout of the project."""

_FIRST_STRONG, _POP = "\u2068", "\u2069"
_STARTS_ISOLATE = frozenset("\u2066\u2067\u2068")
_TURNS_DIRECTION = frozenset(
    {"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI"}
)


class PhraseError(LookupError):
    """A catalogue that can't be read, or a phrase that is missing or lacks a fact: a fault of ours."""


class Phrases:
    """The phrases of some catalogue files in every language that the directory has a folder for.

    Raises PhraseError when a file is missing in a language, isn't Fluent, or says a phrase twice.
    """

    def __init__(self, directory: Path, files: Sequence[str], *, fallback: str = "en") -> None:
        self._fallback = fallback
        self._bundles: dict[str, FluentBundle] = {}
        for folder in sorted(path for path in directory.iterdir() if path.is_dir()):
            self._bundles[folder.name] = _bundle(folder, files)
        if fallback not in self._bundles:
            raise PhraseError(f"no catalogue for {fallback!r} in {directory}")

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._bundles)

    def language(self, wanted: str) -> str:
        """The language that a reader of `wanted` ("ru", "en-GB") is answered in."""
        base = wanted.replace("_", "-").split("-")[0].lower()
        return base if base in self._bundles else self._fallback

    def say(self, language: str, phrase: str, /, **facts: Fact) -> str:
        """The phrase in `language` (or the fallback), filled in with `facts`.

        A text that could turn its surroundings about is isolated; the rest of the sentence keeps its
        order whatever a person calls themselves. Raises PhraseError if the phrase or a fact is missing.
        """
        bundle = self._bundles[self.language(language)]
        if not bundle.has_message(phrase):
            raise PhraseError(f"no phrase {phrase!r} in {language!r}")
        pattern = bundle.get_message(phrase).value
        if pattern is None:
            raise PhraseError(f"phrase {phrase!r} has no text in {language!r}")
        text, errors = bundle.format_pattern(pattern, _isolated(facts))
        if errors:
            raise PhraseError(f"phrase {phrase!r} in {language!r}: {errors[0]}")
        return str(text)


def isolate(text: str) -> str:
    """The text, wrapped so that its direction can't spill over, if it holds anything that could."""
    if not any(unicodedata.bidirectional(character) in _TURNS_DIRECTION for character in text):
        return text.replace(_POP, "")
    depth = 0
    kept: list[str] = []
    for character in text:
        # A stray end mark would close our own wrapping and let the rest out.
        if character == _POP:
            if depth == 0:
                continue
            depth -= 1
        depth += character in _STARTS_ISOLATE
        kept.append(character)
    return "".join((_FIRST_STRONG, *kept, _POP * (depth + 1)))


def _isolated(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    return {
        name: isolate(value) if isinstance(value, str) else value for name, value in facts.items()
    }


def _bundle(folder: Path, files: Iterable[str]) -> FluentBundle:
    # Fluent's own isolating would wrap every number and time too, and put invisible marks into texts
    # that people copy and search; `isolate` wraps only what needs it.
    bundle = FluentBundle([folder.name], use_isolating=False)
    for name in files:
        path = folder / name
        try:
            source = path.read_text(encoding="utf-8")
        except OSError as error:
            raise PhraseError(f"catalogue {folder.name}/{name} can't be read") from error
        for entry in FluentParser().parse(source).body:
            if isinstance(entry, Junk):
                start = 0 if entry.span is None else entry.span.start
                line = source.count("\n", 0, start) + 1
                raise PhraseError(f"catalogue {folder.name}/{name}, line {line}: not Fluent")
        bundle.add_resource(FluentResource(source))
    return bundle
