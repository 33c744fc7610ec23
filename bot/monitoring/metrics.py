"""The figures, in Prometheus' form. One row a figure; docs/monitoring.md has the same rows for people.

What must not live here: a label whose values are not a closed list in the code. Ids would make a new
series for every meeting and person, and show who was there.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.incidents import INCIDENT
from bot.observer import ConnectionStanding, Gateway
from bot.procedure.refusals import Code
from bot.procedure.state import Status

APPEND_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
LAG_BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
ANSWER_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30)
"""Seconds. Discord waits for three for the first answer."""

LEVELS = ("debug", "info", "warning", "error", "critical")


class Metrics:
    """An `Observer` that counts. `look` says how the bot stands whenever somebody asks; `database` is
    the file whose size, and whose disk's room, are told."""

    def __init__(self, look: Callable[[], ConnectionStanding], database: Path) -> None:
        self.registry = CollectorRegistry()
        self._decided = Counter(
            "cochair_commands",
            "Commands that were decided, by the outcome.",
            ["outcome"],
            registry=self.registry,
        )
        self._refused = Counter(
            "cochair_refusals",
            "Commands that were refused, by the code of the refusal.",
            ["code"],
            registry=self.registry,
        )
        self._events = Counter(
            "cochair_events_committed", "Events written to the journal.", registry=self.registry
        )
        self._append = Histogram(
            "cochair_append_seconds",
            "How long an append took, waiting included, until it was on the disk.",
            buckets=APPEND_BUCKETS,
            registry=self.registry,
        )
        self._not_written = Counter(
            "cochair_journal_failures",
            "Times that the journal could not be written.",
            registry=self.registry,
        )
        self._handled = Histogram(
            "cochair_handling_seconds",
            "How long presses, commands, forms and messages took, answer included, by Discord's kind.",
            ["kind"],
            buckets=ANSWER_BUCKETS,
            registry=self.registry,
        )
        self._requests = Counter(
            "cochair_discord_requests",
            "Requests to Discord's API, by method and HTTP status; none: no answer came.",
            ["method", "status"],
            registry=self.registry,
        )
        self._gateway = Counter(
            "cochair_gateway_changes",
            "New sessions, resumed sessions and lost connections at Discord's gateway.",
            ["change"],
            registry=self.registry,
        )
        self._lag = Histogram(
            "cochair_loop_lag_seconds",
            "How late the event loop came to what was due, looked at four times a second.",
            buckets=LAG_BUCKETS,
            registry=self.registry,
        )
        self._lines = Counter(
            "cochair_log_lines", "Lines of the log, by level.", ["level"], registry=self.registry
        )
        self._incidents = Counter(
            "cochair_incidents", "Unexpected exceptions, each with a line.", registry=self.registry
        )
        # What has a closed list of values is there from the beginning: of nothing there is no rate.
        for outcome in ("accepted", "refused"):
            self._decided.labels(outcome)
        for change in Gateway:
            self._gateway.labels(change)
        for level in LEVELS:
            self._lines.labels(level)
        self.registry.register(_Now(look, database))
        ProcessCollector(registry=self.registry)

    # As an observer --------------------------------------------------------------------------------

    def decided(self, refused: Code | None) -> None:
        self._decided.labels("accepted" if refused is None else "refused").inc()
        if refused is not None:
            self._refused.labels(refused).inc()

    def appended(self, events: int, seconds: float) -> None:
        self._events.inc(events)
        self._append.observe(seconds)

    def not_written(self) -> None:
        self._not_written.inc()

    def handled(self, kind: str, seconds: float) -> None:
        self._handled.labels(kind).observe(seconds)

    def requested(self, method: str, outcome: str) -> None:
        self._requests.labels(method, outcome).inc()

    def gateway(self, change: Gateway) -> None:
        self._gateway.labels(change).inc()

    # Besides ---------------------------------------------------------------------------------------

    def lagged(self, seconds: float) -> None:
        self._lag.observe(seconds)

    def logged(self, record: logging.LogRecord) -> None:
        level = record.levelname.lower()
        if level in LEVELS:
            self._lines.labels(level).inc()
        if isinstance(record.msg, dict) and record.msg.get("event") == INCIDENT:
            self._incidents.inc()


class LogWatch(logging.Handler):
    """Hands each line that is logged to `tell`, and writes nothing."""

    def __init__(self, tell: Callable[[logging.LogRecord], None]) -> None:
        super().__init__()
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self._tell(record)


class _Now(Collector):
    """What is looked up when somebody asks."""

    def __init__(self, look: Callable[[], ConnectionStanding], database: Path) -> None:
        self._look = look
        self._database = database

    def collect(self) -> Iterator[Metric]:
        now = self._look()
        yield _gauge("cochair_connected", "Whether the bot is on Discord.", now.connected)
        yield _gauge("cochair_ready", "Whether presses are heard and answered.", now.ready)
        yield _gauge(
            "cochair_under_way", "Presses and the like that are being handled.", now.under_way
        )
        yield _gauge(
            "cochair_rooms_waiting", "Rooms of meetings that are not taken up.", now.rooms_waiting
        )
        yield _gauge(
            "cochair_announcements_owed", "Announcements decided and not said yet.", now.owed
        )
        meetings = GaugeMetricFamily(
            "cochair_meetings", "Meetings that are not over, by status.", labels=["status"]
        )
        for status in Status:
            if status is not Status.CLOSED:
                meetings.add_metric([status], now.meetings.get(status, 0))
        yield meetings
        size = GaugeMetricFamily(
            "cochair_journal_bytes", "The size of the journal's files.", labels=["file"]
        )
        for part, ending in (("database", ""), ("log", "-wal")):
            size.add_metric([part], _size(Path(f"{self._database}{ending}")))
        yield size
        with suppress(OSError):
            free = shutil.disk_usage(self._database.parent).free
            yield _gauge("cochair_disk_free_bytes", "Room on the journal's disk.", free)


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
