"""Files made to hurt, and the key of the refusal that each must get."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.exchange.making import QCVN, document, status, written

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
# What is large is made when it is asked for: every run collects these.
Given = str | bytes | Callable[[], str]
HOSTILE: dict[str, tuple[Given, str]] = {
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
    "bomb by ratio": (
        lambda: carrying(zipped(("a.pdf", bytes(60 << 20)))),
        "zip-ratio",
    ),
    "bomb of a pattern": (
        lambda: carrying(
            zipped(("a.pdf", (b"0123456789abcdef" * 9 + bytes(50_000)) * 2_300))
        ),
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


def hostile(name: str) -> tuple[bytes, str]:
    """What is sent under that name, and the reason it is refused for."""
    given, key = HOSTILE[name]
    made = given() if callable(given) else given
    return (made if isinstance(made, bytes) else made.encode()), key
