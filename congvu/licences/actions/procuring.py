"""Software that is bought, and why it is no open product where one was preferred."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.law.rules import SURENESS_WORDS, Sureness
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.licences.models import Procurement
from congvu.licences.queries.listed import preferred
from congvu.licences.rules import CATEGORY_NAMES, MOST_SEATS, Preferred
from congvu.licences.rules.opensource import MOST_DONG
from congvu.organisations.access import Seat


@dataclass(frozen=True)
class ProcurementWish:
    category: str
    what: str
    decided_on: date | None
    seats: int | None
    amount: int | None
    number: str = ""
    reason: str = ""


@transaction.atomic
def record_procurement(
    *, wish: ProcurementWish, agency_id: UUID, by: Seat, at: datetime
) -> Procurement:
    """Judged by the list of the day on which it was decided; without a reason refused
    where that day prefers an open product of the category.
    """
    reasons = _faults(wish, local_date(at))
    listed = (
        preferred(wish.decided_on, wish.category)
        if wish.decided_on is not None and wish.category in CATEGORY_NAMES
        else []
    )
    reason = nfc(wish.reason)
    if listed and not reason:
        names = "; ".join(_named(one) for one in listed)
        words = _(
            "Ngày ấy nhóm này có sản phẩm nguồn mở được ưu tiên (%(names)s); ghi lý do "
            "không chọn."
        )
        reasons.append(Reason(words % {"names": names}, "reason"))
    if reasons or not (wish.decided_on and wish.seats and wish.amount is not None):
        raise Refused(reasons)
    made = Procurement.objects.create(
        agency_id=agency_id,
        category=wish.category,
        what=nfc(wish.what),
        decided_on=wish.decided_on,
        number=nfc(wish.number),
        seats=wish.seats,
        amount=wish.amount,
        reason=reason,
        listed=[_kept(one) for one in listed],
        added_at=at,
        added_by=by.person_name,
    )
    record(
        "licences.procured",
        by=by.actor,
        at=at,
        on=made,
        agency_id=agency_id,
        data={"what": made.what, "amount": made.amount, "listed": len(listed)},
    )
    return made


def _named(one: Preferred) -> str:
    """With how sure its source is, where it is not: whoever is refused may ask."""
    if one.is_sure:
        return one.name
    return f"{one.name} – {_(SURENESS_WORDS[Sureness(one.sureness)])}"


def _kept(one: Preferred) -> dict[str, str | bool]:
    return {
        "name": one.name,
        "versions": one.versions,
        "source": one.source,
        "sureness": one.sureness,
        "own": one.own,
    }


def _faults(wish: ProcurementWish, on: date) -> list[Reason]:
    reasons = []
    if wish.category not in CATEGORY_NAMES:
        reasons.append(Reason(_("Chọn nhóm phần mềm."), "category"))
    if not nfc(wish.what):
        reasons.append(Reason(_("Ghi mua phần mềm gì."), "what"))
    if wish.decided_on is None:
        reasons.append(Reason(_("Ghi ngày quyết định mua."), "decided_on"))
    elif wish.decided_on > on:
        words = _("Ngày quyết định không thể sau hôm nay.")
        reasons.append(Reason(words, "decided_on"))
    if wish.seats is None or not 1 <= wish.seats <= MOST_SEATS:
        reasons.append(Reason(_("Số lượng từ 1 đến một triệu."), "seats"))
    if wish.amount is None or not 0 <= wish.amount <= MOST_DONG:
        words = _("Số tiền là số đồng, từ 0 đến mười nghìn tỷ.")
        reasons.append(Reason(words, "amount"))
    return reasons


@transaction.atomic
def strike_procurement(
    *, procurement_id: UUID, why: str, by: Seat, at: datetime
) -> Procurement:
    """Entered by mistake: it stays, struck, with why."""
    found = Procurement.objects.select_for_update().get(pk=procurement_id)
    why, reasons = nfc(why), []
    if found.struck_at is not None:
        reasons.append(Reason(_("Lần mua này đã gạch trước đó.")))
    if not why:
        reasons.append(Reason(_("Ghi vì sao gạch."), "reason"))
    if reasons:
        raise Refused(reasons)
    found.struck_at, found.struck_why = at, why
    found.save(update_fields=["struck_at", "struck_why"])
    record(
        "licences.procurement-struck",
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"what": found.what, "reason": why},
    )
    return found
