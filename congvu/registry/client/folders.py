"""One file out of a folder below the one that is meant for it.

``CONGVU_DATA_FOLDER/<database>/<folder>/``. No link is followed on the way. A file is
taken when it has not changed for some seconds and did not while it was copied; read,
it is put into ``da-doc``; where it cannot be read, into ``khong-doc``, so that it
keeps nobody waiting.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from congvu.lib.refusals import Refused
from congvu.registry.rules import GivenFile

READ, REFUSED = "da-doc", "khong-doc"
QUIET_SECONDS = 5.0
LARGEST = 1_000_000_000
_UNFINISHED = (".part", ".tmp", ".crdownload", "~")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


@dataclass(frozen=True)
class LaidFile:
    """A copy of what lay there, and where it lay."""

    given: GivenFile
    root: Path
    steps: tuple[str, str]
    mark: tuple[int, ...]

    def put_away(self, *, is_read: bool) -> None:
        """Out of the way, unless another one took its place meanwhile."""
        with _opened(self.root, self.steps) as folder, suppress(FileNotFoundError):
            name = self.given.name
            told = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if _mark(told) != self.mark:
                return
            where = READ if is_read else REFUSED
            with suppress(FileExistsError):
                os.mkdir(where, dir_fd=folder)
            target = os.open(where, _FOLDER, dir_fd=folder)
            try:
                kept = f"{time.strftime('%Y%m%d-%H%M%S')}-{name}"[-255:]
                os.rename(name, kept, src_dir_fd=folder, dst_dir_fd=target)
            finally:
                os.close(target)


def first_laid(root: Path, database_id: UUID, name: str) -> LaidFile | None:
    """The oldest of those whose writer has let go of them; None where there is none.
    The folder is made where it is not there yet.
    """
    steps = (str(database_id), name)
    root.mkdir(parents=True, exist_ok=True)
    with _opened(root, steps) as folder:
        for file in _waiting(folder):
            laid = _copied(folder, file)
            if laid is not None:
                given, mark = laid
                return LaidFile(given, root, steps, mark)
    return None


@contextmanager
def _opened(root: Path, steps: tuple[str, str]) -> Iterator[int]:
    """Step by step, no link on the way."""
    handles = []
    try:
        handles.append(os.open(root, os.O_RDONLY | os.O_DIRECTORY))
        for step in steps:
            with suppress(FileExistsError):
                os.mkdir(step, dir_fd=handles[-1])
            handles.append(os.open(step, _FOLDER, dir_fd=handles[-1]))
        yield handles[-1]
    except OSError as why:
        words = _("Không đọc được thư mục “%(name)s”: %(why)s")
        given = {"name": steps[1], "why": why.strerror or type(why).__name__}
        raise Refused([words % given]) from why
    finally:
        for one in reversed(handles):
            os.close(one)


def _waiting(folder: int) -> list[str]:
    found = []
    for name in os.listdir(folder):
        if name.startswith(".") or name.endswith(_UNFINISHED):
            continue
        with suppress(FileNotFoundError):
            told = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if stat.S_ISREG(told.st_mode) and _is_quiet(told):
                found.append((told.st_mtime_ns, name))
    return [name for _when, name in sorted(found)]


def _is_quiet(told: os.stat_result) -> bool:
    return time.time() - told.st_mtime >= QUIET_SECONDS


def _mark(told: os.stat_result) -> tuple[int, ...]:
    return told.st_ino, told.st_size, told.st_mtime_ns


def _copied(folder: int, name: str) -> tuple[GivenFile, tuple[int, ...]] | None:
    """None where it changed under our hands: its writer is at it."""
    handle = os.open(name, _FILE, dir_fd=folder)
    with os.fdopen(handle, "rb") as source:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode) or not _is_quiet(before):
            return None
        if before.st_size > LARGEST:
            words = _("Tệp “%(name)s” lớn hơn %(most)s MB.")
            given = {"name": name, "most": LARGEST // 1_000_000}
            raise Refused([words % given])
        kept = _new_file()
        digest, size = hashlib.sha256(), 0
        while part := source.read(1 << 20):
            size += len(part)
            digest.update(part)
            kept.write(part)
        if _mark(os.fstat(handle)) != _mark(before) or size != before.st_size:
            kept.close()
            return None
    kept.seek(0)
    return GivenFile(kept, name, digest.hexdigest(), size), _mark(before)


def _new_file() -> BinaryIO:
    """Nameless; whoever asked closes it."""
    folder = settings.FILE_UPLOAD_TEMP_DIR
    return cast(BinaryIO, tempfile.TemporaryFile(dir=folder))
