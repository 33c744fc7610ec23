"""Nothing in bot/ opens a file to be written but `bot.private`, where all that is made is its owner's
alone. Whoever needs another way of writing adds it there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.meta.test_project import modules, named

WRITER = "bot/private.py"

METHODS = {
    "write_text", "write_bytes", "touch", "mkdir", "makedirs", "mkfifo", "mknod", "truncate",
    "symlink_to", "symlink", "chmod", "fchmod", "lchmod", "umask",
    "copy2", "copyfile", "copyfileobj", "copytree", "make_archive", "unpack_archive", "extractall",
    "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkdtemp",
    "mkstemp", "FileHandler", "RotatingFileHandler", "WatchedFileHandler",
}  # fmt: skip
"""Names of calls that make or write a file or a folder, whoever's they are."""

READS = {"webbrowser.open", "self._zip.open"}
"""Calls that are named `open` and write nothing: a browser's, and that of a member of an archive."""


def writers(tree: ast.AST) -> Iterator[str]:
    """Every call that could open a file to be written, as it stands there."""
    memory = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.value) == "io.BytesIO()"
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _opens(node, ast.unparse(node.func), memory):
            yield ast.unparse(node)


def _opens(node: ast.Call, name: str, memory: set[str]) -> bool:
    """`memory` are names of streams that are no files."""
    if name == "os.open":
        return ast.unparse(node.args[1]) != "os.O_RDONLY"
    last = name.rpartition(".")[2]
    if last in METHODS or name in ("shutil.copy", "shutil.move"):
        return True
    if last == "connect" and name.startswith(("sqlite3.", "aiosqlite.")):
        return not _reads(node)
    if last not in ("open", "ZipFile", "TarFile", "fdopen", "save") or name in READS:
        return False
    first = node.args[0] if node.args else None
    if first is not None and ast.unparse(first) in {"os.devnull", *memory}:
        return False
    if last == "save":
        return True
    # Of a path's own method the mode comes first, else second.
    own = last == "open" and "." in name and not name.startswith(("io.", "os.", "codecs.", "gzip."))
    place = 0 if own else 1
    mode = next((each.value for each in node.keywords if each.arg == "mode"), None)
    if mode is None and len(node.args) > place:
        mode = node.args[place]
    if mode is None:
        return False
    if not isinstance(mode, ast.Constant) or not isinstance(mode.value, str):
        return True
    return bool(set(mode.value) & set("wax+"))


def _reads(node: ast.Call) -> bool:
    """A database in memory, or an address with the mode `ro`."""
    first = ast.unparse(node.args[0])
    return first == "':memory:'" or (first.startswith("uri(") and "mode='ro'" in first)


def found(path: Path) -> list[str]:
    return list(writers(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("path", modules(), ids=named)
def test_only_one_module_writes_files(path: Path) -> None:
    if named(path) != WRITER:
        assert found(path) == []


def test_the_module_that_does_is_seen_to() -> None:
    assert len(found(Path(WRITER))) >= 6


@pytest.mark.parametrize(
    "code",
    [
        "open(path, 'w')", "open(path, mode='ab')", "path.open('xb')", "path.open(mode='r+')",
        "open(path, how)", "os.open(path, flags)", "path.write_text(words)", "path.mkdir()",
        "sqlite3.connect(path)", "sqlite3.connect(uri(path, mode='rwc'), uri=True)",
        "aiosqlite.connect(path)", "tempfile.mkstemp()", "shutil.copyfile(a, b)",
        "zipfile.ZipFile(path, 'w')", "io.open(path, 'w')", "path.open(how)",
        "document.save(path)", "shutil.move(a, b)",
    ],
)  # fmt: skip
def test_every_way_of_writing_is_seen(code: str) -> None:
    assert list(writers(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "open(path)", "path.open('rb')", "path.open(encoding='utf-8')", "zipfile.ZipFile(path)",
        "sqlite3.connect(':memory:')", "sqlite3.connect(uri(path, mode='ro'), uri=True)",
        "webbrowser.open(address)", "self._zip.open(info)",
        "made = io.BytesIO(); zipfile.ZipFile(made, 'w')", "os.open(folder, os.O_RDONLY)",
    ],
)  # fmt: skip
def test_reading_is_free(code: str) -> None:
    assert not list(writers(ast.parse(code)))
