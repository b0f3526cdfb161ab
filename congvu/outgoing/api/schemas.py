"""What is said of one line and one draft, as the pages show it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from congvu.outgoing.models import PaperRelation, PaperSignature


class CertificateOut(Schema):
    """The key a signature was made with, and what was known of it then."""

    subject: str
    issuer: str
    fingerprint: str
    status: str
    level: str
    mechanism: str
    stamped_at: datetime | None


class SignedOut(Schema):
    """Who signed in which capacity, as the line of the book shows it."""

    how: str
    capacity: str
    lines: list[str]
    person_name: str
    post_name: str
    basis: str
    signed_at: datetime


class PaperSignatureOut(SignedOut):
    """By what right, in the words of that day, for who may see the draft; no
    ``certificate`` where it was signed by pen.
    """

    person_id: UUID
    post_id: UUID
    delegation_id: UUID | None
    version: int
    noted_by: str
    right: dict[str, Any]
    certificate: CertificateOut | None = None

    @staticmethod
    def resolve_certificate(row: PaperSignature) -> dict[str, Any] | None:
        made = row.made
        if made is None:
            return None
        return {
            "subject": made.key.subject,
            "issuer": made.key.issuer,
            "fingerprint": made.key.fingerprint,
            "status": made.status,
            "level": made.level,
            "mechanism": made.mechanism,
            "stamped_at": made.stamped_at,
        }


class RecipientOut(Schema):
    """A place the paper was issued to; ``agency_id`` for one of the directory."""

    kind: str
    agency_id: UUID | None
    name: str
    address: str
    on_paper: bool


class RelatedOut(Schema):
    """Another line, and what this paper does to it, or it to this paper."""

    kind: str
    entry_id: UUID
    symbol: str
    issued_on: date

    @staticmethod
    def earlier(row: PaperRelation) -> dict[str, Any]:
        return _related(row.kind, row.earlier)

    @staticmethod
    def later(row: PaperRelation) -> dict[str, Any]:
        return _related(row.kind, row.entry)


def _related(kind: str, line: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "entry_id": line.id,
        "symbol": line.symbol,
        "issued_on": line.issued_on,
    }


class OutgoingEventOut(Schema):
    """One line of the timeline, in words."""

    at: datetime | None
    actor: str
    text: str


class OutgoingDeedOut(Schema):
    name: str
    label: str
