"""The province sets a criterion, a price: from a day on, what was before stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.surveys.actions.saying import (
    length_reasons,
    refuse_marked,
    runs_reasons,
    said_reasons,
)
from congvu.surveys.models import Survey, SurveyCriterion, SurveyPrice
from congvu.surveys.rules import (
    CRITERIA,
    HUNDRED,
    ITEMS,
    LONGEST_REASON,
    MOST_DONG,
    YES_OR_NO,
)

MOST_MBPS = 1_000_000
MOST_YEARS = 30


@dataclass(frozen=True)
class CriterionData:
    """``zero`` and ``full`` in per cent or Mbit/s; ``years`` only of age."""

    weight: int | None
    zero: int | None
    full: int | None
    valid_from: date | None
    basis: str
    years: int | None = None


@dataclass(frozen=True)
class PriceData:
    """Whole đồng for one; ``source`` says where the price is from."""

    price: int | None
    valid_from: date | None
    source: str = ""


def set_criterion(
    *, key: str, data: CriterionData, by: Seat, at: datetime
) -> SurveyCriterion:
    """From that day on; surveys begun before are judged as before, and so is one that
    began this very day.
    """
    refuse_marked(texts=[data.basis], by=by, at=at)
    data = replace(data, basis=nfc(data.basis).strip())
    with _alone(), transaction.atomic():
        reasons = _criterion_reasons(key, data, by, local_date(at))
        if data.valid_from == local_date(at):
            reasons += _begun_reasons(data.valid_from)
        if reasons or data.valid_from is None:
            raise Refused(reasons)
        rows = SurveyCriterion.objects.filter(key=key)
        until = _room(rows, data.valid_from)
        made = SurveyCriterion.objects.create(
            key=key,
            weight=data.weight or 0,
            zero=data.zero or 0,
            full=data.full or 0,
            years=data.years,
            basis=data.basis,
            valid_from=data.valid_from,
            valid_until=until,
            set_at=at,
            set_by=by.person_name,
        )
        told = {"criterion": _(CRITERIA[key]), "weight": made.weight}
        told["from"] = data.valid_from.isoformat()
        record("surveys.criterion-set", by=by.actor, at=at, on=made, data=told)
    return made


def set_price(*, item: str, data: PriceData, by: Seat, at: datetime) -> SurveyPrice:
    """From that day on; what was before stays, also of a survey closed this day."""
    refuse_marked(texts=[data.source], by=by, at=at)
    data = replace(data, source=nfc(data.source).strip())
    with _alone(), transaction.atomic():
        reasons = runs_reasons(by) + _from_reasons(data.valid_from, local_date(at))
        if data.valid_from == local_date(at):
            reasons += _closed_reasons(data.valid_from)
        reasons += _within(data.price, "price", 0, MOST_DONG)
        reasons += length_reasons(data.source, "source", LONGEST_REASON)
        if item not in ITEMS:
            reasons.append(Reason(_("Chọn hạng mục trong danh sách."), "item"))
        if reasons or data.valid_from is None or data.price is None:
            raise Refused(reasons)
        rows = SurveyPrice.objects.filter(item=item)
        until = _room(rows, data.valid_from)
        made = SurveyPrice.objects.create(
            item=item,
            price=data.price,
            source=data.source,
            valid_from=data.valid_from,
            valid_until=until,
            set_at=at,
            set_by=by.person_name,
        )
        told = {"item": _(ITEMS[item].name), "price": made.price}
        told["from"] = data.valid_from.isoformat()
        record("surveys.price-set", by=by.actor, at=at, on=made, data=told)
    return made


@contextmanager
def _alone() -> Iterator[None]:
    """The database keeps two apart that hold on one day: the second is refused."""
    try:
        yield
    except IntegrityError:
        words = _("Người khác vừa đặt; mở lại trang rồi đặt tiếp.")
        raise Refused([Reason(words)]) from None


def _criterion_reasons(
    key: str, data: CriterionData, by: Seat, on: date
) -> list[Reason]:
    reasons = runs_reasons(by) + _from_reasons(data.valid_from, on)
    if key not in CRITERIA:
        reasons.append(Reason(_("Chọn tiêu chí trong danh sách."), "key"))
    most = MOST_MBPS if key == "mbps" else HUNDRED
    reasons += _within(data.weight, "weight", 0, HUNDRED)
    reasons += _within(data.zero, "zero", 0, most)
    reasons += _within(data.full, "full", 0, most)
    if data.zero is not None and data.zero == data.full:
        words = _("Mức không điểm và mức đủ điểm phải khác nhau.")
        reasons.append(Reason(words, "full"))
    if key in YES_OR_NO and (data.zero, data.full) != (0, HUNDRED):
        words = _("Tiêu chí có hay không: không điểm ở 0, đủ điểm ở 100.")
        reasons.append(Reason(words, "full"))
    if key == "old":
        reasons += _within(data.years, "years", 1, MOST_YEARS)
    elif data.years is not None:
        reasons.append(Reason(_("Chỉ tiêu chí tuổi máy có số năm."), "years"))
    return reasons + said_reasons(data.basis, "basis")


def _from_reasons(valid_from: date | None, on: date) -> list[Reason]:
    if valid_from is None:
        return [Reason(_("Chưa có ngày bắt đầu."), "valid_from")]
    if valid_from < on:
        words = _("Ngày bắt đầu đã qua; điều đã chấm không chấm lại.")
        return [Reason(words, "valid_from")]
    return []


def _begun_reasons(today: date) -> list[Reason]:
    """A survey is judged by the criteria of the day it began."""
    if not Survey.objects.filter(begun_on=today).exists():
        return []
    words = _("Hôm nay đã mở một đợt rà soát theo tiêu chí cũ; đặt từ ngày mai.")
    return [Reason(words, "valid_from")]


def _closed_reasons(today: date) -> list[Reason]:
    """A closed survey is reckoned by the prices of the day it was closed."""
    if not Survey.objects.filter(closed_at__date=today).exists():
        return []
    words = _("Hôm nay đã kết thúc một đợt rà soát theo đơn giá cũ; đặt từ ngày mai.")
    return [Reason(words, "valid_from")]


def _within(number: int | None, field: str, least: int, most: int) -> list[Reason]:
    if number is not None and least <= number <= most:
        return []
    words = _("Ghi một số từ %(least)s đến %(most)s.")
    return [Reason(words % {"least": least, "most": most}, field)]


def _room(
    rows: QuerySet[SurveyCriterion] | QuerySet[SurveyPrice], since: date
) -> date | None:
    """Ends what holds that day, takes away what would begin on it; until when there is
    room. Of two at once the second waits, and ends the first's.
    """
    held = list(rows.select_for_update().order_by("valid_from"))
    for one in held:
        if one.valid_from == since:
            one.delete()
        elif one.is_valid(on=since):
            one.valid_until = since
            one.save(update_fields=["valid_until"])
    later = [one.valid_from for one in held if one.valid_from > since]
    return min(later, default=None)
