"""What the slash commands are called in each language, held to Discord's rules.

Discord refuses all commands together if one text of one language breaks a rule. So whatever it would
refuse is left out here, and people see the English text instead, in the menu and wherever a sentence
names the command. What must not live here: the words in which somebody is told what was left out.

The rules are those of Discord's reference, "Application Command Object" and "Application Command
Naming". That all texts of a command may have 8,000 characters together needs no look: with commands
as few as ours they cannot have more, which a test holds.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.chat.framework.command_translator import phrase_for
from bot.chat.record import record_slash
from bot.chat.slash_commands import Command, built
from bot.phrases import PhraseError, Phrases

ENGLISH: Final = "en"


class TextKind(StrEnum):
    """What sort of text it is, by the rules that it has to keep."""

    NAME = "name"  # of a command, a group of them, or an option
    MENU = "menu"  # in the menu of a message
    DESCRIPTION = "description"
    CHOICE = "choice"  # one of an option's values


LONGEST: Final[Mapping[TextKind, int]] = {
    TextKind.NAME: 32,
    TextKind.MENU: 32,
    TextKind.DESCRIPTION: 100,
    TextKind.CHOICE: 100,
}
"""How many characters each may have; one at least."""


class TextFault(StrEnum):
    """Which rule a text breaks."""

    EMPTY = "empty"
    LONG = "long"
    LETTERS = "letters"  # a name with something else than letters, digits, - _ '
    CAPITALS = "capitals"  # a name that could be written in lower case
    TWICE = "twice"  # the same as `other` beside it
    FIXED = "fixed"  # an English name, which stands in the code


@dataclass(frozen=True, slots=True)
class CommandText:
    """A text of a command. `phrase` is its name in the catalogues. `among` is what all texts have in
    common that it must differ from; None: it may be as any other. `plain` is what stands for it in the
    code: the English name, a choice's value, for a description the name of what it describes."""

    phrase: str
    kind: TextKind
    among: str | None
    plain: str


@dataclass(frozen=True, slots=True)
class OmittedText:
    """A text that Discord would refuse, and what people see instead. `place`: the catalogue and line.
    `other`: for TWICE, the phrase that says the same."""

    language: str
    phrase: str
    place: str
    text: str
    fault: TextFault
    kind: TextKind
    instead: str
    other: str | None = None


def settled(phrases: Phrases) -> tuple[Phrases, tuple[OmittedText, ...]]:
    """The phrases, with texts of commands that Discord takes, and those that were left out for it."""
    texts = tuple(texts_of((*built(str), record_slash.menu())))
    # English first: it stands in for what is left out of the others.
    others = [language for language in phrases.languages if language != ENGLISH]
    left_out: list[OmittedText] = []
    for language in (ENGLISH, *others):
        found = _Judge(phrases, language, texts).found()
        phrases = phrases.amended({(language, each.phrase): each.instead for each in found})
        left_out += found
    return phrases, tuple(left_out)


def texts_of(those: Iterable[Command]) -> Iterator[CommandText]:
    """Every text of these commands that is in the catalogues."""
    for command in those:
        if isinstance(command, app_commands.ContextMenu):
            phrase = phrase_for(Location.command_name, command)
            yield CommandText(phrase or "", TextKind.MENU, "menu", command.name)
        else:
            yield from _of_command(command, "")


def _of_command(
    command: app_commands.Group | app_commands.Command[Any, ..., Any], within: str
) -> Iterator[CommandText]:
    path = command.qualified_name
    for location, kind, among in (
        (Location.command_name, TextKind.NAME, f"/{within}"),
        (Location.command_description, TextKind.DESCRIPTION, None),
    ):
        yield from _text(location, command, kind, among, command.name)
    if isinstance(command, app_commands.Group):
        for child in command.commands:
            yield from _of_command(child, path)
        return
    for option in command.parameters:
        yield from _text(Location.parameter_name, option, TextKind.NAME, f"/{path} …", option.name)
        yield from _text(
            Location.parameter_description, option, TextKind.DESCRIPTION, None, option.name
        )
        for choice in option.choices:
            among = f"/{path} {option.name}"
            yield from _text(
                Location.choice_name, choice, TextKind.CHOICE, among, str(choice.value)
            )


def _text(
    location: Location, data: Any, kind: TextKind, among: str | None, plain: str
) -> Iterator[CommandText]:
    phrase = phrase_for(location, data)
    if phrase is not None:
        yield CommandText(phrase, kind, among, plain)


def fault_of(kind: TextKind, text: str) -> TextFault | None:
    """Which rule a text breaks by itself."""
    if not text.strip():
        return TextFault.EMPTY
    if len(text) > LONGEST[kind]:
        return TextFault.LONG
    if kind is not TextKind.NAME:
        return None
    if not all(_may_be_in_name(character) for character in text):
        return TextFault.LETTERS
    return TextFault.CAPITALS if text != text.lower() else None


def _may_be_in_name(character: str) -> bool:
    r"""Whether it is one of [-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]."""
    if character in "-_'" or unicodedata.category(character)[0] in "LN":
        return True
    return unicodedata.name(character, "").startswith(("DEVANAGARI ", "THAI "))


class _Judge:
    """The texts of one language. A text that is refused is put in place by its English one at once,
    since the others have to differ from what people see."""

    def __init__(self, phrases: Phrases, language: str, texts: Sequence[CommandText]) -> None:
        self._phrases = phrases
        self._language = language
        self._texts = texts
        self._said = {text.phrase: self._say(language, text) for text in texts}
        self._found: dict[str, OmittedText] = {}

    def found(self) -> tuple[OmittedText, ...]:
        for text in self._texts:
            fault = self._by_itself(text)
            if fault is not None:
                self._leave_out(text, fault)
        while self._one_twice():
            pass
        return tuple(self._found.values())

    def _say(self, language: str, text: CommandText) -> str:
        try:
            return self._phrases.say(language, text.phrase)
        except PhraseError:
            return "" if language == ENGLISH else self._say(ENGLISH, text)

    def _by_itself(self, text: CommandText) -> TextFault | None:
        said = self._said[text.phrase]
        named = text.kind in (TextKind.NAME, TextKind.MENU)
        if self._language == ENGLISH and named and said != text.plain:
            return TextFault.FIXED
        return fault_of(text.kind, said)

    def _one_twice(self) -> bool:
        """Leave out one text that another beside it says too; whether there was one."""
        seen: dict[tuple[str, str], CommandText] = {}
        for text in self._texts:
            if text.among is None:
                continue
            first = seen.setdefault((text.among, self._said[text.phrase]), text)
            if first is text or first.phrase == text.phrase:
                continue
            for one, other in ((text, first), (first, text)):
                if self._said[one.phrase] != self._instead(one):
                    self._leave_out(one, TextFault.TWICE, other.phrase)
                    return True
        return False

    def _leave_out(self, text: CommandText, fault: TextFault, other: str | None = None) -> None:
        said, instead = self._said[text.phrase], self._instead(text)
        place = self._phrases.place(self._language, text.phrase)
        self._found.setdefault(
            text.phrase,
            OmittedText(self._language, text.phrase, place, said, fault, text.kind, instead, other),
        )
        self._said[text.phrase] = instead

    def _instead(self, text: CommandText) -> str:
        """What people see if the text is left out."""
        if self._language != ENGLISH:
            return self._say(ENGLISH, text)
        said = self._said[text.phrase].strip()
        if text.kind is TextKind.DESCRIPTION and said:
            return said if len(said) <= 100 else said[:99] + "…"
        return text.plain
