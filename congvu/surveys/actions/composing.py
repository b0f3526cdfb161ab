"""Soạn báo cáo: the result of a survey becomes a draft, and goes on as every draft."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.outgoing.actions import DraftWish, start_draft
from congvu.outgoing.rules import DraftState
from congvu.surveys.access import composes
from congvu.surveys.actions.saying import locked_survey
from congvu.surveys.formats.report import REPORT, report_fields
from congvu.surveys.models import Survey, SurveyReport
from congvu.surveys.queries import facts_of, result


@transaction.atomic
def compose_report(
    *,
    survey_id: UUID,
    signer_post_id: UUID | None,
    by: Seat,
    at: datetime,
    signing_basis: str = "",
    by_head: bool = False,
) -> SurveyReport:
    """A draft with tables and annexes; of the same figures there is one."""
    survey, on = locked_survey(survey_id), local_date(at)
    facts = facts_of(result(survey, on), by.agency_name, on)
    reasons = _reasons(survey, facts.digest, signer_post_id, by)
    if not facts.bodies:
        words = _("Chưa đơn vị nào nộp phiếu nên chưa có gì để báo cáo.")
        reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    fields = report_fields(facts)
    wish = DraftWish(
        type_code=REPORT,
        subject=fields["summary"],
        signer_post_id=signer_post_id,
        signing_basis=signing_basis,
        by_head=by_head,
    )
    given = {name: value for name, value in fields.items() if value}
    draft = start_draft(wish=wish, fields=given, by=by, at=at)
    made = SurveyReport.objects.create(
        survey=survey,
        draft=draft,
        digest=facts.digest,
        answered=facts.answered,
        asked=facts.asked,
        at=at,
        by=by.person_name,
    )
    data = {"digest": facts.digest, "handed_in": facts.answered}
    record("surveys.composed", by=by.actor, at=at, on=survey, data=data)
    return made


def _reasons(
    survey: Survey, digest: str, signer_post_id: UUID | None, by: Seat
) -> list[Reason]:
    reasons = []
    if not composes(by):
        words = _("Báo cáo do lãnh đạo hoặc chánh văn phòng của tỉnh soạn.")
        reasons.append(Reason(words))
    if signer_post_id is None:
        reasons.append(Reason(_("Chọn người ký đang giữ chức vụ."), "signer"))
    same = survey.reports.filter(digest=digest)
    there = same.exclude(draft__state=DraftState.WITHDRAWN).first()
    if there is not None:
        words = _("Đã có dự thảo báo cáo từ đúng số liệu này; mở dự thảo ấy.")
        reasons.append(Reason(words))
    return reasons
