"""What the models of all data files share: strictness, and the kinds of text that stand in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Generic, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from bot.datafile.faults import FaultCode, Misfit
from bot.procedure.values import Localized


class FileModel(BaseModel):
    """The base of every model of a file: no unknown keys, no guessing of types, frozen.

    Lists are best declared `tuple[X, ...]` and choices as a StrEnum; both are read from TOML as
    they stand although the model is strict.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    def misfits(self) -> Iterable[Misfit]:
        """What only the whole shows, such as two items of one id. The outermost model is asked."""
        return ()


def _one_line(text: str) -> str:
    if len(text.splitlines()) > 1:
        raise PydanticCustomError(FaultCode.BAD_FORM.value, "must stand on one line")
    return text


def _key(text: str) -> str:
    # ASCII by listing: str.isalnum would let letters of every alphabet through.
    parts = text.split("-")
    if not all(part and set(part) <= _KEY_LETTERS for part in parts):
        raise PydanticCustomError(
            FaultCode.BAD_FORM.value,
            "may hold only a-z, 0-9 and single hyphens between them",
        )
    return text


_KEY_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")

_Trimmed = StringConstraints(strip_whitespace=True, min_length=1)

Key = Annotated[str, StringConstraints(min_length=1, max_length=40), AfterValidator(_key)]
"""A short name for programs and links: "common-house"."""

Line = Annotated[str, _Trimmed, StringConstraints(max_length=100), AfterValidator(_one_line)]
"""A title or a name: one line, at most 100 characters, which is what Discord shows in a choice."""

Text = Annotated[str, _Trimmed, StringConstraints(max_length=1000)]
"""A sentence or a few: at most 1,000 characters, the room that one field of a card has (1,024)."""


T = TypeVar("T", bound=str)


class InLanguages(FileModel, Generic[T]):
    """A text in every language of the project: `{ en = "Trust", ru = "Доверие" }`."""

    en: T
    ru: T

    def localized(self) -> Localized:
        return Localized.of(en=self.en, ru=self.ru)


class InSomeLanguages(FileModel, Generic[T]):
    """A text in one language of the project or in several: `{ ru = "Доверие" }`. Whoever reads another
    one is shown what there is."""

    en: T | None = None
    ru: T | None = None

    @model_validator(mode="after")
    def _said(self) -> Self:
        if self.en is None and self.ru is None:
            raise PydanticCustomError(FaultCode.BAD_FORM.value, "needs a text: `en`, `ru` or both")
        return self

    def localized(self) -> Localized:
        texts = (("en", self.en), ("ru", self.ru))
        return Localized(tuple((language, text) for language, text in texts if text is not None))
