"""Papers about machines, what machines are worth, who keeps all: for programs."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from ninja import Router

from congvu.inventory import actions, queries
from congvu.inventory.access import (
    get_keeper_to_end,
    get_paper_for,
    get_paper_to_keep,
    get_paper_to_settle,
    may_keep_for,
    need_keeper,
    need_namer,
    papers_seen,
)
from congvu.inventory.api.schemas import (
    AssetLifeIn,
    AssetLifeOut,
    MachineKeeperIn,
    MachineKeeperOut,
    MachinePaperDetailOut,
    MachinePaperDraftIn,
    MachinePaperIn,
    MachinePaperOut,
    MachinePaperPageOut,
    MachinePaperReasonIn,
    MachineValueListOut,
    StartedMachinePaperDraftOut,
)
from congvu.inventory.models import MachineKeeper, MachinePaper
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.ui.deeds import as_download

router = Router(tags=["Máy tính"])

_PAPER = "/machine-papers/{paper_id}"


@router.get("/machine-papers", response=MachinePaperPageOut, summary="Biên bản về máy")
def papers(
    request: ApiRequest,
    kind: Literal["", "give", "back", "move", "sell", "scrap", "away"] = "",
    after: str = "",
) -> dict[str, Any]:
    seat = need_keeper(request.auth)
    page = queries.papers_page(papers_seen(seat), kind=kind, after=after)
    return {"items": page.rows, "after": page.after}


@router.post("/machine-papers", response=MachinePaperOut, summary="Lập biên bản về máy")
def draw_up(request: ApiRequest, data: MachinePaperIn) -> MachinePaper:
    seat = need_keeper(request.auth)
    agency_id = data.agency_id or seat.agency_id
    if not may_keep_for(seat, agency_id):
        raise Http404
    return actions.draw_up(wish=data.wish(agency_id), by=seat, at=timezone.now())


@router.get(_PAPER, response=MachinePaperDetailOut, summary="Một biên bản về máy")
def paper(request: ApiRequest, paper_id: UUID) -> dict[str, Any]:
    found = get_paper_for(request.auth, paper_id)
    return {"paper": found, "lines": queries.lines_of(found)}


@router.get(
    _PAPER + "/file",
    summary="Tệp của biên bản về máy",
    openapi_extra={"responses": {200: {"description": "PDF hoặc Word"}}},
)
def paper_file(
    request: ApiRequest, paper_id: UUID, form: Literal["pdf", "docx"] = "pdf"
) -> HttpResponse:
    found = get_paper_for(request.auth, paper_id)
    return as_download(actions.set_paper(paper=found, form=form))


@router.post(_PAPER + "/confirm", response=MachinePaperOut, summary="Xác nhận nhận máy")
def confirm(request: ApiRequest, paper_id: UUID) -> MachinePaper:
    found = get_paper_to_settle(request.auth, paper_id)
    return actions.confirm(paper_id=found.pk, by=request.auth, at=timezone.now())


@router.post(_PAPER + "/refuse", response=MachinePaperOut, summary="Không nhận máy")
def refuse(
    request: ApiRequest, paper_id: UUID, data: MachinePaperReasonIn
) -> MachinePaper:
    found = get_paper_to_settle(request.auth, paper_id)
    return actions.refuse(
        paper_id=found.pk, reason=data.reason, by=request.auth, at=timezone.now()
    )


@router.post(
    _PAPER + "/withdraw", response=MachinePaperOut, summary="Rút biên bản về máy"
)
def withdraw(request: ApiRequest, paper_id: UUID) -> MachinePaper:
    found = get_paper_to_keep(need_keeper(request.auth), paper_id)
    return actions.withdraw(paper_id=found.pk, by=request.auth, at=timezone.now())


@router.post(
    _PAPER + "/draft",
    response=StartedMachinePaperDraftOut,
    summary="Soạn biên bản để ký",
)
def draft(request: ApiRequest, paper_id: UUID, data: MachinePaperDraftIn) -> Any:
    seat = need(request, Permission.DRAFT)
    found = get_paper_for(seat, paper_id)
    return actions.draft_paper(
        paper=found, signer_post_id=data.signer_post_id, by=seat, at=timezone.now()
    )


@router.get(
    "/machine-values", response=MachineValueListOut, summary="Hao mòn máy của năm"
)
def values(
    request: ApiRequest, year: int | None = None, after: str = ""
) -> dict[str, Any]:
    """Of one's own agency; of this year where none is named."""
    seat = need_keeper(request.auth)
    this = timezone.localdate().year
    if not 1990 <= (year or this) <= this:
        raise Http404
    day = date(year or this, 12, 31)
    own, now = seat.agency_id, timezone.now()
    page = queries.value_page(own, day, now, after=after)
    return {
        "day": day,
        "items": [
            {
                "machine_id": line.machine.pk,
                "name": line.machine.name,
                "price": line.worth.price if line.worth else None,
                "worn": line.worth.worn if line.worth else None,
                "worn_this_year": line.worth.worn_this_year if line.worth else None,
                "left": line.worth.left if line.worth else None,
                "basis": line.life.basis if line.life else "",
            }
            for line in page.lines
        ],
        "total": queries.value_sum(own, day, now),
        "after": page.after,
    }


@router.post("/machine-lives", response=AssetLifeOut, summary="Đặt mức hao mòn")
def set_life(request: ApiRequest, data: AssetLifeIn) -> Any:
    seat = need_namer(request.auth)
    return actions.set_life(
        kind=data.kind,
        years=data.years,
        permille=data.permille,
        valid_from=data.valid_from,
        basis=data.basis,
        by=seat,
        at=timezone.now(),
    )


@router.get(
    "/machine-keepers", response=list[MachineKeeperOut], summary="Giữ máy toàn tỉnh"
)
def keepers(request: ApiRequest) -> list[MachineKeeper]:
    need_namer(request.auth)
    return queries.keepers_ever()


@router.post(
    "/machine-keepers", response=MachineKeeperOut, summary="Giao giữ máy toàn tỉnh"
)
def name_keeper(request: ApiRequest, data: MachineKeeperIn) -> MachineKeeper:
    seat = need_namer(request.auth)
    return actions.name_keeper(
        post_id=data.post_id, basis=data.basis, by=seat, at=timezone.now()
    )


@router.delete(
    "/machine-keepers/{keeper_id}",
    response={204: None},
    summary="Thôi giao giữ máy toàn tỉnh",
)
def end_keeper(request: ApiRequest, keeper_id: UUID) -> None:
    found = get_keeper_to_end(request.auth, keeper_id)
    actions.end_keeper(keeper_id=found.pk, by=request.auth, at=timezone.now())
