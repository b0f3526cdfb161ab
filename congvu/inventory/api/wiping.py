"""Media made unreadable, their minutes: for programs."""

from __future__ import annotations

from typing import Any, BinaryIO, cast
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import File, Form, Router
from ninja.files import UploadedFile

from congvu.files.queries import open_file
from congvu.inventory import actions, queries
from congvu.inventory.access import (
    get_wiping_file,
    get_wiping_for,
    get_wiping_to_compose,
    get_wiping_to_keep,
    may_keep_for,
    need_keeper,
    need_wiping_reader,
    wipings_seen,
)
from congvu.inventory.actions import MediumData
from congvu.inventory.api.schemas import (
    MachinePaperDraftIn,
    StartedMachinePaperDraftOut,
    WipedMediumIn,
    WipedMediumOut,
    WipingCloseIn,
    WipingDetailOut,
    WipingIn,
    WipingOut,
    WipingPageOut,
)
from congvu.inventory.models import WipingRecord
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Máy tính"])

_ONE = "/media-wipings/{wiping_id}"


@router.get(
    "/media-wipings", response=WipingPageOut, summary="Hồ sơ xử lý vật mang dữ liệu"
)
def wipings(request: ApiRequest, after: str = "") -> dict[str, Any]:
    seat = need_wiping_reader(request.auth)
    page = queries.wiping_page(wipings_seen(seat), after=after)
    return {"items": page.rows, "after": page.after}


@router.post(
    "/media-wipings", response=WipingOut, summary="Lập hồ sơ xử lý vật mang dữ liệu"
)
def begin(request: ApiRequest, data: WipingIn) -> WipingRecord:
    seat = need_keeper(request.auth)
    agency_id = data.agency_id or seat.agency_id
    if not may_keep_for(seat, agency_id):
        raise Http404
    return actions.begin_wiping(data=data.data(agency_id), by=seat, at=timezone.now())


@router.get(_ONE, response=WipingDetailOut, summary="Một hồ sơ với từng vật mang")
def wiping(request: ApiRequest, wiping_id: UUID) -> dict[str, Any]:
    found = get_wiping_for(need_wiping_reader(request.auth), wiping_id)
    return {"record": found, "media": queries.media_of(found)}


@router.post(
    _ONE + "/media", response=WipedMediumOut, summary="Ghi một vật mang, kèm tệp"
)
def add(
    request: ApiRequest,
    wiping_id: UUID,
    data: Form[WipedMediumIn],
    file: File[UploadedFile | None] = None,
) -> Any:
    seat = need_keeper(request.auth)
    found = get_wiping_to_keep(seat, wiping_id)
    shown: dict[str, Any] = {}
    if file is not None:
        shown = {"file_name": file.name or "", "stream": cast(BinaryIO, file)}
    return actions.add_medium(
        record_id=found.pk,
        data=MediumData(**data.model_dump(), **shown),
        by=seat,
        at=timezone.now(),
    )


@router.get(_ONE + "/media/{medium_id}/file", summary="Tải tệp chứng minh")
def medium_file(request: ApiRequest, wiping_id: UUID, medium_id: UUID) -> FileResponse:
    seat = need_wiping_reader(request.auth)
    file, name = get_wiping_file(seat, wiping_id, medium_id)
    return FileResponse(open_file(file), as_attachment=True, filename=name)


@router.post(
    _ONE + "/draft",
    response=StartedMachinePaperDraftOut,
    summary="Soạn biên bản xử lý vật mang",
)
def compose(request: ApiRequest, wiping_id: UUID, data: MachinePaperDraftIn) -> Any:
    seat = need(request, Permission.DRAFT)
    found = get_wiping_to_compose(seat, wiping_id)
    return actions.compose_minutes(
        record_id=found.pk,
        signer_post_id=data.signer_post_id,
        by=seat,
        at=timezone.now(),
    )


@router.post(
    _ONE + "/close", response=WipingOut, summary="Hoàn tất hồ sơ xử lý vật mang"
)
def close(request: ApiRequest, wiping_id: UUID, data: WipingCloseIn) -> WipingRecord:
    seat = need_keeper(request.auth)
    found = get_wiping_to_keep(seat, wiping_id)
    return actions.close_wiping(
        record_id=found.pk, symbol=data.symbol, by=seat, at=timezone.now()
    )
