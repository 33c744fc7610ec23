"""pydantic's account of a document turned into faults: the line, the field, a short sentence.

What may live here: the words for each kind of mistake. What must not: opening files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
        place = _place(error["loc"], lines)
        if error["type"] == "extra_forbidden":
            code, reason, facts = _unknown(str(place[-1]), _keys(model, place[:-1]))
            if "suggestion" in facts:
                misspelled.add((*place[:-1], str(facts["suggestion"])))
        else:
            code, reason, facts = _describe(error)
        told.append((place, Fault(file, _line(place, lines), spelled(place), reason, code, facts)))
    return _in_order(
        fault
        for place, fault in told
        if not (fault.code is FaultCode.MISSING_KEY and place in misspelled)
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


def _place(loc: tuple[int | str, ...], lines: Mapping[Place, int]) -> Place:
    """pydantic's `loc` without what it adds of its own: the branch of a union, "[key]".

    The last part stays although the document lacks it when it names a key that is missing.
    """
    place: Place = ()
    for i, part in enumerate(loc):
        known = (*place, part) in lines
        if known or (i == len(loc) - 1 and isinstance(part, str) and part.isidentifier()):
            place = (*place, part)
    return place


def _line(place: Place, lines: Mapping[Place, int]) -> int:
    """The line of the value, else of the nearest table that should hold it, else the first."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _keys(annotation: Any, place: Place) -> tuple[str, ...]:
    """The keys that the table at `place` may have, below something annotated like this."""
    found: dict[str, None] = {}
    for model in _models(annotation):
        named = {field.alias or name: field for name, field in model.model_fields.items()}
        if not place:
            found |= dict.fromkeys(named)
        elif place[0] in named:
            field = named[str(place[0])]
            rest = place[1:]
            found |= dict.fromkeys(_keys(field.annotation, rest))
    return tuple(found) or (
        _keys(annotation, place[1:]) if place and not _models(annotation) else ()
    )


def _models(annotation: Any) -> tuple[type[BaseModel], ...]:
    """The models that an annotation allows directly: itself, or the branches of a union."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    if get_origin(annotation) in (Union, UnionType, Annotated):
        return tuple(model for part in get_args(annotation) for model in _models(part))
    return ()


def _unknown(key: str, known: tuple[str, ...]) -> tuple[FaultCode, str, dict[str, Fact]]:
    facts: dict[str, Fact] = {"key": _short(key), "known": ", ".join(known)}
    reason = "there is no such key here"
    close = get_close_matches(key.casefold(), known, n=1)
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
