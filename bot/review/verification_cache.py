"""Whether a file is as it was written: asked as often as somebody looks, verified when it has changed.

`bot.journal.verification` reads the whole file; here its last report is kept until the file is
another. What must not live here: how a chain is checked."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from bot.journal.journal_files import log_size, real
from bot.journal.verification import MeetingReport, Verification, verify
from bot.procedure.values import MeetingId

Stamp = tuple[int, int, int | None, int | None]


@dataclass
class VerificationCache:
    """The reports on one file."""

    path: Path
    _report: Verification | None = field(default=None, init=False, repr=False)
    _stamp: Stamp | None = field(default=None, init=False, repr=False)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock, init=False, repr=False)

    async def report(self) -> Verification:
        """The report on the file as it is now; without waiting if it is as it was before."""
        async with self._one_at_a_time:
            now = stamp(self.path)
            if self._report is None or now is None or now != self._stamp:
                self._report = await asyncio.to_thread(verify, self.path, course=True)
                # Taken before the walk: what is written meanwhile has the next one walk again.
                self._stamp = now
            return self._report

    async def of(self, meeting: MeetingId) -> MeetingReport | None:
        """What the report says about one meeting; None if it says nothing, or nothing can be said since
        the file is damaged."""
        report = await self.report()
        if report.fault is not None:
            return next(
                (each for each in report.meetings if each.meeting == meeting and each.problem), None
            )
        return next((each for each in report.meetings if each.meeting == meeting), None)


def stamp(path: Path) -> Stamp | None:
    """What changes whenever anything is written to the file or to its log; None if it is gone."""
    path = real(path)
    try:
        file, log = path.stat(), path.with_name(path.name + "-wal")
        changed = log.stat().st_mtime_ns if log_size(path) else None
    except OSError:
        return None
    return file.st_mtime_ns, file.st_size, log_size(path), changed
