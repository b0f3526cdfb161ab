"""What is counted of inspections: recommendations carried out in time, by body.

A recommendation counts for the body that had its task on the day of its deadline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse

from congvu.duties.rules import Course, ShareRole
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
from congvu.inspections.access import duties_seen
from congvu.inspections.models import Recommendation
from congvu.lib.text import gettext_noop as _
from congvu.organisations.access import Seat

RECOMMENDATION = "inspections.recommendation"

_IN_TIME = f"""
SELECT day.agency_id, last.deadline, '{RECOMMENDATION}', r.id,
       last.course = '{Course.DONE}' AND last.done_on <= last.deadline
  FROM inspections_recommendation r
  JOIN duties_share s ON s.duty_id = r.duty_id AND s.parent_id IS NULL
   AND s.role = '{ShareRole.LEAD}'
  JOIN duties_standing last ON last.share_id = s.id
   AND last.replaced_at IS NULL AND last.valid_until IS NULL
  JOIN duties_standing day ON day.share_id = s.id AND day.replaced_at IS NULL
   AND day.valid_from <= last.deadline
   AND (day.valid_until IS NULL OR day.valid_until > last.deadline)
 WHERE last.deadline >= %(since)s AND last.deadline < %(until)s
   AND last.course IN ('{Course.DONE}', '{Course.UNDER_WAY}')
"""  # noqa: S608 - our own constants


def in_time(since: date, until: date) -> Records:
    return Records(_IN_TIME, {"since": since, "until": until})


def tell_recommendations(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """Two queries; one whose duty the seat may not see is not told of."""
    rows = list(Recommendation.objects.filter(pk__in=ids).exclude(duty=None))
    shown = duties_seen(seat, [row.duty_id for row in rows if row.duty_id])
    return {
        row.id: Told(
            f"{row.desk_name}: {row.text}"[:300],
            reverse("duties:duty", args=[row.duty_id]),
        )
        for row in rows
        if row.duty_id in shown
    }


record_kinds(RecordKind(RECOMMENDATION, _("kiến nghị kiểm tra"), tell_recommendations))
indicators(
    Measured(
        code="inspections.in_time",
        name=_("Kiến nghị kiểm tra thực hiện đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các kiến nghị sau kiểm tra có hạn trong kỳ, bao nhiêu kiến nghị đã "
            "hoàn thành không muộn hơn hạn. Hạn đã được gia hạn thì tính theo hạn mới. "
            "Không tính kiến nghị đã thu hồi hoặc đang tạm dừng. Cơ quan được tính là "
            "cơ quan có việc vào ngày hạn. Ngày hạn chưa qua thì chưa tính."
        ),
        source=_("Quyết định 42/2014/QĐ-TTg không nêu công thức"),
        sure=Sure.OURS,
        records=in_time,
    )
)
