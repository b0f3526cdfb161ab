"""Where a zip of scans waits until its load has ended."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings


def place_of(load_id: UUID) -> Path:
    return Path(settings.HOME) / "imports" / f"{load_id}.zip"


def keep(load_id: UUID, stream: BinaryIO) -> None:
    """Whole on the disk, or not there."""
    place = place_of(load_id)
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_suffix(".half")
    with half.open("wb") as out:
        shutil.copyfileobj(stream, out, 1024 * 1024)
        out.flush()
        os.fsync(out.fileno())
    half.replace(place)


def forget(load_id: UUID) -> None:
    with suppress(FileNotFoundError):
        place_of(load_id).unlink()
