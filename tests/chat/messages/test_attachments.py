"""What a file is shows in its first bytes, and nowhere else."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.messages.attachment_fetching import kind_of
from bot.procedure.formats import FILE_KINDS


def archive(**files: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, text in files.items():
            made.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


ODT = "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a..", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        ("Просто слова.\n".encode(), "text/plain"),
        (archive(mimetype=ODT), ODT),
        (archive(word__document="x"), "application/zip"),
        (b"PK\x03\x04 and no more", "application/octet-stream"),
        (b"MZ\x90\x00", "application/octet-stream"),
        (b"\x00\x01", "application/octet-stream"),
        (b"", "text/plain"),
    ],
)
def test_each_kind_is_known_by_its_bytes(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_a_word_document_is_one() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("word/document.xml", "<w:document/>")
    assert kind_of(stream.getvalue()) in FILE_KINDS


@given(st.binary(max_size=300))
def test_any_bytes_are_of_some_kind(data: bytes) -> None:
    assert "/" in kind_of(data)


@given(st.binary(max_size=300))
def test_a_broken_archive_is_none(data: bytes) -> None:
    assert kind_of(b"PK\x03\x04" + data)
