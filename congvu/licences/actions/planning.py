"""The open-source plan: begun, its lines written, changed, dropped."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.licences.models import (
    FormatScan,
    Product,
    ReplacementLine,
    ReplacementPlan,
    Rollout,
)
from congvu.licences.rules import BLOCK_NAMES, Licence
from congvu.licences.rules.opensource import MOST_DONG
from congvu.organisations.access import Seat
from congvu.organisations.queries import units_on

MOST_PEOPLE = 1_000_000


@transaction.atomic
def begin_plan(
    *,
    agency_id: UUID,
    title: str,
    basis: str,
    starts_on: date | None,
    ends_on: date | None,
    by: Seat,
    at: datetime,
) -> ReplacementPlan:
    title, reasons = nfc(title), []
    if not title:
        reasons.append(Reason(_("Ghi tên kế hoạch."), "title"))
    if starts_on is None:
        reasons.append(Reason(_("Ghi ngày bắt đầu."), "starts_on"))
    if ends_on is None or (starts_on is not None and ends_on <= starts_on):
        reasons.append(Reason(_("Ngày kết thúc phải sau ngày bắt đầu."), "ends_on"))
    if reasons or starts_on is None or ends_on is None:
        raise Refused(reasons)
    made = ReplacementPlan.objects.create(
        agency_id=agency_id,
        title=title,
        basis=nfc(basis),
        starts_on=starts_on,
        ends_on=ends_on,
        made_at=at,
        made_by=by.person_name,
    )
    record(
        "licences.plan-begun",
        by=by.actor,
        at=at,
        on=made,
        agency_id=agency_id,
        data={"title": title},
    )
    return made


@dataclass(frozen=True)
class LineWish:
    """The whole of a line: what is left out is taken away."""

    instead_of_id: UUID | None
    product_id: UUID | None
    reason: str
    due_on: date | None
    pilot_unit_id: UUID | None = None
    to_train: int = 0
    trained: int = 0
    scan_id: UUID | None = None
    saved: int | None = None
    block: str = ""
    block_note: str = ""


@transaction.atomic
def add_line(
    *, plan_id: UUID, wish: LineWish, by: Seat, at: datetime
) -> ReplacementLine:
    plan = ReplacementPlan.objects.select_for_update().get(pk=plan_id)
    line = ReplacementLine(plan=plan)
    _refuse(_faults(wish, plan, line, at))
    _set(line, wish)
    line.save(force_insert=True)
    _tell("licences.line-added", line, by, at)
    return line


@transaction.atomic
def change_line(
    *, line_id: UUID, wish: LineWish, by: Seat, at: datetime
) -> ReplacementLine:
    """What replaces what stays as it is once machines are under way."""
    line = _held(line_id)
    reasons = _faults(wish, line.plan, line, at)
    changed = (line.instead_of_id, line.product_id) != (
        wish.instead_of_id,
        wish.product_id,
    )
    if changed and Rollout.objects.filter(line=line).exists():
        words = _("Dòng này đang triển khai trên máy; chỉ sửa được các phần khác.")
        reasons.append(Reason(words, "product_id"))
    _refuse(reasons)
    _set(line, wish)
    line.save()
    _tell("licences.line-changed", line, by, at)
    return line


@transaction.atomic
def drop_line(*, line_id: UUID, by: Seat, at: datetime) -> None:
    line = _held(line_id)
    if Rollout.objects.filter(line=line).exists():
        words = _("Dòng này đang triển khai trên máy nên không bỏ được.")
        raise Refused([Reason(words)])
    _tell("licences.line-dropped", line, by, at)
    line.delete()


def _held(line_id: UUID) -> ReplacementLine:
    rows = ReplacementLine.objects.select_for_update(of=("self", "plan"))
    return rows.select_related("plan", "product", "instead_of").get(pk=line_id)


def _refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise Refused(reasons)


def _set(line: ReplacementLine, wish: LineWish) -> None:
    for one in fields(LineWish):
        value = getattr(wish, one.name)
        setattr(line, one.name, nfc(value) if isinstance(value, str) else value)


def _faults(
    wish: LineWish, plan: ReplacementPlan, line: ReplacementLine, at: datetime
) -> list[Reason]:
    products = Product.objects.in_bulk(
        [pk for pk in (wish.instead_of_id, wish.product_id) if pk is not None]
    )
    old = products.get(wish.instead_of_id) if wish.instead_of_id else None
    new = products.get(wish.product_id) if wish.product_id else None
    reasons = _product_faults(old, new)
    others = plan.lines.filter(instead_of=old).exclude(pk=line.pk)
    if old is not None and others.exists():
        words = _("Kế hoạch đã có dòng thay thế sản phẩm này.")
        reasons.append(Reason(words, "instead_of_id"))
    if not nfc(wish.reason):
        reasons.append(Reason(_("Ghi vì sao thay thế."), "reason"))
    if wish.due_on is None or not plan.starts_on < wish.due_on <= plan.ends_on:
        words = _("Hạn xong phải nằm trong thời gian của kế hoạch.")
        reasons.append(Reason(words, "due_on"))
    if wish.pilot_unit_id is not None and wish.pilot_unit_id not in {
        line.pilot_unit_id,
        *(unit.id for unit in units_on(plan.agency_id, local_date(at))),
    }:
        words = _("Đơn vị này không thuộc cơ quan của kế hoạch.")
        reasons.append(Reason(words, "pilot_unit_id"))
    scans = FormatScan.objects.filter(agency=plan.agency_id)
    if wish.scan_id and not scans.filter(pk=wish.scan_id).exists():
        reasons.append(Reason(_("Không thấy lần quét tệp này."), "scan_id"))
    return reasons + _number_faults(wish)


def _product_faults(old: Product | None, new: Product | None) -> list[Reason]:
    reasons = []
    if old is None:
        reasons.append(Reason(_("Chọn sản phẩm cần thay."), "instead_of_id"))
    if new is None:
        reasons.append(Reason(_("Chọn sản phẩm thay thế."), "product_id"))
    elif new.licence == Licence.COMMERCIAL:
        words = _("Sản phẩm thay thế phải là nguồn mở hoặc miễn phí.")
        reasons.append(Reason(words, "product_id"))
    if old is not None and old == new:
        reasons.append(Reason(_("Hai sản phẩm phải khác nhau."), "product_id"))
    return reasons


def _number_faults(wish: LineWish) -> list[Reason]:
    reasons = []
    if not 0 <= wish.to_train <= MOST_PEOPLE:
        reasons.append(Reason(_("Số người từ 0 đến một triệu."), "to_train"))
    if not 0 <= wish.trained <= wish.to_train:
        words = _("Số đã hướng dẫn không thể quá số cần hướng dẫn.")
        reasons.append(Reason(words, "trained"))
    if wish.saved is not None and not 0 <= wish.saved <= MOST_DONG:
        words = _("Số tiền là số đồng, từ 0 đến mười nghìn tỷ.")
        reasons.append(Reason(words, "saved"))
    if wish.block and wish.block not in BLOCK_NAMES:
        reasons.append(Reason(_("Chọn loại vướng mắc."), "block"))
    if bool(wish.block) != bool(nfc(wish.block_note)):
        words = _("Vướng mắc cần cả loại và nội dung cụ thể.")
        reasons.append(Reason(words, "block_note"))
    return reasons


def _tell(event: str, line: ReplacementLine, by: Seat, at: datetime) -> None:
    names = Product.objects.in_bulk([line.instead_of_id, line.product_id])
    record(
        event,
        by=by.actor,
        at=at,
        on=line.plan,
        agency_id=line.plan.agency_id,
        data={
            "instead_of": names[line.instead_of_id].full_name,
            "product": names[line.product_id].full_name,
        },
    )
