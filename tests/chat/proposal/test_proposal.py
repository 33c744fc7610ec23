"""An agenda from an article, on Discord: given, looked over by both co-chairs, changed, agreed to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import discord
import pytest

from bot.agenda.article import Article
from bot.agenda.candidates import Ground
from bot.agenda.reader import Reader
from bot.agenda.reading_faults import ReadingFault
from bot.chat.framework.wording import paragraphs_named, shown
from bot.chat.proposal.article_reading import Drawn
from bot.chat.proposal.proposal_panel import PAGE
from bot.chat.room.card import MOST_TEXT
from bot.procedure import events as e
from bot.procedure.proposal.proposal_rules import MOST_PROPOSED
from bot.procedure.proposal.proposal_values import ArticleSource, Origin, Proposal, ProposedPoint
from bot.procedure.values import Localized, Words
from bot.workers import Limits, Workers
from tests.agenda.sample import BODY
from tests.chat.chairing.test_chairing import panel as chairing
from tests.chat.stage import Stage, answer, ids, say, stage, texts

HOSTILE = "Who @everyone pays <@1> for **the ferry** and `for` [the bridge](https://x.example)?"
TEXT = "\n\n".join((*BODY, f"{HOSTILE} {BODY[1]}"))
FILE = ("ferry_*and*_bridge.txt", TEXT.encode())


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as it:
        await it.convene()
        await it.seat_all()
        yield it


def proposal(it: Stage) -> Proposal:
    found = it.meeting.drawing.proposal
    assert found is not None
    return found


def titles(it: Stage) -> list[str]:
    return [item.title.into("en") for item in it.meeting.agenda]


def last_shown(it: Stage, name: str) -> Any:
    """The panel as this person sees it now."""
    who = it.organizer if name == "organizer" else it.member[name]
    return next(
        m
        for m in reversed(it.channel.history(viewer=who))
        if any(i.split(":")[1].startswith("review-") for i in ids(m))
    )


async def propose(it: Stage, name: str = "chair_w", **given: Any) -> Any:
    """Give an article; the panel, or the sentence that was answered."""
    given = given or {"file": FILE}
    await it.member[name].slash(it.channel, "agenda propose", **given)
    await it.env.settle()
    return last_shown(it, name)


async def press(it: Stage, name: str, act: str, on: Any = None) -> Any:
    """Press a button of the panel; what was answered."""
    where = last_shown(it, name) if on is None else on
    custom_id = next(i for i in ids(where) if i.split(":")[1] == act)
    return await it.member[name].click(where, custom_id=custom_id)


async def choose(it: Stage, name: str, act: str, *values: int) -> Any:
    where = last_shown(it, name)
    custom_id = next(i for i in ids(where) if i.split(":")[1] == act)
    chosen = [str(value) for value in values]
    return await it.member[name].select(where, chosen, custom_id=custom_id)


async def fill(it: Stage, name: str, act: str, **values: Any) -> str:
    """Press a button of the panel that opens a form, and fill that in."""
    form = await press(it, name, act)
    return await it.fill(it.member[name], form, **values)


# The whole way -------------------------------------------------------------------------------------


async def test_both_co_chairs_look_it_over_and_it_is_on_the_agenda(it: Stage) -> None:
    first = await propose(it)
    made = proposal(it)
    assert 3 <= len(made.points) <= 15
    text = texts(first)
    assert say("en", "review-heading") in text and r"ferry\_\*and\*\_bridge.txt" in text
    for place, point in enumerate(made.points[:PAGE], 1):
        assert f"**{place}. " in text
        assert paragraphs_named(point.paragraphs) in text
    reasons = it.client.services.proposer.reasons(made.points[0].why, "en")
    assert say("en", "review-why", strength=made.points[0].strength, why=reasons) in text
    assert len(titles(it)) == 2, "nothing is on the agenda yet"
    await it.shown()
    assert say("ru", "card-proposal") in texts(it.card)
    assert not any(point.title.into("en") in each for each in it.said() for point in made.points)

    panel = await chairing(it, "chair_e")
    label = f"{say('ru', 'button-review')} ({len(made.points)})"
    assert label in str(it.env.backend.get_message(it.channel.id, panel.id).components)
    await press(it, "chair_e", "review", panel)
    await press(it, "chair_w", "review-agree")
    assert say("en", "review-missing", sides="East") in texts(last_shown(it, "chair_w"))
    await it.shown()
    chair = f"<@{it.member['chair_w'].id}>"
    assert it.heard("told-proposal-agreed", "ru", person=chair)
    assert len(titles(it)) == 2
    await press(it, "chair_e", "review-agree")
    ticked = [point.title.into("en") for point in made.ticked]
    assert titles(it)[2:] == ticked
    await it.shown()
    assert it.heard("told-proposal-adopted", "ru", count=len(ticked))
    told = await it.type(it.member["anna_e"], "agenda show")
    assert r"ferry\_\*and\*\_bridge.txt" in told

    await it.press(it.member["chair_e"], "open")
    await it.shown()
    await it.type(it.member["chair_e"], "agenda next", item="drawn-1")
    await it.shown()
    paragraphs = paragraphs_named(it.meeting.agenda[2].sources)
    assert paragraphs in texts(it.card) and r"ferry\_\*and\*\_bridge.txt" in texts(it.card)


async def test_it_is_in_the_journal_before_anybody_sees_it_and_a_restart_loses_nothing(
    it: Stage,
) -> None:
    shown = await propose(it)
    await press(it, "chair_w", "review-agree", shown)
    before = it.meeting
    await it.restart(away=5)
    assert it.meeting.drawing == before.drawing
    await it.type(it.member["chair_e"], "agenda review")
    await press(it, "chair_e", "review-agree")
    assert len(it.meeting.agenda) > 2
    kinds = [type(r.event) for r in await it.journal.read("trust-1")]
    assert kinds.index(e.ProposalMade) < kinds.index(e.ProposalAgreed)
    assert kinds.index(e.ProposalAdopted) < kinds.index(e.ItemAdded)


async def test_a_panel_from_before_a_restart_still_works(it: Stage) -> None:
    shown = await propose(it)
    await it.restart(away=5)
    await press(it, "chair_w", "review-agree", shown)
    assert proposal(it).agreed == {str(it.member["chair_w"].id)}


async def test_a_panel_of_the_worst_that_can_be_proposed_fits_and_is_harmless(it: Stage) -> None:
    worst = "*_`<@1>[" * 100
    text = Localized.of(en=worst[:150])
    points = tuple(
        ProposedPoint(
            n,
            text,
            Localized.of(en=worst[:1000]),
            24 * 60 * 60_000,
            tuple(range(1, 900, 2)),
            5,
            Words(worst[:600]),
            True,
            100,
            tuple(Ground),
        )
        for n in range(1, MOST_PROPOSED + 1)
    )
    source = ArticleSource(Origin.ADDRESS, worst[:500], worst[:500], "en")

    async def worst_of_all(text: str) -> Drawn:
        return Drawn(source, points)

    it.client.services.proposer.from_text = worst_of_all  # type: ignore[method-assign]
    await propose(it, text="anything")
    for name in ("chair_w", "chair_e"):
        await it.type(it.member[name], "agenda review")
        for _ in range(3):
            shown = last_shown(it, name)
            assert len(texts(shown)) <= MOST_TEXT
            assert "<@1>" not in texts(shown) and f"{MOST_PROPOSED}" in texts(shown)
            await press(it, name, "review-page")
        await press(it, name, "review-agree")
    await it.shown()
    assert len(titles(it)) == 2 + MOST_PROPOSED
    await it.env.advance_time(5)
    told = [each for each in it.said() if say("en", "told-proposal-adopted", count=25) in each]
    assert told and "<@1>" not in "".join(it.said())
    await it.press(it.member["chair_e"], "open")
    await it.type(it.member["chair_e"], "agenda next", item="drawn-1")
    await it.shown()
    assert len(texts(it.card)) <= MOST_TEXT


# Changing points -----------------------------------------------------------------------------------


async def test_ticking(it: Stage) -> None:
    await propose(it)
    await choose(it, "chair_w", "review-tick", 1, 3)
    assert [point.number for point in proposal(it).ticked] == [1, 3]
    await choose(it, "chair_w", "review-tick")
    assert proposal(it).ticked == ()
    told = answer(await press(it, "chair_w", "review-agree"))
    assert say("en", "refusal-nothing-ticked") in told


async def test_rewording_in_both_languages_is_shown_harmlessly(it: Stage) -> None:
    await propose(it)
    await choose(it, "chair_w", "review-choose", 2)
    await fill(
        it,
        "chair_w",
        "review-reword",
        title_en="Tolls for @everyone **now**",
        title_ru="Плата",
        question_en="Who pays?",
        question_ru="",
    )
    point = proposal(it).point(2)
    assert point is not None
    assert (point.title.into("ru"), point.question.languages) == ("Плата", ("en",))
    assert r"Tolls for \@everyone \*\*now\*\*" in texts(last_shown(it, "chair_w"))
    await it.type(it.member["chair_e"], "agenda review")
    assert "Плата" in texts(last_shown(it, "chair_e"))


async def test_time_and_stage(it: Stage) -> None:
    await propose(it)
    await fill(it, "chair_w", "review-time", minutes="25", stage=["4"])
    first = proposal(it).points[0]
    assert (first.budget, first.stage) == (25 * 60_000, 4)
    assert say("en", "stage-4") in texts(last_shown(it, "chair_w"))
    await fill(it, "chair_w", "review-time", minutes="25", stage=["none"])
    assert proposal(it).points[0].stage is None
    told = await fill(it, "chair_w", "review-time", minutes="soon", stage=["none"])
    assert told == say("en", "refusal-bad-budget")


async def test_moving_up_and_down(it: Stage) -> None:
    await propose(it)
    await press(it, "chair_w", "review-down")
    assert [point.number for point in proposal(it).points][:3] == [2, 1, 3]
    await press(it, "chair_w", "review-down")
    await press(it, "chair_w", "review-up")
    assert [point.number for point in proposal(it).points][:3] == [2, 1, 3]


async def test_merging_and_splitting(it: Stage) -> None:
    await propose(it)
    before = proposal(it)
    await fill(it, "chair_w", "review-merge", others=["2", "3"])
    merged = proposal(it).points[0]
    assert len(proposal(it).points) == len(before.points) - 2
    assert set(merged.paragraphs) == {n for p in before.points[:3] for n in p.paragraphs}
    goes = str(merged.paragraphs[-1])
    values = {"title": "The other half", "question": "And this?", "paragraphs": [goes]}
    await fill(it, "chair_w", "review-split", **values)
    second = proposal(it).points[1]
    assert (second.title.into("en"), second.paragraphs) == ("The other half", (int(goes),))


async def test_a_press_on_points_that_have_changed_since_changes_nothing(it: Stage) -> None:
    old = await propose(it)
    form = await press(it, "chair_w", "review-reword", old)
    await it.type(it.member["chair_e"], "agenda review")
    await press(it, "chair_e", "review-down")
    changed = proposal(it)
    values = {"title_en": "t", "title_ru": "", "question_en": "q", "question_ru": ""}
    assert await it.fill(it.member["chair_w"], form, **values) == say(
        "en", "refusal-proposal-changed"
    )
    late = say("en", "refusal-proposal-changed")
    for act in ("review-agree", "review-up", "review-merge", "review-drop"):
        assert answer(await press(it, "chair_w", act, old)) == late, act
    assert proposal(it) == changed


async def test_the_other_pages_are_a_press_away(it: Stage) -> None:
    shown = await propose(it)
    assert len(proposal(it).points) > PAGE, "the article gives more than one page"
    await press(it, "chair_w", "review-page", shown)
    assert f"**{PAGE + 1}. " in texts(last_shown(it, "chair_w"))


async def test_dropping_is_asked_once_more_and_makes_room_for_another(it: Stage) -> None:
    await propose(it)
    again = await it.member["chair_e"].slash(it.channel, "agenda propose", file=FILE)
    assert answer(again) == say("ru", "refusal-proposal-waits")
    await press(it, "chair_w", "review-drop")
    assert proposal(it).points, "it was asked first"
    await press(it, "chair_w", "review-drop-sure")
    await it.shown()
    assert it.heard("told-proposal-dropped", "ru")
    told = await it.type(it.member["chair_w"], "agenda review")
    assert told == say("en", "refusal-no-proposal")
    await propose(it, "chair_e")
    assert proposal(it).revision == 2


ALL_BUTTONS = (
    "review-page",
    "review-reword",
    "review-time",
    "review-up",
    "review-down",
    "review-agree",
    "review-merge",
    "review-split",
    "review-drop",
)


# Who may -------------------------------------------------------------------------------------------


async def test_a_participant_neither_proposes_nor_sees_nor_agrees(it: Stage) -> None:
    for command, options in (("agenda propose", {"file": FILE}), ("agenda review", {})):
        told = await it.type(it.member["anna_e"], command, **options)
        assert told == say("ru", "refusal-organizers-only"), command
    await propose(it)
    panel = await it.click(it.member["anna_e"], "chairing")
    assert answer(panel) == say("ru", "refusal-co-chairs-only")


async def test_whoever_chairs_no_more_can_do_nothing_with_a_panel_that_is_still_open(
    it: Stage,
) -> None:
    shown = await propose(it)
    before = proposal(it)
    await it.seat("chair_w", "participant", accept=False)
    chairs, organizers = (say("en", f"refusal-{who}-only") for who in ("co-chairs", "organizers"))
    for act in ALL_BUTTONS:
        told = answer(await press(it, "chair_w", act, shown))
        assert told == (chairs if act == "review-agree" else organizers), act
    for act in ("review-tick", "review-choose"):
        assert answer(await choose(it, "chair_w", act, 1)) == organizers
    assert proposal(it) == before


async def test_whoever_convened_prepares_and_does_not_agree(it: Stage) -> None:
    await it.organizer.slash(it.channel, "agenda propose", file=FILE)
    await it.env.settle()
    acts = {i.split(":")[1] for i in ids(last_shown(it, "organizer"))}
    assert "review-reword" in acts and "review-agree" not in acts
    chairs = [f"<@{it.member[name].id}>" for name in ("chair_e", "chair_w")]
    await it.shown()
    assert it.heard("told-proposal-made", "en", people=", ".join(chairs))


# What can be given ---------------------------------------------------------------------------------


async def test_pasted_text(it: Stage) -> None:
    panel = await chairing(it)
    form = await press(it, "chair_w", "propose", panel)
    await it.fill(it.member["chair_w"], form, address="", text=TEXT[:4000])
    source = proposal(it).source
    assert (source.origin, source.where, source.language) == (Origin.PASTED, "", "en")
    assert say("en", "review-pasted") in texts(last_shown(it, "chair_w"))


async def test_the_form_opens_where_nothing_was_given_and_takes_a_file_too(it: Stage) -> None:
    form = await it.member["chair_w"].slash(it.channel, "agenda propose")
    await it.fill(it.member["chair_w"], form, address="", text="", file=FILE)
    assert proposal(it).source.origin is Origin.FILE


async def test_one_article_is_given_in_one_way(it: Stage) -> None:
    both = {"text": "Some words.", "address": "https://example.org/"}
    told = await it.type(it.member["chair_w"], "agenda propose", **both)
    assert told == say("en", "propose-one-of-three")


OLD_WORD = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + bytes(504)
    + "WordDocument".encode("utf-16-le")
    + bytes(512)
)
BAD = [
    (("empty.txt", b""), "empty", {}),
    (("one.txt", b"A single paragraph of some words that is all."), "one-paragraph", {}),
    (("noise.bin", bytes(range(256)) * 4), "not-text", {}),
    (("old.doc", OLD_WORD), "old-word", {}),
    (("broken.pdf", b"%PDF-1.7\nnothing"), "damaged", {}),
    (("large.txt", b"x" * 20_000_001), "too-large", {"most": 20}),
    (("strange.txt", b"zxqv bnmk\n\nwrtp lkjh\n\nqqq www"), "unknown-language", {}),
]


@pytest.mark.parametrize(("file", "kind", "facts"), BAD, ids=lambda each: str(each)[:12])
async def test_a_file_that_gives_nothing_is_one_sentence(
    it: Stage, file: tuple[str, bytes], kind: str, facts: dict[str, int]
) -> None:
    told = await it.type(it.member["chair_w"], "agenda propose", file=file)
    assert told == say("en", f"article-fault-{kind}", **facts)
    assert it.meeting.drawing.proposal is None


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("http://example.org/a", "bad-address"),
        ("https://127.0.0.1/secret", "inside"),
        ("https://nowhere.invalid/", "no-such-host"),
    ],
)
async def test_an_address_that_gives_nothing_is_one_sentence(
    tmp_path: Path, address: str, kind: str
) -> None:
    async def lookup(host: str) -> list[str]:
        raise OSError("no network in tests")

    async with stage(tmp_path, reader=Reader(lookup=lookup)) as it:
        await it.convene()
        await it.seat_all()
        told = await it.type(it.member["chair_e"], "agenda propose", address=address)
        assert told == say("ru", f"article-fault-{kind}")


async def test_a_page_is_read_in_a_process_of_its_own(it: Stage) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)
    page = f"<html><head><title>On ferries</title></head><body><h1>On ferries</h1>{paragraphs}"
    await propose(it, file=("page.html", page.encode()))
    source = proposal(it).source
    assert (source.title, source.where) == ("On ferries", "page.html")
    for name in ("chair_w", "chair_e"):
        await it.type(it.member[name], "agenda review")
        await press(it, name, "review-agree")
    told = await it.type(it.member["tom_w"], "agenda show")
    assert "“On ferries”" in told


RUSSIAN = """Паром стоит у причала шестой год. Каждый берег говорит, что за ремонт должен платить другой.

Рыбаки обоих берегов боятся новых квот, потому что стороны не обмениваются никакими цифрами.

Нужно снова открыть школьный обмен. Дети, которые побывали за водой, не верят всему, что говорят.

Обоим начальникам портов следует до зимы договориться об одной таблице сигналов в тумане."""


async def test_a_russian_article_in_a_meeting_under_way(it: Stage) -> None:
    await it.press(it.member["chair_e"], "open")
    await it.shown()
    floor = it.meeting.floor
    await propose(it, "chair_e", file=("паром.txt", RUSSIAN.encode()))
    assert proposal(it).source.language == "ru"
    assert proposal(it).points[0].title.languages == ("ru",)
    await press(it, "chair_e", "review-agree")
    await press(it, "chair_w", "review", await chairing(it))
    title = shown(proposal(it).points[0].title.into("en"), 150)
    assert title in texts(last_shown(it, "chair_w")), "in the language that there is"
    await press(it, "chair_w", "review-agree")
    await it.shown()
    assert len(titles(it)) > 2 and it.meeting.floor == floor, "whoever speaks goes on speaking"
    assert it.heard("told-proposal-adopted", "en", count=len(titles(it)) - 2)


async def test_without_a_meeting_and_off_the_record_nothing_is_read(it: Stage) -> None:
    await it.press(it.member["chair_e"], "open")
    for name in ("chair_e", "chair_w"):
        await it.type(it.member[name], "record off")
    told = await it.type(it.member["chair_w"], "agenda propose", file=FILE)
    assert told == say("en", "refusal-is-off-record")
    for name in ("chair_e", "chair_w"):
        await it.type(it.member[name], "record on")
    await it.close()
    told = await it.type(it.member["chair_w"], "agenda propose", file=FILE)
    assert told == say("en", "refusal-not-convened")


async def test_a_file_that_discord_does_not_hand_over(it: Stage) -> None:
    async def unreachable(self: discord.Attachment, **options: Any) -> bytes:
        raise OSError

    with patch.object(discord.Attachment, "read", unreachable):
        told = await it.type(it.member["chair_w"], "agenda propose", file=FILE)
    assert told == say("en", "propose-not-fetched")


class SlowReader(Reader):
    """One that waits until it is told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = asyncio.Event()
        self.env: Any = None

    async def data(
        self, data: bytes, name: str | None = None, content_type: str | None = None
    ) -> Article | ReadingFault:
        await self.env.external_wait(self.go_on.wait(), reason="the article is being read")
        return await super().data(data, name, content_type)


async def test_the_bot_answers_others_while_an_article_is_read(tmp_path: Path) -> None:
    reader = SlowReader()
    async with stage(tmp_path, reader=reader) as it:
        reader.env = it.env
        await it.convene()
        await it.seat_all()
        shown = await it.member["chair_w"].slash(it.channel, "agenda propose", file=FILE)
        assert shown.deferred and shown.ephemeral and not shown.followups
        assert say("ru", "agenda-heading") in await it.type(it.member["anna_e"], "agenda show")
        await it.press(it.member["chair_e"], "open")
        assert it.meeting.opened_at is not None and it.meeting.drawing.proposal is None
        reader.go_on.set()
        await it.env.settle()
        assert proposal(it).points
        assert say("en", "review-heading") in texts(last_shown(it, "chair_w"))


async def test_points_that_take_too_long_are_given_up(tmp_path: Path) -> None:
    workers = Workers(Limits(seconds=0.001))
    async with stage(tmp_path, reader=Reader(), workers=workers) as it:
        await it.convene()
        await it.seat_all()
        shown = await it.member["chair_w"].slash(it.channel, "agenda propose", file=FILE)
        await it.env.settle()
        told = [shown.response.message, *(each.message for each in shown.followups)]
        assert any(say("en", "article-fault-too-heavy") in texts(each) for each in told if each)
        assert it.meeting.drawing.proposal is None


async def test_two_who_give_an_article_at_once_make_one_proposal(tmp_path: Path) -> None:
    reader = SlowReader()
    async with stage(tmp_path, reader=reader) as it:
        reader.env = it.env
        await it.convene()
        await it.seat_all()
        for name in ("chair_w", "chair_e"):
            await it.member[name].slash(it.channel, "agenda propose", file=FILE)
        reader.go_on.set()
        await it.env.settle()
        records = await it.journal.read("trust-1")
        assert len([r for r in records if isinstance(r.event, e.ProposalMade)]) == 1
