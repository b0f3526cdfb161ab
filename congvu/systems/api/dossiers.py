"""Dossiers: begun, submitted, sent back, appraised, approved, composed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Router, Status

from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.systems import actions
from congvu.systems.access import (
    get_dossier_for,
    get_dossier_to_compose,
    get_dossier_to_keep,
    get_system_to_keep,
    seen_dossiers,
)
from congvu.systems.api.schemas import (
    LevelDossierAppraiseIn,
    LevelDossierApproveIn,
    LevelDossierIn,
    LevelDossierOut,
    LevelDossierPaperIn,
    LevelDossierPaperOut,
    LevelDossierReasonIn,
)
from congvu.systems.models import DossierPaper, LevelDossier
from congvu.systems.rules import OPEN_DOSSIERS, PaperPart

router = Router(tags=["An toàn thông tin"])

_ONE = "/level-dossiers/{level_dossier_id}"
_MOST = 500


def _again(request: ApiRequest, found: LevelDossier) -> dict[str, Any]:
    return LevelDossierOut.of(get_dossier_for(request.auth, found.pk))


@router.get(
    "/level-dossiers", response=list[LevelDossierOut], summary="Hồ sơ cấp độ chưa xong"
)
def dossiers(request: ApiRequest) -> list[dict[str, Any]]:
    """Those that are open, the oldest first."""
    seat = need(request, Permission.READ_SECURITY)
    rows = seen_dossiers(seat).filter(state__in=sorted(OPEN_DOSSIERS))
    return [LevelDossierOut.of(one) for one in rows.order_by("begun_at", "pk")[:_MOST]]


@router.post(
    "/information-systems/{system_id}/dossiers",
    response={201: LevelDossierOut},
    summary="Lập hồ sơ đề xuất cấp độ",
)
def begin(request: ApiRequest, system_id: UUID) -> Status[dict[str, Any]]:
    found = get_system_to_keep(request.auth, system_id)
    made = actions.begin_dossier(system_id=found.pk, by=request.auth, at=timezone.now())
    return Status(201, LevelDossierOut.of(made))


@router.get(_ONE, response=LevelDossierOut, summary="Một hồ sơ đề xuất cấp độ")
def dossier(request: ApiRequest, level_dossier_id: UUID) -> dict[str, Any]:
    return LevelDossierOut.of(get_dossier_for(request.auth, level_dossier_id))


@router.put(_ONE, response=LevelDossierOut, summary="Ghi quy chế, ý kiến chuyên môn")
def change(
    request: ApiRequest, level_dossier_id: UUID, data: LevelDossierIn
) -> dict[str, Any]:
    found = get_dossier_to_keep(request.auth, level_dossier_id)
    made = actions.change_dossier(
        dossier_id=found.pk, **data.dict(), by=request.auth, at=timezone.now()
    )
    return _again(request, made)


@router.post(_ONE + "/submit", response=LevelDossierOut, summary="Trình hồ sơ")
def submit(request: ApiRequest, level_dossier_id: UUID) -> dict[str, Any]:
    found = get_dossier_to_keep(request.auth, level_dossier_id)
    made = actions.submit_dossier(
        dossier_id=found.pk, by=request.auth, at=timezone.now()
    )
    return _again(request, made)


@router.post(_ONE + "/return", response=LevelDossierOut, summary="Trả lại hồ sơ")
def send_back(
    request: ApiRequest, level_dossier_id: UUID, data: LevelDossierReasonIn
) -> dict[str, Any]:
    found = get_dossier_to_keep(request.auth, level_dossier_id)
    made = actions.return_dossier(
        dossier_id=found.pk, reason=data.reason, by=request.auth, at=timezone.now()
    )
    return _again(request, made)


@router.post(_ONE + "/appraise", response=LevelDossierOut, summary="Ghi thẩm định")
def appraise(
    request: ApiRequest, level_dossier_id: UUID, data: LevelDossierAppraiseIn
) -> dict[str, Any]:
    found = get_dossier_to_keep(request.auth, level_dossier_id)
    made = actions.appraise_dossier(
        dossier_id=found.pk, **data.dict(), by=request.auth, at=timezone.now()
    )
    return _again(request, made)


@router.post(
    _ONE + "/approve", response=LevelDossierOut, summary="Ghi phê duyệt cấp độ"
)
def approve(
    request: ApiRequest, level_dossier_id: UUID, data: LevelDossierApproveIn
) -> dict[str, Any]:
    found = get_dossier_to_keep(request.auth, level_dossier_id)
    made = actions.approve_dossier(
        dossier_id=found.pk, **data.dict(), by=request.auth, at=timezone.now()
    )
    return _again(request, made)


@router.post(_ONE + "/withdraw", response=LevelDossierOut, summary="Rút hồ sơ")
def withdraw(
    request: ApiRequest, level_dossier_id: UUID, data: LevelDossierReasonIn
) -> dict[str, Any]:
    found = get_dossier_to_keep(request.auth, level_dossier_id)
    made = actions.withdraw_dossier(
        dossier_id=found.pk, reason=data.reason, by=request.auth, at=timezone.now()
    )
    return _again(request, made)


@router.post(
    _ONE + "/papers",
    response={201: LevelDossierPaperOut},
    summary="Soạn văn bản của hồ sơ cấp độ",
)
def compose(
    request: ApiRequest, level_dossier_id: UUID, data: LevelDossierPaperIn
) -> Status[DossierPaper]:
    """A draft; it goes on as every draft does."""
    found = get_dossier_to_compose(request.auth, level_dossier_id)
    made = actions.compose_paper(
        dossier_id=found.pk,
        part=PaperPart(data.part),
        signer_post_id=data.signer_post_id,
        signing_basis=data.signing_basis,
        by=request.auth,
        at=timezone.now(),
    )
    return Status(201, made)
