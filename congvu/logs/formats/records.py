"""A file as records: a line each, but for what is written over several lines.

An entry that journald exports begins with its address, an event of Windows with its
tag; anything else is a line. A record takes little room however long it is, and of one
that does not end the lines are read one by one: nobody hides others behind a beginning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from congvu.logs.rules.words import LONGEST, MOST_FIELDS

MOST_KEPT = 4 * LONGEST + 1
"""Bytes: one more than the reader looks at, so that it tells what was cut."""
MOST_SOUGHT = 4 * 1024 * 1024
"""Bytes: what does not end within them is no record."""
_PIECE = 65_536
_LONGEST_VALUE = 8_192

_ENTRY = re.compile(rb"(__(?:CURSOR|REALTIME_TIMESTAMP))=")
_NAME = re.compile(rb"[A-Z_][A-Z0-9_]{0,63}")
# What is told of an entry even where it has more fields than are kept.
_FIRST = (
    *("__REALTIME_TIMESTAMP", "_SOURCE_REALTIME_TIMESTAMP", "PRIORITY", "_HOSTNAME"),
    *("SYSLOG_IDENTIFIER", "_COMM", "SYSLOG_PID", "_PID", "MESSAGE"),
)
_ENDS_ENTRY = re.compile(rb"\r?\n")
_COUNT = 8
"""Bytes that say how long a value is, before a value that holds line feeds."""

_MAY_BE_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*+<(?:\?xml|Events?)\b")
_XML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<Events\b[^>]*+>\s*+)?+"
    rb"(?=<Event[\s>])"
)
_HEAD = 2_048
_CLOSES = b"</Event>"


@dataclass(frozen=True, slots=True)
class Record:
    """``number`` is that of its first line, ``length`` how many bytes it was."""

    number: int
    line: bytes
    length: int
    is_cut: bool = False


class Records:
    """What lies in a stream of bytes, in its order."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._buffer = bytearray()
        self._number = 1
        self._taken = 0
        # Of the whole stream: before this no event of Windows ends.
        self._no_end_before = 0

    def __iter__(self) -> Iterator[Record]:
        in_xml = False
        while self._has_line():
            if _ENTRY.match(self._buffer):
                yield self._entry()
                continue
            event = self._event() if _MAY_BE_XML.match(self._buffer) else None
            if event is not None:
                in_xml = True
                yield event
                continue
            number = self._number
            line, length = self._line()
            if line.strip() and not (in_xml and line.strip() == b"</Events>"):
                yield Record(number, line.rstrip(b"\r\n"), length)

    def _more(self) -> bool:
        piece = self._source.readline(_PIECE)
        self._buffer += piece
        return bool(piece)

    def _has_line(self) -> bool:
        """A whole one, or the end, or more of one than is kept."""
        seen = 0
        while self._buffer.find(b"\n", seen) < 0 and len(self._buffer) < MOST_KEPT:
            seen = len(self._buffer)
            if not self._more():
                break
        return bool(self._buffer)

    def _take(self, many: int) -> bytes:
        taken = bytes(self._buffer[:many])
        del self._buffer[:many]
        self._number += taken.count(b"\n")
        self._taken += len(taken)
        return taken

    def _line(self) -> tuple[bytes, int]:
        """And how long it was, which may be more than what is kept of it."""
        place = self._buffer.find(b"\n")
        taken = self._take(place + 1 if place >= 0 else len(self._buffer))
        kept, length = taken[:MOST_KEPT], len(taken)
        while not taken.endswith(b"\n") and self._more():
            taken = self._take(len(self._buffer))
            length += len(taken)
        return kept, length

    def _event(self) -> Record | None:
        """Of Windows, in XML; None where it only begins like one."""
        while len(self._buffer) < _HEAD and self._more():
            pass
        opened = _XML.match(self._buffer, 0, _HEAD)
        if opened is None:
            return None
        self._take(opened.end())
        number = self._number
        seen = max(0, self._no_end_before - self._taken)
        while (place := self._buffer.find(_CLOSES, seen)) < 0:
            seen = max(seen, len(self._buffer) - len(_CLOSES))
            if len(self._buffer) >= MOST_SOUGHT or not self._more():
                self._no_end_before = self._taken + seen
                line, length = self._line()
                return Record(number, line.rstrip(b"\r\n"), length, is_cut=True)
        event = self._take(place + len(_CLOSES))
        return Record(number, event[:MOST_KEPT], len(event))

    def _entry(self) -> Record:
        """Of journald, as the JSON that journald writes of it. It ends with an empty
        line, with the next one's address, or before a line that is no field.
        """
        number, begins = self._number, self._taken
        told: dict[str, str] = {}
        is_cut = False
        while self._has_line():
            if _ENDS_ENTRY.match(self._buffer):
                self._line()
                break
            address = _ENTRY.match(self._buffer)
            if address and address[1].decode() in told:
                break
            field = self._field()
            if field is None:
                break
            name, value = field
            words = value.decode("utf-8", "surrogateescape")
            if name in told:
                words = f"{told[name]}\n{words}"
            if len(told) < MOST_FIELDS or name in told or name in _FIRST:
                told[name] = words[:_LONGEST_VALUE]
            is_cut |= told.get(name) != words
        line, is_whole = _as_json(told)
        return Record(number, line, self._taken - begins, is_cut or not is_whole)

    def _field(self) -> tuple[str, bytes] | None:
        """A name and its value; None where there is none, and nothing is taken."""
        place = self._buffer.find(b"\n")
        head = bytes(self._buffer[: 65 if place < 0 else min(place, 65)])
        name, equals, _value = head.partition(b"=")
        if _NAME.fullmatch(name) is None:
            return None
        if equals:
            line, _length = self._line()
            return name.decode(), line.rstrip(b"\n")[len(name) + 1 :]
        begins = place + 1 + _COUNT
        if place < 0 or not self._has(begins):
            return None
        ends = begins + int.from_bytes(self._buffer[place + 1 : begins], "little")
        if ends - begins > MOST_SOUGHT or not self._has(ends + 1):
            return None
        if self._buffer[ends] != 0x0A:
            return None
        return name.decode(), self._take(ends + 1)[begins:ends]

    def _has(self, many: int) -> bool:
        while len(self._buffer) < many:
            if not self._more():
                return False
        return True


def _as_json(told: dict[str, str]) -> tuple[bytes, bool]:
    """As much as the reader looks at, what matters first; whether that is all."""
    first = {name: told[name] for name in _FIRST if name in told}
    parts, room = [], LONGEST - 2
    for name, value in {**first, **told}.items():
        part = f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        room -= len(part) + 2
        if room >= 0:
            parts.append(part)
    line = "{" + ", ".join(parts) + "}"
    return line.encode("utf-8", "surrogateescape"), room >= 0
