"""Every shipped rehearsal, played once for the whole run: see `tests/rehearsal/conftest.py`."""

from __future__ import annotations

from tests.rehearsal.conftest import played as played
