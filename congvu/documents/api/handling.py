"""An office's own days and steps of reminding, for programs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.documents import actions, queries
from congvu.law.rules import Step, When, Whom
from congvu.lib.dates import EARLIEST, LATEST
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Văn bản đến"])
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]


class StepBody(Schema):
    """``days`` are working days; a step "due" needs none."""

    key: Annotated[str, Field(max_length=20)]
    when: When
    days: Annotated[int, Field(ge=0, le=60)] = 0
    to: Annotated[list[Whom], Field(max_length=4)]


class HandlingOut(Schema):
    """``is_own`` false: the shipped values, which nobody has verified."""

    working_days: int | None
    steps: list[StepBody]
    off_previous: bool
    source: str
    sureness: str
    is_own: bool
    valid_from: date | None


class HandlingIn(Schema):
    working_days: Annotated[int, Field(ge=0, le=1000)]
    steps: Annotated[list[StepBody], Field(max_length=10)]
    off_previous: bool = True
    basis: Annotated[str, Field(max_length=300)] = ""
    valid_from: Day


@router.get("/handling-rules", response=HandlingOut, summary="Hạn và nhắc việc")
def handling_rules(
    request: ApiRequest,
    on: Day | None = None,
) -> dict[str, Any]:
    """What the seat's office goes by on a day."""
    seat = need(request, Permission.EDIT_HANDLING)
    found = queries.reminding(seat.agency_id, on or timezone.localdate())
    due = next((step for step in found.steps if step.when == When.DUE), None)
    return {
        "working_days": found.working_days,
        "steps": [
            {"key": s.key, "when": s.when, "days": s.days, "to": list(s.to)}
            for s in found.steps
        ],
        "off_previous": due is None or due.off_previous,
        "source": found.source,
        "sureness": found.sureness,
        "is_own": found.own is not None,
        "valid_from": found.own.valid_from if found.own else None,
    }


@router.put("/handling-rules", response={204: None}, summary="Đặt hạn và nhắc việc")
def set_handling_rules(request: ApiRequest, data: HandlingIn) -> None:
    seat = need(request, Permission.EDIT_HANDLING)
    actions.set_handling_rules(
        working_days=data.working_days,
        steps=[
            Step(s.key, s.when, s.days, tuple(s.to), data.off_previous)
            for s in data.steps
        ],
        basis=data.basis,
        valid_from=data.valid_from,
        by=seat,
        at=timezone.now(),
    )
