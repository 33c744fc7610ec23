"""The project's own rules, as tests: headers, lengths, what no tracked file may hold, the lock."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_MODULE = 350
"""Lines of a module of bot, empty ones not counted."""
LONGER = {"bot/transcript/build.py": 371}
"""Modules that were longer when the rule came, and how long each may be: they may only shrink."""

# Put together from halves, so that this file does not hold what it looks for.
_HOSTS = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "deb." + "debian.org")
_TOKEN = re.compile(r"\b[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}\b")
_MACHINE_PATH = re.compile(
    r"(?<![\w.~/:-])/(?:" + "|".join(("work", "root", "home/\\w+", "Users/\\w+")) + r")/\w"
)


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that belongs to the project: what git tracks, or would once it is added."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def modules() -> list[Path]:
    return sorted((ROOT / "bot").rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", modules(), ids=named)
def test_a_module_says_what_lives_there(path: Path) -> None:
    header = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert header, f"{named(path)} begins with no docstring"
    assert header[0].isupper() or not header[0].isalpha()


@pytest.mark.parametrize("path", modules(), ids=named)
def test_a_module_is_not_too_long(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    ceiling = LONGER.get(named(path), LONGEST_MODULE)
    assert len(lines) <= ceiling, f"{named(path)}: divide it by what it does"


def test_no_tracked_file_holds_a_machine_path_a_registry_or_a_token() -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or another file that is no text
        if path.name != "requirements.lock" and _TOKEN.search(text):
            found.append(f"{named(path)}: something with the shape of a token")
        found += [f"{named(path)}: {host}" for host in _HOSTS if host in text]
        found += [f"{named(path)}: {hit[0]}" for hit in _MACHINE_PATH.finditer(text)]
    assert found == []


def test_no_tracked_file_is_one_that_git_should_ignore() -> None:
    names = [path.name for path in tracked()]
    assert ".env" not in names
    assert not [name for name in names if name.endswith((".db", ".db-wal", ".db-shm", ".pyc"))]


@cache
def project() -> dict[str, object]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        found = tomllib.load(file)["project"]
    assert isinstance(found, dict)
    return found


def lock_entries() -> dict[str, tuple[str, int]]:
    """Name -> (version, number of hashes)."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    entries: dict[str, tuple[str, int]] = {}
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        requirement, *hashes = line.split(" --hash=")
        pinned = re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;]+)", requirement.strip())
        assert pinned, f"not pinned: {requirement}"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", one.strip()) for one in hashes)
        entries[canonicalize_name(pinned[1])] = (pinned[2], len(hashes))
    return entries


def declared() -> list[Requirement]:
    runtime, extras = project()["dependencies"], project()["optional-dependencies"]
    assert isinstance(runtime, list)
    assert isinstance(extras, dict)
    return [Requirement(one) for group in (runtime, *extras.values()) for one in group]


@pytest.mark.parametrize("wanted", declared(), ids=str)
def test_the_lock_pins_what_the_project_asks_for(wanted: Requirement) -> None:
    version, hashes = lock_entries()[canonicalize_name(wanted.name)]
    assert wanted.specifier.contains(version), f"{version} is not {wanted}; run make lock"
    assert hashes >= 1


def test_everything_in_the_lock_has_a_hash() -> None:
    entries = lock_entries()
    assert len(entries) > len({one.name for one in declared()})
    assert [name for name, (_, hashes) in entries.items() if not hashes] == []


def test_what_builds_the_project_is_locked_too() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        needed = tomllib.load(file)["build-system"]["requires"]
    names = [canonicalize_name(Requirement(one).name) for one in needed]
    assert set(names) <= set(lock_entries())


def test_the_readme_is_the_packages_description() -> None:
    assert (ROOT / "README.md").exists() == (project().get("readme") == "README.md")


def test_the_makefile_names_every_target_in_its_help() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert phony
    documented = re.findall(r"^([a-z-]+):.*## \S", text, re.MULTILINE)
    assert sorted(documented) == sorted(phony[1].split())
