"""The figures: they count what happened, and hold nothing that anybody said, is called or is."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import structlog
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

import bot.rehearsal.rehearsal_run
from bot.app import build
from bot.incidents import incident
from bot.journal.port import JournalFault
from bot.journal.sqlite import open_journal
from bot.logs import configure_logging
from bot.monitoring.metrics import Metrics
from bot.monitoring.monitor import Monitor
from bot.monitoring.supervisor import Supervisor
from bot.observer import ConnectionStanding, Gateway
from bot.procedure.refusals import Code
from bot.procedure.state import Status
from bot.rehearsal.rehearsal_run import rehearse
from tests.docs.tables import table

ROOT = Path(__file__).resolve().parent.parent.parent

LABELS = {"outcome", "code", "kind", "method", "status", "change", "level", "file", "le"}
"""Every label that a figure may have. None of them is of a meeting, a server or a person."""


def exposed(metrics: Metrics) -> str:
    return generate_latest(metrics.registry).decode()


def values(metrics: Metrics) -> dict[tuple[str, ...], float]:
    """Each series by its name and the values of its labels."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(exposed(metrics))
        for sample in family.samples
    }


@pytest.fixture
def metrics(tmp_path: Path) -> Metrics:
    return Metrics(ConnectionStanding, tmp_path / "cochair.db")


def test_what_happened_is_counted(metrics: Metrics) -> None:
    metrics.decided(None)
    metrics.decided(Code.NOT_OPEN_YET)
    metrics.appended(3, 0.004)
    metrics.not_written()
    metrics.handled("component", 0.2)
    metrics.requested("POST", "429")
    metrics.requested("POST", "none")
    metrics.gateway(Gateway.RESUMED)
    metrics.lagged(8.0)
    found = values(metrics)
    assert found["cochair_commands_total", "accepted"] == 1
    assert found["cochair_commands_total", "refused"] == 1
    assert found["cochair_refusals_total", "not-open-yet"] == 1
    assert found["cochair_events_committed_total",] == 3
    assert found["cochair_append_seconds_bucket", "0.005"] == 1
    assert found["cochair_append_seconds_bucket", "0.002"] == 0
    assert found["cochair_journal_failures_total",] == 1
    assert found["cochair_handling_seconds_count", "component"] == 1
    assert found["cochair_discord_requests_total", "POST", "429"] == 1
    assert found["cochair_discord_requests_total", "POST", "none"] == 1
    assert found["cochair_gateway_changes_total", "resumed"] == 1
    assert found["cochair_gateway_changes_total", "lost"] == 0
    assert found["cochair_loop_lag_seconds_bucket", "5.0"] == 0
    assert found["cochair_loop_lag_seconds_bucket", "10.0"] == 1


def test_what_stands_is_looked_up(tmp_path: Path) -> None:
    database = tmp_path / "cochair.db"
    database.write_bytes(b"1234")
    standing = ConnectionStanding(
        connected=True, caught_up=True, owed=2, under_way=1, meetings={Status.OPEN: 3}
    )
    found = values(Metrics(lambda: standing, database))
    assert found["cochair_connected",] == found["cochair_ready",] == 1
    assert found["cochair_announcements_owed",] == 2
    assert found["cochair_under_way",] == 1
    assert found["cochair_meetings", "open"] == 3
    assert found["cochair_meetings", "paused"] == 0
    assert found["cochair_journal_bytes", "database"] == 4
    assert found["cochair_journal_bytes", "log"] == 0
    assert found["cochair_disk_free_bytes",] > 0


@pytest.mark.parametrize("form", ["text", "json"])
async def test_incidents_and_lines_of_the_log_are_counted(
    tmp_path: Path, form: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging(form=form)
    path = tmp_path / "cochair.db"
    journal = await open_journal(path)
    assert not isinstance(journal, JournalFault)
    monitor = Monitor(journal, path, Supervisor({}))
    await monitor.start(None)
    try:
        incident(ValueError("words"), "a test")
        structlog.get_logger("bot.test").warning("discord failed", status=500)
    finally:
        await monitor.stop()
        await journal.close()
    incident(ValueError("words"), "after the end")
    found = values(monitor.metrics)
    assert found["cochair_incidents_total",] == 1
    assert found["cochair_log_lines_total", "error"] == 1
    assert found["cochair_log_lines_total", "warning"] == 1
    assert "words" not in exposed(monitor.metrics) + capsys.readouterr().err


def test_every_figure_is_in_the_documents_and_no_other(metrics: Metrics) -> None:
    exposed_names = {family.name for family in metrics.registry.collect()}
    listed = {row[0].strip("`") for row in table(ROOT / "docs" / "monitoring.md", "figure")}
    own = {name for name in exposed_names if name.startswith("cochair_")}
    assert {re.sub(r"_total$", "", name) for name in listed} == own


# After a rehearsal -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Metrics, Path]:
    """A whole roundtable, played while somebody watches, and the folder that it left."""
    out = tmp_path_factory.mktemp("played")
    bots: list[Any] = []

    def look() -> ConnectionStanding:
        found: ConnectionStanding = bots[0].standing()
        return found

    metrics = Metrics(look, out / "cochair.db")

    def built(*rest: Any) -> Any:
        made: Any = partial(build, observer=metrics)
        bots.append(made(*rest))
        return bots[0]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bot.rehearsal.rehearsal_run, "build", built)
        assert rehearse(out=out, quiet=True) == 0
    return metrics, out


def texts(told: Any) -> Iterator[str]:
    """Every text in a JSON document."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for key, value in told.items():
            yield key
            yield from texts(value)
    elif isinstance(told, list):
        for value in told:
            yield from texts(value)


def words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[^\W\d_]{2,}", text)}


def test_the_rehearsal_was_seen(played: tuple[Metrics, Path]) -> None:
    found = values(played[0])
    with closing(sqlite3.connect(played[1] / "cochair.db")) as journal:
        (events,) = journal.execute("SELECT count(*) FROM events").fetchone()
    assert found["cochair_events_committed_total",] == events > 100
    assert found["cochair_handling_seconds_count", "component"] > 10
    assert found["cochair_handling_seconds_count", "message"] > 10
    assert found["cochair_commands_total", "accepted"] > 50


def test_nothing_of_the_rehearsal_is_in_the_figures(played: tuple[Metrics, Path]) -> None:
    metrics, out = played
    record = json.loads((out / "transcript.json").read_text(encoding="utf-8"))
    said = exposed(metrics)
    # The words that figures consist of, whatever happens: those of an empty exposition, the codes of
    # refusals, and discord.py's kinds of what is handled.
    kinds = "component application_command modal_submit autocomplete message"
    vocabulary = words(exposed(Metrics(ConnectionStanding, out / "cochair.db")))
    vocabulary |= words(" ".join(Code)) | words(kinds.replace("_", " "))
    assert words(said) - vocabulary == set()
    assert len(words(" ".join(texts(record)))) > 500
    ids = {each for text in texts(record) for each in re.findall(r"\d{15,}", text)}
    assert ids and not [each for each in ids if each in said]
    meeting = record["meeting"]["id"]
    assert meeting not in said


def test_no_figure_has_a_label_that_is_not_of_a_closed_list(played: tuple[Metrics, Path]) -> None:
    found = {
        label
        for family in text_string_to_metric_families(exposed(played[0]))
        for sample in family.samples
        for label in sample.labels
    }
    assert found <= LABELS
