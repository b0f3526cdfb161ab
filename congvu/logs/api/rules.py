"""Rules of detection that the centre loaded."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from ninja import Router

from congvu.logs import actions
from congvu.logs.access import get_rule_to_keep, need_centre, seen_rules
from congvu.logs.api.alerts import reader
from congvu.logs.api.schemas import (
    DetectionRuleIn,
    DetectionRuleOut,
    DetectionSwitchIn,
)
from congvu.organisations.api import ApiRequest

router = Router(tags=["Cảnh báo an ninh, nhật ký máy"])

_RULE = "/detection-rules/{sigma_rule_id}"


@router.get(
    "/detection-rules", response=list[DetectionRuleOut], summary="Quy tắc phát hiện"
)
def rules(request: ApiRequest) -> list[DetectionRuleOut]:
    rows = seen_rules(reader(request)).order_by("-pk")
    return [DetectionRuleOut.of(one) for one in rows]


@router.post("/detection-rules", response=DetectionRuleOut, summary="Nạp quy tắc")
def add(request: ApiRequest, data: DetectionRuleIn) -> DetectionRuleOut:
    seat = need_centre(reader(request))
    made = actions.add_rule(text=data.text, by=seat, at=timezone.now())
    return DetectionRuleOut.of(made)


@router.post(_RULE + "/try", response=DetectionRuleOut, summary="Chạy thử quy tắc")
def try_rule(request: ApiRequest, sigma_rule_id: UUID) -> DetectionRuleOut:
    seat = reader(request)
    found = get_rule_to_keep(seat, sigma_rule_id)
    made = actions.try_rule(rule_id=found.pk, by=seat, at=timezone.now())
    return DetectionRuleOut.of(made)


@router.post(_RULE + "/switch", response=DetectionRuleOut, summary="Bật, tắt quy tắc")
def switch(
    request: ApiRequest, sigma_rule_id: UUID, data: DetectionSwitchIn
) -> DetectionRuleOut:
    seat = reader(request)
    found = get_rule_to_keep(seat, sigma_rule_id)
    made = actions.switch_rule(
        rule_id=found.pk, is_on=data.is_on, by=seat, at=timezone.now()
    )
    return DetectionRuleOut.of(made)
