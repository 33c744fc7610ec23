"""Where the data of config/ lies: a checkout, an installed wheel, or where an organizer put it.

What may live here: paths, and no more than the question whether a file is there. What must not:
reading any of the files (whoever knows the format does that), the environment, Discord, SQL.

An organizer's folder (COCHAIR_CONFIG_DIR, passed in as `override`) need not be complete: a file
that it has takes the place of ours, a phrase in a catalogue that of our phrase, and everything else is
still found where it was shipped.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped_config_dir() -> Path:
    """The folder of data that came with this copy of Cochair.

    The wheel carries it as bot/_config; in a checkout it is config/ beside bot/. The wheel's own is
    looked for first, since what lies beside an installed package belongs to others.
    """
    for folder in (_PACKAGE / "_config", _PACKAGE.parent / "config"):
        if folder.is_dir():
            return folder
    raise RuntimeError("this copy of Cochair came without its config folder; install it again")


Locales = tuple[Path, ...]
"""The folders that catalogues of phrases are looked for in, the one that wins first."""


def catalogue_folders(override: Path | None = None) -> Locales:
    """Where the catalogues lie: the organizer's own folder, if there is one, before ours."""
    return tuple(folder for root in _roots(override) if (folder := root / "locales").is_dir())


def config_file(name: str, override: Path | None = None) -> Path | None:
    """The file called `name` ("agendas/restart-or-repair.toml"), or None when there is none.

    A name that would lead out of the folder finds nothing: names are typed by people.
    """
    for root in _roots(override):
        path = _inside(root, name)
        if path is not None and path.is_file():
            return path
    return None


def config_files(folder: str, suffix: str, override: Path | None = None) -> tuple[Path, ...]:
    """Every file of `folder` whose name ends in `suffix` (".toml"), sorted by name.

    Of two files of one name, the organizer's stands for both. Hidden files are left out.
    """
    found: dict[str, Path] = {}
    for root in reversed(_roots(override)):
        inside = _inside(root, folder)
        if inside is None or not inside.is_dir():
            continue
        for path in inside.iterdir():
            if path.name.endswith(suffix) and not path.name.startswith(".") and path.is_file():
                found[path.name] = path
    return tuple(found[name] for name in sorted(found))


def _roots(override: Path | None) -> tuple[Path, ...]:
    """The folders to look in, the one that wins first."""
    shipped = shipped_config_dir()
    return (shipped,) if override is None else (override, shipped)


def _inside(root: Path, name: str) -> Path | None:
    if not name or "\0" in name:
        return None
    base = root.resolve()
    path = (base / name).resolve()
    return path if path.is_relative_to(base) else None
