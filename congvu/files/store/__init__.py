"""Where the bytes lie: a local folder, or an S3 bucket by setting.

The store stands beside the database as part of the platform; it knows only hashes.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from congvu.files.store.bucket import S3Store
from congvu.files.store.folder import FolderStore, Store, StoreUnavailable

__all__ = ["FolderStore", "S3Store", "Store", "StoreUnavailable", "open_store"]


def open_store() -> Store:
    """The store of this installation."""
    return _store(getattr(settings, "FILES_STORE", ""), Path(settings.HOME))


@lru_cache(maxsize=4)
def _store(address: str, home: Path) -> Store:
    if address.startswith("s3://"):
        return S3Store.from_address(address, temporary=home / "tmp")
    return FolderStore(home / "files")
