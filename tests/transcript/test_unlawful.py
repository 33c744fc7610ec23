"""What the rules could not have written stands in no transcript without being marked, under every rule
of attribution and in every form; and it takes nobody's place."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.procedure import events as ev
from bot.procedure.events import ExportForm, ExportRule, Recorded
from bot.procedure.lawful import unlawful
from bot.procedure.values import Words
from bot.transcript.build import build
from bot.transcript.document_forms import Telling, forms
from bot.transcript.model import Transcript
from bot.transcript.render import attributed, render
from tests.journal.meetings import SAID, seq_of, talk
from tests.procedure import samples as s

FORGED = "The quay was ours from the first."
FACE = {
    "en": "One record of this meeting in the journal is such as the rules of procedure could not",
    "ru": "В журнале есть 1 запись этого заседания, которая по порядку ведения не могла появиться",
}
MARK = {
    "en": "doubtful: the rules of procedure could not have written this here",
    "ru": "сомнительно: по порядку ведения эта запись не могла здесь появиться",
}


def with_forged(event: ev.Event) -> Transcript:
    """The transcript of a closed meeting to which this was added in somebody's old turn."""
    records = talk().records
    last = records[-1]
    forged = Recorded("trust-1", last.seq + 1, last.at + 1, s.ANNA, event)
    return told_of([*records, forged])


def told_of(records: Sequence[Recorded]) -> Transcript:
    wrong = [each.seq for each in unlawful(records)]
    assert wrong == [records[-1].seq]
    return build(records, head="c0ffee", unlawful=wrong)


def said(message: str, words: str) -> ev.ContributionMade:
    made = talk().records[seq_of(talk(), "9001") - 1].event
    assert isinstance(made, ev.ContributionMade)
    return replace(made, message=message, words=Words(words))


def text_of(page: bytes, form: ExportForm) -> str:
    if form is not ExportForm.DOCX:
        return page.decode()
    with zipfile.ZipFile(io.BytesIO(page)) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("rule", list(ExportRule))
@pytest.mark.parametrize("form", [ExportForm.MD, ExportForm.HTML, ExportForm.DOCX])
def test_a_forged_row_within_an_old_turn_is_marked(
    form: ExportForm, rule: ExportRule, language: str
) -> None:
    if form not in forms():
        pytest.skip("python-docx is not here")
    telling = Telling(form, language)
    for full, marked in ((with_forged(said("9009", FORGED)), True), (build(talk().records), False)):
        done = attributed(full, rule, telling)
        page = text_of(render(full if done is None else done.transcript, telling), form)
        assert (FORGED in page) is marked
        assert (FACE[language] in page) is marked
        assert page.count(MARK[language]) == int(marked)


@pytest.mark.parametrize("rule", list(ExportRule))
def test_programs_are_told_too(rule: ExportRule) -> None:
    full = with_forged(said("9009", FORGED))
    telling = Telling(ExportForm.JSON, "en")
    done = attributed(full, rule, telling)
    transcript = full if done is None else done.transcript
    page = json.loads(render(transcript, telling))
    assert page["record"]["unlawful"] == 1
    marked = [each for each in page["contributions"] if each["unlawful"]]
    assert [each["wordings"][0]["text"] for each in marked] == [FORGED]
    rows = csv.DictReader(
        io.StringIO(render(transcript, Telling(ExportForm.CSV_TURNS, "en")).decode())
    )
    assert [
        (row["unlawful"], FORGED in row["words"]) for row in rows if row["messages"] != "0"
    ] == [
        ("1", True),
        ("", False),
    ]


def test_it_takes_the_place_of_nothing_that_was_said() -> None:
    """The forged row bears the number of a message that there is."""
    told = with_forged(said("9001", FORGED))
    words = [(each.words.text, each.unlawful) for each in told.contributions if each.words]
    assert (SAID + " Всегда.", False) in words
    assert (FORGED, True) in words


@pytest.mark.parametrize(
    "event",
    [
        ev.ContributionEdited("9001", s.ANNA, Words(FORGED)),
        ev.ReactionAdded("9001", s.ANNA, Words("+")),
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_was_done_to_a_message_afterwards_marks_it(event: ev.Event) -> None:
    told = with_forged(event)
    assert [each.message for each in told.contributions if each.unlawful] == ["9001"]
    assert told.unlawful == 1


def test_an_event_in_which_nothing_is_said_stands_on_the_face() -> None:
    told = with_forged(ev.MeetingPaused())
    page = render(told, Telling(ExportForm.MD, "en")).decode()
    assert FACE["en"] in page and MARK["en"] not in page
