"""The folder of public files: copies by their digest, all that the portal opens."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from shutil import copyfileobj

from congvu.files.models import StoredFile
from congvu.files.queries import open_file
from congvu.portal.models import PublicDocument
from congvu.portal.queries import public_file_place, shown_digests


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
    """Off the shelf what no public paper has any more; after the commit."""
    for digest in digests:
        if not _is_shown(digest):
            public_file_place(digest).unlink(missing_ok=True)


def _is_shown(digest: str) -> bool:
    beside = [{"sha256": digest}]
    rows = PublicDocument.objects
    return (
        rows.filter(file_sha256=digest).exists()
        or rows.filter(attachments__contains=beside).exists()
    )


def mend_shelf() -> tuple[int, int]:
    """What should lie there and does not is laid out again; the rest goes."""
    wanted = shown_digests()
    folder = public_file_place("0").parent
    lying = {one.name for one in folder.iterdir()} if folder.exists() else set()
    missing = StoredFile.objects.filter(sha256__in=wanted - lying)
    laid = 0
    for file in missing.exclude(state="destroyed"):
        lay_out(file)
        laid += 1
    spare = lying - wanted
    for name in spare:
        (folder / name).unlink(missing_ok=True)
    return laid, len(spare)
