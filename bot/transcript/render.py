"""A transcript under a rule, as the bytes of a document: the one way there for whoever gives one out.

What must not live here: who may have which, where the bytes go, and what a transcript says.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.data import Locales
from bot.procedure.events import ExportForm, ExportRule
from bot.procedure.values import PersonId, Words
from bot.transcript.as_csv import floor_csv, turns_csv
from bot.transcript.as_html import render_html
from bot.transcript.as_json import render_json
from bot.transcript.as_markdown import render_markdown
from bot.transcript.as_word import can_write_word, render_word
from bot.transcript.attribution.by_side import by_side
from bot.transcript.attribution.chatham_house import chatham_house
from bot.transcript.attribution.cleaned import Attributed
from bot.transcript.attribution.pseudonyms import KEY_LENGTH
from bot.transcript.labels import Labels, labels
from bot.transcript.model import Transcript
from bot.transcript.spreadsheet import Separator

ENDING: Mapping[ExportForm, str] = {
    ExportForm.MD: ".md",
    ExportForm.HTML: ".html",
    ExportForm.JSON: ".json",
    ExportForm.CSV_TURNS: ".csv",
    ExportForm.CSV_FLOOR: ".csv",
    ExportForm.DOCX: ".docx",
}


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


def forms() -> tuple[ExportForm, ...]:
    """What can be written here: a Word document only where the packages for it are."""
    return tuple(f for f in ExportForm if f is not ExportForm.DOCX or can_write_word())


def attributed(
    full: Transcript, rule: ExportRule, telling: Telling, also: Sequence[str] = ()
) -> Attributed | None:
    """The transcript under a rule, with its report; None for the full record, which is as it is.

    The pseudonyms' key is made here, for this one export, and kept nowhere. `also` are more names and
    phrases to take out of the texts.
    """
    if rule is ExportRule.FULL:
        return None
    apply = by_side if rule is ExportRule.BY_SIDE else chatham_house
    done = apply(full, words_of(telling), secrets.token_bytes(KEY_LENGTH), also)
    # That the record is not proven concerns every reader, and tells of nobody.
    doubts = replace(done.transcript, broken=full.broken, unlawful=full.unlawful)
    return replace(done, transcript=doubts)


def known_as(full: Transcript, names: Mapping[PersonId, Sequence[str]]) -> Transcript:
    """The transcript with more names under which its people are known elsewhere: to be found in the
    texts and taken out. Only for a version that names nobody; a full record would print them."""
    return replace(
        full,
        members=tuple(
            replace(each, former=(*each.former, *map(Words, names.get(each.person, ()))))
            for each in full.members
        ),
    )


def words_of(telling: Telling) -> Labels:
    """The words of the report and of the marks; they tell no time."""
    return labels(telling.language, locales=telling.locales)


def render(told: Transcript, telling: Telling) -> bytes:
    """The document. ValueError for a zone that isn't known."""
    language, zone, locales = telling.language, telling.zone, telling.locales
    match telling.form:
        case ExportForm.JSON:
            return render_json(told).encode()
        case ExportForm.CSV_TURNS | ExportForm.CSV_FLOOR:
            table = turns_csv if telling.form is ExportForm.CSV_TURNS else floor_csv
            separator = telling.separator
            return table(told, language=language, separator=separator, bom=telling.bom).encode()
        case ExportForm.DOCX:
            return render_word(told, language=language, zone=zone, locales=locales)
        case ExportForm.HTML:
            return render_html(told, language=language, zone=zone, locales=locales).encode()
        case ExportForm.MD:
            return render_markdown(told, language=language, zone=zone, locales=locales).encode()
