"""Heavy work in processes of its own: each piece has a time, a share of memory and an end.

`pool` starts and ends them, `__main__` is what runs there. What must not live here: any of the work
itself; it stands with its subject, as a function that knows nothing of where it runs.
"""

from bot.workers.pool import Limits, Overrun, Workers, WorkFailed

__all__ = ["Limits", "Overrun", "WorkFailed", "Workers"]
