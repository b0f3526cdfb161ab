"""The decision of an inspection recorded; the questions that teams ask."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.inspections import queries
from congvu.inspections.access import may_keep_lists
from congvu.inspections.actions.asking import (
    fault_reasons,
    issued_line,
    locked_inspection,
    refuse_marked,
    said_reasons,
    step_reasons,
)
from congvu.inspections.actions.history import note
from congvu.inspections.actions.telling import tell_body, tell_posts
from congvu.inspections.models import Checklist, Inspection, PaperRequest
from congvu.inspections.rules import (
    BY_DECISION,
    LONGEST_LINE,
    Candidate,
    DecisionData,
    InspectionState,
    Step,
    TeamRole,
    decision_faults,
    question_faults,
    questions_of,
    team_faults,
)
from congvu.law.queries import calendar
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, nfc
from congvu.organisations.access import Seat


def decide(
    *,
    inspection_id: UUID,
    line_id: UUID | None,
    data: DecisionData,
    by: Seat,
    at: datetime,
    checklist_id: UUID | None = None,
) -> Inspection:
    """The issued decision, its days and its questions; the body and the team are told.

    What the decision asks the body to report is the first request to it.
    """
    refuse_marked(texts=[data.report_wanted], by=by, at=at)
    return _decide(inspection_id, line_id, data, checklist_id, by, at)


@transaction.atomic
def _decide(
    inspection_id: UUID,
    line_id: UUID | None,
    data: DecisionData,
    checklist_id: UUID | None,
    by: Seat,
    at: datetime,
) -> Inspection:
    found = locked_inspection(inspection_id, by)
    line, missing = issued_line(line_id, by, "line")
    reasons = step_reasons(found, Step.DECIDE, by) + missing
    decided_on = line.issued_on if line is not None else None
    faults = decision_faults(data, decided_on=decided_on, days=calendar())
    reasons += fault_reasons(faults) + _team_reasons(found, at)
    if found.plan is not None and found.plan.approved_id is None:
        words = _("Kế hoạch năm chưa được phê duyệt.")
        reasons.append(Reason(words))
    questions, wrong = _questions(checklist_id, by)
    reasons += wrong
    if reasons or line is None:
        raise Refused(reasons)
    for name in ("period_from", "period_until", "starts_on", "ends_on"):
        setattr(found, name, getattr(data, name))
    found.visit_days = sorted(data.visit_days)
    found.questions, found.decision = questions, line
    found.state = InspectionState.DECIDED
    found.save()
    if data.report_due_on is not None:
        with override("vi"):  # kept beside it, whoever asks
            basis = f"{_(BY_DECISION)} {line.symbol}"[:200]
        PaperRequest.objects.create(
            inspection=found,
            text=clean(data.report_wanted),
            due_on=data.report_due_on,
            due_basis=basis,
            asked_at=at,
            asked_by=by.person_name,
        )
    told = {"symbol": line.symbol}
    note("inspections.decided", on=found, by=by, at=at, text=line.symbol, data=told)
    tell_body("inspections.decided", found, by, at)
    posts = found.team.values_list("post_id", flat=True)
    tell_posts("inspections.moved", found, posts, by, at)
    return found


def _team_reasons(found: Inspection, at: datetime) -> list[Reason]:
    """The team as it was named, asked once more on this day."""
    team, on = list(found.team.all()), local_date(at)
    people = {one.person_id for one in team}
    theirs = queries.people_of_body(people, found.body_id, on)
    bound = queries.bound_people(people, found.body_id, on)
    faults = team_faults(
        [
            Candidate(
                one.name,
                TeamRole(one.role),
                of_body=one.person_id in theirs,
                bound_because=bound.get(one.person_id, ""),
            )
            for one in team
        ]
    )
    return [Reason(r.message) for r in fault_reasons(faults)]


def _questions(
    checklist_id: UUID | None, by: Seat
) -> tuple[list[list[str]], list[Reason]]:
    if checklist_id is None:
        return [], []
    found = Checklist.objects.filter(pk=checklist_id, agency=by.agency_id).first()
    if found is None:
        words = _("Không tìm thấy bảng câu hỏi này.")
        return [], [Reason(words, "checklist")]
    return list(found.questions), []


def keep_checklist(
    *,
    title: str,
    questions: str,
    by: Seat,
    at: datetime,
    checklist_id: UUID | None = None,
) -> Checklist:
    """A list drawn up, or written anew: what inspections copied of it stays."""
    refuse_marked(texts=[title, questions], by=by, at=at)
    return _keep(title, questions, checklist_id, by, at)


@transaction.atomic
def _keep(
    title: str, questions: str, checklist_id: UUID | None, by: Seat, at: datetime
) -> Checklist:
    asked = questions_of(questions)
    missing = _("Ghi tên bảng câu hỏi.")
    reasons = said_reasons(title, "title", missing, LONGEST_LINE)
    reasons += fault_reasons(question_faults(asked))
    if not may_keep_lists(by):
        words = _("Chức vụ đang chọn không lập bảng câu hỏi.")
        reasons.append(Reason(words))
    own = Checklist.objects.filter(agency=by.agency_id)
    found = Checklist(agency_id=by.agency_id)
    if checklist_id is not None:
        row = own.select_for_update().filter(pk=checklist_id).first()
        if row is None:
            raise Refused([_("Không tìm thấy bảng câu hỏi này.")])
        found = row
    if own.filter(title=nfc(title)).exclude(pk=found.pk).exists():
        reasons.append(Reason(_("Đã có bảng câu hỏi tên này."), "title"))
    if reasons:
        raise Refused(reasons)
    found.title = nfc(title)
    found.questions = [[one.text, one.clause] for one in asked]
    found.kept_at, found.kept_by = at, by.person_name
    found.save()
    data = {"questions": len(asked)}
    record("inspections.list-kept", by=by.actor, at=at, on=found, data=data)
    return found
