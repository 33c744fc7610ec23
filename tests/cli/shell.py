"""Running `cochair`: in this process, and as a process of its own."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from bot.cli import assembled
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parent.parent.parent
app = assembled()
TOKEN = "stand-in-for-nobody.token.of-nobody-anywhere-at-all"
"""Has the shape of a token, and belongs to nobody."""


def cochair(*typed: str | Path, keys: str | None = None) -> Result:
    """The command in this process; `keys` is what is typed when it asks. Anything but a clean exit is
    raised."""
    return CliRunner().invoke(
        app,
        [str(each) for each in typed],
        input=keys,
        prog_name="cochair",
        catch_exceptions=False,
    )


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COCHAIR_")}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default::ResourceWarning", **more}


def process(*typed: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, in the current folder."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, typed)],
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


async def start(
    *typed: str | Path, program: str | None = None, **more: str
) -> asyncio.subprocess.Process:
    """As `process`, while it runs; `program` is run instead of `python -m bot`."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *(("-m", "bot") if program is None else ("-c", program)),
        *map(str, typed),
        env=environment(**more),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def ended(child: asyncio.subprocess.Process) -> tuple[int, str]:
    """The exit code, and everything that was written to either stream."""
    try:
        async with asyncio.timeout(PATIENCE):
            out, err = await child.communicate()
    finally:
        if child.returncode is None:
            child.kill()
    assert child.returncode is not None
    return child.returncode, (out + err).decode()
