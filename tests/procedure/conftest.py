"""Whatever meeting a test drives, a reader of its journal finds that the rules could have written it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.procedure.lawful import unlawful
from tests.procedure.samples import ROOMS


@pytest.fixture(autouse=True)
def what_was_done_is_lawful() -> Iterator[None]:
    ROOMS.clear()
    yield
    for room in ROOMS:
        assert unlawful(room.records) == ()
