"""Software offered: the same deeds as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router, Status

from congvu.organisations.api import ApiRequest
from congvu.standards import actions, queries
from congvu.standards.access import (
    get_evaluation_for,
    get_evaluation_to_compose,
    get_evaluation_to_keep,
    seen_evaluations,
)
from congvu.standards.api.evaluation_schemas import (
    EvaluationIn,
    EvaluationOut,
    EvaluationPartIn,
    EvaluationsOut,
    EvaluationWholeOut,
    ScoresIn,
    SoftwareRecommendationIn,
    SoftwareRecommendationOut,
)
from congvu.standards.api.standards import keeper, reader
from congvu.standards.models import EvaluationPaper

router = Router(tags=["Tiêu chuẩn"])
_ONE = "/software-evaluations/{evaluation_id}"


@router.get(
    "/software-evaluations",
    response=EvaluationsOut,
    summary="Đánh giá phần mềm được chào",
)
def evaluations(request: ApiRequest, after: UUID | None = None) -> EvaluationsOut:
    page = queries.evaluation_page(seen_evaluations(reader(request)), after)
    items = [EvaluationOut.from_orm(one) for one in page.rows]
    return EvaluationsOut(items=items, after=page.after)


@router.post(
    "/software-evaluations", response={201: EvaluationOut}, summary="Lập đánh giá"
)
def begin(request: ApiRequest, data: EvaluationIn) -> Status[EvaluationOut]:
    made = actions.begin_evaluation(
        **data.model_dump(), by=keeper(request), at=timezone.now()
    )
    return Status(201, EvaluationOut.from_orm(made))


@router.get(_ONE, response=EvaluationWholeOut, summary="Một đánh giá")
def evaluation(request: ApiRequest, evaluation_id: UUID) -> EvaluationWholeOut:
    """While it is scored one's own points alone; all of them once it is closed."""
    return _told(request, evaluation_id)


def _told(request: ApiRequest, evaluation_id: UUID) -> EvaluationWholeOut:
    seat = reader(request)
    found = get_evaluation_for(seat, evaluation_id)
    whole = queries.whole(found, person_id=seat.person_id)
    return EvaluationWholeOut.told(found, whole)


@router.post(
    _ONE + "/parts/{evaluation_part}",
    response={201: EvaluationWholeOut},
    summary="Ghi tiêu chí, phần mềm, người chấm",
)
def add(
    request: ApiRequest,
    evaluation_id: UUID,
    evaluation_part: str,
    data: EvaluationPartIn,
) -> Status[EvaluationWholeOut]:
    seat = keeper(request)
    found = get_evaluation_to_keep(seat, evaluation_id)
    given: dict[str, Any] = {
        "evaluation_id": found.pk,
        "by": seat,
        "at": timezone.now(),
    }
    if evaluation_part == "tieu-chi":
        actions.add_criterion(
            name=data.name, weight=data.weight, least=data.least, **given
        )
    elif evaluation_part == "phan-mem":
        actions.add_offer(name=data.name, vendor=data.vendor, price=data.price, **given)
    elif evaluation_part == "nguoi-cham":
        actions.add_scorer(person_id=data.person_id, **given)
    else:
        raise Http404
    return Status(201, _told(request, evaluation_id))


@router.delete(
    _ONE + "/parts/{evaluation_part}/{evaluation_part_id}",
    response={204: None},
    summary="Bỏ tiêu chí, phần mềm, người chấm",
)
def drop(
    request: ApiRequest,
    evaluation_id: UUID,
    evaluation_part: str,
    evaluation_part_id: UUID,
) -> Status[None]:
    seat = keeper(request)
    actions.drop_part(
        evaluation_id=get_evaluation_to_keep(seat, evaluation_id).pk,
        part=evaluation_part,
        part_id=evaluation_part_id,
        by=seat,
        at=timezone.now(),
    )
    return Status(204, None)


@router.post(_ONE + "/scoring", response=EvaluationWholeOut, summary="Mở chấm điểm")
def open_scoring(request: ApiRequest, evaluation_id: UUID) -> EvaluationWholeOut:
    seat = keeper(request)
    found = get_evaluation_to_keep(seat, evaluation_id)
    actions.open_scoring(evaluation_id=found.pk, by=seat, at=timezone.now())
    return _told(request, evaluation_id)


@router.put(
    _ONE + "/scores/{offer_id}",
    response=EvaluationWholeOut,
    summary="Chấm điểm một phần mềm",
)
def score(
    request: ApiRequest, evaluation_id: UUID, offer_id: UUID, data: ScoresIn
) -> EvaluationWholeOut:
    seat = reader(request)
    actions.score_offer(
        evaluation_id=get_evaluation_for(seat, evaluation_id).pk,
        offer_id=offer_id,
        given={
            one.criterion_id: actions.Given(one.points, one.evidence)
            for one in data.scores
        },
        by=seat,
        at=timezone.now(),
    )
    return _told(request, evaluation_id)


@router.post(_ONE + "/hand-in", response=EvaluationWholeOut, summary="Nộp phiếu chấm")
def hand_in(request: ApiRequest, evaluation_id: UUID) -> EvaluationWholeOut:
    seat = reader(request)
    found = get_evaluation_for(seat, evaluation_id)
    actions.hand_in(evaluation_id=found.pk, by=seat, at=timezone.now())
    return _told(request, evaluation_id)


@router.post(
    _ONE + "/papers",
    response={201: SoftwareRecommendationOut},
    summary="Soạn kiến nghị lựa chọn",
)
def recommend(
    request: ApiRequest, evaluation_id: UUID, data: SoftwareRecommendationIn
) -> Status[EvaluationPaper]:
    seat = reader(request)
    made = actions.compose_recommendation(
        evaluation_id=get_evaluation_to_compose(seat, evaluation_id).pk,
        **data.model_dump(),
        by=seat,
        at=timezone.now(),
    )
    return Status(201, made)
