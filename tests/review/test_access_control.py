"""Who may see the desk: the key opens once, the cookie afterwards, and nothing else opens at all."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.review.conftest import opened, write

PAGES = (
    "/",
    "/search?q=a",
    "/verification",
    "/dialogue/cochair/trust",
    "/meeting/cochair/trust-1",
    "/transcript/cochair/trust-1",
    "/cochair/meetings?dialogue=trust",
    "/table/cochair/meetings.csv?dialogue=trust",
    "/-/desk.css",
)

NOT_OURS = (
    "/cochair",
    "/cochair.db",
    "/cochair.json",
    "/cochair/texts",
    "/cochair/texts.json",
    "/cochair/events/trust-1,1",
    "/cochair/meetings.json?dialogue=trust",
    "/cochair/meetings.csv?dialogue=trust",
    "/table/cochair/texts.csv?dialogue=trust",
    "/table/nobody/meetings.csv?dialogue=trust",
    "/cochair?sql=select+1",
    "/cochair.json?sql=select+*+from+texts",
    "/_internal",
    "/_memory?sql=select+1",
    "/-/databases.json",
    "/-/metadata.json",
    "/-/settings.json",
    "/-/permissions",
    "/-/plugins.json",
    "/-/actor.json",
    "/-/auth-token?token=a",
    "/-/messages",
    "/-/static/app.css",
    "/.json",
    "/nothing",
    "/dialogue/cochair/trust/",
)


@pytest.fixture
async def journal(tmp_path: Path) -> Path:
    return await write(tmp_path / "cochair.db")


async def test_without_the_cookie_nothing_is_shown(journal: Path) -> None:
    async with opened(journal, cookie=False) as visitor:
        for path in (*PAGES, *NOT_OURS):
            answer = await visitor.get(path)
            assert answer.status == 403, path
            assert "This desk is locked" in answer.text and "Вход закрыт" in answer.text
            for hidden in ("Trust", "trust-1", "Ann Example", "Verification first"):
                assert hidden not in answer.text, path


async def test_a_cookie_of_somebody_else_opens_nothing(journal: Path) -> None:
    async with opened(journal, cookie=False) as visitor:
        right = visitor.desk.key.cookie
        for wrong in ("", "x", right[:-1], right + "x", "\u00e9"):
            header = {"Cookie": f"cochair-desk-{visitor.port}={wrong}"}
            assert (await visitor.get("/", header)).status == 403, wrong
        other = {"Cookie": f"cochair-desk-{visitor.port + 1}={right}"}
        assert (await visitor.get("/", other)).status == 403


async def test_the_key_opens_once_and_is_then_spent(journal: Path) -> None:
    async with opened(journal, cookie=False) as visitor:
        address = f"/-/enter?key={visitor.desk.key.secret}"
        looked = await visitor.ask("HEAD", address)
        assert looked.status == 403, "a look ahead spends nothing"
        assert (await visitor.get("/-/enter?key=wrong")).status == 403
        assert (await visitor.get("/-/enter")).status == 403

        entered = await visitor.get(address)
        assert entered.status == 200
        assert entered.headers["refresh"] == "0; url=/"
        cookie = entered.headers["set-cookie"]
        assert cookie.startswith(f"cochair-desk-{visitor.port}=")
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
        assert "key" not in cookie and visitor.desk.key.secret is None
        assert (await visitor.get("/")).status == 200

        again = await visitor.get(address)
        assert again.status == 403
        assert "This address has been used" in again.text and "уже использован" in again.text
        assert 'href="/"' in again.text, "whoever is inside is shown the way back"
        visitor.cookies.clear()
        stranger = await visitor.get(address)
        assert stranger.status == 403 and 'href="/"' not in stranger.text
        assert "set-cookie" not in stranger.headers
        assert (await visitor.get("/")).status == 403


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:{port}0",
        "127.0.0.1.evil.example:{port}",
        "0.0.0.0:{port}",
        "",
    ],
)
async def test_another_name_is_refused_even_with_the_cookie_or_the_key(
    journal: Path, host: str
) -> None:
    async with opened(journal) as visitor:
        for path in ("/", f"/-/enter?key={visitor.desk.key.secret}"):
            answer = await visitor.get(path, {"Host": host.format(port=visitor.port)})
            assert answer.status == 421, host
            assert "Trust" not in answer.text
        assert visitor.desk.key.secret is not None, "the key is not spent by it"


@pytest.mark.parametrize("host", ["localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
async def test_the_names_of_this_machine_are_let_in(journal: Path, host: str) -> None:
    async with opened(journal) as visitor:
        answer = await visitor.get("/", {"Host": host.format(port=visitor.port)})
        assert answer.status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_nothing_can_be_sent(journal: Path, method: str) -> None:
    async with opened(journal) as visitor:
        for path in PAGES:
            answer = await visitor.ask(method, path)
            assert answer.status == 405, path
            assert answer.headers["allow"] == "GET, HEAD"


async def test_there_is_nothing_but_our_pages(journal: Path) -> None:
    before = journal.read_bytes()
    async with opened(journal) as visitor:
        for path in NOT_OURS:
            answer = await visitor.get(path)
            assert answer.status == 404, path
            assert "Ann Example" not in answer.text
    assert journal.read_bytes() == before


async def test_a_statement_of_ones_own_is_not_run(journal: Path) -> None:
    async with opened(journal) as visitor:
        plain = await visitor.page("/cochair/meetings?dialogue=trust")
        for more in ("&sql=select+text+from+texts", "&_sql=x", "&_trace=1", "&_show_sql=1"):
            answer = await visitor.get("/cochair/meetings?dialogue=trust" + more)
            assert answer.status == 200
            assert "Verification first" not in answer.text
            assert answer.text.count("<td") == plain.count("<td")


async def test_every_answer_is_private_and_runs_nothing(journal: Path) -> None:
    async with opened(journal) as visitor:
        spent = f"/-/enter?key={visitor.desk.key.secret}"
        for path in (*PAGES, "/nothing", spent, "/meeting/cochair/none", "/-/language/ru"):
            answer = await visitor.get(path)
            headers = answer.headers
            assert headers["cache-control"] == "no-store", path
            assert headers["referrer-policy"] == "no-referrer", path
            assert headers["x-frame-options"] == "DENY", path
            assert headers["x-content-type-options"] == "nosniff", path
            policy = headers["content-security-policy"]
            assert policy.startswith("default-src 'none'; style-src "), path
            for loose in ("unsafe", "script-src", "*", "http:", "https:", "data:"):
                assert loose not in policy, path
            assert len(headers.getall("content-security-policy")) == 1, path
            for absent in ("access-control-allow-origin", "server"):
                assert absent not in headers, path
            if headers.get("content-type", "").startswith("text/html"):
                text = answer.text.lower()
                assert "<script" not in text and "javascript:" not in text, path
                assert not re.search(r"\son\w+=|\sstyle=", text), path
                assert not re.search(r"(src|href)=\"(?!/(?!/)|#)", text), path


async def test_a_page_of_another_site_gets_nothing_even_with_the_cookie(journal: Path) -> None:
    async with opened(journal) as visitor:
        for origin in ("https://evil.example", "null", f"http://127.0.0.1:{visitor.port}0", ""):
            answer = await visitor.get("/", {"Origin": origin})
            assert answer.status == 403, origin
            assert "Trust" not in answer.text
        own = f"http://127.0.0.1:{visitor.port}"
        assert (await visitor.get("/", {"Origin": own})).status == 200


async def test_two_hosts_are_no_host(journal: Path) -> None:
    async with opened(journal) as visitor:
        ours = f"Host: 127.0.0.1:{visitor.port}\r\nCookie: {visitor.cookie}\r\n"
        for hosts in (f"{ours}Host: evil.example\r\n", f"Host: evil.example\r\n{ours}"):
            answer = await visitor.raw(f"GET / HTTP/1.0\r\n{hosts}\r\n".encode())
            status = answer.split(maxsplit=2)[1]
            assert status in (b"400", b"421") and b"Trust" not in answer


async def test_no_websocket_is_opened(journal: Path) -> None:
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    async with opened(journal) as visitor:
        assert (await visitor.get("/", upgrade)).status == 200, "a page, and nothing more"
        visitor.cookies.clear()
        assert (await visitor.get("/", upgrade)).status == 403


async def test_bytes_that_are_no_text_are_no_fault_of_ours(
    journal: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(journal) as visitor:
        head = f"Host: 127.0.0.1:{visitor.port}\r\nCookie: {visitor.cookie}; a=\udcff\r\n"
        for path, status in (
            ("/dialogue/cochair/\udcff", 400),
            ("/dialogue/cochair/%FF", 404),
            ("/meeting/cochair/%00", 404),
            ("/search?q=\udcff", 400),
            ("/search?q=%FF%00&person=%FF", 200),
            ("/cochair/meetings?dialogue=%FF", 200),
            ("/table/cochair/meetings.csv?dialogue=%FF%00", 200),
            ("/-/language/ru?back=/%FF%ED%A0%80", 303),
            ("/-/enter?key=%FF", 403),
        ):
            sent = f"GET {path} HTTP/1.0\r\n{head}\r\n".encode(errors="surrogateescape")
            answer = await visitor.raw(sent)
            assert answer.split(maxsplit=2)[1] == str(status).encode(), path
        wrong = head.replace(visitor.desk.key.cookie, "\udcff")
        sent = f"GET / HTTP/1.0\r\n{wrong}\r\n".encode(errors="surrogateescape")
        assert (await visitor.raw(sent)).split(maxsplit=2)[1] == b"403"
        for nonsense in (b"\x16\x03\x01 confidential\r\n\r\n", b"GET confidential\r\n\r\n"):
            assert b"Trust" not in await visitor.raw(nonsense)
    printed = "".join(capsys.readouterr())
    assert printed == "", "neither an incident nor a line about a visit"
    assert caplog.records == [], "aiohttp does not quote what it could not read"


async def test_the_language_page_leads_nowhere_else(journal: Path) -> None:
    async with opened(journal) as visitor:
        for back in ("//evil.example", "/\\evil.example", "https://evil.example", "", "x", "/a\nb"):
            answer = await visitor.get(f"/-/language/ru?back={quote(back)}")
            assert answer.status == 303
            assert answer.headers["location"] == "/", back
        answer = await visitor.get("/-/language/ru?back=%2Fsearch%3Fq%3Da%2526b")
        assert answer.headers["location"] == "/search?q=a%26b"
        assert "httponly" in answer.headers["set-cookie"].lower()
        assert (await visitor.get("/-/language/xx")).status == 404


async def test_two_keys_are_never_the_same(journal: Path) -> None:
    async with opened(journal) as one, opened(journal) as other:
        assert one.desk.key.secret != other.desk.key.secret
        assert one.desk.key.cookie != other.desk.key.cookie
        assert len(str(one.desk.key.secret)) >= 43, "256 bits"
        assert str(one.desk.key.secret) not in repr(one.desk.key)
