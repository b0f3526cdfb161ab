"""A file put into a dossier past the registry is looked through as one at the door."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.archives.models import DossierEvent, DossierItem
from congvu.archives.rules import ItemKind
from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.documents.formats.paper_head import find_heads
from congvu.documents.formats.paper_secrecy import Sighting, sighted
from congvu.files import actions as files
from congvu.files.models import FileState, StoredFile
from congvu.files.queries import coloured_marks, page_texts, pages_of


def look_through_file(*, item_id: UUID, by: Actor, at: datetime) -> None:
    """Read it, and look for marks of secrecy; may run any number of times.

    What is secret for certain is destroyed and leaves every dossier. What only looks so
    is told on the timeline: a person judges, ordinary papers speak of secrecy, too.
    """
    item = DossierItem.objects.select_related("file").filter(pk=item_id).first()
    if item is None or item.file is None:
        return
    file = _read(item.file, by, at)
    if file.state != FileState.READY:
        return
    pages = pages_of(file)
    found = sighted(
        pages,
        heads=find_heads(pages),
        texts=page_texts(file),
        marks=coloured_marks(file),
    )
    if found is not None:
        _tell(file, found, by, at)


def _read(file: StoredFile, by: Actor, at: datetime) -> StoredFile:
    if file.state == FileState.WAITING:
        file = files.read(file=file, at=at, by=by)
    if file.state == FileState.READING:
        files.recognise(file=file, at=at, by=by)
        file.refresh_from_db()
    return file


@transaction.atomic
def _tell(file: StoredFile, found: Sighting, by: Actor, at: datetime) -> None:
    """No word of the paper stays where it is destroyed."""
    items = DossierItem.objects.select_for_update().filter(
        file=file, kind=ItemKind.FILE
    )
    told = "archives.secret-suspected"
    with override("vi"):  # it is kept for good, whoever reads
        text = _("trang %(page)s") % {"page": found.page}
        why = _("Văn bản mật")
    if found.is_certain:
        told, text = "archives.secret-destroyed", ""
    for item in items.select_related("dossier").order_by("id"):
        dossier = item.dossier
        if DossierEvent.objects.filter(
            dossier=dossier, event=told, text=text, at__gte=item.added_at
        ).exists():
            continue
        DossierEvent.objects.create(
            at=at, dossier=dossier, event=told, actor=by.name, text=text
        )
        data = {} if found.is_certain else {"page": found.page}
        record(told, by=by, at=at, on=dossier, agency_id=dossier.agency_id, data=data)
    if found.is_certain:
        items.delete()
        files.destroy(file=file, reason=why, by=by, at=at)
