"""Signed on the signer's own machine: begun with a token, ended by a program with a
code (docs/signing-agent.md).
"""

from __future__ import annotations

from base64 import b64decode
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.audit.access import address_of
from congvu.audit.rules import Door
from congvu.lib.refusals import Refused
from congvu.organisations.api import ApiRequest
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, client
from congvu.outgoing.access import get_draft_for, get_key_for, get_outside_for
from congvu.outgoing.api.schemas import PaperSignatureOut
from congvu.outgoing.models import PaperSignature
from congvu.signatures.actions import SigningRefused
from congvu.signatures.models import OutsideSigning

router = Router(tags=["Phát hành"])

Code = Annotated[str, Field(max_length=200)]


class KeyIn(Schema):
    key_id: UUID


class WaitingOut(Schema):
    """A signature that waits for the program; ``code`` is for it and good once."""

    id: UUID
    code: str
    fingerprint: str
    started_at: datetime
    expires_at: datetime
    taken_at: datetime | None
    finished_at: datetime | None
    failed: str


class CodeIn(Schema):
    code: Code


class DigestOut(Schema):
    """What the program signs, as it is, with the key of that certificate."""

    to_sign: str
    mechanism: str
    fingerprint: str
    expires_at: datetime


class SignatureIn(CodeIn):
    """The signature in base64: PSS bytes, or ECDSA in DER."""

    signature: Annotated[str, Field(max_length=20_000)]


def _told(waiting: OutsideSigning) -> dict[str, Any]:
    names = ("id", "started_at", "expires_at", "taken_at", "finished_at", "failed")
    return {
        **{name: getattr(waiting, name) for name in names},
        "code": actions.code_of(waiting),
        "fingerprint": waiting.key.fingerprint,
    }


@router.post(
    "/drafts/{draft_id}/outside-signings",
    response={201: WaitingOut},
    summary="Bắt đầu ký dự thảo bằng máy của mình",
)
def begin(request: ApiRequest, draft_id: UUID, data: KeyIn) -> dict[str, Any]:
    """The signer's own signature, or the agency's where it waits for that."""
    seat, at = request.auth, timezone.now()
    draft = get_draft_for(seat, draft_id)
    if not (seat.can(Permission.SIGN) or seat.can(Permission.NUMBER)):
        raise Http404
    asked = actions.ready_outside(draft_id=draft_id, by=seat, at=at)
    owner_id = actions.owner_outside(draft, seat)
    key = get_key_for(seat, owner_id, data.key_id, outside=True)
    started = client.begin_with(asked, key=key, at=at)
    waiting = actions.start_outside(
        draft=draft, asked=asked, started=started, key=key, by=seat, at=at
    )
    return _told(waiting)


@router.get(
    "/drafts/{draft_id}/outside-signings/{waiting_id}",
    response=WaitingOut,
    summary="Lần ký bằng máy của mình đã tới đâu",
)
def waiting(request: ApiRequest, draft_id: UUID, waiting_id: UUID) -> dict[str, Any]:
    draft = get_draft_for(request.auth, draft_id)
    return _told(get_outside_for(request.auth, draft, waiting_id))


@router.post(
    "/signing-agent/digest",
    auth=None,
    response=DigestOut,
    summary="Phần mềm ký lấy giá trị băm",
)
def digest(request: HttpRequest, data: CodeIn) -> dict[str, Any]:
    """Opened by the code alone; asked again it answers the same."""
    waiting = actions.take_digest(code=data.code, at=timezone.now())
    return {
        "to_sign": waiting.to_sign,
        "mechanism": waiting.mechanism,
        "fingerprint": waiting.key.fingerprint,
        "expires_at": waiting.expires_at,
    }


@router.post(
    "/signing-agent/signature",
    auth=None,
    response=PaperSignatureOut,
    summary="Phần mềm ký nộp chữ ký",
)
def signature(request: HttpRequest, data: SignatureIn) -> PaperSignature:
    """Whatever comes ends this signing, good or bad; another try begins anew."""
    at = timezone.now()
    returned = actions.take_signature(
        code=data.code, door=Door.API, address=address_of(request), at=at
    )
    try:
        applied = client.finish_with(
            returned.state, _bytes(data.signature), key=returned.waiting.key, at=at
        )
        return actions.keep_outside(returned=returned, applied=applied, at=at)
    except Refused as why:
        actions.note_outside_failure(waiting=returned.waiting, why=why)
        raise


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError as why:  # not base64, or not even ASCII
        raise SigningRefused("signature-mismatch") from why
