"""Discord's REST API over HTTP: a request in, what the world answers out.

What must not live here: what a route does; that is simcord's and `own_routes`'.
"""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from aiohttp import web
from simcord.backend.errors import BackendError
from simcord.http.router import RequestContext, RouteNotImplemented, UnsupportedField

from tests.fakediscord.faults import Fault, Kind
from tests.fakediscord.own_routes import carry_out
from tests.fakediscord.schema import description

if TYPE_CHECKING:
    from tests.fakediscord.server import FakeDiscord

BASE = "/api/v10"
CDN = "https://cdn.simcord.invalid"
_BY_TOKEN = ("/interactions/", "/webhooks/")
"""What is authorized by the token in its path."""


@dataclass
class Upload:
    """A file that came with a request, as simcord takes it."""

    filename: str
    fp: io.BytesIO
    description: str | None


@dataclass
class Sent:
    """A request as it came: its path after the base, and its body, if it had one."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    files: list[Upload]
    multipart: bool


class Rest:
    def __init__(self, fake: FakeDiscord) -> None:
        self._fake = fake

    def application(self) -> web.Application:
        app = web.Application(client_max_size=100 << 20)
        app.router.add_get("/cdn/{path:.*}", self._cdn)
        app.router.add_route("*", BASE + "/{path:.*}", self._request)
        app.router.add_route("*", "/{path:.*}", self._elsewhere)
        return app

    async def _elsewhere(self, request: web.Request) -> web.Response:
        self._fake.unknown.append(f"{request.method} {request.path}")
        return self._answer(404, {"message": "404: Not Found", "code": 0})

    async def _cdn(self, request: web.Request) -> web.Response:
        fault = self._fake.faults.of_request("GET", request.path)
        if fault is not None:  # a file is given, or it is not
            return web.Response(status=fault.status)
        blob = self._fake.world.backend.cdn.get(f"{CDN}/{request.match_info['path']}")
        return web.Response(status=404) if blob is None else web.Response(body=blob)

    async def _request(self, request: web.Request) -> web.StreamResponse:
        sent = await _read(request)
        fake = self._fake
        fake.requests.append((sent.method, sent.path))
        known = request.headers.get("Authorization") == f"Bot {fake.gateway.token}"
        if not known and not sent.path.startswith(_BY_TOKEN):
            return self._answer(401, {"message": "401: Unauthorized", "code": 0})
        self._check(sent)
        fault = fake.faults.of_request(sent.method, sent.path)
        if fault is not None:
            before = await self._before(request, sent, fault)
            if before is not None:
                return before
        verdict = fake.limits.judge(sent.method, sent.path)
        if verdict.wait is not None:
            return self._too_many(verdict.wait, verdict.headers, everywhere=verdict.everywhere)
        status, body = self._carry_out(request, sent)
        if fault is not None:
            after = await self._after(request, fault)
            if after is not None:
                return after
        return self._answer(status, body, verdict.headers)

    def _check(self, sent: Sent) -> None:
        known = description()
        if known is None or not self._fake.checks:
            return
        said = known.complaints(
            sent.method, sent.path, sent.query, sent.body, multipart=sent.multipart
        )
        self._fake.complaints.update(said)

    def _carry_out(self, request: web.Request, sent: Sent) -> tuple[int, Any]:
        reason = request.headers.get("X-Audit-Log-Reason")
        context = RequestContext(
            self._fake.world.backend,
            {},
            json=sent.body,
            params=dict(sent.query),
            files=sent.files,
            reason=None if reason is None else unquote(reason),
            method=sent.method,
            path=sent.path,
        )
        try:
            body = carry_out(self._fake, context)
        except (RouteNotImplemented, UnsupportedField, NotImplementedError) as gap:
            self._fake.unknown.append(f"{sent.method} {sent.path}: {gap}")
            return 501, {"message": str(gap), "code": 0}
        except BackendError as error:
            return error.status, error.to_json()
        self._fake.carried_out(sent.method, sent.path)
        return (204, None) if body is None else (200, body)

    async def _before(self, request: web.Request, sent: Sent, fault: Fault) -> web.Response | None:
        """What a fault does instead of the request, or before it."""
        match fault.kind:
            case Kind.REFUSE:
                _hang_up(request)
                return web.Response(status=500)
            case Kind.FAIL:
                body = fault.body or {"message": f"{fault.status}: as the test wishes", "code": 0}
                return self._answer(fault.status, body, fault.headers)
            case Kind.ANSWER:
                return self._answer(200, fault.body, fault.headers)
            case Kind.LIMIT:
                return self._too_many(fault.seconds, {}, everywhere=False)
            case Kind.LIMIT_ALL:
                return self._too_many(fault.seconds, {}, everywhere=True)
            case Kind.SLOW:
                await asyncio.sleep(fault.seconds)
        return None

    async def _after(self, request: web.Request, fault: Fault) -> web.Response | None:
        """What a fault does to the reply of a request that was carried out."""
        match fault.kind:
            case Kind.LOSE_REPLY:
                _hang_up(request)
                return web.Response(status=500)
            case Kind.SLOW_REPLY:
                await asyncio.sleep(fault.seconds)
        return None

    def _too_many(
        self, wait: float, headers: Mapping[str, str], *, everywhere: bool
    ) -> web.Response:
        body = {"message": "You are being rate limited.", "retry_after": wait, "global": everywhere}
        scope = "global" if everywhere else "user"
        named = {"Retry-After": f"{wait:.3f}", "X-RateLimit-Scope": scope, **headers}
        return self._answer(429, body, named)

    def _answer(
        self, status: int, body: Any, headers: Mapping[str, str] | None = None
    ) -> web.Response:
        # A 429 without "Via" is Cloudflare's, which is told by a fault's own headers.
        made = {"Content-Type": "application/json", **(headers or {})}
        if headers is not None and "X-RateLimit-Scope" in headers:
            made["Via"] = "1.1 google"
        if body is None:
            del made["Content-Type"]
            return web.Response(status=status, headers=made)
        text = json.dumps(body).replace(CDN, self._fake.cdn)
        return web.Response(status=status, body=text.encode(), headers=made)


async def _read(request: web.Request) -> Sent:
    path = request.path.removeprefix(BASE)
    query = dict(request.query)
    if request.content_type == "multipart/form-data":
        body, files = await _multipart(request)
        return Sent(request.method, path, query, body, files, True)
    raw = await request.read()
    return Sent(request.method, path, query, json.loads(raw) if raw else None, [], False)


async def _multipart(request: web.Request) -> tuple[Any, list[Upload]]:
    body: Any = {}
    files: list[tuple[str, bytes]] = []
    form = await request.post()
    for name, value in form.items():
        if name == "payload_json":
            body = json.loads(str(value))
        elif isinstance(value, web.FileField):
            files.append((value.filename, value.file.read()))
        else:
            body[name] = value
    described = {str(one.get("id")): one.get("description") for one in body.get("attachments", ())}
    return body, [
        Upload(name, io.BytesIO(data), described.get(str(place)))
        for place, (name, data) in enumerate(files)
    ]


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
