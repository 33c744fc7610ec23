"""What a transcript is written as and under which rule: forms, endings, rules.

What must not live here: which meeting is meant, which file is written, and what a transcript says.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.cli.common import stop
from bot.transcript.as_csv import floor_csv, turns_csv
from bot.transcript.as_json import render_json
from bot.transcript.attribution.by_side import by_side
from bot.transcript.attribution.chatham_house import chatham_house
from bot.transcript.attribution.cleaned import Attributed
from bot.transcript.attribution.pseudonyms import KEY_LENGTH
from bot.transcript.html import render_html
from bot.transcript.labels import Labels, labels
from bot.transcript.markdown import render_markdown
from bot.transcript.model import Transcript
from bot.transcript.word import can_write_word, render_word


class Form(StrEnum):
    """What the document is written as."""

    MD = "md"
    HTML = "html"
    JSON = "json"
    CSV_TURNS = "csv-turns"
    CSV_FLOOR = "csv-floor"
    DOCX = "docx"


ENDINGS = {
    ".md": Form.MD,
    ".markdown": Form.MD,
    ".txt": Form.MD,
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".json": Form.JSON,
    ".csv": Form.CSV_TURNS,
    ".docx": Form.DOCX,
}


class Rule(StrEnum):
    """Under which rule the transcript is given out."""

    FULL = "full"
    BY_SIDE = "by-side"
    CHATHAM_HOUSE = "chatham-house"


class Language(StrEnum):
    """The languages that transcripts are told in."""

    EN = "en"
    RU = "ru"


@dataclass(frozen=True, slots=True)
class Telling:
    """How the words around people's own words are told. `bom`: tables begin with a mark by which some
    spreadsheets know that they are UTF-8."""

    form: Form
    language: Language
    zone: str
    locales: Path
    bom: bool = False


def form_of(output: Path | None) -> Form:
    """What a file's ending asks for. One that asks for something else ends the command."""
    if output is None or not output.suffix:
        return Form.MD
    found = ENDINGS.get(output.suffix.lower())
    if found is None:
        stop(
            f"{output}: {output.suffix} is no ending of a document that can be written; expected one "
            f"of {', '.join(ENDINGS)}, or --format.",
            code=2,
        )
    return found


def can_be_written(form: Form) -> None:
    """End the command where packages are missing, before any work is done."""
    if form is Form.DOCX and not can_write_word():
        stop("a Word document needs more packages: pip install 'cochair[word]'.")


def attributed(
    full: Transcript, rule: Rule, telling: Telling, also: Sequence[str]
) -> Attributed | None:
    """The transcript under a rule, with its report; None for the full record, which is as it is.

    The pseudonyms' key is made here, for this one export, and kept nowhere.
    """
    if rule is Rule.FULL:
        return None
    apply = by_side if rule is Rule.BY_SIDE else chatham_house
    return apply(full, words_of(telling), secrets.token_bytes(KEY_LENGTH), also)


def words_of(telling: Telling) -> Labels:
    """The words of the report and of the marks; they tell no time."""
    return labels(telling.language.value, locales=telling.locales)


def render(told: Transcript, telling: Telling) -> bytes:
    """The document. A zone that nobody knows ends the command."""
    language = telling.language.value
    match telling.form:
        case Form.JSON:
            return render_json(told).encode()
        case Form.CSV_TURNS:
            return turns_csv(told, language=language, bom=telling.bom).encode()
        case Form.CSV_FLOOR:
            return floor_csv(told, language=language, bom=telling.bom).encode()
    try:
        if telling.form is Form.DOCX:
            return render_word(told, language=language, zone=telling.zone, locales=telling.locales)
        page = render_html if telling.form is Form.HTML else render_markdown
        return page(told, language=language, zone=telling.zone, locales=telling.locales).encode()
    except ValueError:
        stop(
            f"--zone {telling.zone!r}: no time zone is called so. Expected an IANA name such as "
            "UTC or Europe/Vienna.",
            code=2,
        )
