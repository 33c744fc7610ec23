"""Requests held against Discord's own description of its API, where that is at hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakediscord.schema import EXCUSED, VARIABLE, Description, description, excused


@pytest.fixture
def known() -> Description:
    found = description()
    if found is None:
        pytest.skip(f"Discord's description of its API is not here; {VARIABLE} may say where it is")
    return found


@pytest.mark.parametrize(
    ("method", "path", "query", "body", "said"),
    [
        ("POST", "/channels/1/messages", {}, {"content": "words"}, ""),
        ("GET", "/channels/1/messages", {"limit": "100", "after": "12345678901"}, None, ""),
        ("PUT", "/channels/1/messages/pins/2", {}, None, ""),
        ("DELETE", "/channels/1/messages/2/reactions/%F0%9F%91%8D/@me", {}, None, ""),
        ("GET", "/nowhere", {}, None, "no such path"),
        ("PATCH", "/gateway", {}, None, "no such method"),
        ("POST", "/channels/1/messages", {}, {"content": 7}, "7 is not of type 'string'"),
        ("POST", "/channels/1/messages", {}, {"contents": "words"}, "contents: unknown"),
        ("POST", "/channels/1/messages", {}, {"content": "x" * 4001}, "is too long"),
        ("POST", "/channels/1/messages", {}, {"components": [{"type": 99}]}, "components"),
        ("GET", "/channels/1/messages", {"limit": "101"}, None, "greater than the maximum"),
        ("GET", "/channels/1/messages", {"since": "1"}, None, "query since: unknown"),
        ("GET", "/channels/one/messages", {}, None, "path channel_id"),
        ("PUT", "/channels/1/messages/pins/2", {}, {"pin": True}, "none is expected"),
        ("POST", "/users/@me/channels", {}, None, "body: missing"),
    ],
)
def test_what_is_right_and_what_is_not(
    known: Description, method: str, path: str, query: dict[str, str], body: Any, said: str
) -> None:
    told = list(known.complaints(method, path, query, body))
    if said:
        assert any(said in line for line in told), told
    else:
        assert told == []


@pytest.mark.parametrize("excuse", EXCUSED, ids=lambda e: f"{e.method} {e.complaint}")
def test_an_excuse_has_a_reason_and_excuses_nothing_else(excuse: Any) -> None:
    assert len(excuse.reason) > 20
    assert not excused(excuse.method, excuse.path, "body: content: unknown")
