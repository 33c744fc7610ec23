"""The short pages that the gate sends: a refusal, a farewell, "come in". Each is in every language.

They need nothing else, neither a style sheet nor Datasette, since whoever reads one may have nothing.
"""

from __future__ import annotations

import base64
import hashlib

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.data import Locales
from bot.phrases import Phrases
from bot.review.wording import CATALOGUE

STYLE = """\
:root { color-scheme: light dark; }
body { margin: 0; background: #fbfaf7; color: #22252a;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 36rem; margin: 12vh auto; padding: 0 1.25rem; }
section + section { margin-top: 2rem; padding-top: 2rem; border-top: 1px solid #dedbd3; }
h1, h2 { font: 600 1.6rem/1.2 "Iowan Old Style", "Palatino Linotype", "PT Serif", Georgia, "Noto Serif",
  "Liberation Serif", "DejaVu Serif", serif; margin: 0 0 .5rem; }
p { margin: .4rem 0; }
a { color: #1c5685; }
@media (prefers-color-scheme: dark) {
  body { background: #16181c; color: #e4e2dc; } a { color: #8fc1ea; }
  section + section { border-color: #363a42; }
}
"""


class Letters:
    """Writes them from the catalogues in `locales`; those of the language `first` stand first."""

    def __init__(self, locales: Locales, first: str) -> None:
        self._phrases = Phrases(locales, (CATALOGUE,))
        others = (each for each in self._phrases.languages if each != first)
        self._languages = (first, *others)
        self._template = Environment(
            loader=PackageLoader("bot.review", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        ).get_template("letter.html")
        digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
        self._source = f"'sha256-{digest}'"

    def page(self, letter: str, *, way_back: bool = False, **facts: str) -> tuple[bytes, str]:
        """The letter as UTF-8, and where its style comes from, as a policy names it."""
        text = self._template.render(
            style=STYLE,
            way_back=way_back,
            parts=[
                {
                    "language": language,
                    "title": self._phrases.say(language, f"review-gate-{letter}"),
                    "text": self._phrases.say(language, f"review-gate-{letter}-text", **facts),
                    "back": self._phrases.say(language, "review-gate-back"),
                }
                for language in self._languages
            ],
        )
        return text.encode(), self._source
