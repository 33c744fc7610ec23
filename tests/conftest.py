"""What all tests share: how long Hypothesis looks, and logging that is put back after each test.

Nothing else belongs here.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import settings

settings.register_profile("chaos", max_examples=2500, deadline=None)
# `make test` has to end in minutes; what looks for longer has its campaign, `make chaos`. Deadlines are
# for benches: on a busy machine they fail for nothing.
settings.register_profile("short", max_examples=60, deadline=None)
settings.load_profile("short")


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """A command that a test runs in this process sets logging up for itself, on a stream that is
    gone when the test is over."""
    root, own = logging.getLogger(), logging.getLogger("bot")
    before = (root.handlers[:], root.level, own.level)
    yield
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    own.setLevel(before[2])
    structlog.reset_defaults()
