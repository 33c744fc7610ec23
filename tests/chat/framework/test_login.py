"""Logins that fail, against a fake Discord, as the values that people are told of."""

from __future__ import annotations

import asyncio
import ssl
from functools import partial

import discord
import pytest
from discord.backoff import ExponentialBackoff

from bot.chat.framework.endpoint import Endpoint, pointed
from bot.chat.framework.login_faults import LoginFault, LoginFaultCode, explain
from bot.chat.framework.preflight import intents
from tests.fakediscord.server import TOKEN, FakeDiscord
from tests.patience import PATIENCE

MEMBERS = 1 << 15
MESSAGE_CONTENT = 1 << 19


async def failed(fake: FakeDiscord, token: str = TOKEN) -> LoginFault | None:
    """What a real client's failed start comes to."""
    return await failed_at(Endpoint(fake.api_base, fake.gateway.url), token)


async def failed_at(
    endpoint: Endpoint, token: str = TOKEN, client: type[discord.Client] = discord.Client
) -> LoginFault | None:
    with pointed(endpoint):
        async with client(intents=intents(), guild_ready_timeout=0.02) as it:
            # The limit stands outside, or its own TimeoutError would pass for a fault.
            async with asyncio.timeout(PATIENCE):
                try:
                    await it.start(token)
                except Exception as error:
                    fault = explain(error, it.application_flags)
                    assert token not in repr(fault)
                    return fault
    pytest.fail("the login did not fail")


async def test_a_token_that_discord_does_not_know(fake: FakeDiscord) -> None:
    fault = await failed(fake, "quite.another.token")
    assert fault == LoginFault(LoginFaultCode.WRONG_TOKEN, status=401)


async def test_a_token_that_was_reset_between_login_and_gateway(fake: FakeDiscord) -> None:
    fake.gateway.close_on_identify = 4004
    assert await failed(fake) == LoginFault(LoginFaultCode.WRONG_TOKEN, status=4004)


@pytest.mark.parametrize(
    ("flags", "off"),
    [
        (0, ("members", "message_content")),
        (MEMBERS, ("message_content",)),
        (MESSAGE_CONTENT, ("members",)),
        (MEMBERS | MESSAGE_CONTENT, ("members", "message_content")),
    ],
)
async def test_the_switch_that_is_off_is_named(
    fake: FakeDiscord, flags: int, off: tuple[str, ...]
) -> None:
    fake.gateway.close_on_identify = 4014
    fake.gateway.application_flags = flags
    assert await failed(fake) == LoginFault(
        LoginFaultCode.MISSING_INTENTS, intents=off, status=4014
    )


@pytest.mark.parametrize(
    ("close", "code"),
    [
        (4010, LoginFaultCode.SHARDING),
        (4011, LoginFaultCode.SHARDING),
        (4012, LoginFaultCode.OUTDATED),
        (4013, LoginFaultCode.OUTDATED),
    ],
)
async def test_a_gateway_that_refuses_for_another_reason(
    fake: FakeDiscord, close: int, code: LoginFaultCode
) -> None:
    fake.gateway.close_on_identify = close
    assert await failed(fake) == LoginFault(code, status=close)


@pytest.mark.parametrize(
    ("path", "status", "fault"),
    [
        (
            "/users/@me",
            429,
            LoginFault(LoginFaultCode.RATE_LIMITED, retry_after=7.0, status=429),
        ),
        ("/users/@me", 403, LoginFault(LoginFaultCode.REFUSED, status=403)),
        ("/users/@me", 503, LoginFault(LoginFaultCode.DISCORD_DOWN, status=503)),
        ("/oauth2/applications/@me", 401, LoginFault(LoginFaultCode.WRONG_TOKEN, status=401)),
        ("/oauth2/applications/@me", 503, LoginFault(LoginFaultCode.DISCORD_DOWN, status=503)),
    ],
)
async def test_what_the_rest_api_refuses(
    fake: FakeDiscord, path: str, status: int, fault: LoginFault
) -> None:
    fake.fail(path, status, {"Retry-After": "7"} if status == 429 else {})
    assert await failed(fake) == fault


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (401, LoginFault(LoginFaultCode.WRONG_TOKEN, status=401)),
        (503, LoginFault(LoginFaultCode.DISCORD_DOWN, status=503)),
    ],
)
async def test_a_sharded_client_that_gets_no_gateway(
    fake: FakeDiscord, status: int, fault: LoginFault
) -> None:
    fake.fail("/gateway/bot", status)
    endpoint = Endpoint(fake.api_base, fake.gateway.url)
    assert await failed_at(endpoint, client=discord.AutoShardedClient) == fault


@pytest.mark.usefixtures("nothing_left")
async def test_nobody_there(unused_tcp_port: int) -> None:
    here = f"127.0.0.1:{unused_tcp_port}"
    endpoint = Endpoint(f"http://{here}/api/v10", f"ws://{here}/")
    assert await failed_at(endpoint) == LoginFault(LoginFaultCode.UNREACHABLE)


async def test_an_api_without_its_gateway(
    fake: FakeDiscord, unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The login succeeds, and then discord.py stumbles over the WebSocket it never had."""
    monkeypatch.setattr("discord.client.ExponentialBackoff", partial(ExponentialBackoff, base=0))
    endpoint = Endpoint(fake.api_base, f"ws://127.0.0.1:{unused_tcp_port}/")
    assert await failed_at(endpoint) == LoginFault(LoginFaultCode.UNREACHABLE)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (TimeoutError(), LoginFault(LoginFaultCode.UNREACHABLE)),
        (ssl.SSLCertVerificationError("untrusted"), LoginFault(LoginFaultCode.UNREACHABLE)),
        (
            discord.RateLimited(61.5),
            LoginFault(LoginFaultCode.RATE_LIMITED, retry_after=61.5, status=429),
        ),
        (discord.LoginFailure("no"), LoginFault(LoginFaultCode.WRONG_TOKEN, status=401)),
        (ValueError("a bug of ours"), None),
        (AttributeError("a bug of ours", name="sequence", obj=None), None),
        (AttributeError("a bug of ours", name="other", obj=None), None),
        (KeyError("resume_gateway_url"), None),
        (asyncio.CancelledError(), None),
    ],
)
def test_what_is_a_fault_and_what_a_bug(error: BaseException, fault: LoginFault | None) -> None:
    assert explain(error) == fault


def test_without_flags_both_privileged_intents_are_named() -> None:
    fault = explain(discord.PrivilegedIntentsRequired(None))
    assert fault is not None
    assert fault.intents == ("members", "message_content")
