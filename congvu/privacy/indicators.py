"""What is counted of personal data: requests answered in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

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
from congvu.privacy.access import seen_requests
from congvu.privacy.rules import WISH_NAMES, Wish

REQUEST = "privacy.request"
_DAY = "AT TIME ZONE INTERVAL '7 hours'"
# A request counts on the day by which it was to be answered, once that day is over.
_IN_TIME = f"""
SELECT r.agency_id, r.due_on, '{REQUEST}', r.id,
       r.ended_at IS NOT NULL AND (r.ended_at {_DAY})::date <= r.due_on
  FROM privacy_subjectrequest r
 WHERE r.due_on < (now() {_DAY})::date
   AND r.due_on >= %(since)s AND r.due_on < %(until)s
"""  # noqa: S608 - our own constants


def in_time(since: date, until: date) -> Records:
    return Records(_IN_TIME, {"since": since, "until": until})


def tell_requests(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """To who may see them; one query."""
    return {
        one.pk: Told(
            gettext(WISH_NAMES[Wish(one.wish)]),
            reverse("privacy:request", args=[one.pk]),
        )
        for one in seen_requests(seat).filter(pk__in=ids)
    }


record_kinds(RecordKind(REQUEST, _("yêu cầu của chủ thể dữ liệu"), tell_requests))
indicators(
    Measured(
        code="privacy.requests_in_time",
        name=_("Yêu cầu về dữ liệu cá nhân được giải quyết đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các yêu cầu của chủ thể dữ liệu có hạn giải quyết trong kỳ và hạn "
            "ấy đã qua, bao nhiêu yêu cầu đã trả lời hoặc từ chối có lý do không muộn "
            "hơn hạn. Hạn là thời hạn người giữ hồ sơ chọn; chưa chọn thì tính thời "
            "hạn ngắn nhất."
        ),
        source=_("Nghị định 356/2025/NĐ-CP nêu thời hạn; phần mềm chưa đọc nguyên văn"),
        sure=Sure.OURS,
        records=in_time,
    ),
)
