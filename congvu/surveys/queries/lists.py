"""Surveys and sheets as lists; what waits for one seat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role
from congvu.sql import Tally, planned
from congvu.surveys.models import SheetEvent, Survey, SurveyReport, SurveySheet
from congvu.surveys.rules import OPEN, SheetState

PAGE = 30
_TOLD = (Role.LEADER, Role.OFFICE_CHIEF, Role.ADMINISTRATOR)
_WAITING = """
  FROM surveys_surveysheet s JOIN surveys_survey v ON v.id = s.survey_id
 WHERE s.agency_id = %(agency)s AND %(answers)s AND v.closed_at IS NULL
   AND s.state IN ('waiting', 'filling', 'returned')
"""


@dataclass(frozen=True)
class SurveyLine:
    """``asked`` counts living agencies, each once."""

    survey: Survey
    asked: int
    answered: int


@dataclass(frozen=True)
class SurveyPage:
    lines: list[SurveyLine]
    after: UUID | None


def surveys_page(after: UUID | None = None, limit: int = PAGE) -> SurveyPage:
    """Newest first; one query."""
    counted = ~Q(sheets__state=SheetState.MERGED)
    rows = Survey.objects.annotate(
        asked=Count("sheets", filter=counted),
        answered=Count("sheets", filter=Q(sheets__state=SheetState.HANDED_IN)),
    )
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-id")[: limit + 1])
    more = found[limit - 1].pk if len(found) > limit else None
    lines = [SurveyLine(one, one.asked, one.answered) for one in found[:limit]]
    return SurveyPage(lines, more)


def sheets_of(agency_id: UUID) -> list[SurveySheet]:
    """What an agency was asked, the newest first; one query."""
    rows = SurveySheet.objects.filter(agency=agency_id).select_related("survey")
    return list(rows.exclude(state=SheetState.MERGED).order_by("-id")[:200])


def open_sheets() -> QuerySet[SurveySheet]:
    """Those that somebody still has to hand in."""
    return SurveySheet.objects.filter(state__in=list(OPEN), survey__closed_at=None)


def desks_of(agencies: Collection[UUID], on: date) -> dict[UUID, set[UUID]]:
    """Agency → the desks that hear of its sheet: its leaders, the chief of its office,
    who keeps its machines. Three queries for any number.
    """
    found: dict[UUID, set[UUID]] = {one: set() for one in agencies}
    for role in _TOLD if agencies else ():
        for agency, posts in posts_of_role(role, agencies, on).items():
            found[agency] |= posts
    return found


def events_of(sheet: SurveySheet) -> list[SheetEvent]:
    return list(sheet.events.order_by("-at", "-id")[:100])


def reports_of(survey: Survey) -> list[SurveyReport]:
    """Newest first, with their drafts."""
    return list(survey.reports.select_related("draft").order_by("-id"))


@dataclass(frozen=True)
class SurveyWaits:
    """Whose sheet is asked, and whether the seat answers for it."""

    agency: UUID
    answers: bool


@dataclass(frozen=True)
class SheetWaiting:
    sheet_id: UUID
    name: str
    due_on: date


def sheets_waiting(waits: SurveyWaits) -> Tally:
    asked = {"agency": waits.agency, "answers": waits.answers}
    return Tally(f"SELECT count(*) {_WAITING}", asked)


def sheet_lines(waits: SurveyWaits) -> list[SheetWaiting]:
    """The earliest day first; one query."""
    with planned() as cursor:
        cursor.execute(
            f"SELECT s.id, v.name, s.due_on {_WAITING} ORDER BY s.due_on, s.id",
            {"agency": waits.agency, "answers": waits.answers},
        )
        return [SheetWaiting(*row) for row in cursor.fetchall()]
