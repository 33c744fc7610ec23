"""The folder of a rehearsal: an earlier rehearsal's goes, anybody's own stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.data import config_files
from bot.rehearsal.rehearsal_run import DATABASE, names, rehearse, titles


def test_a_database_that_no_rehearsal_made_is_not_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / DATABASE
    own.write_bytes(b"the minutes of years")
    assert rehearse(out=tmp_path) == 1
    assert own.read_bytes() == b"the minutes of years"
    assert [path.name for path in tmp_path.iterdir()] == [DATABASE]
    assert "Nothing was touched" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert rehearse(out=tmp_path / "file" / "inside") == 1
    assert "cannot be used" in " ".join(capsys.readouterr().err.split())


def test_a_script_that_there_is_not_is_named_with_those_that_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rehearse("nonsense", tmp_path) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "nonsense" in said
    assert all(name in said for name in names())


def test_every_format_that_is_shipped_has_a_rehearsal_of_its_own_with_a_title() -> None:
    formats = {path.stem for path in config_files("formats", ".toml")}
    assert formats == set(names())
    assert all(title for _, title in titles())
