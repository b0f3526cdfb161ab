"""What was not sent yet, numbered, in one SQLite file; and the plan, should the office
be out of reach when the collector starts again.

A number is given once and never again. What is too much goes from the oldest end, and
how much that was is told.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from congvu.lib.ids import uuid7

MOST_KEPT = 2_000_000
_TABLES = """
CREATE TABLE IF NOT EXISTS line (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Book:
    """Used from two threads: what is asked, and what is sent."""

    def __init__(self, folder: Path, *, most: int = MOST_KEPT) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / "collector.sqlite"
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._most, self._lock = most, threading.Lock()
        self._base = sqlite3.connect(path, check_same_thread=False)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = FULL")
        with self._base:
            self._base.executescript(_TABLES)
        if not self.kept("stream"):
            self.begin()

    def begin(self) -> None:
        """Another book by name, with the lines there are: the office has taken numbers
        of this one that it has not given yet, so it is an old copy."""
        self.keep("stream", str(uuid7()))

    def close(self) -> None:
        self._base.close()

    @property
    def stream(self) -> str:
        return self.kept("stream")

    @property
    def lost(self) -> int:
        return int(self.kept("lost") or 0)

    def kept(self, name: str) -> str:
        with self._lock:
            rows = self._base.execute("SELECT value FROM kept WHERE name = ?", [name])
            found = rows.fetchone()
        return str(found[0]) if found else ""

    def keep(self, name: str, value: str) -> None:
        with self._lock, self._base:
            self._put(name, value)

    def _put(self, name: str, value: str) -> None:
        self._base.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", [name, value])

    def add(self, lines: Iterable[dict[str, Any]]) -> None:
        bodies = [[json.dumps(one, ensure_ascii=False)] for one in lines]
        with self._lock, self._base:
            self._base.executemany("INSERT INTO line (body) VALUES (?)", bodies)
            over = self._count() - self._most
            if over > 0:
                self._base.execute(
                    "DELETE FROM line WHERE seq IN"
                    " (SELECT seq FROM line ORDER BY seq LIMIT ?)",
                    [over],
                )
                self._count_lost(over)

    def _count(self) -> int:
        row = self._base.execute("SELECT max(seq) - min(seq) + 1 FROM line").fetchone()
        return int(row[0] or 0)

    def oldest(self, most: int) -> tuple[int, int, list[dict[str, Any]]]:
        """The first number there is still, how many wait, and the first of them."""
        with self._lock:
            rows = self._base.execute(
                "SELECT seq, body FROM line ORDER BY seq LIMIT ?", [most]
            ).fetchall()
            waiting = self._count()
            last = self._base.execute("SELECT seq FROM sqlite_sequence").fetchone()
        first = rows[0][0] if rows else (int(last[0]) + 1 if last else 1)
        return first, waiting, [{"seq": seq, **json.loads(b)} for seq, b in rows]

    def _count_lost(self, count: int) -> None:
        rows = self._base.execute("SELECT value FROM kept WHERE name = 'lost'")
        found = rows.fetchone()
        self._put("lost", str((int(found[0]) if found else 0) + count))

    def lose(self, seq: int) -> None:
        """The first line, which nobody can read."""
        with self._lock, self._base:
            self._base.execute("DELETE FROM line WHERE seq = ?", [seq])
            self._count_lost(1)

    def drop(self, upto: int) -> None:
        """They are where they belong."""
        with self._lock, self._base:
            self._base.execute("DELETE FROM line WHERE seq <= ?", [upto])
