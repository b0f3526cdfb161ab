"""The store on a local disk: ``ab/cd/<sha256>``, made whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

TRIAL = 64 * 1024  # bytes; a file of nothing fits on a full disk, too
_HASH = re.compile(r"[0-9a-f]{64}")


class StoreUnavailable(OSError):
    """The place itself does not answer, or says no; what it holds is not lost."""


class Store(Protocol):
    """What a place for bytes must be able to do. Whatever goes wrong is an OSError."""

    def new_temporary(self) -> Path: ...

    def keep(self, temporary: Path, sha256: str) -> None: ...

    def open(self, sha256: str) -> BinaryIO: ...

    def as_path(self, sha256: str) -> AbstractContextManager[Path]: ...

    def has(self, sha256: str) -> bool: ...

    def erase(self, sha256: str) -> None: ...

    def contents(self) -> Iterator[tuple[str, int, float]]: ...

    def sweep(self, *, older_than: float) -> int: ...

    def try_out(self) -> None:
        """Whether a content could be kept now: an OSError where it could not."""


class FolderStore:
    """Temporary files live in the same file system, so that a rename is atomic."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._temporary = root / "tmp"
        self._temporary.mkdir(parents=True, exist_ok=True)

    def new_temporary(self) -> Path:
        return self._temporary / f"in-{os.getpid()}-{secrets.token_hex(8)}"

    def keep(self, temporary: Path, sha256: str) -> None:
        """Move the whole, synced temporary file to its place.

        Where the place is taken the content is the same: the file that is there stays,
        because somebody may be reading it, and is made young, so that it cannot be
        swept as an orphan meanwhile.
        """
        place = self.place(sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        if _is_kept(place, temporary.stat().st_size):
            temporary.unlink()
        else:
            temporary.replace(place)
            _sync_folder(place.parent)

    def open(self, sha256: str) -> BinaryIO:
        return self.place(sha256).open("rb")

    @contextmanager
    def as_path(self, sha256: str) -> Iterator[Path]:
        yield self.place(sha256)

    def has(self, sha256: str) -> bool:
        return self.place(sha256).exists()

    def erase(self, sha256: str) -> None:
        with suppress(FileNotFoundError):
            self.place(sha256).unlink()

    def contents(self) -> Iterator[tuple[str, int, float]]:
        """Every kept content: hash, size, when it was last put there."""
        for place in self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            if _HASH.fullmatch(place.name):
                with suppress(FileNotFoundError):
                    facts = place.stat()
                    yield place.name, facts.st_size, facts.st_mtime

    def sweep(self, *, older_than: float) -> int:
        """Remove what crashes left; a living upload touches its file all the time."""
        return sweep_folder(self._temporary, older_than=older_than)

    def try_out(self) -> None:
        temporary = self.new_temporary()
        try:
            with temporary.open("xb") as out:
                out.write(bytes(TRIAL))
                out.flush()
                os.fsync(out.fileno())
        finally:
            temporary.unlink(missing_ok=True)

    def place(self, sha256: str) -> Path:
        if not _HASH.fullmatch(sha256):
            raise ValueError("not a SHA-256")
        return self.root / sha256[:2] / sha256[2:4] / sha256


def _is_kept(place: Path, size: int) -> bool:
    """Whether the whole content is there; touched, when it is."""
    try:
        os.utime(place)
        return place.stat().st_size == size
    except FileNotFoundError:
        return False


def sweep_folder(folder: Path, *, older_than: float) -> int:
    swept = 0
    limit = time.time() - older_than
    for path in folder.glob("in-*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < limit:
                path.unlink()
                swept += 1
    return swept


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
