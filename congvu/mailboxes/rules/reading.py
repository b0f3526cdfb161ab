"""Who else reads letters of registries: apps above this one say so at start-up. Pure.

Each is asked once a letter was read and before the registry's own rules; it may be
asked again of the same letter.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

Reader = Callable[[UUID, datetime], None]
READERS: list[Reader] = []


def reads_letters(reader: Reader) -> Reader:
    READERS.append(reader)
    return reader
