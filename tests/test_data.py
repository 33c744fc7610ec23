"""The data of config/ is found, an organizer's own files win, and no name leads out of the folder."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.data import catalogue_folders, config_file, config_files, shipped_config_dir


def test_a_checkout_uses_its_own_config_folder() -> None:
    assert shipped_config_dir() == Path(__file__).resolve().parent.parent / "config"
    assert config_file(".env.example") == shipped_config_dir() / ".env.example"


def test_an_organizers_catalogues_are_looked_into_first(tmp_path: Path) -> None:
    shipped = shipped_config_dir() / "locales"
    assert catalogue_folders() == (shipped,)
    assert catalogue_folders(tmp_path) == (shipped,), "it has none"
    (tmp_path / "locales").mkdir()
    assert catalogue_folders(tmp_path) == (tmp_path / "locales", shipped)


def test_an_organizers_file_wins_and_the_rest_is_still_found(tmp_path: Path) -> None:
    (tmp_path / ".env.example").write_text("mine")
    assert config_file(".env.example", tmp_path) == tmp_path / ".env.example"
    (tmp_path / ".env.example").unlink()
    assert config_file(".env.example", tmp_path) == shipped_config_dir() / ".env.example"
    assert config_file("no-such-file.toml", tmp_path) is None


def test_files_of_a_folder_come_by_name_without_hidden_ones_and_folders(tmp_path: Path) -> None:
    own = tmp_path / "agendas"
    (own / "sub.toml").mkdir(parents=True)
    for name in ("zz-b.toml", "zz-a.toml", ".zz-hidden.toml", "zz-c.txt"):
        (own / name).write_text("")
    found = config_files("agendas", ".toml", tmp_path)
    assert [path for path in found if path.name.startswith("zz")] == [
        own / "zz-a.toml",
        own / "zz-b.toml",
    ]
    assert not any(path.name in ("sub.toml", ".zz-hidden.toml", "zz-c.txt") for path in found)
    assert config_files("no-such-folder", ".toml", tmp_path) == ()


def test_a_shipped_file_is_listed_beside_the_organizers_own(tmp_path: Path) -> None:
    locale = tmp_path / "locales" / "en"
    locale.mkdir(parents=True)
    shipped = config_files("locales/en", ".ftl")
    (locale / shipped[0].name).write_text("")
    (locale / "zz.ftl").write_text("")
    assert config_files("locales/en", ".ftl", tmp_path) == (
        locale / shipped[0].name,
        *shipped[1:],
        locale / "zz.ftl",
    )


def test_a_name_that_leads_out_finds_nothing(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret.toml").write_text("")
    (root / "link.toml").symlink_to(tmp_path / "secret.toml")
    for name in ("../secret.toml", str(tmp_path / "secret.toml"), "link.toml", "", "a\0b"):
        assert config_file(name, root) is None
    assert config_files("..", ".toml", root) == ()


@given(st.text(max_size=60))
def test_any_name_is_answered_with_a_file_inside_or_nothing(name: str) -> None:
    found = config_file(name)
    assert found is None or found.is_relative_to(shipped_config_dir())
