"""Files and folders for their owner alone, whatever the umask; all of it or nothing."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot import private
from tests.modes import open_to_others, umask

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")


@posix
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o777])
def test_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    with umask(mask):
        private.make_folder(tmp_path / "a" / "b")
        private.create(tmp_path / "a" / "new").close()
        private.write(tmp_path / "a" / "b" / "written", b"1")
        private.write(tmp_path / "a" / "b" / "written", b"2", replace=True)
        with closing(private.connect(tmp_path / "a" / "db")) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("CREATE TABLE one (a)")
            assert {p.name for p in tmp_path.glob("a/db*")} == {"db", "db-wal", "db-shm"}
            assert open_to_others(tmp_path) == []


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "there"
    path.write_bytes(b"before")
    with pytest.raises(FileExistsError):
        private.create(path)
    with pytest.raises(FileExistsError):
        private.write(path, b"after")
    with pytest.raises(FileExistsError):
        private.make_folder(path)
    with pytest.raises(FileExistsError):
        private.make_folder(tmp_path, new=True)
    assert path.read_bytes() == b"before"
    private.write(path, b"after", replace=True)
    assert path.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="there is no disk here that is always full"
)
def test_a_full_disk_leaves_no_half_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private, "_create", lambda path, flags: _full(path))
    with pytest.raises(OSError, match="No space left"):
        private.write(tmp_path / "t.md", b"1")
    assert list(tmp_path.iterdir()) == []


def _full(path: str) -> int:
    """The name is there, and whatever is written goes to a disk that is full."""
    Path(path).touch()
    return os.open("/dev/full", os.O_WRONLY)


@posix
def test_a_link_is_not_followed_to_what_it_leads_to(tmp_path: Path) -> None:
    folder, link = tmp_path / "folder", tmp_path / "link"
    folder.mkdir()
    folder.chmod(0o755)
    link.symlink_to(folder)
    assert not private.open_to_others(link)
    private.tighten(link)
    assert list(private.within(link)) == []
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    private.tighten(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
