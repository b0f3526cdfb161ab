"""One copy of the whole office while it works.

First what lies in folders (a scan that is taken in meanwhile is then copied twice, not
lost), then the tables as one snapshot sees them, then the contents its rows name: a
content is never changed, so it may be copied after the snapshot. Only a state secret
can go meanwhile; its words are in the dump, so that dump is thrown away and all begins
anew. A copy is read back before it is called good, and only a good one lets an old
one go.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from congvu.audit.rules import SYSTEM, Actor
from congvu.files import store
from congvu.keeping import queries
from congvu.keeping.formats import pieces_of
from congvu.keeping.models import Backup
from congvu.keeping.rules import NAME, Flaw, Manifest, Part, Unfit, is_copied
from congvu.keeping.store import Shelf
from congvu.machine.dumping import dumped
from congvu.machine.state import read_database_urls

ROUNDS = 5


@dataclass(frozen=True)
class Copied:
    """``fresh``: contents that this copy brought; ``leftover``: how many destroyed
    ones older copies of the shelf still hold; ``removed``: old copies taken off it."""

    place: Path
    manifest: Manifest
    fresh: int
    fresh_bytes: int
    leftover: int
    removed: tuple[str, ...] = ()


@dataclass
class _Tally:
    size: int = 0
    names: set[str] = field(default_factory=set)

    def add(self, part: Part) -> None:
        self.size += part.size
        self.names.add(part.sha256)


def back_up(
    *,
    shelf: Shelf,
    at: datetime,
    by: Actor = SYSTEM,
    keep: int = 0,
    read_whole: bool = False,
) -> Copied:
    """A copy that was read back, noted in the log and in the table of copies.

    Of what it shares with older copies only presence and size are looked at, unless it
    is to be ``read_whole``. ``keep``: how many copies may stay; 0: all.
    """
    began = time.monotonic()
    home = Path(settings.HOME).resolve()
    if shelf.root.resolve().is_relative_to(home):
        raise Unfit([(Flaw.INSIDE_HOME, str(shelf.root))])
    with shelf.alone():
        for attempt in range(ROUNDS):
            # A name of its own each time: a moment is one copy.
            moment = at.astimezone(UTC) + timedelta(microseconds=attempt)
            part = shelf.begin(moment.strftime(NAME))
            copied = _round(shelf, part, moment, read_whole=read_whole)
            if copied is not None:
                copied = _remove_old(shelf, copied, keep)
                _note(
                    shelf,
                    copied,
                    at=at,
                    by=by,
                    read_whole=read_whole,
                    seconds=time.monotonic() - began,
                )
                return copied
            shutil.rmtree(part)
    raise Unfit([(Flaw.RESTLESS, str(ROUNDS))])


def _round(
    shelf: Shelf, part: Path, at: datetime, *, read_whole: bool
) -> Copied | None:
    """None: a content was destroyed on the way, and what we hold still speaks of it."""
    tally = _Tally()
    home, folders = _copy_home(shelf, tally)
    house = queries.house()
    with _snapshot() as snapshot:
        counts, migrations = queries.counts(), queries.applied_migrations()
        contents, destroyed = house.kept_files(), house.destroyed_files()
        dump = shelf.put_dump(
            part,
            dumped(
                read_database_urls().owner,
                major=queries.server_major(),
                snapshot=snapshot,
                emptied=house.EMPTIED,
            ),
        )
    lost = _copy_contents(shelf, contents, tally)
    gone = set(house.destroyed_files())
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
    read = None if read_whole else tally.names
    if flaws := list(shelf.damage(place.name, manifest, read)):
        # No copy any more: the next one sweeps it, and takes anew what was altered.
        place.rename(part)
        shelf.drop(about for flaw, about in flaws if flaw is Flaw.ALTERED)
        raise Unfit(flaws)
    leftover = sum(shelf.holds(sha256) for sha256 in gone)
    return Copied(place, manifest, len(tally.names), tally.size, leftover)


def _remove_old(shelf: Shelf, copied: Copied, keep: int) -> Copied:
    """A copy that lacks something is no reason to let a whole one go."""
    if keep < 1 or copied.manifest.lost:
        return copied
    old = shelf.copies()[:-keep]
    shelf.remove(old)
    gone = copied.manifest.destroyed
    leftover = sum(shelf.holds(sha256) for sha256 in gone)
    return replace(copied, removed=tuple(old), leftover=leftover)


def _note(
    shelf: Shelf,
    copied: Copied,
    *,
    at: datetime,
    by: Actor,
    read_whole: bool,
    seconds: float,
) -> None:
    manifest = copied.manifest
    said = {
        "rows": sum(manifest.counts.values()),
        "files": len(manifest.contents) - len(manifest.lost),
        "lost": len(manifest.lost),
        "place": str(shelf.root),
    }
    with transaction.atomic():
        Backup.objects.create(
            made_at=datetime.fromisoformat(manifest.made_at),
            is_sealed=shelf.key is not None,
            size=manifest.dump.size + sum(manifest.parts().values()),
            seconds=seconds,
            checked_at=at + timedelta(seconds=seconds),
            is_read_whole=read_whole,
            **said,
        )
        queries.house().note(
            "keeping.backed-up",
            by=by,
            at=at,
            data={**said, "name": copied.place.name, "removed": len(copied.removed)},
        )


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
            # A folder of the home may be a link to where several nodes share it.
            if path.is_symlink() and path is not entry:
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
            with store.open_store().open(sha256) as source:
                part = shelf.put(pieces_of(source), expected=sha256)
        except FileNotFoundError:
            part = None
        if part is None:
            lost.append(sha256)
        else:
            tally.add(part)
    return sorted(lost)
