"""The page of a rehearsal in a real browser: somebody takes a seat, presses and types."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from tests.rehearsal.conftest import COCHAIR, environment

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed here"),
]

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Session:
    """A rehearsal that is being shown, and what it has printed so far."""

    process: subprocess.Popen[str]
    out: Path
    printed: list[str] = field(default_factory=list)
    url: str = ""

    def end(self) -> int:
        """Press Ctrl-C, and wait for the end."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    process = subprocess.Popen(
        [*COCHAIR, "rehearse", "--open", "--pace", "0.6", "--out", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=environment(),
    )
    it = Session(process, tmp_path)
    assert process.stdout is not None
    shown = threading.Event()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            it.printed.append(line)
            found = re.search(r"http://127\.0\.0\.1:\d+/#\S+", line)
            if found:
                it.url = found.group()
                shown.set()

    reader = threading.Thread(target=listen, daemon=True)
    reader.start()
    try:
        assert shown.wait(30), "".join(it.printed)
        yield it
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(timeout=10)
        reader.join(timeout=5)
        process.stdout.close()


def test_a_person_takes_a_seat_presses_and_types_and_ctrl_c_leaves_the_transcript(
    session: Session,
) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1200})
        page.goto(session.url)
        _as(page, "Organizer (invented)")

        page.get_by_role("button", name="Take a seat").first.click()
        page.get_by_role("button", name="Western delegation").first.click(timeout=15_000)
        page.get_by_text("You have a seat").first.wait_for(timeout=15_000)

        page.get_by_role("textbox", name=re.compile("Message")).fill("A word from the page")
        page.keyboard.press("Enter")
        page.get_by_text("A word from the page").first.wait_for(timeout=15_000)
        browser.close()

    assert session.end() == 0, "".join(session.printed)
    for name in ("transcript.md", "transcript.html", "transcript.json"):
        assert (session.out / name).stat().st_size > 0
    database = sqlite3.connect(session.out / "cochair.db")
    try:
        names = {row[0] for row in database.execute("SELECT text FROM texts")}
    finally:
        database.close()
    assert "Organizer (invented)" in names, "the seat taken on the page is in the journal"


def _as(page: Any, name: str) -> None:
    page.locator("select").first.select_option(label=name)
    page.wait_for_timeout(1000)
