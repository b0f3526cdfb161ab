"""The share of electronic exchange, for machines: counts, papers, files."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from congvu.exchange import actions, queries
from congvu.exchange.access import share_scope
from congvu.exchange.rules import GOAL, Part, Share, Standing
from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.rules import Permission
from congvu.ui.deeds import as_download

share_router = Router(tags=["Tỷ lệ văn bản điện tử"])
Grouping = Literal["agency", "unit", "type", "month"]


class ShareAsked(Schema):
    """Whole months: those of both days, and all between; ``whole``: every agency of
    the installation, for the province's own committee."""

    first: Day
    last: Day
    whole: bool = False


class ElectronicShareOut(Schema):
    key: str
    name: str
    numerator: int
    denominator: int
    excluded: int
    percent: float | None


class RuleCountOut(Schema):
    label: str
    citation: str
    papers: int


class ReportOut(Schema):
    """``rules``: the rows of the regulation the papers were judged by."""

    goal: int
    total: ElectronicShareOut
    groups: dict[str, list[ElectronicShareOut]]
    standings: dict[str, int]
    rules: list[RuleCountOut]


class PaperOut(Schema):
    """``subject`` is empty for a paper of another agency."""

    entry_id: UUID
    agency: str
    unit: str
    type_name: str
    symbol: str
    subject: str
    on: date
    standing: Standing


def _papers(request: ApiRequest, asked: ShareAsked) -> queries.Papers:
    seat = need(request, Permission.READ_REGISTER)
    return queries.papers_of(_period(asked), share_scope(seat, whole=asked.whole))


def _period(asked: ShareAsked) -> queries.Period:
    return queries.Period(asked.first.replace(day=1), queries.month_span(asked.last)[1])


@share_router.get(
    "/electronic-share", response=ReportOut, summary="Tỷ lệ văn bản điện tử"
)
def share(request: ApiRequest, asked: Query[ShareAsked]) -> dict[str, Any]:
    papers = _papers(request, asked)
    groups: dict[str, list[Share]] = {n: papers.by(n) for n in queries.GROUPINGS}
    return {
        "goal": GOAL,
        "total": papers.total,
        "groups": groups,
        "standings": {one.value: count for one, count in papers.standings},
        "rules": [
            {"label": row.label, "citation": row.citation, "papers": count}
            for row, count in papers.rules
        ],
    }


@share_router.get(
    "/electronic-share/documents",
    response=list[PaperOut],
    summary="Văn bản sau một con số",
)
def share_list(
    request: ApiRequest,
    asked: Query[ShareAsked],
    part: Part = Part.DENOMINATOR,
    grouping: Grouping | None = None,
    key: Annotated[str, Field(max_length=60)] = "",
) -> list[dict[str, Any]]:
    own = need(request, Permission.READ_REGISTER).agency_id
    found = _papers(request, asked).behind(part, grouping or "", key)
    return [
        {
            "entry_id": one.entry_id,
            "agency": one.agency,
            "unit": one.unit,
            "type_name": one.type_name,
            "symbol": one.symbol,
            "subject": one.subject if one.agency_id == own else "",
            "on": one.on,
            "standing": one.standing,
        }
        for one in found
    ]


@share_router.get("/electronic-share/{form}", summary="Tỷ lệ thành tệp")
def share_export(
    request: ApiRequest, form: Literal["xlsx", "csv"], asked: Query[ShareAsked]
) -> HttpResponse:
    papers = _papers(request, asked)
    made = actions.export_share(
        form=form,
        papers=papers,
        period=_period(asked),
        by=request.auth,
        at=timezone.now(),
    )
    return as_download(made)
