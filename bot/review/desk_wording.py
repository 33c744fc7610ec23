"""How the review desk says things: its own phrases, and the transcript's for what both show.

Dates, lengths and shares are said as a transcript says them. What must not live here: a sentence (they
stand in review.ftl), SQL, markup beyond what `bot.transcript.as_html` makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.data import Locales
from bot.journal.verification import MeetingReport
from bot.phrases import Fact, Phrases, phrases_of
from bot.procedure.table.seats import Side, SideKey
from bot.procedure.values import Instant, Localized, Milliseconds, Words
from bot.transcript.as_html import COLOURS, local_html, told_html
from bot.transcript.labels import Labels, labels
from bot.transcript.language import language_of
from bot.transcript.marks import one_line

CATALOGUE = "review.ftl"

MOST_TOLD = 20
"""How many events that are not lawful are named."""


@dataclass(frozen=True, slots=True)
class PageWording:
    """One page's way of saying things. `told` says what a transcript says too; `languages` are all that
    pages can be in."""

    phrases: Phrases
    language: str
    told: Labels
    languages: tuple[str, ...]

    def say(self, phrase: str, **facts: Fact) -> str:
        """The phrase `review-…` in the page's language."""
        return self.phrases.say(self.language, f"review-{phrase}", **facts)

    def local(self, text: Localized | None, otherwise: str = "") -> str:
        return one_line(otherwise if text is None else text.into(self.language))

    def name(self, name: Words) -> str:
        """A person's name on one line, with hidden marks seen."""
        if name.text is None:
            return self.told.say("name-erased")
        return one_line(name.text) or self.told.say("no-name")

    def side(self, key: SideKey | None, sides: Iterable[Side]) -> str:
        found = next((side for side in sides if side.key == key), None)
        return one_line(key or "") if found is None else self.local(found.name)

    def line(self, text: str, languages: Sequence[str] | None = None) -> Markup:
        """A line with something in it that somebody typed; what is in another language is marked."""
        return told_html(text, self.language, self._among(languages))

    def title(
        self, text: Localized | None, otherwise: str = "", languages: Sequence[str] | None = None
    ) -> Markup:
        if text is None:
            return self.line(one_line(otherwise), languages)
        return local_html(text, self.language, self._among(languages))

    def language_of(self, text: str, languages: Sequence[str] | None = None) -> str:
        """The language that a text is most likely in."""
        return language_of(text, self.language, self._among(languages))

    def words(self, text: str, language: str, languages: Sequence[str] | None = None) -> Markup:
        """What somebody said, within an element of its language, hidden marks boxed as the transcript
        has them."""
        return told_html(text, language, self._among(languages))

    def _among(self, languages: Sequence[str] | None) -> Sequence[str]:
        """The languages of a dialogue, or of the desk where it belongs to none."""
        return self.languages if languages is None else languages

    def course(self, proof: MeetingReport) -> str:
        """Whether the course of a meeting is lawful; and what was recorded twice."""
        told = []
        seqs = [str(each.seq) for each in proof.unlawful]
        if seqs:
            named = ", ".join(seqs[:MOST_TOLD])
            if len(seqs) > MOST_TOLD:
                named = self.say("course-more", events=named, more=len(seqs) - MOST_TOLD)
            told.append(self.say("course-unlawful", count=len(seqs), events=named))
        else:
            told.append(self.say("course-lawful"))
        if proof.course is not None and proof.course.doubled:
            told.append(self.say("course-doubled", count=len(proof.course.doubled)))
        return " ".join(told)

    def hours(self, length: Milliseconds) -> str:
        return self.told.duration(length) if length else "–"

    def date(self, at: Instant) -> str:
        return self.told.date(at)

    def day(self, at: Instant) -> str:
        """The date for a machine, and for where there is no room: 2031-03-12, in the desk's zone."""
        return self.told.local(at).date().isoformat()

    def month(self, at: Instant) -> str:
        """Month and year in figures: 03.2031."""
        return f"{self.told.local(at):%m.%Y}"

    def period(self, first: Instant, last: Instant) -> str:
        """From one date to another, or the one date that both are."""
        if self.day(first) == self.day(last):
            return self.date(first)
        return self.say("period", first=self.date(first), last=self.date(last))


def colour(key: SideKey | None, sides: Iterable[Side]) -> str:
    """The class of a side's colour, the same as in the transcript."""
    keys = [side.key for side in sides]
    return f"s{keys.index(key) % COLOURS}" if key in keys else "s-none"


def wordings(zone: str, locales: Locales) -> dict[str, PageWording]:
    """The wording of pages in each language. ValueError for a zone that nobody knows."""
    phrases = phrases_of(locales, CATALOGUE)
    return {
        language: PageWording(
            phrases, language, labels(language, zone, locales=locales), phrases.languages
        )
        for language in phrases.languages
    }
