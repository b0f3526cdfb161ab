"""The folder of public files: copies by their digest, all that the portal opens."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj

from congvu.files.models import FileState, StoredFile
from congvu.files.queries import open_file
from congvu.portal.models import OpenDraft, PublicDocument, PublicSet
from congvu.portal.queries import public_file_place, shown_digests

_YOUNG = 3600.0


def lay_out(file: StoredFile) -> None:
    """Copy the bytes to where the public gets them; whole or not at all."""
    place = public_file_place(file.sha256)
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".")
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as target, open_file(file) as source:
            copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        made.chmod(0o644)
        made.replace(place)
    finally:
        with suppress(FileNotFoundError):
            made.unlink()


def take_away(digests: Iterable[str]) -> None:
    """Off the shelf what no public paper, draft or set has; after the commit."""
    for digest in digests:
        if not _is_shown(digest):
            public_file_place(digest).unlink(missing_ok=True)


def _is_shown(digest: str) -> bool:
    beside = [{"sha256": digest}]
    rows = PublicDocument.objects
    return (
        rows.filter(file_sha256=digest).exists()
        or rows.filter(attachments__contains=beside).exists()
        or OpenDraft.objects.filter(file_sha256=digest).exists()
        or PublicSet.objects.filter(sha256=digest).exists()
    )


def mend_shelf(*, at: datetime) -> tuple[int, int]:
    """What should lie there and does not is laid out again; the rest goes.

    A file may lie there a moment before the row that shows it: what is younger than an
    hour stays, unless it was destroyed.
    """
    wanted = shown_digests()
    folder = public_file_place("0").parent
    lying = {one.name for one in folder.iterdir()} if folder.exists() else set()
    missing = StoredFile.objects.filter(sha256__in=wanted - lying)
    laid = 0
    for file in missing.exclude(state=FileState.DESTROYED):
        lay_out(file)
        laid += 1
    spare = lying - wanted
    destroyed = StoredFile.objects.filter(sha256__in=spare, state=FileState.DESTROYED)
    at_once = set(destroyed.values_list("sha256", flat=True))
    swept = 0
    for name in spare:
        place = folder / name
        if name in at_once or at.timestamp() - place.stat().st_mtime > _YOUNG:
            place.unlink(missing_ok=True)
            swept += 1
    return laid, swept
