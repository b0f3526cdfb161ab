"""Signed by key, for machines; a key of somebody's own machine has its own exchange
(docs/signing-agent.md)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.files.queries import open_file
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, client
from congvu.outgoing.access import get_draft_for, get_key_for
from congvu.outgoing.api.issuing import PaperSignatureOut
from congvu.outgoing.models import PaperSignature

router = Router(tags=["Phát hành"])


class SignIn(Schema):
    """The key to sign with; ``secret`` is its PIN, passed on and kept nowhere."""

    key_id: UUID
    secret: Annotated[str, Field(max_length=200)] = ""


@router.post(
    "/drafts/{draft_id}/sign", response=PaperSignatureOut, summary="Ký số dự thảo"
)
def sign(request: ApiRequest, draft_id: UUID, data: SignIn) -> PaperSignature:
    seat, at = need(request, Permission.SIGN), timezone.now()
    get_draft_for(seat, draft_id)
    asked = actions.ready_to_sign(draft_id=draft_id, by=seat, at=at)
    key = get_key_for(seat, seat.post_id, data.key_id)
    applied = client.sign_with(
        asked.pdf,
        field=asked.field,
        key=key,
        secret=data.secret,
        words=asked.words,
        place=asked.place,
        at=at,
    )
    return actions.keep_personal_signature(
        draft_id=draft_id,
        version=asked.version,
        applied=applied,
        key=key,
        by=seat,
        at=at,
    )


@router.post(
    "/drafts/{draft_id}/seal", response=PaperSignatureOut, summary="Ký số của cơ quan"
)
def seal(request: ApiRequest, draft_id: UUID, data: SignIn) -> PaperSignature:
    seat, at = need(request, Permission.NUMBER), timezone.now()
    get_draft_for(seat, draft_id)
    asked = actions.ready_to_seal(draft_id=draft_id, by=seat, at=at)
    key = get_key_for(seat, seat.agency_id, data.key_id)
    applied = client.sign_with(
        asked.pdf,
        field=asked.field,
        key=key,
        secret=data.secret,
        words=asked.words,
        place=asked.place,
        at=at,
    )
    return actions.keep_agency_signature(
        draft_id=draft_id, applied=applied, key=key, by=seat, at=at
    )


@router.get("/drafts/{draft_id}/signed-file", summary="Tải tệp đã ký")
def signed_file(request: ApiRequest, draft_id: UUID) -> FileResponse:
    draft = get_draft_for(request.auth, draft_id)
    if draft.paper is None:
        raise Http404
    actions.record_draft_view(draft=draft, by=request.auth, at=timezone.now())
    return FileResponse(
        open_file(draft.paper),
        as_attachment=True,
        filename="van-ban.pdf",
        content_type="application/pdf",
    )
