"""The shelf: a folder of copies that share their contents.

``contents/ab/…`` each content once, under its SHA-256 (sealed: under a name that only
the key can tell); ``<moment>/`` a copy: manifest, its digest, the dump. Everything is
written beside its place and renamed, synced, when it is whole.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from congvu.keeping.formats import (
    BrokenSeal,
    hidden_name,
    opened,
    pieces_of,
    sealed,
    sealed_size,
)
from congvu.keeping.rules import NAME_SHAPE, Flaw, Manifest, Part, Unfit
from congvu.machine.processes import Lock

UNFINISHED = ".part"
MANIFEST, DUMP, DIGEST = "manifest.json", "database.dump", "manifest.sha256"
SEALED = ".sealed"
CONTENT = "content"


@dataclass(frozen=True)
class Shelf:
    root: Path
    key: bytes | None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One backup at a time; what killed ones left is swept first."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = Lock(self.root / "lock")
        try:
            if not lock.try_alone():
                raise Unfit([(Flaw.BUSY, str(self.root))])
            for left in self.root.glob(f"*{UNFINISHED}"):
                shutil.rmtree(left)
            shutil.rmtree(self._tmp, ignore_errors=True)
            self._tmp.mkdir(mode=0o700)
            yield
        finally:
            lock.close()

    # -- contents --

    def has(self, sha256: str, size: int) -> bool:
        """There, and not cut off: a broken one is copied once more."""
        wanted = size if self.key is None else sealed_size(size)
        try:
            return self._place(sha256).stat().st_size == wanted
        except FileNotFoundError:
            return False

    def holds(self, sha256: str) -> bool:
        return self._place(sha256).exists()

    def drop(self, contents: Iterable[str]) -> None:
        for sha256 in contents:
            if len(sha256) == 64:  # no dump, which goes with its copy
                self._place(sha256).unlink(missing_ok=True)

    def put(self, pieces: Iterable[bytes], expected: str = "") -> Part | None:
        """Keep a content once; None where it is not what was expected."""
        fresh = self._tmp / secrets.token_hex(8)
        part = self._write(fresh, pieces, CONTENT)
        if expected and part.sha256 != expected:
            fresh.unlink()
            return None
        place = self._place(part.sha256)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.replace(place)
        _sync(place.parent)
        return part

    def content(self, sha256: str) -> Iterator[bytes]:
        return self._read(self._place(sha256), CONTENT)

    # -- copies --

    def begin(self, name: str) -> Path:
        part = self.root / f"{name}{UNFINISHED}"
        part.mkdir(mode=0o700)
        return part

    def put_dump(self, part: Path, pieces: Iterable[bytes]) -> Part:
        return self._write(part / self._named(DUMP), pieces, DUMP + _name_of(part))

    def finish(self, part: Path, manifest: Manifest) -> Path:
        """The manifest, its digest, and only then the name."""
        whole, name = part.with_name(_name_of(part)), self._named(MANIFEST)
        told = manifest.to_json().encode()
        self._write(part / name, [told], MANIFEST + whole.name)
        line = f"{_digest(part / name)}  {name}\n"
        _write_synced(part / DIGEST, [line.encode()])
        _sync(part)
        part.rename(whole)
        _sync(self.root)
        return whole

    def copies(self) -> list[str]:
        """Whole ones, the oldest first."""
        found = (path.name for path in self.root.glob("*Z") if path.is_dir())
        return sorted(name for name in found if NAME_SHAPE.fullmatch(name))

    def manifest(self, name: str) -> Manifest:
        path = self._manifest_path(name)
        try:
            noted = (path.parent / DIGEST).read_text(encoding="ascii").split()[0]
        except (OSError, ValueError, IndexError) as why:
            raise Unfit([(Flaw.MISSING, f"{name}/{DIGEST}")]) from why
        if noted != _digest(path):
            raise Unfit([(Flaw.ALTERED, f"{name}/{path.name}")])
        try:
            told = b"".join(self._read(path, MANIFEST + name))
        except BrokenSeal as why:
            raise Unfit([(Flaw.KEY_WRONG, name)]) from why
        return Manifest.from_json(told.decode())

    def dump(self, name: str) -> Iterator[bytes]:
        return self._read(self.root / name / self._named(DUMP), DUMP + name)

    def damage(
        self, name: str, manifest: Manifest, read: Container[str] | None = None
    ) -> Iterator[tuple[Flaw, str]]:
        """Everything a copy is made of, read and compared.

        With ``read``, only those contents; the others need only be there and not cut.
        """
        dump = f"{name}/{self._named(DUMP)}"
        yield from _compared(dump, manifest.dump.sha256, self.dump(name))
        for sha256, size in manifest.parts().items():
            if read is None or sha256 in read:
                yield from _compared(sha256, sha256, self.content(sha256))
            elif not self.has(sha256, size):
                yield Flaw.MISSING, sha256

    def remove(self, names: Sequence[str]) -> None:
        """Copies, then the contents that no other names; broken off, the next goes on.

        Nothing goes while one of the copies that stay cannot be read: what it needs
        would be taken for nobody's.
        """
        staying = [name for name in self.copies() if name not in names]
        needed = {
            self._place(sha256)
            for name in staying
            for sha256 in self.manifest(name).parts()
        }
        for name in names:
            # Without its name first, so that half a copy is never taken for one.
            gone = (self.root / name).rename(self.root / f"{name}{UNFINISHED}")
            shutil.rmtree(gone)
        for path in self.root.glob("contents/??/*"):
            if path not in needed:
                path.unlink()

    # -- inside --

    @property
    def _tmp(self) -> Path:
        return self.root / "contents.tmp"

    def _named(self, name: str) -> str:
        return name if self.key is None else f"{name}{SEALED}"

    def _place(self, sha256: str) -> Path:
        name = sha256 if self.key is None else hidden_name(self.key, sha256)
        return self.root / "contents" / name[:2] / self._named(name)

    def _manifest_path(self, name: str) -> Path:
        path = self.root / name / self._named(MANIFEST)
        if path.exists():
            return path
        if self.key is None and path.with_name(f"{MANIFEST}{SEALED}").exists():
            raise Unfit([(Flaw.KEY_WANTED, name)])
        if self.key is not None and path.with_name(MANIFEST).exists():
            raise Unfit([(Flaw.KEY_UNWANTED, name)])
        raise Unfit([(Flaw.MISSING, f"{name}/{path.name}")])

    def _write(self, path: Path, pieces: Iterable[bytes], label: str) -> Part:
        counted = _Counted(pieces)
        key = self.key
        _write_synced(path, counted if key is None else sealed(counted, key, label))
        return Part(counted.digest.hexdigest(), counted.size)

    def _read(self, path: Path, label: str) -> Iterator[bytes]:
        with path.open("rb") as source:
            if self.key is None:
                yield from pieces_of(source)
            else:
                yield from opened(source, self.key, label)


class _Counted:
    """Passes bytes on and knows their digest and size afterwards."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces, self.digest, self.size = pieces, hashlib.sha256(), 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.digest.update(piece)
            self.size += len(piece)
            yield piece


def _compared(
    about: str, sha256: str, pieces: Iterable[bytes]
) -> Iterator[tuple[Flaw, str]]:
    counted = _Counted(pieces)
    try:
        for _piece in counted:
            pass
    except FileNotFoundError:
        yield Flaw.MISSING, about
        return
    except BrokenSeal:
        yield Flaw.ALTERED, about
        return
    if counted.digest.hexdigest() != sha256:
        yield Flaw.ALTERED, about


def _name_of(part: Path) -> str:
    return part.name.removesuffix(UNFINISHED)


def _write_synced(path: Path, pieces: Iterable[bytes]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        for piece in pieces:
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
