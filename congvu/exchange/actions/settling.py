"""A kept packet is read in the jail, and what it says is done: once, or not at all.

Reading and keeping its files happens outside any transaction; what follows is one.
Nothing that cannot be used is thrown away: the row says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.audit.rules import Actor, clean_text
from congvu.documents.actions import put_from_outside
from congvu.documents.rules import URGENCY_NAMES, IntakeState, Paper
from congvu.exchange.actions.hearing import hear_status
from congvu.exchange.actions.queueing import queue_status
from congvu.exchange.actions.reading import read_message
from congvu.exchange.actions.wishing import wish_from_outside
from congvu.exchange.formats.edxml import AnyMessage, Unreadable
from congvu.exchange.formats.edxml.messages import DocumentMessage, StatusMessage
from congvu.exchange.models import Arrival
from congvu.exchange.queries import (
    doors_named,
    earlier_arrivals,
    mailboxes_of,
    same_body,
    type_numbered,
)
from congvu.exchange.rules import (
    PROBLEMS,
    ArrivalState,
    Business,
    Channel,
    StatusCode,
    Wanted,
)
from congvu.files import actions as files
from congvu.files.models import FileState, StoredFile
from congvu.files.queries import file_as_path
from congvu.law.queries import document_types
from congvu.lib.dates import VIETNAM, local_date
from congvu.lib.refusals import Refused
from congvu.lib.text import fold
from congvu.notices.actions import notify
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role

_WANTED = {
    Business.RECALL: Wanted.RECALL,
    Business.UPDATE: Wanted.UPDATE,
    Business.REPLACE: Wanted.REPLACE,
}
_OTHER_TYPE = "CV"
ANSWERED = set(StatusCode) - {StatusCode.TAKE_BACK}
Kept = Sequence[tuple[StoredFile, str]]


def settle(*, arrival_id: UUID, by: Actor, at: datetime) -> Arrival:
    """Read a new packet and do what it says. May run any number of times."""
    arrival = Arrival.objects.select_related("file").get(pk=arrival_id)
    file = arrival.file
    if arrival.state != ArrivalState.NEW or file is None:
        return arrival
    with override("vi"):
        try:
            with file_as_path(file) as path:
                message = read_message(path)
        except Unreadable as why:
            head = why.message
            if isinstance(head, DocumentMessage) and _stranger(arrival, head):
                words = f"{_stranger(arrival, head)} {why}"
                return _turn_away(arrival, head, words, by, at)
            return _unreadable(arrival, why, by, at)
        if words := _stranger(arrival, message):
            return _turn_away(arrival, message, words, by, at)
        if isinstance(message, StatusMessage):
            return _settle_status(arrival, message, by, at)
        try:
            kept = _keep_files(message, by, at)
        except Refused as why:
            if isinstance(why, files.FileDestroyed):
                files.destroy(file=file, reason=str(why), by=by, at=at)
            return _refuse(arrival, message, str(why), by, at)
        return _settle_document(arrival, message, kept, by, at)


def _stranger(arrival: Arrival, message: AnyMessage) -> str:
    """Whether somebody else writes in its sender's name, in words.

    A hub says from which of its systems a packet is; by mail anybody may write.
    """
    if arrival.channel == Channel.MAIL:
        return _stranger_by_mail(arrival, message)
    named = message.header.from_
    if not arrival.told_sender or same_body(arrival.told_sender, [named.organ_id]):
        return ""
    words = _("Đường gửi ghi gói tin là của %(told)s, trong tệp ghi là của %(code)s.")
    code = named.organ_id or named.organ_name or _("không nơi nào")
    return words % {"told": arrival.told_sender, "code": code}


def _stranger_by_mail(arrival: Arrival, message: AnyMessage) -> str:
    named = message.header.from_
    if not arrival.told_sender:
        words = _("Máy chủ thư không xác thực được nơi gửi; thư ghi là của %(name)s.")
        return words % {"name": named.organ_name or named.organ_id}
    if isinstance(message, StatusMessage) and message.header.status_code in ANSWERED:
        return ""  # whom we wrote to may answer: told by the mailbox alone
    if arrival.told_sender.lower() in mailboxes_of(named.organ_id):
        return ""
    words = _("Danh bạ không ghi hộp thư %(mailbox)s là của %(name)s (%(code)s).")
    return words % {
        "mailbox": arrival.told_sender,
        "name": named.organ_name,
        "code": named.organ_id,
    }


@transaction.atomic
def _turn_away(
    arrival: Arrival, message: AnyMessage, words: str, by: Actor, at: datetime
) -> Arrival:
    """Kept for the registry to look at; nobody is answered, nothing is done."""
    row = _locked(arrival)
    if row.state != ArrivalState.NEW:
        return row
    if isinstance(message, StatusMessage):
        _fill_status(row, message)
    else:
        _fill_document(row, message)
        _is_for_us(row, message, at)
    return _end(row, ArrivalState.REFUSED, words, by, at)


def _keep_files(message: DocumentMessage, by: Actor, at: datetime) -> Kept:
    """The bytes first; all of them are read when the paper lies at the door."""
    found = []
    for attachment in message.attachments:
        if attachment.content is None:
            continue
        stored = files.store(
            stream=BytesIO(b"".join(attachment.content.chunks())),
            name=attachment.attachment_name,
            by=by,
            at=at,
            read_later=False,
        )
        found.append((stored.file, stored.file.name or attachment.attachment_name))
    return found


@transaction.atomic
def _unreadable(arrival: Arrival, why: Unreadable, by: Actor, at: datetime) -> Arrival:
    """Broken; where its head could be read, its sender hears 02 and why."""
    row = _locked(arrival)
    if row.state != ArrivalState.NEW:
        return row
    if isinstance(why.message, DocumentMessage):
        _fill_document(row, why.message)
        if not _is_for_us(row, why.message, at):
            return _end(row, ArrivalState.NOT_OURS, _not_ours(why.message), by, at)
        queue_status(arrival=row, code=StatusCode.REFUSED, text=str(why), at=at)
    return _end(row, ArrivalState.BROKEN, str(why), by, at)


@transaction.atomic
def _refuse(
    arrival: Arrival, message: DocumentMessage, words: str, by: Actor, at: datetime
) -> Arrival:
    """A file of it may not be kept here; of a secret not even what is said of it."""
    row = _locked(arrival)
    if row.state != ArrivalState.NEW:
        return row
    _fill_document(row, message)
    if row.file is not None and row.file.state == FileState.DESTROYED:
        row.subject = row.symbol = ""
    if not _is_for_us(row, message, at):
        return _end(row, ArrivalState.NOT_OURS, _not_ours(message), by, at)
    queue_status(arrival=row, code=StatusCode.REFUSED, text=words, at=at)
    return _end(row, ArrivalState.REFUSED, words, by, at)


@transaction.atomic
def _settle_status(
    arrival: Arrival, message: StatusMessage, by: Actor, at: datetime
) -> Arrival:
    row = _locked(arrival)
    if row.state != ArrivalState.NEW:
        return row
    header = message.header
    _fill_status(row, message)
    if row.code not in set(StatusCode):
        words = _(PROBLEMS["status-unknown"]) % {"code": row.code or "“”"}
        return _end(row, ArrivalState.BROKEN, words.capitalize() + ".", by, at)
    if row.code == StatusCode.TAKE_BACK:
        state, words = wish_from_outside(
            arrival=row,
            about=row.document_id,
            wanted=Wanted.RECALL,
            reason=header.description,
            at=at,
        )
    else:
        state, words = hear_status(arrival=row, text=header.description, at=at)
    return _end(row, state, words, by, at)


@transaction.atomic
def _settle_document(
    arrival: Arrival, message: DocumentMessage, kept: Kept, by: Actor, at: datetime
) -> Arrival:
    row = _locked(arrival)
    if row.state != ArrivalState.NEW:
        return row
    _fill_document(row, message)
    business = message.business
    if not row.document_id:
        words = f"DocumentId: {_(PROBLEMS['missing'])}."
        return _end(row, ArrivalState.BROKEN, words, by, at)
    if not _is_for_us(row, message, at):
        return _end(row, ArrivalState.NOT_OURS, _not_ours(message), by, at)
    if row.code not in {str(int(b)) for b in Business}:
        words = _(PROBLEMS["business-unknown"]) % {"code": row.code}
        return _end(row, ArrivalState.BROKEN, words.capitalize() + ".", by, at)
    kind = Business(int(row.code))
    if kind == Business.NEW:
        return _take_new(row, message, kept, by, at)
    listed = business.replacement_list
    about = [business.document_id or row.document_id]
    about += [r.document_id for r in listed.replacements] if listed else []
    state, words = ArrivalState.TAKEN, ""
    for one in dict.fromkeys(about):
        state, words = wish_from_outside(
            arrival=row, about=one, wanted=_WANTED[kind], reason=business.reason, at=at
        )
        if state == ArrivalState.WAITS:
            break
    if kind == Business.RECALL:
        return _end(row, state, words, by, at)
    # An earlier paper that nobody has, or that went from the door: this one is new.
    held = earlier_arrivals(row, row.document_id).exclude(item=None)
    if not held.filter(withdrawn_at=None).exists():
        _put_at_door(row, message, kept, at)
        state = ArrivalState.TAKEN if state == ArrivalState.REFUSED else state
        words = "" if state == ArrivalState.TAKEN else words
    return _end(row, state, words, by, at)


def _take_new(
    row: Arrival, message: DocumentMessage, kept: Kept, by: Actor, at: datetime
) -> Arrival:
    held = earlier_arrivals(row, row.document_id).filter(withdrawn_at=None)
    # What was returned or taken back may come again, put right.
    held = held.exclude(item=None).exclude(item__state=IntakeState.DISCARDED)
    before = held.first()
    if before is not None:
        words = _("Văn bản này đã đến trong gói tin khác lúc %(when)s.") % {
            "when": _local_time(before.received_at)
        }
        return _end(row, ArrivalState.REPLAYED, words, by, at)
    _put_at_door(row, message, kept, at)
    return _end(row, ArrivalState.TAKEN, "", by, at)


def _local_time(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def _put_at_door(
    row: Arrival, message: DocumentMessage, kept: Kept, at: datetime
) -> None:
    assert row.agency_id is not None  # noqa: S101 - _is_for_us found it
    row.item = put_from_outside(
        paper=_paper(message, row.channel, local_date(at)),
        files=kept,
        agency_id=row.agency_id,
        sender=row.sender_name or row.sender,
        at=at,
    )
    row.save(update_fields=["item"])
    queue_status(arrival=row, code=StatusCode.ARRIVED, text="", at=at)
    clerks = posts_of_role(Role.RECORDS_CLERK, [row.agency_id], local_date(at))
    notify(
        "exchange.arrived",
        to=clerks.get(row.agency_id, set()),
        target_id=row.item.pk,
        at=at,
        actor=row.sender_name[:80],
    )


def _paper(message: DocumentMessage, channel: str, on: date) -> Paper:
    """The sender's words as the receiver's form has them. Types go by their names; by
    their number only where there is no such name."""
    header = message.header
    known = {fold(t.name): t.code for t in document_types(on)}
    told = header.document_type
    type_code = known.get(fold(told.type_name)) or type_numbered(channel, told.type, on)
    priority = header.other_info.priority if header.other_info else 0
    urgencies = list(URGENCY_NAMES)
    symbol = f"{header.code.number}/{header.code.notation}".strip("/")
    return Paper(
        subject=clean_text(header.subject or header.content),
        issuer_name=clean_text(header.from_.organ_name or header.from_.organ_id),
        type_code=type_code if type_code in known.values() else _OTHER_TYPE,
        symbol=clean_text(symbol),
        has_no_symbol=not symbol,
        issued_on=header.promulgation.promulgation_date,
        signer_name=clean_text(header.signer.full_name),
        signer_position=clean_text(header.signer.position),
        urgency=urgencies[min(max(priority or 0, 0), len(urgencies) - 1)],
        identifier=clean_text(header.document_id),
    )


def _fill_status(row: Arrival, message: StatusMessage) -> None:
    header, about = message.header, message.header.response_for
    row.kind, row.code = "status", header.status_code[:10]
    row.sender = header.from_.organ_id[:200]
    row.sender_name = header.from_.organ_name[:200]
    row.document_id, row.symbol = about.document_id[:200], about.code[:60]
    row.issued_on, row.subject = about.promulgation_date, header.description[:1000]
    row.told_at = header.timestamp or row.told_at


def _fill_document(row: Arrival, message: DocumentMessage) -> None:
    header, business = message.header, message.business
    hops = message.trace.headers if message.trace else []
    row.kind = "document"
    row.code = str(business.type if business.type is not None else 0)[:10]
    row.sender = header.from_.organ_id[:200]
    row.sender_name = header.from_.organ_name[:200]
    row.document_id = header.document_id[:200]
    row.symbol = f"{header.code.number}/{header.code.notation}".strip("/")[:60]
    row.issued_on = header.promulgation.promulgation_date
    row.due_on, row.subject = header.due_date, header.subject[:1000]
    told = header.document_type
    number = _("số %(number)d") % {"number": told.type} if told.type is not None else ""
    row.type_told = ", ".join(filter(None, (told.type_name[:100], number)))
    row.told_at = hops[-1].timestamp if hops else row.told_at


def _is_for_us(row: Arrival, message: DocumentMessage, at: datetime) -> bool:
    """Whether the agency whose box it lay in is named; a shared box's packet is each
    named agency's, the further ones as rows of their own."""
    doors = doors_named([o.organ_id for o in message.header.to], local_date(at))
    if row.agency_id is not None:
        row.answers_as = doors.get(row.agency_id, "")[:35]
        return row.agency_id in doors
    if not doors:
        return False
    (row.agency_id, code), *others = doors.items()
    row.answers_as = code[:35]
    Arrival.objects.bulk_create(
        (
            Arrival(
                agency_id=agency_id,
                state=ArrivalState.NEW,
                **{name: getattr(row, name) for name in _AS_BROUGHT},
            )
            for agency_id, _code in others
        ),
        ignore_conflicts=True,
    )
    return True


_AS_BROUGHT = (
    "channel",
    "remote_id",
    "kind",
    "told_sender",
    "sha256",
    "size",
    "file",
    "told_at",
    "received_at",
)


def _not_ours(message: DocumentMessage) -> str:
    names = ", ".join(o.organ_id or o.organ_name for o in message.header.to[:5])
    return _("Gói tin gửi cho %(codes)s, không phải cơ quan ở đây.") % {
        "codes": names or _("không nơi nào")
    }


def _locked(arrival: Arrival) -> Arrival:
    rows = Arrival.objects.select_for_update(of=("self",)).select_related("file")
    return rows.get(pk=arrival.pk)


_FROM_OUTSIDE = (
    "sender",
    "sender_name",
    "document_id",
    "symbol",
    "subject",
    "code",
    "type_told",
)


def _end(
    row: Arrival, state: ArrivalState, words: str, by: Actor, at: datetime
) -> Arrival:
    for name in _FROM_OUTSIDE:
        setattr(row, name, clean_text(getattr(row, name)))
    row.state, row.reason, row.settled_at = state, clean_text(words)[:1000], at
    row.save()
    record(
        "exchange.packet-settled",
        by=by,
        at=at,
        on=row,
        agency_id=row.agency_id,
        data={
            "state": state.value,
            "kind": row.kind,
            "code": row.code,
            "sender": row.sender,
            "document": row.document_id,
        },
    )
    return row
