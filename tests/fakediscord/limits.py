"""Rate limits: a bucket for each route and place, and one for the whole bot, with Discord's headers.

Discord publishes no figures and says that they may change; these are of the order that bots see. What
must not live here: HTTP; the answer is made in `rest`.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field

GLOBAL = (50, 1.0)
"""Requests in how many seconds, of the whole bot. Interactions do not count."""

DEFAULT = (10, 1.0)
LIMITS: dict[tuple[str, str], tuple[int, float]] = {
    ("POST", "/channels/{}/messages"): (5, 5.0),
    ("PATCH", "/channels/{}/messages/{}"): (5, 5.0),
    ("DELETE", "/channels/{}/messages/{}"): (5, 1.0),
    ("GET", "/channels/{}/messages"): (5, 5.0),
    ("PUT", "/channels/{}/permissions/{}"): (10, 5.0),
    ("DELETE", "/channels/{}/permissions/{}"): (10, 5.0),
    ("PUT", "/channels/{}/messages/{}/reactions/{}/@me"): (1, 0.25),
    ("POST", "/channels/{}/threads"): (50, 300.0),
    ("PATCH", "/guilds/{}/members/{}"): (10, 10.0),
    ("POST", "/webhooks/{}/{}"): (5, 2.0),
    ("PATCH", "/webhooks/{}/{}/messages/@original"): (5, 2.0),
}
"""Requests in how many seconds, by method and route."""

UNLIMITED = ("/interactions/",)


@dataclass
class _Window:
    began: float
    used: int = 0


@dataclass
class Verdict:
    """What the limits say of one request: the headers to send, and, where it is one too many, how long
    to wait and whether it is the whole bot that has to."""

    headers: dict[str, str] = field(default_factory=dict)
    wait: float | None = None
    everywhere: bool = False


class Limits:
    def __init__(self) -> None:
        self._windows: dict[tuple[str, ...], _Window] = {}
        self.refused = 0

    def judge(self, method: str, path: str) -> Verdict:
        if path.startswith(UNLIMITED):
            return Verdict()
        route, major = route_of(path)
        wait = None if path.startswith("/webhooks/") else self._spend(("global",), *GLOBAL)
        if wait is not None:
            self.refused += 1
            return Verdict({"X-RateLimit-Global": "true"}, wait, everywhere=True)
        most, seconds = LIMITS.get((method, route), DEFAULT)
        key = (method, route, major)
        wait = self._spend(key, most, seconds)
        self.refused += wait is not None
        return Verdict(self._headers(key, most, seconds), wait)

    def _spend(self, key: tuple[str, ...], most: int, seconds: float) -> float | None:
        """None if there was one left, otherwise the seconds until there will be."""
        now = time.monotonic()
        window = self._windows.get(key)
        if window is None or now - window.began >= seconds:
            window = self._windows[key] = _Window(now)
        if window.used >= most:
            return max(window.began + seconds - now, 0.001)
        window.used += 1
        return None

    def _headers(self, key: tuple[str, ...], most: int, seconds: float) -> dict[str, str]:
        window = self._windows[key]
        left = max(window.began + seconds - time.monotonic(), 0.0)
        name = hashlib.sha256(" ".join(key[:2]).encode()).hexdigest()[:32]
        return {
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(most - window.used),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": name,
        }


def route_of(path: str) -> tuple[str, str]:
    """A path with its numbers, tokens and reactions taken out, and the place that it is about."""
    parts = path.strip("/").split("/")
    major = parts[1] if len(parts) > 1 and parts[0] in ("channels", "guilds", "webhooks") else ""
    named: list[str] = []
    for place, part in enumerate(parts):
        token = place == 2 and parts[0] in ("webhooks", "interactions")
        emoji = place > 0 and parts[place - 1] == "reactions"
        named.append("{}" if part.isdecimal() or token or emoji else part)
    if parts[0] == "webhooks" and len(parts) > 2:
        major = "/".join(parts[1:3])
    return "/" + "/".join(named), major
