"""What becomes of a bug: a number for the person, places in the code for the log, words for nobody."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.procedure.formats import Enforcement
from tests.chat.stage import Stage, answer, ids, say, stage, texts

SECRET = "words-that-nobody-may-log"
NUMBER = re.compile(r"[0-9a-f]{8}")


class Bug(Exception):
    """A bug whose message quotes somebody, as messages of exceptions do."""


def broken(monkeypatch: pytest.MonkeyPatch, it: Stage) -> None:
    """From now on every command to the meeting ends in an exception that quotes it."""

    async def give(command: Any) -> Any:
        raise Bug(f"cannot digest {SECRET!r}") from ValueError(SECRET)

    monkeypatch.setattr(it.runner, "give", give)


def number_in(told: str, language: str) -> str:
    found = NUMBER.search(told)
    assert found is not None, told
    assert told == say(language, "incident", number=found[0])
    return found[0]


def logged(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> str:
    out, err = capsys.readouterr()
    return out + err + caplog.text


@pytest.mark.parametrize(("name", "language"), [("anna_e", "ru"), ("tom_w", "en")])
@pytest.mark.parametrize("by", ["command", "button", "form"])
async def test_the_person_gets_a_number_and_the_log_no_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    by: str,
    name: str,
    language: str,
) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        who = it.member[name]
        form = await it.click(who, "ask")
        before = it.meeting
        broken(monkeypatch, it)
        if by == "command":
            shown = await who.slash(it.channel, "floor ask", note=SECRET)
        elif by == "button":
            shown = await it.click(who, "unclear")
        else:
            shown = await who.submit_modal(form, {"kind": ["statement"], "note": SECRET})
        assert shown.response.ephemeral
        number = number_in(answer(shown), language)
        assert it.meeting == before
        log = logged(capsys, caplog)
        assert number in log
        assert "Bug" in log
        assert "test_incidents.py" in log  # the place in the code
        assert SECRET not in log


async def test_an_event_that_fails_is_logged_without_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with stage(tmp_path, enforcement=Enforcement.HOLD, errors=True) as it:
        await it.in_discussion()
        broken(monkeypatch, it)
        sent = await it.member["anna_e"].send(it.channel, SECRET)
        assert any(message.id == sent.id for message in it.channel.history())
        log = logged(capsys, caplog)
        assert "incident" in log
        assert "on_message" in log
        assert SECRET not in log


async def test_a_button_of_a_private_answer_fails_as_politely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        anna = it.member["anna_e"]
        await it.type(anna, "floor ask")
        mine = await it.click(anna, "place")
        broken(monkeypatch, it)
        shown = await it.click(anna, "withdraw", mine.response.message)
        number_in(answer(shown), "ru")


async def test_a_card_that_cannot_be_drawn_is_logged_without_words_and_drawn_later(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with stage(tmp_path, errors=True) as it:
        await it.in_discussion()
        presenter = it.client.services.presenter(it.meeting.id)
        assert presenter is not None

        def card() -> None:
            raise Bug(SECRET)

        with monkeypatch.context() as patched:
            patched.setattr(type(presenter), "card", lambda self: card())
            await it.type(it.member["anna_e"], "floor ask", note="the river")
            await it.shown()
        log = logged(capsys, caplog)
        assert "Bug" in log
        assert SECRET not in log
        await it.type(it.member["tom_w"], "floor ask")
        await it.shown()
        assert "the river" in texts(it.card)
        assert any(i.startswith("cc:next:") for i in ids(it.card))
