"""Hypothesis strategies for the values and events of a roundtable, for any test to draw from.

They keep to the types and to what the types' own docstrings promise, not to what could happen at a
real meeting: a turn may end that never began.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import get_type_hints

from hypothesis import strategies as st

from bot.procedure.agenda.agenda_values import AgendaItem, ItemState
from bot.procedure.events import EVENTS, Event, TextAt
from bot.procedure.floor.floor_values import Place
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import (
    Accepts,
    BalanceRules,
    Calls,
    ChairRules,
    CircleRules,
    Enforcement,
    Format,
    ItemRules,
    Phase,
    Policy,
    Rations,
    RunsOut,
    Speakers,
    When,
)
from bot.procedure.proposal.proposal_values import ArticleSource, Origin, ProposedPoint
from bot.procedure.table.seats import Capacity, Dialogue, Side
from bot.procedure.values import Localized, Words

NASTY = (
    "\x00",
    "\u200b",
    "\u200d",
    "\u202e",
    "\u2066",
    "\ufeff",
    "👩\u200d👩\u200d👧",
    "🇷🇺",
    "e\u0301",
    "ё",
    "Й",
    "@everyone",
    "<@1>",
    "```",
    "||",
    "\\",
    '"',
    "'; --",
    "\r\n",
    "\u2028",
    "\uffff",
)
"""Pieces that text goes wrong with."""

hostile_text = st.one_of(
    st.text(max_size=30),
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=4)), max_size=8).map("".join),
)
"""Any text that UTF-8 can hold: emoji, bidi marks, zero-width characters, NULs, markup."""

broken_text = st.text(st.characters(codec=None, categories=None), max_size=8)
"""Text with lone surrogates among the rest, as a careless JSON reader hands it on."""

words = hostile_text.map(Words)
keys = st.sampled_from(("trust", "arms", "media", "visits", "science"))
people = st.sampled_from(("101", "102", "103", "104", "105"))
sides = st.sampled_from(("a", "b"))
messages = st.integers(1, 12).map(lambda n: f"9{n:03}")
instants = st.integers(0, 4_102_444_800_000)
lengths = st.integers(0, 7_200_000)
numbers = st.integers(1, 9)
languages = st.sampled_from(("en", "ru"))
localized = st.builds(
    lambda en, ru: Localized.of(en=en, ru=ru), hostile_text.filter(bool), hostile_text.filter(bool)
)


def pairs(of: st.SearchStrategy[object], at_most: int = 3) -> st.SearchStrategy[Sequence[object]]:
    """Tuples of up to `at_most`."""
    return st.lists(of, max_size=at_most).map(tuple)


items = st.builds(
    AgendaItem,
    key=keys,
    title=localized,
    question=localized,
    budget=lengths,
    sources=pairs(st.integers(1, 40)),
    stage=st.none() | st.integers(1, 5),
    state=st.sampled_from(ItemState),
    spent=lengths,
    budget_told=st.booleans(),
    warned=st.booleans(),
    runs_out=st.none() | st.sampled_from(RunsOut),
)
short = st.none() | lengths
phases = st.builds(
    Phase,
    key=keys,
    title=localized,
    when=st.sampled_from(When),
    speakers=st.sampled_from(Speakers),
    calls=st.sampled_from(Calls),
    limit=short,
    policy=st.none() | st.sampled_from(Policy),
    thinking=lengths,
    lasts=short,
    remind=short,
    accepts=st.sampled_from(Accepts),
)
few = st.none() | st.integers(0, 5)
limits = st.dictionaries(st.sampled_from(Kind), lengths, max_size=5)
_formats = st.builds(
    Format,
    key=keys,
    title=localized,
    phases=pairs(phases),
    policy=st.sampled_from(Policy),
    enforcement=st.sampled_from(Enforcement),
    limits=limits,
    warning=lengths,
    grace=lengths,
    extension=lengths,
    extensions=st.integers(0, 5),
    seat_limits=st.dictionaries(st.sampled_from(Capacity), limits, max_size=2),
    again=short,
    consent=short,
    rations=st.builds(Rations, few, few, few, few),
    item=st.builds(ItemRules, st.sampled_from(RunsOut), lengths, short),
    chair=st.builds(ChairRules, st.booleans(), short),
    balance=st.builds(
        BalanceRules, st.booleans(), st.booleans(), st.integers(0, 99), st.integers(0, 900), lengths
    ),
    circle=st.builds(CircleRules, st.integers(2, 9), st.integers(1, 9)),
    interpreted=st.booleans(),
)


@st.composite
def _any_format(draw: st.DrawFn) -> Format:
    """Drawn through a function, since the strategy itself is too long to be printed."""
    return draw(_formats)


formats = _any_format()
dialogues = st.builds(
    Dialogue,
    key=keys,
    title=localized,
    sides=pairs(st.builds(Side, key=sides, name=localized)),
    languages=pairs(languages),
)
places = st.builds(Place, side=sides, person=st.none() | people)

sources = st.builds(
    ArticleSource,
    origin=st.sampled_from(Origin),
    where=hostile_text,
    title=st.none() | hostile_text,
    language=languages,
    sha256=st.none() | st.sampled_from(("0" * 64, "f" * 64)),
)
proposed = st.builds(
    ProposedPoint,
    number=numbers,
    title=localized,
    question=localized,
    budget=lengths,
    paragraphs=pairs(st.integers(1, 40)),
    stage=st.none() | st.integers(1, 5),
    excerpt=words,
    ticked=st.booleans(),
    strength=st.integers(0, 100),
    why=pairs(st.sampled_from(("central", "question"))),
)

# Fields by name: what the types call str, int or a tuple means more than that.
BY_NAME: dict[str, st.SearchStrategy[object]] = {
    "meeting": keys,
    "dialogue": dialogues,
    "format": formats,
    "agenda": st.lists(items, max_size=4, unique_by=lambda item: item.key).map(tuple),
    "venue": messages,
    "convener": people,
    "rules": st.sampled_from(("0" * 64, "f" * 64)),
    "person": people,
    "to": people,
    "people": pairs(people),
    "goal": keys,
    "answers": numbers,
    "interprets": numbers,
    "round": numbers,
    "window": lengths,
    "thinking": lengths,
    "until": instants,
    "side": sides,
    "capacity": st.sampled_from(Capacity),
    "language": languages,
    "since": instants,
    "sent": instants,
    "stage": numbers,
    "length": numbers,
    "edition": numbers,
    "unspoken": pairs(numbers),
    "phase": keys,
    "index": st.integers(0, 9),
    "position": st.integers(0, 6),
    "rota": pairs(places),
    "budget": lengths,
    "limit": lengths,
    "rules_text": localized,
    "size": st.integers(0, 2**40),
    "due": instants,
    "revision": numbers,
    "source": sources,
    "points": pairs(proposed, 4),
    "numbers": pairs(numbers),
    "others": pairs(numbers),
    "new": numbers,
    "paragraphs": pairs(st.integers(1, 40)),
    "new_paragraphs": pairs(st.integers(1, 40)),
    "new_budget": lengths,
    "items": pairs(keys),
    "agreed": pairs(people),
    "days": st.integers(1, 999),
    "texts": pairs(
        st.builds(TextAt, seq=st.integers(90, 99), field=st.sampled_from(("words", "name")))
    ),
    "left": lengths,
    "by": lengths,
    "used": lengths,
    "kind": st.sampled_from(Kind),
    "message": messages,
    "reply_to": messages,
    "files": st.integers(0, 10),
    "request": numbers,
    "turn": numbers,
    "held": numbers,
    "number": numbers,
    "title": localized,
    "question": localized,
    "words": words,
    "name": words,
    "note": words,
}


def event_of(kind: type[Event]) -> st.SearchStrategy[Event]:
    """Any event of this kind."""
    given: dict[str, st.SearchStrategy[object]] = {}
    for name, hint in get_type_hints(kind).items():
        if name == "item":
            strategy: st.SearchStrategy[object] = items if hint is AgendaItem else keys
        elif hint is bool:
            strategy = st.booleans()
        elif isinstance(hint, type) and issubclass(hint, Enum):
            strategy = st.sampled_from(hint)
        elif name == "kind":
            strategy = st.sampled_from(("application/pdf", "text/plain"))
        elif name in BY_NAME:
            strategy = BY_NAME[name]
        elif hint is int or hint == int | None:
            # Any whole number would be one that SQLite cannot hold.
            raise TypeError(f"{kind.__name__}.{name}: say in BY_NAME what number this is")
        else:
            strategy = st.from_type(hint)
        given[name] = st.none() | strategy if "None" in str(hint) else strategy
    return st.builds(kind, **given)


_BY_KIND = {kind: event_of(kind) for kind in EVENTS}

events: st.SearchStrategy[Event] = st.sampled_from(EVENTS).flatmap(lambda kind: _BY_KIND[kind])
"""Any event of any kind."""

talk: st.SearchStrategy[Event] = st.one_of(
    [event_of(kind) for kind in EVENTS if kind.__name__.startswith(("Contribution", "Turn", "Me"))]
)
"""The events that read models change most with."""
