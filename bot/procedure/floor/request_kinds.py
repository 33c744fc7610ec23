"""The kinds of turn: a row each, with all that sets it apart. Whoever adds a kind adds a row here and
its phrases, which tests/test_phrases.py names; the key of the format files follows from its name.

What must not live here: how a list is put in order, and what a rule makes of a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from bot.procedure.values import SECOND, Milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRules:
    """What sets a kind apart.

    `standing`: its place on the speakers list, whatever the policy; the lowest is called first. None:
    nobody asks for it. `limit`: how long a turn lasts where the format does not say. `by_seat`: a format
    may give the seats of a capacity another length. `in_lists`: it is offered in lists of kinds (else it
    has a button of its own).

    `answers`: it is tied to the turn that it answers. `interrupts`: it is heard at once, in the middle
    of somebody's turn. `at_items_end`: it waits until the item ends. `listed`: a closed list refuses
    it, and it stands behind where its side has used up its time. `from_circle`: in a fishbowl it takes
    a chair of the inner circle. `uncut`: it is heard in full when an item's or a side's time runs out.
    `aside`: it is no part of the talk itself, so its time is nobody's, and it changes neither whose
    side is next nor what is answered.
    """

    standing: int | None
    limit: Milliseconds
    by_seat: bool = True
    in_lists: bool = True
    answers: bool = False
    interrupts: bool = False
    at_items_end: bool = False
    listed: bool = False
    from_circle: bool = False
    uncut: bool = False
    aside: bool = False


class Kind(StrEnum):
    """What somebody has the floor for.

    A direct reply is short and goes ahead of the list, a question of clarification after it; a point
    of order is about procedure only and is heard at once, and a right of reply comes at the end of
    the item (W3C's and the UN's practice). An interpretation is asked for by nobody: it follows the
    turn that it interprets.
    """

    _value_: str
    rules: KindRules

    def __new__(cls, value: str, rules: KindRules | None = None) -> Self:
        # A member is looked up by its value alone; only making one takes its rules.
        if rules is None:
            raise TypeError(f"{value}: a kind of turn needs a row that says what sets it apart")
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.rules = rules
        return kind

    POINT_OF_ORDER = (
        "point-of-order",
        KindRules(
            standing=0,
            limit=60 * SECOND,
            by_seat=False,
            in_lists=False,
            interrupts=True,
            uncut=True,
            aside=True,
        ),
    )
    DIRECT_REPLY = (
        "direct-reply",
        KindRules(standing=1, limit=60 * SECOND, answers=True, from_circle=True),
    )
    CLARIFICATION = (
        "clarification",
        KindRules(standing=2, limit=60 * SECOND, answers=True, from_circle=True),
    )
    STATEMENT = (
        "statement",
        KindRules(standing=3, limit=180 * SECOND, listed=True, from_circle=True),
    )
    RIGHT_OF_REPLY = (
        "right-of-reply",
        KindRules(standing=4, limit=120 * SECOND, at_items_end=True, uncut=True),
    )
    INTERPRETATION = (
        "interpretation",
        KindRules(
            standing=None,
            limit=180 * SECOND,
            by_seat=False,
            in_lists=False,
            uncut=True,
            aside=True,
        ),
    )


ASKED_FOR: tuple[Kind, ...] = tuple(kind for kind in Kind if kind.rules.standing is not None)
"""The kinds that one may ask for the floor for."""

BY_STANDING: tuple[Kind, ...] = tuple(sorted(ASKED_FOR, key=lambda kind: kind.rules.standing or 0))
"""The same in the order in which a list calls them."""

OFFERED: tuple[Kind, ...] = tuple(
    sorted(ASKED_FOR, key=lambda kind: (not kind.rules.listed, kind.rules.interrupts))
)
"""The same in the order in which people read of them: the usual one first."""

IN_LISTS: tuple[Kind, ...] = tuple(kind for kind in OFFERED if kind.rules.in_lists)
"""Those that are offered in lists; a point of order is urgent, and has a button of its own."""

ANSWERS: tuple[Kind, ...] = tuple(kind for kind in Kind if kind.rules.answers)
"""The kinds that are tied to the turn that they answer."""


def no_more_urgent(kind: Kind, than: Kind) -> bool:
    """Whether `kind` is called at the same time as the other at the earliest."""
    one, other = kind.rules.standing, than.rules.standing
    return one is not None and other is not None and one >= other
