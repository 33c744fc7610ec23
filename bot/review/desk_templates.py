"""The templates of the desk's pages, in `templates/`. What is filled into them is escaped.

What must not live here: what a page shows.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

FOLDER = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("bot.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def style_sheet() -> str:
    """The transcript's style sheet with the desk's own rules after it."""
    import bot.transcript.as_html as transcript_html

    shared = Path(transcript_html.__file__).parent / "templates" / "transcript.css"
    own = FOLDER / "desk.css"
    return shared.read_text(encoding="utf-8") + own.read_text(encoding="utf-8")
