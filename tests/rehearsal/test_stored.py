"""Files of each rehearsal as an earlier version left them: they open, verify, and give the transcripts
that they gave then, byte for byte.

`stored/` holds them, and the digests of what was printed of them. A page that is meant to look otherwise
gets a new digest, in the commit that changes it; what a file says never changes.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from pathlib import Path

import pytest

from bot.data import catalogue_folders
from bot.journal.port import JournalFault
from bot.journal.sqlite import open_for_reading
from bot.journal.verification import verify
from bot.rehearsal.rehearsal_report import TRANSCRIPTS, write_transcripts

STORED = Path(__file__).parent / "stored"
DIGESTS = json.loads((STORED / "digests.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", DIGESTS)
async def test_a_stored_file_verifies_and_is_told_as_it_was(name: str, tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    path.write_bytes(lzma.decompress((STORED / f"{name}.db.xz").read_bytes()))
    report = verify(path, course=True)
    (meeting,) = report.meetings
    assert report.sound and not meeting.unlawful
    journal = await open_for_reading(path)
    assert not isinstance(journal, JournalFault)
    records = await journal.read(meeting.meeting)
    await journal.close()
    files = write_transcripts(records, tmp_path, catalogue_folders(), meeting.head)
    told = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    assert told == DIGESTS[name] and set(told) == set(TRANSCRIPTS)
