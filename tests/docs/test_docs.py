"""What the documents say is held to the code: commands, buttons, settings, keys, links, drawings.

A page that names something which is not there fails here, and so does a slash command, a setting or
a key of a file that no page explains.
"""

from __future__ import annotations

import importlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from discord.app_commands import Command
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from bot import format_files
from bot.agenda import agenda_files
from bot.agenda.agenda_files import load_agenda
from bot.agenda.article_values import Agenda
from bot.app import CATALOGUES
from bot.chat.framework.preflight import (
    CAUCUS_NEEDS,
    INTENTS,
    SHOWN_AS,
    invited_permissions,
    needed_permissions,
)
from bot.chat.room.meeting_places import MeetingPlace
from bot.chat.slash_commands import groups, leaves
from bot.data import catalogue_folders, shipped_config_dir
from bot.datafile import InLanguages, InSomeLanguages
from bot.format_files import load_format
from bot.phrases import Phrases
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Format
from bot.settings import Settings
from bot.settings_sources import PREFIX
from bot.transcript.as_csv import FLOOR_COLUMNS, TURN_COLUMNS
from tests.docs.draw import DRAWN, ROOT, drawn
from tests.docs.tables import table

README = ROOT / "README.md"
PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")))

OTHERS = frozenset({"cp", "chmod", "docker", "perl", "sqlite3", "sudo"})
"""What the documents may call besides make, python and cochair. Whatever else they call is a slip."""

phrases = Phrases(catalogue_folders(), CATALOGUES)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path, language: str) -> list[str]:
    """The fenced blocks of a page, those within a list too, without what they are indented by."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```$", text, re.MULTILINE | re.DOTALL)
    return ["\n".join(line[len(pad) :] for line in body.splitlines()) for pad, body in found]


def prose(path: Path) -> str:
    """The page without its fenced blocks."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r"^( *)```.*?^\1```$", "", text, flags=re.MULTILINE | re.DOTALL)


# Commands of the shell ---------------------------------------------------------------------------


def shell_lines() -> list[tuple[str, str]]:
    return [
        (named(page), line)
        for page in PAGES
        for block in blocks(page, "sh")
        for line in block.splitlines()
        if line.strip() and not line.startswith("#")
    ]


@pytest.mark.parametrize(("page", "line"), shell_lines())
def test_a_command_of_the_shell_is_one_that_there_is(page: str, line: str) -> None:
    program, *arguments = shlex.split(line)
    match program.removeprefix(".venv/bin/"):
        case "make":
            assert set(arguments) <= targets(), page
        case "cochair":
            check_cochair(arguments)
        case "python":
            assert arguments == ["-m", "tests.docs.draw"], page
        case other:
            assert other in OTHERS, page


def targets() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):(?!=)", text, re.MULTILINE))


def check_cochair(arguments: list[str]) -> None:
    """That typer would take these: the command, each option with its value, no word too many."""
    typer = importlib.import_module("typer")
    program: Any = typer.main.get_command(importlib.import_module("bot.cli").assembled())
    name, *rest = arguments
    assert name in program.commands, f"there is no `cochair {name}`"
    command = program.commands[name]
    if hasattr(command, "commands"):
        assert rest[0] in command.commands, f"there is no `cochair {name} {rest[0]}`"
        command, rest = command.commands[rest[0]], rest[1:]
    params = command.params
    options = {spelt: param for param in params for spelt in (*param.opts, *param.secondary_opts)}
    places = sum(param.param_type_name == "argument" for param in params)
    waiting = iter(rest)
    words = 0
    for word in waiting:
        if not word.startswith("-"):
            words += 1
            continue
        assert word in options, f"`cochair {name}` has no {word}"
        if not options[word].is_flag:
            assert next(waiting, None) is not None, f"{word} lacks its value"
    assert words <= places, f"`cochair {name}` takes no such words"


def test_the_two_commands_are_in_the_readme() -> None:
    assert {"make rehearse", "make test"} <= {line for _, line in shell_lines()}


# Discord -----------------------------------------------------------------------------------------


def slash_commands() -> dict[str, Command[Any, ..., Any]]:
    return {f"/{leaf.qualified_name}": leaf for group in groups(phrases) for leaf in leaves(group)}


def in_russian() -> set[str]:
    def say(command: str) -> str:
        return phrases.say("ru", f"name-{command}")

    return {
        f"/{say(group)} {say(f'{group}-{leaf}')}"
        for group, leaf in (name.strip("/").split() for name in slash_commands())
    }


def test_the_readme_names_every_slash_command_and_no_other() -> None:
    found = set(re.findall(r"`(/[\w-]+(?: [\w-]+)?)`", prose(README)))
    assert found - in_russian() == set(slash_commands())


@pytest.mark.parametrize("page", [page for page in PAGES if page != README], ids=named)
def test_a_page_names_no_slash_command_that_is_not_there(page: Path) -> None:
    known = set(slash_commands()) | {f"/{group.name}" for group in groups(phrases)}
    found = set(re.findall(r"`(/(?:roundtable|agenda|floor|seat)\b[^`]*)`", prose(page)))
    assert found <= known


def buttons(language: str) -> set[str]:
    folder = shipped_config_dir() / "locales" / language / "chat.ftl"
    keys = re.findall(r"^(button-[\w-]+) =", folder.read_text(encoding="utf-8"), re.MULTILINE)
    return {phrases.say(language, key) for key in keys}


def section(heading: str) -> str:
    """A section of the README, from its heading to the next."""
    found = re.search(
        rf"^## {heading}\n(.*?)(?=^## |\Z)", README.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert found, heading
    return found[1]


def test_the_buttons_in_the_readme_are_on_the_card() -> None:
    bold = set(re.findall(r"\*\*([^*]+)\*\*", section("For participants")))
    bold |= set(re.findall(r"\*\*([^*]+)\*\*", section("For moderators")))
    assert len(bold) >= 10
    assert bold <= buttons("en")
    quoted = set(re.findall("«([^»]+)»", section("Кратко по-русски"))) - {"круглые столы"}
    assert len(quoted) >= 8
    assert quoted <= buttons("ru")


def test_the_readme_names_the_switches_and_no_other() -> None:
    found = set(re.findall(r"\*(\w+(?: \w+)* Intent)\*", prose(README)))
    assert found == {intent.switch for intent in INTENTS if intent.switch is not None}


def test_the_readmes_table_of_permissions_is_what_the_bot_asks_for() -> None:
    listed = {row[0]: row[2:] for row in table(README, "permission")}
    asked = invited_permissions()
    invited = {shown for name, shown in SHOWN_AS.items() if getattr(asked, name)}
    assert set(listed) == invited
    plain = [needed_permissions(enforcement) for enforcement in ("lock", "hold", "open")]
    besides = [
        set(needed_permissions("hold", place)) - set(needed_permissions("hold"))
        for place in (MeetingPlace.THREAD, MeetingPlace.STAGE)
    ]
    for column, needs in enumerate((*plain, *besides, CAUCUS_NEEDS)):
        needed = {SHOWN_AS[name] for name in needs}
        assert {name for name, cells in listed.items() if cells[column] == "yes"} == needed, column


# Settings ----------------------------------------------------------------------------------------


def test_every_setting_is_in_the_table_with_its_default() -> None:
    listed = {row[0]: row[-1] for row in table(ROOT / "docs" / "deployment.md", "variable")}
    assert listed == {
        f"`{PREFIX}{name.upper()}`": as_written(field.default)
        for name, field in Settings.model_fields.items()
    }


def as_written(default: object) -> str:
    assert not isinstance(default, SecretStr)
    if default is None:
        return "none"
    return f"`{','.join(default) if isinstance(default, tuple) else default}`"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_names_no_setting_that_is_not_there(page: Path) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]*[A-Z]", page.read_text("utf-8"))) <= known


# Files -------------------------------------------------------------------------------------------


def keys_of(model: type[BaseModel], within: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Every key of a file of this kind, as the tables of docs/formats.md spell it."""
    for name, field in model.model_fields.items():
        key = f"{within}{field.alias or name}"
        yield key, field
        for inner in models_in(field.annotation):
            yield from keys_of(inner, f"{key}.")


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, (InLanguages, InSomeLanguages)):
        return
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


FORMAT_KEYS = dict(keys_of(format_files._FormatFile))
AGENDA_KEYS = dict(keys_of(agenda_files._AgendaFile))
FORMATS_PAGE = ROOT / "docs" / "formats.md"


def test_every_key_of_a_file_is_in_its_table_and_in_its_order() -> None:
    rows = [row[0].strip("`") for row in table(FORMATS_PAGE, "key")]
    assert rows == [*FORMAT_KEYS, *AGENDA_KEYS]


@pytest.mark.parametrize(("place", "key"), list(enumerate([*FORMAT_KEYS, *AGENDA_KEYS])))
def test_the_row_of_a_key_says_what_is_allowed_and_what_holds_without_it(
    place: int, key: str
) -> None:
    field = [*FORMAT_KEYS.values(), *AGENDA_KEYS.values()][place]
    _, _, allowed, without = table(FORMATS_PAGE, "key")[place]
    bounds = bounds_of(field)
    if bounds is not None:
        assert f"{bounds[0]:,} to {bounds[1]:,}" in allowed
    for choice in choices_of(field.annotation):
        assert f"`{choice}`" in allowed
    if field.is_required():
        assert without.startswith("must be there")
    elif isinstance(field.default, int | str):
        assert without.strip("`") == str(field.default)
    else:
        assert not without.startswith("must be there")


def bounds_of(field: FieldInfo) -> tuple[int, int] | None:
    """The least and the most, of the number or of the list; None where nothing is bounded so."""
    low = high = None
    for one in metadata_of(field):
        low = getattr(one, "ge", getattr(one, "min_length", low))
        high = getattr(one, "le", getattr(one, "max_length", high))
    in_words = isinstance(field.annotation, type) and issubclass(field.annotation, str)
    return None if low is None or high is None or in_words else (low, high)


def metadata_of(field: FieldInfo) -> Iterator[object]:
    yield from field.metadata
    for inner in get_args(field.annotation):
        for one in getattr(inner, "__metadata__", ()):
            yield from getattr(one, "metadata", (one,))


def choices_of(annotation: object) -> tuple[str, ...]:
    members = getattr(annotation, "__members__", {})
    return tuple(str(member.value) for member in members.values())


def toml_blocks() -> list[str]:
    return [block for page in PAGES for block in blocks(page, "toml")]


def test_there_is_an_example_of_each_kind() -> None:
    assert {"[[phases]]" in block for block in toml_blocks()} == {True, False}


@pytest.mark.parametrize("block", toml_blocks(), ids=lambda block: block.split("\n")[0])
def test_every_example_is_a_whole_file_that_loads(block: str, tmp_path: Path) -> None:
    path = tmp_path / "example.toml"
    path.write_text(block, encoding="utf-8")
    if "[[phases]]" in block:
        assert isinstance(load_format(path), Format), load_format(path)
    else:
        assert isinstance(load_agenda(path), Agenda), load_agenda(path)


def test_the_mistakes_on_the_page_are_named_as_it_says(tmp_path: Path) -> None:
    good = next(block for block in blocks(FORMATS_PAGE, "toml") if 'id = "go-round"' in block)
    path = tmp_path / "go-round.toml"
    bad = good.replace("statement = 120", "statement = 2").replace("when =", "whn =", 1)
    path.write_text(bad, encoding="utf-8")
    faults = load_format(path)
    assert isinstance(faults, tuple)
    said = "\n".join(str(fault).removeprefix(f"{tmp_path}/") for fault in faults)
    assert blocks(FORMATS_PAGE, "text") == [said]


# Tables -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv-turns", "csv-floor"])
def test_every_column_of_a_table_is_explained_in_its_order(form: str) -> None:
    columns = {"csv-turns": TURN_COLUMNS, "csv-floor": FLOOR_COLUMNS}[form]
    rows = table(ROOT / "docs" / "tables.md", f"column of `{form}`")
    assert [name for names, _ in rows for name in re.findall("`([a-z_]+)`", names)] == [*columns]
    if form == "csv-turns":
        kinds = next(held for names, held in rows if "`kind`" in names)
        assert all(kind in kinds for kind in (*Kind, "post"))


# Links and drawings ------------------------------------------------------------------------------


def links() -> list[tuple[str, str]]:
    return [
        (named(page), target)
        for page in PAGES
        for target in re.findall(r"\]\(([^)\s]+)\)", prose(page))
        if not re.match(r"[a-z]+:", target)
    ]


@pytest.mark.parametrize(("page", "target"), links())
def test_a_link_leads_somewhere(page: str, target: str) -> None:
    path, _, anchor = target.partition("#")
    there = (ROOT / page).parent / path if path else ROOT / page
    assert there.resolve().is_relative_to(ROOT)
    assert there.is_file(), f"{page} refers to {target}"
    if anchor:
        assert anchor in anchors(there), f"{page} refers to {target}"


def anchors(page: Path) -> set[str]:
    """The headings as a forge makes anchors of them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).strip().replace(" ", "-") for one in headings}


def test_the_pictures_are_those_five() -> None:
    found = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README.read_text(encoding="utf-8"))
    assert found == [
        "docs/pictures/rehearsal.png",
        "docs/pictures/transcript.png",
        "docs/pictures/agenda-review.png",
        "docs/pictures/review-dialogue.png",
        "docs/pictures/review-search.png",
    ]


@pytest.mark.parametrize("page", DRAWN, ids=named)
def test_the_drawings_are_current(page: Path) -> None:
    assert drawn(page) == page.read_text("utf-8"), "run: .venv/bin/python -m tests.docs.draw"
