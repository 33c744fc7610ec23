"""The gate: the key opens once, the cookie afterwards, and nothing else opens at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.review.conftest import PORT, opened, write

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
            assert answer.status_code == 403, path
            assert "This desk is locked" in answer.text and "Вход закрыт" in answer.text
            for hidden in ("Trust", "trust-1", "Ann Example", "Verification first"):
                assert hidden not in answer.text, path


async def test_a_cookie_of_somebody_else_opens_nothing(journal: Path) -> None:
    async with opened(journal, cookie=False) as visitor:
        right = visitor.desk.key.cookie
        for wrong in ("", "x", right[:-1], right + "x", "\u00e9"):
            header = {b"cookie": f"cochair-desk-{PORT}={wrong}".encode("latin1")}
            answer = await visitor.client.get("/", headers=header)
            assert answer.status_code == 403, wrong
        other = {"cookie": f"cochair-desk-{PORT + 1}={right}"}
        assert (await visitor.get("/", headers=other)).status_code == 403


async def test_the_key_opens_once_and_is_then_spent(journal: Path) -> None:
    async with opened(journal, cookie=False) as visitor:
        address = f"/-/enter?key={visitor.desk.key.secret}"
        looked = await visitor.client.head(address)
        assert looked.status_code == 403, "a look ahead spends nothing"
        assert (await visitor.get("/-/enter?key=wrong")).status_code == 403
        assert (await visitor.get("/-/enter")).status_code == 403

        entered = await visitor.get(address)
        assert entered.status_code == 200
        assert entered.headers["refresh"] == "0; url=/"
        cookie = entered.headers["set-cookie"]
        assert cookie.startswith(f"cochair-desk-{PORT}=")
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
        assert "key" not in cookie and visitor.desk.key.secret is None
        assert (await visitor.get("/")).status_code == 200

        again = await visitor.get(address)
        assert again.status_code == 403
        assert "This address has been used" in again.text and "уже использован" in again.text
        assert 'href="/"' in again.text, "whoever is inside is shown the way back"
        visitor.client.cookies.clear()
        stranger = await visitor.get(address)
        assert stranger.status_code == 403 and 'href="/"' not in stranger.text
        assert "set-cookie" not in stranger.headers
        assert (await visitor.get("/")).status_code == 403


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        "127.0.0.1",
        f"127.0.0.1:{PORT + 1}",
        f"127.0.0.1.evil.example:{PORT}",
        f"0.0.0.0:{PORT}",
        "",
    ],
)
async def test_another_name_is_refused_even_with_the_cookie_or_the_key(
    journal: Path, host: str
) -> None:
    async with opened(journal) as visitor:
        for path in ("/", f"/-/enter?key={visitor.desk.key.secret}"):
            answer = await visitor.get(path, headers={"host": host})
            assert answer.status_code == 421, host
            assert "Trust" not in answer.text
        assert visitor.desk.key.secret is not None, "the key is not spent by it"


@pytest.mark.parametrize("host", [f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"])
async def test_the_names_of_this_machine_are_let_in(journal: Path, host: str) -> None:
    async with opened(journal) as visitor:
        assert (await visitor.get("/", headers={"host": host})).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_nothing_can_be_sent(journal: Path, method: str) -> None:
    async with opened(journal) as visitor:
        for path in PAGES:
            answer = await visitor.client.request(method, path)
            assert answer.status_code == 405, path
            assert answer.headers["allow"] == "GET, HEAD"


async def test_nothing_of_datasettes_own_is_there(journal: Path) -> None:
    before = journal.read_bytes()
    async with opened(journal) as visitor:
        for path in NOT_OURS:
            answer = await visitor.get(path)
            assert answer.status_code == 404, path
            assert "Ann Example" not in answer.text
    assert journal.read_bytes() == before


async def test_a_statement_of_ones_own_is_not_run(journal: Path) -> None:
    """What the gate lets through takes no SQL either."""
    async with opened(journal) as visitor:
        plain = await visitor.page("/cochair/meetings?dialogue=trust")
        for more in ("&sql=select+text+from+texts", "&_sql=x", "&_trace=1", "&_show_sql=1"):
            answer = await visitor.get("/cochair/meetings?dialogue=trust" + more)
            assert answer.status_code == 200
            assert "Verification first" not in answer.text
            assert answer.text.count("<td") == plain.count("<td")
        for action in ("execute-sql", "view-table", "view-database-download", "debug-menu"):
            allowed = await visitor.desk.permission_allowed(None, action, default=True)
            assert allowed is False, action


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
            assert len(headers.get_list("content-security-policy")) == 1, path
            assert "access-control-allow-origin" not in headers, path
            if headers["content-type"].startswith("text/html"):
                text = answer.text.lower()
                assert "<script" not in text and "javascript:" not in text, path
                assert not re.search(r"\son\w+=|\sstyle=", text), path
                assert not re.search(r"(src|href)=\"(?!/(?!/)|#)", text), path


async def test_a_websocket_is_closed(journal: Path) -> None:
    async with opened(journal) as visitor:
        sent: list[dict[str, object]] = []

        async def receive() -> dict[str, object]:
            return {"type": "websocket.connect"}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        scope = {"type": "websocket", "path": "/", "headers": []}
        await visitor.desk.app()(scope, receive, send)
        assert sent == [{"type": "websocket.close", "code": 1008}]


async def test_the_language_page_leads_nowhere_else(journal: Path) -> None:
    async with opened(journal) as visitor:
        for back in ("//evil.example", "/\\evil.example", "https://evil.example", "", "x", "/a\nb"):
            answer = await visitor.get("/-/language/ru", params={"back": back})
            assert answer.status_code == 303
            assert answer.headers["location"] == "/", back
        answer = await visitor.get("/-/language/ru", params={"back": "/search?q=a"})
        assert answer.headers["location"] == "/search?q=a"
        assert "httponly" in answer.headers["set-cookie"].lower()
        assert (await visitor.get("/-/language/xx")).status_code == 404


async def test_two_keys_are_never_the_same(journal: Path) -> None:
    async with opened(journal) as one, opened(journal) as other:
        assert one.desk.key.secret != other.desk.key.secret
        assert one.desk.key.cookie != other.desk.key.cookie
        assert len(str(one.desk.key.secret)) >= 43, "256 bits"
        assert str(one.desk.key.secret) not in repr(one.desk.key)
