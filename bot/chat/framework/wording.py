"""How the bot speaks in a channel: in the reader's language, in all of a dialogue's, and safely.

What a person typed is hostile until it has gone through `shown`. No rule and no Discord call here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.phrases import Fact, Phrases
from bot.procedure.refusals import Refusal
from bot.procedure.state import Meeting
from bot.procedure.table.seats import SideKey
from bot.procedure.values import MINUTE, SECOND, Instant, Milliseconds, PersonId, Words

BETWEEN = " · "
"""What stands between two languages on one line: a button, a heading."""

LONGEST_MESSAGE = 2000
"""The most characters that Discord takes as one message."""

_MARKUP = re.compile(r"([\\*_~`|>#\[\]()<@:-])")
_SPACE = re.compile(r"\s+")
_PEOPLE = ("person", "speaker")


def shown(text: str, most: int = 100) -> str:
    """What somebody typed, on one line, as plain text: no formatting, mention, link or bidi trick.

    Longer than `most` characters, it is cut with an ellipsis.
    """
    line = _SPACE.sub(" ", text).strip()
    line = "".join(
        character for character in line if unicodedata.category(character) not in ("Cf", "Cc", "Cs")
    )
    if len(line) > most:
        line = line[: most - 1].rstrip() + "…"
    return _MARKUP.sub(r"\\\1", line)


def note_shown(note: Words | None, most: int = 60) -> str:
    return "" if note is None or note.text is None else shown(note.text, most)


def quoted(note: str) -> str:
    """What somebody typed, in the quotation marks of the language in which they typed it."""
    cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in note)
    return f"«{note}»" if cyrillic else f"“{note}”"


def mention(person: PersonId) -> str:
    return f"<@{person}>"


CLOCK = "T"
"""The style of a moment in a message that stays: the hour of the day. One that counts down would say
"two minutes ago" to whoever scrolls back."""


def moment(at: Instant, style: str = "R") -> str:
    """Discord's own timestamp, which each reader's client counts down by itself and for free."""
    return f"<t:{at // SECOND}:{style}>"


def minutes(length: Milliseconds) -> str:
    """`7:05`; for hours `1:07:05`. Rounded down to the second; a minus is kept."""
    sign, seconds = ("-" if length < 0 else ""), abs(length) // SECOND
    hours, rest = divmod(seconds, 3600)
    if hours:
        return f"{sign}{hours}:{rest // 60:02}:{rest % 60:02}"
    return f"{sign}{rest // 60}:{rest % 60:02}"


def paragraphs_named(numbers: Iterable[int], most: int = 12) -> str:
    """`¶ 3–5, 9`: paragraphs of an article, runs of three or more drawn together; past `most` of them an
    ellipsis. Empty for none."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named: list[str] = []
    for run in runs:
        named += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
    if len(named) > most:
        named = [*named[:most], "…"]
    return "¶ " + ", ".join(named) if named else ""


def whole_minutes(length: Milliseconds) -> int:
    return round(length / MINUTE)


def language_name(code: str) -> str:
    """What a language is called by those who speak it."""
    return {"en": "English", "ru": "Русский"}.get(code, code)


def fitted(text: str, most: int = LONGEST_MESSAGE) -> list[str]:
    """The text as messages that Discord takes, broken between lines; within one, between words,
    only where the line is too long for a message of its own."""
    messages: list[str] = []
    while len(text) > most:
        cut = text.rfind("\n", 1, most + 1)
        if cut < 0:
            cut = text.rfind(" ", 1, most + 1)
        if cut < 0:
            cut = most
        messages.append(text[:cut])
        text = text[cut:].lstrip("\n ")
    return [message for message in (*messages, text) if message.strip()]


class RoomPhrases:
    """Phrases for one dialogue: its languages, in their order."""

    def __init__(self, phrases: Phrases, languages: Iterable[str]) -> None:
        self.phrases = phrases
        self.languages = tuple(languages)

    def line(self, phrase: str, **facts: Fact) -> str:
        """The phrase in every language, on one line; the same wording is not said twice."""
        said = (self.phrases.say(language, phrase, **facts) for language in self.languages)
        return BETWEEN.join(dict.fromkeys(said))

    def block(self, phrase: str, **facts: Fact) -> str:
        """The phrase in every language, a line each."""
        said = (self.phrases.say(language, phrase, **facts) for language in self.languages)
        return "\n".join(dict.fromkeys(said))


def side_name(meeting: Meeting, key: SideKey, language: str) -> str:
    side = meeting.dialogue.side(key)
    return key if side is None else shown(side.name.into(language))


def refusal_text(phrases: Phrases, language: str, refusal: Refusal, meeting: Meeting | None) -> str:
    """The refusal as a sentence; ids among its facts become what people read."""
    facts: dict[str, Fact] = dict(refusal.facts)
    for name in _PEOPLE:
        if facts.get(name):
            facts[name] = mention(str(facts[name]))
    if meeting is not None:
        if "side" in facts:
            facts["side"] = side_name(meeting, str(facts["side"]), language)
        if "sides" in facts:
            keys = str(facts["sides"]).split(",")
            facts["sides"] = ", ".join(side_name(meeting, key, language) for key in keys)
        if facts.get("item"):
            item = meeting.find_item(str(facts["item"]))
            facts["item"] = shown(item.title.into(language) if item else str(facts["item"]))
    if "kind" in facts:
        facts["kind"] = phrases.say(language, f"kind-{facts['kind']}")
    # A fact that is empty names nobody and nothing; there is a sentence of its own for that.
    nothing = "-none" if "" in facts.values() else ""
    return phrases.say(language, f"refusal-{refusal.code}{nothing}", **facts)
