"""One policy: who runs a survey, and who answers for an agency.

From the province's committee who keeps its machines, leads it or heads its office runs
surveys and reads every sheet. An agency's sheet is answered by the same of that agency;
the province's keeper of machines may write for an agency that cannot. Nobody else finds
any of it: it says where an agency is weak.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from congvu.documents.access import scope_of
from congvu.documents.models import Document
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission, Role
from congvu.outgoing.queries import readable_drafts
from congvu.reviews.access import paper_for, papers_offered
from congvu.sql import Tally
from congvu.surveys.models import Survey, SurveyReport, SurveySheet
from congvu.surveys.queries import (
    SheetWaiting,
    SurveyWaits,
    reports_of,
    sheet_lines,
    sheets_waiting,
)


def runs(seat: Seat) -> bool:
    return seat.can(Permission.RUN_SURVEYS)


def composes(seat: Seat) -> bool:
    """Who runs surveys and drafts papers: the keeper of machines drafts none."""
    return runs(seat) and seat.can(Permission.DRAFT)


def answers(seat: Seat) -> bool:
    return seat.can(Permission.ANSWER_SURVEYS)


def answers_for(seat: Seat, sheet: SurveySheet) -> bool:
    if not answers(seat):
        return False
    is_keeper = seat.role == Role.ADMINISTRATOR and seat.is_central
    return sheet.agency_id == seat.agency_id or is_keeper


def need_run(seat: Seat) -> None:
    if not runs(seat):
        raise Http404


def need_either(seat: Seat) -> None:
    if not runs(seat) and not answers(seat):
        raise Http404


def visible_sheets(seat: Seat) -> QuerySet[SurveySheet]:
    rows = SurveySheet.objects.select_related("survey")
    if runs(seat):
        return rows
    return rows.filter(agency=seat.agency_id) if answers(seat) else rows.none()


def get_survey_to_run(seat: Seat, survey_id: UUID) -> Survey:
    found = Survey.objects.select_related("order").filter(pk=survey_id).first()
    if found is None or not runs(seat):
        raise Http404
    return found


def get_sheet_for(seat: Seat, sheet_id: UUID) -> SurveySheet:
    found = visible_sheets(seat).filter(pk=sheet_id).first()
    if found is None:
        raise Http404
    return found


def get_sheet_to_answer(seat: Seat, sheet_id: UUID) -> SurveySheet:
    found = get_sheet_for(seat, sheet_id)
    if not answers_for(seat, found):
        raise Http404
    return found


def get_sheet_to_judge(seat: Seat, sheet_id: UUID) -> SurveySheet:
    need_run(seat)
    return get_sheet_for(seat, sheet_id)


def orders_offered(seat: Seat) -> list[tuple[UUID, str]]:
    """Papers that may have ordered it, of those the seat reads; a keeper reads none."""
    return papers_offered(seat) if composes(seat) else []


def order_for(seat: Seat, paper_id: UUID | None) -> Document | None:
    return paper_for(seat, paper_id) if paper_id and composes(seat) else None


def reports_shown(seat: Seat, survey: Survey) -> list[tuple[SurveyReport, bool]]:
    """The reports composed, each with whether the seat reads its draft; two queries."""
    made = reports_of(survey)
    if seat.role == Role.ADMINISTRATOR:
        return [(one, False) for one in made]
    drafts = readable_drafts(scope_of(seat)).filter(pk__in=[o.draft_id for o in made])
    read = set(drafts.values_list("pk", flat=True)) if made else set()
    return [(one, one.draft_id in read) for one in made]


def _waits(seat: Seat) -> SurveyWaits:
    return SurveyWaits(seat.agency_id, answers(seat))


def surveys_waiting(seat: Seat) -> Tally:
    """Sheets that the seat still has to hand in."""
    return sheets_waiting(_waits(seat))


def surveys_to_do(seat: Seat) -> list[SheetWaiting]:
    """The same, line by line; one query."""
    return sheet_lines(_waits(seat))
