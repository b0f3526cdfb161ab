"""Which types go out with paper, for machines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, queries
from congvu.outgoing.models import PaperRule

router = Router(tags=["Phát hành"])


class PaperRuleIn(Schema):
    """``type_code`` empty: every type without a rule of its own."""

    type_code: Annotated[str, Field(max_length=20)] = ""
    with_paper: bool
    basis: Annotated[str, Field(max_length=300)]
    valid_from: date


class PaperRuleOut(PaperRuleIn):
    set_at: datetime
    set_by: str


@router.get(
    "/paper-rules", response=list[PaperRuleOut], summary="Quy định kèm bản giấy"
)
def paper_rules(request: ApiRequest) -> list[PaperRule]:
    seat = need(request, Permission.READ_REGISTER)
    return queries.paper_rules_of(seat.agency_id)


@router.post("/paper-rules", response=PaperRuleOut, summary="Đặt quy định kèm bản giấy")
def set_paper_rule(request: ApiRequest, data: PaperRuleIn) -> PaperRule:
    seat = need(request, Permission.SET_SEQUENCES)
    return actions.set_paper_rule(**data.dict(), by=seat, at=timezone.now())
