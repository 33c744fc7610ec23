"""The desk as `cochair review` opens it, in a real browser: it comes in, reads, searches, and leaves."""

from __future__ import annotations

import asyncio
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.accessibility import ONCE, WAYS, faults
from tests.browser import CHROMIUM, FLAGS, needs_chromium
from tests.patience import PATIENCE
from tests.rehearsal.conftest import COCHAIR, environment
from tests.review.conftest import DIALOGUE, PAGES, STORY_WITH_UNDERTAKINGS, write


@pytest.fixture
def desk(history: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with serving(history) as found:
        yield found


@contextmanager
def serving(*journals: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A desk, and the address by which one comes in."""
    files = (part for journal in journals for part in ("--db", str(journal)))
    process = subprocess.Popen(
        [*COCHAIR, "review", *files, "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=environment(),
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/-/enter\?key=\S+", line)
        assert found is not None, line + process.stdout.read()
        # Read here: what `communicate` finds already read ahead it would lose.
        assert process.stdout.readline() == (
            "The address works once, on this machine. Ctrl-C ends the desk.\n"
        )
        yield process, found.group()
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_ctrl_c_ends_it_well_and_no_visit_is_logged(
    desk: tuple[subprocess.Popen[str], str],
) -> None:
    process, address = desk
    with urlopen(address, timeout=PATIENCE) as answer:
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
    base = address.partition("/-/")[0]
    asked = Request(f"{base}/search?q=confidential", headers={"Cookie": cookie})
    with urlopen(asked, timeout=PATIENCE) as answer:
        assert answer.status == 200 and "uvicorn" not in str(answer.headers).lower()
    process.send_signal(signal.SIGINT)
    printed, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, printed
    assert printed == "", "a visit leaves no line"


@pytest.mark.browser
@needs_chromium
def test_an_organizer_looks_around(desk: tuple[subprocess.Popen[str], str]) -> None:
    from playwright.sync_api import sync_playwright

    process, address = desk
    base = address.partition("/-/")[0]
    asked: list[str] = []
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1180, "height": 900})
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(address)
        page.wait_for_url(f"{base}/")
        page.get_by_role("link", name="The rehearsal dialogue: one page").click()
        page.get_by_role("img", name=re.compile("Floor time by side")).wait_for(state="visible")
        box = page.locator("svg.columns rect.fill").first.bounding_box()
        assert box is not None and box["height"] > 5
        colours = page.eval_on_selector_all(
            "svg.columns rect.fill", "all => [...new Set(all.map(r => getComputedStyle(r).fill))]"
        )
        assert len(colours) == 2, "each side has its colour"
        page.get_by_role("link", name="Русский").click()
        page.wait_for_url(f"**/dialogue/history/{DIALOGUE}")
        assert page.locator("html").get_attribute("lang") == "ru"

        page.get_by_role("link", name="Поиск").click()
        page.get_by_label("Слова").fill("a*")
        page.get_by_role("button", name="Найти").click()
        page.get_by_role("link", name=re.compile("в стенограмме")).first.click()
        page.wait_for_url(re.compile(r"/transcript/history/.*#c-\d+$"))
        page.locator(".said:target").wait_for(state="visible")
        background = "element => getComputedStyle(element).backgroundColor"
        assert page.locator(".said:target").evaluate(background) == "rgb(253, 243, 216)"
        page.get_by_role("link", name=re.compile("Назад")).click()
        page.wait_for_url("**/meeting/history/**")

        _fits_a_telephone(page, base)
        stranger = browser.new_context().new_page()
        answer = stranger.goto(address)
        assert answer is not None and answer.status == 403
        assert stranger.get_by_role("heading", name="This address has been used").is_visible()
        browser.close()
    assert all(each.startswith(base + "/") for each in asked), "nothing is asked of anybody else"
    assert not [each for each in complaints if "favicon" not in each and "404" not in each]
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=PATIENCE) == 0


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize(("language", "ways"), [("en", tuple(WAYS)), ("ru", ONCE)])
def test_axe_finds_nothing(
    history: Path, tmp_path: Path, language: str, ways: tuple[str, ...]
) -> None:
    from playwright.sync_api import sync_playwright

    more = asyncio.run(write(tmp_path / "more.db", STORY_WITH_UNDERTAKINGS))
    found: list[str] = []
    with serving(history, more) as (_, address), sync_playwright() as playwright:
        base = address.partition("/-/")[0]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"{base}/")
        found += [f"locked, {fault}" for fault in faults(page, ways)]
        page.goto(address)
        page.wait_for_url(f"{base}/")
        page.goto(f"{base}/-/language/{language}?back=/")
        for path in (*PAGES, "/undertakings", "/nothing"):
            if path == f"/transcript/history/{DIALOGUE}-1":
                continue  # long, and of the kind that tests/transcript looks at
            page.goto(base + path)
            found += [f"{path}, {fault}" for fault in faults(page, ways)]
        browser.close()
    assert found == []


def _fits_a_telephone(page: Any, base: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for path in PAGES:
        page.goto(base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
