"""The questions that are asked after every campaign: the two accounts in, what is wrong out.

Pure, so that its own tests can show that each finding is found. What must not live here: how the
accounts are gathered, and what the bot's own code thinks of itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from tests.campaigns.evidence import Floor, Journal, Press, Sent, World

AS_HEARD = 5_000
"""Milliseconds. What the bot writes down within so long may be judged by the order in which it heard
of things; what it writes down later must be judged by what held when it was sent."""

ANSWER_WITHIN = 3_000
"""Milliseconds that Discord waits for an answer. A press that waits when the line is cut is lost."""


class Question(StrEnum):
    """What is asked. In the table that is printed each is a column, under its short name."""

    LOST = "lost"
    DOUBLED = "doubled"
    ORDER = "out of order"
    INVENTED = "invented"
    FLOOR = "floor"
    RETURNED = "not given back"
    STANDING = "standing"
    WRITERS = "writers"
    OTHERS = "others"
    CARD = "card"
    SILENT = "silent"
    PROOF = "verify"


ASKED = {
    Question.LOST: "what was typed in a meeting and is not in the journal",
    Question.DOUBLED: "what is in the journal twice, or was given back twice",
    Question.ORDER: "what stands behind something that was sent later",
    Question.INVENTED: "what is in the journal and was sent by nobody, or otherwise",
    Question.FLOOR: "what was held in its author's turn, or taken for part of a turn from outside it",
    Question.RETURNED: "what was held, and its author neither has it nor is owed it",
    Question.STANDING: "contributions taken out of the channel, and held messages left in it",
    Question.WRITERS: "people who may write and should not, or the other way round; two at once",
    Question.OTHERS: "overwrites of others that are not as they left them",
    Question.CARD: "rooms without a card",
    Question.SILENT: "presses without an answer in Discord's time",
    Question.PROOF: "journals that `cochair verify` finds wrong",
}


@dataclass(frozen=True)
class Finding:
    question: Question
    about: str


def judged(world: World, journal: Journal) -> tuple[Finding, ...]:
    """What is wrong with one meeting."""
    return (
        *lost(world, journal),
        *doubled(world, journal),
        *out_of_order(world, journal),
        *invented(world, journal),
        *against_the_floor(world, journal),
        *not_given_back(world, journal),
        *wrongly_standing(world, journal),
        *wrong_writers(world, journal),
        *settings_of_others(world, journal),
        *(() if world.card else (Finding(Question.CARD, f"{world.room}: no card in the channel"),)),
    )


def lost(world: World, journal: Journal) -> Iterator[Finding]:
    """Sent while the meeting listened, and the journal does not know of it."""
    known = {one.message for one in journal.known}
    if journal.listening is None:
        return
    since, until = journal.listening
    for one in world.sent:
        in_time = since <= one.at and (until is None or one.at < until)
        if in_time and one.message not in known:
            yield _of(world, Question.LOST, one, "not in the journal")


def doubled(world: World, journal: Journal) -> Iterator[Finding]:
    """Twice in the journal, or given back twice."""
    sent = {one.message: one for one in world.sent}
    ways: dict[int, list[str]] = {}
    for one in journal.known:
        ways.setdefault(one.message, []).append("made" if one.made else "held")
    for message, each in ways.items():
        if len(each) > 1 and message in sent:
            yield _of(world, Question.DOUBLED, sent[message], f"in the journal: {', '.join(each)}")
    written = Counter((one.person, one.text) for one in world.sent)
    for (person, text), often in world.given.items():
        if often > written[person, text] > 0:
            who = world.people.get(person, person)
            yield Finding(
                Question.DOUBLED, f"{world.room}: {who}: {text!r}: given back {often} times"
            )
    for number, often in world.waiting.items():
        if often > 1:
            yield Finding(
                Question.DOUBLED, f"{world.room}: held {number} waits behind {often} buttons"
            )


def out_of_order(world: World, journal: Journal) -> Iterator[Finding]:
    """Written down behind what was sent later, for the first time each. What Discord itself told of
    late is let be."""
    sent = {one.message: one for one in world.sent}
    first = list(dict.fromkeys(one.message for one in journal.known))
    for before, after in pairwise(one for one in first if one not in world.untimely):
        if before > after and before in sent and after in sent:
            behind = f"stands behind {sent[before].text!r} ({sent[before].at})"
            yield _of(world, Question.ORDER, sent[after], behind)


def invented(world: World, journal: Journal) -> Iterator[Finding]:
    """In the journal, and nobody wrote it, or not so."""
    sent = {one.message: one for one in world.sent}
    for one in journal.known:
        origin = sent.get(one.message)
        if origin is None:
            yield Finding(
                Question.INVENTED, f"{world.room}: message {one.message} was sent by nobody"
            )
        elif origin.person != one.person or one.text not in (None, origin.text):
            yield _of(world, Question.INVENTED, origin, "stands there otherwise")


def against_the_floor(world: World, journal: Journal) -> Iterator[Finding]:
    """Held although its author had the floor when it was sent; made a contribution although not; made
    part of a turn in which it was not sent."""
    sent = {one.message: one for one in world.sent}
    for one in journal.known:
        origin = sent.get(one.message)
        if origin is None or one.at - origin.at <= AS_HEARD:
            continue
        own = [floor.turn for floor in journal.floors if _holds(floor, origin)]
        if one.made and not own:
            yield _of(world, Question.FLOOR, origin, f"in turn {one.turn}, and sent in none")
        elif one.made and one.turn not in own:
            yield _of(world, Question.FLOOR, origin, f"in turn {one.turn}, and sent in {own}")
        elif not one.made and own:
            yield _of(world, Question.FLOOR, origin, f"held, and sent in turn {own}")


def not_given_back(world: World, journal: Journal) -> Iterator[Finding]:
    """Held, and its author has neither the text nor a button for it, nor is it owed."""
    sent = {one.message: one for one in world.sent}
    for number, one in {k.held: k for k in journal.known if k.held is not None}.items():
        origin = sent.get(one.message)
        if origin is None or one.message in world.standing:
            continue  # what still stands in the channel is not gone; see `wrongly_standing`
        given = world.given.get((origin.person, origin.text), 0) + world.waiting.get(number, 0)
        if not given and number not in journal.owed:
            yield _of(world, Question.RETURNED, origin, f"held {number}")


def wrongly_standing(world: World, journal: Journal) -> Iterator[Finding]:
    """A contribution that is gone from the channel, or a held message that is still there."""
    made = {one.message for one in journal.known if one.made}
    held = {one.message: one.held for one in journal.known if one.held is not None}
    for one in world.sent:
        stands = one.message in world.standing
        if one.message in made and not stands:
            yield _of(world, Question.STANDING, one, "a contribution was taken out")
        number = held.get(one.message)
        if number is None or one.message in made:
            continue
        if stands and number not in journal.owed:
            yield _of(world, Question.STANDING, one, f"held {number} still stands")


def wrong_writers(world: World, journal: Journal) -> Iterator[Finding]:
    """Who may write at the end, and who should; and moments when two could."""
    should = world.entitled
    if world.locked and not journal.closed:
        should &= {journal.speaker}
    for person in sorted(world.writers ^ should):
        can = "can write" if person in world.writers else "cannot write"
        yield Finding(Question.WRITERS, f"{world.room}: {world.people[person]} {can}")
    for at in world.together:
        yield Finding(Question.WRITERS, f"{world.room}: two could write at {at}")


def settings_of_others(world: World, journal: Journal) -> Iterator[Finding]:
    """Overwrites that are not as people left them."""
    for target in sorted(world.wished.keys() | world.overwrites.keys()):
        left_out = world.loose.get(target, 0) | (0 if journal.closed else world.writing)
        now, then = (
            tuple(bits & ~left_out for bits in pairs.get(target, (0, 0)))
            for pairs in (world.overwrites, world.wished)
        )
        if now != then:
            name = world.people.get(target, target)
            yield Finding(
                Question.OTHERS, f"{world.room}: of {name}: {now}, and people left {then}"
            )


UNNOTICED = 200
"""Milliseconds in which Discord may not have seen yet that a bot has gone, and tells it of a press."""


def silent(presses: Sequence[Press], cuts: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    """Presses without an answer, but for those that were waiting when the bot or its line was cut, or
    that came while it was."""
    for press in presses:
        if not any(begun - ANSWER_WITHIN <= press.at <= over + UNNOTICED for begun, over in cuts):
            yield Finding(Question.SILENT, f"{press.what} at {press.at}")


# What is said of it --------------------------------------------------------------------------------


def _holds(floor: Floor, sent: Sent) -> bool:
    ended = floor.until is not None and sent.at >= floor.until
    return floor.person == sent.person and floor.since <= sent.at and not ended


def _of(world: World, question: Question, sent: Sent, what: str) -> Finding:
    who = world.people.get(sent.person, sent.person)
    return Finding(question, f"{world.room}: {who}: {sent.text!r} ({sent.at}): {what}")
