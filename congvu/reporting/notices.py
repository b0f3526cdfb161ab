"""What reports tell people, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.duties.queries import deadline_shown
from congvu.law.queries import calendar
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.reporting.access import visible_returns
from congvu.reporting.models import ReportReturn
from congvu.reporting.queries import period_of_round, period_words
from congvu.reporting.rules import OPEN

_WORDS = {
    "reporting.asked": _("yêu cầu báo cáo"),
    "reporting.presented": _("trình duyệt báo cáo"),
    "reporting.submitted": _("nộp báo cáo"),
    "reporting.accepted": _("chấp nhận báo cáo"),
    "reporting.correction-asked": _("yêu cầu sửa báo cáo"),
    "reporting.withdrawn": _("rút kỳ báo cáo"),
    "reporting.urged": _("đôn đốc nộp báo cáo"),
    "reporting.due": _("Nhắc hạn nộp báo cáo"),
    "reporting.late": _("Nhắc báo cáo quá hạn"),
}


def tell_returns(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query for any number; a report the seat sees no more is not told of."""
    rows = (
        ReportReturn.objects.filter(
            visible_returns(seat), pk__in={n.target_id for n in notices}
        )
        .select_related("round__form")
        .distinct()
    )
    found, days, told = {row.pk: row for row in rows}, calendar(), {}
    for notice in notices:
        report = found.get(notice.target_id)
        if report is None:
            continue
        form = report.round.form
        period = period_words(period_of_round(report.round, form.rhythm))
        is_own = report.unit_id is None and report.agency_id == seat.agency_id
        subject = f"{form.name}, {period}"
        due = None
        if report.state in OPEN and report.round.withdrawn_at is None:
            due = deadline_shown(report.round.due_on, on=seat.on, days=days)
        told[notice.id] = Told(
            words=gettext(_WORDS[notice.kind]),
            subject=subject if is_own else f"{report.name}: {subject}",
            deadline=due,
            url=reverse("reporting:return", args=[report.pk]),
        )
    return told


kinds(
    Kind(
        "reporting.asked",
        _("Báo cáo định kỳ: được yêu cầu"),
        tell_returns,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind(
        "reporting.presented",
        _("Báo cáo định kỳ: trình duyệt"),
        tell_returns,
        is_work=True,
    ),
    Kind("reporting.submitted", _("Báo cáo định kỳ: nơi khác nộp"), tell_returns),
    Kind("reporting.accepted", _("Báo cáo định kỳ: được chấp nhận"), tell_returns),
    Kind(
        "reporting.correction-asked",
        _("Báo cáo định kỳ: bị yêu cầu sửa"),
        tell_returns,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind("reporting.withdrawn", _("Báo cáo định kỳ: kỳ được rút"), tell_returns),
    Kind(
        "reporting.urged",
        _("Báo cáo định kỳ: đôn đốc"),
        tell_returns,
        mail=Mailing.AT_ONCE,
        always=_("Đôn đốc luôn được báo trong phần mềm."),
        is_work=True,
    ),
    Kind("reporting.due", _("Báo cáo định kỳ: nhắc trước hạn, đúng hạn"), tell_returns),
    Kind(
        "reporting.late",
        _("Báo cáo định kỳ: nhắc quá hạn"),
        tell_returns,
        always=_("Nhắc quá hạn luôn được báo trong phần mềm."),
    ),
)
