"""The wheel, built offline: what is in it, and that its data is found once it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.pythons.trying import left

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


def test_an_installed_wheel_rehearses_a_whole_meeting_from_an_empty_folder(
    wheel: Path, tmp_path: Path
) -> None:
    """As somebody who has only the wheel: nothing of the checkout is on the path."""
    site, empty, out = tmp_path / "site", tmp_path / "empty", tmp_path / "out"
    empty.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "--no-deps", "--no-index", "--no-compile", "--target", site, wheel],
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )
    # An editable install of the checkout is a .pth file among the dependencies: -S leaves all such
    # files unread, so that the folders named here are all that there is.
    python = [sys.executable, "-S", "-B"]
    paths = [str(site), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COCHAIR_")}
    environment = {**kept, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths))}

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*python, *arguments],
            cwd=empty,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )

    asked = run("-c", "import sys, bot; print(bot.__file__); print(*sys.path, sep='\\n')")
    where, *path = asked.stdout.splitlines()
    assert where == str(site / "bot" / "__init__.py"), asked.stderr
    assert str(ROOT) not in path

    done = run("-m", "bot", "rehearse", "--out", out)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout[-2000:] + done.stderr[-2000:]
    # The checkout's own, with the same Python: events, minutes and transcripts must be the same.
    own = str(tmp_path / "own")
    checkout = [sys.executable, "-m", "bot", "rehearse", "--quiet", "--out", own]
    subprocess.run(checkout, cwd=ROOT, env=kept, check=True, timeout=PATIENCE)
    assert left(out)[1]["minutes"], "or there is nothing to compare"
    assert left(out) == left(tmp_path / "own")
    for name in ("cochair.db", "transcript.md", "transcript.html", "transcript.json"):
        assert (out / name).stat().st_size > 1000
    assert list(empty.iterdir()) == [], "it wrote only where it was told to"
    verified = run("-m", "bot", "verify", "--db", out / "cochair.db")
    assert verified.returncode == 0, verified.stdout + verified.stderr
