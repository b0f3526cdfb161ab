"""Files made to hurt: refused in words, with the place, quickly and without memory."""

from __future__ import annotations

import gc
import io
import struct
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from congvu.exchange.actions import read_message
from congvu.exchange.formats.edxml import Unreadable, limits, read
from congvu.exchange.formats.edxml.as_json import to_json
from congvu.exchange.formats.edxml.messages import DocumentMessage, StatusMessage
from congvu.exchange.formats.edxml.payload import Budget, open_payload
from congvu.files import jail
from tests.exchange.hostile import (
    DOCUMENT,
    HOSTILE,
    ONE,
    STATUS,
    altered,
    carrying,
    hostile,
    zipped,
)
from tests.exchange.making import document, reread, written


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_for_its_own_reason_at_its_place(name: str) -> None:
    data, key = hostile(name)
    gc.freeze()  # what earlier tests left is not the reader's to look through
    began = time.thread_time()

    with pytest.raises(Unreadable) as refused:
        reread(data)

    spent = time.thread_time() - began
    gc.unfreeze()
    assert refused.value.key == key, refused.value
    assert spent < 2
    if not key.startswith("zip"):
        assert refused.value.line >= 1
        assert refused.value.column >= 1
        assert str(refused.value).startswith("Dòng ")


def test_the_place_is_that_of_the_fault() -> None:
    with pytest.raises(Unreadable) as refused:
        reread(STATUS.replace("</edXML:Timestamp>", "</edXML:Time>").encode())

    line = next(n for n, t in enumerate(STATUS.split("\n"), 1) if "Timestamp" in t)
    assert refused.value.line == line
    assert "mismatched tag" in str(refused.value)


class Endless(io.RawIOBase):
    """A message whose attachment never ends."""

    def __init__(self) -> None:
        head = carrying("AAAA").partition("AAAA")[0].encode()
        self.read_so_far = 0
        self._parts = self._make(head)

    def _make(self, head: bytes) -> Iterator[bytes]:
        yield head
        while True:
            yield b"QUJD" * (16 << 10)

    def read(self, _size: int = -1) -> bytes:
        part = next(self._parts)
        self.read_so_far += len(part)
        return part


def test_a_gigabyte_of_base64_is_read_no_further_than_the_limit() -> None:
    stream = Endless()

    with pytest.raises(Unreadable) as refused:
        read(stream)  # type: ignore[arg-type]

    assert refused.value.key == "payload-size"
    assert stream.read_so_far < limits.MOST_PAYLOAD * 1.4


def test_a_zip_that_declares_a_gigabyte_is_believed_nothing() -> None:
    """Sizes in its headers are not looked at: what comes out is counted."""
    data = altered(ONE, struct.pack("<I", 13), struct.pack("<I", 1 << 30))

    message = reread(carrying(data).encode())

    assert isinstance(message, DocumentMessage)
    assert message.attachments[0].content is not None
    assert message.attachments[0].content.size == 13


def test_what_comes_out_of_an_archive_is_counted_all_together() -> None:
    pages = bytes(range(256)) * 2_000
    raw = io.BytesIO(zipped(("a.pdf", pages)))
    enough, short = Budget(left=len(pages)), Budget(left=len(pages) - 1)

    assert open_payload(raw, "a.pdf", enough).size == len(pages)
    with pytest.raises(Unreadable, match="Các tệp đính kèm lớn quá"):
        open_payload(raw, "a.pdf", short)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.4 raw", "a.pdf", b"%PDF-1.4 raw"),
        (ONE, "a.pdf", b"noi dung that"),
        (ONE, "khong-duoi", b"noi dung that"),
        (zipped(("a.pdf", b"luu"), how=zipfile.ZIP_STORED), "a.pdf", b"luu"),
        (zipped(("x.docx", b"PK")), "don.docx", b"PK"),
        (b"", "a.pdf", b""),
    ],
)
def test_the_bytes_decide_whether_it_was_packed(
    data: bytes, name: str, expected: bytes
) -> None:
    message = reread(carrying(data, name).encode())

    assert isinstance(message, DocumentMessage)
    content = message.attachments[0].content
    assert content is not None
    assert b"".join(content.chunks()) == expected


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (zipped(("[Content_Types].xml", b"x"), ("word/document.xml", b"y")), "a.docx"),
        (zipped(("[Content_Types].xml", b"x")), "a.docx"),
        (zipped(("a.pdf", b"x")), "nhieu.zip"),
        (zipped(("a.pdf", b"x"), ("b.pdf", b"y")), "sai-ten.pdf"),
    ],
)
def test_an_archive_that_is_the_attachment_stays_as_it_is(
    data: bytes, name: str
) -> None:
    message = reread(carrying(data, name).encode())

    assert isinstance(message, DocumentMessage)
    content = message.attachments[0].content
    assert content is not None
    assert b"".join(content.chunks()) == data
    assert not content.packed


@pytest.mark.parametrize("zip_it", [True, False])
@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.zip", "a", "a.b c", "ă.PDF"])
def test_what_we_pack_we_unpack(name: str, zip_it: bool) -> None:
    message = document()
    message.attachments[0].attachment_name = name
    message.manifest[0].attachment_name = name

    again = reread(written(message, zipped=zip_it))

    assert again == message


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\x.dll", "x.dll"),
        ("/tuyet/doi.pdf", "doi.pdf"),
        ("..", "khong-ten"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("x" * 400 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
def test_a_name_that_plays_tricks_has_a_safe_one_beside_it(
    name: str, safe: str
) -> None:
    told = to_json(reread(carrying(b"x", name).encode()))

    assert told["attachments"][0]["attachment_name"] == name
    assert told["attachments"][0]["safe_name"] == safe


def test_the_digest_told_by_the_hub_must_be_that_of_the_file() -> None:
    data = STATUS.encode()
    message = reread(data)

    read(io.BytesIO(data), sha256=message.sha256.upper())
    with pytest.raises(Unreadable, match="Mã băm của tệp không khớp"):
        read(io.BytesIO(data), sha256="0" * 64)


def test_an_unknown_status_is_kept_and_called_unknown() -> None:
    message = reread(STATUS.replace(">03<", ">77<").encode())

    assert isinstance(message, StatusMessage)
    assert message.header.status_code == "77"
    assert to_json(message)["status_name"] == "trạng thái không rõ"
    assert [p.key for p in message.remarks] == ["status-unknown"]


def test_two_files_of_one_id_are_read_and_remarked_upon() -> None:
    start, end = DOCUMENT.index("<Attachment>"), DOCUMENT.index("</AttachmentEncoded>")
    message = reread((DOCUMENT[:end] + DOCUMENT[start:]).encode())

    assert isinstance(message, DocumentMessage)
    assert len(message.attachments) == 2
    assert [p.key for p in message.remarks] == ["id-twice"]


@pytest.mark.parametrize("encoding", ["UTF-16", "windows-1258", "ISO-8859-1"])
def test_other_encodings_that_say_so_are_read(encoding: str) -> None:
    text = STATUS.replace("Cơ quan", "Co quan").replace("UTF-8", encoding, 1)

    assert (
        reread(text.encode(encoding)).header
        == reread(STATUS.replace("Cơ quan", "Co quan").encode()).header
    )


def test_a_placeholder_or_a_real_signature_is_never_valid() -> None:
    placeholder = "<Signature><SignatureValue>GbVb8n9=</SignatureValue></Signature>"
    real = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'

    for signature in (placeholder, real):
        data = DOCUMENT.replace(
            "</edXML:edXMLHeader>", f"{signature}</edXML:edXMLHeader>"
        )
        message = reread(data.encode())
        assert to_json(message)["envelope_signature"] == "not_verifiable"
        assert b"Signature" in written(message)
    assert to_json(reread(DOCUMENT.encode()))["envelope_signature"] == "absent"


def test_in_the_jail_the_reasons_are_the_same(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    path = tmp_path / "a.edxml"
    try:
        for name in ("billion laughs", "bomb by ratio", "crossed tags", "deep"):
            data, key = hostile(name)
            path.write_bytes(data)
            with pytest.raises(Unreadable) as here:
                reread(path.read_bytes())
            with pytest.raises(Unreadable) as there:
                read_message(path)
            assert there.value.key == key
            assert str(there.value) == str(here.value)
    finally:
        jail.stop()
