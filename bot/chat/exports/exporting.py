"""Exports on Discord: a meeting's records made into files that fit, in a process of its own, one at a
time.

Who may have which is ruled in `bot.procedure`, what a document says and how it is made stand in
`bot.transcript`; how it is asked for and answered, in `handlers.exports`. Nothing here is shown to
anybody."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Sequence

import discord

from bot.chat.framework.discord_calls import Trouble, attempt
from bot.data import Locales
from bot.journal.port import Journal
from bot.procedure.state import Meeting
from bot.procedure.values import MeetingId, PersonId
from bot.transcript.document_making import ExportWish, FileNames, Made, Read, make, unnamed
from bot.transcript.parts import MOST_READABLE
from bot.workers import Overrun, Workers

ATTEMPTS = 3
"""How often a meeting that goes on is read until its records and its head are of the same moment."""
_BETWEEN = re.compile(r"[._]+")

Heading = Callable[[int, int], str]
"""What stands above a part of a document, from its number and how many there are."""


class Exporter:
    """Makes exports. `largest` is the most that a file may have in bytes, whatever Discord would take;
    None: as Discord says. `locales` is where the catalogues of the transcripts lie."""

    def __init__(
        self, journal: Journal, locales: Locales | None, largest: int | None, workers: Workers
    ) -> None:
        self._journal = journal
        self._locales = locales
        self._largest = largest
        self._workers = workers
        self._one_at_a_time = asyncio.Lock()

    def room(self, limit: int) -> int:
        """How large a file may be where Discord takes so much, the envelope that it is sent in being
        counted with it."""
        return max(1, min(limit, self._largest or limit) * 63 // 64)

    async def make(
        self,
        meeting: MeetingId,
        wish: ExportWish,
        names: FileNames,
        room: int,
        heading: Heading,
        reported: str | None,
    ) -> Made | Overrun:
        """The files. `reported` is the language of the report on what was taken out; None: no report.

        Raises whatever the journal raises.
        """
        headings = {
            (number, total): heading(number, total)
            for total in range(1, MOST_READABLE + 1)
            for number in range(1, total + 1)
        }
        async with self._one_at_a_time:
            read = await self._read(meeting)
            return await self._workers.call(
                make, read, wish, names, room, headings, reported, self._locales
            )

    async def unnamed(
        self, meeting: MeetingId, texts: Sequence[str], language: str, names: FileNames
    ) -> tuple[str, ...] | Overrun:
        """These texts of a meeting as the version that names nobody has them."""
        async with self._one_at_a_time:
            records = await self._journal.read(meeting)
            return await self._workers.call(unnamed, records, texts, language, names, self._locales)

    async def _read(self, meeting: MeetingId) -> Read:
        """The records with the proof of them, if their chain holds and is of the same moment."""
        for _ in range(ATTEMPTS):
            records = await self._journal.read(meeting)
            proof = await self._journal.proof(meeting)
            if proof is None:
                return Read(records, None, (), True)
            if proof.events == len(records):
                return Read(records, proof.head, proof.unlawful, False)
        return Read(records, None, (), False)


async def names_on_discord(
    client: discord.Client, guild: discord.Guild | None, meeting: Meeting
) -> FileNames:
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
    return FileNames(people, tuple(dict.fromkeys(handles)))


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
