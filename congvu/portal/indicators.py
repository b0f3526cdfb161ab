"""What is counted of the portal: sections that are fine, questions, papers in time."""

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
from congvu.portal.access import meter_agencies
from congvu.portal.access.questions import ask_reach
from congvu.portal.models import PublicDocument, SectionStanding
from congvu.portal.queries.questions import visible_questions
from congvu.portal.rules import (
    BY_CODE,
    SECTION_STATE_NAMES,
    PublishingState,
    SectionState,
)
from congvu.portal.rules.questions import QuestionState

SECTION = "portal.section"


# Every section that was owed on the last day that is counted, as it stood that day.
_STOOD = f"""
SELECT s.agency_id, %(until)s::date - 1, '{SECTION}', s.id,
       s.state = '{SectionState.FINE}'
  FROM portal_sectionstanding s
 WHERE s.since < %(until)s AND (s.until IS NULL OR s.until >= %(until)s)
"""  # noqa: S608 - our own constants


def sections_fine(since: date, until: date) -> Records:
    del since  # how they stand on one day, the last
    return Records(_STOOD, {"until": until})


def tell_standings(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """Two queries at most; of a site the seat does not answer for it is not told."""
    seen = meter_agencies(seat)
    rows = SectionStanding.objects.filter(pk__in=list(ids), agency__in=seen)
    return {
        row.id: Told(
            f"{gettext(BY_CODE[row.code].name)}: "
            f"{gettext(SECTION_STATE_NAMES[SectionState(row.state)])}",
            reverse("portal:meter-section", args=[row.agency_id, row.code]),
        )
        for row in rows
    }


record_kinds(RecordKind(SECTION, _("mục trên cổng"), tell_standings))


indicators(
    Measured(
        code="portal.sections_fine",
        name=_("Mục trên cổng đủ và mới"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các mục mà trang của cơ quan phải có vào ngày cuối cùng được tính "
            "của kỳ, bao nhiêu mục đủ: có nội dung, không chậm đăng, ghi đủ phần bắt "
            "buộc, và đã cập nhật hoặc xem lại trong chu kỳ rà soát. Mục nào phải có, "
            "chu kỳ bao lâu là theo quy định của ngày ấy."
        ),
        source=_("Danh mục mục phải có ở Quy định, nhóm cổng thông tin điện tử"),
        sure=Sure.OURS,
        records=sections_fine,
    )
)


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


PAPER = "portal.paper"


# Papers that the public was to get, by the last day in time.
_SHOWN = f"""
SELECT p.agency_id, p.due_on, '{PAPER}', p.id,
       p.published_at IS NOT NULL
       AND (p.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= p.due_on
  FROM portal_publishing p
 WHERE p.issued_at IS NOT NULL AND p.decided IS NOT FALSE
   AND p.state <> '{PublishingState.KEPT}'
   AND p.due_on >= %(since)s AND p.due_on < %(until)s
"""  # noqa: S608 - our own constants


def public_in_time(since: date, until: date) -> Records:
    return Records(_SHOWN, {"since": since, "until": until})


def tell_papers(_seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """What everybody reads on the portal; of the others nothing is told here."""
    rows = PublicDocument.objects.filter(publishing__in=list(ids))
    return {
        row.publishing_id: Told(f"{row.symbol}: {row.summary}"[:300]) for row in rows
    }


record_kinds(RecordKind(PAPER, _("văn bản phải công khai"), tell_papers))


indicators(
    Measured(
        code="portal.public_in_time",
        name=_("Văn bản công khai đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các văn bản đã phát hành có hạn công khai trong kỳ và không được "
            "quyết định là không công khai, bao nhiêu văn bản đã lên cổng chậm nhất "
            "vào ngày hạn. Ngày hạn chưa qua thì chưa tính."
        ),
        source=_("Điều 17 Nghị định 43/2011/NĐ-CP, đã hết hiệu lực"),
        sure=Sure.OURS,
        records=public_in_time,
    )
)
