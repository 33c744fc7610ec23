"""Encodings are told by a mark, by what is declared, or by the letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agenda.forms.cleaning import tidy
from bot.agenda.forms.decoding import decoded
from tests.agenda.forms.papers import ENGLISH, RUSSIAN

TEXT = "\n".join(RUSSIAN).replace("—", "-")
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
OLD = ["cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"]


@pytest.mark.parametrize("encoding", ENCODINGS + OLD)
def test_russian_is_read_in_every_encoding_it_was_written_in(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)) == TEXT
    assert decoded(TEXT[:80].encode(encoding)) == TEXT[:80]


def test_western_accents_stand_alone() -> None:
    text = "Une journée à la campagne, où l’été"
    assert decoded(text.encode("cp1252")) == text


def test_english_without_a_mark_in_utf_16() -> None:
    assert decoded("\n".join(ENGLISH).encode("utf-16-le")) == "\n".join(ENGLISH)


def test_what_is_declared_is_believed_unless_the_bytes_say_otherwise() -> None:
    greek = "Η πορθμίδα σταμάτησε"
    assert decoded(greek.encode("iso8859-7"), "ISO-8859-7") == greek
    assert decoded("é—ё".encode(), "windows-1251") == "é—ё"
    assert decoded("naïve “x”".encode("cp1252"), "iso-8859-1") == "naïve “x”"
    assert decoded(b"plain", "no-such-encoding") == "plain"
    assert decoded(b"\xe9t\xe9", "base64") == "été"


def test_a_text_cut_in_the_middle_of_a_letter_is_still_utf_8() -> None:
    cut = TEXT.encode()[:-1]
    assert (decoded(cut) or "").startswith(TEXT[:-2])


@given(
    st.binary(max_size=300), st.none() | st.sampled_from(["utf-8", "cp1251", "utf-7", "rot13", ""])
)
def test_any_bytes_give_text_or_none(data: bytes, declared: str | None) -> None:
    assert decoded(data, declared) is None or isinstance(decoded(data, declared), str)


def test_what_shows_nothing_leaves() -> None:
    assert tidy("a\u00adb\u200bc\u2060 \u00a0\u202ed\u2066e\ufeff\x07") == "abc de"
    assert tidy("и\u0306") == "й"
    assert tidy("w\u200dat\u200cer") == "water"
    assert tidy("می\u200cخواهم") == "می\u200cخواهم"
