"""What the command line writes a transcript as: the forms by the endings of files, the languages, and
one line for what cannot be.

What must not live here: which meeting is meant, which file is written, and how a document is made.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from bot.cli.options import stop
from bot.procedure.events import ExportForm as Form
from bot.transcript.document_forms import FORMS, Telling, forms
from bot.transcript.model import Transcript
from bot.transcript.render import render

ENDINGS: dict[str, Form] = {}
for _form, _row in FORMS.items():
    for _ending in _row.endings:
        ENDINGS.setdefault(_ending, _form)


class Language(StrEnum):
    """The languages that transcripts are told in."""

    EN = "en"
    RU = "ru"


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
    if form not in forms():
        stop("a Word document needs more packages: pip install 'cochair[word]'.")


def document_of(told: Transcript, telling: Telling) -> bytes:
    """The document. A zone that nobody knows ends the command."""
    try:
        return render(told, telling)
    except ValueError as error:
        if not str(error).startswith("no time zone"):
            raise
        stop(
            f"--zone {telling.zone!r}: no time zone is called so. Expected an IANA name such as "
            "UTC or Europe/Vienna.",
            code=2,
        )
