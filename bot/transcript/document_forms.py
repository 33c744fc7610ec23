"""What a transcript can be written as, and the rules that it can be given out under: a row each.

Whoever adds a form of export adds its name to `ExportForm`, its writer and a row here, and a phrase,
`export-form-NAME`; a rule of attribution likewise. What must not live here: how a document is made, and
who may have which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.data import Locales
from bot.procedure.events import ExportForm, ExportRule
from bot.transcript.as_csv import floor_csv, turns_csv
from bot.transcript.as_html import render_html
from bot.transcript.as_json import render_json
from bot.transcript.as_markdown import render_markdown
from bot.transcript.as_word import can_write_word, render_word
from bot.transcript.attribution.by_side import by_side
from bot.transcript.attribution.chatham_house import chatham_house
from bot.transcript.attribution.cleaned import Attributed
from bot.transcript.labels import Labels
from bot.transcript.model import Transcript
from bot.transcript.spreadsheet import Separator


@dataclass(frozen=True, slots=True)
class Telling:
    """How the words around people's own words are told. `locales` is where the catalogues lie, the
    shipped ones by default. `separator` parts the cells of tables, by default as the language has it;
    `bom`: tables begin with a mark by which some spreadsheets know that they are UTF-8."""

    form: ExportForm
    language: str
    zone: str = "UTC"
    locales: Locales | None = None
    separator: Separator | None = None
    bom: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentForm:
    """A form of export. `code` stands for it in the ids of buttons. `endings` are those of files, the
    first of them that of a new one, and `suffix` is what stands before it. `write` gives the bytes, and
    raises ValueError for a zone that isn't known. `has_cells`: a table, whose cells something parts.
    `in_parts`: it can be read in parts where it is too large. `can_be_written`: whether the packages
    for it are here."""

    code: str
    endings: tuple[str, ...]
    write: Callable[[Transcript, Telling], bytes]
    suffix: str = ""
    has_cells: bool = False
    in_parts: bool = False
    can_be_written: Callable[[], bool] = lambda: True


def _markdown(told: Transcript, telling: Telling) -> bytes:
    language, zone, locales = telling.language, telling.zone, telling.locales
    return render_markdown(told, language=language, zone=zone, locales=locales).encode()


def _html(told: Transcript, telling: Telling) -> bytes:
    language, zone, locales = telling.language, telling.zone, telling.locales
    return render_html(told, language=language, zone=zone, locales=locales).encode()


def _word(told: Transcript, telling: Telling) -> bytes:
    language, zone, locales = telling.language, telling.zone, telling.locales
    return render_word(told, language=language, zone=zone, locales=locales)


def _json(told: Transcript, telling: Telling) -> bytes:
    return render_json(told).encode()


def _turns(told: Transcript, telling: Telling) -> bytes:
    language, separator = telling.language, telling.separator
    return turns_csv(told, language=language, separator=separator, bom=telling.bom).encode()


def _floor(told: Transcript, telling: Telling) -> bytes:
    language, separator = telling.language, telling.separator
    return floor_csv(told, language=language, separator=separator, bom=telling.bom).encode()


FORMS: Mapping[ExportForm, DocumentForm] = {
    ExportForm.MD: DocumentForm(
        code="md", endings=(".md", ".markdown", ".txt"), write=_markdown, in_parts=True
    ),
    ExportForm.HTML: DocumentForm(code="html", endings=(".html", ".htm"), write=_html),
    ExportForm.JSON: DocumentForm(code="json", endings=(".json",), write=_json),
    ExportForm.CSV_TURNS: DocumentForm(
        code="turns", endings=(".csv",), write=_turns, suffix="-turns", has_cells=True
    ),
    ExportForm.CSV_FLOOR: DocumentForm(
        code="floor", endings=(".csv",), write=_floor, suffix="-floor", has_cells=True
    ),
    ExportForm.DOCX: DocumentForm(
        code="docx", endings=(".docx",), write=_word, can_be_written=can_write_word
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionRule:
    """A rule of attribution. `code` stands for it in the ids of buttons. `apply` makes the version that
    names fewer: of the full transcript, the words of the marks, a key for pseudonyms, and more names to
    take out; None: the record is given out as it is."""

    code: str
    apply: Callable[[Transcript, Labels, bytes, Sequence[str]], Attributed] | None


ATTRIBUTIONS: Mapping[ExportRule, AttributionRule] = {
    ExportRule.FULL: AttributionRule(code="f", apply=None),
    ExportRule.BY_SIDE: AttributionRule(code="s", apply=by_side),
    ExportRule.CHATHAM_HOUSE: AttributionRule(code="c", apply=chatham_house),
}

_missing = [*(set(ExportForm) - set(FORMS)), *(set(ExportRule) - set(ATTRIBUTIONS))]
if _missing:
    raise RuntimeError(f"exports without a row: {', '.join(sorted(_missing))}")


def forms() -> tuple[ExportForm, ...]:
    """What can be written here."""
    return tuple(form for form, row in FORMS.items() if row.can_be_written())
