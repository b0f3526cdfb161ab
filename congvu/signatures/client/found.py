"""A key as its keeper shows it, before anybody has opened it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256


@dataclass(frozen=True)
class Found:
    """``place`` is what the keeper needs to find it again; it opens nothing."""

    label: str
    certificate: bytes
    chain: tuple[bytes, ...] = ()
    place: Mapping[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        return sha256(self.certificate).hexdigest()


@dataclass(frozen=True)
class Asks:
    """What a key asks of its holder before it signs."""

    pin: bool = False
    otp: bool = False
    on_phone: bool = False
