"""Seats given to agencies, units, machines and people; moved, and taken back."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.inventory.queries import living, people_of
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Reason, Refused
from congvu.licences.actions.counting import forget_counts
from congvu.licences.actions.products import one_line
from congvu.licences.models import Entitlement, SeatAllocation
from congvu.licences.queries import given_on_days
from congvu.licences.rules import MOST_SEATS, EntitlementKind
from congvu.organisations.access import Seat
from congvu.organisations.queries import agencies_on, units_on


@dataclass(frozen=True)
class Target:
    """To whom seats go: the whole agency, or one unit, machine or person of it."""

    agency_id: UUID
    unit_id: UUID | None = None
    machine_id: UUID | None = None
    person_id: UUID | None = None

    @property
    def is_single(self) -> bool:
        return self.machine_id is not None or self.person_id is not None


@transaction.atomic
def allocate(
    *,
    entitlement_id: UUID,
    target: Target,
    seats: int | None,
    since: date | None,
    by: Seat,
    at: datetime,
    over_reason: str = "",
) -> SeatAllocation:
    """Seats from a day on. More than are there: only with a reason, and it shows."""
    right = Entitlement.objects.select_for_update(no_key=True).get(pk=entitlement_id)
    reasons = _target_faults(target, right, at)
    why = one_line(over_reason)
    reasons += _seat_faults(target, seats, since, right)
    if not reasons and since is not None and seats is not None:
        reasons += _room_faults(right, seats, since, why)
    if reasons or since is None or seats is None:
        raise Refused(reasons)
    made = SeatAllocation.objects.create(
        entitlement=right,
        place=_next_place(right),
        agency_id=target.agency_id,
        unit_id=target.unit_id,
        machine_id=target.machine_id,
        person_id=target.person_id,
        seats=seats,
        since=since,
        over_reason=why,
        added_at=at,
        added_by=by.person_name,
    )
    _tell("licences.allocated", made, by, at)
    forget_counts(since=since)
    return made


@transaction.atomic
def transfer(
    *,
    allocation_id: UUID,
    target: Target,
    seats: int | None,
    since: date | None,
    by: Seat,
    at: datetime,
) -> SeatAllocation:
    """From a day on so many of its seats are another's; the rest stays where it is."""
    old, right = _held(allocation_id)
    reasons = _ended_faults(old, since)
    if right.kind == EntitlementKind.OEM:
        words = _("Quyền OEM đi theo máy nó đến cùng, không chuyển sang máy khác.")
        reasons.append(Reason(words))
    reasons += _target_faults(target, right, at)
    reasons += _seat_faults(target, seats, since, right)
    if seats is not None and seats > old.seats:
        words = _("Chỉ có %(n)d để chuyển.")
        reasons.append(Reason(words % {"n": old.seats}, "seats"))
    if not reasons and _is_same(old, target):
        reasons.append(Reason(_("Đã cấp cho đúng nơi này."), "target"))
    if reasons or since is None or seats is None:
        raise Refused(reasons)
    leaving = old if seats == old.seats else _split(old, seats)
    _end(leaving, since)
    made = _again(leaving, target, since, by, at)
    _tell("licences.transferred", made, by, at)
    forget_counts(since=old.since)
    return made


@transaction.atomic
def return_seats(
    *, allocation_id: UUID, until: date | None, by: Seat, at: datetime
) -> SeatAllocation:
    """Nobody's from that day on; from the day it was given on: it never was."""
    old, _right = _held(allocation_id)
    never_was = old.until is None and until == old.since
    reasons = [] if never_was else _ended_faults(old, until)
    if reasons or until is None:
        raise Refused(reasons)
    _tell("licences.returned", old, by, at)
    if never_was:
        old.delete()
    else:
        _end(old, until)
    forget_counts(since=until)
    return old


def _held(allocation_id: UUID) -> tuple[SeatAllocation, Entitlement]:
    found = SeatAllocation.objects.select_for_update().get(pk=allocation_id)
    rows = Entitlement.objects.select_for_update(no_key=True)
    return found, rows.get(pk=found.entitlement_id)


def _end(old: SeatAllocation, day: date) -> None:
    old.until = day
    old.save(update_fields=["until"])


def _split(old: SeatAllocation, seats: int) -> SeatAllocation:
    """So many of its seats as a row of their own, given as they were; the rest keeps
    the row and its day.
    """
    part = copy(old)
    old.seats -= seats
    old.save(update_fields=["seats"])
    part.pk, part.seats, part.part_of = uuid7(), seats, old.pk
    part.save(force_insert=True)
    return part


def _is_same(old: SeatAllocation, target: Target) -> bool:
    was = Target(old.agency_id, old.unit_id, old.machine_id, old.person_id)
    return was == target


def _next_place(right: Entitlement) -> int:
    """Asked under the right's row."""
    return (right.allocations.aggregate(last=Max("place"))["last"] or 0) + 1


def _again(
    old: SeatAllocation, target: Target, since: date, by: Seat, at: datetime
) -> SeatAllocation:
    return SeatAllocation.objects.create(
        entitlement_id=old.entitlement_id,
        agency_id=target.agency_id,
        unit_id=target.unit_id,
        machine_id=target.machine_id,
        person_id=target.person_id,
        seats=old.seats,
        since=since,
        over_reason=old.over_reason,
        place=old.place,
        moved_from=old,
        added_at=at,
        added_by=by.person_name,
    )


def _tell(event: str, one: SeatAllocation, by: Seat, at: datetime) -> None:
    record(  # the three verbs of an allocation say the same things
        event,
        by=by.actor,
        at=at,
        on=one,
        agency_id=one.agency_id,
        data={
            "product": one.entitlement.product.full_name,
            "seats": one.seats,
            "reason": one.over_reason,
        },
    )


def _ended_faults(old: SeatAllocation, day: date | None) -> list[Reason]:
    if old.until is not None:
        return [Reason(_("Phần cấp này đã kết thúc."))]
    if day is None:
        return [Reason(_("Ghi ngày."), "since")]
    if day <= old.since:
        words = _("Ngày phải sau ngày cấp, %(day)s.")
        return [Reason(words % {"day": f"{old.since:%d/%m/%Y}"}, "since")]
    return []


def _target_faults(target: Target, right: Entitlement, at: datetime) -> list[Reason]:
    on = local_date(at)
    if target.agency_id not in {one.id for one in agencies_on(on)}:
        return [Reason(_("Chọn cơ quan đang hoạt động."), "agency_id")]
    reasons = []
    if target.unit_id is not None and target.unit_id not in {
        unit.id for unit in units_on(target.agency_id, on)
    }:
        words = _("Đơn vị này không thuộc cơ quan được cấp.")
        reasons.append(Reason(words, "target"))
    if target.machine_id is not None and not _is_machine(target):
        words = _("Máy này không thuộc cơ quan được cấp.")
        reasons.append(Reason(words, "target"))
    if target.person_id is not None and target.person_id not in {
        pk for pk, _name in people_of(target.agency_id, on)
    }:
        words = _("Người này không giữ chức vụ nào ở cơ quan được cấp.")
        reasons.append(Reason(words, "target"))
    if right.kind == EntitlementKind.OEM and target.machine_id is None:
        words = _("Quyền OEM cấp cho đúng máy nó đến cùng.")
        reasons.append(Reason(words, "target"))
    return reasons


def _is_machine(target: Target) -> bool:
    rows = living().filter(agency=target.agency_id)
    return target.machine_id is not None and rows.filter(pk=target.machine_id).exists()


def _seat_faults(
    target: Target, seats: int | None, since: date | None, right: Entitlement
) -> list[Reason]:
    reasons = []
    if seats is None or not 1 <= seats <= MOST_SEATS:
        words = _("Số lượng là số nguyên từ 1 đến một triệu.")
        reasons.append(Reason(words, "seats"))
    elif target.is_single and seats != 1:
        words = _("Một máy, một người chỉ cấp một.")
        reasons.append(Reason(words, "seats"))
    if since is None:
        reasons.append(Reason(_("Ghi ngày cấp."), "since"))
    elif since < right.starts_on:
        words = _("Quyền này có từ %(day)s; không cấp trước ngày ấy.")
        reasons.append(Reason(words % {"day": f"{right.starts_on:%d/%m/%Y}"}, "since"))
    elif right.ends_on is not None and since >= right.ends_on:
        words = _("Quyền này đã hết hạn từ %(day)s.")
        reasons.append(Reason(words % {"day": f"{right.ends_on:%d/%m/%Y}"}, "since"))
    return reasons


def _room_faults(right: Entitlement, seats: int, since: date, why: str) -> list[Reason]:
    taken = given_on_days(right.pk, since)
    if taken + seats <= right.seats:
        return []
    if why:
        return []
    words = _(
        "Chỉ còn %(left)d trên %(seats)d. Nếu vẫn cấp thì ghi lý do; phần vượt hiện là "
        "“cấp vượt số đã có”."
    )
    said = {"left": max(right.seats - taken, 0), "seats": right.seats}
    return [Reason(words % said, "over_reason")]
