"""What the team asks the body for, and what the body says."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.duties.access import letter_for
from congvu.inspections.access import orders
from congvu.inspections.actions.asking import (
    doer_reasons,
    locked_inspected,
    locked_inspection,
    refuse_marked,
    said_reasons,
    state_reasons,
)
from congvu.inspections.actions.history import note
from congvu.inspections.actions.telling import tell_body, tell_heads
from congvu.inspections.models import Finding, PaperRequest
from congvu.inspections.rules import (
    AT_WORK,
    BY_DECISION,
    LONGEST_TEXT,
    Doer,
    InspectionState,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean
from congvu.organisations.access import Seat

_ASKING = frozenset({InspectionState.DECIDED}) | AT_WORK


def ask_papers(
    *,
    inspection_id: UUID,
    text: str,
    due_on: date | None,
    by: Seat,
    at: datetime,
) -> PaperRequest:
    """Reports, papers: from the decision on, by any member of the team."""
    refuse_marked(texts=[text], by=by, at=at)
    return _ask(inspection_id, text, due_on, by, at)


@transaction.atomic
def _ask(
    inspection_id: UUID, text: str, due_on: date | None, by: Seat, at: datetime
) -> PaperRequest:
    found = locked_inspection(inspection_id, by)
    reasons = doer_reasons(found, by, Doer.TEAM, Doer.ORDERS)
    reasons += state_reasons(found, _ASKING)
    missing = _("Ghi tài liệu, báo cáo cần nộp.")
    reasons += said_reasons(text, "text", missing, LONGEST_TEXT)
    if due_on is None:
        reasons.append(Reason(_("Ghi hạn nộp."), "due_on"))
    elif due_on < local_date(at):
        reasons.append(Reason(_("Hạn nộp đã qua."), "due_on"))
    if reasons or due_on is None:
        raise Refused(reasons)
    with override("vi"):  # kept beside it, whoever asks
        basis = _(BY_DECISION)
    made = PaperRequest.objects.create(
        inspection=found,
        text=clean(text),
        due_on=due_on,
        due_basis=f"{basis} {found.decision.symbol}"[:200] if found.decision else basis,
        asked_at=at,
        asked_by=by.person_name,
    )
    data = {"due_on": due_on.isoformat()}
    note("inspections.papers-asked", on=found, by=by, at=at, text=made.text, data=data)
    tell_body("inspections.asked", found, by, at, way="papers")
    return made


def answer_papers(
    *,
    paper_request_id: UUID,
    text: str,
    by: Seat,
    at: datetime,
    letter_id: UUID | None = None,
) -> PaperRequest:
    """By who leads the body, once; with the line of the paper it sent, if any."""
    refuse_marked(texts=[text], by=by, at=at)
    return _answer(paper_request_id, text, letter_id, by, at)


@transaction.atomic
def _answer(
    paper_request_id: UUID, text: str, letter_id: UUID | None, by: Seat, at: datetime
) -> PaperRequest:
    row = PaperRequest.objects.filter(pk=paper_request_id).first()
    if row is None:
        raise Refused([_("Không tìm thấy yêu cầu này.")])
    found = locked_inspected(row.inspection_id, by)
    row = PaperRequest.objects.get(pk=row.pk)
    reasons = _body_reasons(by) + state_reasons(found, _ASKING)
    reasons += said_reasons(text, "text", _("Ghi trả lời."), LONGEST_TEXT)
    if row.answered_at is not None:
        reasons.append(Reason(_("Yêu cầu này đã được trả lời.")))
    paper = letter_for(by, letter_id) if letter_id else None
    if letter_id is not None and paper is None:
        reasons.append(Reason(_("Không tìm thấy văn bản này."), "letter"))
    if reasons:
        raise Refused(reasons)
    row.answer, row.paper = clean(text), paper
    row.answered_at, row.answered_by = at, by.person_name
    row.save()
    note("inspections.papers-answered", on=found, by=by, at=at, text=row.answer)
    tell_heads("inspections.answered", found, by, at, way="papers")
    return row


def explain(*, finding_id: UUID, text: str, by: Seat, at: datetime) -> Finding:
    """Giải trình: what the body says of a finding, while it is waited for."""
    refuse_marked(texts=[text], by=by, at=at)
    return _explain(finding_id, text, by, at)


@transaction.atomic
def _explain(finding_id: UUID, text: str, by: Seat, at: datetime) -> Finding:
    row = Finding.objects.filter(pk=finding_id, is_asked=True).first()
    if row is None:
        raise Refused([_("Không tìm thấy nội dung cần giải trình này.")])
    found = locked_inspected(row.inspection_id, by)
    row = Finding.objects.get(pk=row.pk)
    reasons = _body_reasons(by)
    reasons += state_reasons(found, [InspectionState.EXPLAINING])
    reasons += said_reasons(text, "text", _("Ghi nội dung giải trình."), LONGEST_TEXT)
    if reasons:
        raise Refused(reasons)
    row.explanation = clean(text)
    row.explained_at, row.explained_by = at, by.person_name
    row.save(update_fields=["explanation", "explained_at", "explained_by"])
    data = {"number": row.number}
    note(
        "inspections.explained", on=found, by=by, at=at, text=row.explanation, data=data
    )
    if not found.findings.filter(is_asked=True, explanation="").exists():
        tell_heads("inspections.answered", found, by, at, way="explained")
    return row


def _body_reasons(by: Seat) -> list[Reason]:
    if orders(by):
        return []
    words = _("Lãnh đạo, chánh văn phòng cơ quan được kiểm tra trả lời.")
    return [Reason(words)]
