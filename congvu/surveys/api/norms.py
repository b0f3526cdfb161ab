"""Criteria and prices: as they hold today, set from a day on."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from ninja import Router

from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.surveys import actions, queries
from congvu.surveys.api.schemas import SurveyCriterionIn, SurveyNormsOut, SurveyPriceIn
from congvu.surveys.rules import CRITERIA, ITEMS

router = Router(tags=["Rà soát"])


def _norms() -> dict[str, Any]:
    on = timezone.localdate()
    return {
        "criteria": queries.criteria_on(on),
        "prices": [
            {
                "item": one.item.key,
                "price": one.row.price if one.row else None,
                "source": one.row.source if one.row else "",
                "valid_from": one.row.valid_from if one.row else None,
            }
            for one in queries.priced_on(on)
        ],
    }


@router.get("/survey-norms", response=SurveyNormsOut, summary="Tiêu chí, đơn giá")
def norms(request: ApiRequest) -> dict[str, Any]:
    need(request, Permission.RUN_SURVEYS)
    return _norms()


@router.put(
    "/survey-criteria/{criterion_key}", response=SurveyNormsOut, summary="Đặt tiêu chí"
)
def criterion(
    request: ApiRequest, criterion_key: str, data: SurveyCriterionIn
) -> dict[str, Any]:
    """From ``valid_from`` on; what was before stays."""
    seat = need(request, Permission.RUN_SURVEYS)
    if criterion_key not in CRITERIA:
        raise Http404
    actions.set_criterion(
        key=criterion_key,
        data=actions.CriterionData(**data.dict()),
        by=seat,
        at=timezone.now(),
    )
    return _norms()


@router.put("/survey-prices/{item_key}", response=SurveyNormsOut, summary="Đặt đơn giá")
def price(request: ApiRequest, item_key: str, data: SurveyPriceIn) -> dict[str, Any]:
    """From ``valid_from`` on; what was before stays."""
    seat = need(request, Permission.RUN_SURVEYS)
    if item_key not in ITEMS:
        raise Http404
    actions.set_price(
        item=item_key,
        data=actions.PriceData(**data.dict()),
        by=seat,
        at=timezone.now(),
    )
    return _norms()
