"""The years' file plans."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import FileResponse
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.archives import actions, queries
from congvu.archives.access import get_plan_for, sees_drafts
from congvu.archives.models import FilePlan
from congvu.archives.rules import (
    Numbering,
    PlannedDossier,
    PlannedHeading,
    PlanState,
    Retention,
)
from congvu.lib.dates import EARLIEST, LATEST
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Danh mục hồ sơ"])
Year = Annotated[int, Field(ge=EARLIEST.year, le=LATEST.year)]
Short = Annotated[str, Field(max_length=500)]
Term = Literal["permanent", "70", "50", "30", "20", "15", "10", "5", "2"]


class PlannedDossierIn(Schema):
    title: Short
    retention: Term
    maker: Annotated[str, Field(max_length=200)] = ""

    def planned(self) -> PlannedDossier:
        return PlannedDossier(self.title, Retention(self.retention), self.maker)


class MinorHeadingIn(Schema):
    title: Short
    dossiers: list[PlannedDossierIn] = Field(default_factory=list)


class HeadingIn(Schema):
    """A major heading; its minor ones stand below it."""

    title: Short
    symbol: Annotated[str, Field(max_length=20)] = ""
    dossiers: list[PlannedDossierIn] = Field(default_factory=list)
    below: list[MinorHeadingIn] = Field(default_factory=list)

    def planned(self) -> PlannedHeading:
        return PlannedHeading(
            self.title,
            self.symbol,
            tuple(d.planned() for d in self.dossiers),
            tuple(
                PlannedHeading(b.title, "", tuple(d.planned() for d in b.dossiers))
                for b in self.below
            ),
        )


class PlanIn(Schema):
    numbering: Literal["whole", "heading"] = "whole"
    headings: list[HeadingIn]


class PlanCopyIn(Schema):
    from_year: Year


class PlanIssueIn(Schema):
    basis: Annotated[str, Field(max_length=300)]


class PlanReasonIn(Schema):
    reason: Annotated[str, Field(max_length=1000)]


class PlanOut(Schema):
    year: int
    numbering: str
    state: str
    written_by: str
    written_at: datetime
    approved_by: str
    approved_at: datetime | None
    issued_at: datetime | None
    basis: str
    returned_because: str


class PlanLineOut(Schema):
    """A line as it is printed: a heading's mark, or a dossier's symbol."""

    mark: str
    symbol: str
    title: str
    retention: str
    maker: str


class PlanDetailOut(Schema):
    plan: PlanOut
    lines: list[PlanLineOut]


@router.get("/file-plans", response=list[PlanOut], summary="Các danh mục hồ sơ")
def plans(request: ApiRequest) -> list[FilePlan]:
    seat = need(request, Permission.MAKE_DOSSIERS)
    found = queries.plans_of(seat.agency_id)
    if sees_drafts(seat):
        return found
    return [p for p in found if p.state == PlanState.ISSUED]


@router.get("/file-plans/{year}", response=PlanDetailOut, summary="Một danh mục hồ sơ")
def plan(request: ApiRequest, year: Year) -> PlanDetailOut:
    found = get_plan_for(need(request, Permission.MAKE_DOSSIERS), year)
    lines: list[PlanLineOut] = []
    for one in queries.shown_plan(found):
        h = one.heading
        lines.append(
            PlanLineOut(
                mark=h.mark, symbol=h.symbol, title=h.title, retention="", maker=""
            )
        )
        lines += [
            PlanLineOut(
                mark="",
                symbol=x.symbol,
                title=x.title,
                retention=x.retention,
                maker=x.maker,
            )
            for x in one.lines
        ]
    return PlanDetailOut(plan=PlanOut.from_orm(found), lines=lines)


@router.put("/file-plans/{year}", response=PlanOut, summary="Lập danh mục hồ sơ")
def write_plan(request: ApiRequest, year: Year, data: PlanIn) -> FilePlan:
    """What is written takes the place of what was, until it is approved."""
    seat = need(request, Permission.WRITE_PLAN)
    return actions.write_plan(
        year=year,
        numbering=Numbering(data.numbering),
        headings=[h.planned() for h in data.headings],
        by=seat,
        at=timezone.now(),
    )


@router.post("/file-plans/{year}/copy", response=PlanOut, summary="Chép từ năm khác")
def copy_plan(request: ApiRequest, year: Year, data: PlanCopyIn) -> FilePlan:
    seat = need(request, Permission.WRITE_PLAN)
    return actions.copy_plan(
        from_year=data.from_year, to_year=year, by=seat, at=timezone.now()
    )


@router.post("/file-plans/{year}/approve", response=PlanOut, summary="Duyệt danh mục")
def approve_plan(request: ApiRequest, year: Year) -> FilePlan:
    seat = need(request, Permission.APPROVE_PLAN)
    return actions.approve_plan(year=year, by=seat, at=timezone.now())


@router.post("/file-plans/{year}/return", response=PlanOut, summary="Trả lại danh mục")
def return_plan(request: ApiRequest, year: Year, data: PlanReasonIn) -> FilePlan:
    seat = need(request, Permission.APPROVE_PLAN)
    return actions.return_plan(
        year=year, reason=data.reason, by=seat, at=timezone.now()
    )


@router.post("/file-plans/{year}/issue", response=PlanOut, summary="Ban hành danh mục")
def issue_plan(request: ApiRequest, year: Year, data: PlanIssueIn) -> FilePlan:
    seat = need(request, Permission.MAKE_DOSSIERS)
    return actions.issue_plan(year=year, basis=data.basis, by=seat, at=timezone.now())


@router.get("/file-plans/{year}/pdf", summary="In danh mục hồ sơ")
def plan_pdf(request: ApiRequest, year: Year) -> FileResponse:
    seat = need(request, Permission.MAKE_DOSSIERS)
    found = get_plan_for(seat, year)
    made = actions.print_plan(plan=found, by=seat, at=timezone.now())
    return FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )
