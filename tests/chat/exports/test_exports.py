"""Exports on Discord: in private, to whoever may have them, as files that open; and written down."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.journal.verification import verify
from bot.procedure import events as e
from bot.procedure.events import ExportForm, ExportRule
from bot.transcript.document_forms import forms
from tests.chat.stage import Stage, say, stage, texts
from tests.docs.draw import ROOT
from tests.journal.dumps import raw
from tests.journal.forging import chain_anew

MEETING = "trust-1"
HANDLE, CALLED, NICK = "k.handleson", "Kimberly Orchard", "Admiral Quince"
SAID = "Miss Orchard and Boris of the East agree; ask k.handleson or @anna_e about apples."
FULL, BY_SIDE, CHATHAM = (str(rule) for rule in ExportRule)
SCHEMA = json.loads((ROOT / "docs" / "transcript.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as it:
        await spoken(it)
        yield it


async def spoken(it: Stage, *more: str) -> None:
    """A talk in which people are named who bear other names on Discord than in the record."""
    user = it.env.create_user(HANDLE, global_name=CALLED)
    it.member["kim_w"] = it.guild.add_member(user, nick=NICK)
    await it.in_discussion()
    await it.give_floor("anna_e")
    for text in (SAID, *more):
        await it.member["anna_e"].send(it.channel, text)
    await it.env.settle()
    await it.press(it.speaker, "yield")
    await it.shown()


async def ask(it: Stage, who: str, rule: str, form: str = "md", **more: str) -> Any:
    person = it.organizer if who == "organizer" else it.member[who]
    return await person.slash(it.channel, "record export", attribution=rule, format=form, **more)


def messages(shown: Any) -> list[Any]:
    """Everything that came of it, all of it for one person's eyes."""
    found = [extra.message for extra in shown.followups]
    if shown.response is not None and shown.response.message is not None:
        found.insert(0, shown.response.message)
    assert all(message.flags.ephemeral for message in found)
    return found


async def files(shown: Any) -> dict[str, bytes]:
    return {
        attached.filename: await attached.read()
        for message in messages(shown)
        for attached in message.attachments
    }


def told(shown: Any) -> str:
    return "\n".join(texts(message) for message in messages(shown))


async def noted(it: Stage, kind: type[Any]) -> list[Any]:
    return [r for r in await it.journal.read(MEETING) if isinstance(r.event, kind)]


def people(it: Stage) -> set[str]:
    """All that anybody is called by, anywhere."""
    ids = {str(each.id) for each in (*it.member.values(), it.organizer)}
    return {
        *ids,
        "Kimberly",
        "Orchard",
        "Admiral",
        "Quince,",
        "handleson",
        "anna",
        "Boris",
        "boris",
    }


# As files ------------------------------------------------------------------------------------------


def opens(form: ExportForm, data: bytes) -> str:
    """What a program that opens it finds, as a text."""
    match form:
        case ExportForm.JSON:
            found = json.loads(data)
            jsonschema.validate(found, SCHEMA)
            return json.dumps(found, ensure_ascii=False)
        case ExportForm.CSV_TURNS | ExportForm.CSV_FLOOR:
            rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
            assert len({len(row) for row in rows}) == 1 < len(rows)
            return data.decode()
        case ExportForm.DOCX:
            docx = pytest.importorskip("docx")
            paper = docx.Document(io.BytesIO(data))
            cells = [c.text for t in paper.tables for r in t.rows for c in r.cells]
            return "\n".join([*(p.text for p in paper.paragraphs), *cells])
        case ExportForm.HTML:
            assert data.decode().lower().startswith("<!doctype html>")
        case ExportForm.MD:
            assert data.decode().startswith("# ")
    return data.decode()


@pytest.mark.parametrize("rule", ExportRule)
async def test_every_form_arrives_privately_and_opens(it: Stage, rule: ExportRule) -> None:
    before = it.said()
    for form in forms():
        shown = await ask(it, "chair_w", rule, form)
        assert say("en", "export-given", rule=say("en", f"export-rule-{rule}")) in told(shown)
        assert say("en", "export-still-open") in told(shown)
        sent = await files(shown)
        name, *report = sorted(sent, key=lambda name: name.endswith("-report.txt"))
        assert name.startswith(f"cochair-{rule}")
        text = opens(form, sent[name])
        if form is not ExportForm.CSV_FLOOR and form is not ExportForm.CSV_TURNS:
            assert "apples" in text
        if form is ExportForm.CSV_TURNS:
            assert rule == CHATHAM or "discussion" in text
        if rule == FULL:
            assert report == []
            assert "anna_e" in text.replace("\\", "")
        else:
            assert report == [f"cochair-{rule}-report.txt"]
            assert say("en", "export-report") in told(shown)
            assert "anna_e" not in text
    assert it.said() == before, "the room sees nothing of it"
    given = await noted(it, e.ExportGiven)
    chair = str(it.member["chair_w"].id)
    assert [record.event for record in given] == [
        e.ExportGiven(chair, rule, form, "en") for form in forms()
    ]
    assert {record.actor for record in given} == {chair}


async def test_a_meeting_that_goes_on_says_so_on_its_face_and_carries_its_head(
    it: Stage, tmp_path: Path
) -> None:
    (report,) = verify(tmp_path / "cochair.db").meetings
    (text,) = (await files(await ask(it, "chair_e", FULL))).values()
    assert report.head in text.decode()
    assert verify(tmp_path / "cochair.db").sound
    page = (await files(await ask(it, "chair_e", FULL, "json", language="en"))).popitem()[1]
    assert json.loads(page)["meeting"]["status"] == "open"
    await it.close()
    shown = await ask(it, "chair_e", FULL)
    assert say("ru", "export-still-open") not in told(shown)
    (text,) = (await files(shown)).values()
    assert text.decode().startswith("# Доверие"), "the page is in the language of the asker"


@pytest.mark.parametrize("rule", [FULL, CHATHAM])
async def test_a_chain_that_does_not_hold_stands_on_the_face(
    it: Stage, tmp_path: Path, rule: str
) -> None:
    notice = "The chain of this meeting in the journal does not hold"
    sent = await files(await ask(it, "chair_w", rule, language="en"))
    assert notice not in sent[f"cochair-{rule}.md"].decode()
    with raw(tmp_path / "cochair.db") as db:
        assert db.execute("UPDATE texts SET text = 'forged' WHERE field = 'words'").rowcount
    sent = await files(await ask(it, "chair_w", rule, language="en"))
    assert notice in sent[f"cochair-{rule}.md"].decode()


@pytest.mark.parametrize("rule", [FULL, CHATHAM])
async def test_a_row_that_somebody_added_is_marked(it: Stage, tmp_path: Path, rule: str) -> None:
    it.forged = True
    database = tmp_path / "cochair.db"
    with raw(database) as db:  # the words were said before anything else was
        moved = "UPDATE events SET at = 1 WHERE kind = 'ContributionMade'"
        assert db.execute(moved).rowcount == 1
    chain_anew(database, MEETING)
    sent = await files(await ask(it, "chair_w", rule, language="en"))
    page = sent[f"cochair-{rule}.md"].decode()
    assert "doubtful: the rules of procedure could not have written this here" in page
    assert "although the chain holds" in page


async def test_a_chatham_house_export_tells_nobody_by_any_name(it: Stage) -> None:
    for form in forms():
        shown = await ask(it, "tom_w", CHATHAM, form)
        ((name, data),) = (await files(shown)).items()
        text = opens(form, data)
        for word in people(it):
            assert word not in text, (form, word)
        assert MEETING not in text
        assert str(it.channel.id) not in text
        assert "trust" not in name.lower()
    told_of = opens(ExportForm.MD, (await files(await ask(it, "tom_w", CHATHAM))).popitem()[1])
    assert "apples" in told_of


async def test_two_exports_share_no_pseudonym(it: Stage) -> None:
    shared = []
    for _ in range(2):
        sent = (await files(await ask(it, "tom_w", CHATHAM, "json"))).popitem()[1]
        found = json.loads(sent)
        shared.append(
            {found["meeting"]["id"] if isinstance(found["meeting"], dict) else found["meeting"]}
            | {member["person"] for member in found["members"]}
        )
    assert shared[0] and not shared[0] & shared[1]


# Who may have what ---------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [FULL, BY_SIDE])
async def test_a_participant_has_no_version_with_names_or_sides(it: Stage, rule: str) -> None:
    shown = await ask(it, "tom_w", rule)
    assert told(shown) == say("en", "refusal-export-names-nobody")
    assert await files(shown) == {}
    (refused,) = await noted(it, e.ExportRefused)
    tom = str(it.member["tom_w"].id)
    assert refused.event == e.ExportRefused(tom, ExportRule(rule), ExportForm.MD)
    assert refused.actor == tom
    shown = await ask(it, "tom_w", CHATHAM)
    assert list(await files(shown)) == [f"cochair-{CHATHAM}.md"], "and no report"


async def test_of_somebody_without_a_seat_only_the_asking_is_kept(
    it: Stage, tmp_path: Path
) -> None:
    stranger = it.guild.add_member(it.env.create_user("stranger"))
    it.member["stranger"] = stranger
    shown = await ask(it, "stranger", CHATHAM)
    assert told(shown) == say("en", "refusal-export-no-seat")
    (refused,) = await noted(it, e.ExportRefused)
    assert (refused.event.person, refused.actor) == (None, None)
    assert await ask_elsewhere(it, "stranger", "no-such-1") == say("en", "refusal-export-no-seat")
    for file in filter(Path.is_file, tmp_path.rglob("*")):
        assert str(stranger.id).encode() not in file.read_bytes(), file.name


async def ask_elsewhere(it: Stage, who: str, meeting: str) -> str:
    return told(await ask(it, who, CHATHAM, meeting=meeting))


async def test_whoever_listens_has_none_and_the_convener_has_all(it: Stage) -> None:
    await it.seat("kim_w", "observer", accept=False)
    assert await ask_elsewhere(it, "kim_w", MEETING) == say("en", "refusal-export-listeners")
    (refused,) = await noted(it, e.ExportRefused)
    assert refused.event.person == str(it.member["kim_w"].id)
    assert list(await files(await ask(it, "organizer", FULL, "json"))) == ["cochair-full.json"]


async def test_another_server_has_no_say_in_it(it: Stage) -> None:
    """Whoever was sent away from the server keeps a seat in what is over, and may meet the bot again."""
    await it.close()
    other = it.env.create_guild("Another server")
    there = other.create_text_channel("elsewhere")
    chair = it.member["chair_w"]
    again = other.add_member(chair)
    await it.env.settle()
    shown = await again.slash(
        there, "record export", attribution=FULL, format="md", meeting=MEETING
    )
    assert told(shown) == say("en", "refusal-export-no-seat")
    assert await again.autocomplete(there, "record export", "meeting", "") == []
    assert await noted(it, e.ExportGiven) == []
    (refused,) = await noted(it, e.ExportRefused)
    assert refused.event == e.ExportRefused(str(chair.id), ExportRule.FULL, ExportForm.MD)


@pytest.mark.parametrize("by", ["command", "button"])
async def test_a_panel_that_is_refused_is_written_down_too(it: Stage, by: str) -> None:
    await it.seat("kim_w", "observer", accept=False)
    kim = it.member["kim_w"]
    if by == "command":
        answered = told(await kim.slash(it.channel, "record export"))
    else:
        card = it.card
        await it.close()
        await it.env.advance_time(2)
        answered = told(await it.click(kim, "export", it.message(card.id)))
    assert answered == say("en", "refusal-export-listeners")
    (refused,) = await noted(it, e.ExportRefused)
    assert refused.event == e.ExportRefused(str(kim.id), ExportRule.CHATHAM_HOUSE, ExportForm.HTML)
    stranger = it.guild.add_member(it.env.create_user("stranger"))
    await stranger.slash(it.channel, "record export")
    *_, refused = await noted(it, e.ExportRefused)
    assert (refused.event.person, refused.actor) == (None, None)


# A meeting that is over ----------------------------------------------------------------------------


async def test_a_meeting_that_is_over_is_chosen_from_those_one_may_have(it: Stage) -> None:
    await it.close()
    await it.env.advance_time(2)
    await it.convene(dialogue="East | Восток")
    tom = it.member["tom_w"]
    offered = await tom.autocomplete(it.channel, "record export", "meeting", "")
    assert [each["value"] for each in offered] == [MEETING]
    stranger = it.guild.add_member(it.env.create_user("stranger"))
    assert await stranger.autocomplete(it.channel, "record export", "meeting", "") == []
    offered = await it.organizer.autocomplete(it.channel, "record export", "meeting", "")
    assert len(offered) == 2 and offered[1]["value"] == MEETING
    before = len(await it.journal.read(MEETING))
    shown = await ask(it, "tom_w", CHATHAM, "html", meeting=MEETING, language="ru")
    ((name, page),) = (await files(shown)).items()
    assert (name, b'lang="ru"' in page) == (f"cochair-{CHATHAM}.html", True)
    records = await it.journal.read(MEETING)
    assert [type(r.event) for r in records[before:]] == [e.ExportGiven]


# By buttons ----------------------------------------------------------------------------------------


def chosen(panel: Any) -> dict[str, list[str]]:
    """What the lists of a panel are set to."""
    found: dict[str, list[str]] = {}

    def walk(components: Any) -> None:
        for component in components:
            if getattr(component, "options", None):
                act = component.custom_id.split(":")[1]
                found[act] = [option.value for option in component.options if option.default]
            walk(getattr(component, "children", ()))

    walk(panel.components)
    return found


async def test_all_of_it_by_buttons_while_the_meeting_goes_on(it: Stage) -> None:
    chair = it.member["chair_e"]
    rules = await it.click(chair, "rules")
    panel = (await it.click(chair, "export", rules.response.message)).response.message
    assert say("ru", "export-still-open") in texts(panel)
    assert say("ru", "export-is-noted") in texts(panel)
    assert chosen(panel) == {
        "export-rule": [CHATHAM],
        "export-form": ["html"],
        "export-language": ["ru"],
    }
    for act, value in (
        ("export-rule", BY_SIDE),
        ("export-form", "json"),
        ("export-language", "en"),
    ):
        panel = (await it.choose(chair, act, value, panel)).response.message
        assert chosen(panel)[act] == [value]
    shown = await it.click(chair, "export-take", panel)
    sent = await files(shown)
    assert sorted(sent) == ["cochair-by-side-report.txt", "cochair-by-side.json"]
    assert json.loads(sent["cochair-by-side.json"])["attribution"] == BY_SIDE
    (given,) = await noted(it, e.ExportGiven)
    assert given.event == e.ExportGiven(str(chair.id), ExportRule.BY_SIDE, ExportForm.JSON, "en")


async def test_a_table_is_parted_as_its_language_has_it_or_as_chosen(it: Stage) -> None:
    async def begins(shown: Any) -> str:
        return (await files(shown))["cochair-full-floor.csv"].decode()[:13]

    chair = it.member["chair_e"]
    assert await begins(await ask(it, "chair_e", FULL, "csv-floor")) == "\ufeffattribution;"
    asked = await ask(it, "chair_e", FULL, "csv-floor", separator="comma")
    assert await begins(asked) == "\ufeffattribution,"
    panel = (await chair.slash(it.channel, "record export")).response.message
    assert "export-separator" not in chosen(panel), "a page has no cells"
    for act, value, separator in (
        ("export-rule", FULL, None),
        ("export-form", "csv-floor", "semicolon"),
        ("export-language", "en", "comma"),
        ("export-separator", "semicolon", "semicolon"),
        ("export-language", "ru", "semicolon"),
        ("export-separator", "comma", "comma"),
    ):
        panel = (await it.choose(chair, act, value, panel)).response.message
        assert chosen(panel).get("export-separator", [None]) == [separator]
    shown = await it.click(chair, "export-take", panel)
    assert await begins(shown) == "\ufeffattribution,"


async def test_a_participants_panel_offers_what_they_may_have(it: Stage) -> None:
    tom = it.member["tom_w"]
    shown = await tom.slash(it.channel, "record export")
    panel = shown.response.message
    rules = next(
        component
        for row in panel.components[0].children
        for component in getattr(row, "children", ())
        if component.custom_id.startswith("cs:export-rule:")
    )
    assert [option.value for option in rules.options] == [CHATHAM]
    stranger = it.guild.add_member(it.env.create_user("stranger"))
    assert await it.type(stranger, "record export") == say("en", "refusal-export-no-seat")


async def test_a_panel_shows_no_more_than_its_reader_may_have_by_now(it: Stage) -> None:
    chair = it.member["chair_e"]
    panel = (await chair.slash(it.channel, "record export")).response.message
    panel = (await it.choose(chair, "export-rule", FULL, panel)).response.message
    await it.type(it.organizer, "seat leave", member=chair)
    shown = await it.click(chair, "export-take", panel)
    assert told(shown) == say("en", "refusal-export-no-seat")
    (refused,) = await noted(it, e.ExportRefused)
    assert refused.event.person is None, "who has left the table has no seat"


async def test_when_all_is_over_the_card_and_the_minutes_have_the_button(it: Stage) -> None:
    card = it.card
    await it.close()
    await it.env.advance_time(2)
    tom = it.member["tom_w"]
    for message in (
        it.message(card.id),
        next(m for m in it.channel.history() if m.attachments),
    ):
        panel = (await it.click(tom, "export", message)).response.message
        assert say("en", "export-still-open") not in texts(panel)
        sent = await files(await it.click(tom, "export-take", panel))
        assert list(sent) == [f"cochair-{CHATHAM}.html"]
    await it.restart(away=5)
    panel = (await it.click(tom, "export", it.message(card.id))).response.message
    assert len(await files(await it.click(tom, "export-take", panel))) == 1


async def test_another_meeting_is_chosen_on_the_panel(it: Stage) -> None:
    await it.close()
    await it.env.advance_time(2)
    await it.convene()
    shown = await it.organizer.slash(it.channel, "record export")
    panel = shown.response.message
    assert chosen(panel)["export-meeting"] == [it.meeting.id]
    panel = (await it.choose(it.organizer, "export-meeting", MEETING, panel)).response.message
    assert chosen(panel)["export-meeting"] == [MEETING]
    await it.click(it.organizer, "export-take", panel)
    assert len(await noted(it, e.ExportGiven)) == 1


# What does not fit ---------------------------------------------------------------------------------


def joined(sent: dict[str, bytes]) -> bytes:
    return b"".join(sent[name] for name in sorted(sent))


async def test_what_does_not_fit_comes_in_parts_packed_or_cut(tmp_path: Path) -> None:
    async with stage(tmp_path, largest=2900) as it:
        await spoken(it, *(f"Paragraph {n}: apples, pears and plums." for n in range(30)))
        shown = await ask(it, "chair_w", FULL)
        sent = await files(shown)
        assert 2 <= len(sent) <= 10
        assert say("en", "export-in-parts", count=len(sent)) in told(shown)
        bodies = []
        for number in range(1, len(sent) + 1):
            data = sent[f"cochair-full-{number}.md"]
            assert len(data) <= 2900
            first, _, body = data.decode().partition("\n\n")
            rule = say("en", "export-rule-full")
            assert first == "> " + say(
                "en", "export-part", number=number, total=len(sent), rule=rule
            )
            bodies.append(body)
        assert "".join(bodies).startswith("# Trust")
        assert all(f"Paragraph {n}:" in "".join(bodies) for n in range(30))

        shown = await ask(it, "chair_w", FULL, "csv-floor")
        assert list(await files(shown)) == ["cochair-full-floor.csv"]

        shown = await ask(it, "chair_w", FULL, "html")
        sent = await files(shown)
        assert say("en", "export-cut", count=len(sent), name="cochair-full.zip") in told(shown)
        assert next(iter(sent)) == "cochair-full.zip.001" and len(sent) > 1
        assert all(len(data) <= 2900 for data in sent.values())
        for message in messages(shown):
            assert len(message.attachments) <= 10
        with zipfile.ZipFile(io.BytesIO(joined(sent))) as archive:
            page = archive.read("cochair-full.html").decode()
        assert "Paragraph 29:" in page and page.rstrip().endswith("</html>")


async def test_what_fits_when_it_is_packed_is_packed(tmp_path: Path) -> None:
    async with stage(tmp_path, largest=9000) as it:
        await spoken(it, *(f"Paragraph {n}: apples, pears and plums." for n in range(30)))
        shown = await ask(it, "chair_w", FULL, "json")
        assert say("en", "export-packed") in told(shown)
        (data,) = (await files(shown)).values()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            jsonschema.validate(json.loads(archive.read("cochair-full.json")), SCHEMA)


# In the log ----------------------------------------------------------------------------------------


async def test_nobody_can_read_in_the_log_what_was_said(
    it: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    for rule in (FULL, CHATHAM):
        await ask(it, "chair_w", rule)
    shown = capsys.readouterr()
    assert "apples" not in shown.out + shown.err
