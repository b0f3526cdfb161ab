"""Keys, and the exchange with a signing program (docs/signing-agent.md)."""

from __future__ import annotations

import tempfile
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Router, Schema
from ninja.files import UploadedFile

from congvu.audit.access import actor_of
from congvu.audit.rules import Actor, Door
from congvu.files.actions import store
from congvu.files.queries import open_file
from congvu.lib.refusals import Reason, Refused
from congvu.signatures import access, actions
from congvu.signatures.client import (
    Found,
    choose,
    evidence_for,
    keeper_of,
    timestamp_source,
)
from congvu.signatures.formats import signing
from congvu.signatures.models import OutsideSigning, SigningKey
from congvu.signatures.rules import KeyKind, SigningFailed

router = Router(tags=["Chữ ký số"])
Keeping = Literal["token", "demo", "remote"]


class KeyOut(Schema):
    """Never the private key: where it lies, and the certificate that answers for it."""

    id: UUID
    kind: str
    owner_id: UUID
    owner_label: str
    subject: str
    issuer: str
    fingerprint: str
    certificate: str
    valid_from: datetime
    valid_until: datetime
    has_image: bool
    registered_at: datetime
    registered_by: str
    retired_at: datetime | None
    retired_why: str

    @staticmethod
    def resolve_has_image(row: SigningKey) -> bool:
        return row.image_id is not None


class OfferedOut(Schema):
    label: str
    fingerprint: str


class SigningKeyIn(Schema):
    """``fingerprint`` picks one of the offered; an outside key comes as a file."""

    kind: Literal["token", "demo", "remote", "outside"]
    owner: Literal["seat", "agency"] = "seat"
    fingerprint: Annotated[str, Field(max_length=64)] = ""


class RetireIn(Schema):
    reason: Annotated[str, Field(max_length=500)]


class OutsideIn(Schema):
    """``symbol`` is the first line of the mark: number and symbol of the paper."""

    key_id: UUID
    symbol: Annotated[str, Field(min_length=1, max_length=100)]


class OutsideOut(Schema):
    """``to_sign`` is a digest in hexadecimal, to be signed by ``mechanism``."""

    id: UUID
    to_sign: str
    mechanism: str
    fingerprint: str
    started_at: datetime
    expires_at: datetime


class FinishIn(Schema):
    """Base64: PSS bytes, or an ECDSA signature in DER."""

    signature: Annotated[str, Field(max_length=4000)]


def _actor(request: HttpRequest) -> Actor:
    return actor_of(request, door=Door.API)


@router.get("/signing-keys", response=list[KeyOut], summary="Khóa ký số")
def keys(request: HttpRequest) -> list[SigningKey]:
    """One's own; of the whole agency for those who keep its keys, or stop them."""
    access.need(request, access.LOOK)
    return list(access.keys_seen(request))


@router.get(
    "/signing-keys/offered/{kind}",
    response=list[OfferedOut],
    summary="Chứng thư có ở nơi giữ khóa",
)
def offered(request: HttpRequest, kind: Keeping) -> list[dict[str, str]]:
    access.need(request, access.LOOK)
    access.need_owners(request)
    try:
        found = keeper_of(kind).found()
    except SigningFailed as why:
        raise actions.SigningRefused.of(why) from why
    return [
        {"label": one.label, "fingerprint": one.fingerprint}
        for one in found
        if access.is_offered(request, one.certificate)
    ]


@router.post("/signing-keys", response={201: KeyOut}, summary="Đăng ký khóa ký số")
def register(
    request: HttpRequest,
    data: Form[SigningKeyIn],
    certificate: File[UploadedFile | None] = None,
    image: File[UploadedFile | None] = None,
) -> SigningKey:
    access.need(request, access.LOOK)
    now = timezone.now()
    owner = access.owner(request, data.owner)
    try:
        found = _found(data, certificate, owner.label, now)
    except SigningFailed as why:
        raise actions.SigningRefused.of(why) from why
    shared = data.kind in ("token", "remote")
    if shared and not access.is_offered(request, found.certificate):
        raise actions.SigningRefused("key-missing")
    return actions.register_key(
        kind=KeyKind(data.kind),
        owner_id=owner.id,
        owner_label=owner.label,
        told_id=owner.told_id,
        agency_id=access.seat_of(request).agency_id,
        certificate=found.certificate,
        chain=found.chain,
        place=found.place,
        image=image.read() if image else None,
        by=_actor(request),
        at=now,
    )


@contextmanager
def _kept(file: UploadedFile) -> Iterator[Path]:
    """A stranger's upload as a file the jail can be given."""
    with tempfile.NamedTemporaryFile(
        dir=Path(settings.HOME) / "tmp", prefix="sign-"
    ) as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        yield Path(kept.name)


def _found(
    data: SigningKeyIn, file: UploadedFile | None, holder: str, at: datetime
) -> Found:
    if data.kind != "outside":
        return choose(data.kind, fingerprint=data.fingerprint, holder=holder, at=at)
    if file is None:
        raise Refused([Reason(_("Chọn tệp chứng thư."), "certificate")])
    with _kept(file) as path:
        signer, chain = actions.certificates_of_file(path)
    return Found("", signer, chain)


@router.get("/signing-keys/{key_id}/image", summary="Ảnh của khóa ký số")
def image(request: HttpRequest, key_id: UUID) -> HttpResponse:
    access.need(request, access.LOOK)
    with open_file(access.image_of(request, key_id)) as stream:
        return HttpResponse(stream.read(), content_type="image/png")


@router.post(
    "/signing-keys/{key_id}/retire", response=KeyOut, summary="Thôi dùng khóa ký số"
)
def retire(request: HttpRequest, key_id: UUID, data: RetireIn) -> SigningKey:
    """No more signatures with it; what it signed stays as it is."""
    access.need(request, access.LOOK)
    return actions.retire_key(
        key=access.seen_key(request, key_id),
        reason=data.reason,
        by=_actor(request),
        at=timezone.now(),
    )


@router.post(
    "/outside-signings",
    response={201: OutsideOut},
    summary="Bắt đầu ký bằng phần mềm ký của mình",
)
def begin(
    request: HttpRequest, file: File[UploadedFile], data: Form[OutsideIn]
) -> dict[str, Any]:
    """A PDF goes in, a digest comes out. The signature will show as text, top right of
    the first page, as on an attachment in a file of its own.
    """
    access.need(request, access.LOOK)
    key = access.own_key(request, data.key_id)
    now = timezone.now()
    with _kept(file) as path:
        started = actions.begin_marked(
            path,
            key=key,
            symbol=data.symbol,
            evidence=evidence_for(key, at=now),
            at=now,
        )
    waiting = actions.hand_out(
        started=started,
        key=key,
        seat_id=access.seat_of(request).post_id,
        purpose={"name": file.name or ""},
        by=_actor(request),
        at=now,
    )
    return _told(waiting)


@router.post(
    "/outside-signings/{waiting_id}/finish",
    summary="Nộp chữ ký, nhận tệp đã ký",
)
def finish(request: HttpRequest, waiting_id: UUID, data: FinishIn) -> HttpResponse:
    """The signed PDF. Whatever comes ends this signing: another try begins anew."""
    access.need(request, access.LOOK)
    now, by = timezone.now(), _actor(request)
    seat = access.seat_of(request)
    try:
        signature = b64decode(data.signature, validate=True)
    except ValueError as why:  # not base64, or not even ASCII
        raise actions.SigningRefused("signature-mismatch") from why
    waiting, state = actions.take_back(
        waiting_id=waiting_id, seat_id=seat.post_id, by=by, at=now
    )
    timestamps = timestamp_source()
    try:
        applied = signing.finish_outside(
            state,
            signature,
            timestamps=timestamps,
            evidence=evidence_for(waiting.key, at=now, timestamps=timestamps),
        )
    except SigningFailed as why:
        raise actions.SigningRefused.of(why) from why
    kept = store(
        name=waiting.purpose.get("name", ""),
        stream=BytesIO(applied.pdf),
        by=by,
        at=now,
        agency_id=waiting.key.agency_id,
        read_later=False,
    )
    actions.record_signature(
        applied=applied, key=waiting.key, file=kept.file, by=by, at=now
    )
    headers = {"Content-Disposition": 'attachment; filename="da-ky.pdf"'}
    return HttpResponse(applied.pdf, content_type="application/pdf", headers=headers)


def _told(waiting: OutsideSigning) -> dict[str, Any]:
    return {
        "id": waiting.id,
        "to_sign": waiting.to_sign,
        "mechanism": waiting.mechanism,
        "fingerprint": waiting.key.fingerprint,
        "started_at": waiting.started_at,
        "expires_at": waiting.expires_at,
    }
