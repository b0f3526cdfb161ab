"""Word files that lie or attack are refused by a named error, never unpacked."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from congvu.files.formats import docx

_START = (
    '<?xml version="1.0"?>{extra}<w:document'
    ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
_END = "</w:body></w:document>"


def _file(document: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return stream.getvalue()


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    bomb = _file(_START.format(extra="") + " " * (60 * 2**20) + _END)
    with pytest.raises(docx.DocxTooLarge):
        docx.read_pages(bomb)


def test_a_document_type_is_refused() -> None:
    entity = '<!DOCTYPE w [<!ENTITY a "aaaa">]>'
    with pytest.raises(docx.UnreadableDocx):
        docx.read_pages(_file(_START.format(extra=entity) + _END))


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    with pytest.raises(docx.UnreadableDocx):
        docx.read_pages(data)


def test_broken_xml_is_refused() -> None:
    with pytest.raises(docx.UnreadableDocx):
        docx.read_pages(_file(_START.format(extra="") + "<w:p>"))


def test_tables_in_tables_end_somewhere() -> None:
    cell = "<w:tbl><w:tr><w:tc>"
    close = "</w:tc></w:tr></w:tbl>"
    deep = _START.format(extra="") + cell * 200 + "<w:p/>" + close * 200 + _END
    assert docx.read_pages(_file(deep))
