"""From a received file to a filled form: read, recognise if it must be, read the head.

Slow steps run in the jail and outside any transaction; each result is its own short
action, so a kill between two steps leaves a file that the next run goes on with.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congvu.audit.rules import Actor
from congvu.documents.actions.doubts import (
    further_files,
    look_beside,
    look_for_secrecy,
)
from congvu.documents.actions.intake import (
    actor_of,
    await_reading,
    quarantine_item,
    record_reading,
)
from congvu.documents.actions.secrets import enclosing
from congvu.documents.formats.filled import fill
from congvu.documents.formats.paper import read_head
from congvu.documents.formats.paper_head import find_heads
from congvu.documents.models import IntakeItem
from congvu.documents.rules import IntakeState
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
        # Somebody else may have finished it under our hands.
        file.refresh_from_db()
    if file.state == FileState.READING:
        return item
    if file.state == FileState.QUARANTINED:
        return quarantine_item(item_id=item.id, reason=file.reason, by=by, at=at)
    item.file = file
    pages = pages_of(file)
    heads = find_heads(pages)
    item = look_for_secrecy(item=item, pages=pages, heads=heads, by=by, at=at)
    if item.state != IntakeState.READING:
        return item
    if not _further_are_read(item, actor, at, recognise=recognise):
        return item
    item = look_beside(item=item, by=by, at=at)
    if item.state != IntakeState.READING:
        return item
    fields = fill(read_head(pages, heads))
    return record_reading(item_id=item.id, fields=fields, by=by, at=at)


def _further_are_read(
    item: IntakeItem, by: Actor, at: datetime, *, recognise: bool
) -> bool:
    """Whether nothing that came with it has still to be looked into."""
    done = True
    for place in further_files(item):
        file = place.file
        if file.state == FileState.WAITING:
            file = files.read(file=file, at=at, by=by)
        if file.state == FileState.READING and recognise:
            file = files.recognise(file=file, at=at, by=by)
            file.refresh_from_db()
        done = done and file.state != FileState.READING
    return done


def look_again(*, file_id: UUID, by: Actor, at: datetime) -> None:
    """A file was read later than its items were let in: what does it say now?

    It waited for LibreOffice or the recogniser, or came out of quarantine. A secret is
    destroyed wherever it is by now, and what may be one is held; what waits at the door
    is read anew.
    """
    for came in enclosing(file_id).exclude(state=IntakeState.REFUSED).order_by("id"):
        look_beside(item=came, by=by, at=at)
    items = list(
        IntakeItem.objects.select_related("file")
        .filter(file=file_id)
        .exclude(state=IntakeState.REFUSED)
        .order_by("id")
    )
    file = items[0].file if items else None
    if file is None or file.state != FileState.READY:
        return
    pages = pages_of(file)
    look_for_secrecy(item=items[0], pages=pages, heads=find_heads(pages), by=by, at=at)
    for item in items:
        item.refresh_from_db()
        if item.is_held or item.state == IntakeState.REFUSED:
            continue
        unread = item.state == IntakeState.READY and not item.fields
        if unread or item.state == IntakeState.QUARANTINED:
            await_reading(item_id=item.id)
            read_item(item_id=item.id, by=by, at=at, recognise=False)
