"""Watched folders: one per agency, named by its code, where scanners put files.

``CONGVU_HOME/folders/<code>/``. A file is taken when it has not grown for some seconds;
afterwards it lies in ``da-nhan`` (taken) beside it, so that nothing a scanner wrote is
ever deleted by us.
"""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from django.conf import settings

from congvu.audit.rules import Door
from congvu.documents.actions.intake import receive_file
from congvu.lib.dates import local_date
from congvu.organisations.access import NoSeat, clerk_of
from congvu.organisations.queries import agency_by_code

TAKEN = "da-nhan"
QUIET_SECONDS = 3.0


def folders_root() -> Path:
    return Path(settings.HOME) / "folders"


def take_in_folders(*, at: datetime) -> int:
    """Take in every quiet file of every agency's folder; how many were taken."""
    root = folders_root()
    if not root.is_dir():
        return 0
    return sum(_take_in(folder, at) for folder in sorted(root.iterdir()))


def _take_in(folder: Path, at: datetime) -> int:
    today = local_date(at)
    agency = agency_by_code(folder.name, today) if folder.is_dir() else None
    if agency is None:
        return 0
    try:
        clerk = clerk_of(agency.id, today, door=Door.JOB)
    except NoSeat:
        return 0
    taken = 0
    for path in sorted(folder.iterdir()):
        if not _is_quiet(path):
            continue
        with path.open("rb") as stream:
            receive_file(
                stream=stream, name=path.name, channel="folder", by=clerk, at=at
            )
        _set_aside(path, at)
        taken += 1
    return taken


def _is_quiet(path: Path) -> bool:
    """A plain file, not a link, that its writer has let go of."""
    if path.is_symlink() or not path.is_file() or path.name.startswith("."):
        return False
    return time.time() - path.stat().st_mtime >= QUIET_SECONDS


def _set_aside(path: Path, at: datetime) -> None:
    folder = path.parent / TAKEN
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    if target.exists():
        target = folder / f"{at:%Y%m%d-%H%M%S-%f}-{path.name}"
    path.rename(target)
