"""The shelf: the agendas and formats that a moderator can choose from, read once at start.

A broken file does not stop the bot; it is left off the shelf and named, with line and field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.agenda.agenda_files import load_agenda
from bot.agenda.article_values import Agenda
from bot.data import config_files
from bot.datafile import Fault
from bot.format_files import load_format
from bot.procedure.formats import Format


@dataclass(frozen=True, slots=True)
class Catalogue:
    """By id. `faults` are those of the files that could not be read."""

    agendas: Mapping[str, Agenda] = field(default_factory=dict)
    formats: Mapping[str, Format] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def read_shelf(override: Path | None = None) -> Catalogue:
    """Everything in config/agendas and config/formats; `override` is the organizer's own folder."""
    agendas: dict[str, Agenda] = {}
    formats: dict[str, Format] = {}
    faults: list[Fault] = []
    for path in config_files("agendas", ".toml", override):
        agenda = load_agenda(path)
        if isinstance(agenda, Agenda):
            agendas[agenda.id] = agenda
        else:
            faults.extend(agenda)
    for path in config_files("formats", ".toml", override):
        form = load_format(path)
        if isinstance(form, Format):
            formats[form.key] = form
        else:
            faults.extend(form)
    return Catalogue(agendas, formats, tuple(faults))
