"""Seats: taking, giving and leaving them; the rules and the consent that come before a first word."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.chat.table.room_rules import rules_digest, rules_text
from bot.procedure import events as e
from bot.procedure.table.seats import Capacity
from tests.chat.stage import PHRASES, Stage, answer, ids, say, stage, texts


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as it:
        await it.convene()
        yield it


async def recorded(it: Stage, kind: type[Any]) -> list[Any]:
    return [r.event for r in await it.journal.read(it.meeting.id) if isinstance(r.event, kind)]


async def test_from_the_card_to_the_consent(it: Stage) -> None:
    anna = it.member["anna_e"]
    choice = await it.click(anna, "seat")
    assert answer(choice) == say("en", "choose-side")
    east = next(i for i in ids(choice.response.message) if i.endswith(":a-en"))
    seated = await anna.click(choice.response.message, custom_id=east)
    assert answer(seated).startswith(
        say("en", "seated", side="East", capacity=say("en", "capacity-participant"))
    )
    rules = await it.click(anna, "rules", seated.response.message)
    assert answer(rules) == rules_text(PHRASES, "en", it.meeting.format)
    assert await it.press(anna, "accept", rules.response.message) == say("en", "rules-accepted")
    for shown in (choice, seated, rules):
        assert shown.ephemeral

    accepted = e.RulesAccepted(str(anna.id), rules_digest(PHRASES, it.meeting.format), "en")
    assert await recorded(it, e.RulesAccepted) == [accepted]
    await it.shown()
    assert f"<@{anna.id}> ✓" in texts(it.card)


async def test_one_may_observe_and_choose_the_language_by_buttons_alone(it: Stage) -> None:
    tom = it.member["tom_w"]
    choice = (await it.click(tom, "seat")).response.message
    russian = next(i for i in ids(choice) if i.startswith("cc:speak:") and i.endswith(":ru"))
    choice = (await tom.click(choice, custom_id=russian)).response.message
    assert texts(choice) == say("ru", "choose-side")
    watching = next(i for i in ids(choice) if i.startswith("cc:observe:") and i.endswith("b-ru"))
    told = answer(await tom.click(choice, custom_id=watching))
    observer = say("ru", "capacity-observer")
    assert told.startswith(say("ru", "seated", side="Запад", capacity=observer))
    seat = it.meeting.seat(str(tom.id))
    assert seat is not None
    assert (seat.capacity, seat.language) == (Capacity.OBSERVER, "ru")


async def test_the_consent_names_the_language_that_was_read(it: Stage) -> None:
    await it.seat("anna_e")  # East reads Russian
    assert [event.language for event in await recorded(it, e.RulesAccepted)] == ["ru"]


async def test_a_second_press_on_accept_is_told_so(it: Stage) -> None:
    anna = it.member["anna_e"]
    await it.seat("anna_e", accept=False)
    rules = await it.click(anna, "rules")
    await it.press(anna, "accept", rules.response.message)
    again = await it.press(anna, "accept", rules.response.message)
    assert again == say("ru", "refusal-already-accepted")
    assert len(await recorded(it, e.RulesAccepted)) == 1


async def test_taking_a_seat_by_command(it: Stage) -> None:
    tom = it.member["tom_w"]
    sides = await tom.autocomplete(it.channel, "seat take", "side", "")
    assert [(s["value"], s["name"]) for s in sides] == [("a", "East"), ("b", "West")]
    languages = await tom.autocomplete(it.channel, "seat take", "language", "рус")
    assert [choice["value"] for choice in languages] == ["ru"]

    told = await it.type(tom, "seat take", side="b", capacity="observer", language="ru")
    observer = say("ru", "capacity-observer")
    assert told.startswith(say("ru", "seated", side="Запад", capacity=observer))
    seat = it.meeting.seat(str(tom.id))
    assert seat is not None
    assert (seat.side, seat.capacity, seat.language) == ("b", Capacity.OBSERVER, "ru")


async def test_there_is_no_third_side(it: Stage) -> None:
    told = await it.type(it.member["tom_w"], "seat take", side="north")
    assert told == say("en", "refusal-unknown-side", sides="East, West")


async def test_a_seat_is_assigned_by_the_organizer_and_nobody_else(it: Stage) -> None:
    anna, boris = it.member["anna_e"], it.member["boris_e"]
    told = await it.type(anna, "seat assign", member=boris, side="a")
    assert told == say("en", "refusal-organizers-only")
    told = await it.type(it.organizer, "seat assign", member=boris, side="a")
    assert told == say(
        "en", "seat-assigned", person=f"<@{boris.id}>", side="East", capacity="participant"
    )


async def test_a_side_has_one_co_chair(it: Stage) -> None:
    await it.seat("chair_e")
    told = await it.type(
        it.organizer, "seat assign", member=it.member["anna_e"], side="a", capacity="co-chair"
    )
    holder = f"<@{it.member['chair_e'].id}>"
    assert told == say("en", "refusal-co-chair-taken", person=holder, side="East")


async def test_bots_do_not_sit_at_the_table(it: Stage) -> None:
    robot = it.guild.add_member(it.env.create_user("robot", bot=True))
    told = await it.type(it.organizer, "seat assign", member=robot, side="a")
    assert told == say("en", "cannot-seat-bot")
    assert it.meeting.seats == ()


async def test_the_list_of_seats(it: Stage) -> None:
    await it.seat("chair_e")
    await it.seat("tom_w", accept=False)
    told = await it.type(it.organizer, "seat list")
    guide = await it.click(it.member["tom_w"], "guide")
    assert await it.press(it.member["tom_w"], "seats", guide.response.message) == told
    chair, tom = it.member["chair_e"], it.member["tom_w"]
    assert told.splitlines() == [
        "**East**",
        f"- <@{chair.id}>, co-chair; rules accepted",
        "**West**",
        f"- <@{tom.id}>, participant; rules not accepted yet",
    ]


async def test_leaving_the_table(it: Stage) -> None:
    anna, boris = it.member["anna_e"], it.member["boris_e"]
    await it.seat("anna_e")
    await it.seat("boris_e")
    told = await it.type(anna, "seat leave", member=boris)
    assert told == say("ru", "refusal-organizers-only")
    assert await it.type(anna, "seat leave") == say("en", "seat-left", person=f"<@{anna.id}>")
    told = await it.type(it.organizer, "seat leave", member=boris)
    assert told == say("en", "seat-left", person=f"<@{boris.id}>")
    assert it.meeting.seats == ()
    told = await it.type(anna, "seat leave")
    assert told == say("en", "refusal-not-seated", person=f"<@{anna.id}>")


async def test_the_meeting_opens_when_every_side_has_its_co_chair(it: Stage) -> None:
    await it.seat("chair_e")
    told = await it.press(it.member["chair_e"], "open")
    assert told == say("ru", "refusal-co-chairs-missing", sides="Запад")
    await it.seat("chair_w", accept=False)
    told = await it.type(it.member["chair_w"], "roundtable open")
    assert told == say("en", "refusal-co-chairs-missing", sides="West")


async def test_who_comes_late_takes_a_seat_and_may_speak(it: Stage) -> None:
    await it.seat("chair_e")
    await it.seat("chair_w")
    await it.press(it.member["chair_e"], "open")
    await it.shown()
    late = it.member["ursula_w"]
    assert await it.press(late, "ask") == say("en", "refusal-no-seat")
    await it.type(late, "seat take", side="b")
    asked = await it.click(late, "ask")
    assert answer(asked) == say("en", "refusal-rules-first")
    rules = await it.click(late, "rules", asked.response.message)
    await it.press(late, "accept", rules.response.message)
    assert (await it.click(late, "ask")).modal is not None
    # Once the meeting is open nobody crosses the table.
    told = await it.type(late, "seat take", side="a")
    assert told == say("en", "refusal-seat-by-co-chair")


async def test_consent_can_be_withdrawn_and_given_again(it: Stage) -> None:
    anna = it.member["anna_e"]
    await it.seat("anna_e")
    shown = await it.click(anna, "rules")
    told = await it.press(anna, "withdraw-consent", shown.response.message)
    assert told == say("ru", "consent-withdrawn")
    assert await recorded(it, e.ConsentWithdrawn) == [e.ConsentWithdrawn(str(anna.id))]
    seat = it.meeting.seat(str(anna.id))
    assert seat is not None
    assert seat.may_speak
    assert not seat.recorded
    again = await it.click(anna, "rules")
    await it.press(anna, "accept", again.response.message)
    assert len(await recorded(it, e.RulesAccepted)) == 2
