"""One copy of the whole office while it works.

First what lies in folders (a scan that is taken in meanwhile is then copied twice, not
lost), then the tables as one snapshot sees them, then the contents its rows name: a
content is never changed, so it may be copied after the snapshot. Only a state secret
can go meanwhile; its words are in the dump, so that dump is thrown away and all begins
anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from congvu.files.queries import kept_content
from congvu.keeping import queries
from congvu.keeping.formats import pieces_of
from congvu.keeping.rules import EMPTIED, NAME, Flaw, Manifest, Part, Unfit, is_copied
from congvu.keeping.store import Shelf
from congvu.machine.dumping import dumped
from congvu.machine.state import read_database_urls

ROUNDS = 5


@dataclass(frozen=True)
class Copied:
    """``fresh``: contents that this copy brought; ``leftover``: how many destroyed
    ones older copies of the shelf still hold."""

    place: Path
    manifest: Manifest
    fresh: int
    fresh_bytes: int
    leftover: int


@dataclass
class _Tally:
    count: int = 0
    size: int = 0

    def add(self, part: Part) -> None:
        self.count, self.size = self.count + 1, self.size + part.size


def back_up(*, shelf: Shelf, at: datetime) -> Copied:
    home = Path(settings.HOME).resolve()
    if shelf.root.resolve().is_relative_to(home):
        raise Unfit([(Flaw.INSIDE_HOME, str(shelf.root))])
    with shelf.alone():
        for attempt in range(ROUNDS):
            # A name of its own each time: a moment is one copy.
            moment = at.astimezone(UTC) + timedelta(microseconds=attempt)
            part = shelf.begin(moment.strftime(NAME))
            copied = _round(shelf, part, moment)
            if copied is not None:
                return copied
            shutil.rmtree(part)
    raise Unfit([(Flaw.RESTLESS, str(ROUNDS))])


def _round(shelf: Shelf, part: Path, at: datetime) -> Copied | None:
    """None: a content was destroyed on the way, and what we hold still speaks of it."""
    tally = _Tally()
    home, folders = _copy_home(shelf, tally)
    with _snapshot() as snapshot:
        counts, migrations = queries.counts(), queries.applied_migrations()
        contents, destroyed = queries.kept_files(), queries.destroyed_files()
        dump = shelf.put_dump(
            part,
            dumped(
                read_database_urls().owner,
                major=queries.server_major(),
                snapshot=snapshot,
                emptied=EMPTIED,
            ),
        )
    lost = _copy_contents(shelf, contents, tally)
    gone = set(queries.destroyed_files())
    if gone & contents.keys():
        return None
    manifest = Manifest(
        made_at=at.isoformat(),
        migrations=migrations,
        counts=counts,
        dump=dump,
        contents=contents,
        home=home,
        folders=folders,
        destroyed=destroyed,
        lost=lost,
    )
    place = shelf.finish(part, manifest)
    leftover = sum(shelf.holds(sha256) for sha256 in gone)
    return Copied(place, manifest, tally.count, tally.size, leftover)


@contextmanager
def _snapshot() -> Iterator[str]:
    """Everything asked inside, and pg_dump, see the tables of one moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _copy_home(shelf: Shelf, tally: _Tally) -> tuple[dict[str, Part], list[str]]:
    """Keys, own law, watched folders, packages: each file, and each folder's name."""
    root = Path(settings.HOME)
    files: dict[str, Part] = {}
    folders: list[str] = []
    for entry in sorted(root.iterdir()):
        if not is_copied(entry.name):
            continue
        below = sorted(entry.rglob("*")) if entry.is_dir() else []
        for path in (entry, *below):
            name = path.relative_to(root).as_posix()
            if path.is_symlink():
                continue
            if path.is_dir():
                folders.append(name)
            elif part := _copy_file(shelf, path, tally):
                files[name] = part
    return files, folders


def _copy_file(shelf: Shelf, path: Path, tally: _Tally) -> Part | None:
    """None where it has gone (a scan that was taken in) or is no file at all."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as source:
            part = shelf.put(pieces_of(source))
    except FileNotFoundError:
        return None
    if part:
        tally.add(part)
    return part


def _copy_contents(shelf: Shelf, contents: dict[str, int], tally: _Tally) -> list[str]:
    """Only what the shelf has not; those that the office's own store has lost."""
    lost = []
    for sha256, size in contents.items():
        if shelf.has(sha256, size):
            continue
        try:
            with kept_content(sha256) as source:
                part = shelf.put(pieces_of(source), expected=sha256)
        except FileNotFoundError:
            part = None
        if part is None:
            lost.append(sha256)
        else:
            tally.add(part)
    return sorted(lost)
