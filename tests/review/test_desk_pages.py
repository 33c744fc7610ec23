"""The desk's pages over a real journal: what is in it is on them, escaped, in both languages."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from bot.journal.port import JournalFault
from bot.journal.sqlite import open_for_reading, open_journal
from bot.journal.verification import verify
from bot.logs import configure_logging
from bot.procedure.events import (
    ContributionMade,
    Event,
    FloorRequested,
    MeetingClosed,
    SeatTaken,
)
from bot.procedure.floor.request_kinds import Kind
from bot.procedure.table.seats import Capacity
from bot.procedure.values import Words
from bot.review.journal_queries import TABLES
from bot.review.read_only_database import QueryLimitError, ReadOnlyDatabase
from bot.transcript.build import build
from bot.transcript.spreadsheet import BOM
from tests.accessibility import unmarked
from tests.journal.examples import STORY, convened, said, tell
from tests.journal.forging import add
from tests.patience import PATIENCE
from tests.review.conftest import DIALOGUE, PAGES, STORY_WITH_UNDERTAKINGS, Visitor, opened, write

HOSTILE = '<script>alert("x")</script>\u202eEvil & "Co"'
FORMULA = "=HYPERLINK(1)"


def text_of(page: str) -> str:
    """What a reader sees, more or less, on one line."""
    plain = re.sub(r"<(style|title)\b.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(plain).replace("\xa0", " ").split())


def cells(page: str, row: str) -> list[str]:
    """The cells of the first row of a table that is about `row`."""
    rows = re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    found = next(each for each in rows if row in each)
    return [text_of(cell) for cell in re.findall(r"<t[hd]\b.*?</t[hd]>", found, re.DOTALL)]


async def test_the_list_of_dialogues_counts_each_person_once(history: Path) -> None:
    with closing(sqlite3.connect(history)) as db:
        people, turns, used, said_there = db.execute(
            "SELECT (SELECT count(DISTINCT person) FROM seats WHERE capacity != 'observer'),"
            " sum(turns), (SELECT sum(used_ms) FROM floor_time), sum(contributions) FROM meetings"
        ).fetchone()
        seats = db.execute("SELECT count(*) FROM seats").fetchone()[0]
    assert seats > people, "somebody came twice, or this shows nothing"
    async with opened(history) as visitor:
        seen = text_of(await visitor.page("/"))
        assert "The rehearsal dialogue: one page" in seen and "Eastern delegation" in seen
        for label, value in (
            ("Meetings", 4),
            ("Took part", people),
            ("Turns", turns),
            ("Contributions", said_there),
        ):
            assert f"{label} {value}" in seen
        length = f"{used // 3_600_000} h {used // 60_000 % 60:02} min"
        assert f"Floor time {length}" in seen
        assert "17 March 2030" in seen and "2031" in seen
        russian = text_of(await visitor.page("/", "ru"))
        assert "Учебный диалог: одна страница" in russian and f"Участников {people}" in russian
        assert "17 марта 2030" in russian


async def test_a_dialogue_over_its_meetings(history: Path) -> None:
    with closing(sqlite3.connect(history)) as db:
        by_side = dict(
            db.execute("SELECT side, sum(used_ms) FROM floor_time GROUP BY side").fetchall()
        )
        in_first = db.execute(
            "SELECT count(DISTINCT side) FROM floor_time WHERE meeting LIKE '%-1'"
        ).fetchone()[0]
    async with opened(history) as visitor:
        page = await visitor.page(f"/dialogue/history/{DIALOGUE}")
        whole = sum(by_side.values())
        for side, name in (("a", "Eastern delegation"), ("b", "Western delegation")):
            row = cells(page, f'<th scope="row"><span class="dot s{side == "b":d}')
            assert row[0] == name and row[3] == f"{round(100 * by_side[side] / whole)}%"
        chart = page.partition('<svg class="columns"')[2].partition("</svg>")[0]
        assert chart.count('<rect class="fill') == 3 * in_first, "the one over days has no floor"
        assert [int(n) for n in re.findall(r'class="name"[^>]*>(\d+)<', chart)] == [1, 2, 3, 4]
        assert "Meeting 1 · Eastern delegation" in unescape(chart)

        row = cells(page.partition('class="matrix"')[2], "Аркадий Стародум")
        assert row[1].endswith("co-chair") and row[-1] == "4"
        only_once = cells(page.partition('class="matrix"')[2], "Вера Семивёрстова")
        assert "not present" in only_once

        titles = re.findall(rf'<h3><a href="(/meeting/history/{DIALOGUE}-\d)"', page)
        assert [each[-1] for each in titles] == ["1", "2", "3", "4"]
        assert "Время выступлений от заседания" in await visitor.page(
            f"/dialogue/history/{DIALOGUE}", "ru"
        )


async def test_a_meeting_with_its_agenda_floor_and_proof(history: Path) -> None:
    reader = await open_for_reading(history)
    assert not isinstance(reader, JournalFault)
    try:
        told = build(await reader.read(f"{DIALOGUE}-1"))
    finally:
        await reader.close()
    head = verify(history).meetings[0].head
    async with opened(history) as visitor:
        for language in ("en", "ru"):
            page = await visitor.page(f"/meeting/history/{DIALOGUE}-1", language)
            for line in told.agenda:
                assert line.title.into(language) in text_of(page)
            for member in told.members:
                if member.capacity.speaks:
                    assert str(member.name.text) in text_of(page)
            assert head in page
        english = await visitor.page(f"/meeting/history/{DIALOGUE}-1", "en")
        assert "Yes. The chain of this meeting holds" in text_of(english)
        anchors = re.findall(rf'href="/transcript/history/{DIALOGUE}-1#([^"]+)"', english)
        transcript = await visitor.page(f"/transcript/history/{DIALOGUE}-1")
        assert anchors and all(f'id="{each}"' in transcript for each in anchors)
        assert f'href="/meeting/history/{DIALOGUE}-1"' in transcript
        assert head in transcript


async def test_a_talk_over_days_counts_posts(history: Path) -> None:
    async with opened(history) as visitor:
        page = text_of(await visitor.page(f"/meeting/history/{DIALOGUE}-3"))
        assert "Posts" in page and "Share Posts" in page


async def test_what_people_typed_is_text_and_nothing_else(tmp_path: Path) -> None:
    events: list[Event] = [
        *STORY[:1],
        SeatTaken("101", "a", Capacity.PARTICIPANT, "en", Words(HOSTILE)),
        SeatTaken("102", "b", Capacity.OBSERVER, "en", Words(FORMULA)),
        *STORY[2:6],
        FloorRequested(1, "101", "a", Kind.STATEMENT, "arms", Words(HOSTILE)),
        FloorRequested(2, "101", "a", Kind.STATEMENT, "arms", Words("later " + HOSTILE)),
        STORY[7],
        said("9001", "Verification " + HOSTILE),
        STORY[15],
        MeetingClosed((2,)),
    ]
    path = await write(tmp_path / "cochair.db", events)
    async with opened(path) as visitor:
        for address in (
            "/dialogue/cochair/trust",
            "/meeting/cochair/trust-1",
            "/search?q=verification",
            "/search?q=%3Cscript%3Ealert%28%22x%22%29&dialogue=%22%3E%3Cb%3E",
            "/cochair/attendance?dialogue=trust",
            "/cochair/attendance?dialogue=%3Cscript%3E",
        ):
            page = await visitor.page(address)
            assert "<script" not in page and "<b>" not in page.replace("<b><bdi>", ""), address
            if "\u202e" in page:  # only as the transcript has it, in a box of its own
                assert page.count("\u202e") == page.count('data-mark="U+202E"'), address
        meeting = unescape(await visitor.page("/meeting/cochair/trust-1"))
        assert '<script>alert("x")</script>⟨U+202E⟩Evil & "Co"' in meeting
        rows = await table(visitor, "attendance", ",")
        assert [row["name"] for row in rows] == [
            '<script>alert("x")</script>⟨U+202E⟩Evil & "Co"',
            f"'{FORMULA}",
        ]
        (row,) = await table(visitor, "floor-by-person", ",")
        assert (row["number"], row["side"], row["turns"], row["seconds"]) == ("1", "a", "1", "120")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", row["at_utc"])


async def table(visitor: Visitor, name: str, delimiter: str) -> list[dict[str, str]]:
    answer = await visitor.get(f"/table/cochair/{name}.csv?dialogue=trust")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}.csv"'
    text = answer.content.decode()
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=delimiter))


async def test_tables_are_parted_as_the_language_of_the_pages_has_it(tmp_path: Path) -> None:
    path = await write(tmp_path / "cochair.db")
    for language, delimiter in (("en", ","), ("ru", ";")):
        async with opened(path, language=language) as visitor:
            page = await visitor.page("/dialogue/cochair/trust", language)
            links = re.findall(r'href="(/table/[^"]+)"', page)
            assert len(links) == len(TABLES)
            for name in TABLES:
                assert f"/table/cochair/{name}.csv?dialogue=trust" in links
                assert {row["meeting"] for row in await table(visitor, name, delimiter)} == {
                    "trust-1"
                }
            empty = (await visitor.get("/table/cochair/meetings.csv?dialogue=none")).text
            assert empty.startswith(f"{BOM}number{delimiter}meeting{delimiter}")


async def test_what_was_held_is_on_no_page(tmp_path: Path) -> None:
    path = await write(tmp_path / "cochair.db")
    async with opened(path) as visitor:
        for address in (
            "/meeting/cochair/trust-1",
            "/transcript/cochair/trust-1",
            "/search?q=must",
            "/search?q=slip",
            "/dialogue/cochair/trust",
        ):
            page = await visitor.page(address)
            assert "I must come in here" not in page and "A slip of" not in page, address


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_every_text_is_marked_with_its_language(history: Path, language: str) -> None:
    async with opened(history, language=language) as visitor:
        for path in PAGES:
            assert unmarked(await visitor.page(path, language)) == [], path


async def test_a_broken_chain_is_said_with_its_row(history: Path) -> None:
    with closing(sqlite3.connect(history)) as db, db:
        db.execute(
            "UPDATE events SET at = at + 1 WHERE meeting = ? AND seq = 7", (f"{DIALOGUE}-2",)
        )
    async with opened(history) as visitor:
        page = text_of(await visitor.page("/verification"))
        assert "Something is wrong." in page
        assert "seq 7, table events: the row was altered" in page
        assert page.count(" holds ") == 3
        broken = text_of(await visitor.page(f"/meeting/history/{DIALOGUE}-2"))
        assert "No. Event 7 is the first" in broken
        russian = text_of(await visitor.page(f"/meeting/history/{DIALOGUE}-2", "ru"))
        assert "Нет. Событие 7" in russian
        sound = text_of(await visitor.page(f"/meeting/history/{DIALOGUE}-1"))
        assert "Yes. The chain" in sound
        transcript = await visitor.page(f"/transcript/history/{DIALOGUE}-2")
        assert "Chain head" not in transcript
        assert "The chain of this meeting in the journal does not hold" in transcript


async def test_an_unlawful_event_is_said_and_its_words_are_marked(history: Path) -> None:
    meeting = f"{DIALOGUE}-1"
    with closing(sqlite3.connect(history)) as db:
        last, at = db.execute(
            "SELECT max(seq), max(at) FROM events WHERE meeting = ?", (meeting,)
        ).fetchone()
    forged = ContributionMade("7777", 1, None, "p1", "a", Words("I concede everything."))
    add(history, meeting, forged, at + 1, "p1")
    async with opened(history) as visitor:
        page = text_of(await visitor.page("/verification"))
        assert "Something is wrong." in page and " broken " not in page
        assert f"Event {last + 1} could not have been written where it stands" in page
        told = text_of(await visitor.page(f"/meeting/history/{meeting}"))
        assert "Yes. The chain" in told
        assert f"Event {last + 1} could not have been written where it stands" in told
        russian = text_of(await visitor.page(f"/meeting/history/{meeting}", "ru"))
        assert f"Событие {last + 1} по порядку ведения не могло появиться" in russian
        other = text_of(await visitor.page(f"/meeting/history/{DIALOGUE}-2"))
        assert "Every event stands where the rules of procedure could have written it." in other
        transcript = text_of(await visitor.page(f"/transcript/history/{meeting}"))
        assert "I concede everything." in transcript
        assert "doubtful: the rules of procedure could not have written this here" in transcript


async def test_what_is_declared_besides_our_tables_is_named(history: Path) -> None:
    with closing(sqlite3.connect(history)) as db, db:
        db.execute("CREATE TABLE stash (one)")
        db.execute("DROP INDEX meetings_by_dialogue")
    async with opened(history) as visitor:
        page = text_of(await visitor.page("/verification"))
        assert "Something is wrong." in page
        assert "are not those that Cochair makes: table stash, index meetings_by_dialogue." in page
        russian = text_of(await visitor.page("/verification", "ru"))
        assert "table stash, index meetings_by_dialogue" in russian


async def test_a_bot_may_write_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "cochair.db"
    bot = await open_journal(path)
    assert not isinstance(bot, JournalFault)
    try:
        await tell(bot, STORY[:8])
        async with opened(path) as visitor:
            before = text_of(await visitor.page("/meeting/cochair/trust-1"))
            assert "first of its 8 events" in before and "Contributions 0" in before
            new: Event = ContributionMade("9001", 1, "arms", "101", "a", Words("A new thought"))
            assert isinstance(await bot.append("trust-1", 8, 9_000, "101", [new]), tuple)
            after = text_of(await visitor.page("/meeting/cochair/trust-1"))
            assert "first of its 9 events" in after and "Contributions 1" in after
            assert "A new thought" in text_of(await visitor.page("/search?q=thought"))
            assert isinstance(await bot.append("trust-1", 9, 9_500, "101", [STORY[15]]), tuple)
    finally:
        await bot.close()


async def test_two_files_stand_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    one = await write(tmp_path / "Diálogo 2030.db")
    two = await write(tmp_path / "b" / "Diálogo 2030.db", (convened(3), *STORY[1:]))
    async with opened(one, two) as visitor:
        page = await visitor.page("/")
        links = re.findall(r'href="(/dialogue/[^"]+)"', page)
        assert links == ["/dialogue/di-logo-2030/trust", "/dialogue/di-logo-2030-2/trust"]
        assert str(one) in unescape(page) and str(two) in unescape(page)
        for link in links:
            await visitor.page(link)
        assert (
            text_of(await visitor.page("/search?q=promises")).count("Ann Example A 1 January") == 2
        )
        only = "/search?q=promises&dialogue=di-logo-2030-2/trust"
        assert text_of(await visitor.page(only)).count("Ann Example A 1 January") == 1


async def test_undertakings_are_shown_once_there_are_some(tmp_path: Path) -> None:
    bare = await write(tmp_path / "bare.db")
    async with opened(bare) as visitor:
        assert "/undertakings" not in await visitor.page("/")
        assert (await visitor.get("/undertakings")).status == 404
    path = await write(tmp_path / "cochair.db", STORY_WITH_UNDERTAKINGS)
    async with opened(path) as visitor:
        assert 'href="/undertakings"' in await visitor.page("/")
        page = text_of(await visitor.page("/undertakings"))
        overdue, due = (page.index(f" {each} ") for each in ("Overdue", "To be done"))
        assert overdue < due
        assert "A <b>ferry</b>" in page[overdue:due]
        assert "A list of visas" in page[due:]
        assert "both city halls" in page[due:]
        assert "no date" in page[due:]
        assert "any more" not in page
        assert "Agreed" not in page
        assert "Просрочено" in await visitor.page("/undertakings", "ru")
        for language in ("en", "ru"):
            assert unmarked(await visitor.page("/undertakings", language)) == []


async def test_an_unexpected_fault_is_a_number_and_no_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = await write(tmp_path / "cochair.db")
    configure_logging("WARNING")
    async with opened(path) as visitor:

        async def fail(*_: object, **__: object) -> None:
            secret = "Verification first"
            raise RuntimeError(f"cannot search for {secret}")

        monkeypatch.setattr(visitor.desk.journals["cochair"].reader, "search", fail)
        answer = await visitor.get("/search?q=confidential")
        assert answer.status == 500
        number = re.search(r"number ([0-9a-f]{8})", answer.text)
        assert number is not None
        printed = "".join(capsys.readouterr())
        assert number[1] in printed and "RuntimeError" in printed
        for hidden in ("Verification first", "confidential", "cannot search"):
            assert hidden not in printed and hidden not in text_of(answer.text)


async def test_a_damaged_file_is_said_to_be_one(history: Path) -> None:
    with history.open("r+b") as file:
        size = history.stat().st_size
        for at in range(4096, size, 4096):
            file.seek(at)
            file.write(b"\xff" * 64)
    before = history.read_bytes()
    reader = await open_for_reading(history)
    if isinstance(reader, JournalFault):
        return  # refused at the door: tests/cli/test_review.py
    await reader.close()
    async with opened(history) as visitor:
        answer = await visitor.get("/")
        assert answer.status == 500 and "The file cannot be read here" in answer.text
        page = text_of(await visitor.page("/verification"))
        assert "Something is wrong." in page and "it is damaged" in page
    assert history.read_bytes() == before


async def test_many_at_once_do_not_stand_in_each_others_way(history: Path) -> None:
    async with opened(history) as visitor:
        addresses = ["/", f"/dialogue/history/{DIALOGUE}", "/verification", "/search?q=we"] * 4
        answers = await asyncio.gather(*(visitor.get(each) for each in addresses))
        assert {answer.status for answer in answers} == {200}


async def test_reading_leaves_the_file_as_it_was(history: Path) -> None:
    before = history.read_bytes()
    async with opened(history) as visitor:
        for address in ("/", f"/dialogue/history/{DIALOGUE}", "/verification", "/search?q=we"):
            await visitor.page(address)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await visitor.desk.journals["history"].rows("DELETE FROM turns")
    assert history.read_bytes() == before


async def test_ids_may_have_any_letters(tmp_path: Path) -> None:
    """Ours are plain, but who made a file and with what nobody knows."""
    key, meeting = 'a/b %2F."{é}?#', "м/1 %25..{}?#"
    first = convened()
    strange = replace(first, meeting=meeting, dialogue=replace(first.dialogue, key=key))
    path = tmp_path / "cochair.db"
    journal = await open_journal(path)
    assert not isinstance(journal, JournalFault)
    await tell(journal, (strange, *STORY[1:]), meeting)
    await journal.close()
    async with opened(path) as visitor:
        page = await visitor.page("/")
        for kind, inside in (
            ("dialogue", "Ann Example"),
            ("meeting", "Yes. The chain"),
            ("transcript", "Verification first"),
            ("meeting", "First"),
            ("dialogue", "Attendance"),
            ("cochair", "%25..{}?#"),
            ("table", meeting),
        ):
            link = re.search(rf'href="(/{kind}/[^"#]+)', page)
            assert link is not None, (kind, page)
            page = await visitor.page(unescape(link[1]))
            assert inside in unescape(page), kind


async def test_a_query_has_an_end_in_time_and_in_rows(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT "
    path = await write(tmp_path / "cochair.db")
    database = ReadOnlyDatabase(path, within=0.05)
    try:
        with pytest.raises(QueryLimitError):
            await database.query(f"{endless} max(i) FROM n", {})
        found = await database.query("SELECT :a AS a", {"a": 1})
        assert (found.columns, [tuple(row) for row in found.rows]) == (("a",), [(1,)])
    finally:
        await database.close()
    database = ReadOnlyDatabase(path)
    try:
        found = await database.query(f"{endless} i FROM n", {}, 3)
        assert [row["i"] for row in found.rows] == [1, 2, 3] and found.cut
        found = await database.query(f"{endless} i FROM n LIMIT 3", {}, 3)
        assert len(found.rows) == 3 and not found.cut
        with pytest.raises(QueryLimitError):
            await database.query(f"{endless} i FROM n", {})
    finally:
        await database.close()


async def test_the_loop_turns_while_a_query_runs_and_closing_ends_it(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    database = ReadOnlyDatabase(await write(tmp_path / "cochair.db"), within=PATIENCE)
    asked = asyncio.create_task(database.query(endless, {}))
    for _ in range(20):
        await asyncio.sleep(0.001)
    assert not asked.done()
    await database.close()
    with pytest.raises(QueryLimitError):
        await asked
