"""From an article that somebody gave to points for the co-chairs: read and weighed with limits, in
processes of their own.

The one place of the chat that reads articles. How one is read and what is proposed from it stands in
`bot.agenda`, what becomes of it in `bot.procedure`; who is asked and answered, in `handlers.proposal`.
Nothing is logged: an article can tell what people are about to discuss.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from bot.agenda.article import Article
from bot.agenda.candidates import Candidate, Ground
from bot.agenda.drafting import MINUTES
from bot.agenda.fitness import unfit
from bot.agenda.propose import propose
from bot.agenda.questions import asked, phrases
from bot.agenda.reader import MOST_FILE_BYTES, Reader
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind
from bot.agenda.reasons import reasons
from bot.data import Locales
from bot.procedure.agenda.agenda_rules import QUESTION_LENGTH, TITLE_LENGTH
from bot.procedure.proposal.proposal_values import (
    EXCERPT_LENGTH,
    LONGEST_WHERE,
    ArticleSource,
    Origin,
    ProposedPoint,
)
from bot.procedure.values import MINUTE, Localized, Words, visible
from bot.workers import Overrun, Workers

MOST_POINTS = 15
"""So many are proposed at most: two sides can weigh them in one sitting."""
PASTED = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was found in an article; `points` may be empty."""

    source: ArticleSource
    points: tuple[ProposedPoint, ...]


class Proposer:
    """One a process. `locales` is where the catalogues lie; None: the shipped ones."""

    def __init__(self, reader: Reader, locales: Locales | None, workers: Workers) -> None:
        self._reader = reader
        self._locales = locales
        self._workers = workers
        self._one_at_a_time = asyncio.Lock()

    async def from_file(self, data: bytes, name: str) -> Drawn | ReadingFault:
        return await self._drawn(await self._reader.data(data, name), Origin.FILE, name)

    async def from_address(self, address: str) -> Drawn | ReadingFault:
        return await self._drawn(await self._reader.address(address), Origin.ADDRESS, address)

    async def from_text(self, text: str) -> Drawn | ReadingFault:
        data = text.encode("utf-8", "replace")
        return await self._drawn(await self._reader.data(data, None, PASTED), Origin.PASTED, "")

    def reasons(self, why: Iterable[str], language: str) -> str:
        """Why a point is suggested, in words. A reason that is known no more is left out."""
        known = (Ground(each) for each in why if each in set(Ground))
        return reasons(known, language, self._locales)

    async def _drawn(
        self, read: Article | ReadingFault, origin: Origin, where: str
    ) -> Drawn | ReadingFault:
        if isinstance(read, ReadingFault):
            return read
        fault = unfit(read)
        if fault is not None:
            return fault
        async with self._one_at_a_time:
            found = await self._workers.call(propose, read, MOST_POINTS, locales=self._locales)
        if isinstance(found, Overrun):
            return ReadingFault(ReadingFaultKind.TOO_HEAVY)
        language = read.language or "en"
        title = None if read.title is None else _line(read.title, LONGEST_WHERE)
        source = ArticleSource(
            origin,
            _line(read.address or where, LONGEST_WHERE),
            title or None,
            language,
            read.sha256,
        )
        points = (self._point(each, n, language) for n, each in enumerate(found, 1))
        return Drawn(source, tuple(points))

    def _point(self, found: Candidate, number: int, language: str) -> ProposedPoint:
        """The title is in the article's language, the question in each that there are questions in, the
        article's own first: what it quotes stays as it was written."""
        said = phrases(self._locales)
        own = said.language(language)
        languages = (own, *(each for each in said.languages if each != own))
        texts = (
            (each, found.question if found.way is None else asked(found.way, each, self._locales))
            for each in languages
        )
        questions = Localized(tuple((each, _line(text, QUESTION_LENGTH)) for each, text in texts))
        return ProposedPoint(
            number=number,
            title=Localized(((language, _line(found.title, TITLE_LENGTH)),)),
            question=questions,
            budget=MINUTES * MINUTE,
            paragraphs=found.paragraphs,
            stage=found.stage,
            excerpt=Words(_line(found.excerpt, EXCERPT_LENGTH)),
            ticked=found.ticked,
            strength=max(0, min(100, round(found.score * 100))),
            why=tuple(why.value for why in found.why),
        )


def too_large() -> ReadingFault:
    """What is answered to a file that nobody needs to fetch to see that it is too large."""
    return ReadingFault(ReadingFaultKind.TOO_LARGE, {"most": MOST_FILE_BYTES // 1_000_000})


def _line(text: str, most: int) -> str:
    """On one line, with nothing in it that cannot be seen, cut with an ellipsis if it is too long."""
    line = visible(" ".join(text.split()))
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
