"""The reader against a real server with a certificate of its own, and against real processes."""

from __future__ import annotations

import asyncio
import gzip
import os
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

import pytest
import trustme
from aiohttp import web

from bot.agenda.addresses import AddressPolicy, IPAddress, is_public
from bot.agenda.article import Article
from bot.agenda.conversion import SMALL, Converter
from bot.agenda.reader import MOST_FILE_BYTES, Reader, system_lookup
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind
from tests.agenda.forms.papers import ENGLISH, SAMPLES, pdf
from tests.agenda.forms.test_html import PAGE

Kind = ReadingFaultKind
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
HOST, OTHER = "news.example", "other.example"
TEXT = "\n\n".join(ENGLISH)


class Site:
    """A server that answers for every name; what it gives stands in `pages`."""

    def __init__(self) -> None:
        self.pages: dict[str, Handler] = {}
        self.asked: list[str] = []
        self.robots = ""
        self.port = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(f"{request.host.split(':')[0]}{request.path}")
        if request.path == "/robots.txt" and request.path not in self.pages:
            return web.Response(text=self.robots, status=200 if self.robots else 404)
        handler = self.pages.get(request.path)
        return web.Response(status=404) if handler is None else await handler(request)

    def gives(self, path: str, response: Callable[[], web.Response]) -> str:
        async def handler(_request: web.Request) -> web.StreamResponse:
            return response()

        self.pages[path] = handler
        return self.at(path)

    def at(self, path: str, host: str = HOST) -> str:
        return f"https://{host}:{self.port}{path}"


AUTHORITY = trustme.CA()


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    made = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", made.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert(HOST, OTHER).configure_cert(tls)
    where = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await where.start()
    made.port = runner.addresses[0][1]
    yield made
    await runner.cleanup()


def here(address: IPAddress) -> bool:
    """For tests: this very machine by its first address, and what is public."""
    return str(address) == "127.0.0.1" or is_public(address)


async def to_here(_host: str) -> Sequence[str]:
    return ["127.0.0.1"]


def reader(
    site: Site,
    *,
    lookup: Callable[[str], Awaitable[Sequence[str]]] = to_here,
    deadline: float = 5.0,
    most_bytes: int = 5_000_000,
    trusted: bool = True,
) -> Reader:
    tls = ssl.create_default_context()
    if trusted:
        AUTHORITY.configure_trust(tls)
    policy = AddressPolicy(here, site.port, deadline, most_bytes)
    return Reader(policy=policy, lookup=lookup, tls=tls)


def fault(kind: Kind, **facts: int | str) -> ReadingFault:
    return ReadingFault(kind, facts)


async def test_a_page_is_read(site: Site) -> None:
    address = site.gives("/ferry", lambda: web.Response(text=PAGE, content_type="text/html"))
    found = await reader(site).address(address + "#comments")
    assert isinstance(found, Article)
    assert found.title == "The Ferry That Stopped"
    assert found.address == address
    assert site.asked == [f"{HOST}/robots.txt", f"{HOST}/ferry"]


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_packed_answers_are_unpacked(site: Site, encoding: str) -> None:
    body = gzip.compress(TEXT.encode()) if encoding == "gzip" else zlib.compress(TEXT.encode())
    headers = {"Content-Encoding": encoding, "Content-Type": "text/plain"}
    address = site.gives("/a", lambda: web.Response(body=body, headers=headers))
    assert isinstance(await reader(site).address(address), Article)


async def test_an_answer_that_unpacks_to_too_much_is_dropped(site: Site) -> None:
    body = gzip.compress(b" " * 30_000_000)
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/plain"}
    address = site.gives("/a", lambda: web.Response(body=body, headers=headers))
    assert await reader(site).address(address) == fault(Kind.TOO_LARGE, most=5)


async def test_large_answers_are_dropped(site: Site) -> None:
    address = site.gives("/a", lambda: web.Response(text="words " * 400_000))
    found = await reader(site, most_bytes=2_000_000).address(address)
    assert found == fault(Kind.TOO_LARGE, most=2)


async def test_redirects_are_followed_and_counted(site: Site) -> None:
    async def hop(request: web.Request) -> web.StreamResponse:
        left = int(request.path.strip("/"))
        to = f"/{left - 1}" if left else site.at("/end", OTHER)
        return web.Response(status=302, headers={"Location": to})

    for number in range(9):
        site.pages[f"/{number}"] = hop
    site.gives("/end", lambda: web.Response(text=TEXT))
    found = await reader(site).address(site.at("/4"))
    assert isinstance(found, Article)
    assert found.address == site.at("/end", OTHER)
    assert f"{OTHER}/robots.txt" in site.asked
    assert await reader(site).address(site.at("/5")) == fault(Kind.TOO_MANY_REDIRECTS)


@pytest.mark.parametrize(
    ("to", "kind"),
    [
        ("https://127.0.0.2:{port}/x", Kind.INSIDE),
        ("https://[::1]:{port}/x", Kind.INSIDE),
        ("https://169.254.169.254:{port}/x", Kind.INSIDE),
        ("http://news.example:{port}/x", Kind.BAD_ADDRESS),
        ("https://news.example/x", Kind.BAD_ADDRESS),
        ("https://u@news.example:{port}/x", Kind.BAD_ADDRESS),
        ("file:///etc/passwd", Kind.BAD_ADDRESS),
        ("//[", Kind.BAD_ADDRESS),
        ("/login?next=a", Kind.LOGIN),
    ],
)
async def test_redirects_are_judged_like_addresses(site: Site, to: str, kind: Kind) -> None:
    headers = {"Location": to.format(port=site.port)}
    address = site.gives("/a", lambda: web.Response(status=302, headers=headers))
    assert await reader(site).address(address) == fault(kind)
    assert f"{HOST}/x" not in site.asked


@pytest.mark.parametrize(
    "answers",
    [["10.0.0.1"], ["::1"], ["93.184.216.34", "127.0.0.9"], ["::ffff:127.0.0.1"], ["fe80::1%1"]],
)
async def test_a_name_that_stands_for_something_inside(site: Site, answers: list[str]) -> None:
    async def lookup(_host: str) -> Sequence[str]:
        return answers

    found = await reader(site, lookup=lookup).address(site.at("/a"))
    assert found == fault(Kind.INSIDE)
    assert site.asked == []


async def test_a_name_is_judged_at_every_resolution(site: Site) -> None:
    """Rebinding: the second answer points inside. Whatever is connected to was judged."""
    answers = [["127.0.0.1"], ["127.0.0.5"]]

    async def lookup(_host: str) -> Sequence[str]:
        return answers.pop(0)

    headers = {"Location": site.at("/b", OTHER)}
    address = site.gives("/a", lambda: web.Response(status=302, headers=headers))
    assert await reader(site, lookup=lookup).address(address) == fault(Kind.INSIDE)


async def test_numbers_in_odd_spellings_are_not_even_resolved() -> None:
    async def lookup(host: str) -> Sequence[str]:
        raise AssertionError(host)

    for host in ("2130706433", "0x7f.1", "127.1", "0177.0.0.1", "127.0.0.1.", "127。0。0。1"):
        found = await Reader(lookup=lookup).address(f"https://{host}/")
        assert found == fault(Kind.INSIDE)


async def test_this_machine_by_name() -> None:
    assert "127.0.0.1" in await system_lookup("127.0.0.1")


async def test_no_proxy_of_the_environment_is_used(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    address = site.gives("/a", lambda: web.Response(text=TEXT))
    assert isinstance(await reader(site).address(address), Article)


async def test_what_robots_may_not_read(site: Site) -> None:
    site.robots = "User-agent: *\nDisallow: /\n\nUser-agent: Cochair\nDisallow: /private\n"
    site.gives("/a", lambda: web.Response(text=TEXT))
    site.gives("/private/a", lambda: web.Response(text=TEXT))
    assert isinstance(await reader(site).address(site.at("/a")), Article)
    assert await reader(site).address(site.at("/private/a")) == fault(Kind.ROBOTS)
    assert f"{HOST}/private/a" not in site.asked


async def test_robots_in_trouble_are_trouble(site: Site) -> None:
    site.gives("/robots.txt", lambda: web.Response(status=503))
    found = await reader(site).address(site.at("/a"))
    assert found == fault(Kind.SERVER_TROUBLE, status=503)


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (401, fault(Kind.LOGIN)),
        (403, fault(Kind.LOGIN)),
        (404, fault(Kind.NOT_FOUND)),
        (410, fault(Kind.NOT_FOUND)),
        (429, fault(Kind.REFUSED, status=429)),
        (451, fault(Kind.REFUSED, status=451)),
        (502, fault(Kind.SERVER_TROUBLE, status=502)),
    ],
)
async def test_what_a_site_says_instead(site: Site, status: int, wanted: ReadingFault) -> None:
    address = site.gives("/a", lambda: web.Response(status=status, text=TEXT))
    assert await reader(site).address(address) == wanted


@pytest.mark.parametrize("page", ["<html><body><div id=app></div></body>", "<p>Please log in.</p>"])
async def test_a_page_with_next_to_no_text(site: Site, page: str) -> None:
    address = site.gives("/a", lambda: web.Response(text=page, content_type="text/html"))
    assert await reader(site).address(address) == fault(Kind.LOGIN)


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/json", "text/css"])
async def test_what_is_no_text_is_not_taken(site: Site, kind: str) -> None:
    address = site.gives("/a", lambda: web.Response(text=TEXT, content_type=kind))
    assert await reader(site).address(address) == fault(Kind.WRONG_TYPE)


async def test_a_pdf_that_is_called_a_page(site: Site) -> None:
    data = (SAMPLES / "columns.pdf").read_bytes()
    address = site.gives("/a", lambda: web.Response(body=data, content_type="text/html"))
    assert isinstance(await reader(site).address(address), Article)


async def test_a_server_that_never_answers(site: Site) -> None:
    async def never(_request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(30)
        return web.Response()

    site.pages["/a"] = never
    found = await reader(site, deadline=0.4).address(site.at("/a"))
    assert found == fault(Kind.NO_ANSWER, seconds=0)


async def test_a_server_that_drips(site: Site) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/plain"})
        await response.prepare(request)
        while True:
            await response.write(b"a")
            await asyncio.sleep(0.05)

    site.pages["/a"] = drip
    found = await reader(site, deadline=0.6).address(site.at("/a"))
    assert isinstance(found, ReadingFault)
    assert found.kind is Kind.NO_ANSWER


async def test_a_name_that_is_never_resolved(site: Site) -> None:
    async def lookup(_host: str) -> Sequence[str]:
        await asyncio.sleep(30)
        return []

    found = await reader(site, lookup=lookup, deadline=0.3).address(site.at("/a"))
    assert isinstance(found, ReadingFault)
    assert found.kind is Kind.NO_ANSWER


async def test_sites_that_are_not_there(site: Site) -> None:
    async def nobody(_host: str) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    assert await reader(site, lookup=nobody).address(site.at("/a")) == fault(Kind.NO_SUCH_HOST)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        site.port = unused.getsockname()[1]
        assert await reader(site).address(site.at("/a")) == fault(Kind.UNREACHABLE)


async def test_a_certificate_that_nobody_vouches_for(site: Site) -> None:
    found = await reader(site, trusted=False).address(site.at("/a"))
    assert found == fault(Kind.BAD_CERTIFICATE)
    wrong = await reader(site).address(site.at("/a", "third.example"))
    assert wrong == fault(Kind.BAD_CERTIFICATE)


# Files and bytes


async def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    found = await Reader().file(path)
    assert isinstance(found, Article)
    assert [block.text for block in found.blocks] == list(ENGLISH)


async def test_files_that_are_none(tmp_path: Path) -> None:
    assert await Reader().file(tmp_path / "none") == fault(Kind.NO_FILE)
    assert await Reader().file(tmp_path) == fault(Kind.NOT_A_FILE)
    os.mkfifo(tmp_path / "pipe")
    assert await Reader().file(tmp_path / "pipe") == fault(Kind.NOT_A_FILE)
    assert await Reader().file(tmp_path / ("x" * 5000)) == fault(Kind.UNREADABLE)
    with (tmp_path / "large").open("wb") as file:
        file.truncate(MOST_FILE_BYTES + 1)
    assert await Reader().file(tmp_path / "large") == fault(Kind.TOO_LARGE, most=20)


async def test_the_process_gives_what_is_read_here() -> None:
    data = (SAMPLES / "indented.pdf").read_bytes()
    found = await Reader().data(data, "indented.pdf")
    assert isinstance(found, Article)
    assert found.author == "Ода Меррин"
    locked = await Reader().data((SAMPLES / "locked.pdf").read_bytes())
    assert locked == fault(Kind.ENCRYPTED)


async def test_what_takes_too_long_is_given_up_and_the_bot_goes_on() -> None:
    """A page of letters that each stand alone takes the square of their number."""
    slow = pdf([[(5 + i % 95 * 6, 20 + i // 95 * 1.5, 4, "a") for i in range(40_000)]])
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    ticking = asyncio.create_task(tick())
    found = await Reader(converter=Converter(seconds=1.0)).data(slow)
    ticking.cancel()
    assert found == fault(Kind.TOO_HEAVY)
    assert ticks > 40


async def test_whoever_gives_up_leaves_no_process() -> None:
    work = asyncio.create_task(Converter().convert(b"<html>" + b"<p>word " * 50_000))
    await asyncio.sleep(0.05)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work


async def test_long_plain_texts_go_to_the_process_too() -> None:
    text = "\n\n".join(ENGLISH * 40)
    assert len(text) > SMALL
    assert isinstance(await Reader().data(text.encode()), Article)
