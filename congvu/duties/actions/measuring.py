"""A duty is measured by an indicator, from now on or no more."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.duties.access import measures
from congvu.duties.actions.asking import not_yours
from congvu.duties.actions.history import line
from congvu.duties.models import Duty
from congvu.indicators.queries import described
from congvu.indicators.rules import HUNDRED, Unit
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat

MOST = Decimal(10) ** 11


@transaction.atomic
def measure_by(
    *, duty_id: UUID, code: str, target: Decimal | None, by: Seat, at: datetime
) -> Duty:
    """Say which indicator shows whether it is carried out, and what it must reach;
    without a code it is measured by none. Its words of the measure stay as ordered.
    """
    duty = Duty.objects.select_for_update().get(pk=duty_id)
    reasons = [] if measures(by, duty) else [not_yours()]
    indicator = described([code]).get(code) if code else None
    if code and indicator is None:
        reasons.append(Reason(_("Không có chỉ tiêu này."), "indicator"))
    if target is not None:
        reasons += _target_reasons(indicator.unit if indicator else None, target)
    if reasons:
        raise Refused(reasons)
    duty.indicator, duty.target = code, target
    duty.save(update_fields=["indicator", "target"])
    name = _(indicator.name) if indicator else ""
    event = "duties.measured" if code else "duties.unmeasured"
    line(event=event, duty=duty, share=None, by=by, at=at, text=name).save(
        force_insert=True
    )
    record(
        event,
        by=by.actor,
        at=at,
        on=duty,
        agency_id=duty.agency_id,
        data={"indicator": code, "target": str(target) if target is not None else ""},
    )
    return duty


def _target_reasons(unit: Unit | None, target: Decimal) -> list[Reason]:
    if unit is None:
        return [Reason(_("Có mục tiêu thì chọn chỉ tiêu."), "indicator")]
    if not target.is_finite() or target < 0 or target >= MOST:
        return [Reason(_("Giá trị phải là số không âm."), "target")]
    if unit == Unit.PERCENT and target > HUNDRED:
        return [Reason(_("Tỷ lệ không quá 100 %."), "target")]
    return []
