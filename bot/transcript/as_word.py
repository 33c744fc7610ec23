"""A transcript as a Word document, as it is passed around before and after talks.

The sentences are those of the other pages; here they get headings, paragraphs and tables. What people
typed is printed with every mark that shows nothing as its number, which leaves nothing that XML cannot
hold. python-docx comes with the extra `word` and is imported only when a document is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from bot.data import Locales
from bot.procedure.values import PersonId
from bot.transcript.marks import one_line, visible
from bot.transcript.model import (
    Break,
    Contribution,
    FloorTime,
    MoveLine,
    Passed,
    PhaseSpan,
    Ruling,
    Transcript,
)
from bot.transcript.paper_phrases import LineKind, PaperLine, PaperPhrases
from bot.transcript.sections import Entry, Section, TurnPart, sections
from bot.transcript.title_page import TitlePage
from bot.transcript.transcript_phrases import TranscriptPhrases

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.text.paragraph import Paragraph

_DOT = " \u00b7 "


def can_write_word() -> bool:
    """Whether the packages of the extra `word` are here."""
    return find_spec("docx") is not None


def render_word(
    transcript: Transcript,
    *,
    language: str = "en",
    names: Mapping[PersonId, str] | None = None,
    zone: str = "UTC",
    locales: Locales | None = None,
) -> bytes:
    """The whole transcript as a .docx file in `language`, with times in the IANA zone `zone`.

    ValueError for a zone that isn't known; ModuleNotFoundError where `can_write_word` says no.
    """
    from bot.transcript.word_paper import paper, written

    phrases = TranscriptPhrases.of(
        transcript, one_line, language=language, zone=zone, names=names, locales=locales
    )
    title_page = TitlePage(phrases)
    title = phrases.local(transcript.title)
    document = paper(
        phrases.labels.language, title, title_page.attribution(), phrases.labels.say("page")
    )
    _Writing(document, title_page).all()
    exact = transcript.rounded is None
    at = (transcript.opened_at or transcript.convened_at) if exact else None
    return written(document, title, phrases.labels.language, at)


class _Writing:
    """One document being written from its title to its last line."""

    def __init__(self, document: Paper, title_page: TitlePage) -> None:
        self.document = document
        self.title_page = title_page
        self.papers = PaperPhrases(title_page.phrases)
        self.phrases = title_page.phrases
        self.transcript = title_page.phrases.transcript
        self.labels = title_page.phrases.labels
        self.say = title_page.phrases.labels.say
        self._style_ids: dict[str, str | None] = {}

    def all(self) -> None:
        self._face()
        self._participants()
        self._agenda()
        self._floor()
        if self.papers.has_minutes():
            self._minutes()
        self._heading(self.say("proceedings"), 1)
        for section in sections(self.transcript):
            self._section(section)
        if not self.transcript.floor.written_freely:
            self._unspoken()
        self._held()
        self._record()

    # Small things

    def _heading(self, text: str, level: int) -> None:
        self.document.add_heading(text, level)

    def _line(self, text: str, style: str = "Normal", language: str | None = None) -> None:
        from bot.transcript.word_paper import speak

        paragraph = self.document.add_paragraph()
        self._set_style(paragraph, style)
        run = paragraph.add_run(text)
        if language is not None:
            speak(run, language)

    def _set_style(self, paragraph: Paragraph, name: str) -> None:
        """What `paragraph.style = name` does; that looks all styles through, each time."""
        if name not in self._style_ids:
            style = self.document.styles[name]
            usual = self.document.styles.default(style.type)
            self._style_ids[name] = None if style == usual else style.style_id
        paragraph._p.style = self._style_ids[name]

    def _bullets(self, lines: Iterable[str]) -> None:
        empty = True
        for line in lines:
            self._line(line, "List Bullet")
            empty = False
        if empty:
            self._line(self.say("none"))

    def _table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table whose head is repeated on every page; columns that nobody fills are left out."""
        from docx.oxml import OxmlElement

        from bot.transcript.word_paper import CELL, widths

        filled = [list(row) for row in rows]
        kept = [i for i in range(len(heads)) if any(row[i] for row in filled)]
        if not kept:
            self._line(self.say("none"))
            return
        table = self.document.add_table(rows=1, cols=len(kept), style="Table Grid")
        texts = [[self.say(f"column-{heads[i]}"), *(row[i] for row in filled)] for i in kept]
        wide = widths(texts)
        table.autofit = False
        for column, width in zip(table.columns, wide, strict=True):
            column.width = width
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, i in zip(table.rows[0].cells, kept, strict=True):
            self._set_style(cell.paragraphs[0], CELL)
            cell.paragraphs[0].add_run(self.say(f"column-{heads[i]}")).bold = True
        for row in filled:
            added = table.add_row()
            added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, i in zip(added.cells, kept, strict=True):
                paragraph = cell.paragraphs[0]
                self._set_style(paragraph, CELL)
                paragraph.add_run(row[i])
        for row_ in table.rows:  # Word itself goes by the cells' own widths
            for cell, width in zip(row_.cells, wide, strict=True):
                cell.width = width
        self._line("", "Facts")

    # The parts

    def _face(self) -> None:
        t, phrases = self.transcript, self.phrases
        number = self.say("meeting", number=t.number)
        over = (phrases.local(t.dialogue.title), number, self.say("heading"))
        self._line(_DOT.join(over), "Facts")
        self.document.add_heading(phrases.local(t.title), 0)
        for code, title in phrases.others(t.title):
            self._line(title, "Subject", code)
        self._line(self.title_page.attribution(), "Notice")
        for notice in self.title_page.notices():
            self._line(notice, "Notice")
        self._bullets(f"{label}: {fact}" for label, fact in self.title_page.face())

    def _participants(self) -> None:
        phrases = self.phrases
        self._heading(self.say("participants"), 1)
        for _, side, members in phrases.groups():
            if side is not None:
                self._heading(side, 2)
            self._bullets(
                ": ".join(filter(None, (phrases.person(m.person), "; ".join(phrases.about(m)))))
                for m in members
            )

    def _agenda(self) -> None:
        phrases = self.phrases
        self._heading(self.say("agenda"), 1)
        for line in self.transcript.agenda:
            self._heading(f"{phrases.item_number(line.key)}. {phrases.local(line.title)}", 2)
            self._line(phrases.local(line.question), "Subject")
            outcome = (self.say(f"state-{line.state}"), phrases.item_spent(line))
            self._line(_DOT.join((*outcome, *phrases.item_notes(line))), "Facts")
        if not self.transcript.agenda:
            self._line(self.say("none"))
        for drawn in self.papers.drawn():
            self._line(drawn, "Facts")

    def _floor(self) -> None:
        floor = self.transcript.floor
        self._heading(self.say("posts" if floor.written_freely else "floor-time"), 1)
        heads = ("side", "used", "share", "posts" if floor.written_freely else "turns")
        if floor.sides:
            self._table(heads, (self._floor_row(line) for line in floor.sides))
        people = ((self.phrases.person(f.person), *self._floor_row(f)) for f in floor.people)
        self._table(("who", *heads), people)
        for label, length in self.phrases.floor_lines():
            self._line(f"{label}: {length}", "Facts")

    def _floor_row(self, line: FloorTime) -> tuple[str, ...]:
        floor = self.transcript.floor
        side = self.phrases.side(line.side)
        if floor.written_freely:
            return side, "", self.labels.percent(line.posts, floor.posts), str(line.posts)
        share = self.labels.percent(line.used, floor.total)
        return side, self.labels.duration(line.used), share, str(line.turns)

    def _section(self, section: Section) -> None:
        phrases, title = self.phrases, self.phrases.section_title(section)
        if section.item is not None:
            again = f" ({self.say('again')})" if section.again else ""
            number = self.say("item", number=phrases.item_number(section.item.key))
            title = f"{number}. {title}{again}"
        self._heading(title, 2)
        if section.item is not None:
            for code, other in phrases.others(section.item.title):
                self._line(other, "Subject", code)
            self._line(phrases.local(section.item.question), "Notice")
        for entry in section.entries:
            self._entry(entry)

    def _entry(self, entry: Entry) -> None:
        phrases, time = self.phrases, self.labels.time
        match entry:
            case TurnPart():
                self._part(entry)
            case PhaseSpan():
                self._line(f"{phrases.phase(entry)} ({time(entry.start)})", "Aside")
            case Ruling():
                note = "" if entry.note is None else f" {phrases.words(entry.note)}"
                self._line(f"{phrases.ruling(entry)}{note} ({time(entry.at)})", "Aside")
            case Passed():
                self._line(f"{phrases.passed(entry)} ({time(entry.at)})", "Aside")
            case MoveLine():
                self._line(f"{phrases.move(entry)} ({time(entry.at)})", "Aside")
            case Break():
                self._line(f"{phrases.stop(entry)}, {phrases.stop_time(entry)}", "Aside")

    def _part(self, part: TurnPart, style: str = "Spoken words") -> None:
        phrases, turn = self.phrases, part.turn
        if turn is None:
            freely = self.transcript.floor.written_freely
            self._heading(self.say("posts" if freely else "without-floor"), 3)
        else:
            phrase = "turn-continued" if part.continued else "turn"
            who = phrases.who(turn.person, turn.side)
            self._heading(f"{self.say(phrase, number=turn.number)}{_DOT}{who}", 3)
            if not part.continued:
                stretch = self.labels.stretch(turn.start, turn.end)
                facts = (phrases.used(turn), *phrases.plainly(turn), *phrases.remarks(turn))
                self._line(_DOT.join((stretch, *facts)), "Facts")
                if (subject := self.transcript.subject(turn)) is not None:
                    self._line(phrases.words(subject), "Subject")
            if not part.contributions and self.transcript.silent(turn.number):
                self._line(self.papers.silence(turn), "Aside")
        for made in part.contributions:
            self._contribution(made, style, named=turn is None)
        for interpretation in part.interpretations:
            self._part(interpretation, "Interpreted words")

    def _contribution(self, made: Contribution, style: str, *, named: bool) -> None:
        phrases = self.phrases
        notes = [self.labels.time(made.at), *phrases.contribution_notes(made)]
        if named:
            notes.insert(0, phrases.who(made.person, made.side))
        self._line(_DOT.join(notes), "Facts")
        if made.removed:
            self._line(phrases.removed(made), "Aside")
        if made.wordings:
            self._words(made.wordings[-1].words.text, style, made.language)
        for wording in made.wordings[:-1]:
            earlier = self.say("earlier-wording", time=self.labels.time(wording.at))
            self._line(f"{earlier}:", "Facts")
            self._words(wording.words.text, style, made.language)
        for line in (*self.papers.files(made), self.papers.signs(made)):
            if line:
                self._line(line, "Facts")

    def _minutes(self) -> None:
        papers = self.transcript.papers
        self._heading(self.say("minutes"), 1)
        if papers.minutes is None:
            for heading, lines in self.papers.points():
                self._heading(heading, 2)
                self._bullets(lines)
            return
        self._line(self.papers.state(papers.minutes), "Facts")
        if papers.minutes.digest is not None:
            self._line(f"SHA-256: {papers.minutes.digest}", "Facts")
        if papers.minutes.text.erased:
            self._line(self.say("words-erased"), "Aside")
        for line in self.papers.lines(papers.minutes):
            self._minutes_line(line)
        for amendment in papers.amendments:
            self._line(self.papers.amendment(amendment), "Facts")
            if amendment.instead is not None:
                self._line(self.say("amendment-instead"), "Facts")
                self._words(amendment.instead.text, "Spoken words")
                self._line(self.say("amendment-text"), "Facts")
            self._words(amendment.text.text, "Spoken words")

    def _minutes_line(self, line: PaperLine) -> None:
        """Bold text instead of headings, so that they stay out of the document's own order."""
        match line.kind:
            case LineKind.TITLE | LineKind.HEADING | LineKind.SUBHEADING:
                self._line(visible(line.text), "Notice")
            case LineKind.POINT:
                self._line(visible(line.text), "List Bullet")
            case LineKind.PLAIN:
                self._line(visible(line.text), "Spoken words")

    def _words(self, text: str | None, style: str, language: str | None = None) -> None:
        """A paragraph to a paragraph, a line to a line."""
        if text is None:
            self._line(self.say("words-erased"), "Aside")
            return
        for paragraph in visible(text).split("\n\n"):
            self._line(paragraph, style, language)

    def _unspoken(self) -> None:
        phrases, waiting = self.phrases, self.transcript.unspoken
        self._heading(self.say("unspoken"), 1)
        rows = (
            (
                phrases.who(request.person, request.side),
                phrases.kind(request),
                "" if request.item is None else str(phrases.item_number(request.item)),
                self.labels.time(request.asked_at),
                phrases.words(request.note),
                self.say(f"outcome-{request.outcome}"),
            )
            for request in waiting
        )
        self._table(("who", "kind", "item", "asked", "subject", "outcome"), rows)

    def _held(self) -> None:
        self._heading(self.say("held"), 1)
        lines = [*self._held_lines()]
        if lines:
            self._line(self.say("held-intro"))
        self._bullets(lines)

    def _held_lines(self) -> Iterator[str]:
        for held in self.phrases.held():
            count = self.say("held-count", count=len(held.times))
            yield f"{held.who}: {count}, {held.reason} ({', '.join(held.times)})"

    def _record(self) -> None:
        self._heading(self.say("record"), 1)
        for label, fact, _ in self.title_page.record():
            self._line(f"{label}: {fact}", "Facts")
        for line in (*self.papers.erasures(), *self.papers.exports()):
            self._line(line, "Facts")
        self._line(f"{self.title_page.times()} {self.say('marks-note')}", "Facts")
        for code, text in self.papers.rules():
            self._heading(f"{self.say('rules-text')} ({self.labels.language_name(code)})", 2)
            self._words(text.text, "Spoken words", code)
