"""Where the bytes lie: a local folder, or an S3 bucket by setting.

The store stands beside the database as part of the platform; it knows only hashes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from congvu.files.store.bucket import S3Store
from congvu.files.store.folder import FolderStore, Store, StoreUnavailable

__all__ = [
    "FolderStore",
    "S3Store",
    "Store",
    "StoreUnavailable",
    "open_store",
    "put_back",
]


def open_store() -> Store:
    """The store of this installation."""
    return _store(getattr(settings, "FILES_STORE", ""), Path(settings.HOME))


@lru_cache(maxsize=4)
def _store(address: str, home: Path) -> Store:
    if address.startswith("s3://"):
        return S3Store.from_address(address, temporary=home / "tmp")
    return FolderStore(home / "files")


def put_back(*, sha256: str, pieces: Iterable[bytes]) -> bool:
    """A content whose row comes from a backup; whether it was put here."""
    shelf = open_store()
    if shelf.has(sha256):
        return False
    temporary, digest = shelf.new_temporary(), hashlib.sha256()
    try:
        with temporary.open("wb") as out:
            for piece in pieces:
                digest.update(piece)
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != sha256:
            raise ValueError("not the content of this digest")
        shelf.keep(temporary, sha256)
    finally:
        temporary.unlink(missing_ok=True)
    return True
