"""A day of events as one Parquet file: written, counted, searched; by DuckDB.

It works in its own memory alone, bounded, and asks no network. A file is written aside,
brought to the disk and only then given its name.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "256MB"
_PIECE = 1_048_576
# As the database tells them in CSV: lists as JSON, moments as ISO 8601.
COLUMNS = {
    "id": "BIGINT",
    "received_at": "TIMESTAMPTZ",
    "at": "TIMESTAMPTZ",
    "source_id": "UUID",
    "address": "VARCHAR",
    "host": "VARCHAR",
    "program": "VARCHAR",
    "severity": "SMALLINT",
    "decoder": "VARCHAR",
    "message": "VARCHAR",
    "fields": "VARCHAR",
    "doubts": "VARCHAR",
    "length": "INTEGER",
    "terms": "VARCHAR",
}


@dataclass(frozen=True)
class Asked:
    """A search, as numbers that an event has to hold and plain words."""

    since: datetime
    until: datetime
    terms: Sequence[int] = ()
    host: str = ""
    program: str = ""
    worst: int = 7
    sources: Sequence[str] | None = None
    before: tuple[datetime, int] | None = None


@contextmanager
def _open(spill: Path) -> Iterator[DuckDBPyConnection]:
    """``spill``: where it puts what finds no room in memory."""
    # Thirty megabytes of each process, and few ever look into an old day.
    import duckdb  # noqa: PLC0415

    made = duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "threads": 1,
            "temp_directory": str(spill),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": True,
        }
    )
    try:
        made.execute("SET TimeZone = 'UTC'")
        yield made
    finally:
        made.close()


def write_day(csv: Path, target: Path) -> int:
    """How many events it holds; they stand in the order of the file."""
    aside = target.with_suffix(".part")
    aside.unlink(missing_ok=True)
    with _open(target.parent) as base:
        told = base.read_csv(
            str(csv),
            header=False,
            auto_detect=False,
            delimiter=",",
            quotechar='"',
            escapechar='"',
            na_values="\\N",
            max_line_size=8_000_000,
            columns=COLUMNS,
        )
        told.project("* EXCLUDE (terms), terms::INTEGER[] AS terms").write_parquet(
            str(aside), compression="zstd", row_group_size=50_000
        )
    with aside.open("rb") as file:
        os.fsync(file.fileno())
    aside.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return count_day(target)


def count_day(path: Path) -> int:
    with _open(path.parent) as base:
        asked = "SELECT count(*) FROM read_parquet($file)"
        found = base.execute(asked, {"file": str(path)}).fetchone()
    return int(found[0]) if found else 0


def digest_of_file(path: Path) -> str:
    made = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            made.update(piece)
    return made.hexdigest()


_SEARCH = """
SELECT id, received_at, "at", source_id, address, host, program, severity, decoder,
       message, fields, doubts, length
  FROM read_parquet($file)
 WHERE received_at >= $since AND received_at < $until AND severity <= $worst
   AND list_has_all(terms, $terms::INTEGER[])
   AND ($host = '' OR lower(host) = lower($host))
   AND ($program = '' OR lower(program) = lower($program))
   AND ($sources::VARCHAR[] IS NULL
        OR list_contains($sources::VARCHAR[], source_id::VARCHAR))
   AND ($moment::TIMESTAMPTZ IS NULL OR received_at < $moment::TIMESTAMPTZ
        OR (received_at = $moment::TIMESTAMPTZ AND id < $number))
 ORDER BY received_at DESC, id DESC LIMIT $most
"""


def search_day(path: Path, asked: Asked, most: int) -> list[dict[str, Any]]:
    """The newest first; the file is read through, for there is no index in it."""
    moment, number = asked.before or (None, 0)
    given = {
        "file": str(path),
        "since": asked.since,
        "until": asked.until,
        "worst": asked.worst,
        "terms": list(asked.terms),
        "host": asked.host,
        "program": asked.program,
        "sources": None if asked.sources is None else list(asked.sources),
        "moment": moment,
        "number": number,
        "most": most,
    }
    with _open(path.parent) as base:
        found = base.execute(_SEARCH, given)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def leftovers(folder: Path) -> Iterable[Path]:
    """What was being written as its process was killed."""
    return [*folder.glob("*.part"), *folder.glob("*.csv")]
