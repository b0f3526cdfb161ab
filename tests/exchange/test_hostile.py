"""Files made to hurt: refused in words, with the place, quickly and without memory."""

from __future__ import annotations

import base64
import io
import struct
import time
import zipfile
import zlib
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
from tests.exchange.making import QCVN, document, reread, status, written

STATUS = written(status()).decode()
DOCUMENT = written(document()).decode()
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


def with_head(head: str) -> str:
    return STATUS.replace("?>\n", f"?>\n{head}\n", 1)


def inside(words: str) -> str:
    """Somebody's own element in the header."""
    return STATUS.replace("<edXML:StatusCode>", f"{words}<edXML:StatusCode>", 1)


def carrying(payload: bytes | str, name: str = "Công văn.pdf") -> str:
    """The document with other content in its attachment."""
    before, _tag, rest = DOCUMENT.partition("ContentTransferEncoded")
    start, _end, after = rest.partition(">")
    behind = after[after.index("</edXML:ContentTransferEncoded") :]
    text = payload if isinstance(payload, str) else base64.b64encode(payload).decode()
    whole = f"{before}ContentTransferEncoded{start}>{text}{behind}"
    return whole.replace("Công văn.pdf", name)


def zipped(*files: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def locked() -> bytes:
    data = bytearray(zipped(("a.pdf", b"x")))
    data[6] |= 1
    return bytes(data)


def altered(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new, 1)


ONE = zipped(("a.pdf", b"noi dung that"))
CRC = struct.pack("<I", zlib.crc32(b"noi dung that"))
HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "xml"),
    "cut off": (STATUS[:500], "xml"),
    "crossed tags": ("<edXML>\n<a></b></edXML>", "xml"),
    "two roots": (STATUS + "<a/>", "xml"),
    "unbound prefix": (inside("<nobody:A/>"), "xml"),
    "attribute twice": (inside('<x a="1" a="2"/>'), "xml"),
    "not XML": ("%PDF-1.7", "xml"),
    "HTML": ("<!DOCTYPE html><html></html>", "doctype"),
    "a DTD": (with_head("<!DOCTYPE edXML>"), "doctype"),
    "billion laughs": (
        with_head(f'<!DOCTYPE e [<!ENTITY l0 "ha">{LAUGHS}]>').replace("03", "&l11;"),
        "doctype",
    ),
    "external entity": (
        with_head('<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "doctype",
    ),
    "external DTD": (
        with_head('<!DOCTYPE e SYSTEM "http://example.com/x">'),
        "doctype",
    ),
    "parameter entity": (
        with_head('<!DOCTYPE e [<!ENTITY % x SYSTEM "http://example.com/x">%x;]>'),
        "doctype",
    ),
    "undeclared entity": (inside("<x>&who;</x>"), "xml"),
    "NUL": (inside("<x>\0</x>"), "xml"),
    "NUL by number": (inside("<x>&#0;</x>"), "xml"),
    "half a surrogate": (inside("<x>&#xD800;</x>"), "xml"),
    "Latin-1 called UTF-8": (inside("<x>\xe9</x>").encode("latin-1", "replace"), "xml"),
    "overlong UTF-8": (STATUS.encode().replace(b"03", b"\xc0\xb3", 1), "xml"),
    "unknown encoding": (STATUS.replace("UTF-8", "no-such-code", 1), "encoding"),
    "UTF-16 in name only": (STATUS.replace("UTF-8", "UTF-16", 1), "xml"),
    "a multi-byte encoding": (STATUS.replace("UTF-8", "shift_jis", 1), "encoding"),
    "deep": (inside("<x>" * 70 + "</x>" * 70), "depth"),
    "many elements": (inside("<x/>" * 60_000), "elements"),
    "huge attribute": (inside(f'<x a="{"a" * 600_000}"/>'), "token"),
    "huge comment": (inside(f"<!--{'a' * 600_000}-->"), "token"),
    "huge name": (inside(f"<{'a' * 600_000}/>"), "token"),
    "many attributes": (
        inside("<x " + " ".join(f'a{n}="1"' for n in range(60_000)) + "/>"),
        "token",
    ),
    "long namespace": (inside(f'<x xmlns="{"u" * 400}"/>'), "namespace"),
    "much text": (inside(f"<x>{'a' * 9_000_000}</x>"), "markup"),
    "kept namespaces that multiply": (
        inside(
            f'<x xmlns:p="{"u" * 290}"/>' + f'<p:a xmlns:p="{"u" * 290}"/>' * 29_000
        ),
        "markup",
    ),
    "another root": (f'<letter xmlns="{QCVN}"/>', "not-edxml"),
    "another namespace": (STATUS.replace(QCVN, "urn:other"), "not-edxml"),
    "no namespace": ("<edXML><edXMLEnvelope/></edXML>", "not-edxml"),
    "no header": (f'<edXML xmlns="{QCVN}"><edXMLEnvelope/></edXML>', "no-header"),
    "base64 with other letters": (carrying("AAAA*AAA"), "base64"),
    "base64 cut": (carrying("AAAAA"), "base64"),
    "base64 without padding": (carrying("AAA"), "base64"),
    "base64 after its end": (carrying("AA==AAAA"), "base64"),
    "base64 in URL letters": (carrying("-_-_"), "base64"),
    "letters beyond ASCII in base64": (carrying("AAAă"), "base64"),
    "elements in base64": (carrying("AAAA<x/>"), "base64"),
    "payload twice": (
        DOCUMENT.replace(
            "</Attachment>", "<ContentTransferEncoded>AAAA</ContentTransferEncoded>"
            "</Attachment>",
        ),
        "payload-twice",
    ),
    "two lists of attachments": (
        DOCUMENT.replace(
            "</edXML>",
            "<AttachmentEncoded><Attachment><ContentTransferEncoded>AAAA"
            "</ContentTransferEncoded></Attachment></AttachmentEncoded></edXML>",
        ),
        "payload-twice",
    ),
    "bomb by ratio": (carrying(zipped(("a.pdf", bytes(60 << 20)))), "zip-ratio"),
    "bomb of a pattern": (
        carrying(zipped(("a.pdf", (b"0123456789abcdef" * 9 + bytes(50_000)) * 2_300))),
        "zip-ratio",
    ),
    "many entries": (
        carrying(zipped(*((f"{n}.pdf", b"") for n in range(1_100)))),
        "zip-entries",
    ),
    "password": (carrying(locked()), "zip-locked"),
    "checksum wrong": (
        carrying(altered(ONE, CRC, b"\0" * 4)),
        "zip-broken",
    ),
    "zip cut": (carrying(ONE[:50]), "zip-broken"),
    "zip of four bytes": (carrying(b"PK\x03\x04"), "zip-broken"),
    "zip without its directory": (
        carrying(ONE[: ONE.index(b"PK\x01\x02")]),
        "zip-broken",
    ),
    "zip by bzip2": (
        carrying(zipped(("a.pdf", b"x"), how=zipfile.ZIP_BZIP2)),
        "zip-broken",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_for_its_own_reason_at_its_place(name: str) -> None:
    given, key = HOSTILE[name]
    data = given if isinstance(given, bytes) else given.encode()
    began = time.process_time()

    with pytest.raises(Unreadable) as refused:
        reread(data)

    assert refused.value.key == key, refused.value
    assert time.process_time() - began < 2
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
            given, key = HOSTILE[name]
            path.write_text(str(given), encoding="utf-8")
            with pytest.raises(Unreadable) as here:
                reread(path.read_bytes())
            with pytest.raises(Unreadable) as there:
                read_message(path)
            assert there.value.key == key
            assert str(there.value) == str(here.value)
    finally:
        jail.stop()
