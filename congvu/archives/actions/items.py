"""Papers put into dossiers without copying, moved and taken out again."""

from __future__ import annotations

from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.archives.actions.asking import (
    filing_reasons,
    locked_dossier,
    reason_reasons,
    refuse_marked,
)
from congvu.archives.actions.history import note
from congvu.archives.models import Dossier, DossierItem
from congvu.archives.queries import visible_items
from congvu.archives.rules import ItemKind
from congvu.audit.actions import record
from congvu.documents.access import scope_of
from congvu.documents.actions import Printed
from congvu.documents.models import RegisterEntry
from congvu.documents.queries import readable_entries
from congvu.files.actions import store
from congvu.files.models import FileState
from congvu.files.queries import open_file
from congvu.jobs.actions import enqueue
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.queries import readable_lines
from congvu.outgoing.rules import OutgoingState


@transaction.atomic
def file_paper(
    *,
    dossier_id: UUID,
    by: Seat,
    at: datetime,
    incoming_id: UUID | None = None,
    outgoing_id: UUID | None = None,
    note_text: str = "",
) -> DossierItem:
    """Put a line of a register that the actor sees into a dossier it makes."""
    dossier = locked_dossier(dossier_id, by)
    reasons = filing_reasons(dossier, by)
    scope = scope_of(by)
    incoming = outgoing = None
    if incoming_id is not None:
        incoming = (
            readable_entries(scope).select_related("document").filter(pk=incoming_id)
        ).first()
    elif outgoing_id is not None:
        outgoing = readable_lines(scope).filter(pk=outgoing_id).first()
    if incoming is None and outgoing is None:
        raise Refused([*reasons, Reason(_("Không tìm thấy văn bản này."))])
    held = DossierItem.objects.filter(
        dossier=dossier, incoming=incoming, outgoing=outgoing
    ).first()
    if held is not None and held.dropped_at is None:
        reasons.append(Reason(_("Văn bản đã nằm trong hồ sơ này.")))
    if outgoing is not None and outgoing.state == OutgoingState.CANCELLED:
        reasons.append(Reason(_("Số văn bản đi này đã hủy, không có văn bản.")))
    if reasons:
        raise Refused(reasons)
    if held is None:
        held = DossierItem(dossier=dossier, incoming=incoming, outgoing=outgoing)
    held.kind = ItemKind.INCOMING if incoming else ItemKind.OUTGOING
    held.happened_on = _day_of(incoming, outgoing)
    held.note, held.added_at, held.added_by = nfc(note_text)[:500], at, by.person_name
    held.dropped_at, held.dropped_because = None, ""
    held.save()
    told = _words(incoming, outgoing)
    data = {"kind": held.kind, "paper": told}
    note("archives.item-filed", on=dossier, by=by, at=at, text=told, data=data)
    return held


def _day_of(incoming: RegisterEntry | None, outgoing: OutgoingEntry | None) -> date:
    if incoming is not None:
        return incoming.document.issued_on or incoming.arrived_on
    if outgoing is None:
        message = "neither line"
        raise ValueError(message)
    return outgoing.issued_on


def _words(incoming: RegisterEntry | None, outgoing: OutgoingEntry | None) -> str:
    """What cannot be forgotten names an incoming paper by its line alone: its symbol
    would stay there if it turned out to be a state secret.
    """
    if incoming is not None:
        number = f"{incoming.number}/{incoming.arrived_on.year}"
        with override("vi"):  # it is kept for good, whoever reads
            return _("số đến %(number)s") % {"number": number}
    return outgoing.symbol if outgoing is not None else ""


def add_file(
    *,
    dossier_id: UUID,
    name: str,
    stream: BinaryIO,
    subject: str,
    happened_on: date,
    by: Seat,
    at: datetime,
    symbol: str = "",
    type_name: str = "",
    author: str = "",
    pages: int | None = None,
    is_draft: bool = False,
) -> DossierItem:
    """A file that no register has: minutes, a map, a draft.

    The bytes are made safe first; the pointer is one transaction.
    """
    refuse_marked(texts=[subject, symbol, type_name, name], by=by, at=at)
    reasons = _file_reasons(subject, happened_on, at)
    if reasons:
        raise Refused(reasons)
    with transaction.atomic():
        reasons = filing_reasons(locked_dossier(dossier_id, by), by)
        if reasons:
            raise Refused(reasons)
    kept = store(
        name=name,
        by=by.actor,
        at=at,
        stream=stream,
        agency_id=by.agency_id,
        read_later=False,
    )
    if not kept.is_accepted:
        raise Refused([Reason(kept.reason, "file")])
    item = DossierItem(
        kind=ItemKind.FILE,
        file=kept.file,
        file_name=name[:255],
        happened_on=happened_on,
        symbol=nfc(symbol)[:100],
        type_name=nfc(type_name)[:100],
        subject=nfc(subject),
        author=nfc(author)[:200],
        pages=pages,
        is_draft=is_draft,
        added_at=at,
        added_by=by.person_name,
    )
    return _put(item, dossier_id, by, at)


@transaction.atomic
def _put(item: DossierItem, dossier_id: UUID, by: Seat, at: datetime) -> DossierItem:
    """The rights are asked again: bytes take their time."""
    item.dossier = locked_dossier(dossier_id, by)
    reasons = filing_reasons(item.dossier, by)
    if reasons:
        raise Refused(reasons)
    item.save(force_insert=True)
    enqueue("archives.look_through_file", item_id=str(item.id))
    data = {"kind": item.kind, "paper": item.subject}
    note(
        "archives.item-filed",
        on=item.dossier,
        by=by,
        at=at,
        text=item.subject,
        data=data,
    )
    return item


def _file_reasons(subject: str, happened_on: date, at: datetime) -> list[Reason]:
    found: list[Reason] = []
    if not nfc(subject):
        found.append(Reason(_("Ghi trích yếu nội dung của tài liệu."), "subject"))
    elif len(nfc(subject)) > 500:
        words = _("Trích yếu dài quá %(most)d ký tự.") % {"most": 500}
        found.append(Reason(words, "subject"))
    if happened_on > local_date(at):
        found.append(Reason(_("Ngày của tài liệu ở sau hôm nay."), "happened_on"))
    return found


@transaction.atomic
def remove_item(
    *, dossier_id: UUID, item_id: UUID, reason: str, by: Seat, at: datetime
) -> Dossier:
    """Take a paper out of an open dossier; the paper itself stays where it is kept."""
    dossier = locked_dossier(dossier_id, by)
    item = _own_item(dossier, item_id, by)
    reasons = filing_reasons(dossier, by) + reason_reasons(reason)
    if reasons:
        raise Refused(reasons)
    words, kind = _item_words(item), item.kind
    item.delete()
    text = f"{words}: {nfc(reason)}"
    data = {"kind": kind, "paper": words}
    note("archives.item-removed", on=dossier, by=by, at=at, text=text, data=data)
    return dossier


@transaction.atomic
def move_item(
    *, dossier_id: UUID, item_id: UUID, to_id: UUID, by: Seat, at: datetime
) -> DossierItem:
    """From one dossier the actor makes to another; both are told."""
    first, second = sorted([dossier_id, to_id])
    locked = {x: locked_dossier(x, by) for x in (first, second)}
    dossier, target = locked[dossier_id], locked[to_id]
    item = _own_item(dossier, item_id, by)
    reasons = filing_reasons(dossier, by)
    reasons += [r for r in filing_reasons(target, by) if r not in reasons]
    twin = DossierItem.objects.filter(
        dossier=target, incoming=item.incoming_id, outgoing=item.outgoing_id
    )
    if dossier_id == to_id or (item.kind != ItemKind.FILE and twin.exists()):
        reasons.append(Reason(_("Văn bản đã nằm trong hồ sơ này."), "to"))
    if reasons:
        raise Refused(reasons)
    item.dossier = target
    item.save(update_fields=["dossier"])
    words = _item_words(item)
    for here, there in ((dossier, target), (target, dossier)):
        text = f"{words}: {dossier.symbol} → {target.symbol}"
        data = {"paper": words, "to": there.symbol}
        note("archives.item-moved", on=here, by=by, at=at, text=text, data=data)
    return item


def _own_item(dossier: Dossier, item_id: UUID, by: Seat) -> DossierItem:
    item = visible_items(dossier, scope_of(by)).filter(pk=item_id).first()
    if item is None:
        raise Refused([_("Không tìm thấy văn bản này trong hồ sơ.")])
    return item


def _item_words(item: DossierItem) -> str:
    if item.kind == ItemKind.FILE:
        return item.subject
    return _words(item.incoming, item.outgoing)


def take_out_file(*, item: DossierItem, by: Seat, at: datetime) -> Printed:
    """The bytes of a file of its own, while they are there to be read."""
    if item.file is None or item.file.state not in (FileState.READING, FileState.READY):
        raise Refused([_("Tệp này chưa đọc xong hoặc không còn.")])
    try:
        stream = open_file(item.file)
    except FileNotFoundError:
        raise Refused([_("Tệp này chưa đọc xong hoặc không còn.")]) from None
    record(
        "archives.file-opened",
        by=by.actor,
        at=at,
        on=item,
        agency_id=item.dossier.agency_id,
        data={"symbol": item.dossier.symbol, "kind": item.kind},
    )
    return Printed(stream, item.file_name, "application/octet-stream")
