"""What happens within a turn on Discord: more to come, more time, plainer words, passing, the grace."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.procedure import events as e
from bot.procedure.floor.floor_values import TurnEnd
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.formats import Calls, Speakers, When
from bot.procedure.values import SECOND
from tests.chat.stage import Stage, answer, ids, say, stage, texts
from tests.procedure.samples import PLENARY, phase

CONSENT = replace(PLENARY, consent=15 * SECOND)


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, CONSENT) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        yield it


async def happened(it: Stage, kind: type[e.Event]) -> list[e.Event]:
    records = await it.journal.read(it.meeting.id)
    return [record.event for record in records if isinstance(record.event, kind)]


# More to come --------------------------------------------------------------------------------------


async def test_more_coming_keeps_a_co_chair_from_cutting_in_unawares(it: Stage) -> None:
    await it.type(it.member["tom_w"], "floor ask")
    await it.press_when_shown(it.member["anna_e"], "more-coming")
    await it.shown()
    assert say("ru", "card-more-coming") in texts(it.card)
    chair = it.member["chair_w"]
    shown = await it.click(chair, "next")
    anna = f"<@{it.member['anna_e'].id}>"
    assert answer(shown) == say("en", "refusal-more-coming", speaker=anna)
    assert it.speaker is it.member["anna_e"]
    await it.press(chair, "next-surely", shown.response.message)
    assert it.speaker is it.member["tom_w"]


async def test_what_was_coming_has_come_with_the_next_message(it: Stage) -> None:
    await it.press_when_shown(it.member["anna_e"], "more-coming")
    await it.member["anna_e"].send(it.channel, "the rest of it")
    await it.shown()
    assert say("ru", "card-more-coming") not in texts(it.card)


async def test_only_the_speaker_has_more_to_come(it: Stage) -> None:
    told = await it.press(it.member["tom_w"], "more-coming")
    anna = f"<@{it.member['anna_e'].id}>"
    assert told == say("en", "refusal-not-your-floor", speaker=anna)


# More time -----------------------------------------------------------------------------------------


async def test_the_room_gives_more_time_by_its_silence(it: Stage) -> None:
    anna = it.member["anna_e"]
    before = it.left()
    await it.press_when_shown(anna, "extend")
    await it.shown()
    assert it.meeting.floor is not None
    until = (it.meeting.floor.asked_until or 0) // 1000
    person = f"<@{anna.id}>"
    assert it.heard("told-more-asked", "en", person=person, when=f"<t:{until}:T>")
    assert say("ru", "card-asks-more", when=f"<t:{until}:R>") in texts(it.card)
    await it.env.advance_time(15)
    assert it.heard("told-extended-silently", "ru", person=f"<@{anna.id}>", more="1:00")
    assert before + 60_000 - it.left() in range(16_000, 19_000)
    await it.shown()
    assert not any(i.startswith("cc:object:") for i in ids(it.card))


async def test_one_objection_is_enough_and_nobody_is_told_whose(it: Stage) -> None:
    await it.press_when_shown(it.member["anna_e"], "extend")
    await it.shown()
    tom = it.member["tom_w"]
    await it.press(tom, "object")
    await it.shown()
    assert it.heard("told-more-refused", "en")
    assert not any(f"<@{tom.id}>" in text for text in it.said() if "object" in text.lower())
    await it.env.advance_time(20)
    assert it.meeting.floor is not None
    assert it.meeting.floor.extensions == 0
    again = await it.press(it.member["anna_e"], "extend")
    assert again == say("ru", "refusal-objected-already")


async def test_a_co_chair_gives_more_time_at_once(it: Stage) -> None:
    await it.press(it.member["chair_w"], "extend")
    assert it.meeting.floor is not None
    assert it.meeting.floor.extensions == 1


async def test_a_co_chair_who_speaks_asks_the_room(it: Stage) -> None:
    await it.give_floor("chair_e")
    await it.press(it.member["chair_e"], "extend")
    assert it.meeting.floor is not None
    assert it.meeting.floor.extensions == 0
    assert it.meeting.floor.asked_until is not None
    told = await it.type(it.member["chair_e"], "floor extend", seconds=60)
    assert told == say("ru", "refusal-own-extension")


# Plainer words -------------------------------------------------------------------------------------


async def test_asking_for_simpler_words_reaches_the_speaker_and_takes_no_floor(it: Stage) -> None:
    anna, tom = it.member["anna_e"], it.member["tom_w"]
    assert await it.press_when_shown(tom, "unclear") == say("en", "unclear-told")
    await it.shown()
    asked = [
        text for text in it.said() if say("ru", "told-unclear", person=f"<@{anna.id}>") in text
    ]
    assert len(asked) == 1
    assert f"<@{tom.id}>" not in asked[0], "who asked is not told"
    assert it.speaker is anna
    assert await it.press(tom, "unclear") == say("en", "refusal-clarity-asked")
    await it.press(it.member["ursula_w"], "unclear")
    await it.shown()
    assert say("en", "card-unclear", count=2) in texts(it.card)
    again = [
        text for text in it.said() if say("ru", "told-unclear", person=f"<@{anna.id}>") in text
    ]
    assert len(again) == 1, "the room is told once; the card counts"


# Interpretation ------------------------------------------------------------------------------------


async def test_the_interpreter_has_the_floor_after_a_turn_that_was_not_understood(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        await it.seat_interpreter("boris_e", "en")
        await it.give_floor("anna_e")
        turn = it.meeting.last_turn
        await it.member["anna_e"].send(it.channel, "Сказанное по-русски.")
        await it.press_when_shown(it.member["tom_w"], "unclear")
        await it.env.advance_time(40)
        await it.press(it.member["anna_e"], "yield")
        await it.shown()
        floor = it.meeting.floor
        assert floor is not None
        assert it.speaker is it.member["boris_e"]
        assert (floor.kind, floor.interprets) == (Kind.INTERPRETATION, turn)
        assert it.may_write(it.member["boris_e"])
        assert not it.may_write(it.member["anna_e"])
        assert say("ru", "kind-interpretation") in texts(it.card)
        await it.member["boris_e"].send(it.channel, "What was said, in English.")
        await it.press(it.member["boris_e"], "yield")
        made = await happened(it, e.ContributionMade)
        assert isinstance(made[-1], e.ContributionMade)
        assert made[-1].turn == floor.number


# Passing -------------------------------------------------------------------------------------------

ROUND = phase("round", When.EACH_ITEM, Speakers.GO_ROUND, Calls.AUTO, 60, thinking=30 * SECOND)


async def test_a_go_round_with_thinking_time_and_passing_by_button(tmp_path: Path) -> None:
    async with stage(tmp_path, replace(PLENARY, phases=(ROUND,))) as it:
        await it.opened()
        assert it.meeting.floor is None
        until = it.meeting.rota.thinking_until or 0
        assert say("ru", "card-thinking", when=f"<t:{until // 1000}:R>") in texts(it.card)
        boris = it.member["boris_e"]
        await it.press(boris, "pass")
        assert str(boris.id) not in [place.person for place in it.meeting.rota.places]
        mine = await it.click(it.member["tom_w"], "place")
        assert say("en", "place-on-rota", place=2) in answer(mine)
        await it.env.advance_time(31)
        assert it.speaker is it.member["anna_e"]
        await it.press(it.member["anna_e"], "pass")
        await it.shown()
        assert it.speaker is it.member["tom_w"]
        assert it.heard("told-passes", "en", person=f"<@{it.member['anna_e'].id}>")
        await it.press(it.member["tom_w"], "pass", mine.response.message)
        assert it.speaker is it.member["ursula_w"]
        ends = await happened(it, e.TurnEnded)
        assert [end.how for end in ends if isinstance(end, e.TurnEnded)] == [TurnEnd.PASSED] * 2
        told = await it.type(it.member["tom_w"], "floor pass")
        assert told == say("en", "refusal-nothing-to-pass")


async def test_the_last_of_a_go_round_may_pass_by_button_too(tmp_path: Path) -> None:
    async with stage(tmp_path, replace(PLENARY, phases=(ROUND,))) as it:
        await it.opened()
        await it.env.advance_time(31)
        while it.meeting.rota.places:
            await it.press_when_shown(it.speaker, "pass")
        await it.press_when_shown(it.speaker, "pass")
        assert it.meeting.floor is None
        ends = await happened(it, e.TurnEnded)
        assert {end.how for end in ends if isinstance(end, e.TurnEnded)} == {TurnEnd.PASSED}


# The grace -----------------------------------------------------------------------------------------


async def test_who_is_still_typing_when_the_time_is_up_has_the_grace_once_more(it: Stage) -> None:
    await it.env.advance_time(it.left() / 1000 + 2)
    await it.member["anna_e"].typing(it.channel)
    await it.member["anna_e"].typing(it.channel)
    await it.env.advance_time(10)
    assert it.speaker is it.member["anna_e"]
    await it.member["anna_e"].send(it.channel, "what was being typed")
    made = await happened(it, e.ContributionMade)
    assert isinstance(made[-1], e.ContributionMade)
    assert made[-1].turn == it.meeting.last_turn
    await it.env.advance_time(9)
    assert it.meeting.floor is None
    assert len(await happened(it, e.GraceProlonged)) == 1
