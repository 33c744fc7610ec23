"""With which exit code each fault ends `cochair run`. The codes' meaning stands in `exit_codes`.

Where it is in doubt whether a fault mends itself, it has a code with which the bot is started again: a
start that comes to nothing before it connects costs Discord little, and a meeting that nobody takes up
costs a meeting.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.framework.endpoint import EndpointFaultCode
from bot.chat.framework.login_faults import LoginFaultCode
from bot.cli.exit_codes import ExitCode
from bot.journal.port import FaultKind

OF_JOURNAL: Mapping[FaultKind, ExitCode] = {
    FaultKind.MISSING: ExitCode.PLACE,
    FaultKind.NO_FOLDER: ExitCode.PLACE,
    FaultKind.DIRECTORY: ExitCode.PLACE,
    FaultKind.READ_ONLY: ExitCode.PLACE,
    FaultKind.NOT_A_DATABASE: ExitCode.DATABASE,
    FaultKind.FOREIGN: ExitCode.DATABASE,
    FaultKind.NEWER: ExitCode.DATABASE,
    FaultKind.OLDER: ExitCode.DATABASE,
    FaultKind.DAMAGED: ExitCode.DATABASE,
    FaultKind.SCHEMA: ExitCode.DATABASE,
    # The process before this one may be about to end, or somebody erases something.
    FaultKind.LOCKED: ExitCode.BUSY,
    FaultKind.FULL: ExitCode.BUSY,
    FaultKind.UNREADABLE: ExitCode.BUSY,
}

OF_LOGIN: Mapping[LoginFaultCode, ExitCode] = {
    LoginFaultCode.WRONG_TOKEN: ExitCode.TOKEN,
    LoginFaultCode.MISSING_INTENTS: ExitCode.INTENTS,
    LoginFaultCode.SHARDING: ExitCode.SETTINGS,
    LoginFaultCode.OUTDATED: ExitCode.OUTDATED,
    LoginFaultCode.UNREACHABLE: ExitCode.DISCORD,
    LoginFaultCode.RATE_LIMITED: ExitCode.DISCORD,
    LoginFaultCode.DISCORD_DOWN: ExitCode.DISCORD,
    LoginFaultCode.REFUSED: ExitCode.DISCORD,
}

OF_ENDPOINT: Mapping[EndpointFaultCode, ExitCode] = {
    EndpointFaultCode.WRONG_TOKEN: ExitCode.TOKEN,
    EndpointFaultCode.BAD_ADDRESS: ExitCode.SETTINGS,
    EndpointFaultCode.UNLIKE_DISCORD: ExitCode.SETTINGS,
    EndpointFaultCode.BAD_GATEWAY: ExitCode.SETTINGS,
    EndpointFaultCode.UNREACHABLE: ExitCode.DISCORD,
    EndpointFaultCode.RATE_LIMITED: ExitCode.DISCORD,
    EndpointFaultCode.DOWN: ExitCode.DISCORD,
}
