"""Packages of closed dossiers (TT 05/2025, as digests tell it; not certain)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO, Literal, cast
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from congvu.archives import actions, queries
from congvu.archives.access import (
    get_dossier_for,
    get_package_check_for,
    get_package_for,
    packs,
)
from congvu.archives.models import Package, PackageCheck
from congvu.archives.rules import PackageKind
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest

router = Router(tags=["Hồ sơ"])
_PACKAGES = "/dossiers/{dossier_id}/packages"


class PackIn(Schema):
    kind: Literal["SIP", "AIP", "PDF"]


class PackageOut(Schema):
    id: UUID
    kind: str
    state: str
    reason: str
    asked_at: datetime
    asked_by: str
    ready_at: datetime | None
    done: int
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
    return queries.packages_of(found)


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


class PackageFaultOut(Schema):
    """``code`` is for programs, ``words`` for people; ``path`` lies in the package."""

    code: str
    path: str
    words: str


class PackageCheckOut(Schema):
    """``sure`` is how far the profile is known: C is a secondary source."""

    id: UUID
    name: str
    sha256: str
    at: datetime
    by: str
    kind: str
    object_id: str
    documents: int
    files: int
    profile: str
    sure: str
    faults: list[PackageFaultOut]
    more: int


def _checked(row: PackageCheck) -> dict[str, Any]:
    about = {name: getattr(row, name) for name in ("id", "name", "sha256", "at", "by")}
    return {**row.result, **about}


@router.get(
    "/package-checks",
    response=list[PackageCheckOut],
    summary="Các gói đã kiểm tra",
)
def package_checks(request: ApiRequest) -> list[dict[str, Any]]:
    seat = _packer(request)
    return [_checked(row) for row in queries.package_checks(seat.agency_id)]


@router.post(
    "/package-checks",
    response={201: PackageCheckOut},
    summary="Kiểm tra một gói hồ sơ lập ở nơi khác",
)
def check_package(request: ApiRequest, file: File[UploadedFile]) -> dict[str, Any]:
    made = actions.check_sent_package(
        stream=cast(BinaryIO, file.file),
        name=file.name or "",
        by=_packer(request),
        at=timezone.now(),
    )
    return _checked(made)


@router.get(
    "/package-checks/{check_id}",
    response=PackageCheckOut,
    summary="Kết quả kiểm tra một gói hồ sơ",
)
def package_check(request: ApiRequest, check_id: UUID) -> dict[str, Any]:
    return _checked(get_package_check_for(request.auth, check_id))
