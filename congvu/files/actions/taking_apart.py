"""A pile of scans in one file: looked through page by page, and taken apart.

The pile itself is never read as a paper: it stays ``waiting``, but knows its pages, so
that they can be looked at. Each paper taken out of it is a file of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.files import jail
from congvu.files.actions.opening import NotReadable, as_readable, do_in_jail
from congvu.files.actions.reading import virus_in
from congvu.files.models import FileKind, FileState, StoredFile

PILE_KINDS = frozenset({FileKind.PDF, FileKind.IMAGE})
LOOK_SECONDS = 120


def skim(*, file: StoredFile, at: datetime, by: Actor) -> StoredFile:
    """Scan a pile for viruses and count its pages; ends countable or in quarantine.

    Calls the virus scanner, so it belongs in jobs and commands. May run twice.
    """
    file.refresh_from_db()
    if file.state != FileState.WAITING or file.pages is not None:
        return file
    reason, total = virus_in(file), None
    if not reason:
        try:
            with as_readable(file, for_pictures=True) as (path, kind):
                total = int(do_in_jail("count", path, kind=kind).result["total"])
        except NotReadable as trouble:
            reason = trouble.reason
    return _keep_skimmed(file, reason, total, at=at, by=by)


@transaction.atomic
def _keep_skimmed(
    file: StoredFile, reason: str, total: int | None, *, at: datetime, by: Actor
) -> StoredFile:
    row = StoredFile.objects.select_for_update().get(pk=file.pk)
    if row.state != FileState.WAITING:
        return row
    row.pages = total
    if reason:
        row.state, row.reason = FileState.QUARANTINED, reason
        record("files.quarantined", by=by, at=at, on=row, data={"reason": reason})
    row.save(update_fields=["state", "reason", "pages"])
    return row


def look_through(
    *, file: StoredFile, first: int, last: int
) -> Sequence[Mapping[str, Any]]:
    """The codes on some pages of a pile, and which are blank; changes nothing."""
    with as_readable(file, for_pictures=True) as (path, kind):
        answer = do_in_jail(
            "signs",
            path,
            limits=jail.Limits(seconds=LOOK_SECONDS),
            kind=kind,
            first=first,
            last=last,
        )
    found: Sequence[Mapping[str, Any]] = answer.result["pages"]
    return found


def take_out(*, file: StoredFile, pages: Sequence[int]) -> bytes:
    """Some pages of a pile as a PDF, the same bytes each time; changes nothing."""
    with as_readable(file, for_pictures=True) as (path, kind):
        limits = jail.Limits(seconds=LOOK_SECONDS, memory=2048 * jail.MIB)
        return do_in_jail(
            "extract", path, limits=limits, kind=kind, pages=list(pages)
        ).blob
