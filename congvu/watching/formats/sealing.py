"""Secrets as the database keeps them: AES-256-GCM under a key that it does not hold.

``label`` binds a secret to the row it is of, so that none can be put into another row.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12


class Unopened(Exception):
    """Altered, of another row, or sealed with another key."""


def _cipher(key: str) -> AESGCM:
    info = b"congvu watching 1"
    derived = HKDF(SHA256(), length=32, salt=None, info=info).derive(key.encode())
    return AESGCM(derived)


def sealed(secrets: Mapping[str, str], *, key: str, label: str) -> bytes:
    nonce = os.urandom(_NONCE)
    plain = json.dumps(dict(secrets), ensure_ascii=False).encode()
    return nonce + _cipher(key).encrypt(nonce, plain, label.encode())


def opened(kept: bytes, *, key: str, label: str) -> dict[str, str]:
    nonce, hidden = kept[:_NONCE], kept[_NONCE:]
    try:
        plain = _cipher(key).decrypt(nonce, hidden, label.encode())
    except (InvalidTag, ValueError) as why:
        raise Unopened from why
    found: dict[str, str] = json.loads(plain)
    return found
