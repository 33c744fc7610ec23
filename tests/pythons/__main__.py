"""Try each Python of this machine in each way of installing, and say what was run in a table.

python -m tests.pythons [--way NAME] [--quick-tests] [--write]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.pythons.finding import ROOT, found, named
from tests.pythons.table import PAGE, drawn, written
from tests.pythons.trying import try_out
from tests.pythons.ways import WAYS, run

QUICK = ("tests/datafile", "tests/journal", "tests/test_settings.py")
"""What a new Python is most likely to break, and is soon tried: expressions, files, SQLite, settings."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.pythons", description=__doc__)
    parser.add_argument(
        "--way", choices=WAYS, action="append", help="only this one; may be repeated"
    )
    parser.add_argument(
        "--quick-tests", action="store_true", help="in the clone, run the quick tests too"
    )
    parser.add_argument("--write", action="store_true", help=f"write the table into {PAGE.name}")
    asked = parser.parse_args()
    pythons, results = found(), {}
    with tempfile.TemporaryDirectory(prefix="pythons-") as name:
        folder = Path(name)
        build = (sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir")
        run(*build, folder / "dist", ROOT, cwd=folder)
        (wheel,) = (folder / "dist").glob("*.whl")
        run(sys.executable, "-m", "bot", "rehearse", "--out", folder / "own", "-q", cwd=ROOT)
        for version, python in pythons.items():
            for way in asked.way or WAYS:
                place = folder / f"{version}-{way}"
                place.mkdir()
                print(f"Python {version}: {WAYS[way].title} ...", flush=True)
                command = WAYS[way].install(python, wheel, place)
                results[version, way] = try_out(command, place / "empty", folder / "own")
                if way == "clone" and asked.quick_tests:
                    _quick(place / "clone")
                run("rm", "-rf", place, cwd=folder)
    for version in sorted({*named()} - {full.rpartition(".")[0] for full in pythons}):
        print(f"Python {version} is named by the project, and this machine has none: not tried.")
    print(drawn(results))
    if asked.write:
        written(results)
    return 0


def _quick(clone: Path) -> None:
    command = (".venv/bin/pytest", "-q", "-n", "2", "-p", "no:cacheprovider", *QUICK)
    subprocess.run(command, cwd=clone, check=True)


if __name__ == "__main__":
    sys.exit(main())
