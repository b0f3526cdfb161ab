"""Duties listed, read, given."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router

from congvu.duties import actions, queries
from congvu.duties.access import (
    get_duty_for,
    measures,
    paper_for,
    reach_of,
    reads_duties,
    share_deeds,
    shares_of,
)
from congvu.duties.api.schemas import (
    DutyDetailOut,
    DutyEventOut,
    DutyGivenOut,
    DutyIn,
    DutyMeasuredOut,
    DutyMeasureIn,
    DutyShareOut,
    DutyTaskOut,
    DutyTaskPageOut,
    StateName,
)
from congvu.duties.models import Duty, Standing
from congvu.duties.queries import Asked, DutyTab, ShareLine
from congvu.duties.rules import DUTY_STATE_NAMES, DutyState, Source
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.rules import Permission

router = Router(tags=["Nhiệm vụ"])

Tab = Literal["duoc-giao", "giao-di", "phoi-hop"]


def reader(request: ApiRequest) -> Seat:
    """An administrator's seat has no duties."""
    if not reads_duties(request.auth):
        raise Http404
    return request.auth


@router.get("/duties", response=DutyTaskPageOut, summary="Danh sách nhiệm vụ")
def duty_list(
    request: ApiRequest,
    tab: Tab = "duoc-giao",
    state: StateName | Literal["", "dang-lam"] = "",
    body: UUID | None = None,
    paper: UUID | None = None,
    find: Annotated[str, Query(max_length=200)] = "",
    due_from: Day | None = None,
    due_until: Day | None = None,
    after: Annotated[str, Query(max_length=80)] = "",
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> DutyTaskPageOut:
    seat, today = reader(request), timezone.localdate()
    asked = Asked(DutyTab(tab), state, body, paper, find, due_from, due_until)
    page = queries.duties_page(
        reach_of(seat), asked, on=today, after=after, limit=limit
    )
    return DutyTaskPageOut(
        items=[task_out(row) for row in page.tasks],
        counts={str(s): n for s, n in page.counts.items()},
        total=page.total,
        after=page.after,
    )


def task_out(row: Standing) -> DutyTaskOut:
    share, duty = row.share, row.share.duty
    state = DutyState(row.state)  # type: ignore[attr-defined]  # annotated by the list
    return DutyTaskOut(
        duty_id=duty.id,
        share_id=share.id,
        title=duty.title,
        clause=duty.clause,
        paper=f"{duty.paper.type_name} {duty.paper.symbol}" if duty.paper else "",
        desk_id=share.desk_id,
        desk=share.desk_name,
        state=state,
        state_name=_(DUTY_STATE_NAMES[state]),
        deadline=row.deadline,
        extended=row.extended,
        done_on=row.done_on,
    )


@router.post("/duties", response=DutyGivenOut, summary="Giao nhiệm vụ")
def give(request: ApiRequest, data: DutyIn) -> DutyGivenOut:
    """With a paper one may read, whoever may record duties; without, who leads."""
    seat = need(request, Permission.RECORD_DUTIES)
    made = actions.give_duty(
        data=data.given(),
        leads=data.leads,
        supports=data.supports,
        watcher=data.watcher,
        paper_id=data.paper_id,
        source=Source.DIRECTIVE if data.paper_id else Source.HAND,
        by=seat,
        at=timezone.now(),
    )
    shares = made.shares.order_by("given_at", "id").values_list("id", flat=True)
    return DutyGivenOut(id=made.id, share_ids=list(shares))


@router.get("/duties/{duty_id}", response=DutyDetailOut, summary="Một nhiệm vụ")
def duty(request: ApiRequest, duty_id: UUID) -> dict[str, Any]:
    seat, today = reader(request), timezone.localdate()
    found = get_duty_for(seat, duty_id)
    actions.record_duty_view(duty=found, by=seat, at=timezone.now())
    detail = queries.duty_detail(found, shares_of(seat, found), on=today)
    for line in detail.lines:
        line.share.duty = found
    paper = paper_for(seat, found)
    return {
        "duty": found,
        "paper_line": paper.pk if paper is not None else None,
        "shares": [_share_out(seat, line) for line in detail.lines],
        "reports": list(detail.reports),
        "events": [
            DutyEventOut(at=e.at, actor=e.actor, text=e.text) for e in detail.events
        ],
        "counts": {str(s): n for s, n in detail.counts.items()},
    }


@router.post(
    "/duties/{duty_id}/indicator",
    response=DutyMeasuredOut,
    summary="Đo nhiệm vụ bằng một chỉ tiêu",
)
def measure_by(request: ApiRequest, duty_id: UUID, data: DutyMeasureIn) -> Duty:
    """An empty ``indicator``: measured by none."""
    found = get_duty_for(reader(request), duty_id)
    if not measures(request.auth, found):
        raise Http404
    return actions.measure_by(
        duty_id=found.id,
        code=data.indicator,
        target=data.target,
        by=request.auth,
        at=timezone.now(),
    )


def _share_out(seat: Seat, line: ShareLine) -> DutyShareOut:
    share, standing = line.share, line.standing
    deeds = share_deeds(seat, share, standing, line.report, line.asked)
    return DutyShareOut(
        id=share.id,
        parent_id=share.parent_id,
        depth=line.depth,
        role=share.role,
        desk_id=share.desk_id,
        desk=share.desk_name,
        given_to=share.given_desk_name,
        request=share.request,
        weight=share.weight,
        state=line.state or "",
        state_name=line.state_words,
        deadline=standing.deadline if standing else None,
        extended=standing.extended if standing else False,
        done_on=standing.done_on if standing else None,
        deeds=[deed.name for deed in deeds],
    )
