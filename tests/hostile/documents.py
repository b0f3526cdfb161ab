"""Word files, tables, archives, pictures, letters and texts of the kinds that break
readers, each made here from nothing."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

from PIL import Image

from tests.files.conftest import make_docx

_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LAUGHS = (
    "<!DOCTYPE a [<!ENTITY l0 'ha'>"
    + "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    + "]>"
)


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pile:
        for name, content in parts.items():
            pile.writestr(name, content)
    return out.getvalue()


def word(body: str, *, before: str = "", **more: str) -> bytes:
    paper = (
        f'{before}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    )
    parts = {"[Content_Types].xml": _TYPES, "word/document.xml": paper}
    return zipped(parts | {name.replace("__", "/"): v for name, v in more.items()})


def table(body: str, *, before: str = "") -> bytes:
    sheet = f"{before}<workbook><sheets>{body}</sheets></workbook>"
    return zipped({"[Content_Types].xml": _TYPES, "xl/workbook.xml": sheet})


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _spoilt_word() -> bytes:
    """The sums of what is in it are wrong."""
    content = bytearray(make_docx())
    middle = len(content) // 2
    content[middle : middle + 40] = bytes(40)
    return bytes(content)


def _locked_zip() -> bytes:
    content = bytearray(zipped({"a.txt": b"a"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    return bytes(content)


def _overlapping() -> bytes:
    """Each entry is the same bytes; what it says it holds is more than it is."""
    content = zlib.compress(bytes(1_000_000), 9)[2:-4]
    local = struct.pack("<4s5HLLLHH", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, 0, 0, 1, 0)
    body, names = local + b"a" + content, 500
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(content), 1_000_000,
        1, 0, 0, 0, 0, 0, 0,
    )  # fmt: skip
    directory = (entry + b"a") * names
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, names, names, len(directory), len(body), 0
    )
    return body + directory + end


def _chunk(kind: bytes, content: bytes) -> bytes:
    sum_ = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", sum_)


def png(width: int, height: int, *more: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head)
    return start + b"".join(more) + _chunk(b"IDAT", zlib.compress(b"\0")) + b"\0" * 12


def picture(form: str, **more: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", (300, 300), "white").save(out, form, **more)
    return out.getvalue()


def tiff(*entries: tuple[int, int, int, int], after: int = 0) -> bytes:
    """One page as told; ``after`` is where the next page is said to lie."""
    packed = b"".join(struct.pack("<HHLL", *entry) for entry in entries)
    pages = struct.pack("<H", len(entries)) + packed + struct.pack("<L", after)
    return b"II*\0" + struct.pack("<L", 8) + pages


def _frames() -> bytes:
    """A moving picture of a dozen frames."""
    one = b"\x2c\0\0\0\0\1\0\1\0\0\x02\x02\x44\x01\0"
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + one * 12 + b"\x3b"


_SIZE = [(256, 4, 1, 100_000), (257, 4, 1, 100_000), (258, 3, 1, 1), (259, 3, 1, 1)]
KINDS: dict[str, Callable[[], bytes]] = {
    "word laughing.docx": lambda: word(_paragraph("&l9;"), before=_LAUGHS),
    "word from elsewhere.docx": lambda: word(
        _paragraph("&x;"),
        before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ),
    "word a hundred thousand deep.docx": lambda: word("<w:p>" * 100_000),
    "word of a table in a table.docx": lambda: word(
        "<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000
    ),
    "word of one long line.docx": lambda: word(_paragraph("a" * 20_000_000)),
    "word of many lines.docx": lambda: word(_paragraph("a") * 100_000),
    "word bomb.docx": lambda: word(_paragraph(" " * 60_000_000)),
    "word without words.docx": lambda: zipped({"[Content_Types].xml": _TYPES}),
    "word that is no XML.docx": lambda: word("<w:p>\0<"),
    "word cut.docx": lambda: make_docx()[:-300],
    "word spoilt.docx": _spoilt_word,
    "word with a macro.docx": lambda: word("", **{"word__vbaProject.bin": "x"}),
    "word with a way out.docx": lambda: word("", **{"..__..__..__etc__passwd": "x"}),
    "word with a far template.docx": lambda: word(
        _paragraph("a"),
        **{
            "word___rels__settings.xml.rels": '<Relationships><Relationship Id="a" '
            'Type="attachedTemplate" TargetMode="External" '
            'Target="http://other.example/a.dotm"/></Relationships>'
        },
    ),
    "table laughing.xlsx": lambda: table("&l9;", before=_LAUGHS),
    "table bomb.xlsx": lambda: table(" " * 60_000_000),
    "table cut.xlsx": lambda: table("<sheet/>")[:-30],
    "pile.zip": lambda: zipped({"a.pdf": b"%PDF-1.7"}),
    "pile in a pile.zip": lambda: zipped({"a.zip": zipped({"a.zip": b"PK"})}),
    "bomb.zip": lambda: zipped({"a": bytes(60_000_000)}),
    "the same bytes five hundred times.zip": _overlapping,
    "locked.zip": _locked_zip,
    "a way out.zip": lambda: zipped({"../../../etc/passwd": b"x"}),
    "no end.zip": lambda: zipped({"a": b"a"})[:-10],
    "only an end.zip": lambda: b"PK\x05\x06" + bytes(18),
    "all the world.png": lambda: png(2**31 - 1, 2**31 - 1),
    "no size.png": lambda: png(0, 0),
    "words without end.png": lambda: png(
        9, 9, _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(60_000_000), 1))
    ),
    "cut.png": lambda: picture("PNG")[:60],
    "cut.jpg": lambda: picture("JPEG")[:200],
    "rubbish.jpg": lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20,
    "cut.webp": lambda: picture("WEBP")[:30],
    "cut.gif": lambda: picture("GIF")[:20],
    "a dozen frames.gif": _frames,
    "a page after itself.tif": lambda: tiff(*_SIZE, after=8),
    "all the world.tif": lambda: tiff(*_SIZE),
    "pages beyond the end.tif": lambda: tiff(*_SIZE, after=2**32 - 1),
    "no page.tif": lambda: b"II*\0\xff\xff\xff\xff",
    "a letter.eml": lambda: (
        b"Subject: =?utf-8?b?////?=\nContent-Type: " + b"x" * 90_000
    ),
    "a letter in a letter.eml": lambda: b"Content-Type: message/rfc822\n\n" * 3_000,
    "half a pair.txt": lambda: b"\xff\xfe\x00\xd8" * 1_000,
    "one line.txt": lambda: b"a" * 25_000_000,
    "a web page.txt": lambda: b"<html><script>alert(1)</script></html>",
    "a drawing that runs.svg": lambda: b"<svg onload='alert(1)'/>",
    "a shortcut.pdf": lambda: b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(100),
    "a program.pdf": lambda: b"MZ" + bytes(1_000),
    "old and empty.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000),
    "old and locked.doc": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le")
    ),
}
