"""A guiding question for each candidate, in the manner of the stage of Sustained Dialogue that it suits.

The questions themselves are phrases of the catalogues; a question that the article asks itself is put to
the table in its own words.
"""

from __future__ import annotations

import re
from collections import Counter

from bot.agenda.candidates import Way
from bot.agenda.lexicon import ACTING, CAUSE, DISPUTE, FINITE, POINTING, PROPOSING
from bot.agenda.passages import Passage, is_of
from bot.data import Locales
from bot.phrases import Phrases, phrases_of

CATALOGUE = "proposals.ftl"
WAYS = 3
"""In so many ways the catalogues ask at each stage."""
_FORBIDDING = re.compile(
    r"\b(?:cannot|nobody can|no \w+ can|(?:must|should|can|could|may|need) not|нельзя|"
    r"не (?:нужно|надо|следует|должн\w+|стоит))\b|n['’]t\b",
    re.IGNORECASE,
)
_PROPOSAL = re.compile(
    r"^(?:an? (?:joint|common|shared|single|mutual|direct|neutral|independent|public)|joint|mutual|"
    r"общ\w+|совместн\w+|един\w+|взаимн\w+|обмен|прям\w+ линия|смешанн\w+)\b",
    re.IGNORECASE,
)
"""Names a thing that there is not yet."""
LONGEST = 170
"""Characters of a question of the article's own that is taken as it stands."""


def stage_of(passage: Passage, title: str) -> int:
    """Mapping (2), probing (3), building scenarios (4), acting together (5). Deciding to engage is for
    the sides before they meet, so no passage suits the first.

    A title that says what should be done is for the last two; one that states something is for the
    first two, whatever else its passage says, since the question is put about the title.
    """
    near = " ".join(each for each in passage.sentences if is_of(title, each)) or title
    named = PROPOSING.search(near) and not FINITE.search(title)
    if not _FORBIDDING.search(title) and (
        PROPOSING.search(title) or _PROPOSAL.match(title) or named
    ):
        return 5 if ACTING.search(title) else 4
    return 3 if CAUSE.search(near) or DISPUTE.search(near) else 2


class Asking:
    """Asks about one candidate after another, each time in another way."""

    def __init__(self) -> None:
        self._asked: Counter[int] = Counter()

    def way(self, passage: Passage, title: str, stage: int) -> Way:
        own = _own(passage)
        if own is not None:
            return Way("ask-own", own)
        way = self._asked[stage] % WAYS + 1
        self._asked[stage] += 1
        return Way(f"ask-{stage}-{way}", _inner(title))


def asked(way: Way, language: str | None, locales: Locales | None = None) -> str:
    """The question in a language; in English, where there is no catalogue. What the article says in it
    stays in the article's own."""
    said = phrases(locales)
    name = "question" if way.phrase == "ask-own" else "title"
    text = said.say(said.language(language or "en"), way.phrase, **{name: way.words})
    return text.translate(_ISOLATES)


def _own(passage: Passage) -> str | None:
    """A question that the passage asks, and that can be understood alone."""
    for sentence in passage.sentences:
        if not sentence.endswith("?") or not 30 <= len(sentence) <= LONGEST:
            continue
        words = re.findall(r"[\w'’-]+", sentence.lower().replace("ё", "е"))
        asking = words[0] in ("what", "who", "which", "что", "кто", "как", "why", "how", "почему")
        if asking or words[0] not in POINTING:
            return sentence
    return None


_ISOLATES = {0x2066: None, 0x2067: None, 0x2068: None, 0x2069: None}
"""What Fluent sets around words that are written from right to left, and a file or a terminal shows."""


def _inner(title: str) -> str:
    """A title as it stands within quotation marks: those of its own are the inner ones then."""
    return title.rstrip("?").translate(str.maketrans("“”«»", "‘’„“"))


def phrases(locales: Locales | None = None) -> Phrases:
    """The catalogue of what is said about candidates."""
    return phrases_of(locales, CATALOGUE)
