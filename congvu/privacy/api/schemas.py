"""What of personal data's register and requests is told to programs, and taken."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator

from congvu.lib.dates import in_utc
from congvu.privacy.rules import Assessment, RequestState, Wish

Moment = Annotated[datetime, AfterValidator(in_utc)]


class ProcessingIn(Schema):
    name: str
    purpose: str
    basis: str
    basic: str
    subjects: str
    kept: str
    officer: str
    started_on: date
    sensitive: str = ""
    recipients: str = ""
    abroad: str = ""
    count: int | None = None
    system_id: UUID | None = None


class ProcessingOut(ProcessingIn):
    id: UUID
    agency_id: UUID
    ended_on: date | None
    end_reason: str
    assessment: Assessment
    assessment_due: date | None
    assessed_on: date | None
    assessment_record: str


class ProcessingsOut(Schema):
    """``after`` asks for the next page."""

    items: list[ProcessingOut]
    after: UUID | None


class AssessmentIn(Schema):
    assessment: Assessment
    on: date
    record: str


class ProcessingEndIn(Schema):
    on: date
    reason: str


class SubjectRequestIn(Schema):
    person: str
    contact: str
    wish: Wish
    text: str
    asked_on: date
    processing_id: UUID | None = None


class SubjectRequestOut(SubjectRequestIn):
    """``term`` is empty until somebody chose it; until then the shortest runs."""

    id: UUID
    first_due: date | None
    first_at: datetime | None
    first_how: str
    term: str
    term_reason: str
    due_on: date | None
    state: RequestState
    ended_at: datetime | None
    outcome: str
    record: str


class SubjectRequestsOut(Schema):
    items: list[SubjectRequestOut]
    after: UUID | None


class RequestTermIn(Schema):
    term: str
    reason: str


class FirstAnswerIn(Schema):
    told_at: Moment
    how: str


class RequestEndIn(Schema):
    """``outcome``: what was done, or why not."""

    outcome: str
    record: str
    told_at: Moment


class RequestPaperIn(Schema):
    signer_post_id: UUID
    text: str = ""
    signing_basis: str = ""


class RequestPaperOut(Schema):
    id: UUID
    draft_id: UUID
    at: datetime
