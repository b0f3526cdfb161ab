"""What a file is, by its content; and whether it may be kept within reach.

Reads little: magic numbers, and the directory of a ZIP after its size was checked.
Nothing here unpacks or parses; that is done in the jail.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from typing import BinaryIO


def gettext_noop(message: str) -> str:
    return message


_ = gettext_noop

PROGRAM = _("Tệp là chương trình chạy được, không phải văn bản.")
SCRIPT = _("Tệp là mã lệnh, không phải văn bản.")
WEB_PAGE = _("Tệp là trang web (HTML), có thể chứa mã độc; hãy gửi bản PDF hoặc Word.")
MACRO = _("Tệp chứa macro; hãy lưu lại không có macro rồi gửi lại.")
ARCHIVE = _("Tệp nén: hãy giải nén và gửi từng văn bản.")
BOMB = _("Tệp nén có nội dung bung ra lớn bất thường nên không mở.")
LOCKED = _(
    "Tệp đặt mật khẩu hoặc bị mã hóa nên không đọc được; hãy gửi bản không khóa."
)
BROKEN_ZIP = _("Tệp hỏng, không mở được; hãy xuất hoặc quét lại rồi gửi lại.")
UNKNOWN = _(
    "Không nhận ra loại tệp; chỉ nhận PDF, Word, Excel, OpenDocument, ảnh, TXT."
)

MAX_ENTRIES = 10_000
MAX_DIRECTORY = 8 * 1024 * 1024
MAX_UNPACKED = 1024 * 1024 * 1024
SUSPICIOUS_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100

_HEAD = 4096
_DEEP = 4 * 1024 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class Sniffed:
    """``danger`` is the reason for quarantine; empty when the file may be read."""

    kind: str
    media_type: str
    danger: str = ""


_MAGIC = (
    (
        b"MZ",
        Sniffed("program", "application/vnd.microsoft.portable-executable", PROGRAM),
    ),
    (b"\x7fELF", Sniffed("program", "application/x-elf", PROGRAM)),
    (b"\xca\xfe\xba\xbe", Sniffed("program", "application/x-mach-binary", PROGRAM)),
    (b"\xcf\xfa\xed\xfe", Sniffed("program", "application/x-mach-binary", PROGRAM)),
    (b"#!", Sniffed("program", "text/x-script", SCRIPT)),
    (
        b"L\x00\x00\x00\x01\x14\x02\x00",
        Sniffed("program", "application/x-ms-shortcut", PROGRAM),
    ),
    (b"\xff\xd8\xff", Sniffed("image", "image/jpeg")),
    (b"\x89PNG\r\n\x1a\n", Sniffed("image", "image/png")),
    (b"II*\x00", Sniffed("image", "image/tiff")),
    (b"MM\x00*", Sniffed("image", "image/tiff")),
    (b"GIF8", Sniffed("image", "image/gif")),
    (b"{\\rtf", Sniffed("rtf", "application/rtf")),
    (b"Rar!\x1a\x07", Sniffed("zip", "application/vnd.rar", ARCHIVE)),
    (b"7z\xbc\xaf\x27\x1c", Sniffed("zip", "application/x-7z-compressed", ARCHIVE)),
    (b"\x1f\x8b", Sniffed("zip", "application/gzip", ARCHIVE)),
)
_SCRIPT_ENDINGS = frozenset(
    {"bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta"}
    | {"sh", "bash", "py", "pl", "php", "scr", "reg"}
)
_WEB_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<svg")
_EXPECTED = {
    "pdf": {"pdf"},
    "docx": {"docx"},
    "doc": {"doc"},
    "odt": {"odt"},
    "rtf": {"rtf"},
    "xlsx": {"xlsx"},
    "xls": {"xls"},
    "image": {"jpg", "jpeg", "png", "tif", "tiff", "gif", "webp"},
    "text": {"txt", "csv", "xml", "md", "log", "eml", "edxml"},
}


def sniff(stream: BinaryIO, *, ending: str = "") -> Sniffed:
    """Look at the content; ``ending`` only tells a script from a plain text."""
    stream.seek(0)
    head = stream.read(_HEAD)
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Sniffed("image", "image/webp")
    if b"%PDF-" in head[:1024]:
        return Sniffed("pdf", "application/pdf")
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _sniff_zip(stream)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _sniff_ole(stream)
    return _sniff_text(head, ending)


def mislabelled(kind: str, ending: str) -> bool:
    """The name says one kind of paper and the content is another."""
    return bool(ending) and kind in _EXPECTED and ending not in _EXPECTED[kind]


def _sniff_text(head: bytes, ending: str) -> Sniffed:
    plain = head
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        plain = head.decode("utf-16", "ignore").encode()
    start = plain.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    # An XML declaration or a comment may stand before the first element.
    if start.startswith(_WEB_STARTS) or (
        start.startswith((b"<?xml", b"<!--")) and any(s in start for s in _WEB_STARTS)
    ):
        return Sniffed("html", "text/html", WEB_PAGE)
    controls = sum(1 for b in plain if b < 9 or 13 < b < 32)
    if not plain or controls > len(plain) // 100:
        return Sniffed("unknown", "application/octet-stream", UNKNOWN)
    if ending in _SCRIPT_ENDINGS:
        return Sniffed("program", "text/x-script", SCRIPT)
    if ending in {"pdf", "docx", "doc", "odt", "xlsx", "xls"}:
        return Sniffed("unknown", "application/octet-stream", BROKEN_ZIP)
    return Sniffed("text", "text/plain")


def _sniff_ole(stream: BinaryIO) -> Sniffed:
    """Word and Excel 97: the names of the streams inside tell which.

    The directory may lie anywhere, so the names are looked for, not parsed.
    """
    stream.seek(0)
    content = stream.read(_DEEP)

    def has(name: str) -> bool:
        return name.encode("utf-16-le") + b"\x00\x00" in content

    if has("EncryptedPackage"):
        return Sniffed("unknown", "application/encrypted", LOCKED)
    danger = MACRO if has("_VBA_PROJECT") or has("_VBA_PROJECT_CUR") else ""
    if has("WordDocument"):
        return Sniffed("doc", "application/msword", danger)
    if has("Workbook") or has("Book"):
        return Sniffed("xls", "application/vnd.ms-excel", danger)
    return Sniffed("unknown", "application/x-ole-storage", UNKNOWN)


def _sniff_zip(stream: BinaryIO) -> Sniffed:
    if _directory_too_big(stream):
        return Sniffed("zip", "application/zip", BOMB)
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            names = {e.filename for e in entries}
            odf = _odf_type(archive, names)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return Sniffed("zip", "application/zip", BROKEN_ZIP)
    danger = _zip_danger(stream, entries)
    if "[Content_Types].xml" in names:
        macro = any(n.lower().endswith("vbaproject.bin") for n in names)
        danger = danger or (MACRO if macro else "")
        for kind, main, form in (
            ("docx", "word/document.xml", "wordprocessingml.document"),
            ("xlsx", "xl/workbook.xml", "spreadsheetml.sheet"),
        ):
            if main in names:
                return Sniffed(kind, _OFFICE + form, danger)
    if odf == _ODF + "text":
        return Sniffed("odt", odf, danger)
    return Sniffed("zip", "application/zip", danger or ARCHIVE)


def _odf_type(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" not in names or archive.getinfo("mimetype").file_size > 100:
        return ""
    return archive.read("mimetype").decode("ascii", "ignore").strip()


def _directory_too_big(stream: BinaryIO) -> bool:
    """Before the directory is read: is what its trailer announces reasonable?"""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return False
    entries, length = struct.unpack("<HI", tail[at + 10 : at + 16])
    return bool(entries > MAX_ENTRIES or length > MAX_DIRECTORY)


def _zip_danger(stream: BinaryIO, entries: list[zipfile.ZipInfo]) -> str:
    if any(e.flag_bits & 0x1 for e in entries):
        return LOCKED
    packed = sum(e.compress_size for e in entries)
    unpacked = sum(e.file_size for e in entries)
    overlapping = packed > stream.seek(0, 2)
    swollen = unpacked > SUSPICIOUS_UNPACKED and unpacked > MAX_RATIO * max(packed, 1)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or overlapping or swollen:
        return BOMB
    return ""
