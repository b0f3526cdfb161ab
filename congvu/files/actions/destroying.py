"""Destroying what should never have come: a state secret (design 5)."""

from __future__ import annotations

import shutil
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.files.models import FileKind, FilePage, FileState, StoredFile
from congvu.files.queries import previews_folder
from congvu.files.store import open_store
from congvu.jobs.actions import enqueue
from congvu.lib.refusals import Reason, Refused


class NoReason(Refused):
    """A destruction without a reason could hide anything."""


@transaction.atomic
def destroy(*, file: StoredFile, reason: str, by: Actor, at: datetime) -> StoredFile:
    """Remove the bytes, the text, the pages and the pictures; keep who, when and why.

    The bytes go after the commit: a rolled-back destruction must not have destroyed.
    A job repeats their removal in case the process dies in between. Backups are not
    reached from here; the operator's handbook says what to do about them.
    """
    if not reason.strip():
        raise NoReason([Reason(_("Phải nêu lý do hủy tệp."), field="reason")])
    row = StoredFile.objects.select_for_update().get(pk=file.pk)
    if row.state == FileState.DESTROYED:
        return row
    FilePage.objects.filter(file=row).delete()
    row.state, row.reason = FileState.DESTROYED, reason.strip()
    row.destroyed_at, row.destroyed_by = at, by.name
    row.name = row.note = row.text = row.media_type = row.searchable = ""
    row.kind, row.size, row.pages = FileKind.UNKNOWN, 0, None
    row.needs_ocr = row.has_ocr = False
    row.progress_done = row.progress_total = 0
    row.save()
    record("files.destroyed", by=by, at=at, on=row, data={"reason": row.reason})
    enqueue("files.erase", file_id=str(row.pk))
    # By the job's name only: this app knows nothing of signatures and directives.
    enqueue("signatures.forget", sha256=row.sha256)
    enqueue("directives.forget", file_id=str(row.pk))
    transaction.on_commit(partial(erase_destroyed, file=row))
    return row


def erase_destroyed(*, file: StoredFile) -> None:
    """Take the bytes and the pictures of a destroyed file off the disk; repeatable."""
    if file.state != FileState.DESTROYED:
        raise ValueError("only a destroyed file is erased")
    open_store().erase(file.sha256)
    shutil.rmtree(previews_folder(file.sha256), ignore_errors=True)
