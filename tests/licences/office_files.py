"""Office files made of a few facts, sound and hostile; none is a copy of any."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

SECTOR = 512
END, FREE = 0xFFFFFFFE, 0xFFFFFFFF


def packed(*, level: int = zipfile.ZIP_DEFLATED, **entries: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", level) as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10))
            entry.compress_type = level
            archive.writestr(entry, content)
    return out.getvalue()


def ooxml(main: str = "word/document.xml", **more: bytes) -> bytes:
    start = {"[Content_Types].xml": b"<Types/>", main: b"<w/>"}
    return packed(**(start | more))


def odf(kind: str = "text", **more: bytes) -> bytes:
    word = f"application/vnd.oasis.opendocument.{kind}".encode()
    return packed(mimetype=word, **more)


def compound(streams: dict[str, bytes], *storages: str) -> bytes:
    """One allocation sector, so a little more than 60 kB at most."""
    table: list[int] = [0xFFFFFFFD]
    body: list[bytes] = []

    def place(content: bytes) -> int:
        content = content.ljust(-(-len(content) // SECTOR) * SECTOR, b"\0")
        first = len(table)
        count = len(content) // SECTOR
        table.extend([*range(first + 1, first + count), END])
        body.append(content)
        return first

    entries = [_entry("Root Entry", 5, END, 0)]
    entries += [_entry(name, 1, 0, 0) for name in storages]
    for name, content in streams.items():
        whole = content.ljust(4096, b"\0")
        entries.append(_entry(name, 2, place(whole), len(whole)))
    directory = place(b"".join(entries))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    numbers = [*table, *[FREE] * (128 - len(table))]
    return head + struct.pack("<128I", *numbers) + b"".join(body)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    one = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
    one = one.ljust(116, b"\0") + struct.pack("<II", start, size)
    return one.ljust(128, b"\0")


def word97(*storages: str, locked: bool = False, fonts: str = "") -> bytes:
    text = b"\xec\xa5\xc1\x00" + bytes(6) + (b"\0\x01" if locked else b"\0\0")
    table = fonts.encode("utf-16-le")
    return compound({"WordDocument": text, "1Table": table}, *storages)


def record(number: int, body: bytes) -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def excel97(*records: bytes, storages: tuple[str, ...] = ()) -> bytes:
    book = record(0x0809, bytes(16)) + b"".join(records) + record(0x000A, b"")
    return compound({"Workbook": book}, *storages)


def looping() -> bytes:
    """A compound file whose directory comes back to itself."""
    content = bytearray(word97())
    (directory,) = struct.unpack_from("<I", content, 48)
    struct.pack_into("<I", content, SECTOR + directory * 4, directory)
    return bytes(content)


def bomb() -> bytes:
    return ooxml(**{"word/media/x": bytes(80 << 20)})
