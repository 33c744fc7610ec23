"""What must not be found, and where it is looked for: an export in every form that it is written in.

It shares no code with what takes names out: whoever reads it could search by hand in the same way.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from bot.transcript.as_csv import floor_csv, turns_csv
from bot.transcript.as_html import render_html
from bot.transcript.as_json import render_json
from bot.transcript.as_markdown import render_markdown
from bot.transcript.as_word import render_word
from bot.transcript.model import Transcript

WORD = re.compile(r"[^\W\d_]+")


def plain(text: str) -> str:
    """The text with marks of emphasis gone and ё as е, in small letters."""
    return text.casefold().replace("ё", "е").replace("\u0301", "")


def written(told: Transcript, language: str) -> dict[str, str]:
    """The export in every form, by its name."""
    return {
        "md": render_markdown(told, language=language),
        "html": read(render_html(told, language=language)),
        "json": render_json(told),
        "csv-turns": turns_csv(told, language=language),
        "csv-floor": floor_csv(told, language=language),
        "docx": unpacked(render_word(told, language=language)),
    }


def read(page: str) -> str:
    """A page as it stands, and without the marks of languages, which may cut a text in two."""
    return f"{page}\n{re.sub('</?span[^>]*>', '', page)}"


def unpacked(document: bytes) -> str:
    """Every part of a Word document with its name: as it stands, and as it reads, since a word may be
    cut in two by a change of the letters."""
    with zipfile.ZipFile(io.BytesIO(document)) as file:
        texts = [(name, file.read(name).decode("utf-8")) for name in file.namelist()]
    read = (re.sub("<[^>]*>", "", text.replace("</w:p>", "\n")) for _, text in texts)
    return "\n".join((*(f"{name}\n{text}" for name, text in texts), *read))


def parts(name: str) -> Iterator[str]:
    """The parts of a name of three letters or more."""
    return (part for part in WORD.findall(plain(name)) if len(part) >= 3)


def words_found(text: str, sought: Mapping[str, str]) -> list[str]:
    """Those of `sought` (a word, and what may follow it: a pattern) that stand in the text."""
    read = plain(text)
    return [
        word
        for word, ending in sought.items()
        if plain(word) in read  # quick, and nearly always the end of it
        and re.search(rf"(?<![^\W\d_]){re.escape(plain(word))}{ending}(?![^\W\d_])", read)
    ]
