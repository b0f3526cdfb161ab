"""A copy put back where there is nothing.

Everything is read and compared before the first byte is written. Contents and files of
the home come first: they are what they are called, so a restore that was broken off is
simply done again. The tables come last, all of them or none.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.conf import settings

from congvu.audit.rules import Actor
from congvu.files import store
from congvu.keeping import queries
from congvu.keeping.rules import Finding, Flaw, Manifest, Part, Unfit
from congvu.keeping.store import Shelf
from congvu.machine.dumping import load
from congvu.machine.session import office_lock
from congvu.machine.state import read_database_urls

# Made by any command in an empty home, before this one could read the old one.
MADE_MEANWHILE = {"secret-key"}
FLAWS_SHOWN = 20
AT_ONCE = 8


@dataclass(frozen=True)
class Restored:
    """``seconds``: how long reading everything, putting it down and the tables took."""

    name: str
    manifest: Manifest
    rows: int
    seconds: Mapping[str, float] = field(default_factory=dict)


def restore(*, shelf: Shelf, name: str) -> Restored:
    """The newest copy, or that of this name."""
    with _nobody_else():
        if not name:
            if not shelf.copies():
                raise Unfit([(Flaw.NO_COPY, str(shelf.root))])
            name = shelf.copies()[-1]
        clock = _Clock()
        manifest = shelf.manifest(name)
        flaws = [*_unready(shelf, manifest), *shelf.damage(name, manifest)]
        clock.lap("read")
        if flaws:
            raise Unfit(flaws[:FLAWS_SHOWN])
        _put_contents(shelf, manifest)
        _fill_home(shelf, manifest)
        clock.lap("files")
        load(read_database_urls().owner, shelf.dump(name), major=queries.server_major())
        _compare(manifest)
        clock.lap("tables")
    return Restored(name, manifest, sum(manifest.counts.values()), clock.laps)


def note_restored(
    *, restored: Restored, findings: Sequence[Finding], by: Actor, at: datetime
) -> None:
    """In the log that came back; only once the tables are of this version."""
    queries.house().note(
        "keeping.restored",
        by=by,
        at=at,
        data={
            "name": restored.name,
            "rows": restored.rows,
            "files": len(restored.manifest.contents) - len(restored.manifest.lost),
            "faults": sum(len(finding.faults or ()) for finding in findings),
        },
    )


class _Clock:
    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._since = time.monotonic()

    def lap(self, name: str) -> None:
        now = time.monotonic()
        self.laps[name], self._since = round(now - self._since, 3), now


@contextmanager
def _nobody_else() -> Iterator[None]:
    """No office runs here, and none starts until we are through."""
    lock = office_lock()
    try:
        if not lock.try_alone():
            raise Unfit([(Flaw.RUNNING, str(settings.HOME))])
        yield
    finally:
        lock.close()


def _unready(shelf: Shelf, manifest: Manifest) -> Iterator[tuple[Flaw, str]]:
    """Why this installation cannot take the copy."""
    for unknown in queries.unknown_migrations(manifest.migrations):
        yield Flaw.NEWER, unknown
    if there := queries.tables():
        yield Flaw.NOT_EMPTY, f"{len(there)}: {there[0]}…"
    for name, part in manifest.home.items():
        path = Path(settings.HOME) / name
        if name not in MADE_MEANWHILE and path.exists() and not _is(path, part):
            yield Flaw.IN_THE_WAY, name


def _is(path: Path, part: Part) -> bool:
    if not path.is_file() or path.stat().st_size != part.size:
        return False
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest() == part.sha256


def _put_contents(shelf: Shelf, manifest: Manifest) -> None:
    """Some at once: each is synced for itself, and disks sync many as fast as one."""

    def put(sha256: str) -> None:
        store.put_back(sha256=sha256, pieces=shelf.content(sha256))

    wanted = iter(manifest.contents.keys() - set(manifest.lost))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while some := list(islice(wanted, AT_ONCE * 100)):
            for _done in pool.map(put, some):
                pass


def _fill_home(shelf: Shelf, manifest: Manifest) -> None:
    home = Path(settings.HOME)
    for name in manifest.folders:
        (home / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, part in manifest.home.items():
        path = home / name
        fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            for piece in shelf.content(part.sha256):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)


def _compare(manifest: Manifest) -> None:
    """Table by table, before anything newer is added to them."""
    now = queries.counts()
    differing = [
        (Flaw.COUNTS, f"{table}: {manifest.counts.get(table)} → {now.get(table)}")
        for table in sorted(manifest.counts.keys() | now.keys())
        if manifest.counts.get(table) != now.get(table)
    ]
    if differing:
        raise Unfit(differing)
