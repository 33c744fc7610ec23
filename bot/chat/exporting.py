"""Exports on Discord: a meeting's records made into files that fit, off the loop and one at a time.

Who may have which is ruled in `bot.procedure`, what a document says and how it is made stand in
`bot.transcript`; how it is asked for and answered, in `acts.exports`. Nothing here is shown to anybody.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.chat.asking import Trouble, attempt
from bot.data import Locales
from bot.journal.port import Journal, Proven
from bot.procedure.events import ExportForm, ExportRule, Recorded
from bot.procedure.meeting import Meeting
from bot.procedure.values import MeetingId, PersonId
from bot.transcript.attribution.people import cleaner_of
from bot.transcript.attribution.report import report
from bot.transcript.build import build
from bot.transcript.labels import labels
from bot.transcript.parts import File, Fitted, fitted
from bot.transcript.render import ENDING, Telling, attributed, known_as, render
from bot.transcript.spreadsheet import Separator

ATTEMPTS = 3
"""How often a meeting that goes on is read until its records and its head are of the same moment."""
TABLES = {ExportForm.CSV_TURNS: "-turns", ExportForm.CSV_FLOOR: "-floor"}
"""The forms that are tables, and what the names of their files say of it."""
_BETWEEN = re.compile(r"[._]+")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody would like to have."""

    rule: ExportRule
    form: ExportForm
    language: str
    separator: Separator | None = None
    """What parts the cells of a table; None: what the language has."""


@dataclass(frozen=True, slots=True)
class Names:
    """What people are called on Discord, besides their names in the record: `people` by id, for whoever
    ever had a seat, and `handles` and the like, which are found in a text only as a whole."""

    people: Mapping[PersonId, tuple[str, ...]]
    handles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """An export, ready to be sent; `report` only where it was asked for and there is one."""

    document: Fitted
    report: Fitted | None


Heading = Callable[[int, int], str]
"""What stands above a part of a document, from its number and how many there are."""


class Exporter:
    """Makes exports. `largest` is the most that a file may have in bytes, whatever Discord would take;
    None: as Discord says. `locales` is where the catalogues of the transcripts lie."""

    def __init__(self, journal: Journal, locales: Locales | None, largest: int | None) -> None:
        self._journal = journal
        self._locales = locales
        self._largest = largest
        self._one_at_a_time = asyncio.Lock()

    def room(self, limit: int) -> int:
        """How large a file may be where Discord takes so much, the envelope that it is sent in being
        counted with it."""
        return max(1, min(limit, self._largest or limit) * 63 // 64)

    async def make(
        self,
        meeting: MeetingId,
        wish: Wish,
        names: Names,
        room: int,
        heading: Heading,
        reported: str | None,
    ) -> Made:
        """The files. `reported` is the language of the report on what was taken out; None: no report.

        Raises whatever the journal raises.
        """
        records, proof, broken = await self._read(meeting)

        def work() -> Made:
            return self._made(records, proof, broken, wish, names, room, heading, reported)

        async with self._one_at_a_time:
            return await asyncio.to_thread(work)

    async def unnamed(
        self, meeting: MeetingId, texts: Sequence[str], language: str, names: Names
    ) -> tuple[str, ...]:
        """These texts of a meeting as the version that names nobody has them."""
        records = await self._journal.read(meeting)

        def work() -> tuple[str, ...]:
            told = known_as(build(records), names.people)
            words = labels(language, locales=self._locales)
            cleaner = cleaner_of(told, words, names.handles, sides=True)
            return tuple(cleaner.clean(text)[0] for text in texts)

        async with self._one_at_a_time:
            return await asyncio.to_thread(work)

    async def _read(self, meeting: MeetingId) -> tuple[tuple[Recorded, ...], Proven | None, bool]:
        """The records, the proof of them if their chain holds, and whether it does not."""
        for _ in range(ATTEMPTS):
            records = await self._journal.read(meeting)
            proof = await self._journal.proof(meeting)
            if proof is None:
                return records, None, True
            if proof.events == len(records):
                return records, proof, False
        return records, None, False

    def _made(
        self,
        records: Sequence[Recorded],
        proof: Proven | None,
        broken: bool,
        wish: Wish,
        names: Names,
        room: int,
        heading: Heading,
        reported: str | None,
    ) -> Made:
        telling = Telling(wish.form, wish.language, locales=self._locales, separator=wish.separator)
        told = build(
            records,
            head=None if proof is None else proof.head,
            broken=broken,
            unlawful=() if proof is None else proof.unlawful,
        )
        full = wish.rule is ExportRule.FULL
        known = told if full else known_as(told, names.people)
        done = attributed(known, wish.rule, telling, names.handles)
        document = File(
            f"cochair-{wish.rule}{TABLES.get(wish.form, '')}{ENDING[wish.form]}",
            render(told if done is None else done.transcript, telling),
        )
        listed: Fitted | None = None
        if done is not None and reported is not None:
            text = report(done.cleaned, labels(reported, locales=self._locales))
            listed = fitted(File(f"cochair-{wish.rule}-report.txt", text.encode()), room)
        readable = heading if wish.form is ExportForm.MD else None
        return Made(fitted(document, room, readable), listed)


async def names_on_discord(
    client: discord.Client, guild: discord.Guild | None, meeting: Meeting
) -> Names:
    """What everybody who ever had a seat, and the convener, is called on Discord."""
    people: dict[PersonId, tuple[str, ...]] = {}
    handles: list[str] = []
    for person in {*meeting.sat, meeting.convener}:
        found = await _found(client, guild, person)
        if found is None:
            continue
        called = tuple(dict.fromkeys(filter(None, (found.display_name, found.global_name))))
        people[person] = called
        handles += _spelt(found.name)
        if person not in meeting.sat:
            handles += called  # nobody in the transcript, so its names go as they are
    return Names(people, tuple(dict.fromkeys(handles)))


async def _found(
    client: discord.Client, guild: discord.Guild | None, person: PersonId
) -> discord.Member | discord.User | None:
    """Somebody in the server, or who was; None where even Discord does not know them."""
    if not person.isdecimal():
        return None
    found: discord.Member | discord.User | Trouble | None
    found = None if guild is None else guild.get_member(int(person))
    if found is None and guild is not None and not guild.chunked:
        found = await attempt("find a member", guild.fetch_member(int(person)))
    if found is None or isinstance(found, Trouble):
        found = client.get_user(int(person))
    if found is None:
        found = await attempt("find a person", client.fetch_user(int(person)))
    return None if isinstance(found, Trouble) else found


def _spelt(handle: str) -> Iterable[str]:
    """A handle as it is, and as people write it who take its dots for spaces."""
    return dict.fromkeys((handle, _BETWEEN.sub(" ", handle).strip()))
