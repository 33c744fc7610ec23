"""The wheel, built offline: what is in it, and that its data is found once it is installed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    built = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", folder, ROOT],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = folder.glob("cochair-*.whl")
    return found


def test_the_data_of_config_travels_inside_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "bot/_config/.env.example" in names
    config = ROOT / "config"
    shipped = {
        f"bot/_config/{path.relative_to(config).as_posix()}"
        for path in config.rglob("*")
        if path.is_file()
    }
    assert shipped <= names
    sources = {path.relative_to(ROOT).as_posix() for path in (ROOT / "bot").rglob("*.sql")}
    assert sources | {"bot/py.typed", "bot/settings.py"} <= names
    assert not any(name.startswith(("tests/", "config/", "docs/")) for name in names)


def test_the_command_is_declared(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (entry_points,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        assert "cochair = bot.cli:main" in archive.read(entry_points).decode()


def test_an_unpacked_wheel_finds_its_data_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    program = "import bot.data as d; print(d.__file__); print(d.config_file('.env.example'))"
    asked = subprocess.run(
        [sys.executable, "-c", program],
        cwd=empty,
        env={"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout.splitlines() == [
        str(site / "bot" / "data.py"),
        str(site / "bot" / "_config" / ".env.example"),
    ]
