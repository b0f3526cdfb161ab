"""What signing is told and what it gives back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from congvu.signatures.rules import Level, Status


@dataclass(frozen=True)
class Box:
    """A place on a page (from 1), in points of the page itself: a page that is shown
    turned has its own left where the reader may see the top.
    """

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class TextField:
    """A place left open for the number or a part of the date.

    NĐ 30/2020 Phụ lục I: the number upright in 13, the date italic in 13 or 14.
    """

    name: str
    box: Box
    size: float = 13
    italic: bool = False
    label: str = ""
    right: bool = False
    """Against what follows it, as a number against its slash."""
    before: str = ""
    """What is drawn in front of it in one with it, as "Số: " before a number."""


@dataclass(frozen=True)
class SignatureField:
    name: str
    box: Box
    label: str = ""


@dataclass(frozen=True)
class Appearance:
    """What is seen of a signature: a picture, or lines of text, or nothing.

    Lines are a mark at the right, or ``centred``: they stand in for a picture.
    """

    image_png: bytes | None = None
    lines: tuple[str, ...] = ()
    centred: bool = False


@dataclass(frozen=True)
class Mechanism:
    """How the digest is signed. RSA is always PSS with a salt as long as the digest."""

    kind: str
    hash_name: str

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.hash_name.upper()}"


RSA_PSS, ECDSA = "RSASSA-PSS", "ECDSA"


class KeyHandle(Protocol):
    """A key that is open for signing: a token after its PIN, a remote credential.

    ``sign`` is given every digest at once, so that one authorisation covers a batch,
    and yields one signature for each: PSS bytes, or an ECDSA signature in DER.
    """

    @property
    def certificate(self) -> bytes: ...

    @property
    def chain(self) -> Sequence[bytes]: ...

    def sign(self, digests: Sequence[bytes], how: Mechanism) -> Iterator[bytes]: ...


class TimestampSource(Protocol):
    """Gives an RFC 3161 token (DER) for a digest."""

    def token(self, digest: bytes, hash_name: str) -> bytes: ...


@dataclass(frozen=True)
class Evidence:
    """What the issuers said about the certificates, as asked before signing."""

    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Applied:
    """A signed file, and what was known when it was signed.

    ``evidence`` has a line for each CRL or OCSP answer that lies in the file itself.
    """

    pdf: bytes
    signed_at: datetime
    digest: str
    certificate: bytes
    chain: tuple[bytes, ...]
    field: str
    mechanism: str
    level: Level
    status: Status
    stamped_at: datetime | None
    evidence: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Started:
    """A signature half made: ``to_sign`` goes to whoever holds the key."""

    state: bytes
    to_sign: bytes
    mechanism: Mechanism
