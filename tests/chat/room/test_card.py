"""The card under the worst that a meeting can put on it: Discord takes it all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat.framework.wording import RoomPhrases
from bot.chat.room.card import MOST_TEXT, card
from bot.procedure import commands as c
from bot.procedure import events as e
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import (
    Calls,
    CircleRules,
    ItemRules,
    Phase,
    Policy,
    RunsOut,
    Speakers,
    When,
)
from bot.procedure.state import Status
from bot.procedure.table.seats import Capacity
from bot.procedure.values import MINUTE, SECOND, Localized, Words
from tests.chat.stage import PHRASES
from tests.procedure.samples import (
    ANNA,
    CHAIR_E,
    CHAIR_W,
    CONVENER,
    DIALOGUE,
    EAST,
    INTERPRETER,
    PLENARY,
    RULES,
    TOM,
    WEST,
    Room,
    phase,
    until,
)

MOST_PARTS = 40
"""Components that Discord takes in one message, those within others counted too."""

VOICE = RoomPhrases(PHRASES, ("en", "ru"))
HOSTILE = "*_~`|>#[]()<@:-" * 7
"""Every character of it is escaped, which doubles it."""

EVERY = [
    phase("talk", When.EACH_ITEM, Speakers.LIST, Calls.CHAIR, None),
    phase("bowl", When.EACH_ITEM, Speakers.CIRCLE, Calls.CHAIR, None),
    phase("round", When.EACH_ITEM, Speakers.GO_ROUND, Calls.AUTO, 3600, thinking=MINUTE),
    phase("words", When.EACH_ITEM, Speakers.EVERYONE, Calls.CHAIR, 3600),
    replace(phase("days", When.EACH_ITEM, Speakers.ANYONE, Calls.CHAIR, None), lasts=3600 * SECOND),
]


def crowded(of: Phase) -> Room:
    """A hundred people of each side at the table, all hands up, everything under way at once."""
    form = replace(
        PLENARY,
        title=Localized.of(en=HOSTILE, ru=HOSTILE),
        phases=(replace(of, title=Localized.of(en=HOSTILE, ru=HOSTILE)),),
        policy=Policy.FIRST_COME,
        limits={Kind.STATEMENT: 3600 * SECOND},
        consent=60 * SECOND,
        item=ItemRules(RunsOut.CLOSE, warning=19 * MINUTE, of_a_side=MINUTE),
        circle=CircleRules(20, 20),
    )
    long = Localized.of(en=HOSTILE[:100], ru=HOSTILE[:100])
    sides = tuple(replace(side, name=long) for side in DIALOGUE.sides)
    room = Room(form, dialogue=replace(DIALOGUE, title=long, sides=sides)).seat_all()
    for number in range(200):
        side, person = (EAST, WEST)[number % 2], str(10**18 + number)
        room.do(
            c.AssignSeat(CONVENER, person, side, Capacity.PARTICIPANT, "en", Words(HOSTILE[:100]))
        )
        room.do(c.AcceptRules(person, RULES, "en"))
    for by, side in ((INTERPRETER, EAST), ("401", WEST)):
        room.do(c.AssignSeat(CONVENER, by, side, Capacity.INTERPRETER, "ru", Words("i")))
        room.do(c.AcceptRules(by, RULES, "ru"))
    question = Localized.of(en=HOSTILE * 5, ru=HOSTILE * 5)
    room.do(c.EditItem(CHAIR_E, "one", long, question, 20 * MINUTE))
    room.do(c.Open(CHAIR_E))
    return room


def fits(room: Room) -> None:
    view = card(room.state, VOICE, room.now)
    assert view.content_length() <= MOST_TEXT
    assert view.total_children_count <= MOST_PARTS


@pytest.mark.parametrize("of", EVERY, ids=lambda one: one.key)
def test_the_card_fits_with_a_hundred_people_of_each_side(of: Phase) -> None:
    room = crowded(of)
    fits(room)
    if of.speakers is Speakers.GO_ROUND:
        room.after(61).tick()
    for number in range(200):
        person = str(10**18 + number)
        if of.speakers in (Speakers.LIST, Speakers.CIRCLE) and person_may_ask(room, person):
            room.do(c.Ask(person, Kind.STATEMENT, Words(HOSTILE[:100])))
        elif of.speakers is Speakers.CIRCLE and person not in room.state.circle.seated:
            room.do(c.EnterCircle(person))
    fits(room)
    if of.speakers is Speakers.ANYONE:
        return
    if room.state.floor is None:
        room.do(c.Grant(CHAIR_W, TOM))
    speaker = room.state.floor.person if room.state.floor is not None else TOM
    if room.state.item is not None:
        room.do(c.ExtendItem(CHAIR_W, 60 * MINUTE))  # so that there is time to ask for
    room.after(90).do(c.AskMore(speaker))
    for number in range(150):
        person = str(10**18 + number)
        if person != speaker:
            room.do(c.AskClarity(person))
    until(room, e.ItemWarned)
    fits(room)
    room.do(c.Ask(ANNA, Kind.POINT_OF_ORDER, Words(HOSTILE[:100])))
    assert room.state.points
    fits(room)
    room.do(c.Yield(ANNA))
    fits(room)
    room.do(c.BeginCaucus(CHAIR_E, 5 * MINUTE))
    assert room.state.status is Status.CAUCUS
    fits(room)
    room.do(c.EndCaucus(CHAIR_E))
    fits(room)
    room.do(c.Suspend(CHAIR_E))
    fits(room)


def person_may_ask(room: Room, person: str) -> bool:
    return not room.state.outside(person, Kind.STATEMENT)


def test_the_card_fits_when_rights_of_reply_are_heard_and_at_the_end() -> None:
    room = crowded(EVERY[0])
    for number in range(0, 200, 2):
        room.do(c.Ask(str(10**18 + number), Kind.RIGHT_OF_REPLY, Words(HOSTILE[:100])))
    room.do(c.NextItem(CHAIR_E))
    assert room.state.leaving is not None
    fits(room)
    room.do(c.BeginClosing(CHAIR_E))
    fits(room)
    room.do(c.Close(CHAIR_E))
    fits(room)
