"""Surveys: listed, begun, their result, upgrades, who is missing, the report."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Status

from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.surveys import actions, queries
from congvu.surveys.access import composes, get_survey_to_run
from congvu.surveys.api.schemas import (
    SurveyCountOut,
    SurveyDetailOut,
    SurveyExtendIn,
    SurveyIn,
    SurveyOut,
    SurveyPageOut,
    SurveyReportIn,
    SurveyReportOut,
    SurveyUpgradeOut,
    SurveyUpgradesOut,
    SurveyUrgeIn,
)
from congvu.surveys.models import SurveyReport
from congvu.surveys.queries import Result

router = Router(tags=["Rà soát"])

_ONE = "/surveys/{survey_id}"


def runner(request: ApiRequest) -> Seat:
    return need(request, Permission.RUN_SURVEYS)


def _result(request: ApiRequest, survey_id: UUID) -> Result:
    found = get_survey_to_run(request.auth, survey_id)
    return queries.result(found, timezone.localdate())


@router.get("/surveys", response=SurveyPageOut, summary="Các đợt rà soát")
def surveys(
    request: ApiRequest,
    after: UUID | None = None,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    runner(request)
    page = queries.surveys_page(after, limit)
    return {"items": [SurveyOut.of(one) for one in page.lines], "after": page.after}


@router.post("/surveys", response={201: SurveyDetailOut}, summary="Mở đợt rà soát")
def begin(request: ApiRequest, data: SurveyIn) -> Status[dict[str, Any]]:
    given = actions.SurveyData(**(data.dict() | {"kinds": tuple(data.kinds)}))
    made = actions.begin_survey(data=given, by=runner(request), at=timezone.now())
    found = queries.result(made, timezone.localdate())
    return Status(201, SurveyDetailOut.told(found))


@router.get(_ONE, response=SurveyDetailOut, summary="Kết quả một đợt rà soát")
def survey(request: ApiRequest, survey_id: UUID) -> dict[str, Any]:
    """The weakest first; those that have not answered at the end."""
    return SurveyDetailOut.told(_result(request, survey_id))


@router.get(
    _ONE + "/upgrades", response=SurveyUpgradesOut, summary="Danh sách nâng cấp"
)
def upgrades(request: ApiRequest, survey_id: UUID) -> dict[str, Any]:
    found = _result(request, survey_id)
    return {
        "answered": len(found.answered),
        "asked": len(found.lines),
        "estimate": found.sum.cost,
        "unpriced": found.sum.unpriced,
        "items": [SurveyUpgradeOut.of(one) for one in found.upgrades],
    }


@router.post(
    _ONE + "/extend", response=SurveyCountOut, summary="Gia hạn mọi nơi còn thiếu"
)
def extend(
    request: ApiRequest, survey_id: UUID, data: SurveyExtendIn
) -> dict[str, int]:
    found = get_survey_to_run(request.auth, survey_id)
    count = actions.extend_sheets(
        survey_id=found.pk,
        due_on=data.due_on,
        reason=data.reason,
        by=request.auth,
        at=timezone.now(),
    )
    return {"count": count}


@router.post(_ONE + "/urge", response=SurveyCountOut, summary="Đôn đốc nơi còn thiếu")
def urge(request: ApiRequest, survey_id: UUID, data: SurveyUrgeIn) -> dict[str, int]:
    found = get_survey_to_run(request.auth, survey_id)
    count = actions.urge_sheets(
        survey_id=found.pk, text=data.text, by=request.auth, at=timezone.now()
    )
    return {"count": count}


@router.post(_ONE + "/close", response=SurveyDetailOut, summary="Kết thúc đợt rà soát")
def close(request: ApiRequest, survey_id: UUID) -> dict[str, Any]:
    found = get_survey_to_run(request.auth, survey_id)
    made = actions.close_survey(survey_id=found.pk, by=request.auth, at=timezone.now())
    return SurveyDetailOut.told(queries.result(made, timezone.localdate()))


@router.post(
    _ONE + "/reports", response={201: SurveyReportOut}, summary="Soạn báo cáo rà soát"
)
def compose(
    request: ApiRequest, survey_id: UUID, data: SurveyReportIn
) -> Status[SurveyReport]:
    """A draft of the report; it goes on as every draft does."""
    found = get_survey_to_run(request.auth, survey_id)
    if not composes(request.auth):
        raise Http404
    made = actions.compose_report(
        survey_id=found.pk,
        signer_post_id=data.signer_post_id,
        signing_basis=data.signing_basis,
        by=request.auth,
        at=timezone.now(),
    )
    return Status(201, made)
