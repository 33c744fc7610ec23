"""`cochair health`: whether a running bot is alive and ready, asked where a supervisor asks.

What lives here: the asking, and how it is told. What is looked at stands in `bot.monitoring`.
"""

from __future__ import annotations

import json
from http.client import HTTPConnection, HTTPException
from typing import Annotated, Any

import typer

from bot.cli.findings import Level
from bot.cli.options import EnvFile, safe, settings_from, stop
from bot.settings import HealthAddress

LONGEST_ANSWER = 64 * 1024
"""Bytes. What is longer does not come from Cochair."""


class Strange(Exception):
    """Something answers there, and it is not Cochair."""


def health(
    live: Annotated[
        bool,
        typer.Option(
            "--live", help="Only whether it is alive, for what would start it again if not."
        ),
    ] = False,
    timeout: Annotated[
        float, typer.Option(min=0.1, max=60, metavar="SECONDS", help="How long to wait for it.")
    ] = 5.0,
    env_file: EnvFile = None,
) -> None:
    """Say whether the running bot is alive and ready.

    Alive: its loop turns, and the journal can be written. Ready: it is on Discord, its rooms are taken
    up, and it has not been told to stop. One line a check: OK or FAIL. Exit code 1 if anything fails, or
    nobody answers in time. Asks at COCHAIR_HEALTH, which the bot has to be started with.
    """
    at = settings_from(env_file).health
    if at is None:
        stop("COCHAIR_HEALTH is not set, so the bot answers nobody. Set it, such as to 9464.")
    try:
        found = [check for group in groups(live) for check in asked(at, group, timeout)]
    except Strange:
        stop(f"{at}: what answers there is not Cochair.")
    except (OSError, HTTPException):
        stop(
            f"{at}: nobody answers. The bot is not running, or was started with another "
            "COCHAIR_HEALTH, or stands still."
        )
    for check in found:
        level = Level.OK if check["ok"] else Level.FAIL
        typer.echo(f"{level:<4}  {safe(str(check['check']))}: {safe(str(check['says']))}")
    raise typer.Exit(0 if all(check["ok"] for check in found) else 1)


def groups(live: bool) -> tuple[str, ...]:
    return ("livez",) if live else ("livez", "readyz")


def asked(at: HealthAddress, group: str, timeout: float) -> list[dict[str, Any]]:
    """The checks of a group, as the bot told them. Raises OSError, HTTPException or Strange."""
    connection = HTTPConnection(at.host or "127.0.0.1", at.port, timeout=timeout)
    try:
        connection.request("GET", f"/{group}")
        body = connection.getresponse().read(LONGEST_ANSWER)
    finally:
        connection.close()
    try:
        checks: list[dict[str, Any]] = json.loads(body)["checks"]
        if not checks or not all({"check", "ok", "says"} <= set(check) for check in checks):
            raise Strange
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Strange from None
    return checks
