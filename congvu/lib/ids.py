"""Keys that sort by the time they were made (UUID version 7, RFC 9562 §5.7)."""

from __future__ import annotations

import os
import threading
import time
from uuid import UUID


class _Ticks:
    """4096 to the millisecond, never the same twice in one process."""

    def __init__(self) -> None:
        self._last, self._lock = 0, threading.Lock()

    def next(self) -> int:
        with self._lock:
            self._last = max((time.time_ns() << 12) // 1_000_000, self._last + 1)
            return self._last


_TICKS = _Ticks()


def uuid7() -> UUID:
    """A new key: Unix milliseconds, a fraction of one (§6.2, method 3), 62 random bits.

    What one process writes in one breath sorts in the order it was written.
    """
    ticks = _TICKS.next()
    low = int.from_bytes(os.urandom(8), "big")
    return uuid7_at(ticks >> 12, (ticks & 0xFFF) << 64 | low)


def uuid7_at(milliseconds: int, randomness: int) -> UUID:
    """The key for a given moment and 80 given random bits (6 are overwritten)."""
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | (randomness & (1 << 80) - 1)
    value = value & ~(0xF000 << 64) | (0x7000 << 64)
    value = value & ~(0xC000 << 48) | (0x8000 << 48)
    return UUID(int=value)
