"""One signature by a key that is opened now: token, remote service or the demo's own.

Never inside a transaction. A PIN is passed on and kept nowhere, so no job can do it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from congvu.files.queries import open_file
from congvu.signatures.actions import SigningRefused, begin_marked
from congvu.signatures.client import evidence_for, open_key, timestamp_source
from congvu.signatures.formats import signing
from congvu.signatures.formats.signing import Appearance, Applied
from congvu.signatures.models import SigningKey
from congvu.signatures.rules import SigningFailed


def sign_with(
    pdf: bytes,
    *,
    field: str,
    key: SigningKey,
    secret: str,
    words: tuple[str, ...],
    place: str,
    at: datetime,
) -> Applied:
    """The signed file; refused in words where the key, its certificate or PIN fails.

    The picture of the key is what is seen (Phụ lục I); ``words`` where it has none.
    """
    try:
        image = _image(key)
        seen = Appearance(image) if image else Appearance(None, words)
        evidence = evidence_for(key, at=at)
        with open_key(key, secret) as handle:
            return signing.apply_signature(
                pdf,
                field=field,
                key=handle,
                appearance=seen,
                location=place,
                at=at,
                timestamps=timestamp_source(),
                evidence=evidence,
            )
    except SigningFailed as why:
        raise SigningRefused.of(why) from why


def mark_with(
    path: Path, *, key: SigningKey, secret: str, lines: tuple[str, ...], at: datetime
) -> Applied:
    """The agency's signature as text at the top right of page 1, with no picture: on an
    electronic copy (Phụ lục I, ô số 14). The paper may be a stranger's: it is read in
    the jail.
    """
    try:
        evidence = evidence_for(key, at=at)
        started = begin_marked(
            path, key=key, symbol="", before=lines, evidence=evidence, at=at
        )
        with open_key(key, secret) as handle:
            signature = next(iter(handle.sign([started.to_sign], started.mechanism)))
        return signing.finish_outside(
            started.state, signature, timestamps=timestamp_source(), evidence=evidence
        )
    except SigningFailed as why:
        raise SigningRefused.of(why) from why


def _image(key: SigningKey) -> bytes | None:
    if key.image is None:
        return None
    with open_file(key.image) as content:
        return content.read()
