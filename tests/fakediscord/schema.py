"""Each request of the bot held against Discord's own description of its API (OpenAPI).

The description is not part of the project: it lies beside the checkout, in `../shared`, or where the
environment variable DISCORD_OPENAPI says; without it nothing is checked, and the tests say that they
were skipped. What discord.py itself sends otherwise stands in EXCUSED, each with its reason.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from referencing import Registry
from referencing.jsonschema import DRAFT202012

VARIABLE = "DISCORD_OPENAPI"
BESIDE = Path(__file__).resolve().parents[3] / "shared" / "discord-openapi.json"
_URN = "urn:discord"
_LONG = re.compile(r"\d{6,}")
"""Ids, which would make a complaint of each request another one."""


@dataclass(frozen=True)
class Excuse:
    """What discord.py does otherwise: `complaint` is a pattern for what would be said of it."""

    method: str
    path: str
    complaint: str
    reason: str


EXCUSED: tuple[Excuse, ...] = (
    Excuse(
        "*",
        "*",
        r"^query \w+: [01] is not of type 'boolean'",
        "aiohttp takes no booleans in a query, so discord.py sends 1 and 0, which Discord takes",
    ),
    Excuse(
        "PUT",
        "/channels/{channel_id}/permissions/{overwrite_id}",
        r"^body: id: unknown",
        "discord.py repeats the target of the path in the body",
    ),
    Excuse(
        "PUT",
        "/channels/{channel_id}/permissions/{overwrite_id}",
        r"^body: \$\.(allow|deny): .* is not of type 'integer'",
        "permissions go as texts, as Discord's documentation of them has it",
    ),
    Excuse(
        "*",
        "*",
        r"^body: \$(\.data)?\.allowed_mentions\.\w+\[\d+\]: \d+ is not of type",
        "ids in allowed_mentions go as numbers, which Discord takes",
    ),
    Excuse(
        "PATCH",
        "*",
        r"^body: tts: unknown",
        "discord.py builds the edit of a message as it builds a new one, which may be read aloud",
    ),
)


def description_path() -> Path | None:
    """Where the description lies, or None if there is none."""
    path = Path(os.environ.get(VARIABLE) or BESIDE)
    return path if path.is_file() else None


class Description:
    """Discord's description of its API, asked about requests."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._paths: dict[str, Any] = document["paths"]
        self._document = document
        resource = DRAFT202012.create_resource(document)
        self._registry: Registry[Any] = Registry().with_resource(_URN, resource)
        self._validators: dict[str, jsonschema.Draft202012Validator] = {}

    def complaints(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        body: Any,
        *,
        multipart: bool = False,
    ) -> Iterator[str]:
        """What is wrong with a request, beyond what is excused; a line each."""
        found = self._match(path)
        if found is None:
            yield f"{method} {path}: no such path"
            return
        template, arguments = found
        operation = self._paths[template].get(method.lower())
        if operation is None:
            yield f"{method} {template}: no such method"
            return
        said = (
            *self._parameters(template, method, arguments, query),
            *self._body(template, method, operation, body, multipart),
        )
        for line in said:
            if not excused(method, template, line):
                yield f"{method} {template}: {_LONG.sub('…', line)}"

    def _match(self, path: str) -> tuple[str, dict[str, str]] | None:
        """The template that fits with most of its parts as they are, and the other parts by name."""
        parts = path.strip("/").split("/")
        best: tuple[int, str, dict[str, str]] | None = None
        for template in self._paths:
            named = template.strip("/").split("/")
            if len(named) != len(parts):
                continue
            arguments: dict[str, str] = {}
            for name, part in zip(named, parts, strict=True):
                if name.startswith("{"):
                    arguments[name[1:-1]] = part
                elif name != part:
                    break
            else:
                literal = len(named) - len(arguments)
                if best is None or literal > best[0]:
                    best = (literal, template, arguments)
        return None if best is None else best[1:]

    def _parameters(
        self, template: str, method: str, arguments: Mapping[str, str], query: Mapping[str, str]
    ) -> Iterator[str]:
        of_path = self._paths[template].get("parameters", [])
        declared = [*of_path, *self._paths[template][method.lower()].get("parameters", [])]
        known = {(one["in"], one["name"]): one for one in declared}
        for name, value in query.items():
            one = known.get(("query", name))
            if one is None:
                yield f"query {name}: unknown"
            else:
                yield from self._fits(one["schema"], _typed(value), f"query {name}")
        for name, value in arguments.items():
            one = known.get(("path", name))
            if one is not None:
                yield from self._fits(one["schema"], value, f"path {name}")
        for (where, name), one in known.items():
            if where == "query" and one.get("required") and name not in query:
                yield f"query {name}: missing"

    def _fits(self, schema: Mapping[str, Any], value: Any, where: str) -> Iterator[str]:
        absolute = json.loads(json.dumps(schema).replace('"#/', f'"{_URN}#/'))
        validator = jsonschema.Draft202012Validator(absolute, registry=self._registry)
        for error in validator.iter_errors(value):
            yield f"{where}: {error.message}"

    def _body(
        self, template: str, method: str, operation: Mapping[str, Any], body: Any, multipart: bool
    ) -> Iterator[str]:
        content = operation.get("requestBody", {}).get("content", {})
        if not content:
            if body not in (None, {}):
                yield "body: none is expected"
            return
        kind = "application/json" if "application/json" in content else "multipart/form-data"
        if body is None:
            if operation["requestBody"].get("required"):
                yield "body: missing"
            return
        place = "/".join(
            ("#/paths", _pointer(template), method.lower(), "requestBody/content", _pointer(kind))
        )
        yield from self._unknown(content[kind]["schema"], body)
        validator = self._validator(f"{place}/schema")
        if not validator.is_valid(body):
            for error in validator.iter_errors(body):
                yield "body: " + _innermost(error)

    def _validator(self, pointer: str) -> jsonschema.Draft202012Validator:
        if pointer not in self._validators:
            self._validators[pointer] = jsonschema.Draft202012Validator(
                {"$ref": f"{_URN}{pointer}"}, registry=self._registry
            )
        return self._validators[pointer]

    def _unknown(self, schema: Mapping[str, Any], body: Any) -> Iterator[str]:
        """Discord lets unknown fields pass; whoever sends one meant something by it."""
        if isinstance(body, dict):
            names = self._names(schema)
            yield from (f"body: {name}: unknown" for name in body if names and name not in names)

    def _names(self, schema: Mapping[str, Any]) -> frozenset[str]:
        reference = schema.get("$ref")
        if reference is not None:
            found: Any = self._document
            for part in reference.removeprefix("#/").split("/"):
                found = found[part.replace("~1", "/").replace("~0", "~")]
            return self._names(found)
        names = frozenset(schema.get("properties", ()))
        for union in ("anyOf", "oneOf", "allOf"):
            for one in schema.get(union, ()):
                names |= self._names(one)
        return names


@cache
def description() -> Description | None:
    """The description, read once; None where there is none."""
    path = description_path()
    return None if path is None else Description(json.loads(path.read_text(encoding="utf-8")))


def excused(method: str, template: str, complaint: str) -> bool:
    return any(
        one.method in (method, "*")
        and one.path in (template, "*")
        and re.search(one.complaint, complaint)
        for one in EXCUSED
    )


def _pointer(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")


def _typed(value: str) -> Any:
    """What a query's text stands for: ids stay texts."""
    if value in ("true", "false"):
        return value == "true"
    return int(value) if re.fullmatch(r"-?\d{1,9}", value) else value


def _innermost(error: jsonschema.ValidationError) -> str:
    """Of a union the complaint of the kind that comes nearest, with where it is."""
    while error.context:
        error = max(
            error.context, key=lambda one: (len(one.absolute_path), -len(one.context or ()))
        )
    said = repr(error.instance)
    message = error.message.replace(said, "…") if len(said) > 60 else error.message
    return f"{error.json_path}: {message[:200]}"
