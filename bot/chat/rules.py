"""The rules of the room: their text as people read it, and the digest that acceptances refer to."""

from __future__ import annotations

import hashlib

from bot.phrases import Phrases

RULES = ("speak-for-yourself", "confidence", "no-interrupting", "answer", "pass", "airtime")
"""One phrase each (`rule-…`), paraphrased from the common ground of several dialogue organisations."""


def rules_text(phrases: Phrases, language: str) -> str:
    lines = [f"**{phrases.say(language, 'rules-heading')}**"]
    lines += [f"{n}. {phrases.say(language, f'rule-{rule}')}" for n, rule in enumerate(RULES, 1)]
    lines.append(phrases.say(language, "rules-recording"))
    return "\n".join(lines)


def rules_digest(phrases: Phrases) -> str:
    """SHA-256 (hex) over the rules in every language, in the order of the languages' codes."""
    whole = "\n\n".join(rules_text(phrases, language) for language in sorted(phrases.languages))
    return hashlib.sha256(whole.encode()).hexdigest()
