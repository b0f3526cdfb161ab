"""Addresses that mean whoever is in units and posts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.mailboxes.actions.boxes import address_reasons, whole_address
from congvu.mailboxes.actions.provisioning import begin
from congvu.mailboxes.models import DistributionList, ListEntry, Mailbox
from congvu.mailboxes.rules import LONGEST_LINE
from congvu.organisations.access import Seat
from congvu.organisations.models import Agency, AgencyKind, Unit
from congvu.organisations.rules import Role

MOST_ENTRIES = 100


@dataclass(frozen=True)
class EntryData:
    """One of agency, unit, kind of agency, box; a role narrows the first three."""

    agency_id: UUID | None = None
    unit_id: UUID | None = None
    agency_kind: str = ""
    mailbox_id: UUID | None = None
    role: str = ""

    def means(self) -> int:
        given = (self.agency_id, self.unit_id, self.agency_kind, self.mailbox_id)
        return sum(bool(one) for one in given)


@dataclass(frozen=True)
class ListData:
    agency_id: UUID
    title: str
    address: str
    entries: Sequence[EntryData]


def _entry_reasons(
    data: ListData, by: Seat, on: date, had: Collection[EntryData] = ()
) -> list[Reason]:
    """Why not these; what the list ``had`` may stay, whatever became of it."""
    entries = list(dict.fromkeys(data.entries))
    if not entries:
        return [Reason(_("Danh sách chưa có ai; thêm ít nhất một mục."), "entries")]
    if len(entries) > MOST_ENTRIES:
        said = _("Nhiều nhất %(most)d mục.") % {"most": MOST_ENTRIES}
        return [Reason(said, "entries")]
    entries = [one for one in entries if one not in had]
    wrong = [
        one for one in entries if one.means() != 1 or (one.mailbox_id and one.role)
    ]
    known_kinds, known_roles = set(AgencyKind.values), set(Role)
    wrong += [
        one
        for one in entries
        if one.agency_kind not in known_kinds | {""}
        or one.role not in known_roles | {""}
    ]
    if not by.is_central:
        units = {one.unit_id for one in entries if one.unit_id}
        own = Unit.objects.filter(agency=data.agency_id, pk__in=list(units)).count()
        others = {one.agency_id for one in entries} - {None, data.agency_id}
        if own != len(units) or others or any(one.agency_kind for one in entries):
            words = _("Danh sách chỉ gồm đơn vị của cơ quan mình.")
            return [Reason(words, "entries")]
    for model, ids in (
        (Agency, {one.agency_id for one in entries if one.agency_id}),
        (Unit, {one.unit_id for one in entries if one.unit_id}),
        (Mailbox, {one.mailbox_id for one in entries if one.mailbox_id}),
    ):
        there = model.objects.valid(on=on).filter(pk__in=list(ids)).count()
        if there != len(ids):
            words = _("Có mục không còn: đơn vị, cơ quan hay hộp thư đã kết thúc.")
            return [Reason(words, "entries")]
    return [Reason(_("Có mục chưa đúng."), "entries")] if wrong else []


def _fill(found: DistributionList, entries: Sequence[EntryData]) -> None:
    ListEntry.objects.filter(list=found).delete()
    ListEntry.objects.bulk_create(
        ListEntry(
            list=found,
            agency_id=one.agency_id,
            unit_id=one.unit_id,
            mailbox_id=one.mailbox_id,
            agency_kind=one.agency_kind,
            role=one.role,
        )
        for one in dict.fromkeys(entries)
    )


@transaction.atomic
def make_list(*, data: ListData, by: Seat, at: datetime) -> DistributionList:
    on = local_date(at)
    run = begin(on=on, by=by.actor, at=at)
    title, reasons = nfc(data.title), list[Reason]()
    if not title:
        reasons.append(Reason(_("Chưa có tên danh sách."), "title"))
    address = whole_address(data.address, run.rule.domain.name)
    reasons += address_reasons(address, "address", on) + _entry_reasons(data, by, on)
    if reasons:
        raise Refused(reasons)
    found = DistributionList.objects.create(
        address=address,
        title=title[:LONGEST_LINE],
        agency_id=data.agency_id,
        valid_from=on,
        made_at=at,
        made_by=by.person_name,
    )
    _fill(found, data.entries)
    record(
        "mailboxes.list-made",
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"address": address, "title": title, "entries": len(data.entries)},
    )
    return found


@transaction.atomic
def change_list(
    *,
    list_id: UUID,
    title: str,
    entries: Sequence[EntryData],
    by: Seat,
    at: datetime,
) -> DistributionList:
    """Whom it means from now on; the address stays."""
    on = local_date(at)
    found = _open_list(list_id, on)
    title, reasons = nfc(title), list[Reason]()
    if not title:
        reasons.append(Reason(_("Chưa có tên danh sách."), "title"))
    data = ListData(found.agency_id, title, found.address, entries)
    had = {
        EntryData(one.agency_id, one.unit_id, one.agency_kind, one.mailbox_id, one.role)
        for one in found.entries.all()
    }
    reasons += _entry_reasons(data, by, on, had)
    if reasons:
        raise Refused(reasons)
    found.title = title[:LONGEST_LINE]
    found.save(update_fields=["title"])
    _fill(found, entries)
    record(
        "mailboxes.list-changed",
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"address": found.address, "title": title, "entries": len(entries)},
    )
    return found


@transaction.atomic
def end_list(*, list_id: UUID, by: Seat, at: datetime) -> None:
    on = local_date(at)
    found = _open_list(list_id, on)
    found.valid_until = max(on, found.valid_from + timedelta(days=1))
    found.save(update_fields=["valid_until"])
    record(
        "mailboxes.list-ended",
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"address": found.address},
    )


def _open_list(list_id: UUID, on: date) -> DistributionList:
    rows = DistributionList.objects.select_for_update(of=("self",))
    found: DistributionList = rows.get(pk=list_id)
    if not found.is_valid(on=on):
        raise Refused([_("Danh sách này đã thôi dùng.")])
    return found
