"""The short pages of the access control: a refusal, "come in". Each is in every language.

They need no style sheet beside them, since whoever reads one may have no access to it.
"""

from __future__ import annotations

import base64
import hashlib

from bot.data import Locales
from bot.phrases import phrases_of
from bot.review.desk_templates import template
from bot.review.desk_wording import CATALOGUE

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


class AccessPages:
    """Writes them from the catalogues in `locales`; those of the language `first` stand first."""

    def __init__(self, locales: Locales, first: str) -> None:
        self._phrases = phrases_of(locales, CATALOGUE)
        others = (each for each in self._phrases.languages if each != first)
        self._languages = (first, *others)

    def page(self, name: str, *, way_back: bool) -> tuple[str, str]:
        """The page, and where its style comes from, as a policy names it."""
        text = template("access_page.html").render(
            style=STYLE,
            way_back=way_back,
            parts=[
                {
                    "language": language,
                    "title": self._phrases.say(language, f"review-access-{name}"),
                    "text": self._phrases.say(language, f"review-access-{name}-text"),
                    "back": self._phrases.say(language, "review-access-back"),
                }
                for language in self._languages
            ],
        )
        return text, style_source(STYLE)


def style_source(sheet: str) -> str:
    """A style sheet inside a page, as a policy names it: by digest."""
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    return f"'sha256-{digest}'"
