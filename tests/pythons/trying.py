"""What is run of an installed Cochair, from an empty folder, and how its rehearsal is compared with
another's.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import HTTPCookieProcessor, build_opener

from tests.pythons.ways import run

_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
_LOGGED = re.compile(r"\[(warning|error|critical) *\]")
ARTICLE = """\
Signals on the lake

The two shores have not agreed on common signals since the ferry was withdrawn eleven years ago. Boats
of both sides meet in the fog without knowing of each other, and three of them were lost last winter.

A common table of signals would cost little, and would oblige nobody to recognise the border. The
harbour masters of both shores should be allowed to meet once a month and to keep such a table.
"""
"""Invented, as everything in it."""


def left(out: Path) -> tuple[list[tuple[int, str]], dict[str, str]]:
    """What a rehearsal left in its folder: the kinds of its events in their order, and its minutes and
    transcripts without digests, in which alone two rehearsals differ."""
    with closing(sqlite3.connect(f"file:{out / 'cochair.db'}?mode=ro", uri=True)) as reader:
        events = reader.execute("SELECT seq, kind FROM events ORDER BY meeting, seq").fetchall()
        drafted = reader.execute(
            "SELECT text FROM texts JOIN events USING (meeting, seq)"
            " WHERE kind = 'MinutesDrafted' ORDER BY seq"
        ).fetchall()
    texts = {"minutes": "\n".join(str(text) for (text,) in drafted)}
    for path in out.glob("transcript.*"):
        texts[path.name] = path.read_text(encoding="utf-8")
    return events, {name: _DIGEST.sub("…", text) for name, text in texts.items()}


def try_out(command: Path, folder: Path, expected: Path) -> str:
    """Use an installed Cochair from an empty folder; what was run. RuntimeError where it fails, leaves
    something else than the rehearsal in `expected` did, or logs anything."""
    folder.mkdir()
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    said = run(command, "rehearse", "--out", "rehearsed", "--quiet", cwd=folder)
    if said:
        raise RuntimeError(f"a quiet rehearsal said: {said}")
    if left(folder / "rehearsed") != left(expected):
        raise RuntimeError("the rehearsal left something else than that of the checkout")
    journal = ("--db", "rehearsed/cochair.db")
    asked = (
        ("--version",),
        ("verify", *journal),
        ("transcript", "last", *journal, "--zone", "Europe/Moscow", "-o", "transcript.html"),
        ("search", "договор", *journal),
        ("agenda", "propose", "article.txt", "-o", "own.toml"),
        ("agenda", "check", "own.toml"),
        ("erase", "--person", "1", "--yes", *journal),
    )
    for arguments in asked:
        said = run(command, *arguments, cwd=folder, PYTHONTZPATH="")
        if _LOGGED.search(said):
            raise RuntimeError(f"{arguments[0]} logged: {said}")
    visit_desk(command, folder, journal)
    named = (" ".join(each[: 1 + (each[0] == "agenda")]) for each in asked[1:])
    return ", ".join(("rehearse", *named, "review"))


def visit_desk(command: Path, folder: Path, journal: tuple[str, str]) -> None:
    """Open the review desk and look at its first page; end it. RuntimeError where it says anything."""
    desk = subprocess.Popen(
        [command, "review", *journal, "--no-browser"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert desk.stdout is not None
    try:
        address = desk.stdout.readline().rpartition(" ")[2].strip()
        opener = build_opener(HTTPCookieProcessor())
        for each in (address, urljoin(address, "/")):
            with opener.open(each) as answer:
                page = answer.read().decode()
        if "Contributions" not in page:
            raise RuntimeError("the review desk shows no dialogue")
        desk.terminate()
        if desk.wait():
            raise RuntimeError(f"the review desk ended with {desk.returncode}")
    finally:
        desk.kill()
        said = desk.communicate()[0]
    if _LOGGED.search(said) or "Traceback" in said:
        raise RuntimeError(f"the review desk said: {said}")
