"""From a received file to a filled form: read, recognise if it must be, read the head.

Slow steps run in the jail and outside any transaction; each result is its own short
action, so a kill between two steps leaves a file that the next run goes on with.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congvu.audit.rules import Actor
from congvu.documents.actions.intake import (
    actor_of,
    await_reading,
    destroy_secret,
    quarantine_item,
    record_reading,
)
from congvu.documents.formats.filled import fill
from congvu.documents.formats.paper import read_head
from congvu.documents.models import IntakeItem
from congvu.documents.rules import IntakeState, is_secret
from congvu.files import actions as files
from congvu.files.models import FileState
from congvu.files.queries import pages_of
from congvu.organisations.access import Seat


def read_item(
    *, item_id: UUID, by: Seat | Actor, at: datetime, recognise: bool = True
) -> IntakeItem:
    """Read the paper of an intake item and fill its form.

    Without ``recognise`` a scan stays "being read" and a worker finishes it. May run
    any number of times: what is done is not done again.
    """
    item = IntakeItem.objects.select_related("file").get(pk=item_id)
    if item.file is None or item.state != IntakeState.READING:
        return item
    file, actor = item.file, actor_of(by)
    if file.state == FileState.WAITING:
        file = files.read(file=file, at=at, by=actor)
    if file.state == FileState.READING and recognise:
        file = files.recognise(file=file, at=at, by=actor)
    if file.state == FileState.READING:
        return item
    if file.state == FileState.QUARANTINED:
        return quarantine_item(item_id=item.id, reason=file.reason, by=by, at=at)
    head = read_head(pages_of(file))
    if head.secrecy_mark.value and is_secret(head.secrecy_mark.value):
        return destroy_secret(item=item, by=by, at=at)
    return record_reading(item_id=item.id, fields=fill(head), by=by, at=at)


def look_again(*, file_id: UUID, by: Actor, at: datetime) -> None:
    """A file was read later than its items were let in: what does it say now?

    It waited for LibreOffice or the recogniser, or came out of quarantine. A secret is
    destroyed wherever it is by now; what waits at the door is read anew.
    """
    items = list(
        IntakeItem.objects.select_related("file")
        .filter(file=file_id)
        .exclude(state=IntakeState.REFUSED)
        .order_by("id")
    )
    file = items[0].file if items else None
    if file is None or file.state != FileState.READY:
        return
    mark = read_head(pages_of(file)).secrecy_mark.value
    if mark and is_secret(mark):
        destroy_secret(item=items[0], by=by, at=at)
        return
    for item in items:
        unread = item.state == IntakeState.READY and not item.fields
        if unread or item.state == IntakeState.QUARANTINED:
            await_reading(item_id=item.id)
            read_item(item_id=item.id, by=by, at=at, recognise=False)
