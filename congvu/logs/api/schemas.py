"""What of logs and alerts is told to programs, and taken from them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from congvu.logs.models import Alert, DetectionRule, LogEvent, LogSource
from congvu.logs.rules import AlertState, SourceKind


class SecurityAlertOut(Schema):
    """``level`` as in syslog: the smaller, the graver."""

    id: UUID
    agency_id: UUID | None
    source_id: UUID | None
    rule: UUID
    title: str
    level: int
    key: str
    state: AlertState
    count: int
    first_at: datetime
    last_at: datetime
    samples: list[str]
    muted_until: date | None
    reason: str
    decided_at: datetime | None

    @classmethod
    def of(cls, one: Alert) -> SecurityAlertOut:
        return cls(**{name: getattr(one, name) for name in cls.model_fields})


class SecurityAlertsOut(Schema):
    """``after`` asks for the next page."""

    items: list[SecurityAlertOut]
    after: UUID | None


class FalseAlarmIn(Schema):
    until: date
    reason: str


class AlertClosingIn(Schema):
    reason: str


class LogEventOut(Schema):
    received_at: datetime
    at: datetime | None
    source_id: UUID | None
    address: str
    host: str
    program: str
    severity: int
    decoder: str
    message: str
    fields: dict[str, Any]
    doubts: list[str]
    length: int

    @classmethod
    def of(cls, one: LogEvent) -> LogEventOut:
        return cls(**{name: getattr(one, name) for name in cls.model_fields})


class LogEventsOut(Schema):
    """``after`` asks for the next page; ``archived``: days that were read from files,
    which takes longer.
    """

    items: list[LogEventOut]
    after: str
    archived: int


class LogSourceIn(Schema):
    name: str
    kind: SourceKind
    addresses: list[str] = []
    fingerprint: str = ""
    silent_after: int | None = None
    system_id: UUID | None = None


class LogSourceOut(Schema):
    id: UUID
    agency_id: UUID
    name: str
    kind: SourceKind
    addresses: list[str]
    fingerprint: str
    system_id: UUID | None
    made_at: datetime
    ended_at: datetime | None
    seen_at: datetime | None
    events: int
    limited: int

    @classmethod
    def of(cls, one: LogSource) -> LogSourceOut:
        return cls(**{name: getattr(one, name) for name in cls.model_fields})


class LogSourceMadeOut(Schema):
    """``secret`` is told this once."""

    source: LogSourceOut
    secret: str


class DetectionRuleIn(Schema):
    """A file in the Sigma format."""

    text: str


class DetectionSwitchIn(Schema):
    is_on: bool


class DetectionRuleOut(Schema):
    id: UUID
    title: str
    text: str
    is_on: bool
    made_at: datetime
    tried_at: datetime | None
    tried_lines: int
    tried_met: int

    @classmethod
    def of(cls, one: DetectionRule) -> DetectionRuleOut:
        return cls(**{name: getattr(one, name) for name in cls.model_fields})
