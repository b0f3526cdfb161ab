"""Files at the door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, BinaryIO, cast
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, File, Router, Schema
from ninja.files import UploadedFile

from congvu.documents import actions, queries
from congvu.documents.access import get_entry_for, get_item_for, get_shown_item_for
from congvu.documents.api.entries import (
    PageNumber,
    opened,
    picture,
    searchable,
    sent,
)
from congvu.documents.api.schemas import (
    DraftIn,
    EntryOut,
    ItemOut,
    PaperIn,
    ReasonIn,
    RegisteredOut,
)
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.documents.rules import is_secret
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Tiếp nhận"])


@router.post("/intake", response={201: list[ItemOut]}, summary="Gửi tệp vào")
def receive(request: ApiRequest, files: File[list[UploadedFile]]) -> list[IntakeItem]:
    """Each file is answered for itself: accepted, quarantined or refused, and why."""
    seat = need(request, Permission.INTAKE)
    now = timezone.now()
    return [
        actions.receive_file(
            stream=cast(BinaryIO, f), name=f.name or "", channel="api", by=seat, at=now
        )
        for f in files
    ]


@router.get("/intake", response=list[ItemOut], summary="Tệp đang chờ")
def waiting(
    request: ApiRequest, limit: Annotated[int, Field(ge=1, le=200)] = 100
) -> list[IntakeItem]:
    """What needs somebody, newest first, and what was refused in the last days."""
    seat = need(request, Permission.INTAKE)
    return queries.intake_items(seat.agency_id, at=timezone.now(), limit=limit)


class RefusedOut(Schema):
    item_id: UUID
    name: str
    reasons: list[str]


class EnteredOut(Schema):
    """Each file stands for itself."""

    registered: list[EntryOut]
    refused: list[RefusedOut]


@router.post(
    "/intake/register-ready", response=EnteredOut, summary="Vào sổ các tệp sẵn sàng"
)
def register_ready(request: ApiRequest) -> dict[str, Any]:
    """Every file that needs nobody, in the order of arrival."""
    seat = need(request, Permission.REGISTER)
    done = actions.register_ready(by=seat, at=timezone.now())
    refused = [
        {
            "item_id": item.id,
            "name": item.name,
            "reasons": [_(r.message) for r in why.reasons],
        }
        for item, why in done.refused
    ]
    return {"registered": done.entries, "refused": refused}


@router.get("/intake/{item_id}", response=ItemOut, summary="Một tệp")
def one_item(request: ApiRequest, item_id: UUID) -> IntakeItem:
    item = get_item_for(request.auth, item_id)
    actions.record_look(on=[item], by=request.auth, at=timezone.now())
    return item


@router.post(
    "/intake/{item_id}/register", response={201: RegisteredOut}, summary="Vào sổ từ tệp"
)
def register_item(request: ApiRequest, item_id: UUID, data: PaperIn) -> RegisterEntry:
    seat = need(request, Permission.REGISTER)
    item = get_item_for(seat, item_id)
    if is_secret(data.secrecy):
        _refuse_secret(request, item)
    return actions.register_incoming(
        paper=data.paper(),
        arrived_at=data.arrived_at or item.received_at,
        by=seat,
        at=timezone.now(),
        item_id=item.id,
        channel=item.channel,
        not_duplicate=data.not_duplicate,
        late_reason=data.late_reason,
    )


@router.put("/intake/{item_id}/draft", response=ItemOut, summary="Giữ phần đã gõ")
def keep_draft(request: ApiRequest, item_id: UUID, data: DraftIn) -> IntakeItem:
    seat = need(request, Permission.INTAKE)
    item = get_item_for(seat, item_id)
    if is_secret(data.fields.get("secrecy", "")):
        _refuse_secret(request, item)
    return actions.save_draft(
        item_id=item.id, draft=data.fields, by=seat, at=timezone.now()
    )


def _refuse_secret(request: ApiRequest, item: IntakeItem) -> None:
    refused = actions.refuse_secret_item(
        item_id=item.id, by=request.auth, at=timezone.now()
    )
    raise actions.SecretRefused([Reason(refused.reason, "secrecy")])


@router.get(
    "/intake/{item_id}/duplicates",
    response=list[EntryOut],
    summary="Văn bản có thể trùng",
)
def duplicates(
    request: ApiRequest,
    item_id: UUID,
    symbol: Annotated[str, Field(max_length=200)] = "",
    issuer_name: Annotated[str, Field(max_length=200)] = "",
    issued_on: date | None = None,
    identifier: Annotated[str, Field(max_length=200)] = "",
) -> Sequence[RegisterEntry]:
    """What the agency holds with the same file, identifier, or symbol and issuer."""
    seat = need(request, Permission.INTAKE)
    item = get_item_for(seat, item_id)
    actions.record_look(on=[item], by=seat, at=timezone.now())
    return queries.duplicates(
        agency_id=seat.agency_id,
        symbol=symbol,
        issuer_name=issuer_name,
        issued_on=issued_on,
        identifier=identifier,
        file_id=item.file_id,
    )


class ComparedOut(Schema):
    """``mine`` is what the file at the door says, ``held`` what the register says."""

    name: str
    label: str
    mine: str
    held: str
    same: bool


class ComparisonOut(Schema):
    item: ItemOut
    entry: EntryOut
    rows: list[ComparedOut]


@router.get(
    "/intake/{item_id}/compare/{entry_id}",
    response=ComparisonOut,
    summary="So tệp với văn bản đã vào sổ",
)
def compare(request: ApiRequest, item_id: UUID, entry_id: UUID) -> dict[str, Any]:
    item = get_shown_item_for(request.auth, item_id)
    entry = get_entry_for(request.auth, entry_id)
    at = timezone.now()
    actions.record_look(on=[item, entry], by=request.auth, at=at)
    [line] = queries.proposed([item], queries.Lists.of(local_date(at)), at=at)
    rows = queries.compared(line.proposal, entry)
    return {"item": item, "entry": entry, "rows": rows}


@router.get("/intake/{item_id}/file", summary="Tải tệp đang chờ")
def item_file(request: ApiRequest, item_id: UUID) -> FileResponse:
    item = get_shown_item_for(request.auth, item_id)
    stream = opened(item.file)
    if item.file is None:
        raise Http404
    actions.record_file_view(held=item, by=request.auth, at=timezone.now())
    return sent(stream, item.file, item.name)


@router.get(
    "/intake/{item_id}/searchable",
    summary="Tải bản tìm được chữ (PDF/A) của tệp đang chờ",
)
def item_searchable(request: ApiRequest, item_id: UUID) -> FileResponse:
    return searchable(request, get_shown_item_for(request.auth, item_id))


@router.get("/intake/{item_id}/pages/{number}", summary="Hình một trang của tệp chờ")
def item_picture(
    request: ApiRequest, item_id: UUID, number: PageNumber
) -> HttpResponse:
    return picture(request, get_shown_item_for(request.auth, item_id), number)


@router.post("/intake/{item_id}/discard", response=ItemOut, summary="Bỏ tệp")
def discard(request: ApiRequest, item_id: UUID, data: ReasonIn) -> IntakeItem:
    seat = need(request, Permission.INTAKE)
    item = get_item_for(seat, item_id)
    return actions.discard_item(
        item_id=item.id, reason=data.reason, by=seat, at=timezone.now()
    )


@router.post(
    "/intake/{item_id}/secret", response=ItemOut, summary="Là văn bản mật: hủy tệp"
)
def confirm_secret(request: ApiRequest, item_id: UUID) -> IntakeItem:
    """Of a file held because something like a mark of secrecy was seen on it."""
    seat = need(request, Permission.INTAKE)
    item = get_item_for(seat, item_id)
    return actions.confirm_secret(item_id=item.id, by=seat, at=timezone.now())


@router.post(
    "/intake/{item_id}/not-secret",
    response=ItemOut,
    summary="Không phải văn bản mật: cho đi tiếp",
)
def deny_secret(request: ApiRequest, item_id: UUID, data: ReasonIn) -> IntakeItem:
    """Of such a file, too; who decided, when and why is in the audit log."""
    seat = need(request, Permission.INTAKE)
    item = get_item_for(seat, item_id)
    return actions.deny_secret(
        item_id=item.id, reason=data.reason, by=seat, at=timezone.now()
    )
