"""Rights to use products, and their proofs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.files.actions import store
from congvu.files.rules import clean_name
from congvu.lib.refusals import Reason, Refused
from congvu.licences.actions.counting import forget_counts
from congvu.licences.actions.products import one_line
from congvu.licences.models import Entitlement, EntitlementProof, Product
from congvu.licences.queries import most_given
from congvu.licences.rules import MOST_SEATS, EntitlementKind, Metric
from congvu.organisations.access import Seat

_DEAREST = 1_000_000_000_000_000


@dataclass(frozen=True)
class EntitlementData:
    """The whole of a right; ``ends_on`` is the first day without it, ``price`` đồng for
    all seats.
    """

    product_id: UUID | None
    kind: str
    seats: int | None
    starts_on: date | None
    ends_on: date | None = None
    metric: str = Metric.DEVICE
    covers_family: bool = False
    contract: str = ""
    price: int | None = None
    note: str = ""


@transaction.atomic
def entitle(
    *, agency_id: UUID, data: EntitlementData, by: Seat, at: datetime
) -> Entitlement:
    """A right that the agency holds the proof of; nobody has its seats yet."""
    _refuse(_faults(data))
    made = Entitlement(agency_id=agency_id, added_at=at, added_by=by.person_name)
    _set(made, data)
    made.save(force_insert=True)
    record(
        "licences.entitled",
        by=by.actor,
        at=at,
        on=made,
        agency_id=agency_id,
        data={
            "product": made.product.full_name,
            "kind": made.kind,
            "seats": made.seats,
        },
    )
    return made


@transaction.atomic
def change_entitlement(
    *, entitlement_id: UUID, data: EntitlementData, by: Seat, at: datetime
) -> Entitlement:
    """Never fewer seats than are given on any day: those are returned first."""
    found = Entitlement.objects.select_for_update().get(pk=entitlement_id)
    reasons = _faults(data)
    most = most_given(found.pk)
    if data.seats is not None and data.seats < min(most, found.seats):
        words = _("Đang cấp %(n)d; thu lại trước khi giảm số lượng.")
        reasons.append(Reason(words % {"n": most}, "seats"))
    given = found.allocations.exists()
    if given and data.product_id not in {None, found.product_id}:
        words = _("Đã cấp phát; không đổi sang sản phẩm khác được.")
        reasons.append(Reason(words, "product_id"))
    if data.kind == EntitlementKind.OEM and given and _beyond_machines(found):
        words = _("Đã cấp cho cả cơ quan, đơn vị hay người; thu lại trước khi ghi OEM.")
        reasons.append(Reason(words, "kind"))
    _refuse(reasons)
    names = [f.name for f in Entitlement._meta.concrete_fields]
    before = {name: getattr(found, name) for name in names}
    _set(found, data)
    changed = [name for name in names if getattr(found, name) != before[name]]
    if not changed:
        return found
    found.save(update_fields=changed)
    forget_counts()
    record(
        "licences.entitlement-changed",
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={
            "product": found.product.full_name,
            "before": _told(changed, before),
            "after": _told(changed, {name: getattr(found, name) for name in changed}),
        },
    )
    return found


def _beyond_machines(found: Entitlement) -> bool:
    return found.allocations.filter(machine=None, until=None).exists()


def _told(names: list[str], values: dict[str, Any]) -> str:
    """What changed, as the log says it: each field by its name."""
    said = []
    for name in names:
        value, field = values[name], Entitlement._meta.get_field(name)
        label = getattr(field, "verbose_name", name)
        shown = value.full_name if isinstance(value, Product) else value
        said.append(f"{label}: {'–' if shown is None else shown}")
    return "; ".join(said)[:500]


def add_proof(
    *, entitlement_id: UUID, name: str, stream: BinaryIO, by: Seat, at: datetime
) -> EntitlementProof:
    """A contract, an invoice, a receipt: kept once, whoever shows it."""
    found = Entitlement.objects.get(pk=entitlement_id)
    called = one_line(clean_name(name))[-200:]
    stored = store(
        name=called, stream=stream, by=by.actor, at=at, agency_id=found.agency_id
    )
    if not stored.is_accepted:
        raise Refused([Reason(f"{called}: {_(stored.reason)}", "file")])
    with transaction.atomic():
        made, is_new = EntitlementProof.objects.get_or_create(
            entitlement=found,
            file=stored.file,
            defaults={"name": called, "added_at": at, "added_by": by.person_name},
        )
        if not is_new:
            raise Refused([Reason(_("Tệp này đã là chứng từ của quyền này."), "file")])
        record(
            "licences.proof-added",
            by=by.actor,
            at=at,
            on=found,
            agency_id=found.agency_id,
            data={"product": found.product.full_name},
        )
    return made


def _set(found: Entitlement, data: EntitlementData) -> None:
    if data.product_id is not None:
        found.product = Product.objects.get(pk=data.product_id)
    found.kind, found.metric = data.kind, data.metric
    found.covers_family = data.covers_family
    found.seats = data.seats or 0
    if data.starts_on is not None:
        found.starts_on = data.starts_on
    found.ends_on = data.ends_on
    found.contract, found.price = one_line(data.contract), data.price
    found.note = one_line(data.note)


def _refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise Refused(reasons)


def _faults(data: EntitlementData) -> list[Reason]:
    product = None
    if data.product_id is not None:
        product = Product.objects.filter(pk=data.product_id).first()
    reasons = []
    if product is None:
        reasons.append(Reason(_("Chọn sản phẩm trong danh mục."), "product_id"))
    elif data.covers_family and not product.family:
        words = _("Sản phẩm này không thuộc họ nào; ghi họ ở danh mục trước.")
        reasons.append(Reason(words, "covers_family"))
    if data.kind not in set(EntitlementKind):
        reasons.append(Reason(_("Chọn loại quyền sử dụng."), "kind"))
    if data.metric not in set(Metric):
        reasons.append(Reason(_("Chọn cách tính số lượng."), "metric"))
    if data.seats is None or not 1 <= data.seats <= MOST_SEATS:
        words = _("Số lượng là số nguyên từ 1 đến một triệu.")
        reasons.append(Reason(words, "seats"))
    return reasons + _terms(data)


def _terms(data: EntitlementData) -> list[Reason]:
    reasons = []
    if data.starts_on is None:
        reasons.append(Reason(_("Ghi ngày bắt đầu."), "starts_on"))
    elif data.ends_on is not None and data.ends_on <= data.starts_on:
        words = _("Ngày hết hạn phải sau ngày bắt đầu.")
        reasons.append(Reason(words, "ends_on"))
    if data.kind == EntitlementKind.SUBSCRIPTION and data.ends_on is None:
        words = _("Thuê bao phải có ngày hết hạn.")
        reasons.append(Reason(words, "ends_on"))
    if data.kind == EntitlementKind.OEM and data.metric == Metric.USER:
        words = _("Quyền OEM đi theo máy, không theo người.")
        reasons.append(Reason(words, "metric"))
    if data.price is not None and not 0 <= data.price <= _DEAREST:
        words = _("Giá là số đồng, không âm.")
        reasons.append(Reason(words, "price"))
    return reasons
