"""What pages are held to for those who hear them read, or see them otherwise: languages, axe, contrast.

`unmarked` reads the markup and needs no browser. `faults` asks axe-core in a real one, with all its
rules but those for AAA, in the light, in the dark, on a telephone's width and on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

VOID = frozenset({"meta", "link", "br", "input"})
SILENT = frozenset({"style", "title", "code"})
"""No voice reads these, or letter by letter; a title within a drawing holds no markup."""
CYRILLIC = re.compile(r"[\u0400-\u052f]")
LATIN = re.compile(r"[a-z]{3}")
"""What stands in capitals (UTC, SHA) is read as it is in any language."""


class _Languages(HTMLParser):
    """The texts of a page, each with the language that holds where it stands."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str | None]] = [("", None)]
        self.texts: list[tuple[str | None, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang") or self.open[-1][1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag, tag

    def handle_data(self, data: str) -> None:
        if data.strip() and not SILENT & {tag for tag, _ in self.open}:
            self.texts.append((self.open[-1][1], " ".join(data.split())))


def unmarked(html: str) -> list[tuple[str | None, str]]:
    """Texts in the letters of one language under the mark of the other, each with that mark."""
    return [
        (language, text)
        for language, text in _Languages(html).texts
        if (LATIN if language == "ru" else CYRILLIC).search(text)
    ]


# In a browser --------------------------------------------------------------------------------------

EVERYTHING: Mapping[str, Any] = {
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "experimental")
    ],
    "rules": {"target-size": {"enabled": True}},
}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
BUT_CONTRAST = {
    **EVERYTHING,
    "rules": {**EVERYTHING["rules"], "color-contrast": {"enabled": False}},
}
WAYS: Mapping[str, tuple[Mapping[str, str], int, Mapping[str, Any]]] = {
    "light": ({"color_scheme": "light", "media": "screen"}, 1180, EVERYTHING),
    "telephone": ({"color_scheme": "light", "media": "screen"}, 390, BUT_CONTRAST),
    "dark": ({"color_scheme": "dark", "media": "screen"}, 1180, COLOURS),
    "paper": ({"color_scheme": "dark", "media": "print"}, 794, COLOURS),
}
"""How a page is looked at: what the browser is told, the width in pixels, what axe looks for."""
ONCE = ("light", "telephone")
"""How it is looked at where another language or rule has shown the colours."""

READABLE = """() => {
  // axe leaves text that is drawn alone: its colour against that of the page, or of the box below it.
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(v => {
      const c = v / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const page = getComputedStyle(document.body).backgroundColor;
  const faults = [];
  for (const text of document.querySelectorAll("svg text")) {
    const box = text.parentElement.querySelector("rect.item");
    const below = box === null || !box.parentElement.isSameNode(text.parentElement)
      ? page : getComputedStyle(box).fill;
    const [one, other] = [light(getComputedStyle(text).fill), light(below)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) faults.push(`drawn text "${text.textContent}": ${ratio.toFixed(2)}`);
  }
  return faults;
}"""


def faults(page: Any, ways: Iterable[str] = WAYS) -> Iterator[str]:
    """What is wrong with a page that is open in a browser, one line each."""
    from axe_playwright_python.base import AXE_SCRIPT

    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    page.evaluate(AXE_SCRIPT)
    for name in ways:
        told, width, options = WAYS[name]
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(**told)
        found = page.evaluate("options => axe.run(document, options)", options)
        for violation in found["violations"]:
            for node in violation["nodes"]:
                yield f"{name}: {violation['id']}: {node['html'][:160]}: {why(node)}"
        yield from (f"{name}: {each}" for each in page.evaluate(READABLE))


def why(node: dict[str, Sequence[dict[str, str]]]) -> str:
    return "; ".join(check["message"] for kind in ("any", "all", "none") for check in node[kind])
