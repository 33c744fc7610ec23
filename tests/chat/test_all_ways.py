"""That nothing which can be pressed or typed goes untried, and that nobody needs to type."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from bot.app import CATALOGUES
from bot.chat.handlers import ELSEWHERE, HANDLERS
from bot.chat.slash_commands import groups, leaves
from bot.data import catalogue_folders
from bot.phrases import Phrases

HERE = Path(__file__).parent


@cache
def named_in_tests() -> set[str]:
    """Every text in the tests of the chat, this one left out: what they press, choose and type."""
    return {
        node.value
        for path in HERE.rglob("test_*.py")
        if path.name != Path(__file__).name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def commands() -> list[str]:
    phrases = Phrases(catalogue_folders(), CATALOGUES)
    return sorted(leaf.qualified_name for group in groups(phrases) for leaf in leaves(group))


@pytest.mark.parametrize("act", sorted({*HANDLERS, *ELSEWHERE}))
def test_every_button_is_pressed_by_a_test(act: str) -> None:
    assert {act, f"cc:{act}:"} & named_in_tests()


@pytest.mark.parametrize("command", commands())
def test_every_command_is_typed_by_a_test(command: str) -> None:
    assert command in named_in_tests()


BY_BUTTON = {
    "seat list": "seats",
    "record off": "off-record",
    "record note": "note-point",
    "record on": "on-record",
    "record mine": "mine",
    "record search": "search",
    "record export": "export",
    "roundtable open": "open",
    "roundtable close": "close-ask",
    "roundtable pause": "pause",
    "roundtable caucus": "caucus",
    "roundtable suspend": "suspend",
    "roundtable resume": "resume",
    "roundtable status": "place",
    "agenda show": "agenda",
    "agenda park": "park",
    "agenda next": "next-item",
    "agenda time": "item-time",
    "agenda ending": "item-close",
    "agenda date": "date",
    "agenda propose": "propose",
    "agenda review": "review",
    "floor ask": "ask",
    "floor defer": "defer",
    "floor withdraw": "withdraw",
    "floor place": "place",
    "floor yield": "yield",
    "floor pass": "pass",
    "floor circle": "circle",
    "floor list": "list",
    "floor balance": "balance",
    "floor next": "next",
    "floor grant": "grant",
    "floor extend": "extend",
    "floor rule": "sustain",
    "floor chairing": "chairing",
    "floor policy": "policy",
    "floor close-list": "list-closing",
    "floor interpret": "interpreting",
    "floor nudges": "quiet",
    "seat take": "seat",
    "seat leave": "leave-ask",
    "seat chair": "chair-pass",
}
TYPED_ONLY = {
    "roundtable convene": "there is no card yet",
    "agenda add": "a change of the agenda is the moderators' business, and needs three texts",
    "agenda edit": "the same",
    "agenda move": "the same",
    "seat assign": "it names another person, and is the moderators' business",
    "record keep": "it is the moderators' business, and its answer stands in the rules",
}
"""What has no button, and why. None of it is a participant's."""


def test_whatever_can_be_typed_can_be_pressed_but_for_what_moderators_prepare() -> None:
    assert set(commands()) == BY_BUTTON.keys() | TYPED_ONLY.keys()
    assert set(BY_BUTTON.values()) <= {*HANDLERS, *ELSEWHERE}
