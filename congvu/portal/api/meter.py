"""The completeness of sites for machines."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router, Schema

from congvu.organisations.api import ApiRequest
from congvu.portal import actions
from congvu.portal.access import may_look_through, meter_agencies, meter_for
from congvu.portal.models import SectionReview
from congvu.portal.queries.meter import SiteVerdict, as_json, judged, section_json

router = Router(tags=["Cổng thông tin"])


class PortalLateOut(Schema):
    title: str
    happened_on: date
    due_on: date
    owner: str


class PortalSectionOut(Schema):
    """``state`` is the worst that holds; ``sureness`` how sure the rule is."""

    code: int
    name: str
    state: str
    count: int
    least: int
    changed_on: date | None
    stale_since: date | None
    past_review: int
    lacking: dict[str, int]
    lacks_english: bool
    late: list[PortalLateOut]
    citation: str
    sureness: str
    scope_citation: str
    scope_sureness: str


class PortalSiteOut(Schema):
    site: str
    agency_id: UUID
    name: str
    kind: str
    owed: int
    fine: int
    percent: int | None
    sections: list[PortalSectionOut]


class SectionReviewOut(Schema):
    code: int
    on: date
    by_name: str


@router.get("/portal/completeness", response=list[PortalSiteOut], summary="Độ đầy đủ")
def completeness(request: ApiRequest) -> list[dict[str, Any]]:
    seen = meter_for(request.auth)
    return [as_json(one) for one in judged(timezone.localdate(), agencies=seen)]


@router.get(
    "/portal/completeness/{agency_id}",
    response=PortalSiteOut,
    summary="Độ đầy đủ một trang",
)
def completeness_of(request: ApiRequest, agency_id: UUID) -> dict[str, Any]:
    return as_json(_one(request, agency_id))


@router.get(
    "/portal/completeness/{agency_id}/{code}",
    response=PortalSectionOut,
    summary="Một mục của một trang",
)
def completeness_section(
    request: ApiRequest, agency_id: UUID, code: int
) -> dict[str, Any]:
    found = _one(request, agency_id).section(code)
    if found is None:
        raise Http404
    return section_json(found)


@router.post(
    "/portal/completeness/{agency_id}/{code}/look-through",
    response=SectionReviewOut,
    summary="Ghi một mục đã được xem lại",
)
def look_through(request: ApiRequest, agency_id: UUID, code: int) -> SectionReview:
    found = _one(request, agency_id)
    if found.section(code) is None or not may_look_through(request.auth, agency_id):
        raise Http404
    return actions.look_section_through(code=code, by=request.auth, at=timezone.now())


def _one(request: ApiRequest, agency_id: UUID) -> SiteVerdict:
    if agency_id not in meter_agencies(request.auth):
        raise Http404
    found = judged(timezone.localdate(), agencies=[agency_id])
    if not found:
        raise Http404
    return found[0]
