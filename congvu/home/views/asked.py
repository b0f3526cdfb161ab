"""Periodic reports, what the portal asks, help: lines of "Việc của tôi"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.duties.queries import deadline_shown
from congvu.lib.dates import WorkCalendar
from congvu.lib.text import gettext_noop
from congvu.portal.models import PublicQuestion
from congvu.portal.queries.questions import owed_by
from congvu.portal.queries.waits import PortalLine, Waiting
from congvu.portal.rules.questions import QuestionState
from congvu.reporting.queries import ReportLine
from congvu.support.models import SupportRequest
from congvu.surveys.queries import SheetWaiting
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


def survey_rows(
    lines: Sequence[SheetWaiting], on: date, days: WorkCalendar
) -> list[tuple[date | None, Row]]:
    """Sheets of surveys to be handed in; the earliest day first, as they come."""
    return [(line.due_on, _sheet_row(line, on, days)) for line in lines]


def _sheet_row(line: SheetWaiting, on: date, days: WorkCalendar) -> Row:
    return Row(
        url=address_of("surveys:sheet", line.sheet_id),
        subject=line.name,
        verb=_("Ghi, nộp phiếu"),
        sender=_("Rà soát của tỉnh"),
        deadline=deadline_shown(line.due_on, on=on, days=days),
        key=f"sheet-{line.sheet_id}",
        whole=True,
    )


_WAITS = {
    Waiting.DECIDE: gettext_noop("Quyết định công khai"),
    Waiting.PERSONAL: gettext_noop("Trả lời về dữ liệu cá nhân"),
    Waiting.JUDGE: gettext_noop("Duyệt trang"),
    Waiting.BACK: gettext_noop("Sửa trang bị trả lại"),
    Waiting.REVIEW: gettext_noop("Xem lại trang"),
    Waiting.EXPIRY: gettext_noop("Gia hạn, hoặc để tự gỡ"),
    Waiting.LINK: gettext_noop("Sửa liên kết"),
}


def portal_rows(
    lines: Sequence[PortalLine], on: date, days: WorkCalendar
) -> list[tuple[date | None, Row, str]]:
    """Papers for the public and pages of the agency's site, with how each is opened."""
    return [
        (
            line.due_on,
            _portal_row(line, on, days),
            _("Mở trang") if line.page_id else _("Mở văn bản"),
        )
        for line in lines
    ]


def _portal_row(line: PortalLine, on: date, days: WorkCalendar) -> Row:
    if line.page_id is not None:
        url = reverse("wagtailadmin_pages:edit", args=[line.page_id])
        sender = _("Trang trên Cổng thông tin")
    else:
        asked = line.asks == Waiting.PERSONAL
        name = "portal:personal" if asked else "portal:of-line"
        url = reverse(name, args=[line.paper_id])
        sender = _("Văn bản đã phát hành, chờ công khai")
    return Row(
        url=url,
        subject=line.subject,
        verb=_(_WAITS[line.asks]),
        sender=sender,
        deadline=deadline_shown(line.due_on, on=on, days=days),
        key=f"portal-{line.asks}-{line.page_id or line.paper_id}",
        whole=True,
    )


def support_rows(
    lines: Sequence[tuple[SupportRequest, bool]], on: date, days: WorkCalendar
) -> list[tuple[date | None, Row, str]]:
    """Help to give, and answers to one's own requests, with how each is opened."""
    return [
        (one.due_on, _support_row(one, owed, on, days), _("Mở đề nghị"))
        for one, owed in lines
    ]


def _support_row(
    one: SupportRequest,
    owed: bool,  # noqa: FBT001
    on: date,
    days: WorkCalendar,
) -> Row:
    return Row(
        url=address_of("support:request", one.id),
        subject=one.subject,
        verb=_("Trả lời") if owed else _("Xem trả lời, đóng"),
        sender=_("Đề nghị hỗ trợ"),
        holder=one.unit_name if owed else "",
        deadline=deadline_shown(one.due_on, on=on, days=days) if one.due_on else None,
        key=f"support-{one.id}",
        whole=True,
    )
