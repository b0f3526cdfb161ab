"""What the actions share: a row held, reasons in words, a line of the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.surveys.access import answers_for, runs
from congvu.surveys.models import SheetEvent, Survey, SurveySheet
from congvu.surveys.rules import LONGEST_REASON, Fault


def refuse_marked(*, texts: Iterable[str], by: Seat, at: datetime) -> None:
    """No state secret here; before any transaction of the caller's."""
    refuse_secret(level=first_mark(texts), by=by, at=at)


def reasons_of(faults: Iterable[Fault]) -> list[Reason]:
    return [Reason(_(fault.words) % fault.named, fault.field) for fault in faults]


def said_reasons(text: str, field: str) -> list[Reason]:
    """A reason has to be given, and not a long one."""
    if not text:
        return [Reason(_("Chưa ghi lý do."), field)]
    return length_reasons(text, field, LONGEST_REASON)


def length_reasons(text: str, field: str, most: int) -> list[Reason]:
    if len(text) <= most:
        return []
    return [Reason(_("Dài quá %(most)s chữ.") % {"most": most}, field)]


def runs_reasons(by: Seat) -> list[Reason]:
    if runs(by):
        return []
    return [Reason(_("Đợt rà soát do đầu mối của tỉnh điều hành."))]


def answers_reasons(by: Seat, sheet: SurveySheet) -> list[Reason]:
    if answers_for(by, sheet):
        return []
    words = _("Phiếu do lãnh đạo, chánh văn phòng hoặc quản trị của đơn vị ghi, nộp.")
    return [Reason(words)]


def closed_reasons(survey: Survey) -> list[Reason]:
    if survey.closed_at is None:
        return []
    return [Reason(_("Đợt rà soát đã kết thúc."))]


def locked_survey(survey_id: UUID) -> Survey:
    rows = Survey.objects.select_for_update(no_key=True)
    found = rows.filter(pk=survey_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy đợt rà soát này.")])
    return found


def locked_sheet(sheet_id: UUID) -> SurveySheet:
    """Held until the end of the transaction; read anew with its survey."""
    rows = SurveySheet.objects.select_for_update(of=("self",)).select_related("survey")
    found = rows.filter(pk=sheet_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy phiếu này.")])
    return found


def note(
    event: str,
    *,
    sheet: SurveySheet,
    by: Seat,
    at: datetime,
    text: str = "",
    detail: Mapping[str, object] | None = None,
    data: Mapping[str, object] | None = None,
) -> None:
    """A line of the sheet's timeline and one of the log."""
    SheetEvent.objects.create(
        sheet=sheet,
        at=at,
        event=event,
        actor=by.person_name,
        actor_post=by.acts_as,
        text=text,
        detail=dict(detail or {}),
    )
    record(
        event,
        by=by.actor,
        at=at,
        on=sheet,
        agency_id=sheet.agency_id,
        data={"survey": sheet.survey.name, **(data or {})},
    )
