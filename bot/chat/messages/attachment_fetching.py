"""Attachments of contributions: fetched, looked at, and kept by digest, or left out with a reason.

What a file is shows in its first bytes; the name that it came with, and what Discord says of it, prove
nothing. No file's bytes, name or digest is ever logged.
"""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Sequence
from functools import partial

import discord

from bot.chat.framework.discord_calls import Trouble, attempt
from bot.chat.messages.intake import Surely
from bot.journal.port import Journal, UnwrittenJournal
from bot.procedure import commands as c
from bot.procedure.events import LeftOut
from bot.procedure.formats import RecordRules
from bot.procedure.refusals import Refusal
from bot.procedure.values import SECOND, Milliseconds, PersonId, Words
from bot.roundtables import MeetingRunner

MOST = 10
"""Discord takes ten with a message."""

WAITS: tuple[Milliseconds, ...] = (2 * SECOND, 10 * SECOND, 60 * SECOND)
"""How long is waited, each time that Discord fails to give a file, before it is asked again."""

_BEGINNINGS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_UNKNOWN = "application/octet-stream"


def kind_of(data: bytes) -> str:
    """The media type that the bytes themselves show."""
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"PK\x03\x04"):
        return _in_zip(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _UNKNOWN
    plain = all(character.isprintable() or character in "\r\n\t\f\ufeff" for character in text)
    return "text/plain" if plain else _UNKNOWN


def _in_zip(data: bytes) -> str:
    """Word and OpenDocument files are archives: what lies in them tells."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return _WORD
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                return archive.read("mimetype").decode("ascii", "replace")
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return _UNKNOWN
    return "application/zip"


async def keep_files(
    journal: Journal,
    runner: MeetingRunner,
    surely: Surely,
    person: PersonId,
    message: str,
    attachments: Sequence[discord.Attachment],
) -> None:
    """Keep what hangs on a contribution, one after the other, as the rules of the dialogue say, but for
    what was kept before. Nothing is left of one whose message was taken out before it was fetched.
    `surely` writes each thing until it is written."""
    rules, waited = runner.meeting.format.record, runner.meeting.record.fetching.get(message)
    for number, attachment in enumerate(attachments, 1):
        if waited is not None and number in waited.done:
            continue
        name = Words(attachment.filename)
        its = (person, message, number, name)
        kept = await _fetched(attachment, rules) if number <= MOST else LeftOut.TOO_MANY
        if not isinstance(kept, LeftOut):
            kind = await asyncio.to_thread(kind_of, kept)
            if kind in rules.kinds:
                await surely(partial(_keep, journal, runner, its, kept, kind))
                continue
            kept = LeftOut.KIND
        await surely(partial(runner.give, c.LeaveFileOut(*its, kept)))


async def _keep(
    journal: Journal,
    runner: MeetingRunner,
    its: tuple[PersonId, str, int, Words],
    data: bytes,
    kind: str,
) -> None:
    digest = await journal.keep_file(data)
    try:
        done = await runner.give(c.KeepFile(*its, Words(digest), len(data), kind))
    except UnwrittenJournal:
        await journal.let_file_go(digest)
        raise
    if isinstance(done, Refusal) or not done.records:
        await journal.let_file_go(digest)


async def _fetched(attachment: discord.Attachment, rules: RecordRules) -> bytes | LeftOut:
    if attachment.size > rules.largest:
        return LeftOut.TOO_LARGE
    data = await attempt("fetch a file", attachment.read())
    for wait in WAITS:
        if data is not Trouble.FAILED:
            break
        await asyncio.sleep(wait / SECOND)
        data = await attempt("fetch a file", attachment.read())
    if isinstance(data, Trouble):
        return LeftOut.UNAVAILABLE
    return LeftOut.TOO_LARGE if len(data) > rules.largest else data
