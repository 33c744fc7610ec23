"""What is logged can be read, by people and by programs; tokens, words and forged lines never are."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
import string
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.logs import HIDDEN, configure_logging, drop_words, redactor
from bot.procedure.values import Words

Form = Literal["text", "json"]
FORMS: tuple[Form, ...] = ("text", "json")
SAID = "let us begin with the harbour"

_BASE64URL = string.ascii_letters + string.digits + "-_"


def _part(least: int, most: int) -> st.SearchStrategy[str]:
    return st.text(_BASE64URL, min_size=least, max_size=most)


def logged(
    act: Callable[[], None], form: Form, level: str = "INFO", token: str | None = None
) -> str:
    """What `act` logs."""
    stream = io.StringIO()
    configure_logging(level, form, None if token is None else SecretStr(token), stream)
    act()
    return stream.getvalue()


def one(act: Callable[[], None], level: str = "INFO") -> dict[str, Any]:
    (line,) = logged(act, "json", level).splitlines()
    found = json.loads(line)
    assert isinstance(found, dict)
    return found


def test_a_json_line_holds_the_event_its_facts_and_a_utc_time() -> None:
    found = one(lambda: structlog.get_logger("bot.journal").info("opened", rows=3, имя="Тест"))
    at = datetime.fromisoformat(found.pop("timestamp"))
    assert abs((datetime.now(UTC) - at).total_seconds()) < 60
    assert at.utcoffset() == UTC.utcoffset(None)
    assert found == {
        "event": "opened",
        "level": "info",
        "logger": "bot.journal",
        "rows": 3,
        "имя": "Тест",
    }


def test_the_standard_librarys_loggers_go_the_same_way() -> None:
    found = one(lambda: logging.getLogger("discord.client").warning("%s shards", 2))
    assert (found["logger"], found["level"]) == ("discord.client", "warning")
    assert found["event"] == "2 shards"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("logger", ["discord.gateway", "discord.http", "aiosqlite", "asyncio"])
def test_libraries_that_print_messages_at_debug_are_not_let(form: Form, logger: str) -> None:
    def act() -> None:
        logging.getLogger(logger).debug("payload: %s", SAID)
        structlog.get_logger("bot.chat").debug("ours")

    text = logged(act, form, "DEBUG")
    assert SAID not in text
    assert "ours" in text


@pytest.mark.parametrize("form", FORMS)
def test_the_level_is_kept(form: Form) -> None:
    def act() -> None:
        structlog.get_logger("bot.x").info("quiet")
        logging.getLogger("discord").info("quiet too")
        structlog.get_logger("bot.x").error("loud")

    text = logged(act, form, "WARNING")
    assert "quiet" not in text
    assert "loud" in text


def test_setting_up_again_replaces_the_first_set_up() -> None:
    first = io.StringIO()
    configure_logging(stream=first)
    assert logged(lambda: logging.getLogger("bot").info("once"), "text").count("once") == 1
    assert first.getvalue() == ""


@dataclass(frozen=True)
class Bundle:
    words: Words


@pytest.mark.parametrize("form", FORMS)
def test_words_never_reach_a_line(form: Form) -> None:
    words = Words(SAID)

    def act() -> None:
        log = structlog.get_logger("bot.chat").bind(bound=words)
        log.info("a", words=words, deep={"k": [words, (words, {words})], "b": Bundle(words)})
        log.info("b %s %r", words, Bundle(words))
        logging.getLogger("discord").info("c %s", words)
        try:
            raise ValueError(words)
        except ValueError:
            said_here = words.text  # noqa: F841 - a local that a talkative traceback would print
            log.exception("d")

    text = logged(act, form)
    assert SAID not in text
    assert "ValueError" in text
    assert text.count(f"<words: {len(SAID)} characters>") >= 8


@pytest.mark.parametrize("form", FORMS)
def test_a_librarys_exception_is_told_without_its_message(form: Form) -> None:
    def act() -> None:
        try:
            int(SAID)
        except ValueError:
            logging.getLogger("discord.ui.view").exception("Ignoring exception in %s", "a view")

    text = logged(act, form)
    assert SAID not in text
    assert "Ignoring exception in a view" in text
    assert "ValueError" in text and "test_logs.py" in text


@pytest.mark.parametrize("form", FORMS)
def test_a_task_that_nobody_awaited_is_told_without_what_it_raised(form: Form) -> None:
    async def falls() -> None:
        int(SAID)

    async def forget() -> None:
        task = asyncio.ensure_future(falls())
        await asyncio.wait({task})
        del task
        gc.collect()

    text = logged(lambda: asyncio.run(forget()), form)
    assert "Task exception was never retrieved" in text
    assert "ValueError" in text
    assert SAID not in text


def test_words_become_their_description_at_any_depth() -> None:
    given_event = {"a": Words("xy"), "b": [{"c": (Words(None),)}]}
    assert drop_words(None, "info", given_event) == {
        "a": "<words: 2 characters>",
        "b": [{"c": ["<words erased>"]}],
    }


@pytest.mark.parametrize("form", FORMS)
def test_a_hostile_text_stays_on_its_line(form: Form) -> None:
    hostile = "ann\n2026-01-01 [error] forged\r\x1b[2J\u202egnorw\u2028"
    text = logged(lambda: structlog.get_logger("bot").info("joined", name=hostile), form)
    assert len(text.splitlines()) == 1
    assert not {"\x1b", "\r", "\u202e", "\u2028"} & set(text)
    assert "forged" in text


@pytest.mark.parametrize("form", FORMS)
@given(
    token=st.one_of(
        st.tuples(_part(18, 28), _part(6, 7), _part(27, 38)).map(".".join),
        _part(8, 60),
    )
)
def test_the_token_is_hidden_wherever_it_stands(form: Form, token: str) -> None:
    # Marked, so that a random token is not by chance a part of the line's other words.
    token = "Zq" + token

    def act() -> None:
        log = structlog.get_logger("bot.chat")
        log.info("log in with " + token, token=token, deep={"k": [token]})
        log.info(token, header=f"Authorization: Bot {token}")
        logging.getLogger("discord.http").error("401 for %s", token)
        try:
            raise RuntimeError(f"bad token {token}")
        except RuntimeError:
            log.exception("failed")

    text = logged(act, form, token=token)
    assert token not in text
    assert text.count(HIDDEN) >= 6


@given(st.tuples(_part(23, 28), _part(6, 6), _part(27, 38)).map(".".join))
def test_another_bots_token_is_known_by_its_shape(token: str) -> None:
    assert redactor(None)(None, "info", f"<{token}>") == f"<{HIDDEN}>"


def test_the_token_in_an_interactions_address_is_hidden() -> None:
    line = "POST https://discord.com/api/v10/interactions/12/aW50ZXJhY3Rpb24_x-1/callback gave 404"
    hidden = redactor(None)(None, "info", line)
    assert hidden == line.replace("aW50ZXJhY3Rpb24_x-1", HIDDEN)
    plain = "discord.ext.commands.bot loaded bot.journal.sqlite"
    assert redactor(None)(None, "info", plain) == plain


def test_a_stream_that_fails_gets_no_words(capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.StringIO()
    configure_logging(stream=stream)
    stream.close()
    try:
        raise RuntimeError(SAID)
    except RuntimeError:
        logging.getLogger("bot").exception("cannot do %s", SAID)
    printed = "".join(capsys.readouterr())
    assert printed == "cochair: a line of the log could not be written (ValueError).\n"
