"""An agenda file made of what was proposed from an article, for people to go on with.

What may live here: what stands where in such a file. What must not: finding candidates, writing files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import tomlkit
from tomlkit.items import InlineTable, Table

from bot.agenda.article import Article
from bot.agenda.candidates import Candidate
from bot.agenda.reasons import reasons
from bot.data import Locales
from bot.procedure.values import visible

MINUTES = 15
"""What each item is given until somebody decides otherwise."""
_LINE, _TITLE_OF_FILE = 100, 40  # as `bot.datafile` has them
_LANGUAGES = ("en", "ru")


def drafted(
    article: Article,
    candidates: Sequence[Candidate],
    *,
    name: str,
    locales: Locales | None = None,
) -> str:
    """The text of an agenda file (TOML) that `load_agenda` reads.

    Candidates that are ticked are its items; the others stand in their places as comments, which become
    items when their `# ` is taken away. `name` is what the agenda is called where the article has no
    title of its own, and what its id is made of. At least one candidate is needed.
    """
    language = article.language or "en"
    written = language if language in _LANGUAGES else "en"
    title = _line(article.title or name)
    document = tomlkit.document()
    for line in _preface(candidates, language, written):
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    document.add("id", tomlkit.item(key_of(name, article.sha256)))
    document.add("title", _said(title, written))
    document.add(tomlkit.nl())
    document.add("source", _source(article, written))
    parts = [tomlkit.dumps(document)]
    for number, candidate in enumerate(candidates, 1):
        facts = (
            f"{candidate.score:.2f}: {reasons(candidate.why, language, locales)}",
            f"¶ {', '.join(map(str, candidate.paragraphs))}: {_plain(candidate.excerpt)}",
        )
        text = tomlkit.dumps(_item(candidate, number, written)).rstrip("\n")
        if not candidate.ticked:
            text = "\n".join(f"# {line}" for line in text.splitlines())
        parts.append("\n".join((*(f"# {fact}" for fact in facts), text)))
    return "\n".join(f"{part.rstrip()}\n" for part in parts)


def key_of(name: str, sha256: str | None = None) -> str:
    """A key of the data files (a-z, 0-9 and hyphens) made of any name. Where nothing is left of it, as
    of a Russian one, "agenda" with the beginning of the digest, so that two files have two."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_TITLE_OF_FILE].strip("-") or (
        f"agenda-{sha256[:8]}" if sha256 else "agenda"
    )


def _preface(candidates: Sequence[Candidate], language: str, written: str) -> list[str]:
    ticked = sum(each.ticked for each in candidates)
    lines = [
        "Proposed from an article. The machine proposes; the co-chairs decide.",
        f"{ticked} of {len(candidates)} points are items; the others stand in their places as comments:",
        "take the # and the space away from all lines of a point to make it an item.",
        "Above each: how strongly it is suggested and why, and a sentence or two from its paragraphs.",
        "Paragraphs are counted from 1 over all blocks of the article's text.",
    ]
    if language != written:
        lines.append(f"The titles are in the article's own language ({language}): translate them.")
    else:
        other = next(code for code in _LANGUAGES if code != written)
        lines.append(f'For the other language add a text to each: {other} = "…"')
    return lines


def _source(article: Article, language: str) -> Table:
    source = tomlkit.table()
    if article.author:
        source.add("author", _said(_line(article.author), language))
    if article.title:
        source.add("title", _said(_line(article.title), language))
    if article.published:
        source.add("published", tomlkit.item(_line(article.published)))
    if article.address and re.fullmatch(r"https?://\S{1,1900}", article.address):
        source.add("address", tomlkit.item(article.address))
    if article.sha256:
        source.add("sha256", tomlkit.item(article.sha256))
    return source


def _item(candidate: Candidate, number: int, language: str) -> tomlkit.TOMLDocument:
    document = tomlkit.document()
    items = tomlkit.aot()
    item = tomlkit.table()
    item.add("id", tomlkit.item(f"point-{number}"))
    item.add("stage", tomlkit.item(candidate.stage))
    item.add("minutes", tomlkit.item(MINUTES))
    item.add("paragraphs", tomlkit.item(list(candidate.paragraphs)))
    item.add("title", _said(_line(candidate.title), language))
    item.add("question", _said(_plain(candidate.question), language))
    items.append(item)
    document.add("items", items)
    return document


def _said(text: str, language: str) -> InlineTable:
    table = tomlkit.inline_table()
    table.add(language, tomlkit.item(text))
    return table


def _plain(text: str) -> str:
    """On one line, with nothing in it that cannot be seen."""
    return visible(" ".join(text.split()))


def _line(text: str) -> str:
    """A title or a name as `bot.datafile` takes one."""
    plain = _plain(text)
    return plain if len(plain) <= _LINE else plain[: _LINE - 1].rsplit(" ", 1)[0] + "…"
