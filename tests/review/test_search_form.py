"""The form of the search: what it asks, what its filters keep, and the piece that is shown."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.review.search_form import EXCERPT, SHOWN, alike, excerpt, folded, search_query
from tests.journal.examples import STORY, said
from tests.review.conftest import DIALOGUE, opened, write
from tests.review.test_desk_pages import text_of


@given(st.text(max_size=1500), st.text(max_size=20))
def test_a_piece_is_part_of_what_was_said_and_no_longer_than_it_may_be(
    text: str, words: str
) -> None:
    shown = "".join(each.text for each in excerpt(text, words))
    kept = shown.removeprefix("… ").removesuffix(" …")
    assert kept in text and len(kept) <= EXCERPT
    if len(text) <= EXCERPT:
        assert shown == text


def test_what_was_found_is_in_the_piece_and_marked() -> None:
    text = "word " * 300 + "Проверка прежде всего, а обещания потом. " + "end " * 300
    shown = excerpt(text, "обещание")
    assert [each.text for each in shown if each.found] == ["обещания"]
    assert shown[0].text == "… " and shown[-1].text == " …"


def test_forms_of_one_word_are_alike_and_others_are_not() -> None:
    for word, typed in (
        ("visits", "visit"),
        ("визитов", "визит"),
        ("обещания", "обещание"),
        ("ёлка", "елк"),
        ("façade", "facad"),
    ):
        assert alike(folded(word), folded(typed)), word
    for word, typed in (("visa", "visit"), ("мир", "мера"), ("verification", "verbal")):
        assert not alike(folded(word), folded(typed)), word


@given(st.dictionaries(st.sampled_from(("q", "from", "to", "page", "order")), st.text(max_size=12)))
def test_whatever_is_typed_into_the_form_is_a_search(args: dict[str, str]) -> None:
    wanted = search_query(args)
    assert wanted.page >= 1 and len(wanted.words) <= 500


async def test_a_hit_says_who_where_and_when_and_leads_into_the_transcript(history: Path) -> None:
    with closing(sqlite3.connect(history)) as db:
        meeting, seq, words, name = db.execute(
            "SELECT c.meeting, c.made_seq, t.text, n.text FROM contributions AS c"
            " JOIN texts AS t ON t.meeting = c.meeting AND t.seq = c.words_seq AND t.field = 'words'"
            " JOIN seats AS s ON s.meeting = c.meeting AND s.person = c.person"
            " JOIN texts AS n ON n.meeting = s.meeting AND n.seq = s.name_seq AND n.field = 'name'"
            " WHERE c.item IS NOT NULL AND c.removed_at IS NULL AND length(t.text) < 300"
            " ORDER BY length(t.text) DESC LIMIT 1"
        ).fetchone()
    words_there = " ".join(re.findall(r"\w+", words)[:6])
    async with opened(history) as visitor:
        page = await visitor.page(f"/search?q={words_there}")
        address = f"/transcript/history/{meeting}#c-{seq}"
        assert f'href="{address}"' in page
        (hit,) = [part for part in page.split("<article")[1:] if address in part]
        assert name in text_of("<i" + hit)
        assert "delegation" in hit and re.search("203[01]", text_of("<i" + hit))
        assert "".join(words.split()) in "".join(text_of("<i" + hit).split())
        transcript = await visitor.page(address.partition("#")[0])
        assert f'id="c-{seq}"' in transcript


async def test_filters_keep_what_fits_all_of_them(history: Path) -> None:
    async def count(query: str) -> int:
        page = await visitor.page(f"/search?q=a*{query}")
        return int((re.search(r'id="found">(\d+)', page) or ["", "0"])[1])

    async with opened(history) as visitor:
        every = await count("")
        assert every > 3
        sides = [await count(f"&side={side}") for side in ("a", "b")]
        assert all(sides) and sum(sides) == every
        assert await count(f"&dialogue=history/{DIALOGUE}") == every
        assert await count("&dialogue=history/other") == 0
        people = re.findall(r'<option value="(history/\d+)"', await visitor.page("/search"))
        assert len(people) > 5
        assert sum([await count(f"&person={one}") for one in people]) == every
        with closing(sqlite3.connect(history)) as db:
            (day,) = db.execute(
                "SELECT date(min(at) / 1000, 'unixepoch') FROM contributions"
                " WHERE meeting LIKE '%-2'"
            ).fetchone()
        before, after = await count(f"&to={day}"), await count(f"&from={day}")
        on_it = await count(f"&from={day}&to={day}")
        assert 0 < on_it < every and before + after - on_it == every
        assert await count("&from=nonsense") == every


async def test_the_form_keeps_what_was_chosen(history: Path) -> None:
    async with opened(history) as visitor:
        page = await visitor.page("/search?q=a%22b&side=b&from=2030-01-02&order=newest")
        assert 'value="a&#34;b"' in page and 'value="2030-01-02"' in page
        assert '<option value="b" selected>' in page
        assert '<option value="newest" selected>' in page
        nothing = text_of(await visitor.page("/search?q=zzzzqq"))
        assert "Nothing was found." in nothing


async def test_russian_and_english_are_found(tmp_path: Path) -> None:
    path = await write(tmp_path / "cochair.db")
    async with opened(path) as visitor:
        assert "1 contribution" in text_of(await visitor.page("/search?q=promises"))
        russian = text_of(await visitor.page("/search?q=ПОТОМ", "ru"))
        assert "Найдено 1 сообщение" in russian


async def test_many_finds_have_pages(tmp_path: Path) -> None:
    many = [said(str(n), f"again number{n}") for n in range(SHOWN + 7)]
    path = await write(tmp_path / "cochair.db", [*STORY[:8], *many])
    async with opened(path) as visitor:
        first = await visitor.page("/search?q=again&order=newest")
        assert first.count("<article") == SHOWN
        link = re.search(r'rel="next" href="([^"]+)"', first)
        assert link is not None
        second = await visitor.page(unescape(link[1]))
        assert second.count("<article") == 7 and 'rel="prev"' in second
        found = [re.findall(r"number\d+", text_of(page)) for page in (first, second)]
        assert len({*found[0], *found[1]}) == SHOWN + 7
