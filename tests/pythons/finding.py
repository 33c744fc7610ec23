"""The Pythons of this machine that the project names, one of each version.

The system's own comes first: it is what most servers have, and the oldest of its version.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_ASK = "import ensurepip, platform, venv; print(platform.python_version())"


def named() -> tuple[str, ...]:
    """The versions that pyproject.toml names: "3.11", "3.12" and so on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    start = "Programming Language :: Python :: 3."
    return tuple(
        f"3.{line.removeprefix(start)}" for line in project["classifiers"] if line.startswith(start)
    )


def found() -> dict[str, Path]:
    """Where each is, by its full version ("3.11.2"), in the order of `named`."""
    pythons: dict[str, Path] = {}
    for version in named():
        for path in _candidates(version):
            full = _version(path)
            if full is not None and full.rpartition(".")[0] == version:
                pythons[full] = path
                break
    return pythons


def _candidates(version: str) -> Iterator[Path]:
    yield Path("/usr/bin/python3")
    yield Path(f"/usr/bin/python{version}")
    on_path = shutil.which(f"python{version}")
    if on_path is not None:
        yield Path(on_path)
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    yield from sorted(kept.glob(f"{version}.*/bin/python{version}"), reverse=True)


def _version(path: Path) -> str | None:
    """The full version of a Python that can make environments; None where it is none or cannot."""
    if not path.exists():
        return None
    asked = subprocess.run([path, "-c", _ASK], capture_output=True, text=True, check=False)
    return asked.stdout.strip() if asked.returncode == 0 else None
