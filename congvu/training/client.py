"""Certificates signed by the agency's key, all by one opening of it.

Never inside a transaction; a PIN is passed on and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from congvu.files.queries import open_file
from congvu.signatures.actions import SigningRefused
from congvu.signatures.client import evidence_for, open_key, timestamp_source
from congvu.signatures.formats import signing
from congvu.signatures.formats.signing import Appearance, Applied
from congvu.signatures.models import SigningKey
from congvu.signatures.rules import SigningFailed
from congvu.training.formats.certificate import SIGNED_HERE, ToSeal


def seal_all(
    asked: Sequence[ToSeal], *, key: SigningKey, secret: str, otp: str, at: datetime
) -> list[tuple[UUID, Applied]]:
    """Those that were signed; refused in words where none was."""
    image = None
    if key.image is not None:
        with open_file(key.image) as content:
            image = content.read()
    seen = (
        Appearance(image)
        if image
        else Appearance(None, (key.owner_label,), centred=True)
    )
    items = [
        signing.ToSign(str(one.certificate_id), one.pdf, SIGNED_HERE, seen)
        for one in asked
    ]
    try:
        stamps = timestamp_source()
        evidence = evidence_for(key, at=at, timestamps=stamps)
        with open_key(key, secret, otp) as handle:
            made = list(
                signing.sign_many(
                    items, key=handle, at=at, timestamps=stamps, evidence=evidence
                )
            )
    except SigningFailed as why:
        raise SigningRefused.of(why) from why
    signed = [(UUID(one.name), one.applied) for one in made if one.applied]
    if not signed:
        raise SigningRefused(*made[0].failed)
    return signed
