"""Findings, advisories, bills of materials."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Router, UploadedFile

from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.vulnerabilities import actions, queries
from congvu.vulnerabilities.access import (
    get_advisory_for,
    get_finding_for,
    get_finding_to_keep,
    need_loader,
    seen_advisories,
    seen_boms,
    seen_findings,
)
from congvu.vulnerabilities.api.schemas import (
    BomOut,
    MendingPlanIn,
    RiskAcceptanceIn,
    VulnerabilitiesLoadedOut,
    VulnerabilitiesOut,
    VulnerabilityDetailOut,
    VulnerabilityOut,
    WeaknessFindingOut,
    WeaknessFindingsOut,
)
from congvu.vulnerabilities.rules import MOST_UPLOADED, FindingState

router = Router(tags=["Lỗ hổng"])

_FINDING = "/weakness-findings/{weakness_id}"


def reader(request: ApiRequest) -> Seat:
    return need(request, Permission.READ_SECURITY)


def keeper(request: ApiRequest) -> Seat:
    return need(request, Permission.KEEP_SECURITY)


def _read(file: UploadedFile) -> tuple[bytes, str]:
    if (file.size or 0) > MOST_UPLOADED:
        raise Refused([Reason(_("Tệp lớn hơn 20 MB."), "file")])
    return file.read(), (file.name or "")[:200]


@router.get(
    "/weakness-findings",
    response=WeaknessFindingsOut,
    summary="Lỗ hổng phát hiện, gấp trước",
)
def findings(
    request: ApiRequest,
    state: FindingState | None = None,
    machine_id: UUID | None = None,
    after: UUID | None = None,
) -> WeaknessFindingsOut:
    rows = queries.narrowed(
        seen_findings(reader(request)), state=state or "", machine=machine_id
    )
    page = queries.findings_page(rows, after)
    return WeaknessFindingsOut(
        items=[WeaknessFindingOut.of(one) for one in page.rows], after=page.after
    )


@router.get(_FINDING, response=WeaknessFindingOut, summary="Một lỗ hổng phát hiện")
def finding(request: ApiRequest, weakness_id: UUID) -> WeaknessFindingOut:
    return WeaknessFindingOut.of(get_finding_for(reader(request), weakness_id))


@router.post(_FINDING + "/plan", response=WeaknessFindingOut, summary="Lên kế hoạch vá")
def plan(
    request: ApiRequest, weakness_id: UUID, data: MendingPlanIn
) -> WeaknessFindingOut:
    seat = keeper(request)
    found = get_finding_to_keep(seat, weakness_id)
    actions.plan_mending(
        finding_id=found.pk, on=data.on, note=data.note, by=seat, at=timezone.now()
    )
    return WeaknessFindingOut.of(get_finding_for(seat, weakness_id))


@router.post(
    _FINDING + "/accept", response=WeaknessFindingOut, summary="Chấp nhận rủi ro"
)
def accept(
    request: ApiRequest, weakness_id: UUID, data: RiskAcceptanceIn
) -> WeaknessFindingOut:
    seat = keeper(request)
    found = get_finding_to_keep(seat, weakness_id)
    actions.accept_risk(
        finding_id=found.pk,
        until=data.until,
        reason=data.reason,
        by=seat,
        at=timezone.now(),
    )
    return WeaknessFindingOut.of(get_finding_for(seat, weakness_id))


@router.get(
    "/vulnerabilities", response=VulnerabilitiesOut, summary="Cảnh báo lỗ hổng đã nạp"
)
def advisories(request: ApiRequest, after: UUID | None = None) -> VulnerabilitiesOut:
    page = queries.advisories_page(seen_advisories(reader(request)), after)
    return VulnerabilitiesOut(
        items=[VulnerabilityOut.of(one) for one in page.rows], after=page.after
    )


@router.get(
    "/vulnerabilities/{vulnerability_id}",
    response=VulnerabilityDetailOut,
    summary="Một cảnh báo, và ai có lỗ hổng ấy",
)
def advisory(request: ApiRequest, vulnerability_id: UUID) -> VulnerabilityDetailOut:
    seat = reader(request)
    found = get_advisory_for(seat, vulnerability_id)
    rows = queries.narrowed(seen_findings(seat).filter(cause=found.cause))
    return VulnerabilityDetailOut(
        **VulnerabilityOut.of(found).model_dump(),
        details=found.details,
        findings=[
            WeaknessFindingOut.of(one)
            for one in rows.order_by("priority", "due_on", "pk")[: queries.HOLDERS]
        ],
    )


@router.post(
    "/vulnerabilities",
    response=VulnerabilitiesLoadedOut,
    summary="Nạp tệp cảnh báo của trung tâm",
)
def load(request: ApiRequest, file: File[UploadedFile]) -> VulnerabilitiesLoadedOut:
    seat = need_loader(reader(request))
    content, name = _read(file)
    loaded = actions.load_advisories(
        content=content, name=name, by=seat.actor, at=timezone.now()
    )
    return VulnerabilitiesLoadedOut.of(loaded)


@router.get("/boms", response=list[BomOut], summary="Bảng kê thành phần phần mềm")
def boms(request: ApiRequest) -> list[BomOut]:
    rows = queries.boms_with_counts(seen_boms(reader(request)))
    return [BomOut.of(one) for one in rows]


@router.post("/boms", response=BomOut, summary="Nạp bảng kê thành phần")
def load_bom(request: ApiRequest, file: File[UploadedFile]) -> BomOut:
    seat = keeper(request)
    content, name = _read(file)
    made = actions.load_bom(
        content=content,
        agency_id=seat.agency_id,
        name=name.rpartition(".")[0],
        by=seat.actor,
        at=timezone.now(),
    )
    [found] = queries.boms_with_counts(seen_boms(seat).filter(pk=made.pk))
    return BomOut.of(found)
