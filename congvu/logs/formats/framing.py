"""A stream of bytes as lines: counted (RFC 6587, 3.4.1) or ended by a line feed.

What is longer than is kept costs no memory: of its rest only the length is known.
"""

from __future__ import annotations

from collections.abc import Iterator

MOST_KEPT = 262_144
"""Bytes of a line; the reader keeps `LONGEST` characters of them."""
MOST_DIGITS = 8


class Frames:
    """Lines of one connection, each with how long it was."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        # Of a counted line: bytes still to come. Of a long one: its beginning.
        self._left = 0
        self._long: bytes | None = None
        self._length = 0

    def feed(self, data: bytes) -> Iterator[tuple[bytes, int]]:
        self._buffer += data
        while self._buffer:
            if self._left:
                yield from self._counted()
                if self._left:
                    return
                continue
            if self._long is None and self._is_counted():
                continue
            if self._long is None and self._may_be_count():
                return
            line = self._ended()
            if line is None:
                return
            if line[0].strip():
                yield line

    def end(self) -> Iterator[tuple[bytes, int]]:
        """What is left as the connection ends."""
        if self._long is not None:
            yield self._long, self._length + len(self._buffer)
        elif self._buffer.strip():
            yield bytes(self._buffer[:MOST_KEPT]), len(self._buffer)
        self._buffer.clear()

    def _is_counted(self) -> bool:
        """A length, a blank, a priority: the length is taken off."""
        digits, blank, rest = bytes(self._buffer[: MOST_DIGITS + 2]).partition(b" ")
        if not digits.isdigit() or not blank or not rest.startswith(b"<"):
            return False
        del self._buffer[: len(digits) + 1]
        self._left = self._length = int(digits)
        self._long = b"" if self._left > MOST_KEPT else None
        return self._left > 0

    def _may_be_count(self) -> bool:
        begun = bytes(self._buffer).removesuffix(b" ")
        return len(begun) <= MOST_DIGITS and begun.isdigit()

    def _counted(self) -> Iterator[tuple[bytes, int]]:
        if self._long is None:
            if len(self._buffer) < self._left:
                return
            line = bytes(self._buffer[: self._left])
        else:
            part = self._buffer[: self._left]
            if len(self._long) < MOST_KEPT:
                self._long += bytes(part[: MOST_KEPT - len(self._long)])
            if len(part) < self._left:
                self._left -= len(part)
                self._buffer.clear()
                return
            line = self._long
        del self._buffer[: self._left]
        self._left, self._long = 0, None
        if line.strip():
            yield line.rstrip(b"\r\n"), self._length

    def _ended(self) -> tuple[bytes, int] | None:
        place = self._buffer.find(b"\n")
        if place < 0:
            if len(self._buffer) <= MOST_KEPT and self._long is None:
                return None
            if self._long is None:
                self._long, self._length = bytes(self._buffer[:MOST_KEPT]), 0
            self._length += len(self._buffer)
            self._buffer.clear()
            return None
        line, length = bytes(self._buffer[:place]), place
        if self._long is not None:
            line, length = self._long, self._length + place
            self._long = None
        del self._buffer[: place + 1]
        return line[:MOST_KEPT].rstrip(b"\r"), length
