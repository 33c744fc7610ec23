"""Documents that are too large: each part opens by itself where its form allows; nothing is lost."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transcript.as_markdown import render_markdown
from bot.transcript.build import build
from bot.transcript.parts import MOST_READABLE, File, Fitting, batches, fitted
from tests.transcript import sample


def heading(number: int, total: int) -> str:
    return f"> Part {number} of {total}."


def joined(files: tuple[File, ...]) -> bytes:
    return b"".join(file.data for file in files)


MARKDOWN = render_markdown(build(sample.sample())).encode()


def test_what_fits_is_left_alone() -> None:
    file = File("a.md", b"# A\n")
    assert fitted(file, 4, heading).files == (file,)
    assert fitted(file, 4, heading).how is Fitting.WHOLE


@pytest.mark.parametrize("share", [1.5, 2, 3])
def test_markdown_is_cut_between_sections_and_each_part_says_what_it_is(share: float) -> None:
    most = int(len(MARKDOWN) / share)
    parts = fitted(File("cochair-full.md", MARKDOWN), most, heading)
    assert parts.how is Fitting.PARTS
    total = len(parts.files)
    assert [f.name for f in parts.files] == [f"cochair-full-{n}.md" for n in range(1, total + 1)]
    bodies = b""
    for number, file in enumerate(parts.files, 1):
        assert len(file.data) <= most
        first, _, body = file.data.decode().partition("\n\n")
        assert first == heading(number, total)
        assert number == 1 or body.lstrip("\n")[:1] == "#"
        bodies += body.encode()
    assert bodies == MARKDOWN


def test_markdown_in_too_many_parts_or_with_too_long_a_paragraph_is_packed() -> None:
    many = "".join(f"## {n}\n\n{'word ' * 20}\n\n" for n in range(100)).encode()
    assert (
        fitted(File("a.md", many), len(many) // MOST_READABLE // 2, heading).how is Fitting.PACKED
    )
    long = ("# A\n\n" + "word " * 400).encode()
    assert fitted(File("a.md", long), 1000, heading).how is Fitting.PACKED


def test_what_cannot_be_read_in_parts_is_packed_and_says_no_time() -> None:
    page = b"<p>Hello.</p>" * 1000
    packed = fitted(File("cochair-full.html", page), 2000)
    assert (packed.how, packed.whole) == (Fitting.PACKED, "cochair-full.zip")
    (file,) = packed.files
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        (entry,) = archive.infolist()
        assert (entry.filename, entry.date_time) == ("cochair-full.html", (1980, 1, 1, 0, 0, 0))
        assert archive.read(entry) == page


@given(st.binary(min_size=1, max_size=3000), st.integers(1, 700))
def test_whatever_is_cut_joins_to_the_same_bytes(data: bytes, most: int) -> None:
    cut = fitted(File("a.json", data), most)
    assert all(len(file.data) <= most for file in cut.files)
    if cut.how is Fitting.WHOLE:
        assert joined(cut.files) == data
        return
    assert [f.name for f in cut.files][:2] in (["a.zip"], ["a.zip.001", "a.zip.002"])
    with zipfile.ZipFile(io.BytesIO(joined(cut.files))) as archive:
        assert archive.read("a.json") == data


@given(st.lists(st.integers(1, 9), max_size=40))
def test_messages_hold_no_more_than_they_may(sizes: list[int]) -> None:
    files = tuple(File(str(n), b"x" * size) for n, size in enumerate(sizes))
    made = list(batches(files, 12))
    assert tuple(file for batch in made for file in batch) == files
    for batch in made:
        assert 1 <= len(batch) <= 10
        assert len(batch) == 1 or sum(len(file.data) for file in batch) <= 12


def test_a_file_says_nothing_of_its_words() -> None:
    assert "secret" not in repr(File("a.md", b"secret"))
    with pytest.raises(ValueError):
        fitted(File("a.md", b"ab"), 0)
