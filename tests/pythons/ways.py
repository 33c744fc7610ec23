"""The ways of installing, one row each: how it is done, and where the command is then."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.pythons.finding import ROOT


@dataclass(frozen=True)
class Way:
    """`install(python, wheel, folder)` installs into the folder, and gives the command `cochair`.

    `title` is how the table in the documents calls it.
    """

    title: str
    install: Callable[[Path, Path, Path], Path]


def run(*command: str | Path, cwd: Path, **more: str) -> str:
    """Run it with no setting of whoever runs this; what it printed. RuntimeError where it fails."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COCHAIR_", "PYTHON", "VIRTUAL_ENV"))
    }
    done = subprocess.run(
        [str(each) for each in command],
        cwd=cwd,
        env={**kept, "BROWSER": "true", **more},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = done.stdout + done.stderr
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{said[-4000:]}")
    return said


def _clone(python: Path, _wheel: Path, folder: Path) -> Path:
    """As the README says, in a clone of what is committed."""
    clone = folder / "clone"
    run("git", "clone", "--quiet", ROOT, clone, cwd=folder)
    run("make", f"PYTHON={python}", "rehearse", cwd=clone)
    return clone / ".venv" / "bin" / "cochair"


def _pip(extras: str) -> Callable[[Path, Path, Path], Path]:
    def install(python: Path, wheel: Path, folder: Path) -> Path:
        run(python, "-m", "venv", folder / "venv", cwd=folder)
        own = folder / "venv" / "bin"
        run(own / "python", "-m", "pip", "install", "-qq", f"{wheel}{extras}", cwd=folder)
        return own / "cochair"

    return install


def _tool(name: str, *options: str) -> Callable[[Path, Path, Path], Path]:
    """pipx or uv, themselves installed beside; both keep the command in a folder of their own."""

    def install(python: Path, wheel: Path, folder: Path) -> Path:
        run(sys.executable, "-m", "venv", folder / "tool", cwd=folder)
        own = folder / "tool" / "bin"
        run(own / "python", "-m", "pip", "install", "-qq", name, cwd=folder)
        homes = {"PIPX_HOME": folder / "home", "PIPX_BIN_DIR": folder / "bin"}
        homes |= {"UV_TOOL_DIR": folder / "home", "UV_TOOL_BIN_DIR": folder / "bin"}
        run(
            own / name,
            *options,
            "install",
            "--python",
            python,
            wheel,
            cwd=folder,
            **{key: str(value) for key, value in homes.items()},
        )
        return folder / "bin" / "cochair"

    return install


WAYS: Mapping[str, Way] = {
    "clone": Way("a clone, `make rehearse`", _clone),
    "pip": Way("`pip install` of the wheel", _pip("")),
    "extras": Way("`pip install` with `[article,page,word]`", _pip("[article,page,word]")),
    "pipx": Way("`pipx install`", _tool("pipx")),
    "uv": Way("`uv tool install`", _tool("uv", "tool")),
}
