"""What every command has in common. The commands themselves stand with their subjects, in
`*_commands.py`; `commands` has them all, and `decide` a rule for each.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.values import PersonId

_KINDS: dict[str, type[Command]] = {}


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody, or the clock, asks of a meeting. What derives from it is a frozen dataclass too."""

    def __init_subclass__(cls) -> None:
        # A dataclass with slots is made twice; the second one is what stays.
        _KINDS[cls.__qualname__] = cls


def kinds() -> tuple[type[Command], ...]:
    """Every kind of command whose module has been imported."""
    return tuple(_KINDS.values())


def actor(command: Command) -> PersonId | None:
    """Who gave the command; None for the clock and the bot itself."""
    return getattr(command, "by", None)
