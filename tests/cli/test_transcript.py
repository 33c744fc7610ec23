"""`cochair transcript`: which meeting, which form, which file; nothing is overwritten unasked."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from pathlib import Path

import pytest

from tests.cli.shell import cochair, process
from tests.journal.dumps import raw
from tests.journal.examples import EN, RU


def head(journal: Path) -> str:
    return cochair("verify", "--db", journal).stdout.split("head ")[1].strip()


def test_markdown_to_the_standard_output(journal: Path) -> None:
    told = cochair("transcript", "last")
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith("# First")
    assert cochair("transcript", "last", "-o", "-").stdout == told.stdout
    assert head(journal) in told.stdout


def test_the_ending_of_the_file_chooses_the_form(journal: Path, folder: Path) -> None:
    for name, begins in (("a.md", "# "), ("a.html", "<!doctype html>"), ("a.json", "{")):
        told = cochair("transcript", "trust-1", "-o", name)
        assert (told.exit_code, told.output) == (0, "")
        text = (folder / name).read_text(encoding="utf-8")
        assert text.lower().startswith(begins)
        assert head(journal) in text
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith("a.")) == [
        "a.html",
        "a.json",
        "a.md",
    ]
    assert not list(folder.glob(".*.part"))


def test_an_ending_that_nothing_is_written_as_is_refused(journal: Path, folder: Path) -> None:
    told = cochair("transcript", "last", "-o", "a.pdf")
    assert told.exit_code == 2
    assert ".html" in told.stderr
    assert not (folder / "a.pdf").exists()


def test_the_form_that_is_asked_for_wins(journal: Path, folder: Path) -> None:
    assert cochair("transcript", "last", "-f", "json", "-o", "a.txt").exit_code == 0
    told = json.loads((folder / "a.txt").read_text(encoding="utf-8"))
    assert EN in json.dumps(told, ensure_ascii=False) or RU in json.dumps(told, ensure_ascii=False)


def test_a_zone_on_a_machine_without_zone_data(journal: Path) -> None:
    told = process("transcript", "last", "--zone", "Europe/Moscow", PYTHONTZPATH="")
    assert (told.returncode, told.stderr) == (0, "")
    assert "Europe/Moscow" in told.stdout


def test_in_russian_and_in_a_zone(journal: Path) -> None:
    told = cochair("transcript", "last", "--language", "ru", "--zone", "Europe/Moscow").stdout
    assert told.startswith("# Первая")
    assert "03:00:03" in told


def test_a_file_that_is_there_is_replaced_only_by_force(journal: Path, folder: Path) -> None:
    mine = folder / "a.md"
    mine.write_text("my own notes")
    told = cochair("transcript", "last", "-o", mine)
    assert told.exit_code == 1
    assert "--force" in told.stderr
    assert mine.read_text() == "my own notes"
    assert cochair("transcript", "last", "-o", mine, "--force").exit_code == 0
    assert mine.read_text(encoding="utf-8").startswith("# First")


def test_not_even_force_replaces_the_database(journal: Path, folder: Path) -> None:
    (folder / "alias.html").symlink_to(journal)
    before = journal.read_bytes()
    for name in ("cochair.db", "alias.html"):
        told = cochair("transcript", "last", "-o", name, "--force")
        assert told.exit_code == 2
        assert "this is the database" in told.stderr
    assert journal.read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("trust-2",), 1, "there is no meeting 'trust-2'; did you mean trust-1?"),
        (("peace",), 1, "there is no meeting 'peace'; `cochair meetings` lists them all."),
        (("last", "--zone", "Mars/Olympus"), 2, "--zone 'Mars/Olympus': no time zone"),
        (("last", "--zone", "../../etc/passwd"), 2, "no time zone is called so"),
        (("last", "-o", "nowhere/a.md"), 1, "nowhere/a.md: the folder does not exist"),
        (("last", "--db", "a.db"), 1, "a.db: there is no such file."),
        (("last", "-o", "."), 2, ".: this is a folder"),
    ],
)
def test_what_cannot_be_is_one_line(
    journal: Path, typed: tuple[str, ...], code: int, said: str
) -> None:
    told = cochair("transcript", *typed)
    assert (told.exit_code, told.stdout) == (code, "")
    (line,) = told.stderr.splitlines()
    assert said in line


def test_an_altered_meeting_is_told_with_a_warning_and_without_a_hash(journal: Path) -> None:
    before = head(journal)
    db = sqlite3.connect(journal)
    for (trigger,) in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall():
        db.execute(f"DROP TRIGGER {trigger}")
    db.execute("UPDATE events SET at = at + 1 WHERE seq = 5")
    db.commit()
    db.close()
    told = cochair("transcript", "last")
    assert told.exit_code == 0
    assert "its chain does not hold" in told.stderr
    assert before not in told.stdout


@pytest.mark.parametrize("option", ["-o", "--db"])
def test_a_path_that_cannot_be_is_wrong_usage(journal: Path, option: str) -> None:
    for path in ("x" * 300, "a\0b"):
        told = cochair("transcript", "last", option, path)
        assert told.exit_code == 2
        assert "Error: Invalid value for" in told.stderr


def test_tables_and_documents_by_their_endings(journal: Path, folder: Path) -> None:
    for name, begins in (
        ("a.csv", b"\xef\xbb\xbfattribution,meeting,status,turn,"),
        ("a.docx", b"PK"),
    ):
        told = cochair("transcript", "last", "-o", name)
        assert (told.exit_code, told.output) == (0, "")
        assert (folder / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ((), "\ufeffattribution,meeting,status,of,"),
        (("--no-bom",), "attribution,meeting,status,of,"),
        (("--language", "ru"), "\ufeffattribution;meeting;status;of;"),
        (("--language", "ru", "--separator", "comma"), "\ufeffattribution,meeting,"),
        (("--separator", "semicolon", "--no-bom"), "attribution;meeting;"),
    ],
)
def test_a_table_is_parted_as_its_language_has_it_or_as_asked_for(
    journal: Path, typed: tuple[str, ...], begins: str
) -> None:
    told = cochair("transcript", "last", "-f", "csv-floor", *typed)
    assert told.stdout_bytes.decode().startswith(begins)


def test_a_version_that_names_nobody_and_the_report_on_it(journal: Path, folder: Path) -> None:
    full = json.loads(cochair("transcript", "last", "-f", "json").stdout)
    told = cochair("transcript", "last", "--attribution", "chatham-house", "-o", "a.json")
    assert (told.exit_code, told.stdout) == (0, "")
    assert "places to look at" in told.stderr and "a.json.report.txt lists them" in told.stderr
    page = (folder / "a.json").read_text(encoding="utf-8")
    assert json.loads(page)["attribution"] == "chatham-house"
    report = (folder / "a.json.report.txt").read_text(encoding="utf-8")
    assert "Do not circulate" in report
    for text in (page, report, told.stderr):
        for member in full["members"]:
            assert member["person"] not in text and member["name"] not in text
    assert not list(folder.glob(".*.part"))


def test_no_two_exports_are_alike(journal: Path) -> None:
    one, two = (
        json.loads(
            cochair("transcript", "last", "--attribution", "chatham-house", "-f", "json").stdout
        )
        for _ in range(2)
    )
    assert one["members"] and one["meeting"]["id"] != two["meeting"]["id"]
    people = [{member["person"] for member in each["members"]} for each in (one, two)]
    assert not people[0] & people[1]


def test_by_side(journal: Path) -> None:
    told = cochair("transcript", "last", "--attribution", "by-side", "--language", "ru")
    assert told.stderr.startswith("cochair: taken out of the texts: ") and told.stderr.isascii()
    assert told.exit_code == 0
    assert "По сторонам" in told.stdout


def test_more_names_are_taken_out(journal: Path, folder: Path) -> None:
    word = EN.split()[0]
    (folder / "names.txt").write_text(f"\ufeff{word}\n\n  Nobody Else \n", encoding="utf-8")
    typed = ("transcript", "last", "--attribution", "chatham-house")
    assert word in cochair(*typed).stdout
    told = cochair(*typed, "--remove", "names.txt", "--report", "r.txt")
    assert word not in told.stdout
    assert re.search(r"names: \d+ \(.*c-\d", (folder / "r.txt").read_text(encoding="utf-8"))


def test_a_report_that_is_there_is_replaced_only_by_force(journal: Path, folder: Path) -> None:
    mine = folder / "a.md.report.txt"
    mine.write_text("my own notes")
    typed = ("transcript", "last", "--attribution", "chatham-house", "-o", "a.md")
    told = cochair(*typed)
    assert told.exit_code == 1 and "--force" in told.stderr
    assert mine.read_text() == "my own notes" and not (folder / "a.md").exists()
    assert cochair(*typed, "--force").exit_code == 0
    assert "my own notes" not in mine.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--report", "r.txt"), "--report goes with --attribution by-side or chatham-house."),
        (("--remove", "n.txt"), "--remove goes with --attribution by-side or chatham-house."),
        (("--attribution", "by-side", "-o", "a.md", "--report", "a.md"), "another file than"),
        (("--attribution", "by-side", "--remove", "n.txt"), "n.txt: No such file"),
        (("--attribution", "by-side", "--report", "cochair.db", "--force"), "this is the database"),
    ],
)
def test_options_that_do_not_go_together(
    journal: Path, folder: Path, typed: tuple[str, ...], said: str
) -> None:
    before = journal.read_bytes()
    told = cochair("transcript", "last", *typed)
    assert told.exit_code in (1, 2) and told.stdout == ""
    assert said in told.stderr
    assert journal.read_bytes() == before
    assert not (folder / "r.txt").exists() and not (folder / "a.md").exists()


def test_without_the_packages_for_word_documents(
    journal: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.transcript.as_word.find_spec", lambda name: None)
    told = cochair("transcript", "last", "-o", "a.docx")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "pip install 'cochair[word]'" in told.stderr
    assert not (folder / "a.docx").exists()


EN_BROKEN = "The chain of this meeting in the journal does not hold"
RU_BROKEN = "Цепочка записей этого заседания в журнале нарушена"


def read_document(path: Path) -> str:
    """The text of a document, whichever form it has."""
    if path.suffix != ".docx":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize("rule", ["full", "by-side", "chatham-house"])
@pytest.mark.parametrize("ending", ["md", "html", "json", "docx"])
def test_a_broken_chain_stands_on_the_face(
    journal: Path, folder: Path, ending: str, rule: str
) -> None:
    if ending == "docx":
        pytest.importorskip("docx")
    typed = ("transcript", "last", "--attribution", rule)

    def told(name: str, language: str) -> str:
        made = cochair(*typed, "--language", language, "-o", f"{name}.{ending}")
        assert made.exit_code == 0, made.output
        return read_document(folder / f"{name}.{ending}")

    said = {"en": EN_BROKEN, "ru": RU_BROKEN}
    for language, notice in said.items():
        text = told(f"sound-{language}", language)
        assert notice not in text
        if ending == "json":
            assert json.loads(text)["record"]["broken"] is False
    with raw(journal) as db:
        db.execute("UPDATE texts SET text = 'forged' WHERE seq = 9")
    for language, notice in said.items():
        text = told(f"broken-{language}", language)
        if ending == "json":
            record = json.loads(text)["record"]
            assert record["broken"] is True and record["head"] is None
        else:
            assert notice in text


@pytest.mark.parametrize(
    "forge",
    [
        """UPDATE events SET payload = replace(payload, '"language":"en"', '"language":"qq"')""",
        "UPDATE events SET at = 999999999999999999",
        "UPDATE events SET version = 'x' WHERE seq = 3",
    ],
)
def test_a_record_beyond_telling_is_a_line_and_no_traceback(journal: Path, forge: str) -> None:
    with raw(journal) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_schema SET sql = replace(sql, 'STRICT, ', '')")
    with raw(journal) as db:
        assert db.execute(forge).rowcount
    told = cochair("transcript", "last")
    assert told.exit_code == 1, told.output
    last = told.stderr.splitlines()[-1]
    assert "no transcript can be made" in last or "this row cannot be read" in last
