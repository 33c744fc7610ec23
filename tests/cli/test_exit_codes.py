"""The exit codes of `cochair run` are the same in the code, the help, the documents and the unit."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.chat.framework.endpoint import EndpointFaultCode
from bot.chat.framework.login_faults import LoginFaultCode
from bot.cli.endings import OF_ENDPOINT, OF_JOURNAL, OF_LOGIN
from bot.cli.exit_codes import ENDINGS, ExitCode
from bot.data import shipped_config_dir
from bot.journal.port import FaultKind
from tests.cli.shell import ROOT, cochair
from tests.docs.tables import table

UNIT = shipped_config_dir() / "deploy" / "cochair.service"
SINCE_254 = {"RestartSteps", "RestartMaxDelaySec"}


def keys() -> dict[str, str]:
    """The keys of the unit, none of which is there twice but the one that is put together so."""
    pairs = re.findall(
        r"^(?!SystemCallFilter)(\w+)=(.*)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def test_every_fault_has_a_code_and_every_code_a_meaning() -> None:
    assert set(ENDINGS) == set(ExitCode)
    assert set(OF_JOURNAL) == set(FaultKind)
    assert set(OF_LOGIN) == set(LoginFaultCode)
    assert set(OF_ENDPOINT) == set(EndpointFaultCode)


def test_the_help_has_them_all() -> None:
    listed = cochair("run", "--help").stdout.split("Exit codes:\n")[1]
    found = dict(re.findall(r"^ +(\d+) +(\S.*)$", listed, re.MULTILINE))
    assert found == {str(int(code)): ending.meaning for code, ending in ENDINGS.items()}


def test_the_document_has_them_all() -> None:
    again = {True: "yes", False: "no"}
    assert table(ROOT / "docs" / "deployment.md", "code") == [
        [str(int(code)), ending.meaning, again[ending.mends_itself] if code else ""]
        for code, ending in ENDINGS.items()
    ]


def test_the_unit_starts_the_bot_again_after_what_mends_itself_and_nothing_else() -> None:
    assert keys()["Restart"] == "on-failure"
    prevented = {int(code) for code in keys()["RestartPreventExitStatus"].split()}
    assert prevented == {code for code, ending in ENDINGS.items() if not ending.mends_itself}


def test_the_unit_waits_between_two_starts() -> None:
    assert int(keys()["RestartSec"]) >= 10
    # At its longest the wait alone keeps the bot under what Discord allows in a day.
    assert 24 * 60 * 60 / int(keys()["RestartMaxDelaySec"]) < 1000


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    """But for what it names as newer than itself; the program and the user are not those of here."""
    unit = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8")
    assert "User=cochair" in text and "/opt/cochair/.venv/bin/cochair" in text
    text = text.replace("User=cochair", "User=root")
    unit.write_text(text.replace("/opt/cochair/.venv/bin/cochair", "/bin/true"), encoding="utf-8")
    ran = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False, timeout=60
    )
    lines = [line for line in ran.stderr.splitlines() if str(unit) in line or UNIT.name in line]
    unknown = {
        match for line in lines for match in re.findall(r"Unknown key(?: name)? '(\w+)'", line)
    }
    assert ran.returncode == 0, ran.stderr
    assert unknown <= SINCE_254
    assert len(lines) == len(unknown), ran.stderr
