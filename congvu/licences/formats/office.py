"""What a file is by its content, and what makes a change of its format dear.

Macros, a password, links to other files, embedded objects, fonts of the alphabets
before Unicode. Old PowerPoint keeps macros and links where only a full reader finds
them; links of old Word likewise: they are not looked for.
"""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from typing import BinaryIO

from congvu.licences.formats.compound import MAGIC, Compound, CompoundBroken
from congvu.licences.rules.formats import Look

MOST_ENTRIES = 20_000
MOST_UNPACKED = 2 << 30
MOST_RATIO = 200
MOST_DIRECTORY = 8 << 20
_SUSPICIOUS = 50 << 20
_MOST_PART = 16 << 20
_EDGE = 64 << 10
_OLD_FONTS = re.compile(rb'["\'>](?:\.Vn|VNI-|VNtime)', re.IGNORECASE)
_OLD_FONTS_WIDE = re.compile(
    b"|".join(name.encode("utf-16-le") for name in (".Vn", "VNI-"))
)
_OUTSIDE = re.compile(rb"""Target(?:Mode)?\s*=\s*["']External["']""")
_ODF = b"application/vnd.oasis.opendocument."
_ODF_KINDS = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_ODF_LINKS = re.compile(
    rb"<(?:table:table-source|text:section-source|office:dde-source)\b"
    rb"|<draw:(?:image|object|object-ole|plugin)\b[^<>]*xlink:href=\"(?:\.\./|/|file:|http)"
)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"MSCF", b"BZh")
# The workbook itself, and functions that come with the program.
_NOT_OUTSIDE = frozenset({b"\x01\x04", b"\x01\x3a"})
_PROGRAMS = (b"MZ", b"\x7fELF")
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError),
    *(ValueError, KeyError, NotImplementedError, RuntimeError, OverflowError),
    lzma.LZMAError,
)


def look(stream: BinaryIO) -> Look:
    """By content; the file's name says nothing. Never more than a part is unpacked."""
    stream.seek(0)
    head = stream.read(4096)
    if head.startswith(b"PK\x03\x04"):
        return _zip(stream)
    if head.startswith(MAGIC):
        return _compound(stream)
    if b"%PDF-" in head[:1024]:
        return _pdf(stream)
    if head.startswith(b"{\\rtf"):
        return _rtf(stream)
    if head.startswith(_PICTURES) or head[8:12] == b"WEBP":
        return Look("image")
    if head.startswith(_ARCHIVES) or head.startswith(b"PK\x05\x06"):
        return Look("archive")
    if head.startswith(_PROGRAMS):
        return Look("other")
    return Look("text" if _is_text(head) else "other")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(1 for b in head if b < 9 or 13 < b < 32)
    return bool(head) and controls <= len(head) // 100


def _pdf(stream: BinaryIO) -> Look:
    """The trailer says whether it is locked: at the end, or right at the start."""
    length = stream.seek(0, 2)
    stream.seek(0)
    edges = stream.read(_EDGE)
    stream.seek(max(0, length - _EDGE))
    edges += stream.read(_EDGE)
    return Look("pdf", encrypted=b"/Encrypt" in edges)


def _rtf(stream: BinaryIO) -> Look:
    stream.seek(0)
    content = stream.read(_MOST_PART)
    return Look(
        "rtf",
        links=b"\\objlink" in content or b"\\objautlink" in content,
        embedded=b"\\objemb" in content,
        alphabet=re.search(rb"[ ;}](?:\.Vn|VNI-)", content) is not None,
    )


# -- packed


def _zip(stream: BinaryIO) -> Look:
    if directory_too_big(stream):
        return Look("archive", trouble="bomb")
    try:
        with zipfile.ZipFile(stream) as pack:
            entries = pack.infolist()
            if _is_bomb(entries, stream.seek(0, 2)):
                return Look("archive", trouble="bomb")
            return _packed(pack, {e.filename: e for e in entries})
    except BROKEN:
        return Look("archive", trouble="broken")


def directory_too_big(stream: BinaryIO) -> bool:
    """Asked before the directory is read."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return False
    entries, length = struct.unpack("<HI", tail[at + 10 : at + 16])
    return bool(entries > MOST_ENTRIES or length > MOST_DIRECTORY)


def _is_bomb(entries: list[zipfile.ZipInfo], size: int) -> bool:
    packed = sum(e.compress_size for e in entries)
    unpacked = sum(e.file_size for e in entries)
    swollen = unpacked > _SUSPICIOUS and unpacked > MOST_RATIO * max(packed, 1)
    many = len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED
    return many or swollen or packed > size


def _packed(pack: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> Look:
    if "[Content_Types].xml" in entries:
        for main, plain, macro in (
            ("word/document.xml", "docx", "docm"),
            ("xl/workbook.xml", "xlsx", "xlsm"),
            ("xl/workbook.bin", "xlsb", "xlsb"),
            ("ppt/presentation.xml", "pptx", "pptm"),
        ):
            if main in entries:
                return _ooxml(pack, entries, plain, macro)
    if "mimetype" in entries and entries["mimetype"].file_size <= 100:
        kind = pack.read("mimetype").strip()
        if kind.startswith(_ODF):
            word = kind.removeprefix(_ODF).decode("ascii", "replace").split("-")[0]
            return _odf(pack, entries, _ODF_KINDS.get(word, "odg"))
    return Look("archive")


def _part(pack: zipfile.ZipFile, name: str) -> bytes:
    """What a part says of itself is not believed."""
    with pack.open(name) as part:
        return part.read(_MOST_PART)


def _ooxml(
    pack: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], plain: str, macro: str
) -> Look:
    names = [name.lower() for name in entries]
    macros = any(name.endswith("vbaproject.bin") for name in names)
    linked = any(name.startswith("xl/externallinks/") for name in names)
    for name in entries:
        if linked:
            break
        if name.endswith(".rels"):
            rows = _part(pack, name).split(b"<Relationship")
            # A link that a reader clicks binds no file to another.
            linked = any(
                _OUTSIDE.search(row) and b"/hyperlink" not in row for row in rows
            )
    fonts = ("word/document.xml", "xl/styles.xml")
    return Look(
        macro if macros else plain,
        macros=macros,
        links=linked,
        embedded=any("/embeddings/" in name for name in names),
        alphabet=any(
            _OLD_FONTS.search(_part(pack, name)) for name in fonts if name in entries
        ),
    )


def _odf(pack: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], kind: str) -> Look:
    manifest = "META-INF/manifest.xml"
    locked = manifest in entries and b"encryption-data" in _part(pack, manifest)
    names = list(entries)
    content = b""
    if not locked and "content.xml" in entries:
        content = _part(pack, "content.xml")
    return Look(
        kind,
        macros=any(
            n.startswith(("Scripts/", "Basic/")) and not n.endswith(("/", "-lc.xml"))
            for n in names
        ),
        encrypted=locked,
        links=bool(_ODF_LINKS.search(content)),
        embedded=any(re.match(r"Object \d+", n) for n in names),
        alphabet=bool(_OLD_FONTS.search(content)),
    )


# -- compound


def _compound(stream: BinaryIO) -> Look:
    try:
        return _old_office(Compound(stream))
    except (CompoundBroken, struct.error, OverflowError):
        return Look("ole", trouble="broken")


def _old_office(file: Compound) -> Look:
    macros = file.has("_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros")
    if file.has("EncryptedPackage"):
        return Look("locked", encrypted=True)
    word = file.find("WordDocument")
    if word is not None:
        flags = file.start_of(word, 12)
        names = b""
        for table in ("1Table", "0Table"):
            found = file.find(table)
            names += file.start_of(found, _MOST_PART) if found else b""
        return Look(
            "doc",
            macros=macros,
            encrypted=len(flags) > 11 and bool(flags[11] & 0x01),
            embedded=any(re.fullmatch(r"_\d+", e.name) for e in file.entries),
            alphabet=bool(_OLD_FONTS_WIDE.search(names)),
        )
    book = file.find("Workbook", "Book")
    if book is not None:
        return _workbook(file, file.start_of(book, _MOST_PART), macros=macros)
    slides = file.find("PowerPoint Document")
    if slides is not None:
        return Look("ppt", encrypted=file.has("EncryptedSummary"))
    return Look("ole")


def _workbook(file: Compound, content: bytes, *, macros: bool) -> Look:
    """Its first part's records: is it locked, does it lean on other files."""
    locked = linked = old = False
    at = 0
    while at + 4 <= len(content):
        record, length = struct.unpack_from("<HH", content, at)
        body = content[at + 4 : at + 4 + length]
        if record == 0x002F:
            locked = True
            break
        if record == 0x01AE and body[2:4] not in _NOT_OUTSIDE:
            linked = True
        if record == 0x0031:
            old = old or b".Vn" in body.replace(b"\0", b"")
        if record == 0x000A or (record == 0 and length == 0):
            break
        at += 4 + length
    return Look(
        "xls",
        macros=macros,
        encrypted=locked,
        links=linked,
        embedded=any(e.name.startswith("MBD") for e in file.entries),
        alphabet=old,
    )
