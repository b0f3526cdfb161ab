"""What people were told, kept by themselves: one line an answer, on the disk before the
next thing is asked."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Told:
    """One acknowledged answer: who was told, by which kind of deed, about what.

    ``about`` is the object's own number; ``facts`` are what was said of it, to be found
    again word for word.
    """

    kind: str
    who: str
    about: str
    facts: dict[str, Any]


class Journal:
    """Append only; several threads may write."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._out = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def keep(self, told: Told) -> None:
        line = json.dumps(asdict(told), ensure_ascii=False) + "\n"
        with self._lock:
            os.write(self._out, line.encode())
            os.fsync(self._out)
            self.counts[told.kind] += 1

    def close(self) -> None:
        os.close(self._out)


def read_journal(path: Path) -> Iterator[Told]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield Told(**json.loads(line))
