"""Prints the PDFs and builds the Word file of the bench from their sources in `sources/`.

Run once after a source has changed: `python -m tests.agenda.bench.binaries`. It needs a chromium; the
same one makes the same bytes, whatever the day.
What must not live here: measuring anything.
"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

from docx import Document

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
PRINTED = {
    "a05-arctic": HERE / "articles",
    "h02-waste": HERE / "held",
    "h08-correspondents": HERE / "held",
}
TYPED = {"a06-inspections": HERE / "articles"}

_PRINTED_ON = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")
_NEVER = b"20300101000000"
_STYLED = re.compile(r"\[([^]]+)\] (.*)")


def print_page(source: Path, target: Path) -> None:
    """A PDF as a browser prints it."""
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [*browser, f"--print-to-pdf={target}", source.as_uri()], check=True, capture_output=True
    )
    target.write_bytes(_PRINTED_ON.sub(rb"\g<1>" + _NEVER, target.read_bytes()))


def type_document(source: Path, target: Path) -> None:
    """A Word file of lines; one that begins with a style in brackets gets that style."""
    document = Document()
    rows: list[list[str]] = []
    for line in source.read_text(encoding="utf-8").splitlines():
        found = _STYLED.fullmatch(line)
        style, text = (found[1], found[2]) if found else ("Body Text", line)
        if style == "Table":
            rows.append(text.split(" | "))
            continue
        if rows:
            table = document.add_table(rows=len(rows), cols=len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
            rows = []
        if style == "Header":
            document.sections[0].header.paragraphs[0].text = text
        elif style == "Footer":
            document.sections[0].footer.paragraphs[0].text = text
        else:
            document.add_paragraph(text, style=style)
    written = io.BytesIO()
    document.save(written)
    target.write_bytes(_undated(written))


def _undated(archive: io.BytesIO) -> bytes:
    """The same archive without the hour at which its members were put in."""
    plain = io.BytesIO()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(plain, "w") as new:
        for member in old.infolist():
            new.writestr(zipfile.ZipInfo(member.filename), old.read(member), zipfile.ZIP_DEFLATED)
    return plain.getvalue()


def main() -> None:
    for name, folder in PRINTED.items():
        print_page(SOURCES / f"{name}.html", folder / f"{name}.pdf")
    for name, folder in TYPED.items():
        type_document(SOURCES / f"{name}.txt", folder / f"{name}.docx")


if __name__ == "__main__":
    main()
