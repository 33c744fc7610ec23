"""What every journal promises. Each implementation runs this suite as its own."""

from __future__ import annotations

import asyncio
from abc import ABC
from typing import Any

import pytest

from bot.journal.port import (
    ContributionRow,
    HeldRow,
    Journal,
    MeetingSummary,
    RecordPlace,
    Stale,
    Wanted,
)
from bot.procedure.events import (
    ContributionMade,
    FileKept,
    MeetingClosed,
    MeetingOpened,
    MeetingPaused,
    RulesAccepted,
    SeatLeft,
    SeatTaken,
    TextsErased,
)
from bot.procedure.state import Status
from bot.procedure.table.seats import Capacity
from bot.procedure.values import Localized, Words
from tests.journal.examples import EN, HELD, STORY, convened, erase, said, tell


class JournalContract(ABC):
    """Subclasses give the fixture `journal`: an open and empty one."""

    async def test_what_was_appended_is_read_in_order(self, journal: Journal) -> None:
        told = await tell(journal)
        assert [each.event for each in told] == list(STORY)
        assert [each.seq for each in told] == list(range(1, len(STORY) + 1))
        assert {each.actor for each in told} == {"101"}
        assert await journal.read("trust-1") == told

    async def test_a_meeting_that_there_is_not_is_empty(self, journal: Journal) -> None:
        assert await journal.read("trust-9") == ()
        assert await journal.meetings() == ()
        assert await journal.running() == ()
        assert await journal.contribution("trust-9", "9001") is None
        assert await journal.held("trust-9", 1) is None

    @pytest.mark.parametrize(("latest", "found"), [(9, ["9001", "9002"]), (1, ["9002"])])
    async def test_what_stands_is_told_in_its_order(
        self, journal: Journal, latest: int, found: list[str]
    ) -> None:
        await tell(journal)
        standing = await journal.standing("trust-1", latest)
        assert [each.message for each in standing] == found
        assert list(standing) == [await journal.contribution("trust-1", each) for each in found]
        assert await journal.standing("trust-9", latest) == ()

    async def test_a_message_leads_to_its_meeting(self, journal: Journal) -> None:
        await tell(journal)
        assert await journal.meeting_of("700", "9001") == "trust-1"
        assert await journal.meeting_of("700", "9003") == "trust-1", "removed or not"
        assert await journal.meeting_of("701", "9001") is None
        assert await journal.meeting_of("700", "9004") is None, "held, and no contribution"

    async def test_the_head_changes_with_every_event(self, journal: Journal) -> None:
        assert await journal.head("trust-1") is None
        heads = []
        for seq, event in enumerate(STORY):
            await journal.append("trust-1", seq, 5, None, [event])
            heads.append(await journal.head("trust-1"))
        assert [head and head[0] for head in heads] == list(range(1, len(STORY) + 1))
        hashes = {head[1] for head in heads if head is not None}
        assert len(hashes) == len(STORY) and all(len(bytes.fromhex(h)) == 32 for h in hashes)

    async def test_several_events_are_appended_together(self, journal: Journal) -> None:
        result = await journal.append("trust-1", 0, 5, None, [convened(), MeetingOpened()])
        assert isinstance(result, tuple)
        assert [(each.seq, each.at, each.actor) for each in result] == [(1, 5, None), (2, 5, None)]
        assert await journal.append("trust-1", 2, 6, None, []) == ()
        assert await journal.append("trust-1", 1, 6, None, []) == Stale("trust-1", 1, 2)

    @pytest.mark.parametrize("expected", [0, 1, 3, 9])
    async def test_a_stale_writer_changes_nothing(self, journal: Journal, expected: int) -> None:
        await journal.append("trust-1", 0, 5, None, [convened(), MeetingOpened()])
        before = await journal.read("trust-1"), await journal.meetings()
        result = await journal.append("trust-1", expected, 6, None, [MeetingPaused()])
        assert result == Stale("trust-1", expected, 2)
        assert (await journal.read("trust-1"), await journal.meetings()) == before

    async def test_of_two_writers_at_once_one_is_refused(self, journal: Journal) -> None:
        await journal.append("trust-1", 0, 5, None, [convened()])
        results = await asyncio.gather(
            journal.append("trust-1", 1, 6, "101", [MeetingOpened()]),
            journal.append("trust-1", 1, 6, "201", [MeetingPaused()]),
        )
        assert sorted(type(each).__name__ for each in results) == ["Stale", "tuple"]
        assert len(await journal.read("trust-1")) == 2

    async def test_meetings_do_not_mix(self, journal: Journal) -> None:
        await tell(journal)
        await journal.append("trust-2", 0, 9, None, [convened(2), said("9001", "Другое")])
        assert len(await journal.read("trust-1")) == len(STORY)
        assert len(await journal.read("trust-2")) == 2
        other = await journal.contribution("trust-2", "9001")
        assert other is not None and other.words == Words("Другое")

    async def test_the_list_of_meetings(self, journal: Journal) -> None:
        await tell(journal)
        await journal.append("trust-2", 0, 99_000, None, [convened(2)])
        first, second = await journal.meetings()
        assert first == MeetingSummary(
            id="trust-1",
            dialogue="trust",
            number=1,
            title=Localized.of(en="First", ru="Первая"),
            venue="700",
            status=Status.CLOSED,
            convened_at=0,
            opened_at=3_000,
            closed_at=16_000,
            turns=1,
            contributions=2,
        )
        assert (second.id, second.status, second.opened_at) == ("trust-2", Status.CONVENED, None)
        assert await journal.running() == ("trust-2",)
        await journal.append("trust-2", 1, 99_001, None, [MeetingClosed(())])
        assert await journal.running() == ()

    async def test_numbers_go_on_from_the_highest(self, journal: Journal) -> None:
        assert await journal.next_number("trust") == 1
        await journal.append("trust-4", 0, 5, None, [convened(4)])
        assert await journal.next_number("trust") == 5
        assert await journal.next_number("arms") == 1

    async def test_a_contribution_as_it_stands(self, journal: Journal) -> None:
        await tell(journal)
        assert await journal.contribution("trust-1", "9001") == ContributionRow(
            message="9001",
            person="101",
            side="a",
            turn=1,
            item="arms",
            at=8_000,
            words=Words(EN + " Always."),
            edited_at=13_000,
            removed_at=None,
        )
        removed = await journal.contribution("trust-1", "9003")
        assert removed is not None and removed.removed and removed.removed_at == 14_000
        assert await journal.contribution("trust-1", "9004") is None

    async def test_held_messages_can_be_given_back(self, journal: Journal) -> None:
        await tell(journal)
        assert await journal.held("trust-1", 1) == HeldRow("102", Words(HELD))
        assert await journal.held("trust-1", 2) == HeldRow("103", None)
        assert await journal.held("trust-1", 3) is None

    async def test_bench_notes(self, journal: Journal) -> None:
        assert await journal.note("trust-1", "card") is None
        await journal.set_note("trust-1", "card", "1")
        await journal.set_note("trust-1", "card", '{"ё": 2}')
        await journal.set_note("trust-2", "card", "")
        assert await journal.note("trust-1", "card") == '{"ё": 2}'
        assert await journal.note("trust-2", "card") == ""
        assert await journal.note("trust-1", "permissions") is None
        await journal.set_note("trust-1", "card", None)
        await journal.set_note("trust-1", "card", None)
        assert await journal.note("trust-1", "card") is None

    async def test_the_last_beat(self, journal: Journal) -> None:
        assert await journal.last_beat() is None
        await journal.beat(5)
        await journal.beat(9)
        assert await journal.last_beat() == 9

    async def test_lone_surrogates_are_replaced_and_pairs_joined(self, journal: Journal) -> None:
        event = ContributionMade("9001", None, None, "101", "a", Words("a\ud800b\ud83d\ude42"))
        result = await journal.append("trust-1", 0, 5, None, [event])
        assert isinstance(result, tuple) and isinstance(result[0].event, ContributionMade)
        assert result[0].event.words.text == "a\ufffdb\U0001f642"
        assert await journal.read("trust-1") == result

    async def test_closing_twice_is_no_error(self, journal: Journal) -> None:
        await journal.close()
        await journal.close()

    async def test_an_erasure_is_an_event_and_takes_the_text_along(self, journal: Journal) -> None:
        await tell(journal)
        await erase(journal, 9, "words", 99)
        records = await journal.read("trust-1")
        assert isinstance(records[-1].event, TextsErased)
        assert isinstance(records[8].event, ContributionMade)
        assert records[8].event.words.erased
        assert (await journal.read("trust-1")) == records
        await journal.scrub()
        edited = await journal.contribution("trust-1", "9001")
        assert edited is not None
        assert not edited.words.erased, "the edit has words of its own"
        await erase(journal, 14, "words", 100)
        assert await journal.search("verification") == ()

    @pytest.mark.parametrize(
        "asked", ["verification", "VERIFICATION promise", "verif*", "promises"]
    )
    async def test_a_search_finds_words_in_any_form(self, journal: Journal, asked: str) -> None:
        await tell(journal)
        assert [hit.message for hit in await journal.search(asked)] == ["9001"]

    async def test_a_search_is_narrowed(self, journal: Journal) -> None:
        await tell(journal)
        await tell(journal, meeting="trust-2")
        everything = await journal.search("проверки")
        assert {(hit.meeting, hit.seq, hit.side, hit.item) for hit in everything} == {
            ("trust-1", 10, "a", "arms"),
            ("trust-2", 10, "a", "arms"),
        }

        async def narrowed(**wanted: Any) -> set[str]:
            hits = await journal.search("проверки", wanted=Wanted(**wanted))
            return {hit.meeting for hit in hits}

        both, none = {"trust-1", "trust-2"}, set[str]()
        assert await narrowed(meeting="trust-2") == {"trust-2"}
        assert await narrowed(dialogue="trust") == both
        assert await narrowed(dialogue="arms") == none
        assert await narrowed(person="101", side="a", item="arms") == both
        assert await narrowed(person="102") == none
        assert await narrowed(side="b") == none
        assert await narrowed(item="visits") == none
        assert await narrowed(since=9_000, until=9_000) == both
        assert await narrowed(since=9_001) == none
        assert await narrowed(among=frozenset({"trust-2", "arms-1"})) == {"trust-2"}
        assert await narrowed(among=frozenset(both)) == both
        assert await narrowed(among=frozenset()) == none

    async def test_the_meetings_at_which_somebody_sat(self, journal: Journal) -> None:
        await tell(journal)
        await journal.append("trust-2", 0, 9, None, [convened(2)])
        assert await journal.meetings_with("101") == ("trust-1",)
        assert await journal.meetings_with("102") == ()

    async def test_what_somebody_was_in_each_meeting(self, journal: Journal) -> None:
        await tell(journal)
        await journal.append("trust-2", 0, 9, "102", [convened(2)])
        seat = SeatTaken("103", "a", Capacity.OBSERVER, "en", Words("C"))
        await journal.append("trust-2", 1, 10, "102", [seat, RulesAccepted("103", "r", "en")])
        first = (await journal.places_of("101"))[0]
        assert (first.meeting, first.convened) == ("trust-1", True)
        assert await journal.places_of("102") == (RecordPlace("trust-2", None, False, True),)
        here = RecordPlace("trust-2", Capacity.OBSERVER, True, False)
        assert await journal.places_of("103") == (here,)
        left = SeatLeft("103")
        await journal.append("trust-2", 3, 11, "103", [left])
        assert await journal.places_of("103") == (RecordPlace("trust-2", None, True, False),)
        assert await journal.places_of("104") == ()

    async def test_a_meeting_that_there_is_not_has_no_head(self, journal: Journal) -> None:
        await tell(journal)
        assert await journal.head("trust-9") is None
        assert await journal.proof("trust-9") is None

    async def test_a_file_is_there_until_nobody_names_it(self, journal: Journal) -> None:
        digest = await journal.keep_file(b"a map")
        kept = FileKept("9001", 1, "101", Words("map.txt"), Words(digest), 5, "text/plain")
        await tell(journal)
        told = len(STORY)
        await journal.append("trust-1", told, 50, "101", [kept])
        await journal.append("trust-1", told + 1, 51, "101", [kept])
        assert await journal.file(digest) == b"a map"
        assert await journal.file("0" * 64) is None
        assert await journal.file("../../etc/passwd") is None
        await erase(journal, told + 1, "digest", 60)
        assert await journal.file(digest) == b"a map"
        await erase(journal, told + 2, "digest", 61)
        assert await journal.file(digest) is None

    async def test_a_file_that_is_let_go_is_gone_unless_it_is_named(self, journal: Journal) -> None:
        await tell(journal)
        digest = await journal.keep_file(b"a map")
        assert await journal.keep_file(b"a map") == digest, "of two messages at once"
        await journal.let_file_go(digest)
        kept = FileKept("9001", 1, "101", Words("map.txt"), Words(digest), 5, "text/plain")
        await journal.append("trust-1", len(STORY), 50, "101", [kept])
        assert await journal.file(digest) == b"a map"
        await journal.keep_file(b"a map")
        await journal.let_file_go(digest)
        assert await journal.file(digest) == b"a map"
        other = await journal.keep_file(b"another")
        await journal.let_file_go(other)
        assert await journal.file(other) is None
