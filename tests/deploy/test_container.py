"""The files for containers: what goes into the image, as whom it runs, and that its settings are ours.

They are read here, not built; that takes an image of Python's and a network.
"""

from __future__ import annotations

import importlib
import json
import re
import shlex
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from bot.chat.stopping import FINISHING, TELLING
from bot.cli import COMMANDS
from bot.settings import HealthAddress, Settings, read_settings
from tests.docs.draw import ROOT

FOLDER = ROOT / "config" / "deploy"
FILE = FOLDER / "Containerfile"
NOBODY = "65534:65534"


@dataclass(frozen=True)
class Step:
    """An instruction; `stage` counts from 0."""

    stage: int
    name: str
    said: str


def steps() -> list[Step]:
    """The instructions of the file, with their lines joined."""
    text = re.sub(r"^#.*\n", "", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: list[Step] = []
    stage = -1
    for line in re.sub(r"\\\n\s*", "", text).splitlines():
        if line.strip():
            name, _, said = line.partition(" ")
            stage += name == "FROM"
            found.append(Step(stage, name, said.strip()))
    return found


def said(name: str, stage: int | None = None) -> list[str]:
    """What every instruction of this name says, in all stages or in one."""
    return [s.said for s in steps() if s.name == name and stage in (None, s.stage)]


LAST = max(step.stage for step in steps())


def environment() -> dict[str, str]:
    (line,) = said("ENV")
    return dict(each.partition("=")[::2] for each in shlex.split(line))


def test_there_is_no_instruction_that_nobody_looked_at() -> None:
    known = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "STOPSIGNAL"}
    known |= {"HEALTHCHECK", "ENTRYPOINT", "CMD"}
    assert {step.name for step in steps()} <= known


def test_it_runs_as_nobody() -> None:
    assert said("USER", LAST) == [NOBODY]
    after = [step.name for step in steps()][[s.name for s in steps()].index("USER") :]
    assert "RUN" not in after
    (made,) = said("RUN", LAST)
    owner, group = NOBODY.split(":")
    assert made == f"install -d -o {owner} -g {group} -m 0700 /data"
    assert said("VOLUME") == said("WORKDIR", LAST) == ["/data"]


def test_nothing_goes_in_but_what_is_named() -> None:
    copied = [shlex.split(line)[:-1] for line in said("COPY", 0)]
    sources = {source for line in copied for source in line}
    assert sources == {
        *("LICENSE", "README.md", "bot", "config", "pyproject.toml", "requirements.lock")
    }
    assert all((ROOT / source).exists() for source in sources)
    # What the image itself gets is what was installed, and nothing of the checkout.
    assert said("COPY", LAST) == ["--from=build /opt/cochair /opt/cochair"]


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("bot/app.py", True),
        ("config/agendas/restart-or-repair.toml", True),
        ("config/.env.example", True),
        ("requirements.lock", True),
        (".env", False),
        ("config/.env", False),
        ("cochair.db", False),
        ("cochair.db-wal", False),
        ("config/cochair.db", False),
        ("cochair.db.files/0a", False),
        ("out/rehearsal/transcript.md", False),
        (".git/config", False),
        ("tests/conftest.py", False),
        ("bot/__pycache__/app.pyc", False),
    ],
)
def test_the_build_sees_no_settings_and_no_data(path: str, seen: bool) -> None:
    hidden = False
    for line in (FOLDER / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        pattern = line.removeprefix("!")
        # A pattern is for a path and everything within; ** stands for any folders, none too.
        parts = [path.rsplit("/", n)[0] for n in range(path.count("/") + 1)]
        if any(fnmatchcase(f"/{each}", f"/{pattern}".replace("/**/", "*/")) for each in parts):
            hidden = not line.startswith("!")
    assert hidden is not seen


def test_everything_installed_is_held_to_the_hashes_of_the_lock() -> None:
    fetched, built = said("RUN", 0)
    assert "pip download" in fetched and "--require-hashes -r requirements.lock" in fetched
    calls = re.findall(r"\bpip (?:wheel|--python \S+ install)\b[^&]*", built)
    assert len(calls) == 2
    assert all("--no-index --find-links /wheels" in call for call in calls)


def test_no_secret_is_set_and_every_setting_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in environment().items():
        if name.startswith("COCHAIR_"):
            monkeypatch.setenv(name, value.replace("/data", str(tmp_path)))
    found = read_settings()
    assert isinstance(found, Settings), found
    assert found.token is None
    assert found.database == tmp_path / "cochair.db"
    assert found.log_format == "json"
    assert found.health == HealthAddress("127.0.0.1", 9464)


def test_it_is_asked_and_ended_as_the_bot_wants_to_be() -> None:
    (line,) = said("HEALTHCHECK")
    program, command, *more = json.loads(line.partition("CMD ")[2])
    assert (program, more) == ("cochair", [])
    assert command in COMMANDS
    assert said("ENTRYPOINT") == ['["cochair"]'] and said("CMD") == ['["run"]']
    assert said("STOPSIGNAL") == ["SIGTERM"]


# With Compose ------------------------------------------------------------------------------------


@pytest.fixture
def service() -> Any:
    yaml: Any = importlib.import_module("yaml")
    read = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
    assert list(read["volumes"]) == ["cochair"]
    return read["services"]["cochair"]


def test_compose_gives_it_a_root_that_cannot_be_written_and_nothing_besides(service: Any) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["volumes"] == ["cochair:/data"]
    assert all("noexec" in each for each in service["tmpfs"])
    assert not {"privileged", "ports", "network_mode", "pid", "user"} & set(service)
    assert service["ulimits"] == {"core": 0}


def test_compose_builds_the_file_beside_it_and_gives_it_time(service: Any) -> None:
    build = service["build"]
    context = (FOLDER / build["context"]).resolve()
    assert context == ROOT
    assert context / build["dockerfile"] == FILE
    assert (FOLDER / service["env_file"]).resolve() == ROOT / ".env"
    assert int(service["stop_grace_period"].removesuffix("s")) > 2 * (FINISHING + TELLING)
    assert not service["restart"].startswith(("always", "unless"))
