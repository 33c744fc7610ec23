"""What Datasette calls while it serves a desk: connections, routes, templates, permissions, faults.

Registered once in a process; a Datasette that is no desk is left alone. What must not live here: a page.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from datasette import Forbidden, NotFound, hookimpl  # type: ignore[import-untyped]
from jinja2 import StrictUndefined

from bot.incidents import incident
from bot.transcript.marks import one_line

if TYPE_CHECKING:
    from bot.review.desk import Desk

ALLOWED = frozenset({"view-instance", "view-database", "view-query"})
"""What Datasette may do for anybody here; whether somebody may come in at all is the gate's matter."""


Function = TypeVar("Function", bound=Callable[..., Any])


def hook(function: Function) -> Function:
    """Something that Datasette calls, before it calls anybody else's."""
    return cast(Function, hookimpl(tryfirst=True)(function))


def desk_of(datasette: Any) -> Desk | None:
    from bot.review.desk import Desk

    return datasette if isinstance(datasette, Desk) else None


@hook
def prepare_connection(conn: sqlite3.Connection, datasette: Any) -> None:
    if desk_of(datasette) is not None:
        conn.create_function("one_line", 1, one_line, deterministic=True)


@hook
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    if desk_of(datasette) is not None:
        env.trim_blocks = env.lstrip_blocks = True
        env.undefined = StrictUndefined


@hook
def permission_allowed(datasette: Any, action: str) -> bool | None:
    return None if desk_of(datasette) is None else action in ALLOWED


@hook
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
    desk = desk_of(datasette)
    return [] if desk is None else [(f"{path}$", view) for path, view in desk.pages.routes()]


@hook
def extra_template_vars(datasette: Any, request: Any) -> dict[str, Any]:
    """For Datasette's own page, that of a canned query, what our pages have too."""
    desk = desk_of(datasette)
    return {} if desk is None or request is None else desk.pages.shared(request)


@hook
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    desk = desk_of(datasette)
    return (lambda app: app) if desk is None else desk.gate


@hook
def forbidden(datasette: Any, request: Any) -> Any:
    desk = desk_of(datasette)
    return None if desk is None else desk.pages.trouble(desk, request, 404, "no-page")


@hook
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Ours before Datasette's, which prints the values of variables, and with them people's words."""
    desk = desk_of(datasette)
    if desk is None:
        return None
    if isinstance(exception, NotFound | Forbidden):
        return desk.pages.trouble(desk, request, 404, "no-page")
    number = incident(exception, "review")
    letter = "damaged" if isinstance(exception, sqlite3.DatabaseError) else "incident"
    return desk.pages.trouble(desk, request, 500, letter, number=number)
