"""Every text that a person reads, from Fluent catalogues: one folder a language, the same files in each.

Only loading and filling in; what is said when stands with whoever says it, and where catalogues lie in
`bot.data`. Knows no chat platform.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, Resource, Term

from bot.data import Locales, catalogue_folders

Fact = str | int | float
"""What a phrase may be filled in with: a text (a name, a time already written out) or a number."""

_FIRST_STRONG, _POP = "\u2068", "\u2069"
_STARTS_ISOLATE = frozenset("\u2066\u2067\u2068")
_TURNS_DIRECTION = frozenset(
    {"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI"}
)


class PhraseError(LookupError):
    """A catalogue that can't be read, or a phrase that is missing or lacks a fact: a fault of ours."""


class Phrases:
    """The phrases of some catalogue files in every language that one of the folders has a folder for.

    What an earlier folder says goes before what a later one does, phrase by phrase; a phrase that a
    language lacks in all of them is said in the fallback. Raises PhraseError when nobody has a file in
    the fallback, and for a file that isn't Fluent or says a phrase twice.
    """

    def __init__(self, folders: Locales, files: Sequence[str], *, fallback: str = "en") -> None:
        self._fallback = fallback
        languages = {path.name for folder in folders for path in folder.iterdir() if path.is_dir()}
        self._paths = {
            language: [folder / language / name for folder in folders for name in files]
            for language in sorted(languages)
        }
        self._sources = {
            language: [_resource(path) for path in paths if path.exists()]
            for language, paths in self._paths.items()
        }
        self._bundles = {
            language: _bundle(language, sources) for language, sources in self._sources.items()
        }
        if fallback not in self._bundles:
            raise PhraseError(f"no catalogue for {fallback!r}")
        for name in files:
            if not any((folder / fallback / name).is_file() for folder in folders):
                raise PhraseError(f"there is no catalogue {fallback}/{name}")

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._bundles)

    def language(self, wanted: str) -> str:
        """The language that a reader of `wanted` ("ru", "en-GB") is answered in."""
        base = wanted.replace("_", "-").split("-")[0].lower()
        return base if base in self._bundles else self._fallback

    def place(self, language: str, phrase: str) -> str:
        """Where the phrase stands: the catalogue and the line; just the language if it lacks it."""
        for path in self._paths[language]:
            lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
            for number, line in enumerate(lines, 1):
                if line.partition("=")[0].rstrip() == phrase:
                    return f"{path}:{number}"
        return language

    def amended(self, texts: Mapping[tuple[str, str], str]) -> Phrases:
        """These phrases with other texts, by language and phrase. Phrases that refer to one of them
        follow."""
        other = copy(self)
        other._sources, other._bundles = dict(self._sources), dict(self._bundles)
        for language in {language for language, _ in texts}:
            own = "\n".join(
                f"{phrase} = {{{_literal(text)}}}"
                for (of, phrase), text in texts.items()
                if of == language
            )
            other._sources[language] = [FluentParser().parse(own), *self._sources[language]]
            other._bundles[language] = _bundle(language, other._sources[language])
        return other

    def say(self, language: str, phrase: str, /, **facts: Fact) -> str:
        """The phrase in `language` (or the fallback), filled in with `facts`.

        A text that could turn its surroundings about is isolated; the rest of the sentence keeps its
        order whatever a person calls themselves. Raises PhraseError if the phrase or a fact is missing.
        """
        bundle = self._bundles[self.language(language)]
        if not bundle.has_message(phrase):
            bundle = self._bundles[self._fallback]
        if not bundle.has_message(phrase):
            raise PhraseError(f"no phrase {phrase!r} in {language!r}")
        pattern = bundle.get_message(phrase).value
        if pattern is None:
            raise PhraseError(f"phrase {phrase!r} has no text in {language!r}")
        text, errors = bundle.format_pattern(pattern, _isolated(facts))
        if errors:
            raise PhraseError(f"phrase {phrase!r} in {language!r}: {errors[0]}")
        return str(text)


@cache
def phrases_of(folders: Locales | None, *files: str) -> Phrases:
    """The phrases of these files, read once; `folders` None: the catalogues that were shipped."""
    return Phrases(catalogue_folders() if folders is None else folders, files)


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


def _bundle(language: str, sources: Iterable[Resource]) -> FluentBundle:
    """Of two messages of one name the first counts."""
    # Fluent's own isolating would wrap every number and time too, and put invisible marks into texts
    # that people copy and search; `isolate` wraps only what needs it.
    bundle = FluentBundle([language], use_isolating=False)
    for source in sources:
        bundle.add_resource(source)
    return bundle


def _literal(text: str) -> str:
    """The text as a string of Fluent's, in which nothing but the text has a meaning."""
    plain = (c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):06X}" for c in text)
    return f'"{"".join(plain)}"'


def _resource(path: Path) -> Resource:
    """The catalogue in a file. Raises PhraseError."""
    name = f"{path.parent.name}/{path.name}"
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PhraseError(f"catalogue {name} can't be read") from error
    resource = FluentParser().parse(source)
    said: set[str] = set()
    for entry in resource.body:
        if isinstance(entry, Junk):
            start = 0 if entry.span is None else entry.span.start
            line = source.count("\n", 0, start) + 1
            raise PhraseError(f"catalogue {name}, line {line}: not Fluent")
        if isinstance(entry, Message | Term):
            if entry.id.name in said:
                raise PhraseError(f"catalogue {name}: {entry.id.name} stands there twice")
            said.add(entry.id.name)
    return resource
