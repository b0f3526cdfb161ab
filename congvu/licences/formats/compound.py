"""Microsoft's compound files (DOC, XLS, PPT): their directory, and a stream's start.

A file of a stranger: every number it names is checked, every chain is followed only as
far as the file is long, so that a broken one costs no more than its own size.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_ENTRIES = 20_000
_LAST = 0xFFFFFFFA  # from here on no sector's number
_ENTRY = 128
_SMALL = 4096


class CompoundBroken(Exception):
    """Its own directory contradicts itself."""


@dataclass(frozen=True)
class Entry:
    name: str
    is_stream: bool
    start: int
    size: int


class Compound:
    """Opened on a stream that stays open; reads what it is asked for only."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._length = stream.seek(0, 2)
        stream.seek(0)
        head = stream.read(512)
        if len(head) < 512 or not head.startswith(MAGIC):
            raise CompoundBroken
        (shift,) = struct.unpack_from("<H", head, 30)
        if shift not in {9, 12}:
            raise CompoundBroken
        self._size = 1 << shift
        self._most = self._length // self._size + 1
        directory, _small, _first, _n, more, more_count = struct.unpack_from(
            "<I4xIIIII", head, 48
        )
        places = list(struct.unpack_from("<109I", head, 76))
        places += self._more_places(more, more_count)
        self._table = [place for place in places if place < _LAST]
        if len(self._table) > self._most:
            raise CompoundBroken
        self._read_tables: dict[int, tuple[int, ...]] = {}
        self.entries = list(self._entries(directory))

    def find(self, *names: str) -> Entry | None:
        wanted = set(names)
        return next((e for e in self.entries if e.name in wanted and e.is_stream), None)

    def has(self, *names: str) -> bool:
        return any(entry.name in names for entry in self.entries)

    def start_of(self, entry: Entry, most: int) -> bytes:
        """Its first bytes; nothing of a stream so short that it lies elsewhere."""
        if entry.size < _SMALL:
            return b""
        found = bytearray()
        for sector in self._chain(entry.start):
            found += self._sector(sector)
            if len(found) >= most:
                break
        return bytes(found[: min(most, entry.size)])

    def _more_places(self, sector: int, count: int) -> list[int]:
        found: list[int] = []
        for _turn in range(min(count, self._most)):
            if sector >= _LAST:
                break
            numbers = self._numbers(sector)
            found += numbers[:-1]
            sector = numbers[-1]
        return found

    def _sector(self, number: int) -> bytes:
        place = (number + 1) * self._size
        if place >= self._length:
            raise CompoundBroken
        self._stream.seek(place)
        return self._stream.read(self._size)

    def _numbers(self, sector: int) -> tuple[int, ...]:
        content = self._sector(sector).ljust(self._size, b"\xff")
        return struct.unpack(f"<{self._size // 4}I", content)

    def _next(self, sector: int) -> int:
        which, within = divmod(sector, self._size // 4)
        if which >= len(self._table):
            raise CompoundBroken
        if which not in self._read_tables:
            self._read_tables[which] = self._numbers(self._table[which])
        found: int = self._read_tables[which][within]
        return found

    def _chain(self, sector: int) -> Iterator[int]:
        """Each sector once; one that comes back to itself is broken."""
        for _turn in range(self._most):
            if sector >= _LAST:
                return
            yield sector
            sector = self._next(sector)
        if sector < _LAST:
            raise CompoundBroken

    def _entries(self, directory: int) -> Iterator[Entry]:
        count = 0
        for sector in self._chain(directory):
            content = self._sector(sector)
            for at in range(0, len(content) - _ENTRY + 1, _ENTRY):
                one = content[at : at + _ENTRY]
                length, kind = struct.unpack_from("<HB", one, 64)
                if kind not in {1, 2, 5} or not 2 <= length <= 64:
                    continue
                count += 1
                if count > MOST_ENTRIES:
                    raise CompoundBroken
                start, size = struct.unpack_from("<II", one, 116)
                name = one[: length - 2].decode("utf-16-le", "replace")
                yield Entry(name, kind == 2, start, size)
