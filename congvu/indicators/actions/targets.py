"""What has to be reached: set for a period of days, ended, taken back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.indicators.actions.measuring import keep_indicator
from congvu.indicators.models import Indicator, Target
from congvu.indicators.rules import HUNDRED, REGISTER, Unit
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc

MOST = Decimal(10) ** 11
HUNDREDTH = Decimal("0.01")


@transaction.atomic
def set_target(
    *,
    code: str,
    value: Decimal,
    valid_from: date,
    source: str,
    by: Actor,
    at: datetime,
    body_id: UUID | None = None,
    valid_until: date | None = None,
) -> Target:
    """Say what one body must reach, or all of them, from a day on.

    What stood until then ends the day before and is kept. One that begins later is not
    written over: it is withdrawn first.
    """
    indicator = known_indicator(code)
    source = nfc(source)[:300]
    reasons = value_reasons(indicator, value)
    if not source:
        reasons.append(Reason(_("Chưa ghi căn cứ của mức phải đạt."), "source"))
    if valid_until is not None and valid_until <= valid_from:
        words = _("Ngày hết hiệu lực phải sau ngày bắt đầu.")
        reasons.append(Reason(words, "valid_until"))
    before, later = _standing(indicator, body_id, valid_from, valid_until)
    if later is not None:
        words = _("Đã có mức từ ngày %(day)s; rút mức ấy trước.")
        day = f"{later.valid_from:%d/%m/%Y}"
        reasons.append(Reason(words % {"day": day}, "valid_from"))
    if reasons:
        raise Refused(reasons)
    if before is not None:
        before.valid_until = valid_from
        before.save(update_fields=["valid_until"])
    target = Target.objects.create(
        indicator=indicator,
        body_id=body_id,
        value=value.quantize(HUNDREDTH),
        valid_from=valid_from,
        valid_until=valid_until,
        source=source,
        set_at=at,
        set_by=by.name[:80],
    )
    record(
        "indicators.target-set",
        on=target,
        by=by,
        at=at,
        data={
            "indicator": code,
            "body": body_id,
            "value": str(target.value),
            "old": str(before.value) if before else "",
            "from": valid_from.isoformat(),
            "until": valid_until.isoformat() if valid_until else "",
            "source": source,
        },
    )
    return target


def _standing(
    indicator: Indicator, body_id: UUID | None, first: date, until: date | None
) -> tuple[Target | None, Target | None]:
    """What stands on the first day and began before it; what begins in the period."""
    rows = Target.objects.select_for_update().filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=first),
        indicator=indicator,
        body_id=body_id,
        ended_at__isnull=True,
    )
    if until is not None:
        rows = rows.filter(valid_from__lt=until)
    found = list(rows.order_by("valid_from"))
    before = next((one for one in found if one.valid_from < first), None)
    later = next((one for one in found if one.valid_from >= first), None)
    return before, later


@transaction.atomic
def withdraw_target(
    *, target_id: UUID, because: str, by: Actor, at: datetime
) -> Target:
    """It was set by mistake: it stands for no day any more, and says why."""
    target = Target.objects.select_for_update().filter(pk=target_id).first()
    because = nfc(because)[:1000]
    reasons = [] if because else [Reason(_("Chưa ghi lý do rút."), "because")]
    if target is None or target.ended_at is not None:
        reasons.append(Reason(_("Mức này không còn.")))
    if reasons or target is None:
        raise Refused(reasons)
    target.ended_at, target.ended_by = at, by.name[:80]
    target.ended_because = because
    target.save(update_fields=["ended_at", "ended_by", "ended_because"])
    record(
        "indicators.target-withdrawn",
        on=target,
        by=by,
        at=at,
        data={
            "indicator": target.indicator_id,
            "body": target.body_id,
            "value": str(target.value),
            "because": because,
        },
    )
    return target


def known_indicator(code: str) -> Indicator:
    """Its row, locked, so that two who write about it wait for each other."""
    declared = REGISTER.indicators.get(code)
    if declared is not None:
        keep_indicator(declared)
    row = Indicator.objects.select_for_update().filter(pk=code).first()
    if row is None:
        raise Refused([Reason(_("Không có chỉ tiêu này."), "code")])
    return row


def value_reasons(indicator: Indicator, value: Decimal) -> list[Reason]:
    """What cannot be a value of it."""
    if not value.is_finite() or value < 0 or value >= MOST:
        return [Reason(_("Giá trị phải là số không âm."), "value")]
    if indicator.unit == Unit.PERCENT and value > HUNDRED:
        return [Reason(_("Tỷ lệ không quá 100 %."), "value")]
    return []
