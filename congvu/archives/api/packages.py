"""Packages of closed dossiers (TT 05/2025, as digests tell it; not certain)."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Router, Schema

from congvu.archives import actions
from congvu.archives.access import get_dossier_for, get_package_for, packs
from congvu.archives.models import Package
from congvu.archives.rules import PackageKind
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest

router = Router(tags=["Hồ sơ"])
_PACKAGES = "/dossiers/{dossier_id}/packages"


class PackIn(Schema):
    kind: Literal["SIP", "AIP"]


class PackageOut(Schema):
    id: UUID
    kind: str
    state: str
    reason: str
    asked_at: datetime
    asked_by: str
    ready_at: datetime | None
    documents: int
    size: int
    sha256: str


def _packer(request: ApiRequest) -> Seat:
    if not packs(request.auth):
        raise Http404
    return request.auth


@router.get(_PACKAGES, response=list[PackageOut], summary="Các gói của hồ sơ")
def packages(request: ApiRequest, dossier_id: UUID) -> list[Package]:
    found = get_dossier_for(_packer(request), dossier_id)
    return list(Package.objects.filter(dossier=found).order_by("-asked_at")[:100])


@router.post(_PACKAGES, response=PackageOut, summary="Đóng gói hồ sơ")
def pack(request: ApiRequest, dossier_id: UUID, data: PackIn) -> Package:
    seat = _packer(request)
    found = get_dossier_for(seat, dossier_id)
    return actions.ask_for_package(
        dossier_id=found.id, kind=PackageKind(data.kind), by=seat, at=timezone.now()
    )


@router.get(f"{_PACKAGES}/{{package_id}}/file", summary="Tải gói hồ sơ")
def package_file(
    request: ApiRequest, dossier_id: UUID, package_id: UUID
) -> FileResponse:
    package = get_package_for(request.auth, dossier_id, package_id)
    made = actions.take_out_package(package=package, by=request.auth, at=timezone.now())
    return FileResponse(made.stream, as_attachment=True, filename=made.name)
