"""Signatures checked and roots trusted, for machines."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Literal, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, File, Form, Router, Schema
from ninja.files import UploadedFile

from congvu.audit.access import actor_of
from congvu.audit.rules import Actor, Door
from congvu.signatures import actions, queries
from congvu.signatures.access import (
    EDIT_TRUST,
    LOOK,
    held_anchor,
    need,
    own_verification,
)
from congvu.signatures.models import TrustAnchor, TrustList, Verification

router = Router(tags=["Chữ ký số"])


class SignatureCheckOut(Schema):
    """One of the eight checks of TT 15/2025; ``reasons`` are its findings' keys."""

    check: str
    words: str
    mark: str
    mark_words: str
    reasons: list[str]
    reason_words: list[str]


class SignatureOut(Schema):
    """``intact`` is cryptographic, trust aside; ``trusted`` says that the chain reached
    a root of ``trust_list``; only ``verdict`` puts everything together.
    """

    field: str
    kind: str
    format: str
    signer: str
    signer_name: str
    unit: str
    issuer: str
    issuer_name: str
    serial: str
    valid_from: str | None
    valid_until: str | None
    signed_at: str | None
    signed_at_source: str
    claimed_at: str | None
    timestamped_at: str | None
    timestamp_signer: str
    stated_reason: str
    location: str
    digest: str
    algorithm: str
    key_bits: int
    revision: int
    revisions: int
    coverage: str
    changes: str
    changes_words: str
    changed_fields: list[str]
    change_detail: str
    intact: bool
    trusted: bool
    trust_list: str
    trust_anchor: str
    chain: list[str]
    revocation_sources: list[str]
    revoked_at: str | None
    verdict: str
    verdict_words: str
    reasons: list[str]
    reason_words: list[str]
    checks: list[SignatureCheckOut]


class VerificationOut(Schema):
    """``state`` is "looking" where the file takes longer than a request may wait, then
    "asking" until OCSP and CRL were asked; ask again for the rest.
    """

    id: UUID
    name: str
    sha256: str
    state: str
    asked_at: datetime
    done_at: datetime | None
    message: str
    lists: list[dict[str, Any]]
    signatures: list[SignatureOut]


class VerificationLineOut(Schema):
    id: UUID
    name: str
    sha256: str
    state: str
    asked_at: datetime


class AnchorOut(Schema):
    id: UUID
    fingerprint: str
    subject: str
    issuer: str
    is_root: bool
    valid_from: datetime
    valid_until: datetime
    added_at: datetime
    added_by: str
    pem: str


class TrustListOut(Schema):
    id: UUID
    name: str
    keeper: str
    source: str
    note: str
    sureness: str
    anchors: list[AnchorOut]

    @staticmethod
    def resolve_anchors(row: TrustList) -> list[TrustAnchor]:
        return list(row.anchors.all())


class TrustIn(Schema):
    """``keeper`` and ``source`` are needed where the list is new."""

    name: Annotated[str, Field(max_length=200)]
    keeper: Annotated[str, Field(max_length=200)] = ""
    source: Annotated[str, Field(max_length=500)] = ""
    note: Annotated[str, Field(max_length=2000)] = ""
    sureness: Literal["checked", "published", "unchecked"] = "unchecked"


class ListReasonIn(Schema):
    reason: Annotated[str, Field(max_length=500)]


def _actor(request: HttpRequest) -> Actor:
    return actor_of(request, door=Door.API)


def _result(row: Verification) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "sha256": row.sha256,
        "state": row.state,
        "asked_at": row.asked_at,
        "done_at": row.done_at,
        "message": "" if row.state == "looking" else queries.file_words(row.result),
        "lists": row.lists,
        "signatures": [queries.in_words(s) for s in row.result["signatures"]],
    }


@router.post(
    "/signature-verifications",
    response={201: VerificationOut},
    summary="Kiểm tra chữ ký của một tệp PDF",
)
def verify(request: HttpRequest, file: File[UploadedFile]) -> dict[str, Any]:
    """The result is there at once, or after a while for what takes long; what OCSP and
    CRL say follows (see ``state``). One file of a person at a time.
    """
    need(request, LOOK)
    made = actions.verify_upload(
        stream=cast(BinaryIO, file),
        name=file.name or "",
        by=_actor(request),
        at=timezone.now(),
    )
    return _result(made)


@router.get(
    "/signature-verifications",
    response=list[VerificationLineOut],
    summary="Các lần kiểm tra chữ ký của tôi",
)
def verifications(request: HttpRequest) -> list[Verification]:
    need(request, LOOK)
    return queries.verifications_of_user(_actor(request).user_id)


@router.get(
    "/signature-verifications/{verification_id}",
    response=VerificationOut,
    summary="Kết quả một lần kiểm tra chữ ký",
)
def verification(request: HttpRequest, verification_id: UUID) -> dict[str, Any]:
    need(request, LOOK)
    return _result(own_verification(verification_id, _actor(request).user_id))


@router.get(
    "/trust-lists", response=list[TrustListOut], summary="Các danh sách tin cậy"
)
def trust_lists(request: HttpRequest) -> list[TrustList]:
    need(request, LOOK)
    return queries.trust_lists()


@router.post(
    "/trust-lists",
    response={201: list[AnchorOut]},
    summary="Thêm chứng thư vào danh sách tin cậy",
)
def trust(
    request: HttpRequest, file: File[UploadedFile], data: Form[TrustIn]
) -> list[TrustAnchor]:
    """Every certificate of the file that the list does not hold yet."""
    need(request, EDIT_TRUST)
    with tempfile.NamedTemporaryFile(
        dir=Path(settings.HOME) / "tmp", prefix="trust-"
    ) as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        return actions.add_to_list(
            path=Path(kept.name),
            **data.dict(),
            by=_actor(request),
            at=timezone.now(),
        )


@router.post(
    "/trust-anchors/{anchor_id}/remove",
    response={204: None},
    summary="Bỏ một chứng thư khỏi danh sách tin cậy",
)
def remove(request: HttpRequest, anchor_id: UUID, data: ListReasonIn) -> None:
    """Results that rested on it stay as they are."""
    need(request, EDIT_TRUST)
    actions.remove_anchor(
        anchor=held_anchor(anchor_id),
        reason=data.reason,
        by=_actor(request),
        at=timezone.now(),
    )
