"""Word documents: what is in them, and archives that are traps."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bot.agenda.article import Article, BlockKind
from bot.agenda.forms import read_bytes
from bot.agenda.forms.archives import MOST_BYTES
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind
from tests.agenda.forms.papers import ENGLISH, RUSSIAN, SAMPLES


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def archive(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


def test_every_kind_of_block() -> None:
    document = docx.Document()
    document.core_properties.author = "Oda Merrin"
    document.add_heading("The Ferry That Stopped", 0)
    document.add_paragraph(ENGLISH[0])
    document.add_paragraph("first", style="List Bullet")
    document.add_paragraph("We waited.", style="Quote")
    document.add_paragraph("The pier", style="Caption")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "2030", "11,000"
    document.add_paragraph("one\nline and\tanother")
    article = read_bytes(saved(document))
    assert isinstance(article, Article)
    assert [(one.kind, one.text) for one in article.blocks] == [
        (BlockKind.HEADING, "The Ferry That Stopped"),
        (BlockKind.PARAGRAPH, ENGLISH[0]),
        (BlockKind.LIST_ITEM, "first"),
        (BlockKind.QUOTE, "We waited."),
        (BlockKind.CAPTION, "The pier"),
        (BlockKind.TABLE, "2030 | 11,000"),
        (BlockKind.PARAGRAPH, "one line and another"),
    ]
    assert (article.title, article.author) == ("The Ferry That Stopped", "Oda Merrin")


def test_deleted_words_are_gone_and_inserted_ones_are_there() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()._p
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    for name, inner in (
        ("ins", run.format("new ")),
        ("del", "<w:r><w:delText>old</w:delText></w:r>"),
        ("sdt", f"<w:sdtContent>{run.format('held ')}</w:sdtContent>"),
        ("smartTag", run.format("plain")),
    ):
        paragraph.append(parse_xml(f"<w:{name} {nsdecls('w')}>{inner}</w:{name}>"))
    document.add_paragraph("more")
    article = read_bytes(saved(document))
    assert isinstance(article, Article)
    assert article.blocks[0].text == "new held plain"


def test_russian() -> None:
    document = docx.Document()
    for paragraph in RUSSIAN:
        document.add_paragraph(paragraph)
    article = read_bytes(saved(document))
    assert isinstance(article, Article)
    assert article.language == "ru"
    assert [block.text for block in article.blocks] == list(RUSSIAN)


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    bomb = archive(word__document_xml=b"<a>" + b" " * (MOST_BYTES + 10) + b"</a>")
    assert len(bomb) < 100_000
    assert read_bytes(bomb) == ReadingFault(ReadingFaultKind.TOO_HEAVY)


def test_entities_are_not_unfolded() -> None:
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    xml = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><x>&a11;</x>'.encode()
    found = read_bytes(archive(word__document_xml=xml))
    assert isinstance(found, ReadingFault)
    assert found.kind in (ReadingFaultKind.EMPTY, ReadingFaultKind.DAMAGED)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ((SAMPLES / "indented.doc").read_bytes(), ReadingFaultKind.OLD_WORD),
        (archive(word__document_xml=b"<not"), ReadingFaultKind.DAMAGED),
        (b"PK\x03\x04 torn", ReadingFaultKind.DAMAGED),
        (archive(mimetype=b"application/epub+zip"), ReadingFaultKind.OTHER_FORM),
        (archive(picture=b"x"), ReadingFaultKind.NOT_TEXT),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            ReadingFaultKind.ENCRYPTED,
        ),
    ],
)
def test_what_is_no_document(data: bytes, kind: ReadingFaultKind) -> None:
    assert read_bytes(data) == ReadingFault(kind)
