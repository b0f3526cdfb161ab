"""Số đến: an arrived paper becomes a line in the agency's register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.documents import queries
from congvu.documents.actions.crossing import lock_sender, mark_registered
from congvu.documents.actions.history import grant, note
from congvu.documents.actions.papers import document_values, found_by
from congvu.documents.actions.secrets import refuse_secret
from congvu.documents.models import (
    Document,
    DocumentFile,
    IntakeItem,
    Register,
    RegisterEntry,
)
from congvu.documents.rules import (
    LONGEST_LATE_REASON,
    LONGEST_NOTE,
    EntryState,
    GrantOrigin,
    IntakeState,
    Paper,
    order_key,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission

# What a clerk reads on the paper; the issuer is matched by its name.
_ON_PAPER = (
    "identifier",
    "type_code",
    "symbol",
    "issued_on",
    "issuer_name",
    "subject",
    "signer_name",
    "signer_position",
    "urgency",
)


class RegisterClosed(Refused):
    """The year's register is closed: it can be read and printed, not written."""


class PossibleDuplicate(Refused):
    """The agency already holds a paper with this identifier, or number and issuer.

    A warning (NĐ 30/2020 Phụ lục VI): registering again with ``not_duplicate`` goes on.
    """

    def __init__(self, entries: Sequence[RegisterEntry]) -> None:
        self.entries = list(entries)
        first = self.entries[0]
        message = _(
            "Có thể trùng với số đến %(number)s, vào sổ ngày %(day)s. Nếu là văn bản "
            "khác, xác nhận “Là văn bản khác” rồi vào sổ."
        ) % {"number": first.number, "day": first.arrived_on.strftime("%d/%m/%Y")}
        super().__init__([Reason(message, "not_duplicate")])


class BackDated(Refused):
    """The day of arrival lies before that of a number already given.

    A warning: numbers are given in the order of arrival (NĐ 30/2020 Đ22.2), so going on
    needs a ``late_reason``, which stays with the line.
    """

    def __init__(self, last_day: date) -> None:
        message = _(
            "Ngày đến trước ngày %(day)s của số đến đã cấp. Nếu đúng là vào sổ lùi "
            "ngày, ghi lý do rồi vào sổ."
        ) % {"day": last_day.strftime("%d/%m/%Y")}
        super().__init__([Reason(message, "late_reason")])


def register_incoming(
    *,
    paper: Paper,
    arrived_at: datetime,
    by: Seat,
    at: datetime,
    item_id: UUID | None = None,
    channel: str = "paper",
    not_duplicate: bool = False,
    late_reason: str = "",
    looked_at: bool = True,
) -> RegisterEntry:
    """Enter a paper in the register of the clerk's agency and give it its số đến.

    One sequence per agency and calendar year in Vietnam's time, paper and electronic
    together, without gaps (NĐ 30/2020 Đ22.2). All reasons against it come at once.
    What nobody has ``looked_at``, as read by the machine, says so for good.
    """
    refuse_secret(level=paper.secrecy, by=by, at=at)
    return _register(
        paper=paper,
        arrived_at=arrived_at,
        by=by,
        at=at,
        item_id=item_id,
        channel=channel,
        not_duplicate=not_duplicate,
        late_reason=nfc(late_reason),
        looked_at=looked_at,
    )


@transaction.atomic
def _register(
    *,
    paper: Paper,
    arrived_at: datetime,
    by: Seat,
    at: datetime,
    item_id: UUID | None,
    channel: str,
    not_duplicate: bool,
    late_reason: str,
    looked_at: bool,
) -> RegisterEntry:
    arrived_on = local_date(arrived_at)
    lock_sender(item_id)
    item = _item_to_register(item_id, by)
    _check(paper, arrived_on=arrived_on, today=local_date(at), by=by)
    document = _paper_to_register(paper, at=at, item=item)
    register = _open_register(by.agency_id, arrived_on.year)
    if not not_duplicate:
        _check_duplicates(document, item, by)
    last_day = _later_day(register, arrived_on, item)
    remark = _noted(paper.note, late_reason) if last_day else paper.note
    if last_day:
        _check_late(last_day, late_reason, remark)
    said = {"text": late_reason, "late": True} if last_day else {}
    if not looked_at:
        said["unconfirmed"] = True
    if document._state.adding:
        _keep_document(document, item)
    entry = _number(
        register,
        document,
        arrived_on,
        arrived_at,
        by,
        at,
        channel,
        remark,
    )
    grant(entry, [by.agency_id], GrantOrigin.HELD)
    if item is not None:
        item.state, item.entry = IntakeState.REGISTERED, entry
        item.save(update_fields=["state", "entry"])
        mark_registered(item, entry, at)
    note(
        "documents.registered",
        entry=entry,
        by=by,
        at=at,
        detail={"number": entry.number, "year": register.year, **said},
    )
    return entry


@dataclass(frozen=True)
class Entered:
    """What came of entering many files at once; each stands for itself."""

    entries: list[RegisterEntry]
    refused: list[tuple[IntakeItem, Refused]]


def register_ready(*, by: Seat, at: datetime) -> Entered:
    """Enter every file at the door that needs nobody, each in its own transaction.

    Oldest first: the order of arrival is the order of the numbers.
    """
    items = queries.intake_items(by.agency_id, at=at)
    lines = queries.proposed(items, queries.Lists.of(local_date(at)), at=at)
    done = Entered([], [])
    for line in sorted(
        lines, key=lambda li: (li.item.received_at, li.item.first_page or 0, li.item.id)
    ):
        if not line.is_ready:
            continue
        try:
            entry = register_incoming(
                paper=queries.paper_proposed(line.proposal),
                arrived_at=line.item.received_at,
                by=by,
                at=at,
                item_id=line.item.id,
                channel=line.item.channel,
                not_duplicate=line.proposal.not_duplicate,
                looked_at=bool(line.item.draft),
            )
        except Refused as why:
            done.refused.append((line.item, why))
        else:
            done.entries.append(entry)
    return done


def _item_to_register(item_id: UUID | None, by: Seat) -> IntakeItem | None:
    if item_id is None:
        return None
    item = (
        IntakeItem.objects.select_for_update(of=("self",))
        .select_related("file", "document")
        .filter(pk=item_id, agency=by.agency_id)
        .first()
    )
    if item is None:
        raise Refused([_("Không tìm thấy tệp tiếp nhận này.")])
    if item.state == IntakeState.REGISTERED:
        raise Refused([_("Tệp này đã được vào sổ.")])
    if item.state == IntakeState.READING:
        # Whether it is a state secret is only known once it has been read.
        raise Refused([queries.still_read()])
    if item.state != IntakeState.READY:
        raise Refused([_("Tệp này đã bị từ chối hoặc cách ly nên không vào sổ được.")])
    return item


def _check_duplicates(document: Document, item: IntakeItem | None, by: Seat) -> None:
    found = queries.duplicates(
        agency_id=by.agency_id,
        symbol=document.symbol,
        issuer_name=document.issuer_name,
        issued_on=document.issued_on,
        identifier=document.identifier,
        file_id=item.file_id if item else None,
    )
    if found:
        raise PossibleDuplicate(found)


def _later_day(
    register: Register, arrived_on: date, item: IntakeItem | None
) -> date | None:
    """The latest day a number was given for, when it is after this one's.

    A file that the office itself took in that day is its own witness: registered late,
    it is not back-dated.
    """
    if item is not None and local_date(item.received_at) == arrived_on:
        return None
    return (
        RegisterEntry.objects.filter(
            agency=register.agency_id,
            arrived_on__gt=arrived_on,
            arrived_on__year=register.year,
        )
        .order_by("-arrived_on")
        .values_list("arrived_on", flat=True)
        .first()
    )


def _check_late(last_day: date, late_reason: str, remark: str) -> None:
    """The reason is there and fits into the book beside the note."""
    if not late_reason:
        raise BackDated(last_day)
    too_many = len(nfc(remark)) - LONGEST_NOTE
    longest = min(LONGEST_LATE_REASON, len(late_reason) - max(0, too_many))
    if len(late_reason) > longest:
        words = _("Dài quá %(most)d ký tự.") % {"most": max(0, longest)}
        raise Refused([Reason(words, "late_reason")])


def _noted(remark: str, late_reason: str) -> str:
    """Ghi chú as the book prints it when a paper was entered late."""
    with override("vi"):
        late = _("Vào sổ lùi ngày: %(why)s") % {"why": late_reason}
    return f"{late.rstrip('.')}. {remark}" if remark else late


def _check(paper: Paper, *, arrived_on: date, today: date, by: Seat) -> None:
    """Every reason against registering, at once."""
    reasons = queries.reasons_against(
        paper, agency_id=by.agency_id, arrived_on=arrived_on, today=today
    )
    if not by.can(Permission.REGISTER):
        reasons.insert(0, Reason(_("Chức vụ này không có quyền vào sổ.")))
    if reasons:
        raise Refused(reasons)


def _paper_to_register(
    paper: Paper, *, at: datetime, item: IntakeItem | None
) -> Document:
    """The issuer's own paper where the clerk says just what the issuer does, else a new
    one that is not yet kept."""
    values = document_values(paper, on=local_date(at))
    came = item.document if item is not None else None
    if came is not None and all(getattr(came, n) == values[n] for n in _ON_PAPER):
        return came
    pages = item.file.pages if item and item.file else None
    return Document(**values, pages=pages, created_at=at)


def _keep_document(document: Document, item: IntakeItem | None) -> None:
    """With its file; of a paper that came whole, with every file it came with."""
    document.save(force_insert=True)
    if item is not None and item.document_id is not None:
        came = DocumentFile.objects.filter(document=item.document_id)
        DocumentFile.objects.bulk_create(
            DocumentFile(
                document=document, file_id=f.file_id, name=f.name, position=f.position
            )
            for f in came
        )
    elif item is not None and item.file_id is not None:
        DocumentFile.objects.create(
            document=document, file_id=item.file_id, name=item.name
        )


def _open_register(agency_id: UUID, year: int) -> Register:
    """The year's register with its row locked: from here to commit, one at a time."""
    Register.objects.bulk_create(
        [Register(agency_id=agency_id, year=year)], ignore_conflicts=True
    )
    register = Register.objects.select_for_update().get(agency=agency_id, year=year)
    if register.closed_at is not None:
        raise RegisterClosed([queries.closed_reason(year, register.closed_at)])
    return register


def _number(
    register: Register,
    document: Document,
    arrived_on: date,
    arrived_at: datetime,
    by: Seat,
    at: datetime,
    channel: str,
    remark: str,
) -> RegisterEntry:
    register.last_number += 1
    register.save(update_fields=["last_number"])
    due_on, basis = queries.handling_deadline(
        document.urgency, arrived_on, register.agency_id
    )
    return RegisterEntry.objects.create(
        register=register,
        agency_id=register.agency_id,
        document=document,
        number=register.last_number,
        order_key=order_key(register.year, register.last_number),
        arrived_on=arrived_on,
        arrived_at=arrived_at,
        registered_at=at,
        registered_by=by.person_name,
        channel=channel,
        urgency=document.urgency,
        state=EntryState.REGISTERED,
        holder=by.post_name,
        due_on=due_on,
        due_basis=basis,
        move_by=queries.step_deadline("submit", document.urgency, arrived_on),
        note=nfc(remark),
        **found_by(register.last_number, document),
    )
