"""Keys that sort by the time they were made (UUID version 7, RFC 9562 §5.7)."""

from __future__ import annotations

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """A new key: 48 bits of Unix milliseconds, then 74 random bits."""
    return uuid7_at(time.time_ns() // 1_000_000, int.from_bytes(os.urandom(10), "big"))


def uuid7_at(milliseconds: int, randomness: int) -> UUID:
    """The key for a given moment and 80 given random bits (6 are overwritten)."""
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | (randomness & (1 << 80) - 1)
    value = value & ~(0xF000 << 64) | (0x7000 << 64)
    value = value & ~(0xC000 << 48) | (0x8000 << 48)
    return UUID(int=value)
