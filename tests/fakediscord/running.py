"""The fake Discord and the bot as processes of their own, for tests: started, killed, started again.

The bot is started as in production: `cochair run` in a folder with an `.env` of its own, which differs
from anybody's by COCHAIR_API_BASE alone. What must not live here: what a meeting does; see `roundtable`.
"""

from __future__ import annotations

import asyncio
import json
import resource
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.shell import ROOT, environment
from tests.fakediscord.control import Control, connect
from tests.patience import PATIENCE

TOKEN = "stand-in-for-nobody.token.of-nobody-anywhere-at-all"
"""Has the shape of a token, and belongs to nobody."""


@dataclass
class Address:
    """Where a fake Discord is, as it said itself."""

    api_base: str
    gateway: str
    control: str
    token: str


@asynccontextmanager
async def fake_process(*, seed: int = 0, checks: bool = True) -> AsyncIterator[Address]:
    """`python -m tests.fakediscord`, while this lasts."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.fakediscord",
        *("--token", TOKEN, "--seed", str(seed)),
        *(() if checks else ("--no-checks",)),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdin is not None and child.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):
            line = await child.stdout.readline()
        yield Address(**json.loads(line))
    finally:
        child.stdin.close()
        try:
            async with asyncio.timeout(PATIENCE):
                await child.wait()
        finally:
            if child.returncode is None:
                child.kill()


@dataclass
class Bot:
    """`cochair run`, again and again in the same folder. `log` is all that it has ever said."""

    folder: Path
    log: list[str] = field(default_factory=list)
    _child: asyncio.subprocess.Process | None = None
    _reader: asyncio.Task[None] | None = None
    _ready: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def database(self) -> Path:
        return self.folder / "cochair.db"

    def settle_in(self, at: Address, **settings: str) -> None:
        """Write the `.env` that an organizer would."""
        self.folder.mkdir(parents=True, exist_ok=True)
        named = {"COCHAIR_TOKEN": at.token, "COCHAIR_API_BASE": at.api_base, **settings}
        env = self.folder / ".env"
        env.write_text("".join(f"{name}={value}\n" for name, value in named.items()))
        env.chmod(0o600)

    async def start(self) -> None:
        """Start it, and wait until it says that it is ready."""
        await self.launch()
        await self.ready()

    async def launch(self) -> None:
        """Start it, and do not wait."""
        assert self._child is None, "it runs already"
        self._ready.clear()
        self._child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=self.folder,
            env=environment(),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        self._reader = asyncio.create_task(self._read(self._child))

    async def ready(self) -> None:
        """Wait until it has said so once more since it was started or `expect` was called."""
        async with asyncio.timeout(PATIENCE):
            while not self._ready.is_set():
                assert self._child is not None and self._child.returncode is None, self.tail()
                await asyncio.sleep(0.01)

    def expect(self) -> None:
        """From now on, `ready` waits for it to say so anew."""
        self._ready.clear()

    async def kill(self) -> None:
        """SIGKILL: nothing more is written, said or closed."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """SIGTERM; the exit code."""
        return await self._end(signal.SIGTERM)

    @contextmanager
    def limited(self, what: int, most: int) -> Iterator[None]:
        """Meanwhile the process may use no more than that of a resource, such as RLIMIT_FSIZE."""
        assert self._child is not None, "it does not run"
        before = resource.prlimit(self._child.pid, what)
        resource.prlimit(self._child.pid, what, (most, before[1]))
        try:
            yield
        finally:
            if self.runs:
                resource.prlimit(self._child.pid, what, before)

    async def _end(self, how: signal.Signals) -> int:
        child, reader = self._child, self._reader
        assert child is not None and reader is not None, "it does not run"
        self._child = self._reader = None
        if child.returncode is None:
            child.send_signal(how)
        try:
            async with asyncio.timeout(PATIENCE):
                code = await child.wait()
        finally:
            if child.returncode is None:
                child.kill()
        await reader
        return code

    async def _read(self, child: asyncio.subprocess.Process) -> None:
        assert child.stderr is not None
        while line := await child.stderr.readline():
            self.log.append(line.decode(errors="replace").rstrip())
            if " ready " in f"{self.log[-1]} ":
                self._ready.set()

    def tail(self, lines: int = 30) -> str:
        return "\n".join(self.log[-lines:])

    @property
    def runs(self) -> bool:
        return self._child is not None


@asynccontextmanager
async def running(
    folder: Path, *, seed: int = 0, checks: bool = True, **settings: str
) -> AsyncIterator[tuple[Control, Bot]]:
    """A fake Discord and a bot beside it, both as processes; the bot is not started yet."""
    async with (
        fake_process(seed=seed, checks=checks) as at,
        connect(at.control) as discord,
    ):
        bot = Bot(folder)
        bot.settle_in(at, **settings)
        try:
            yield discord, bot
        finally:
            if bot.runs:
                await bot.kill()
