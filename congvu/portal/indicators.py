"""What is counted of the portal: questions of people answered in time, by body."""

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
from congvu.portal.access.questions import ask_reach
from congvu.portal.queries.questions import visible_questions
from congvu.portal.rules.questions import QuestionState

QUESTION = "portal.question"

_ANSWERED = f"""
SELECT agency_id, coalesce(promised_on, due_on), '{QUESTION}', id,
       ended_at IS NOT NULL
       AND (ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
           <= coalesce(promised_on, due_on)
  FROM portal_publicquestion
 WHERE state <> '{QuestionState.UNCONFIRMED}'
   AND coalesce(promised_on, due_on) >= %(since)s
   AND coalesce(promised_on, due_on) < %(until)s
"""  # noqa: S608 - our own constants


def answered_in_time(since: date, until: date) -> Records:
    return Records(_ANSWERED, {"since": since, "until": until})


def tell_questions(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """One query; one the seat may not see is not told of."""
    rows = visible_questions(ask_reach(seat)).filter(pk__in=list(ids))
    return {
        row.id: Told(row.subject, reverse("portal:question", args=[row.id]))
        for row in rows
    }


record_kinds(RecordKind(QUESTION, _("câu hỏi của người dân"), tell_questions))
indicators(
    Measured(
        code="portal.answered_in_time",
        name=_("Câu hỏi của người dân trả lời đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các câu hỏi gửi từ Cổng thông tin có hạn trả lời trong kỳ, bao "
            "nhiêu câu đã trả lời hoặc khép không muộn hơn hạn. Đã hẹn ngày thì tính "
            "theo ngày hẹn. Cơ quan được tính là cơ quan đang giữ câu hỏi. Không tính "
            "câu hỏi người gửi chưa xác nhận. Ngày hạn chưa qua thì chưa tính."
        ),
        source=_("Nghị định 43/2011/NĐ-CP Điều 17 nêu thời hạn, không nêu công thức"),
        sure=Sure.OURS,
        records=answered_in_time,
    )
)
