"""What is counted of alerts: those that came, and those somebody took within a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse

from congvu.indicators.rules import (
    Better,
    Measured,
    PeriodKind,
    RecordKind,
    Records,
    Sure,
    Told,
    Unit,
    indicators,
    record_kinds,
)
from congvu.lib.text import gettext_noop as _
from congvu.logs.access import seen_alerts
from congvu.organisations.access import Seat

ALERT = "logs.alert"
_ZONE = "AT TIME ZONE INTERVAL '7 hours'"
_DECIDED = f"""
SELECT agency_id, (first_at {_ZONE})::date, '{ALERT}', id,
       taken_at IS NOT NULL AND taken_at <= first_at + INTERVAL '1 day'
  FROM logs_alert
 WHERE agency_id IS NOT NULL
   AND (first_at {_ZONE})::date >= %(since)s AND (first_at {_ZONE})::date < %(until)s
"""  # noqa: S608 - our own constants


def decided(since: date, until: date) -> Records:
    return Records(_DECIDED, {"since": since, "until": until})


def tell_alerts(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """To who reads the security of the agency; one query."""
    return {
        one.pk: Told(f"{one.title} · {one.key}", reverse("logs:alert", args=[one.pk]))
        for one in seen_alerts(seat).filter(pk__in=ids)
    }


record_kinds(RecordKind(ALERT, _("cảnh báo an ninh"), tell_alerts))
indicators(
    Measured(
        code="logs.alerts_looked_at",
        name=_("Cảnh báo an ninh có người xem trong một ngày"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các cảnh báo an ninh bắt đầu trong kỳ ở cơ quan, bao nhiêu được "
            "nhận xử lý, coi là báo động giả hoặc đóng không muộn hơn 24 giờ kể từ lúc "
            "bắt đầu; lần xem đầu tiên được tính."
        ),
        source=_("Không văn bản nào nêu công thức; do phần mềm đề xuất"),
        sure=Sure.OURS,
        records=decided,
        counts_today=True,
    ),
)
