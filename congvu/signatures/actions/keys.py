"""Keys of an agency and of its people: registered, retired."""

from __future__ import annotations

import ssl
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import UUID

from asn1crypto import x509
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import event_row, record, record_many
from congvu.audit.rules import Actor
from congvu.files.actions import store
from congvu.files.models import StoredFile
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify
from congvu.signatures.actions.examining import in_jail
from congvu.signatures.actions.trusting import trust_demo
from congvu.signatures.formats import signing
from congvu.signatures.models import SigningKey
from congvu.signatures.rules import FAILURES, KeyKind, SigningFailed

_MAX_NAME = 500
_PARTS = ("common_name", "organizational_unit_name", "organization_name")


class KeyRefused(Refused):
    """The key is not registered, or not retired."""


def register_key(
    *,
    kind: KeyKind,
    owner_id: UUID,
    owner_label: str,
    agency_id: UUID,
    certificate: bytes,
    chain: Sequence[bytes] = (),
    place: Mapping[str, str] | None = None,
    image: bytes | None = None,
    told_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> SigningKey:
    """Write down whose key this is and where it lies; the key itself never comes here.

    The picture is stored before the row: bytes are no part of a transaction, and what
    was stored for nothing is swept.
    """
    reasons: list[Reason | str] = []
    found = None
    try:
        found = signing.check_certificate(certificate, at=at)
    except SigningFailed as why:
        reasons += [Reason(_(FAILURES[key]), "certificate") for key in why.keys]
    if image is not None:
        try:
            signing.check_image(image)
        except SigningFailed as why:
            reasons += [Reason(_(FAILURES[key]), "image") for key in why.keys]
    if found is None or reasons:
        raise KeyRefused(reasons)
    picture = _stored(image, owner_label, agency_id, by, at) if image else None
    key = SigningKey(
        kind=kind.value,
        owner_id=owner_id,
        owner_label=nfc(owner_label),
        agency_id=agency_id,
        told_id=told_id,
        place=dict(place or {}),
        certificate=ssl.DER_cert_to_PEM_cert(certificate),
        chain="".join(map(ssl.DER_cert_to_PEM_cert, chain)),
        fingerprint=sha256(certificate).hexdigest(),
        subject=_words(found.subject),
        issuer=_words(found.issuer),
        valid_from=found.not_valid_before,
        valid_until=found.not_valid_after,
        image=picture,
        registered_at=at,
        registered_by=by.name,
    )
    try:
        _enter(key, by=by, at=at)
    except IntegrityError as why:
        words = _("Chứng thư này đã được đăng ký và đang dùng.")
        raise KeyRefused([Reason(words, "certificate")]) from why
    return key


def _words(name: x509.Name) -> str:
    """Who that is, in the order people say it: the name, its unit, its body."""
    told = name.native
    parts = [told.get(one) for one in _PARTS]
    said = [", ".join(part) if isinstance(part, list) else part for part in parts]
    words = ", ".join(dict.fromkeys(one for one in said if one))
    return nfc(words or name.human_friendly)[:_MAX_NAME]


def certificates_of_file(path: Path) -> tuple[bytes, tuple[bytes, ...]]:
    """The signer's certificate of a stranger's file and those above it.

    The signer's is the one that stands above no other. Read in the jail.
    """
    found = in_jail("certificates", path)["certificates"]
    ders = [ssl.PEM_cert_to_DER_cert(one["pem"]) for one in found]
    above = {up for one in ders for up in signing.chain_of(one, ders)}
    signer = next((one for one in ders if one not in above), ders[0])
    return signer, signing.chain_of(signer, ders)


@transaction.atomic
def _enter(key: SigningKey, *, by: Actor, at: datetime) -> None:
    key.save(force_insert=True)
    if key.kind == KeyKind.DEMO and key.chain_ders:
        trust_demo(root=key.chain_ders[-1], by=by, at=at)
    record(
        "signatures.key-registered",
        by=by,
        at=at,
        on=key,
        agency_id=key.agency_id,
        data={
            "kind": key.kind,
            "owner": key.owner_label,
            "subject": key.subject,
            "fingerprint": key.fingerprint,
        },
    )


@transaction.atomic
def retire_key(*, key: SigningKey, reason: str, by: Actor, at: datetime) -> SigningKey:
    """No more signatures with it; what it signed stays as it is.

    Where somebody else stops it, whoever uses it is told.
    """
    kept = SigningKey.objects.select_for_update().get(pk=key.pk)
    why = nfc(reason)
    reasons: list[Reason | str] = []
    if kept.retired_at is not None:
        reasons.append(_(FAILURES["key-retired"]))
    if not why:
        reasons.append(Reason(_("Ghi lý do thôi dùng khóa."), "reason"))
    if reasons:
        raise KeyRefused(reasons)
    kept.retired_at, kept.retired_by, kept.retired_why = at, by.name, why
    kept.save(update_fields=["retired_at", "retired_by", "retired_why"])
    record(
        "signatures.key-retired",
        by=by,
        at=at,
        on=kept,
        agency_id=kept.agency_id,
        data={"fingerprint": kept.fingerprint, "reason": why},
    )
    if kept.told_id is not None and kept.told_id != by.user_id:
        notify(
            "signatures.key-retired",
            to=[kept.told_id],
            target_id=kept.id,
            at=at,
            actor=by.name,
        )
    return kept


def retire_keys_of(
    *, agency_ids: Sequence[UUID], reason: str, by: Actor, at: datetime
) -> None:
    """All keys of agencies that end, their people's and their own; in the caller's
    transaction.
    """
    keys = list(
        SigningKey.objects.select_for_update()
        .filter(agency_id__in=agency_ids, retired_at=None)
        .order_by("id")
    )
    for key in keys:
        key.retired_at, key.retired_by, key.retired_why = at, by.name, reason
    SigningKey.objects.bulk_update(keys, ["retired_at", "retired_by", "retired_why"])
    record_many(
        event_row(
            "signatures.key-retired",
            by=by,
            at=at,
            on=key,
            agency_id=key.agency_id,
            data={"fingerprint": key.fingerprint, "reason": reason},
        )
        for key in keys
    )


def _stored(
    image: bytes, owner: str, agency_id: UUID, by: Actor, at: datetime
) -> StoredFile:
    return store(
        name=f"{owner}.png",
        stream=BytesIO(image),
        by=by,
        at=at,
        agency_id=agency_id,
        read_later=False,
    ).file
