"""One agency's sheet: read, saved, handed in; extended, sent back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest
from congvu.surveys import actions, queries
from congvu.surveys.access import (
    answers,
    get_sheet_for,
    get_sheet_to_answer,
    get_sheet_to_judge,
)
from congvu.surveys.api.schemas import (
    SurveyCountOut,
    SurveyExtendIn,
    SurveyReasonIn,
    SurveySheetIn,
    SurveySheetOut,
)
from congvu.surveys.models import SurveySheet
from congvu.surveys.rules import (
    QUESTIONS,
    Answer,
    SheetState,
    answers_of,
    values_of,
)

router = Router(tags=["Rà soát"])

_ONE = "/survey-sheets/{sheet_id}"


def _out(found: SurveySheet) -> dict[str, Any]:
    """Of an open sheet what records say now; of one handed in what they said then."""
    today = timezone.localdate()
    told, on = found.measured, found.measured_on
    if found.state != SheetState.HANDED_IN or on is None:
        own, ruled_on, on = found.agency_id, found.survey.begun_on, today
        told = queries.measured([own], today, ruled_on=ruled_on)[own]
    given = answers_of(found.answers)
    values = values_of(given)
    names = ("id", "survey_id", "agency_id", "name", "state", "due_on", "handed_in_on")
    return {name: getattr(found, name) for name in (*names, "revision")} | {
        "survey": found.survey.name,
        "measured_on": on,
        "lines": [
            {
                "key": one.key,
                "name": _(one.name),
                "measured": told.get(one.key),
                "typed": given.get(one.key, Answer()).typed,
                "declared": values[one.key],
                "reason": given.get(one.key, Answer()).reason,
            }
            for one in QUESTIONS
        ],
    }


def _answerer(request: ApiRequest) -> Seat:
    if not answers(request.auth):
        raise Http404
    return request.auth


@router.get("/survey-sheets", response=list[SurveySheetOut], summary="Phiếu của đơn vị")
def own(request: ApiRequest) -> list[dict[str, Any]]:
    """What one's agency was asked, the newest first; the last twenty."""
    seat = _answerer(request)
    return [_out(one) for one in queries.sheets_of(seat.agency_id)[:20]]


@router.get(_ONE, response=SurveySheetOut, summary="Một phiếu rà soát")
def sheet(request: ApiRequest, sheet_id: UUID) -> dict[str, Any]:
    return _out(get_sheet_for(request.auth, sheet_id))


@router.put(_ONE, response=SurveySheetOut, summary="Ghi phiếu rà soát")
def save(request: ApiRequest, sheet_id: UUID, data: SurveySheetIn) -> dict[str, Any]:
    found = get_sheet_to_answer(request.auth, sheet_id)
    made = actions.save_sheet(
        sheet_id=found.pk,
        answers={key: one.given() for key, one in data.answers.items()},
        seen=data.seen,
        by=request.auth,
        at=timezone.now(),
    )
    return _out(made)


@router.post(_ONE + "/hand-in", response=SurveySheetOut, summary="Nộp phiếu rà soát")
def hand_in(request: ApiRequest, sheet_id: UUID, data: SurveySheetIn) -> dict[str, Any]:
    """What is not named stays as it was saved."""
    found = get_sheet_to_answer(request.auth, sheet_id)
    made = actions.hand_in(
        sheet_id=found.pk,
        answers={key: one.given() for key, one in data.answers.items()},
        seen=data.seen,
        by=request.auth,
        at=timezone.now(),
    )
    return _out(made)


@router.post(_ONE + "/extend", response=SurveyCountOut, summary="Gia hạn một phiếu")
def extend(request: ApiRequest, sheet_id: UUID, data: SurveyExtendIn) -> dict[str, int]:
    found = get_sheet_to_judge(request.auth, sheet_id)
    count = actions.extend_sheets(
        survey_id=found.survey_id,
        chosen=[found.pk],
        due_on=data.due_on,
        reason=data.reason,
        by=request.auth,
        at=timezone.now(),
    )
    return {"count": count}


@router.post(_ONE + "/return", response=SurveySheetOut, summary="Trả lại để sửa")
def send_back(
    request: ApiRequest, sheet_id: UUID, data: SurveyReasonIn
) -> dict[str, Any]:
    found = get_sheet_to_judge(request.auth, sheet_id)
    made = actions.return_sheet(
        sheet_id=found.pk, reason=data.reason, by=request.auth, at=timezone.now()
    )
    return _out(made)
