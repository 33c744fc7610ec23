"""The rules of the room: their text as people read it, and the digest that acceptances refer to.

What is recorded differs with the format, and so does the text that is agreed to: in most, what is said
on the floor; where anyone may write, everything that is written in the channel.
"""

from __future__ import annotations

import hashlib

from bot.phrases import Phrases
from bot.procedure.formats import Enforcement, Format, Speakers

RULES = ("speak-for-yourself", "confidence", "no-interrupting", "answer", "pass", "airtime")
"""One phrase each (`rule-…`), paraphrased from the common ground of several dialogue organisations."""


def rules_text(phrases: Phrases, language: str, form: Format) -> str:
    """The rules, and what is recorded in a meeting of this format."""
    lines = [f"**{phrases.say(language, 'rules-heading')}**"]
    lines += [f"{n}. {phrases.say(language, f'rule-{rule}')}" for n, rule in enumerate(RULES, 1)]
    lines += ["", f"**{phrases.say(language, 'rules-recording-heading')}**"]
    lines.append(phrases.say(language, _recorded(form)))
    return "\n".join(lines)


def rules_digest(phrases: Phrases, form: Format) -> str:
    """SHA-256 (hex) over the rules in every language, in the order of the languages' codes."""
    texts = (rules_text(phrases, language, form) for language in sorted(phrases.languages))
    return hashlib.sha256("\n\n".join(texts).encode()).hexdigest()


def _recorded(form: Format) -> str:
    """The phrase that says what is recorded."""
    if form.enforcement is Enforcement.OPEN:
        return "rules-recording-open"
    if any(phase.speakers is Speakers.ANYONE for phase in form.phases):
        return "rules-recording-written"
    return "rules-recording"
