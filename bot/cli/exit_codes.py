"""What the exit code of `cochair run` says, to a person and to whatever starts it again.

One row a code. The numbers are those of sysexits.h, whose names systemd knows too; every other command
ends with one of the first three. What must not live here: which fault has which code (see `endings`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    STOPPED = 0
    FAULT = 1
    USAGE = 2
    DATABASE = 65
    FILES = 66
    TOKEN = 67
    DISCORD = 69
    PLACE = 73
    BUSY = 75
    OUTDATED = 76
    INTENTS = 77
    SETTINGS = 78


@dataclass(frozen=True, slots=True)
class Ending:
    """`mends_itself`: starting again may do, with no hand laid on anything. Where it would not, it only
    spends what Discord counts: logins, of which it allows a bot 1,000 a day."""

    meaning: str
    mends_itself: bool


ENDINGS: Mapping[ExitCode, Ending] = {
    ExitCode.STOPPED: Ending(
        "it was told to stop, by Ctrl-C or SIGTERM, and closed everything", True
    ),
    ExitCode.FAULT: Ending("a fault of Cochair's own; the log says more", True),
    ExitCode.USAGE: Ending("the command was typed wrongly", False),
    ExitCode.DATABASE: Ending(
        "the database is damaged, altered, a newer version's or another program's", False
    ),
    ExitCode.FILES: Ending("the agendas, the formats or the catalogues cannot be read", False),
    ExitCode.TOKEN: Ending("Discord does not know the token", False),
    ExitCode.DISCORD: Ending("Discord cannot be reached, is in trouble or asks for patience", True),
    ExitCode.PLACE: Ending("the database may not be written, or its folder is not there", False),
    ExitCode.BUSY: Ending(
        "another process writes to the database or uses the port of COCHAIR_HEALTH, or the disk is full",
        True,
    ),
    ExitCode.OUTDATED: Ending("Discord no longer understands this version of Cochair", False),
    ExitCode.INTENTS: Ending("an intent is switched off in the developer portal", False),
    ExitCode.SETTINGS: Ending("a setting is wrong, or the token is not set", False),
}


def listed() -> tuple[str, ...]:
    """One line a code, for the help."""
    return tuple(f"{code:<4}{ending.meaning}" for code, ending in ENDINGS.items())
