"""What of sets, agreements and readings is told to programs, and taken."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from congvu.registry.rules import Access, AgreementState, Frequency, Kind


class DataSetIn(Schema):
    """``fields``: keys of columns of the table."""

    title: str
    about: str
    fields: list[str]
    frequency: Frequency
    access: Access
    theme: str = ""
    basis: str = ""
    licence: str = ""
    terms: str = ""
    contact: str = ""


class NewDataSetIn(DataSetIn):
    database_id: UUID
    table: str


class ChangedDataSetIn(DataSetIn):
    """``seen``: the version on which the change was made."""

    seen: int


class DataFieldOut(Schema):
    key: str
    label: str
    kind: Kind
    personal: bool


class DataSetOut(Schema):
    """``readable``: the keys that this post may read of it today."""

    id: UUID
    database_id: UUID
    table: str
    agency_id: UUID
    title: str
    about: str
    theme: str
    fields: list[DataFieldOut]
    has_personal: bool
    basis: str
    frequency: Frequency
    access: Access
    licence: str
    licence_url: str
    terms: str
    contact: str
    version: int
    changed_at: datetime
    published_at: datetime | None
    withdrawn_at: datetime | None
    readable: list[str]


class DataSetsOut(Schema):
    """Without their fields, which one set tells. ``after`` asks for the next page."""

    items: list[DataSetBriefOut]
    after: UUID | None


class DataSetBriefOut(Schema):
    id: UUID
    agency_id: UUID
    title: str
    about: str
    theme: str
    frequency: Frequency
    access: Access
    licence: str
    version: int
    changed_at: datetime
    published_at: datetime | None
    withdrawn_at: datetime | None


class DataFaultOut(Schema):
    """``column`` is empty where the whole row fails."""

    row: UUID
    column: str
    why: str


class DataQualityOut(Schema):
    """Each share in its parts; ``is_fresh`` is empty where no frequency was named."""

    at: datetime
    on: date
    rows: int
    cells: int
    filled: int
    unique: int
    valid: int
    changed_at: datetime | None
    is_fresh: bool | None
    faults: list[DataFaultOut] = []


class SharingReasonIn(Schema):
    reason: str


class SharedRowsOut(Schema):
    """As of ``on``, as it was believed at ``at``; ``after`` asks for the next page of
    the same moment.
    """

    items: list[dict[str, Any]]
    after: str | None
    on: date
    at: datetime


class SharingTermsIn(Schema):
    purpose: str
    basis: str
    fields: list[str]
    valid_from: date
    valid_until: date | None = None


class NewAgreementIn(SharingTermsIn):
    """``consumer_id``: whose agency reads; one's own where it is left out."""

    data_set_id: UUID
    consumer_id: UUID | None = None


class ChangedTermsIn(SharingTermsIn):
    """``seen``: the revision on which the change was made."""

    seen: int


class SharingConsentIn(Schema):
    seen: int


class AgreementOut(Schema):
    """``until`` is the first day on which it does not hold."""

    id: UUID
    data_set_id: UUID
    consumer_id: UUID
    purpose: str
    basis: str
    fields: list[str]
    personal: list[str]
    valid_from: date
    valid_until: date | None
    revision: int
    state: AgreementState
    asked_at: datetime
    asked_by: str
    consumer_at: datetime | None
    consumer_by: str
    owner_at: datetime | None
    owner_by: str
    reason: str


class AgreementsOut(Schema):
    items: list[AgreementOut]
    after: UUID | None


class SharingCallOut(Schema):
    id: UUID
    agreement_id: UUID | None
    agency_id: UUID
    at: datetime
    by: str
    post: str
    door: str
    form: str
    on: date
    fields: list[str]
    rows: int


class SharingCallsOut(Schema):
    items: list[SharingCallOut]
    after: UUID | None


DataSetsOut.model_rebuild()
