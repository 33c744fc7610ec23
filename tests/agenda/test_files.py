"""Agenda files: what a good one gives, and what each slip in one is answered with."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.agenda.agenda_files import list_agendas, load_agenda
from bot.agenda.article_values import Agenda, ProposedItem
from bot.datafile import FaultCode
from bot.procedure.agenda.agenda_values import AgendaItem
from bot.procedure.values import MINUTE, Localized

GOOD = """\
id = "gardens"
title = { en = "Two gardens", ru = "Два сада" }

[source]
author = { en = "A. Nobody", ru = "А. Никто" }

[[items]]
id = "fence"
stage = 2
minutes = 15
paragraphs = [1, 3]
title = { en = "The fence", ru = "Забор" }
question = { en = "Who minds it?", ru = "Кто за ним следит?" }

[[items]]
id = "gate"
minutes = 20
title = { en = "The gate", ru = "Калитка" }
question = { en = "Who opens it?", ru = "Кто её открывает?" }
"""


def written(folder: Path, text: str = GOOD, name: str = "gardens.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_becomes_an_agenda(tmp_path: Path) -> None:
    agenda = load_agenda(written(tmp_path))
    assert isinstance(agenda, Agenda)
    assert agenda.source is not None
    assert agenda.source.author == Localized.of(en="A. Nobody", ru="А. Никто")
    assert agenda.budget == 35 * 60
    fence, gate = agenda.items
    assert fence == ProposedItem(
        id="fence",
        title=Localized.of(en="The fence", ru="Забор"),
        question=Localized.of(en="Who minds it?", ru="Кто за ним следит?"),
        budget=15 * 60,
        paragraphs=(1, 3),
        stage=2,
    )
    assert (gate.stage, gate.paragraphs) == (None, ())


def test_an_item_enters_a_meeting_with_its_time_in_milliseconds(tmp_path: Path) -> None:
    agenda = load_agenda(written(tmp_path))
    assert isinstance(agenda, Agenda)
    assert agenda.items[0].as_item() == AgendaItem(
        key="fence",
        title=Localized.of(en="The fence", ru="Забор"),
        question=Localized.of(en="Who minds it?", ru="Кто за ним следит?"),
        budget=15 * MINUTE,
        sources=(1, 3),
        stage=2,
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "code"),
    [
        ('"gate"', '"fence"', 16, "items[2].id", FaultCode.DUPLICATE),
        ("[1, 3]", "[1, 0]", 11, "items[1].paragraphs[2]", FaultCode.OUT_OF_RANGE),
        ("[1, 3]", "[\n1,\n1]", 13, "items[1].paragraphs[2]", FaultCode.DUPLICATE),
        ("stage = 2", "stage = 0", 9, "items[1].stage", FaultCode.OUT_OF_RANGE),
        ("stage = 2", "stage = 6", 9, "items[1].stage", FaultCode.OUT_OF_RANGE),
        ("minutes = 20", "minutes = 0", 17, "items[2].minutes", FaultCode.OUT_OF_RANGE),
        ("minutes = 20", "minutes = 241", 17, "items[2].minutes", FaultCode.OUT_OF_RANGE),
        ("minutes = 20", "minuets = 20", 17, "items[2].minuets", FaultCode.UNKNOWN_KEY),
        ('en = "The gate", ru = "Калитка"', "", 18, "items[2].title", FaultCode.BAD_FORM),
        (
            'en = "Who opens it?"',
            'eng = "Who?"',
            19,
            "items[2].question.eng",
            FaultCode.UNKNOWN_KEY,
        ),
        ('en = "Who opens it?"', 'en = ""', 19, "items[2].question.en", FaultCode.TOO_SHORT),
        ("[source]\n", '[source]\naddress = "x"\n', 5, "source.address", FaultCode.BAD_FORM),
        ("[source]\n", '[source]\nsha256 = "0"\n', 5, "source.sha256", FaultCode.BAD_FORM),
        ("[source]\nauthor", "[source]\nauhtor", 5, "source.auhtor", FaultCode.UNKNOWN_KEY),
        ('id = "gardens"\n', "", 1, "id", FaultCode.MISSING_KEY),
        ('id = "gate"', 'id = "gate', 16, "", FaultCode.SYNTAX),
    ],
)
def test_a_slip_is_named(
    tmp_path: Path, old: str, new: str, line: int, field: str, code: FaultCode
) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new))
    faults = load_agenda(path)
    assert isinstance(faults, tuple)
    assert [(f.file, f.line, f.field, f.code) for f in faults] == [(str(path), line, field, code)]


def test_an_agenda_without_items_is_none(tmp_path: Path) -> None:
    faults = load_agenda(written(tmp_path, GOOD.split("[[items]]")[0]))
    assert isinstance(faults, tuple)
    assert [(f.field, f.code) for f in faults] == [("items", FaultCode.MISSING_KEY)]


def test_a_folder_lists_broken_files_too(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, "id = ", "broken.toml")
    written(tmp_path, GOOD, "copy-of-it.toml")
    written(tmp_path, "", ".hidden.toml")
    written(tmp_path, "", "notes.txt")
    (tmp_path / "folder.toml").mkdir()
    listed = list_agendas(tmp_path)
    assert [(s.id, s.path.name, s.broken) for s in listed] == [
        ("broken", "broken.toml", True),
        ("gardens", "copy-of-it.toml", False),
        ("folder", "folder.toml", True),
        ("gardens", "gardens.toml", True),
    ]
    assert listed[1].title == Localized.of(en="Two gardens", ru="Два сада")
    assert [f.code for f in listed[3].faults] == [FaultCode.DUPLICATE]
    assert listed[3].faults[0].facts["other"] == "copy-of-it.toml"


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    (entry,) = list_agendas(tmp_path / "none")
    assert [f.code for f in entry.faults] == [FaultCode.NOT_FOUND]
    assert list_agendas(tmp_path) == ()
