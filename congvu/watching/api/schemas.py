"""What of watching is told to programs, and taken from them. No secret goes out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator

from congvu.lib.dates import in_utc
from congvu.network.rules import DeviceKind
from congvu.watching.models import Outage, Sighting
from congvu.watching.queries import Stood
from congvu.watching.rules import (
    AccessData,
    Differs,
    Line,
    ProbeData,
    ProbeKind,
    Share,
    SnmpAuth,
    SnmpPriv,
    SnmpVersion,
    Subject,
    SweepState,
    TargetData,
    TargetState,
    WorkData,
)


class AvailabilityOut(Schema):
    """Seconds; ``percent`` of the time that is known, null where nobody knows."""

    percent: float | None
    up: int
    down: int
    planned: int
    unknown: int


class WatchTargetOut(Schema):
    """Of a link that another keeps neither its address nor its collector."""

    id: UUID
    site_id: UUID
    name: str
    host: str | None
    subject: Subject
    link_id: UUID | None
    device_id: UUID | None
    collector_id: UUID | None
    every: int
    fails: int
    retired_at: datetime | None


class StoodOut(Schema):
    """A target now, and how it stood for thirty days."""

    target: WatchTargetOut
    state: TargetState
    since: datetime | None
    share: AvailabilityOut

    @classmethod
    def of(cls, one: Stood, *, is_kept: bool) -> StoodOut:
        target = WatchTargetOut.from_orm(one.target)
        if not is_kept:
            target = target.model_copy(update={"host": None, "collector_id": None})
        return cls.model_validate(
            {
                "target": target,
                "state": one.state,
                "since": one.since,
                "share": share_told(one.share),
            }
        )


def share_told(one: Share) -> dict[str, Any]:
    return {**vars(one), "percent": one.percent}


class ProbeOut(Schema):
    id: UUID
    kind: ProbeKind
    port: int | None
    path: str
    access_id: UUID | None
    last_at: datetime | None
    last_us: int | None
    last_why: str


class OutageOut(Schema):
    id: UUID
    target_id: UUID
    since: datetime
    until: datetime | None
    unwatched: str
    is_whole: bool
    is_flapping: bool
    is_planned: bool
    falls: int
    cause_id: UUID | None
    alerted_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str
    note: str


def outage_told(one: Outage, *, is_kept: bool) -> OutageOut:
    """To who reads the other end of a link neither the cause nor who does what."""
    told = OutageOut.from_orm(one)
    if is_kept:
        return told
    less = {"cause_id": None, "acknowledged_by": "", "note": ""}
    return told.model_copy(update=less)


class WatchDayOut(Schema):
    day: date
    share: AvailabilityOut


class WatchTargetDetailOut(Schema):
    now: StoodOut
    probes: list[ProbeOut]
    days: list[WatchDayOut]
    outages: list[OutageOut]


class OutagesOut(Schema):
    """The latest first; ``next`` goes into ``after``."""

    rows: list[OutageOut]
    next: UUID | None

    @classmethod
    def of(cls, found: list[Outage], most: int, kept: set[UUID]) -> OutagesOut:
        rows = [outage_told(one, is_kept=one.target_id in kept) for one in found[:most]]
        return cls(rows=rows, next=found[most - 1].pk if len(found) > most else None)


class ProbeIn(Schema):
    kind: ProbeKind
    port: int | None = None
    path: str = ""
    access_id: UUID | None = None


class WatchTargetIn(Schema):
    name: str
    host: str
    subject: Subject
    of_id: UUID | None = None
    collector_id: UUID | None = None
    probes: list[ProbeIn] = []
    every: int = 60
    fails: int = 3

    def given(self) -> TargetData:
        data = self.dict()
        probes = [ProbeData(**one) for one in data.pop("probes")]
        return TargetData(**data, probes=probes)


class NoteIn(Schema):
    note: str = ""


class PlannedWorkIn(Schema):
    link_id: UUID | None = None
    since: Annotated[datetime, AfterValidator(in_utc)] | None = None
    until: Annotated[datetime, AfterValidator(in_utc)] | None = None
    reason: str = ""

    def given(self) -> WorkData:
        return WorkData(**self.dict())


class PlannedWorkOut(Schema):
    id: UUID
    site_id: UUID
    link_id: UUID | None
    since: datetime
    until: datetime
    reason: str
    made_by: str
    cancelled_at: datetime | None


class SnmpAccessOut(Schema):
    """Never with what opens a device."""

    id: UUID
    name: str
    version: SnmpVersion
    user: str
    auth: SnmpAuth
    priv: SnmpPriv
    port: int


class SnmpAccessIn(Schema):
    name: str
    version: SnmpVersion
    community: str = ""
    user: str = ""
    auth: SnmpAuth = SnmpAuth.NONE
    auth_key: str = ""
    priv: SnmpPriv = SnmpPriv.NONE
    priv_key: str = ""
    port: int = 161

    def given(self) -> AccessData:
        return AccessData(**self.dict())


class CollectorOut(Schema):
    id: UUID
    site_id: UUID
    label: str
    prefix: str
    expires_on: date | None
    revoked_at: datetime | None
    seen_at: datetime | None
    queued: int
    lost: int
    skew_ms: int | None
    silent_since: datetime | None
    accesses: list[SnmpAccessOut]

    @staticmethod
    def resolve_accesses(one: Any) -> list[Any]:
        return list(one.accesses.all())


class CollectorIn(Schema):
    label: str
    expires_on: date | None = None


class CollectorMadeOut(Schema):
    """``secret`` is told this once."""

    collector: CollectorOut
    secret: str


class SweepIn(Schema):
    collector_id: UUID | None = None
    access_id: UUID | None = None


class SweepOut(Schema):
    id: UUID
    subnet_id: UUID
    collector_id: UUID
    asked_at: datetime
    asked_by: str
    state: SweepState
    reason: str
    finished_at: datetime | None


class SightingOut(Schema):
    id: UUID
    ip: str
    mac: str
    name: str
    about: str
    ports: list[Any]
    first_at: datetime
    last_at: datetime


class DifferenceOut(Schema):
    ip: str
    differs: Differs
    used_for: str
    device: str
    other_ip: str
    seen: SightingOut | None

    @classmethod
    def of(cls, line: Line, seen: Sighting | None) -> DifferenceOut:
        return cls(
            ip=line.ip,
            differs=line.differs,
            used_for=line.registered.used_for if line.registered else "",
            device=line.registered.device if line.registered else "",
            other_ip=line.other_ip,
            seen=SightingOut.from_orm(seen) if seen else None,
        )


class ObservedSubnetOut(Schema):
    """``sweep``: the last that went through, ``waiting``: one that runs."""

    sweep: SweepOut | None
    waiting: SweepOut | None
    lines: list[DifferenceOut]


class SightingAcceptIn(Schema):
    used_for: str = ""
    kind: DeviceKind | None = None
    moved_from: str = ""
