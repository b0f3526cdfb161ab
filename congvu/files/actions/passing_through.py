"""Bytes that are only looked at: nobody's file, and gone again within the hour."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from congvu.files.actions.storing import CHUNK, FileDestroyed
from congvu.files.models import FileState, StoredFile
from congvu.files.store import open_store
from congvu.lib.refusals import Reason
from congvu.lib.text import gettext_noop as _


@contextmanager
def passing_through(stream: BinaryIO) -> Iterator[tuple[Path, str]]:
    """Where the bytes lie while they are looked at, and their SHA-256.

    What was destroyed here as a secret is refused again.
    """
    temporary = open_store().new_temporary()
    digest = hashlib.sha256()
    try:
        with temporary.open("wb") as out:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                out.write(chunk)
        sha256 = digest.hexdigest()
        gone = StoredFile.objects.filter(sha256=sha256, state=FileState.DESTROYED)
        if gone.exists():
            why = _("Tệp này đã bị hủy (bí mật nhà nước); không được nhận lại.")
            raise FileDestroyed([Reason(why, field="file")])
        yield temporary, sha256
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def keep_for_a_look(temporary: Path, sha256: str) -> None:
    """Once more later, by the worker: in the store without a row, so that the hourly
    sweep takes them away (`storing.sweep`).
    """
    open_store().keep(temporary, sha256)


@contextmanager
def kept_for_a_look(sha256: str) -> Iterator[Path]:
    """The same bytes again. Raises FileNotFoundError when they were swept."""
    with open_store().as_path(sha256) as path:
        if not path.exists():
            raise FileNotFoundError(sha256)
        yield path
