"""Open-source plans, roll-outs, scans of formats, procurements."""

from __future__ import annotations

from datetime import date
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import File, Form, Router, UploadedFile

from congvu.licences import actions
from congvu.licences.access import (
    agencies_offered,
    get_line_to_keep,
    get_listing_to_end,
    get_plan,
    get_plan_to_compose,
    get_plan_to_keep,
    get_procurement_to_keep,
    get_rollout,
    get_rollout_to_keep,
    get_scan,
    get_target_to_keep,
    get_wave_to_keep,
    keeps_all,
    may_list,
    read_agencies,
    wave_agencies,
)
from congvu.licences.api.plan_schemas import (
    FormatScanDetailOut,
    FormatScanOut,
    Line,
    OpenPlanDetailOut,
    OpenPlanIn,
    OpenPlanOut,
    OpenPlanPaperIn,
    OpenPlanPaperOut,
    OwnListingEndIn,
    OwnListingIn,
    OwnListingOut,
    PreferredOut,
    ProcurementIn,
    ProcurementOut,
    ProcurementPageOut,
    ProcurementStrikeIn,
    ReplacementIn,
    ReplacementOut,
    RolloutBlockIn,
    RolloutBlockOut,
    RolloutDetailOut,
    RolloutIn,
    RolloutMachinesOut,
    RolloutOut,
    RolloutTakenOut,
    RolloutWaveChangeIn,
    RolloutWaveIn,
    RolloutWaveOut,
)
from congvu.licences.models import (
    FormatScan,
    OwnListing,
    PlanPaper,
    Procurement,
    ReplacementLine,
    ReplacementPlan,
    Rollout,
    RolloutMachine,
    RolloutWave,
)
from congvu.licences.queries.listed import preferred, usual_minutes
from congvu.licences.queries.plans import (
    lines_of,
    plans_of,
    procurements_page,
    scans_of,
    tallies_of,
)
from congvu.licences.queries.rollouts import (
    moment_of,
    plan_progress,
    progress,
    rollouts_of,
    targets_page,
    with_standing,
)
from congvu.licences.rules import Preferred, Standing
from congvu.licences.rules.formats import change_of
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.rules import Permission

router = Router(tags=["Phần mềm nguồn mở"])

_PLAN = "/open-source/plans/{plan_id}"
_LINE = "/open-source/lines/{line_id}"
_ROLLOUT = "/rollouts/{rollout_id}"


def _reader(request: ApiRequest) -> Seat:
    return need(request, Permission.READ_LICENCES)


def _keeper(request: ApiRequest) -> Seat:
    return need(request, Permission.KEEP_MACHINES)


def _agency(seat: Seat, wanted: UUID | None) -> UUID:
    if wanted is not None and wanted not in dict(agencies_offered(seat)):
        raise Http404
    return wanted or seat.agency_id


def _counted(standing: Standing) -> dict[str, Any]:
    return {
        "planned": standing.planned,
        "done": standing.done,
        "states": standing.counts,
    }


@router.get(
    "/open-source/preferred", response=list[PreferredOut], summary="Danh mục ưu tiên"
)
def preferred_on(
    request: ApiRequest, on: Day | None = None, category: str = ""
) -> list[Preferred]:
    _reader(request)
    day: date = on or timezone.localdate()
    return preferred(day, category)


@router.post(
    "/open-source/listings", response=OwnListingOut, summary="Tỉnh ưu tiên thêm"
)
def add_listing(request: ApiRequest, data: OwnListingIn) -> OwnListing:
    seat = _keeper(request)
    if not may_list(seat):
        raise Http404
    return actions.add_own_listing(**data.dict(), by=seat, at=timezone.now())


@router.post(
    "/open-source/listings/{listing_id}/end",
    response=OwnListingOut,
    summary="Thôi ưu tiên",
)
def end_listing(
    request: ApiRequest, listing_id: UUID, data: OwnListingEndIn
) -> OwnListing:
    found = get_listing_to_end(request.auth, listing_id)
    return actions.end_own_listing(
        listing_id=found.pk, until=data.until, by=request.auth, at=timezone.now()
    )


@router.get(
    "/open-source/plans", response=list[OpenPlanOut], summary="Kế hoạch nguồn mở"
)
def plans(request: ApiRequest) -> list[ReplacementPlan]:
    return plans_of(read_agencies(_reader(request)))


@router.post("/open-source/plans", response=OpenPlanOut, summary="Lập kế hoạch")
def begin_plan(request: ApiRequest, data: OpenPlanIn) -> ReplacementPlan:
    seat = _keeper(request)
    return actions.begin_plan(
        agency_id=_agency(seat, data.agency_id),
        title=data.title,
        basis=data.basis,
        starts_on=data.starts_on,
        ends_on=data.ends_on,
        by=seat,
        at=timezone.now(),
    )


@router.get(_PLAN, response=OpenPlanDetailOut, summary="Một kế hoạch nguồn mở")
def plan(request: ApiRequest, plan_id: UUID) -> dict[str, Any]:
    found = get_plan(request.auth, plan_id)
    told = plan_progress(found, timezone.now())
    lines: list[dict[str, Any]] = []
    for one in lines_of(found):
        standing = told.get(one.pk, Standing({}))
        shown = {
            name: getattr(one, name)
            for name in ReplacementOut.model_fields
            if name not in {"planned", "done"}
        }
        lines.append({**shown, "planned": standing.planned, "done": standing.done})
    return {"plan": found, "lines": lines}


@router.post(_PLAN + "/lines", response=ReplacementOut, summary="Thêm dòng thay thế")
def add_line(
    request: ApiRequest, plan_id: UUID, data: ReplacementIn
) -> ReplacementLine:
    found = get_plan_to_keep(request.auth, plan_id)
    return actions.add_line(
        plan_id=found.pk, wish=data.wish(), by=request.auth, at=timezone.now()
    )


@router.put(_LINE, response=ReplacementOut, summary="Sửa dòng thay thế")
def change_line(
    request: ApiRequest, line_id: UUID, data: ReplacementIn
) -> ReplacementLine:
    found = get_line_to_keep(request.auth, line_id)
    return actions.change_line(
        line_id=found.pk, wish=data.wish(), by=request.auth, at=timezone.now()
    )


@router.delete(_LINE, response={204: None}, summary="Bỏ dòng thay thế")
def drop_line(request: ApiRequest, line_id: UUID) -> None:
    found = get_line_to_keep(request.auth, line_id)
    actions.drop_line(line_id=found.pk, by=request.auth, at=timezone.now())


@router.post(
    _PLAN + "/papers", response=OpenPlanPaperOut, summary="Soạn văn bản kế hoạch"
)
def compose_plan(
    request: ApiRequest, plan_id: UUID, data: OpenPlanPaperIn
) -> PlanPaper:
    found = get_plan_to_compose(request.auth, plan_id)
    return actions.compose_plan(
        plan=found,
        signer_post_id=data.signer_post_id,
        signing_basis=data.signing_basis,
        by=request.auth,
        at=timezone.now(),
    )


@router.get("/rollouts", response=list[RolloutOut], summary="Triển khai phần mềm")
def rollouts(request: ApiRequest) -> list[Rollout]:
    return rollouts_of(read_agencies(_reader(request)))


@router.post("/rollouts", response=RolloutOut, summary="Bắt đầu triển khai")
def begin_rollout(request: ApiRequest, data: RolloutIn) -> Rollout:
    seat = _keeper(request)
    agency_id = _agency(seat, data.agency_id)
    if data.line_id is not None:
        agency_id = get_line_to_keep(seat, data.line_id).plan.agency_id
    return actions.begin_rollout(
        wish=data.wish(), agency_id=agency_id, by=seat, at=timezone.now()
    )


@router.get(_ROLLOUT, response=RolloutDetailOut, summary="Một đợt triển khai")
def rollout(
    request: ApiRequest, rollout_id: UUID, day: Day | None = None
) -> dict[str, Any]:
    """As it stands, or as it stood on a day."""
    seat = request.auth
    found, at = get_rollout(seat, rollout_id), moment_of(day, timezone.now())
    told = progress(found, at, agencies=wave_agencies(seat, found))
    waves = [_wave(one.wave, one.standing) for one in told.waves]
    return {
        "rollout": found,
        "whole": _counted(told.whole),
        "waves": waves,
        "blocks": told.blocks,
    }


def _wave(wave: RolloutWave, standing: Standing) -> dict[str, Any]:
    shown = {
        name: getattr(wave, name)
        for name in RolloutWaveOut.model_fields
        if name != "standing"
    }
    return {**shown, "standing": _counted(standing)}


@router.get(
    _ROLLOUT + "/machines", response=RolloutMachinesOut, summary="Máy trong các đợt"
)
def rollout_machines(
    request: ApiRequest,
    rollout_id: UUID,
    day: Day | None = None,
    state: str = "",
    after: str = "",
) -> dict[str, Any]:
    """Those that one keeps, or had on the day that is asked."""
    seat = _keeper(request)
    found, at = get_rollout(seat, rollout_id), moment_of(day, timezone.now())
    holder = None if keeps_all(seat) else seat.agency_id
    rows = with_standing(found, at, holder=holder)
    page = targets_page(rows, state=state, after=after)
    return {"items": page.rows, "after": page.after}


@router.post(_ROLLOUT + "/waves", response=RolloutTakenOut, summary="Lập đợt")
def add_wave(
    request: ApiRequest, rollout_id: UUID, data: RolloutWaveIn
) -> dict[str, int]:
    seat = request.auth
    found = get_rollout_to_keep(seat, rollout_id)
    _wave_made, taken = actions.add_wave(
        rollout_id=found.pk,
        wish=data.wish(_agency(seat, data.agency_id)),
        by=seat,
        at=timezone.now(),
    )
    return {"machines": taken}


@router.put(
    "/rollout-waves/{wave_id}", response={204: None}, summary="Sửa đợt triển khai"
)
def change_wave(request: ApiRequest, wave_id: UUID, data: RolloutWaveChangeIn) -> None:
    found = get_wave_to_keep(request.auth, wave_id)
    actions.change_wave(
        wave_id=found.pk,
        post_id=data.post_id,
        due_on=data.due_on,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_ROLLOUT + "/take", response=RolloutTakenOut, summary="Bổ sung máy mới")
def take_new(request: ApiRequest, rollout_id: UUID) -> dict[str, int]:
    found = get_rollout_to_keep(request.auth, rollout_id)
    taken = actions.take_new_machines(
        rollout_id=found.pk, by=request.auth, at=timezone.now()
    )
    return {"machines": taken}


@router.post(_ROLLOUT + "/end", response=RolloutOut, summary="Kết thúc triển khai")
def end_rollout(request: ApiRequest, rollout_id: UUID) -> Rollout:
    found = get_rollout_to_keep(request.auth, rollout_id)
    return actions.end_rollout(rollout_id=found.pk, by=request.auth, at=timezone.now())


@router.put(
    "/rollout-machines/{target_id}/block",
    response=RolloutBlockOut,
    summary="Vướng mắc của máy",
)
def block(request: ApiRequest, target_id: UUID, data: RolloutBlockIn) -> RolloutMachine:
    found = get_target_to_keep(request.auth, target_id)
    return actions.set_block(
        target_id=found.pk,
        block=data.block,
        note=data.block_note,
        by=request.auth,
        at=timezone.now(),
    )


@router.get("/format-scans", response=list[FormatScanOut], summary="Các lần quét tệp")
def scans(request: ApiRequest) -> list[FormatScan]:
    return scans_of(read_agencies(_reader(request)))


@router.post("/format-scans", response=FormatScanOut, summary="Quét một tệp nén")
def add_scan(
    request: ApiRequest,
    file: File[UploadedFile],
    label: Form[Line],
    agency_id: Form[UUID | None] = None,
) -> FormatScan:
    seat = _keeper(request)
    scanned = actions.scan_pile(
        stream=cast(BinaryIO, file), this_year=timezone.localdate().year
    )
    return actions.keep_scan(
        scanned=scanned,
        agency_id=_agency(seat, agency_id),
        label=label,
        by=seat.actor,
        at=timezone.now(),
    )


@router.get(
    "/format-scans/{scan_id}", response=FormatScanDetailOut, summary="Một lần quét tệp"
)
def scan(request: ApiRequest, scan_id: UUID) -> dict[str, Any]:
    found = get_scan(request.auth, scan_id)
    tallies = tallies_of([found])[found.pk]
    change = change_of(tallies, usual_minutes(timezone.localdate()))
    return {
        "scan": found,
        "tallies": tallies,
        "troubles": list(found.named_troubles.all()),
        "minutes": change.minutes,
    }


@router.get("/procurements", response=ProcurementPageOut, summary="Mua sắm phần mềm")
def procurements(request: ApiRequest, after: str = "") -> dict[str, Any]:
    page = procurements_page(read_agencies(_reader(request)), after=after)
    return {"items": page.rows, "after": page.after}


@router.post("/procurements", response=ProcurementOut, summary="Ghi lần mua phần mềm")
def procure(request: ApiRequest, data: ProcurementIn) -> Procurement:
    seat = _keeper(request)
    return actions.record_procurement(
        wish=data.wish(),
        agency_id=_agency(seat, data.agency_id),
        by=seat,
        at=timezone.now(),
    )


@router.post(
    "/procurements/{procurement_id}/strike",
    response=ProcurementOut,
    summary="Gạch lần mua ghi nhầm",
)
def strike(
    request: ApiRequest, procurement_id: UUID, data: ProcurementStrikeIn
) -> Procurement:
    found = get_procurement_to_keep(request.auth, procurement_id)
    return actions.strike_procurement(
        procurement_id=found.pk,
        why=data.reason,
        by=request.auth,
        at=timezone.now(),
    )
