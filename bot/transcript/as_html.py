"""A transcript as one HTML page that needs nothing else: no script, no request, no style attribute.

The page forbids itself everything but its own style sheet (by digest). What people typed is escaped by
the template engine; a mark that shows nothing or turns the reading direction stays in the text, so that
the words are word for word, but inside a box of its own (`bdi`, drawn as a block) that it can't reach
out of, with its number printed over it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.data import Locales
from bot.procedure.values import Localized, Milliseconds, PersonId, Words
from bot.transcript.labels import Labels
from bot.transcript.language import language_of, stretches
from bot.transcript.marks import code, label, lines_of, one_line, pieces, printable
from bot.transcript.model import FloorTime, Transcript
from bot.transcript.paper_phrases import PaperPhrases
from bot.transcript.sections import Section, sections
from bot.transcript.timeline import WIDTH, timeline
from bot.transcript.title_page import TitlePage
from bot.transcript.transcript_phrases import TranscriptPhrases

COLOURS = 6
"""So many sides have a colour of their own; further ones begin again."""


def render_html(
    transcript: Transcript,
    *,
    language: str = "en",
    names: Mapping[PersonId, str] | None = None,
    zone: str = "UTC",
    locales: Locales | None = None,
) -> str:
    """The whole transcript as an HTML page in `language` ("en", "ru"), times in the IANA zone `zone`.

    `names` names people who have no seat in the record; `locales` is where the catalogues lie, the
    shipped ones by default. ValueError for a zone that isn't known.
    """
    phrases = TranscriptPhrases.of(
        transcript, one_line, language=language, zone=zone, names=names, locales=locales
    )
    words = phrases.labels
    title_page = TitlePage(phrases)
    style = _style(title_page)
    parts = sections(transcript)
    return (
        _templates()
        .get_template("transcript.html.j2")
        .render(
            t=transcript,
            tell=phrases,
            title_page=title_page,
            papers=PaperPhrases(phrases),
            say=words.say,
            labels=words,
            sections=parts,
            timeline=timeline(transcript),
            timeline_width=round(WIDTH),
            view=_View(transcript, words, parts),
            style=Markup(style),
            style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )


class _View:
    """Small things that the template asks for."""

    def __init__(self, transcript: Transcript, labels: Labels, parts: Sequence[Section]) -> None:
        self.transcript = transcript
        self.labels = labels
        self.languages = transcript.dialogue.languages
        self.anchors = {part.opening.seq: part.anchor for part in parts if part.opening is not None}

    def anchor(self, seq: int) -> str:
        """The section of the opening of an item that the journal has under this number."""
        return self.anchors[seq]

    def colour(self, side: str) -> str:
        keys = [each.key for each in self.transcript.dialogue.sides]
        return f"s{keys.index(side) % COLOURS}" if side in keys else "s-none"

    def language(self, text: str | None, person: PersonId | None = None) -> str:
        """The language that a text is most likely in, by its letters and whose it is."""
        member = self.transcript.member(person)
        own = None if member is None else member.language
        return language_of(text or "", own or self.labels.language, self.languages)

    def text(self, text: str, language: str) -> Markup:
        """A text, word for word, within an element of this language."""
        return told_html(text, language, self.languages)

    def words(self, words: Words, language: str) -> Markup:
        return self.text(words.text or "", language)

    def line(self, text: str) -> Markup:
        """A line of the page with something in it that a person typed: a name, a title."""
        return told_html(text, self.labels.language, self.languages)

    def local(self, text: Localized) -> Markup:
        return local_html(text, self.labels.language, self.languages)

    def share(self, line: FloorTime) -> str:
        return self.labels.percent(self.amount(line), self.whole())

    def amount(self, line: FloorTime) -> int:
        """What is counted: floor time, or, where nobody was called, posts."""
        return line.posts if self.transcript.floor.written_freely else line.used

    def whole(self) -> int:
        floor = self.transcript.floor
        return floor.posts if floor.written_freely else floor.total

    def width(self, part: Milliseconds, whole: Milliseconds) -> str:
        """A bar's length as an SVG attribute."""
        return f"{100 * min(part, whole) / whole:.2f}%" if whole else "0%"

    def most(self, lines: tuple[FloorTime, ...]) -> int:
        return max((self.amount(line) for line in lines), default=0)


def local_html(text: Localized, language: str, languages: Sequence[str]) -> Markup:
    """A title or the like on one line: in `language`, or marked as being in the first that it has."""
    code = language if language in text.languages else text.languages[0]
    told = told_html(one_line(text.into(code)), code, languages)
    return told if code == language else spoken(code, told)


def told_html(text: str, language: str, languages: Sequence[str]) -> Markup:
    """A text as HTML within an element of `language`: where it is in another of `languages`, that is
    marked, and hidden marks are boxed."""
    return Markup("").join(
        words_html(piece) if other is None else spoken(other, words_html(piece))
        for other, piece in stretches(text, language, languages)
    )


def spoken(language: str, text: Markup) -> Markup:
    return Markup('<span lang="{}">{}</span>').format(language, text)


def words_html(text: str) -> Markup:
    """A text as HTML whose own text is exactly this text, but for control characters, which HTML can't
    hold and which are printed as their number."""
    parts: list[Markup] = []
    for mark, piece in pieces(lines_of(text)):
        if not mark:
            parts.append(escape(piece))
        elif printable(piece):
            parts.append(
                Markup('<bdi class="mark" data-mark="{}">{}</bdi>').format(code(piece), piece)
            )
        else:
            parts.append(Markup('<bdi class="lost">{}</bdi>').format(label(piece)))
    return Markup("").join(parts)


def _style(title_page: TitlePage) -> str:
    source = _templates().get_template("transcript.css").render()
    # Printed on every sheet, so that no page can be passed on without the rule that it stands under.
    rule = "".join(
        c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in title_page.attribution()
    )
    return f'{source}@page {{ @bottom-left {{ content: "{rule}"; }} }}\n'


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("bot.transcript", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
