"""Articles from files, addresses and bytes. The one module of the agenda that opens files and addresses.

An address is asked as a careful stranger would: https only, nothing that points inside (names are
resolved once, all their addresses are judged, and the judged ones are connected to), robots.txt heeded,
few redirects, each judged anew, and limits on size and time. What must not live here: what a form means.
Nothing is logged: an address can tell what people are about to discuss.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import zlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from urllib.robotparser import RobotFileParser

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.agenda.addresses import AddressPolicy, checked, leads_to_login
from bot.agenda.article import Article
from bot.agenda.conversion import Converter
from bot.agenda.forms import read_bytes
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind

__all__ = ["Reader", "read_bytes"]

AGENT = "Cochair"
MOST_FILE_BYTES = 20_000_000
"""Of a file. PDFs with pictures are larger than their text by far."""
_MOST_ROBOTS = 500_000
_HEADERS = {
    "User-Agent": f"{AGENT}/1 (reads one article for its readers)",
    "Accept": "text/html,application/xhtml+xml,text/plain,text/markdown,application/pdf;q=0.9,"
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document;q=0.9",
    "Accept-Encoding": "gzip, deflate",
}
_TYPES = frozenset(
    {
        "", "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown",
        "application/pdf", "application/x-pdf", "application/octet-stream", "application/msword",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)  # fmt: skip
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_Kind = ReadingFaultKind

Lookup = Callable[[str], Awaitable[Sequence[str]]]
"""All addresses that a name stands for. OSError if it stands for none."""


async def system_lookup(host: str) -> Sequence[str]:
    """What this machine's resolver says."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(where[0]) for *_, where in found]


class _Inside(OSError):
    """A name that stands for an address inside."""


class _Refusal(Exception):
    """Carries a fault out of the depths of a fetch; never leaves this module."""

    def __init__(self, fault: ReadingFault) -> None:
        super().__init__(fault.kind.value)
        self.fault = fault


def _refuse(kind: ReadingFaultKind, **facts: int | str) -> _Refusal:
    return _Refusal(ReadingFault(kind, facts))


class _Guarded(AbstractResolver):
    """Resolves a name once and gives aiohttp the very addresses that were judged. One bad answer is
    enough to refuse: a name that stands for something inside as well is a trap."""

    def __init__(self, lookup: Lookup, policy: AddressPolicy) -> None:
        self._lookup = lookup
        self._policy = policy

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found: list[ResolveResult] = []
        for text in dict.fromkeys(await self._lookup(host)):
            address = ip_address(text)
            if not self._policy.allows(address):
                raise _Inside
            kind = socket.AF_INET if address.version == 4 else socket.AF_INET6
            if family in (socket.AF_UNSPEC, kind):
                found.append(
                    ResolveResult(
                        hostname=host,
                        host=text,
                        port=port,
                        family=kind,
                        proto=0,
                        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
                    )
                )
        if not found:
            raise OSError("no address")
        return found

    async def close(self) -> None:
        """Nothing is held open."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an address gave; `data` is None for a redirect that was not read."""

    url: URL
    status: int
    content_type: str
    data: bytes


class Reader:
    """Reads articles. The parameters are for tests and for unusual networks; an operator sets none."""

    def __init__(
        self,
        *,
        policy: AddressPolicy | None = None,
        lookup: Lookup = system_lookup,
        tls: ssl.SSLContext | None = None,
        converter: Converter | None = None,
    ) -> None:
        self._policy = policy or AddressPolicy()
        self._lookup = lookup
        self._tls = tls
        self._converter = converter or Converter()

    async def data(
        self, data: bytes, name: str | None = None, content_type: str | None = None
    ) -> Article | ReadingFault:
        """The article in these bytes; see `read_bytes`."""
        if len(data) > MOST_FILE_BYTES:
            return _too_large(MOST_FILE_BYTES)
        found = await self._converter.convert(data, name, content_type)
        return (
            replace(found, sha256=sha256(data).hexdigest()) if isinstance(found, Article) else found
        )

    async def file(self, path: Path) -> Article | ReadingFault:
        """The article in a file."""
        data = await asyncio.to_thread(_contents, path)
        return data if isinstance(data, ReadingFault) else await self.data(data, path.name)

    async def address(self, address: str) -> Article | ReadingFault:
        """The article at an https address; its `address` is where it was found in the end."""
        try:
            async with asyncio.timeout(self._policy.deadline):
                answer = await self._fetched(address)
        except TimeoutError:
            return ReadingFault(_Kind.NO_ANSWER, {"seconds": round(self._policy.deadline)})
        except _Refusal as refusal:
            return refusal.fault
        found = await self.data(answer.data, answer.url.name, answer.content_type)
        if isinstance(found, Article):
            return replace(found, address=str(answer.url))
        if found.kind in (_Kind.EMPTY, _Kind.ONE_PARAGRAPH) and "html" in answer.content_type:
            # A page with next to no text: it shows the rest to those who are logged in, or to browsers.
            return ReadingFault(_Kind.LOGIN)
        return found

    async def _fetched(self, address: str) -> _Answer:
        connector = aiohttp.TCPConnector(
            resolver=_Guarded(self._lookup, self._policy),
            use_dns_cache=False,
            ssl=self._tls or True,
            limit=2,
        )
        # No proxy and no netrc of the environment, no cookies from one hop to the next.
        async with aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=_HEADERS,
            trust_env=False,
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None),
        ) as session:
            return await _Visit(session, self._policy).page(address)


class _Visit:
    """One visit for one article, with what was learned on the way."""

    def __init__(self, session: aiohttp.ClientSession, policy: AddressPolicy) -> None:
        self._session = session
        self._policy = policy
        self._robots: dict[str, RobotFileParser | None] = {}

    async def page(self, address: str) -> _Answer:
        answer = await self._followed(address, self._policy.most_bytes, heed_robots=True)
        match answer.status:
            case 200 | 203:
                return answer
            case 401 | 402 | 403 | 407:
                raise _refuse(_Kind.LOGIN)
            case 404 | 410:
                raise _refuse(_Kind.NOT_FOUND)
            case status if status >= 500:
                raise _refuse(_Kind.SERVER_TROUBLE, status=status)
            case status:
                raise _refuse(_Kind.REFUSED, status=status)

    async def _followed(self, address: str, most: int, *, heed_robots: bool) -> _Answer:
        """The answer after all redirects. Every hop is judged like the first."""
        before: URL | None = None
        for _ in range(self._policy.most_redirects + 1):
            url = checked(address, self._policy)
            if isinstance(url, ReadingFault):
                raise _Refusal(url)
            if heed_robots and before is not None and leads_to_login(before, url):
                raise _refuse(_Kind.LOGIN)
            if heed_robots and not await self._welcome(url):
                raise _refuse(_Kind.ROBOTS)
            answer, location = await self._asked(url, most, heed_robots)
            if location is None:
                return answer
            try:
                address = str(url.join(URL(location)))
            except ValueError:
                raise _refuse(_Kind.BAD_ADDRESS) from None
            before = url
        raise _refuse(_Kind.TOO_MANY_REDIRECTS)

    async def _welcome(self, url: URL) -> bool:
        """What robots.txt of the host says (RFC 9309): none there means yes."""
        host = url.host or ""
        if host not in self._robots:
            self._robots[host] = await self._rules(url)
        rules = self._robots[host]
        return rules is None or rules.can_fetch(AGENT, str(url))

    async def _rules(self, url: URL) -> RobotFileParser | None:
        address = str(url.origin() / "robots.txt")
        answer = await self._followed(address, _MOST_ROBOTS, heed_robots=False)
        if answer.status >= 500:
            raise _refuse(_Kind.SERVER_TROUBLE, status=answer.status)
        if answer.status != 200:
            return None
        rules = RobotFileParser()
        rules.parse(answer.data.decode("utf-8", errors="replace").splitlines())
        return rules

    async def _asked(self, url: URL, most: int, article: bool) -> tuple[_Answer, str | None]:
        """One request. The place of a redirect, if that is the answer."""
        try:
            async with self._session.get(url, allow_redirects=False) as response:
                content_type = response.headers.get("Content-Type", "")
                location = response.headers.get("Location")
                if response.status in _REDIRECTS and location:
                    return _Answer(url, response.status, "", b""), location
                if article and response.status in (200, 203):
                    if response.content_type not in _TYPES and "Content-Type" in response.headers:
                        raise _refuse(_Kind.WRONG_TYPE)
                    data = await _body(response, most)
                else:
                    data = b"" if article else await _body(response, most)
                return _Answer(url, response.status, content_type, data), None
        except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientSSLError, ssl.SSLError):
            raise _refuse(_Kind.BAD_CERTIFICATE) from None
        except aiohttp.ClientConnectorError as error:
            if isinstance(error.os_error, _Inside):
                raise _refuse(_Kind.INSIDE) from None
            if isinstance(error, aiohttp.ClientConnectorDNSError):
                raise _refuse(_Kind.NO_SUCH_HOST) from None
            raise _refuse(_Kind.UNREACHABLE) from None
        except (aiohttp.ClientError, OSError, ValueError):
            raise _refuse(_Kind.UNREACHABLE) from None


async def _body(response: aiohttp.ClientResponse, most: int) -> bytes:
    """The body, unpacked here so that what a small answer unpacks to can be counted while it does."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise _refuse(_Kind.WRONG_TYPE)
    packed = encoding not in ("", "identity")
    unpack = zlib.decompressobj(wbits=47)  # gzip or zlib, whichever it is
    data = bytearray()
    try:
        async for chunk in response.content.iter_any():
            data += unpack.decompress(chunk, most + 1 - len(data)) if packed else chunk
            if len(data) > most:
                raise _Refusal(_too_large(most))
    except zlib.error:
        raise _refuse(_Kind.DAMAGED) from None
    return bytes(data)


def _too_large(most: int) -> ReadingFault:
    return ReadingFault(_Kind.TOO_LARGE, {"most": most // 1_000_000})


def _contents(path: Path) -> bytes | ReadingFault:
    """Runs in a thread."""
    try:
        if not path.exists():
            return ReadingFault(_Kind.NO_FILE)
        # A pipe or a device could be read for ever.
        if not path.is_file():
            return ReadingFault(_Kind.NOT_A_FILE)
        with path.open("rb") as file:
            data = file.read(MOST_FILE_BYTES + 1)
    except (OSError, ValueError):
        return ReadingFault(_Kind.UNREADABLE)
    return _too_large(MOST_FILE_BYTES) if len(data) > MOST_FILE_BYTES else data
