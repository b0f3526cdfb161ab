"""What of weaknesses is told to programs, and taken from them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Schema

from congvu.vulnerabilities.actions import Loaded
from congvu.vulnerabilities.models import Advisory, Bom, Finding
from congvu.vulnerabilities.queries.listed import words_of
from congvu.vulnerabilities.rules import FindingState, Severity, Source


class WeaknessFindingOut(Schema):
    """``priority``: 1 is the soonest; ``reasons`` say why."""

    id: UUID
    agency_id: UUID
    machine_id: UUID | None
    bom_id: UUID | None
    cause: str
    advisory_id: UUID
    ecosystem: str
    package: str
    version: str
    fixed: str
    severity: Severity
    priority: int
    reasons: list[str]
    state: FindingState
    found_at: datetime
    due_on: date
    planned_on: date | None
    accepted_until: date | None
    note: str
    ended_at: datetime | None
    returned: int

    @classmethod
    def of(cls, one: Finding) -> WeaknessFindingOut:
        package = one.package
        same = {
            name: getattr(one, name)
            for name in cls.model_fields
            if name not in {"ecosystem", "package", "version", "reasons"}
        }
        return cls(
            **same,
            ecosystem=package.ecosystem,
            package=package.name,
            version=package.version,
            reasons=words_of(one),
        )


class WeaknessFindingsOut(Schema):
    """``after`` asks for the next page."""

    items: list[WeaknessFindingOut]
    after: UUID | None


class VulnerabilityOut(Schema):
    id: UUID
    code: str
    source: Source
    cause: str
    aliases: list[str]
    summary: str
    severity: Severity
    score: float | None
    vector: str
    published_at: datetime | None
    withdrawn_at: datetime | None

    @classmethod
    def of(cls, one: Advisory) -> VulnerabilityOut:
        return cls.model_validate(one)


class VulnerabilityDetailOut(VulnerabilityOut):
    """With what it says, and what is found of it in agencies one reads."""

    details: str
    findings: list[WeaknessFindingOut]


class VulnerabilitiesOut(Schema):
    items: list[VulnerabilityOut]
    after: UUID | None


class VulnerabilityTroubleOut(Schema):
    part: str
    reason: str


class VulnerabilitiesLoadedOut(Schema):
    """What came of a file of advisories."""

    new: int
    changed: int
    same: int
    exploited: int
    refused: int
    troubles: list[VulnerabilityTroubleOut]

    @classmethod
    def of(cls, one: Loaded) -> VulnerabilitiesLoadedOut:
        return cls(
            new=one.new,
            changed=one.changed,
            same=one.same,
            exploited=one.exploited,
            refused=one.refused,
            troubles=[
                VulnerabilityTroubleOut(part=part, reason=_(reason))
                for part, reason in one.troubles
            ],
        )


class BomOut(Schema):
    id: UUID
    agency_id: UUID
    name: str
    version: str
    parts: int
    unknown: int
    open: int
    loaded_at: datetime

    @classmethod
    def of(cls, one: Bom) -> BomOut:
        """Of ``queries.boms_with_counts``."""
        return cls(
            id=one.pk,
            agency_id=one.agency_id,
            name=one.name,
            version=one.version,
            parts=getattr(one, "parts_count", 0),
            unknown=one.unknown,
            open=getattr(one, "open_count", 0),
            loaded_at=one.loaded_at,
        )


class MendingPlanIn(Schema):
    on: date | None = None
    note: str = ""


class RiskAcceptanceIn(Schema):
    until: date | None = None
    reason: str = ""
