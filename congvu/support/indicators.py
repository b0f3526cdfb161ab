"""What is counted of help: how much of what was asked was answered in time."""

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
from congvu.support.access import requests_seen

REQUEST = "support.request"
_HERE = "AT TIME ZONE INTERVAL '7 hours'"
# Whoever is asked answers for it; what is owed still and not late yet is not counted.
_IN_TIME = f"""
SELECT r.to_agency_id, r.first_due_on, '{REQUEST}', r.id,
       coalesce((r.answered_at {_HERE})::date <= r.first_due_on, false)
  FROM support_supportrequest r
 WHERE r.first_due_on >= %(since)s AND r.first_due_on < %(until)s
   AND (r.answered_at IS NOT NULL
        OR r.closed_at IS NULL AND r.first_due_on < (now() {_HERE})::date)
"""  # noqa: S608 - our own constants


def answered_in_time(since: date, until: date) -> Records:
    return Records(_IN_TIME, {"since": since, "until": until})


def tell_asked(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """Those the seat sees, by what was asked; one query."""
    rows = requests_seen(seat).filter(pk__in=list(ids)).distinct()
    return {
        one.pk: Told(one.subject, reverse("support:request", args=[one.pk]))
        for one in rows
    }


record_kinds(RecordKind(REQUEST, _("đề nghị hỗ trợ"), tell_asked))
indicators(
    Measured(
        code="support.answered_in_time",
        name=_("Đề nghị hỗ trợ được trả lời đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các đề nghị hỗ trợ gửi tới cơ quan có hạn trả lời lần đầu trong kỳ, "
            "bao nhiêu được trả lời không muộn hơn hạn ấy. Đề nghị chưa trả lời mà "
            "chưa quá hạn, hoặc người đề nghị đã đóng khi chưa có trả lời, không tính."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND không nêu công thức"),
        sure=Sure.OURS,
        records=answered_in_time,
    ),
)
