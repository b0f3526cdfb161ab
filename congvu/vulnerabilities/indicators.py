"""What is counted of weaknesses: grave ones still there, and those mended in time."""

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
from congvu.organisations.access import Seat
from congvu.vulnerabilities.access import seen_findings

FINDING = "vulnerabilities.finding"
_ZONE = "AT TIME ZONE INTERVAL '7 hours'"
_GRAVE = f"""
SELECT agency_id, (found_at {_ZONE})::date, '{FINDING}', id, 1
  FROM vulnerabilities_finding
 WHERE state IN ('open', 'planned', 'accepted') AND priority <= 2
   AND (found_at {_ZONE})::date >= %(since)s AND (found_at {_ZONE})::date < %(until)s
"""  # noqa: S608 - our own constants
_MENDED = f"""
SELECT agency_id, (ended_at {_ZONE})::date, '{FINDING}', id,
       (ended_at {_ZONE})::date <= due_on
  FROM vulnerabilities_finding
 WHERE state = 'mended'
   AND (ended_at {_ZONE})::date >= %(since)s AND (ended_at {_ZONE})::date < %(until)s
"""  # noqa: S608 - our own constants


def grave(since: date, until: date) -> Records:
    return Records(_GRAVE, {"since": since, "until": until})


def mended(since: date, until: date) -> Records:
    return Records(_MENDED, {"since": since, "until": until})


def tell_findings(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """To who reads the security of the agency; one query."""
    return {
        one.pk: Told(
            f"{one.cause} · {one.name}",
            reverse("vulnerabilities:finding", args=[one.pk]),
        )
        for one in seen_findings(seat).filter(pk__in=ids)
    }


record_kinds(RecordKind(FINDING, _("lỗ hổng phát hiện"), tell_findings))
indicators(
    Measured(
        code="vulnerabilities.grave_open",
        name=_("Lỗ hổng phải vá sớm còn tồn tại"),
        unit=Unit.COUNT,
        period=PeriodKind.MONTH,
        better=Better.LOWER,
        definition=_(
            "Số lỗ hổng ưu tiên 1 và 2 được phát hiện trong kỳ trên máy và bảng kê "
            "thành phần của cơ quan mà nay vẫn còn, kể cả đã lên kế hoạch hoặc đã "
            "chấp nhận rủi ro. Một lỗ hổng trong một gói trên một máy tính một lần, "
            "dù nhiều cảnh báo cùng nói tới."
        ),
        source=_("Không văn bản nào nêu công thức; mức ưu tiên do phần mềm đề xuất"),
        sure=Sure.OURS,
        records=grave,
        counts_today=True,
    ),
    Measured(
        code="vulnerabilities.mended_in_time",
        name=_("Lỗ hổng được vá đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các lỗ hổng được kiểm kê xác nhận đã vá trong kỳ, bao nhiêu được vá "
            "không muộn hơn hạn. Chỉ bản kiểm kê sau đó mới chứng minh đã vá."
        ),
        source=_("Không văn bản nào nêu công thức; hạn vá do phần mềm đề xuất"),
        sure=Sure.OURS,
        records=mended,
        counts_today=True,
    ),
)
