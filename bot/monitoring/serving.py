"""The port on which a supervisor asks: /livez, /readyz, each check of theirs, and /metrics.

What must not live here: what is found out. Nothing is taken from whoever asks but the path, and what is
answered holds no name, id or word; so the port has no key, and is closed to all other machines.
"""

from __future__ import annotations

from aiohttp import web
from prometheus_client.exposition import choose_encoder

from bot.monitoring.health import Check, Health
from bot.monitoring.metrics import Metrics
from bot.settings import HealthAddress

HOME = """\
Cochair, seen from outside
/livez    the loop turns, the journal can be written
/readyz   on Discord, the rooms taken up, not told to stop, no other process with the token
/metrics  figures for Prometheus
"""


def application(health: Health, metrics: Metrics) -> web.Application:
    """`/livez/journal` and the like ask for one check only."""

    async def home(request: web.Request) -> web.Response:
        return web.Response(text=HOME)

    async def checks(request: web.Request) -> web.Response:
        found = await health.ask(request.match_info["group"], request.match_info.get("name"))
        if found is None:
            raise web.HTTPNotFound
        return answer(found)

    async def figures(request: web.Request) -> web.Response:
        encode, kind = choose_encoder(request.headers.get("Accept", ""))
        body = encode(metrics.registry)
        return web.Response(body=body, headers={"Content-Type": kind, "Cache-Control": "no-store"})

    app = web.Application()
    app.router.add_get("/", home)
    app.router.add_get("/metrics", figures)
    app.router.add_get("/{group:livez|readyz}", checks)
    app.router.add_get("/{group:livez|readyz}/{name}", checks)
    return app


def answer(found: tuple[Check, ...]) -> web.Response:
    """200 where all is well, else 503; either way with every check."""
    ok = all(check.ok for check in found)
    told = [{"check": check.name, "ok": check.ok, "says": check.said} for check in found]
    return web.json_response(
        {"ok": ok, "checks": told},
        status=200 if ok else 503,
        headers={"Cache-Control": "no-store"},
    )


async def serve(app: web.Application, at: HealthAddress) -> web.AppRunner:
    """Answer at this address until the runner is cleaned up. Raises OSError where it is taken."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, at.host, at.port).start()
    except BaseException:
        await runner.cleanup()
        raise
    return runner
