"""What of standards is told to programs, and taken."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from congvu.standards.models import Claim, StandardCheck
from congvu.standards.rules import (
    CONNECTION,
    Checker,
    ClaimKind,
    Force,
    Standard,
    StandardStanding,
)
from congvu.systems.models import InformationSystem


class StandardOut(Schema):
    """``certain`` is false where the text of the law was not read."""

    code: str
    name: str
    group: str
    force: Force
    source: str
    sure: str
    certain: bool
    since: date | None
    until: date | None
    checker: Checker | None

    @staticmethod
    def told(one: Standard) -> StandardOut:
        return StandardOut(
            code=one.code,
            name=one.name,
            group=one.group,
            force=one.force,
            source=one.of.source,
            sure=one.sure,
            certain=one.is_certain,
            since=one.since,
            until=one.until,
            checker=one.checker,
        )


class SystemStandingOut(Schema):
    standard: str
    standing: StandardStanding


class StandardClaimIn(Schema):
    kind: ClaimKind
    reason: str = ""


class StandardWaiverIn(Schema):
    """``ket-noi`` in the place of a standard is the duty to be connected."""

    reason: str
    until: date
    agreed: str


class StandardClaimOut(Schema):
    standard: str
    kind: ClaimKind
    reason: str
    until: date | None
    agreed: str
    by: str
    at: datetime

    @staticmethod
    def told(one: Claim) -> StandardClaimOut:
        return StandardClaimOut.from_orm(one)


class StandardCheckOut(Schema):
    """``found`` are keys of what is wrong; none where it passed."""

    id: UUID
    standard: str
    checker: Checker
    subject: str
    sha256: str
    passed: bool
    found: list[str]
    details: list[str]
    by: str
    at: datetime

    @staticmethod
    def told(one: StandardCheck) -> StandardCheckOut:
        return StandardCheckOut.from_orm(one)


class CellOut(Schema):
    standing: StandardStanding
    claim: StandardClaimOut | None
    checks: list[StandardCheckOut]


class TlsCheckIn(Schema):
    address: str


class SystemNamedOut(Schema):
    id: UUID
    code: str
    name: str
    agency_id: UUID

    @staticmethod
    def told(one: InformationSystem) -> SystemNamedOut:
        return SystemNamedOut.from_orm(one)


class UnconnectedOut(Schema):
    connect_by: date
    source: str
    certain: bool
    waived_by: str = CONNECTION
    items: list[SystemNamedOut]
    after: UUID | None


class AlikeOut(Schema):
    """``share`` is of a hundred."""

    first: SystemNamedOut
    second: SystemNamedOut
    share: int
    words: list[str]
    programs: list[str]
