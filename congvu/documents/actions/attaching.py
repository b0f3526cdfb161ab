"""A further file of a registered paper: an annex, or the scan of what came on paper.

It comes through the same door and is looked into like any file; only then does it lie
with the paper. Until then ``attach_to`` says where it is going.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions.entries import (
    locked_entry,
    permission_reasons,
    state_reasons,
)
from congvu.documents.actions.history import tell
from congvu.documents.models import (
    Document,
    DocumentFile,
    IntakeItem,
    RegisterEntry,
)
from congvu.documents.queries import is_shared
from congvu.documents.rules import EntryState, IntakeState, holding_reasons
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission

_NOT_ENDED = [s for s in EntryState if s != EntryState.CANCELLED]
_AT_THE_DOOR = (IntakeState.READY, IntakeState.READING, IntakeState.QUARANTINED)


def attach_reasons(entry: RegisterEntry, by: Seat) -> list[Reason]:
    """Why nothing more can be put to this paper."""
    reasons = permission_reasons(by, Permission.REGISTER)
    reasons += state_reasons(entry, *_NOT_ENDED) + holding_reasons(entry.pk)
    if is_shared(entry):
        words = _("Văn bản này còn ở sổ của nơi khác nên không thêm tệp được.")
        reasons.append(Reason(words))
    return reasons


@transaction.atomic
def attach_item(*, item_id: UUID, entry_id: UUID, by: Seat, at: datetime) -> IntakeItem:
    """A file at the door belongs to a paper that is already registered.

    One that is still being read follows when that is done; one in quarantine when it
    has been let out.
    """
    item = (
        IntakeItem.objects.select_for_update(of=("self",))
        .select_related("file")
        .filter(pk=item_id, agency=by.agency_id)
        .first()
    )
    if item is None or item.state not in _AT_THE_DOOR:
        raise Refused([_("Tệp này không còn ở chỗ tiếp nhận.")])
    entry = locked_entry(entry_id, by)
    reasons = attach_reasons(entry, by)
    if _has(entry, item):
        reasons.append(Reason(_("Văn bản này đã có đúng tệp ấy.")))
    if reasons:
        raise Refused(reasons)
    item.attach_to = entry
    item.attach_by, item.attach_by_post = by.person_name, by.acts_as
    item.save(update_fields=["attach_to", "attach_by", "attach_by_post"])
    record(
        "documents.file-attached",
        by=by.actor,
        at=at,
        on=entry,
        agency_id=entry.agency_id,
        data={"sha256": item.file.sha256 if item.file else "", "state": item.state},
    )
    if item.state == IntakeState.READY:
        put_with_paper(item, at)
    return item


def put_with_paper(item: IntakeItem, at: datetime) -> None:
    """It has been read: it lies with its paper now, as its next file.

    The caller's transaction, the item's row locked. Where that cannot be any more, the
    file stays at the door like any other.
    """
    entry = RegisterEntry.objects.select_for_update().get(further_items=item)
    file = item.file
    if file is None or entry.state == EntryState.CANCELLED or _has(entry, item):
        item.attach_to, item.attach_by, item.attach_by_post = None, "", ""
        item.save(update_fields=["attach_to", "attach_by", "attach_by_post"])
        return
    last = DocumentFile.objects.filter(document=entry.document_id).aggregate(
        last=Max("position")
    )["last"]
    position = 0 if last is None else last + 1
    DocumentFile.objects.create(
        document_id=entry.document_id,
        file=file,
        name=item.name,
        position=position,
    )
    if position == 0:
        Document.objects.filter(pk=entry.document_id).update(pages=file.pages)
    item.state = IntakeState.ATTACHED
    item.save(update_fields=["state"])
    tell(
        "documents.file-attached",
        entry=entry,
        actor=item.attach_by,
        actor_post=item.attach_by_post,
        at=at,
        detail={"file": item.name, "sha256": file.sha256},
    )


def _has(entry: RegisterEntry, item: IntakeItem) -> bool:
    return DocumentFile.objects.filter(
        document=entry.document_id, file=item.file_id
    ).exists()
