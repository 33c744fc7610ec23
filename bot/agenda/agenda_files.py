"""Agenda files: `config/agendas/*.toml` and an organizer's own, read into values.

What may live here: the shape of such a file and what it may not say. What must not: knowing where
the folder lies, putting an agenda before a meeting.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from bot.agenda.article_values import Agenda, AgendaSummary, ArticleOrigin, ProposedItem
from bot.datafile import (
    Fault,
    FaultCode,
    FileModel,
    InSomeLanguages,
    Key,
    Line,
    Misfit,
    Text,
    read,
)
from bot.datafile.faults import Place
from bot.procedure.values import Localized

MOST_ITEMS = 50
MOST_PARAGRAPHS = 50

_Minutes = Annotated[int, Field(ge=1, le=240)]
_Stage = Annotated[int, Field(ge=1, le=5)]
_Paragraph = Annotated[int, Field(ge=1, le=9999)]


def _formed(pattern: str, reason: str) -> AfterValidator:
    def check(text: str) -> str:
        if re.fullmatch(pattern, text) is None:
            raise PydanticCustomError(FaultCode.BAD_FORM.value, reason)
        return text

    return AfterValidator(check)


_Address = Annotated[
    str, Field(max_length=2000), _formed(r"https?://\S+", "must be an address: https://…")
]
_Digest = Annotated[str, _formed("[0-9a-f]{64}", "must be 64 digits from 0 to f")]


class _Source(FileModel):
    author: InSomeLanguages[Line] | None = None
    title: InSomeLanguages[Text] | None = None
    series: InSomeLanguages[Text] | None = None
    subtitle: InSomeLanguages[Text] | None = None
    published_by: InSomeLanguages[Text] | None = None
    published: Line | None = None
    address: _Address | None = None
    sha256: _Digest | None = None
    note: InSomeLanguages[Text] | None = None

    def value(self) -> ArticleOrigin:
        return ArticleOrigin(
            author=_maybe(self.author),
            title=_maybe(self.title),
            series=_maybe(self.series),
            subtitle=_maybe(self.subtitle),
            published_by=_maybe(self.published_by),
            published=self.published,
            address=self.address,
            sha256=self.sha256,
            note=_maybe(self.note),
        )


class _Item(FileModel):
    id: Key
    title: InSomeLanguages[Line]
    question: InSomeLanguages[Text]
    minutes: _Minutes
    paragraphs: Annotated[tuple[_Paragraph, ...], Field(max_length=MOST_PARAGRAPHS)] = ()
    stage: _Stage | None = None

    def value(self) -> ProposedItem:
        return ProposedItem(
            id=self.id,
            title=self.title.localized(),
            question=self.question.localized(),
            budget=self.minutes * 60,
            paragraphs=self.paragraphs,
            stage=self.stage,
        )


class _AgendaFile(FileModel):
    id: Key
    title: InSomeLanguages[Line]
    source: _Source | None = None
    items: Annotated[tuple[_Item, ...], Field(min_length=1, max_length=MOST_ITEMS)]

    def misfits(self) -> Iterator[Misfit]:
        ids = [item.id for item in self.items]
        yield from _repeated(ids, "an item above has this id already", ("items",), ("id",))
        for i, item in enumerate(self.items):
            yield from _repeated(
                item.paragraphs, "this paragraph is listed twice", ("items", i, "paragraphs")
            )

    def value(self) -> Agenda:
        return Agenda(
            id=self.id,
            title=self.title.localized(),
            items=tuple(item.value() for item in self.items),
            source=None if self.source is None else self.source.value(),
        )


def load_agenda(path: Path) -> Agenda | tuple[Fault, ...]:
    """The agenda in this file, or everything that is wrong with it. A bad file raises nothing."""
    loaded = read(path, _AgendaFile)
    return loaded.value() if isinstance(loaded, _AgendaFile) else loaded


def list_agendas(folder: Path) -> tuple[AgendaSummary, ...]:
    """Every agenda file (`*.toml`, not hidden) of a folder, by file name.

    A folder that cannot be listed is the one, broken, entry: an empty list would say that there are
    no agendas, which nobody knows.
    """
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        why = error.strerror or type(error).__name__
        missing = isinstance(error, FileNotFoundError)
        code = FaultCode.NOT_FOUND if missing else FaultCode.UNREADABLE
        fault = Fault(str(folder), None, "", f"cannot be listed: {why}", code, {"why": why})
        return (AgendaSummary(folder.name, folder, None, (fault,)),)
    return summaries(
        folder / name for name in names if name.endswith(".toml") and not name.startswith(".")
    )


def summaries(paths: Iterable[Path]) -> tuple[AgendaSummary, ...]:
    """These files in short, in this order. Of two with one id, the later is broken."""
    listed: list[AgendaSummary] = []
    owners: dict[str, Path] = {}
    for path in paths:
        agenda = load_agenda(path)
        if not isinstance(agenda, Agenda):
            listed.append(AgendaSummary(path.stem, path, None, agenda))
        elif (owner := owners.setdefault(agenda.id, path)) != path:
            reason = f"{owner.name} has the id `{agenda.id}` already"
            facts = {"id": agenda.id, "other": owner.name}
            fault = Fault(str(path), None, "id", reason, FaultCode.DUPLICATE, facts)
            listed.append(AgendaSummary(path.stem, path, None, (fault,)))
        else:
            listed.append(AgendaSummary(agenda.id, path, agenda.title))
    return tuple(listed)


def _repeated(
    values: Sequence[str | int], reason: str, where: Place, within: Place = ()
) -> Iterator[Misfit]:
    seen: Counter[str | int] = Counter()
    for i, value in enumerate(values):
        if seen[value]:
            yield Misfit((*where, i, *within), FaultCode.DUPLICATE, reason, {"value": value})
        seen[value] += 1


def _maybe(text: InSomeLanguages[str] | None) -> Localized | None:
    return None if text is None else text.localized()
