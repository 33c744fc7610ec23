"""How long a test waits for what has to come, and how it asks what something costs.

A test never measures the machine: what must be fast is compared with something else of the same run.
"""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 300.0
"""Seconds of real time. Only what hangs is kept for so long; a slow or busy machine is not missed."""


def cost(work: Callable[[], object]) -> float:
    """The processor time of the work in seconds, which others at work on the machine hardly change."""
    begun = time.process_time()
    work()
    return time.process_time() - begun
