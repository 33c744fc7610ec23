"""The table in the documents has every way of installing with every Python that it names."""

from __future__ import annotations

from itertools import product

from tests.pythons.finding import found, named
from tests.pythons.table import drawn, shown
from tests.pythons.ways import WAYS


def test_the_page_has_each_way_with_each_python_that_was_there() -> None:
    rows = shown()
    versions = list(dict.fromkeys(version for version, _, _ in rows))
    titles = [way.title for way in WAYS.values()]
    assert [(version, title) for version, title, _ in rows] == list(product(versions, titles))
    assert {version.rpartition(".")[0] for version in versions} <= set(named())
    assert "3.11.2" in versions, "Debian 12's own"
    assert all("rehearse" in ran and "erase" in ran for _, _, ran in rows)


def test_the_page_is_what_the_script_writes() -> None:
    titles = {way.title: name for name, way in WAYS.items()}
    results = {(version, titles[title]): ran for version, title, ran in shown()}
    assert drawn(results).splitlines()[2:] == [f"| {' | '.join(row)} |" for row in shown()]


def test_pythons_are_found_by_asking_them() -> None:
    pythons = found()
    assert pythons, "the tests run on one"
    for version, path in pythons.items():
        assert path.exists()
        assert version.rpartition(".")[0] in named()
