"""A meeting's records made into the files of an export, under a rule and so that they fit.

Values in, values out, at whatever length and cost: `bot.chat.exports.exporting` has it done in a
process of its own. What must not live here: who may have which export, and where its files go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.data import Locales
from bot.procedure.events import ExportForm, ExportRule, Recorded
from bot.procedure.values import PersonId
from bot.transcript.attribution.attribution_report import report
from bot.transcript.attribution.people import cleaner_of
from bot.transcript.build import build
from bot.transcript.document_forms import FORMS, Telling
from bot.transcript.labels import labels
from bot.transcript.parts import File, Fitted, fitted
from bot.transcript.render import attributed, known_as, render
from bot.transcript.spreadsheet import Separator


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What somebody would like to have."""

    rule: ExportRule
    form: ExportForm
    language: str
    separator: Separator | None = None
    """What parts the cells of a table; None: what the language has."""


@dataclass(frozen=True, slots=True, repr=False)
class FileNames:
    """What people are called on Discord, besides their names in the record: `people` by id, for whoever
    ever had a seat, and `handles` and the like, which are found in a text only as a whole."""

    people: Mapping[PersonId, tuple[str, ...]]
    handles: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Read:
    """What was read of a meeting: its records, the head that proves them and what of them is not lawful,
    and whether the chain is broken."""

    records: Sequence[Recorded]
    head: str | None
    unlawful: tuple[int, ...]
    broken: bool


@dataclass(frozen=True, slots=True)
class Made:
    """An export, ready to be sent; `report` only where it was asked for and there is one."""

    document: Fitted
    report: Fitted | None


def make(
    read: Read,
    wish: ExportWish,
    names: FileNames,
    room: int,
    headings: Mapping[tuple[int, int], str],
    reported: str | None,
    locales: Locales | None,
) -> Made:
    """The files, none larger than `room`. `headings` stand above the parts of a document, by number and
    how many there are; `reported` is the language of the report on what was taken out; None: none."""
    telling = Telling(wish.form, wish.language, locales=locales, separator=wish.separator)
    told = build(read.records, head=read.head, broken=read.broken, unlawful=read.unlawful)
    full = wish.rule is ExportRule.FULL
    known = told if full else known_as(told, names.people)
    done = attributed(known, wish.rule, telling, names.handles)
    form = FORMS[wish.form]
    document = File(
        f"cochair-{wish.rule}{form.suffix}{form.endings[0]}",
        render(told if done is None else done.transcript, telling),
    )
    listed: Fitted | None = None
    if done is not None and reported is not None:
        text = report(done.cleaned, labels(reported, locales=locales))
        listed = fitted(File(f"cochair-{wish.rule}-report.txt", text.encode()), room)
    readable = (lambda n, total: headings[n, total]) if form.in_parts else None
    return Made(fitted(document, room, readable), listed)


def unnamed(
    records: Sequence[Recorded],
    texts: Sequence[str],
    language: str,
    names: FileNames,
    locales: Locales | None,
) -> tuple[str, ...]:
    """These texts of a meeting as the version that names nobody has them."""
    told = known_as(build(records), names.people)
    cleaner = cleaner_of(told, labels(language, locales=locales), names.handles, sides=True)
    return tuple(cleaner.clean(text)[0] for text in texts)
