"""Who may see the desk: middleware before every handler, and the headers of every answer.

Three things are asked of a request: that it was meant for this machine and comes from no other site
(Host and Origin, since a foreign name can be made to point at 127.0.0.1), that it only reads, and that
it bears the cookie. The cookie is given once, for the key in the address that the command printed.
Nothing is written down about who asked for what.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.review.access_pages import AccessPages

ENTRANCE = "/-/enter"
METHODS = ("GET", "HEAD")

POLICY = (
    "default-src 'none'; style-src {style}; img-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every answer, whatever made it. The policy on scripts and styles stands beside them; a page that
brings its own (a transcript, whose style sheet is inside it) keeps it."""


def policy(style: str = "'self'") -> str:
    """The Content-Security-Policy of a page with this source of styles: no script, no other machine."""
    return POLICY.format(style=style)


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """What every answer carries; a signal of aiohttp's, sent before the answer is."""
    response.headers.setdefault("Content-Security-Policy", policy())
    response.headers.update(HEADERS)
    response.headers.popall("Server", None)


@dataclass
class OneTimeKey:
    """The key in the address. `redeem` takes it once; afterwards only the cookie opens the desk."""

    secret: str | None = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    _first: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._first = self.secret or ""

    def known(self, offered: str) -> bool:
        """Whether this is the key of this desk, spent or not."""
        return _same(offered, self._first)

    def redeem(self, offered: str) -> bool:
        """Whether the key opens the desk, which it does once."""
        if self.secret is None or not self.known(offered):
            return False
        self.secret = None
        return True

    def fits(self, cookie: str | None) -> bool:
        return cookie is not None and _same(cookie, self.cookie)


def _same(offered: str, right: str) -> bool:
    # What is not UTF-8 in a request comes as lone surrogates, which would not encode otherwise.
    return hmac.compare_digest(offered.encode(errors="surrogatepass"), right.encode())


class AccessControl:
    """Lets a request through to its handler, or answers it. `port` is the one that is listened on."""

    def __init__(self, key: OneTimeKey, port: int, pages: AccessPages) -> None:
        self._key = key
        self._pages = pages
        # Cookies are shared by all ports of a machine, so that two desks need names of their own.
        self._cookie = f"cochair-desk-{port}"
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        self._origins = {f"http://{host}" for host in self._hosts}

    @web.middleware
    async def check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        inside = self._key.fits(cookies(request).get(self._cookie))
        if not _all_in(request, "Host", self._hosts, needed=True):
            return self._answer(421, "host")
        if (
            not request.raw_path.isascii()
        ):  # one of aiohttp's two parsers refuses it before, one does not
            raise web.HTTPBadRequest
        if not _all_in(request, "Origin", self._origins, needed=False):
            return self._answer(403, "host")
        if request.method not in METHODS:
            return self._answer(405, "method", {"Allow": ", ".join(METHODS)})
        if request.path == ENTRANCE:
            return self._enter(request, inside)
        if not inside:
            return self._answer(403, "no-cookie")
        return await handler(request)

    def _enter(self, request: web.Request, inside: bool) -> web.Response:
        offered = request.query.get("key", "")
        if request.method == "GET" and self._key.redeem(offered):
            # A page that goes on by itself and no redirect: a strict cookie is not sent along a
            # redirect whose first step another site (or a mail) began.
            response = self._answer(200, "entered", {"Refresh": "0; url=/"}, way_back=True)
            response.set_cookie(self._cookie, self._key.cookie, httponly=True, samesite="Strict")
            return response
        spent = self._key.known(offered) and self._key.secret is None
        return self._answer(403, "spent" if spent else "wrong-key", way_back=inside)

    def _answer(
        self, status: int, page: str, more: dict[str, str] | None = None, *, way_back: bool = False
    ) -> web.Response:
        text, style = self._pages.page(page, way_back=way_back)
        headers = {"Content-Security-Policy": policy(style), **(more or {})}
        return web.Response(status=status, text=text, content_type="text/html", headers=headers)


def _all_in(request: web.Request, header: str, allowed: set[str], *, needed: bool) -> bool:
    """Whether the header has none but these values; if it is needed, it must be there."""
    found = [value.lower() for value in request.headers.getall(header, ())]
    return set(found) <= allowed and (bool(found) or not needed)


def cookies(request: web.Request) -> dict[str, str]:
    """The cookies of a request by name. Read here, since another program on this machine may have set
    one that a strict reader stops at."""
    pairs = (part.strip().partition("=") for part in request.headers.get("Cookie", "").split(";"))
    return {name: value for name, _, value in pairs if name}
