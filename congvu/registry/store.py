"""Where a file waits until it has been read."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings


def place_of(task_id: UUID) -> Path:
    return Path(settings.HOME) / "registry" / str(task_id)


def keep(task_id: UUID, stream: BinaryIO) -> None:
    """Whole on the disk, or not there."""
    place = place_of(task_id)
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_suffix(".half")
    with half.open("wb") as out:
        shutil.copyfileobj(stream, out, 1024 * 1024)
        out.flush()
        os.fsync(out.fileno())
    half.replace(place)


def forget(task_id: UUID) -> None:
    with suppress(FileNotFoundError):
        place_of(task_id).unlink()
