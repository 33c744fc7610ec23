"""What pydantic found wrong, turned into faults: the line, the field, a short sentence.

What may live here: the words for each kind of mistake. What must not: opening files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.datafile.faults import Fact, Fault, FaultCode, Misfit, Place, spelled

_LONGEST_SHOWN = 60

_TYPES: Mapping[str, str] = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list in [ ]",
    "tuple_type": "a list in [ ]",
    "dict_type": "a table",
    "model_type": "a table",
}
_BOUNDS: Mapping[str, tuple[str, str]] = {
    "greater_than_equal": ("ge", "{} or more"),
    "greater_than": ("gt", "more than {}"),
    "less_than_equal": ("le", "{} or less"),
    "less_than": ("lt", "less than {}"),
}
_LENGTHS: Mapping[str, tuple[FaultCode, str, str]] = {
    "string_too_short": (FaultCode.TOO_SHORT, "min_length", "character"),
    "string_too_long": (FaultCode.TOO_LONG, "max_length", "character"),
    "too_short": (FaultCode.TOO_SHORT, "min_length", "entry"),
    "too_long": (FaultCode.TOO_LONG, "max_length", "entry"),
}


def explain(
    file: str,
    errors: Iterable[ErrorDetails],
    lines: Mapping[Place, int],
    model: type[BaseModel],
) -> tuple[Fault, ...]:
    """A fault for each error, in the order of the file.

    A key that is missing only because it was misspelled is told once, as the misspelling.
    """
    misspelled: set[Place] = set()
    told: list[tuple[Place, Fault]] = []
    for error in errors:
        place = _place(error, lines)
        if error["type"] == "extra_forbidden":
            keys = _keys(model, place[:-1])
            free = tuple(key for key in keys if (*place[:-1], key) not in lines)
            code, reason, facts = _unknown(str(place[-1]), keys, free)
            if "suggestion" in facts:
                misspelled.add((*place[:-1], str(facts["suggestion"])))
        else:
            code, reason, facts = _describe(error)
        told.append((place, Fault(file, _line(place, lines), spelled(place), reason, code, facts)))
    return _in_order(
        fault
        for place, fault in told
        if not (fault.code is FaultCode.MISSING_KEY and place in misspelled)
        # A list all of whose entries are wrong is not empty, as pydantic would have it.
        and not (fault.code is FaultCode.TOO_SHORT and any(_inside(p, place) for p, _ in told))
    )


def explain_misfits(
    file: str, misfits: Iterable[Misfit], lines: Mapping[Place, int]
) -> tuple[Fault, ...]:
    """The same for what a model found in itself."""
    return _in_order(
        Fault(file, _line(m.at, lines), spelled(m.at), m.reason, m.code, m.facts) for m in misfits
    )


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: (fault.line or 0, fault.field)))


def _place(error: ErrorDetails, lines: Mapping[Place, int]) -> Place:
    """Where an error is, without what pydantic adds of its own: the branch of a union, "[key]"."""
    place: Place = ()
    for part in error["loc"]:
        if (*place, part) in lines:
            place = (*place, part)
    return (*place, error["loc"][-1]) if error["type"] == "missing" else place


def _inside(place: Place, outer: Place) -> bool:
    return len(place) > len(outer) and place[: len(outer)] == outer


def _line(place: Place, lines: Mapping[Place, int]) -> int:
    """The line of the value, else of the nearest table that should hold it, else the first."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _models(annotation: Any, place: Place) -> Iterator[type[BaseModel]]:
    """The models that may stand at `place` below something annotated like this."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _models(get_args(annotation)[0], place)
    elif origin in (Union, UnionType):
        for branch in get_args(annotation):
            yield from _models(branch, place)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not place:
            yield annotation
        for name, field in annotation.model_fields.items():
            if place and place[0] == (field.alias or name):
                yield from _models(field.annotation, place[1:])
    elif origin is not None and place:  # a list or a table of any keys: what its entries are
        for entry in get_args(annotation):
            yield from _models(entry, place[1:])


def _keys(model: type[BaseModel], place: Place) -> tuple[str, ...]:
    """The keys that the table at `place` may have."""
    return tuple(
        field.alias or name
        for found in _models(model, place)
        for name, field in found.model_fields.items()
    )


def _unknown(
    key: str, known: tuple[str, ...], free: tuple[str, ...]
) -> tuple[FaultCode, str, dict[str, Fact]]:
    """`free` are those of the known keys that the table lacks: one of them may be meant."""
    facts: dict[str, Fact] = {"key": _short(key), "known": ", ".join(known)}
    reason = "there is no such key here"
    close = get_close_matches(key.casefold(), free, n=1, cutoff=0.5)  # 0.5: two swapped letters
    if close:
        facts["suggestion"] = close[0]
        reason += f"; did you mean `{close[0]}`?"
    elif known:
        reason += "; the keys are " + ", ".join(f"`{name}`" for name in known)
    return FaultCode.UNKNOWN_KEY, reason, facts


def _describe(error: ErrorDetails) -> tuple[FaultCode, str, dict[str, Fact]]:
    kind, context = error["type"], error.get("ctx", {})
    given = error.get("input")
    if kind == "missing":
        return FaultCode.MISSING_KEY, "is missing", {"key": str(error["loc"][-1])}
    if kind in _TYPES:
        wanted, found = _TYPES[kind], _named_type(given)
        return (
            FaultCode.WRONG_TYPE,
            f"must be {wanted}, and is {found}",
            {"expected": wanted, "found": found},
        )
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        facts: dict[str, Fact] = {name: context[name], "given": _short(given)}
        reason = f"must be {words.format(context[name])}, and is {_short(given)}"
        return FaultCode.OUT_OF_RANGE, reason, facts
    if kind in _LENGTHS:
        return _length(kind, context, given)
    if kind in ("enum", "literal_error"):
        return _choice(str(context["expected"]), given)
    message = error["msg"].removeprefix("Value error, ")
    return FaultCode.BAD_FORM if kind == FaultCode.BAD_FORM else FaultCode.INVALID, message, {}


def _length(
    kind: str, context: Mapping[str, Any], given: object
) -> tuple[FaultCode, str, dict[str, Fact]]:
    code, name, unit = _LENGTHS[kind]
    limit = int(context[name])
    if code is FaultCode.TOO_SHORT and limit == 1:
        return code, "must not be empty", {"limit": 1}
    length = len(given) if isinstance(given, str | list) else 0
    plural = unit if limit == 1 else {"character": "characters", "entry": "entries"}[unit]
    bound = "at least" if code is FaultCode.TOO_SHORT else "at most"
    reason = f"must have {bound} {limit} {plural}, and has {length}"
    return code, reason, {"limit": limit, "length": length}


def _choice(expected: str, given: object) -> tuple[FaultCode, str, dict[str, Fact]]:
    """`expected` is pydantic's own list: "'lock', 'hold' or 'open'"."""
    choices = re.findall(r"'([^']*)'", expected)
    listed = ", ".join(f'"{choice}"' for choice in choices) or expected
    reason = f"must be one of {listed}"
    facts: dict[str, Fact] = {"choices": ", ".join(choices) or expected, "given": _short(given)}
    close = get_close_matches(str(given).casefold(), choices, n=1)
    if close:
        facts["suggestion"] = close[0]
        reason += f'; did you mean "{close[0]}"?'
    return FaultCode.NOT_A_CHOICE, reason, facts


def _named_type(given: object) -> str:
    match given:
        case bool():
            return "true or false"
        case int():
            return "a whole number"
        case float():
            return "a number with a point"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "a table"


def _short(given: object) -> str:
    """Something that stood in the file, on one line and not too long."""
    text = " ".join(str(given).split())
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
