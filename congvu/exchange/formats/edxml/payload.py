"""The content of attachments: base64 around a ZIP of one file, or around the file.

Everything streams; what is kept lies in memory while it is small and in a temporary
file beyond that.
"""

from __future__ import annotations

import binascii
import hashlib
import io
import re
import struct
import tempfile
import uuid
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import IO

from congvu.exchange.formats.edxml import limits
from congvu.exchange.formats.edxml.problems import Unreadable
from congvu.exchange.formats.edxml.table import SPACE

LOCAL, CENTRAL, END, DESCRIPTOR = (
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"PK\x07\x08",
)
ARCHIVES = frozenset(
    ("zip", "docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "odt", "ods", "odp")
)
"""Files that are a ZIP themselves."""
_BY_SDK = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.zip", re.IGNORECASE)
_FIXED_DAY = (1980, 1, 1, 0, 0, 0)
_NAMES = uuid.UUID("3f1d9c52-6a0e-5b77-9d0c-1f4f2a6f3b10")
_SPACE = SPACE.encode("ascii")
_THREE = 3 * 16 * 1024


class _Spool(tempfile.SpooledTemporaryFile[bytes]):
    """Lives as long as the message that holds it; nobody has to close it."""

    def __del__(self) -> None:
        self.close()


def spool() -> IO[bytes]:
    return _Spool(max_size=limits.IN_MEMORY)


def ending_of(name: str) -> str:
    """What stands after the last dot, where it looks like an ending."""
    tail = name.rpartition(".")[2].lower() if "." in name else ""
    return tail if tail.isascii() and tail.isalnum() and len(tail) <= 10 else ""


@dataclass
class Content:
    """The bytes of an attachment, opened when they are asked for. ``packed`` says that
    they came in a ZIP.
    """

    open: Callable[[], AbstractContextManager[IO[bytes]]] = field(
        repr=False, compare=False
    )
    size: int
    sha256: str
    packed: bool = field(default=True, compare=False)

    @classmethod
    def of(cls, data: bytes | memoryview, *, packed: bool = True) -> Content:
        digest = hashlib.sha256(data).hexdigest()
        return cls(lambda: io.BytesIO(data), len(data), digest, packed)

    @classmethod
    def kept(cls, file: IO[bytes], size: int, sha256: str, *, packed: bool) -> Content:
        """In a spool, which stays open."""
        return cls(lambda: nullcontext(file), size, sha256, packed)

    def chunks(self) -> Iterator[bytes]:
        with self.open() as file:
            file.seek(0)
            while chunk := file.read(limits.CHUNK):
                yield chunk


@dataclass
class Budget:
    """What the attachments of one message may still take."""

    left: int = limits.MOST_PAYLOAD

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise Unreadable("payload-size", most=f"{limits.MOST_PAYLOAD}")


class Unbased:
    """Base64 on its way in, in pieces of any length; only spaces may stand between."""

    def __init__(self, budget: Budget) -> None:
        self.stream, self.length = spool(), 0
        self._budget, self._rest, self._ended = budget, b"", False

    def feed(self, text: str) -> None:
        self.length += len(text)
        try:
            data = self._rest + text.encode("ascii").translate(None, _SPACE)
            whole = len(data) & ~3
            if whole:
                if self._ended:
                    raise Unreadable("base64")
                part = binascii.a2b_base64(memoryview(data)[:whole], strict_mode=True)
                self._ended = data[whole - 1] == 61  # "="
                self._budget.take(len(part))
                self.stream.write(part)
        except (UnicodeEncodeError, binascii.Error) as why:
            raise Unreadable("base64") from why
        self._rest = data[whole:]

    def close(self) -> IO[bytes]:
        if self._rest:
            raise Unreadable("base64")
        return self.stream


def open_payload(raw: IO[bytes], name: str, budget: Budget) -> Content:
    """The file itself. The bytes decide whether it was packed, not what is declared."""
    raw.seek(0)
    head = raw.read(4)
    raw.seek(0)
    if head == LOCAL:
        content = _unpack(raw, name, budget)
        if content is not None:
            return content
    found, size = hashlib.sha256(), 0
    raw.seek(0)
    while chunk := raw.read(limits.CHUNK):
        found.update(chunk)
        size += len(chunk)
        budget.take(len(chunk))
    return Content.kept(raw, size, found.hexdigest(), packed=False)


def _unpack(raw: IO[bytes], name: str, budget: Budget) -> Content | None:
    """The one file inside; None where the archive is the attachment itself.

    Read from the front, as it streams: a directory at the end that says something else
    has no say. `zipfile` would believe it.
    """
    flags, method, declared_crc, packed_size, inside, more = _local_header(raw, name)
    if not _is_wrapped(inside, ending_of(name)):
        return None
    if flags & 1:
        raise Unreadable("zip-locked", what=name)
    if method not in (0, 8) or (method == 0 and flags & 8):
        raise Unreadable("zip-broken", what=name)
    raw.seek(more, io.SEEK_CUR)
    out, found, size, crc = spool(), hashlib.sha256(), 0, 0
    body = _inflated(raw, name) if method == 8 else _stored(raw, packed_size)
    for chunk in body:
        size += len(chunk)
        budget.take(len(chunk))
        crc = zlib.crc32(chunk, crc)
        found.update(chunk)
        out.write(chunk)
    if flags & 8:
        declared_crc = _described_crc(raw, name)
    if not _is_the_only_one(raw, name):
        budget.take(-size)
        return None
    if crc != declared_crc:
        raise Unreadable("zip-broken", what=name)
    return Content.kept(out, size, found.hexdigest(), packed=True)


def _is_wrapped(inside: str, ending: str) -> bool:
    """Whether a file of that name in the archive is the attachment.

    A .docx in a ZIP is called so; a .docx by itself begins with a part of its own. A
    .zip in a ZIP has the name that the SDK gives it.
    """
    if ending == "zip":
        return _BY_SDK.fullmatch(inside) is not None
    return ending not in ARCHIVES or ending_of(inside) == ending


def _local_header(raw: IO[bytes], name: str) -> tuple[int, int, int, int, str, int]:
    head = raw.read(30)
    if len(head) < 30:
        raise Unreadable("zip-broken", what=name)
    _sig, _v, flags, method, _t, crc, packed, _size, names, more = struct.unpack(
        "<4sHHHIIIIHH", head
    )
    inside = raw.read(names).decode("utf-8", "replace")
    return flags, method, crc, packed, inside, more


def _stored(raw: IO[bytes], size: int) -> Iterator[bytes]:
    while size and (chunk := raw.read(min(size, limits.CHUNK))):
        size -= len(chunk)
        yield chunk


def _inflated(raw: IO[bytes], name: str) -> Iterator[bytes]:
    """The inflated bytes; afterwards ``raw`` stands behind the last packed one."""
    machine, taken, made = zlib.decompressobj(-15), 0, 0
    try:
        while not machine.eof:
            chunk = machine.unconsumed_tail or raw.read(limits.CHUNK)
            if not chunk:
                raise Unreadable("zip-broken", what=name)
            part = machine.decompress(chunk, 4 * limits.CHUNK)
            taken += len(chunk) - len(machine.unconsumed_tail)
            made += len(part)
            if made > max(limits.FREE_OF_RATIO, taken * limits.MOST_RATIO):
                raise Unreadable("zip-ratio", what=name, most=f"{limits.MOST_RATIO}")
            yield part
    except zlib.error as why:
        raise Unreadable("zip-broken", what=name) from why
    raw.seek(-len(machine.unused_data), io.SEEK_CUR)


def _described_crc(raw: IO[bytes], name: str) -> int:
    """The checksum that follows the data; ``raw`` then stands at what follows it.

    Its mark is optional and its sizes have four or eight bytes, so the next header says
    where it ends.
    """
    tail = raw.read(24 + 4)
    marked = 4 if tail.startswith(DESCRIPTOR) else 0
    for length in (12, 20):
        end = marked + length
        if tail[end : end + 4] in (CENTRAL, LOCAL):
            raw.seek(end - len(tail), io.SEEK_CUR)
            return int.from_bytes(tail[marked : marked + 4], "little")
    raise Unreadable("zip-broken", what=name)


def _is_the_only_one(raw: IO[bytes], name: str) -> bool:
    head = raw.read(4)
    if head == LOCAL:
        if _count_entries(raw) > limits.MOST_ENTRIES:
            raise Unreadable("zip-entries", what=name, most=f"{limits.MOST_ENTRIES}")
        return False
    if head != CENTRAL:
        raise Unreadable("zip-broken", what=name)
    return True


def _count_entries(raw: IO[bytes]) -> int:
    """As the end of the archive says; only to refuse what is absurd."""
    raw.seek(0, io.SEEK_END)
    raw.seek(max(0, raw.tell() - 65_557))
    tail = raw.read()
    at = tail.rfind(END)
    return int.from_bytes(tail[at + 10 : at + 12], "little") if at >= 0 else 0


@dataclass
class Packed:
    """An attachment ready to be written, into as many messages as there are receivers.

    ``stream`` is base64 text.
    """

    stream: IO[bytes] = field(repr=False)
    size: int
    sha256: str

    def copy_to(self, out: IO[bytes]) -> None:
        self.stream.seek(0)
        while chunk := self.stream.read(4 * limits.CHUNK):
            out.write(chunk)


def pack(
    content: Content, *, content_id: str, name: str, zipped: bool = True
) -> Packed:
    """One pass over the file. Same content, id and name: same bytes."""
    based = _Based()
    if zipped:
        found, size = _zip_into(based, content, f"{content_id}/{name}", ending_of(name))
    else:
        found, size = hashlib.sha256(), 0
        for chunk in content.chunks():
            found.update(chunk)
            size += len(chunk)
            based.write(chunk)
    if found.hexdigest() != content.sha256:
        raise Unreadable("digest")
    return Packed(based.finish(), size, content.sha256)


def _zip_into(
    based: _Based, content: Content, key: str, ending: str
) -> tuple[hashlib._Hash, int]:
    """As the SDK does: one entry, called by a UUID and the file's own ending."""
    name = (
        f"{uuid.uuid5(_NAMES, key)}.{ending}"
        if ending
        else f"{uuid.uuid5(_NAMES, key)}"
    )
    info = zipfile.ZipInfo(name, date_time=_FIXED_DAY)
    info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
    found, size = hashlib.sha256(), 0
    with zipfile.ZipFile(based, "w") as archive, archive.open(info, "w") as entry:
        for chunk in content.chunks():
            found.update(chunk)
            size += len(chunk)
            entry.write(chunk)
    return found, size


class _Based:
    """A file that base64 is made of as it is written; it cannot be rewound."""

    def __init__(self) -> None:
        self._out, self._rest = spool(), bytearray()

    def write(self, data: bytes) -> int:
        self._rest += data
        if len(self._rest) >= _THREE:
            whole = len(self._rest) - len(self._rest) % 3
            self._emit(self._rest[:whole])
            del self._rest[:whole]
        return len(data)

    def flush(self) -> None:
        """Asked for by `zipfile`; what is not a whole group of three waits."""

    def close(self) -> None:
        """The file stays open for whoever reads it next."""

    def finish(self) -> IO[bytes]:
        self._emit(self._rest)
        return self._out

    def _emit(self, data: bytes | bytearray) -> None:
        self._out.write(binascii.b2a_base64(data, newline=False))
