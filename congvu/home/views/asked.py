"""Periodic reports, and questions of people, as lines of "Việc của tôi"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from congvu.duties.queries import deadline_shown
from congvu.lib.dates import WorkCalendar
from congvu.lib.text import gettext_noop
from congvu.portal.models import PublicQuestion
from congvu.portal.queries.questions import owed_by
from congvu.portal.rules.questions import QuestionState
from congvu.reporting.queries import ReportLine
from congvu.ui.addresses import address_of
from congvu.ui.rules import Row


def report_rows(
    lines: Sequence[ReportLine], on: date, days: WorkCalendar
) -> list[tuple[date | None, Row]]:
    """The earliest day first, as they come."""
    return [(line.due_on, _row(line, on, days)) for line in lines]


def _row(line: ReportLine, on: date, days: WorkCalendar) -> Row:
    return Row(
        url=address_of("reporting:return", line.return_id),
        subject=line.name,
        verb=_("Duyệt, nộp báo cáo") if line.presented else _("Ghi báo cáo"),
        sender=_("Báo cáo định kỳ"),
        deadline=deadline_shown(line.due_on, on=on, days=days),
        key=f"report-{line.return_id}",
        whole=True,
    )


_ASKED = {
    QuestionState.NEW: gettext_noop("Phân loại, chuyển"),
    QuestionState.FORWARDED: gettext_noop("Trả lời"),
    QuestionState.CHECKING: gettext_noop("Duyệt, gửi trả lời"),
}


def question_rows(
    questions: Sequence[PublicQuestion], on: date, days: WorkCalendar
) -> list[tuple[date | None, Row]]:
    """Of people on the public site; the earliest owed first, as they come."""
    return [(owed_by(one), _question_row(one, on, days)) for one in questions]


def _question_row(one: PublicQuestion, on: date, days: WorkCalendar) -> Row:
    return Row(
        url=address_of("portal:question", one.id),
        subject=one.subject,
        verb=_(_ASKED[QuestionState(one.state)]),
        sender=_("Người dân hỏi trên Cổng thông tin"),
        deadline=deadline_shown(owed_by(one), on=on, days=days),
        key=f"asked-{one.id}",
        whole=True,
    )
