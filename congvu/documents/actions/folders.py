"""Watched folders: one per agency, named by its code, where scanners put files.

``CONGVU_HOME/folders/<code>/``. A file is taken when it has not grown for some seconds:
it gets a hidden name first, so that it comes in once. When its bytes are safe in the
store they leave the folder: a second copy would pile up for ever, and would outlive
the destruction of a state secret. What was refused goes to ``tu-choi``, where a person
looks after it. What cannot be moved is told to the operator's log and keeps nobody
waiting. In ``bo-quet`` below it lie piles: many papers scanned in one go.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from congvu.audit.rules import Door
from congvu.documents.actions.intake import receive_file
from congvu.documents.actions.piles import receive_pile
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.lib.refusals import NotNow
from congvu.organisations.access import NoSeat, Seat, clerk_of
from congvu.organisations.queries import DividedCode, UnknownCode, resolve_code

REFUSED = "tu-choi"
PILES = "bo-quet"
CLAIMED = ".dang-nhan-"
QUIET_SECONDS = 3.0
ABANDONED_SECONDS = 600.0

log = logging.getLogger(__name__)


def folders_root() -> Path:
    return Path(settings.HOME) / "folders"


def take_in_folders(*, at: datetime) -> int:
    """Take in every quiet file of every agency's folder; how many were taken."""
    root = folders_root()
    if not root.is_dir():
        return 0
    taken = 0
    for folder in sorted(root.iterdir()):
        with _told(folder):
            taken += _take_in(folder, at)
    return taken


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the file system refuses is written down, and the rest goes on."""
    try:
        yield
    except (OSError, NotNow) as why:
        reason = getattr(why, "strerror", None) or str(why) or type(why).__name__
        told = {"path": str(path), "reason": reason}
        log.warning("folder: %(path)s: %(reason)s", told, extra=told)


def _take_in(folder: Path, at: datetime) -> int:
    today = local_date(at)
    if not folder.is_dir():
        return 0
    try:
        meant = resolve_code(folder.name, today)
        clerk = clerk_of(meant.agency.id, today, door=Door.JOB)
    except (UnknownCode, NoSeat):
        return 0
    except DividedCode as why:
        _tell_of_files(folder, str(why))
        return 0
    taken = _take_all(folder, clerk, at)
    if (folder / PILES).is_dir():
        taken += _take_all(folder / PILES, clerk, at)
    if taken and meant.words:
        log.warning("folder: %(reason)s", {"reason": meant.words})
    return taken


def _take_all(folder: Path, clerk: Seat, at: datetime) -> int:
    _put_back_abandoned(folder)
    taken = 0
    for path in sorted(folder.iterdir()):
        with _told(path):
            if _is_quiet(path):
                _take_file(path, clerk, at)
                taken += 1
    return taken


def _tell_of_files(folder: Path, why: str) -> None:
    """What waits where nobody may take it in is told, and stays."""
    waiting = sum(_is_quiet(path) for path in folder.iterdir())
    if waiting:
        told = {"path": str(folder), "reason": why, "count": waiting}
        log.warning("folder: %(path)s: %(count)d waiting: %(reason)s", told)


def _is_quiet(path: Path) -> bool:
    """A plain file, not a link, that its writer has let go of."""
    if path.is_symlink() or not path.is_file() or path.name.startswith("."):
        return False
    return time.time() - path.stat().st_mtime >= QUIET_SECONDS


def _take_file(path: Path, clerk: Seat, at: datetime) -> None:
    """Claimed, taken in and gone; back where it was if that fails."""
    claimed = path.with_name(f"{CLAIMED}{uuid7()}-{_short(path.name)}")
    path.rename(claimed)
    try:
        with claimed.open("rb") as stream:
            receive = receive_pile if path.parent.name == PILES else receive_file
            item = receive(
                stream=stream, name=path.name, channel="folder", by=clerk, at=at
            )
    except BaseException:
        claimed.rename(path)
        raise
    # A secret that was destroyed here once is refused without a name, and goes, too.
    if item.file_id is not None or not item.name:
        claimed.unlink()
    else:
        _set_aside(claimed, path.name, at)


def _set_aside(claimed: Path, name: str, at: datetime) -> None:
    """Refused: nothing of it is in the store, so it stays, and overwrites nothing."""
    folder = claimed.parent / REFUSED
    folder.mkdir(exist_ok=True)
    target = folder / name
    if target.exists():
        target = folder / f"{at:%Y%m%d-%H%M%S-%f}-{_short(name)}"
    claimed.rename(target)


def _short(name: str) -> str:
    """Room for what is put before it: a name has at most 255 bytes."""
    return name.encode(errors="surrogateescape")[-150:].decode(errors="ignore")


def _put_back_abandoned(folder: Path) -> None:
    """What was claimed and, after a kill, perhaps never taken in."""
    for path in sorted(folder.glob(f"{CLAIMED}*")):
        with _told(path):
            # Renaming a file sets its change time, not the time it was written.
            if time.time() - path.stat().st_ctime > ABANDONED_SECONDS:
                path.rename(folder / path.name.removeprefix(CLAIMED))
