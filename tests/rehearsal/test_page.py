"""The page of a rehearsal in a real browser: what people do there is what the bot does."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.browser import CHROMIUM, FLAGS, needs_chromium
from tests.patience import PATIENCE
from tests.rehearsal.conftest import COCHAIR, environment

pytestmark = [
    pytest.mark.browser,
    needs_chromium,
]

WEST = "b"
"""The Western delegation is the second of the two sides."""


@dataclass
class Session:
    """A rehearsal that is being shown, and what it has printed so far."""

    process: subprocess.Popen[str]
    out: Path
    printed: list[str] = field(default_factory=list)
    url: str = ""

    def asked(self, question: str) -> list[tuple[Any, ...]]:
        """What the journal of this rehearsal answers, read by a connection that can't write."""
        database = f"file:{self.out / 'cochair.db'}?mode=ro"
        with closing(sqlite3.connect(database, uri=True, timeout=PATIENCE)) as reader:
            return reader.execute(question).fetchall()

    def end(self) -> int:
        """Press Ctrl-C, and wait for the end."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    process = subprocess.Popen(
        [*COCHAIR, "rehearse", "--open", "--pace", "3", "--out", str(tmp_path)],
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
            process.wait(timeout=PATIENCE)
        reader.join(timeout=PATIENCE)
        process.stdout.close()


INTERRUPTION = "A word from the page, out of turn"


def test_what_people_do_on_the_page_the_bot_does_and_ctrl_c_leaves_the_transcript(
    session: Session,
) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1200})
        page.goto(session.url)
        _as(page, "Organizer (invented)")

        page.get_by_role("button", name="Take a seat").first.click()
        page.get_by_role("button", name="Western delegation").first.click(timeout=PATIENCE * 1000)
        page.get_by_text("You have a seat").first.wait_for(timeout=PATIENCE * 1000)

        # He runs the server, so that no lock keeps him from typing while the first co-chair speaks.
        _as(page, "Ambrose Drystone")
        _until(session, "SELECT 1 FROM turns WHERE ended_at IS NULL")
        page.get_by_role("textbox", name=re.compile("Message")).fill(INTERRUPTION)
        page.keyboard.press("Enter")
        _until(session, "SELECT 1 FROM held_messages")
        page.get_by_text(INTERRUPTION).first.wait_for(state="hidden", timeout=PATIENCE * 1000)
        browser.close()

    assert session.end() == 0, "".join(session.printed)
    for name in ("transcript.md", "transcript.html", "transcript.json"):
        text = (session.out / name).read_text(encoding="utf-8")
        assert text
        assert INTERRUPTION not in text, "what was held is in no record"

    organizer = session.asked("SELECT actor FROM events WHERE kind = 'MeetingConvened'")
    taken = session.asked(
        "SELECT e.actor, json_extract(e.payload, '$.side'), t.text FROM events AS e"
        " JOIN texts AS t USING (meeting, seq) WHERE e.kind = 'SeatTaken' AND t.field = 'name'"
        " AND json_extract(e.payload, '$.person') = e.actor AND t.text LIKE 'Organizer%'"
    )
    assert taken == [(organizer[0][0], WEST, "Organizer (invented)")]

    held = session.asked(
        "SELECT name.text, h.reason, words.text FROM held_messages AS h"
        " JOIN seats AS s ON s.meeting = h.meeting AND s.person = h.person"
        " JOIN texts AS name ON name.meeting = h.meeting AND name.seq = s.name_seq"
        "  AND name.field = 'name'"
        " JOIN texts AS words ON words.meeting = h.meeting AND words.seq = h.seq"
        "  AND words.field = 'words'"
    )
    assert held == [("Ambrose Drystone", "not-your-turn", INTERRUPTION)]
    said = session.asked("SELECT text FROM contributions JOIN texts ON seq = made_seq")
    assert (INTERRUPTION,) not in said


def _until(session: Session, question: str) -> None:
    """Wait until the journal answers the question with anything, as long as a play may take."""
    deadline = time.monotonic() + PATIENCE
    while not session.asked(question):
        assert time.monotonic() < deadline, f"not in time: {question}"
        time.sleep(0.1)


def _as(page: Any, name: str) -> None:
    page.locator("select").first.select_option(label=name)
    page.wait_for_timeout(1000)
