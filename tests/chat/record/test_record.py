"""The record on Discord: off it and back, unrecorded speakers, one's own words, how long they last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.chat.framework.wording import mention
from bot.journal.verification import verify
from bot.procedure import events as e
from bot.procedure.formats import Enforcement, RecordRules
from bot.procedure.state import Status
from bot.procedure.values import SECOND
from tests.chat.chairing.test_chairing import panel
from tests.chat.stage import Stage, answer, ids, say, stage, texts
from tests.journal.test_erasing import looking_on
from tests.procedure.samples import PLENARY

Step = Callable[[Stage], Awaitable[None]]

APART = "we could give up the river"
DAY = 86_400


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as it:
        await it.in_discussion()
        yield it


async def goes_off(it: Stage) -> None:
    await it.type(it.member["chair_e"], "record off")
    await it.shown()
    await it.press(it.member["chair_w"], "off-record")
    await it.shown()


def is_off(it: Stage) -> bool:
    return it.meeting.status is Status.OFF_RECORD


def nowhere(folder: Path, *words: str) -> None:
    for file in filter(Path.is_file, folder.rglob("*")):
        for word in words:
            assert word.encode() not in file.read_bytes(), file.name


# Off the record ------------------------------------------------------------------------------------


async def test_both_co_chairs_agree_to_go_off_the_record(it: Stage) -> None:
    first = f"<@{it.member['chair_e'].id}>"
    await it.press(it.member["chair_e"], "off-record", await panel(it, "chair_e"))
    await it.shown()
    assert not is_off(it)
    assert it.heard("told-off-record-asked", "en", person=first)
    assert say("ru", "card-off-record-asked", people=first) in texts(it.card)
    await it.press(it.member["chair_w"], "off-record")
    await it.shown()
    assert is_off(it)
    assert it.heard("told-off-record", "ru")
    assert say("en", "card-off-record") in texts(it.card)


async def test_everybody_may_write_then_and_nothing_of_it_is_kept(
    it: Stage, tmp_path: Path
) -> None:
    await goes_off(it)
    before = len(await it.journal.read(it.meeting.id))
    anna = it.member["anna_e"]
    assert all(it.may_write(it.member[name]) for name in ("anna_e", "tom_w", "chair_w"))
    sent = await anna.send(it.channel, APART)
    await anna.edit(sent, APART + "!")
    await it.member["tom_w"].send(it.channel, APART)
    await it.env.settle()
    assert len(await it.journal.read(it.meeting.id)) == before
    assert any(m.content == APART for m in it.channel.history()), "and it is not taken out"
    await it.type(it.member["chair_e"], "record on")
    await it.press(it.member["chair_w"], "on-record")
    await it.shown()
    assert it.meeting.status is Status.OPEN
    assert it.heard("told-on-record", "en")
    assert not it.may_write(anna)
    await it.restart(away=5)
    nowhere(tmp_path, APART)


async def test_a_bot_that_was_away_reads_nothing_of_it(it: Stage, tmp_path: Path) -> None:
    await goes_off(it)

    def typed() -> None:
        it.env.backend.create_message(it.channel.id, it.member["anna_e"].id, APART)

    await it.restart(30, typed)
    assert it.meeting.status is Status.OFF_RECORD
    await it.type(it.member["chair_e"], "record on")
    await it.type(it.member["chair_w"], "record on")
    await it.restart(30)
    nowhere(tmp_path, APART)


# Consent -------------------------------------------------------------------------------------------


async def test_the_card_says_that_not_all_is_recorded(it: Stage, tmp_path: Path) -> None:
    await it.give_floor("anna_e")
    anna = it.member["anna_e"]
    rules = await it.click(anna, "rules")
    await it.press(anna, "withdraw-consent", rules.response.message)
    await it.shown()
    assert say("ru", "card-partly-recorded") in texts(it.card)
    assert it.speaker is anna
    sent = await anna.send(it.channel, APART)
    await it.env.settle()
    assert any(m.id == sent.id for m in it.channel.history())
    nowhere(tmp_path, APART)
    rules = await it.click(anna, "rules")
    await it.press(anna, "accept", rules.response.message)
    await it.shown()
    assert say("ru", "card-partly-recorded") not in texts(it.card)


async def resting(it: Stage) -> None:
    await it.type(it.organizer, "roundtable suspend")


async def going_on(it: Stage) -> None:
    await it.type(it.member["chair_e"], "roundtable resume")
    assert it.meeting.status is Status.OPEN


async def withdrawing(it: Stage) -> None:
    rules = await it.click(it.member["anna_e"], "rules")
    await it.press(it.member["anna_e"], "withdraw-consent", rules.response.message)


async def agreeing(it: Stage) -> None:
    await it.accept("anna_e")


@pytest.mark.parametrize("enforcement", [Enforcement.OPEN, Enforcement.LOCK])
@pytest.mark.parametrize(
    ("ends", "begins"), [(resting, going_on), (withdrawing, agreeing)], ids=["rest", "consent"]
)
async def test_a_restart_does_not_read_what_was_typed_while_nothing_was_kept(
    tmp_path: Path, enforcement: Enforcement, ends: Step, begins: Step
) -> None:
    async with stage(tmp_path, enforcement=enforcement) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        while (await it.journal.last_beat() or 0) < it.now() - 500:
            await it.shown()
        await ends(it)
        it.env.backend.create_message(it.channel.id, it.member["anna_e"].id, APART)
        await it.env.settle()
        await begins(it)
        nowhere(tmp_path, APART)
        await it.restart(away=5)
        nowhere(tmp_path, APART)
        assert APART in it.said(), "and it is let be"
        await it.shown()
        await it.member["anna_e"].send(it.channel, "for the record")
        await it.env.settle()
        with pytest.raises(AssertionError):
            nowhere(tmp_path, "for the record")


async def test_a_restart_does_not_read_what_was_typed_before_the_consent(tmp_path: Path) -> None:
    async with stage(tmp_path, enforcement=Enforcement.OPEN) as it:
        await it.convene()
        for name in it.member:
            await it.seat(name, accept=name != "anna_e")
        await it.press_when_shown(it.member["chair_e"], "open")
        await it.shown()
        await it.member["anna_e"].send(it.channel, APART)
        await it.accept("anna_e")
        await it.restart(away=5)
        nowhere(tmp_path, APART)


async def test_the_text_that_was_accepted_is_kept_in_both_languages(it: Stage) -> None:
    convened = (await it.journal.read(it.meeting.id))[0].event
    assert isinstance(convened, e.MeetingConvened)
    assert convened.rules_text is not None
    assert say("en", "rules-recording") in convened.rules_text.into("en")
    assert say("ru", "rules-recording") in convened.rules_text.into("ru")


# What is taken out ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [False, True])
async def test_what_is_taken_out_is_erased_or_kept_as_the_dialogue_says(
    tmp_path: Path, kept: bool
) -> None:
    form = replace(PLENARY, record=RecordRules(removed=kept))
    async with stage(tmp_path, form) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        anna = it.member["anna_e"]
        sent = await anna.send(it.channel, "quinces, I meant")
        await anna.edit(sent, "quinces, I said")
        await anna.delete(sent)
        await it.env.settle()
        made = await it.journal.contribution(it.meeting.id, str(sent.id))
        assert made is not None
        assert made.removed
        assert made.words.erased is not kept
        if not kept:
            nowhere(tmp_path, "quinces")
        assert verify(tmp_path / "cochair.db").sound


# One's own -----------------------------------------------------------------------------------------


async def said(it: Stage) -> Any:
    await it.give_floor("anna_e")
    anna = it.member["anna_e"]
    await anna.send(it.channel, "Apples and quinces.")
    await it.press(anna, "yield")
    await it.type(anna, "floor ask", note="mulberries")
    await it.shown()
    return anna


async def file_of(shown: Any) -> list[dict[str, Any]]:
    (file,) = shown.response.message.attachments
    held: list[dict[str, Any]] = json.loads(await file.read())
    return held


@pytest.mark.parametrize("by", ["button", "command"])
async def test_one_has_all_that_is_held_of_oneself(it: Stage, by: str) -> None:
    anna = await said(it)
    if by == "button":
        rules = await it.click(anna, "rules")
        shown = await it.click(anna, "mine", rules.response.message)
    else:
        shown = await anna.slash(it.channel, "record mine")
    held = await file_of(shown)
    kinds = {entry["kind"] for entry in held}
    assert {"SeatTaken", "RulesAccepted", "FloorRequested", "ContributionMade"} <= kinds
    whole = json.dumps(held, ensure_ascii=False)
    assert "Apples and quinces." in whole
    assert "mulberries" in whole
    assert str(it.member["tom_w"].id) not in whole


async def test_that_the_agenda_is_the_tables_text_is_said(it: Stage) -> None:
    chair, anna = it.member["chair_e"], it.member["anna_e"]
    shown = await anna.slash(it.channel, "record mine")
    assert say("ru", "mine-agenda", entries=1) not in answer(shown)
    form = await chair.slash(it.channel, "agenda add")
    filled = {"title_en": "Mulberries", "question_en": "Whose are they?", "minutes": "10"}
    await chair.submit_modal(form, filled)
    shown = await chair.slash(it.channel, "record mine")
    assert say("ru", "mine-agenda", entries=1) in answer(shown)
    assert "Mulberries" in json.dumps(await file_of(shown))


@pytest.mark.parametrize(("what", "named"), [("words", True), ("all", False)])
async def test_one_has_ones_words_erased_for_good(
    it: Stage, tmp_path: Path, what: str, named: bool
) -> None:
    anna = await said(it)
    shown = await anna.slash(it.channel, "record mine")
    choice = next(i for i in ids(shown.response.message) if i.endswith(f":{what}"))
    sure = await anna.click(shown.response.message, custom_id=choice)
    assert answer(sure) == say("ru", f"mine-erase-sure-{what}")
    (last,) = ids(sure.response.message)
    done = await anna.click(sure.response.message, custom_id=last)
    assert answer(done) == say("ru", "mine-erased", texts=2 if named else 3)
    await it.shown()
    seat = it.meeting.seat(str(anna.id))
    assert seat is not None
    assert (not seat.name.erased) is named
    nowhere(tmp_path, "quinces", "mulberries")
    assert verify(tmp_path / "cochair.db").sound
    assert "mulberries" not in texts(it.card)


async def test_what_a_reader_keeps_from_its_end_is_told_and_done_within_the_hour(
    it: Stage, tmp_path: Path
) -> None:
    anna = await said(it)
    shown = await anna.slash(it.channel, "record mine")
    choice = next(i for i in ids(shown.response.message) if i.endswith(":words"))
    sure = await anna.click(shown.response.message, custom_id=choice)
    (last,) = ids(sure.response.message)
    with looking_on(tmp_path / "cochair.db"):
        done = await anna.click(sure.response.message, custom_id=last)
        assert answer(done) == say("ru", "mine-erased-nearly", texts=2)
    await it.env.advance_time(3700)
    nowhere(tmp_path, "quinces", "mulberries")
    assert verify(tmp_path / "cochair.db").sound


async def test_one_may_erase_when_the_meeting_is_over(it: Stage, tmp_path: Path) -> None:
    anna = await said(it)
    shown = await anna.slash(it.channel, "record mine")
    await it.close()
    choice = next(i for i in ids(shown.response.message) if i.endswith(":words"))
    sure = await anna.click(shown.response.message, custom_id=choice)
    (last,) = ids(sure.response.message)
    await anna.click(sure.response.message, custom_id=last)
    nowhere(tmp_path, "quinces", "mulberries")
    assert verify(tmp_path / "cochair.db").sound


async def test_nothing_is_held_of_a_stranger(it: Stage) -> None:
    stranger = it.guild.add_member(it.env.create_user("stranger"))
    assert await it.type(stranger, "record mine") == say("en", "mine-nothing")


# Keeping -------------------------------------------------------------------------------------------


async def test_words_are_kept_for_as_long_as_was_agreed_and_no_longer(tmp_path: Path) -> None:
    form = replace(PLENARY, record=RecordRules(days=30))
    async with stage(tmp_path, form) as it:
        await it.in_discussion()
        await said(it)
        name = it.meeting.id
        told = await it.type(it.member["chair_w"], "record keep", days=7)
        assert told == say("en", "keeping-set", days=7)
        longer = await it.type(it.member["chair_w"], "record keep", days=8)
        assert longer == say("en", "refusal-keeping-longer")
        assert await it.type(it.member["chair_w"], "record keep") == say("en", "keeping-is", days=7)
        await it.close()
        await it.env.advance_time(6 * DAY)
        assert "quinces" in str(
            [
                r.event.words.text
                for r in await it.journal.read(name)
                if isinstance(r.event, e.ContributionMade)
            ]
        )
        await it.env.advance_time(DAY + 3700)
        erased = [
            r.event for r in await it.journal.read(name) if isinstance(r.event, e.TextsErased)
        ]
        assert [event.because for event in erased] == [e.ErasedBecause.RETENTION]
        assert it.heard("told-words-erased", "en", number=1, days=7)
        nowhere(tmp_path, "quinces", "mulberries")
        assert verify(tmp_path / "cochair.db").sound
        await it.env.advance_time(3700)
        assert len(await it.journal.read(name)) == erased_at(await it.journal.read(name))


def erased_at(records: Any) -> int:
    return next(int(r.seq) for r in records if isinstance(r.event, e.TextsErased))


# Search --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["button", "command"])
async def test_one_finds_what_was_said_in_any_form(it: Stage, by: str) -> None:
    await said(it)
    tom = it.member["tom_w"]
    if by == "button":
        rules = await it.click(tom, "rules")
        form = await it.click(tom, "search", rules.response.message)
        found = await it.fill(tom, form, words="quince")
    else:
        found = await it.type(tom, "record search", words="quince")
    assert say("en", "search-heading", count=1) in found
    assert "Apples and quinces" in found
    assert await it.type(tom, "record search", words="pears") == say("en", "search-nothing")


async def test_a_search_tells_nobody_more_than_a_transcript_would(it: Stage) -> None:
    await said(it)
    anna, tom = it.member["anna_e"], it.member["tom_w"]
    stranger = it.guild.add_member(it.env.create_user("stranger"))

    async def found(who: Any, **more: Any) -> str:
        return await it.type(who, "record search", words="quinces", **more)

    nothing = say("en", "search-nothing")
    assert await found(stranger) == nothing, "of no meeting"
    await it.type(stranger, "seat take", side="a", capacity="participant")
    assert await found(stranger) == nothing, "the rules are not accepted"
    await it.type(stranger, "seat leave")
    assert await found(stranger) == nothing, "the seat is left"
    # A participant may have what names nobody: not by mention, not by name, not by hour.
    unnamed = await found(tom)
    assert "Apples and quinces" in unnamed and say("en", "search-unnamed") in unnamed
    assert mention(str(anna.id)) not in unnamed and "<t:" not in unnamed
    assert await found(tom, member=anna) == nothing
    own = await found(anna, member=anna)
    assert mention(str(anna.id)) in own, "one's own words are one's own"
    # Who answers for the record, or convened the meeting, may have all of it.
    for who in (it.member["chair_w"], it.organizer):
        assert mention(str(anna.id)) in await found(who)
        assert mention(str(anna.id)) in await found(who, member=anna)
    other = it.env.create_guild("Another server")
    again = other.add_member(it.member["chair_w"])
    await it.env.settle()
    there = other.create_text_channel("elsewhere")
    shown = await again.slash(there, "record search", words="quinces")
    assert answer(shown) == nothing, "in another server"


async def test_a_search_finds_no_name_for_whoever_may_have_none(it: Stage) -> None:
    await said(it)
    tom, chair = it.member["tom_w"], it.member["chair_e"]
    await it.give_floor("boris_e")
    await it.member["boris_e"].send(it.channel, "I follow anna_e in the pears.")
    await it.env.settle()
    name = it.meeting.seat(str(it.member["anna_e"].id))
    assert name is not None and name.name.text == "anna_e"
    found = await it.type(tom, "record search", words="pears")
    assert "in the pears" in found and "anna" not in found
    assert await it.type(tom, "record search", words="anna") == say("en", "search-nothing")
    assert "anna" in await it.type(chair, "record search", words="anna")


# Attachments and signs -------------------------------------------------------------------------------


async def kept(it: Stage, kind: type[Any]) -> list[Any]:
    return [r.event for r in await it.journal.read(it.meeting.id) if isinstance(r.event, kind)]


async def test_a_file_is_kept_under_its_digest_and_goes_with_its_message(
    it: Stage, tmp_path: Path
) -> None:
    await it.give_floor("anna_e")
    anna = it.member["anna_e"]
    paper = b"%PDF-1.7 a map of quinces"
    sent = await anna.send(it.channel, "My map.", attachments=[("quince map.pdf", paper)])
    await it.env.settle()
    (file,) = await kept(it, e.FileKept)
    assert (file.message, file.number, file.size) == (str(sent.id), 1, len(paper))
    assert file.kind == "application/pdf"
    digest = hashlib.sha256(paper).hexdigest()
    assert file.digest.text == digest
    stored = tmp_path / "cochair.db.files" / digest[:2] / digest
    assert stored.read_bytes() == paper
    assert await it.journal.file(digest) == paper
    await anna.delete(sent)
    await it.env.settle()
    assert not stored.exists()
    assert await it.journal.file(digest) is None
    nowhere(tmp_path, "quince map")
    assert verify(tmp_path / "cochair.db").sound


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("run.pdf", b"MZ\x90\x00\x03", e.LeftOut.KIND),
        ("big.txt", b"a" * 2000, e.LeftOut.TOO_LARGE),
    ],
)
async def test_what_the_rules_do_not_keep_is_left_out_and_said_to_be(
    tmp_path: Path, name: str, data: bytes, why: e.LeftOut
) -> None:
    form = replace(PLENARY, record=RecordRules(largest=1000))
    async with stage(tmp_path, form) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        await it.member["anna_e"].send(it.channel, "Here.", attachments=[(name, data)])
        await it.env.settle()
        assert [file.why for file in await kept(it, e.FileLeftOut)] == [why]
        assert not (tmp_path / "cochair.db.files").exists()


async def test_two_people_may_keep_one_file(it: Stage, tmp_path: Path) -> None:
    paper, sent = b"plain words", []
    for name in ("anna_e", "tom_w"):
        await it.give_floor(name)
        files = [("words.txt", paper)]
        sent.append(await it.member[name].send(it.channel, "Here.", attachments=files))
        await it.env.settle()
    digest = hashlib.sha256(paper).hexdigest()
    await it.member["anna_e"].delete(sent[0])
    await it.env.settle()
    assert await it.journal.file(digest) == paper
    await it.member["tom_w"].delete(sent[1])
    await it.env.settle()
    assert await it.journal.file(digest) is None


async def test_signs_under_a_contribution_are_kept_and_taken_away(it: Stage) -> None:
    await it.give_floor("anna_e")
    sent = await it.member["anna_e"].send(it.channel, "Who agrees?")
    await it.env.settle()
    tom = it.member["tom_w"]
    await tom.react(sent, "👍")
    await it.env.settle()
    await tom.unreact(sent, "👍")
    await it.env.settle()
    (added,), (taken,) = await kept(it, e.ReactionAdded), await kept(it, e.ReactionTaken)
    assert (added.person, added.message) == (str(tom.id), str(sent.id))
    assert added.sign.text == taken.sign.text == "👍"
    await tom.react(it.card, "👍")
    await it.env.settle()
    assert len(await kept(it, e.ReactionAdded)) == 1, "the card is nobody's contribution"


@pytest.mark.parametrize("ahead", [-3, 3], ids=["slow", "fast"])
async def test_a_clock_that_is_a_little_off_loses_no_words(
    tmp_path: Path, ahead: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path, enforcement=Enforcement.OPEN) as it:
        await it.in_discussion()
        await it.give_floor("anna_e")
        tables = it.client.services.tables
        right = tables.clock
        monkeypatch.setattr(tables, "clock", lambda: right() + ahead * SECOND)
        for runner in tables.runners:
            monkeypatch.setattr(runner, "_clock", tables.clock)
        rules = await it.click(it.member["anna_e"], "rules")
        await it.press(it.member["anna_e"], "withdraw-consent", rules.response.message)
        await it.accept("anna_e")
        await it.member["anna_e"].send(it.channel, "The first words after the consent.")
        await it.env.settle()
        with pytest.raises(AssertionError):
            nowhere(tmp_path, "The first words after the consent.")
