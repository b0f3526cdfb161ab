"""Files beside a paper, for machines: the same actions as the pages."""

from __future__ import annotations

from typing import BinaryIO, cast
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from congvu.files.models import StoredFile
from congvu.files.queries import open_file
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.outgoing import actions
from congvu.outgoing.access import (
    get_beside_for,
    get_draft_for,
    get_further_for,
    get_line_for,
)
from congvu.outgoing.models import DraftVersion

router = Router(tags=["Dự thảo"])


class VersionBesideOut(Schema):
    """The version that a change of what lies beside a draft has made."""

    number: int
    remark: str


def held_file(file: StoredFile, name: str) -> FileResponse:
    """To be kept, never to be run."""
    try:
        stream = open_file(file)
    except FileNotFoundError as missing:
        raise Http404 from missing
    return FileResponse(
        stream, as_attachment=True, filename=name, content_type=file.media_type
    )


@router.post(
    "/drafts/{draft_id}/attachments",
    response={201: VersionBesideOut},
    summary="Thêm tệp kèm theo",
)
def attach(
    request: ApiRequest, draft_id: UUID, files: File[list[UploadedFile]]
) -> DraftVersion:
    """All of them or none; a draft that was approved goes back."""
    seat = need(request, Permission.DRAFT)
    get_draft_for(seat, draft_id)
    given = [
        actions.Given(one.name or "tep", cast(BinaryIO, one.file)) for one in files
    ]
    return actions.attach_files(
        draft_id=draft_id, files=given, by=seat, at=timezone.now()
    )


@router.delete(
    "/drafts/{draft_id}/attachments/{attachment_id}",
    response=VersionBesideOut,
    summary="Bỏ tệp kèm theo",
)
def detach(request: ApiRequest, draft_id: UUID, attachment_id: UUID) -> DraftVersion:
    seat = need(request, Permission.DRAFT)
    get_draft_for(seat, draft_id)
    return actions.detach_file(
        draft_id=draft_id, attachment_id=attachment_id, by=seat, at=timezone.now()
    )


@router.get(
    "/drafts/{draft_id}/attachments/{attachment_id}", summary="Tải tệp kèm theo"
)
def attachment(
    request: ApiRequest, draft_id: UUID, attachment_id: UUID
) -> FileResponse:
    draft = get_draft_for(request.auth, draft_id)
    held = get_beside_for(request.auth, draft, attachment_id)
    actions.record_file_view(
        on=draft, file=held.file, by=request.auth, at=timezone.now()
    )
    return held_file(held.file, held.name)


@router.get(
    "/outgoing-documents/{entry_id}/files/{file_id}",
    summary="Tải tệp kèm theo văn bản đã phát hành",
)
def line_attachment(request: ApiRequest, entry_id: UUID, file_id: UUID) -> FileResponse:
    held = get_further_for(request.auth, entry_id, file_id)
    entry = get_line_for(request.auth, entry_id)
    actions.record_file_view(
        on=entry, file=held.file, by=request.auth, at=timezone.now()
    )
    return held_file(held.file, held.name)
