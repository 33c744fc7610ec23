"""What people (and the clock) may ask of a meeting: imperative, frozen, with everything needed to
decide. Whether it is granted stands in `decide`. Each stands with its subject; this module is where all
of them can be had (`from bot.procedure import commands as c`).

`by` is whoever gives the command. `seen_turn` is the number of the last turn that had started when
that person pressed the button: if another has started since, the command was meant for something
that is over, and is refused. None means that no turn was in view (a typed command).
"""

from __future__ import annotations

from bot.procedure.agenda.agenda_commands import *
from bot.procedure.command import Command as Command
from bot.procedure.command import actor as actor
from bot.procedure.command import kinds
from bot.procedure.contributions.contribution_commands import *
from bot.procedure.floor.floor_commands import *
from bot.procedure.meeting.meeting_commands import *
from bot.procedure.minutes.minutes_commands import *
from bot.procedure.proposal.proposal_commands import *
from bot.procedure.record.record_commands import *
from bot.procedure.table.table_commands import *

COMMANDS: tuple[type[Command], ...] = kinds()
"""Every kind of command there is."""
