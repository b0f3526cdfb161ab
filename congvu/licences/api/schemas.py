"""The shapes that licences have for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from congvu.licences.actions import (
    STAFF_PLACE,
    EntitlementData,
    ProductData,
    RuleData,
    StatementWish,
    Target,
)
from congvu.organisations.api import Day

Line = Annotated[str, Field(max_length=200)]
Short = Annotated[str, Field(max_length=40)]
Reason = Annotated[str, Field(max_length=500)]
LicenceName = Literal["paid", "free", "open"]
StateName = Literal["", "legal", "free", "over", "none"]


class TallyOut(Schema):
    """``rate`` is violations of paid installs; none where none is installed."""

    installs: int
    paid: int
    legal: int
    over: int
    unlicensed: int
    free: int
    unknown: int
    violations: int
    rate: float | None


class CoverageOut(Schema):
    """Of the machines in use, those inventoried in the 30 days before."""

    owned: int
    seen: int


class MakerOut(Schema):
    id: UUID
    name: str


class LicensedProductOut(Schema):
    id: UUID
    publisher: MakerOut
    name: str
    edition: str
    line: str
    family: str
    kind: str
    category: str
    licence: str
    spdx: str


class ProductTallyOut(Schema):
    """Without a product: names that nobody knows."""

    product: LicensedProductOut | None
    tally: TallyOut


class AgencyTallyOut(Schema):
    agency_id: UUID
    tally: TallyOut
    coverage: CoverageOut


class MonthTallyOut(Schema):
    """``coverage`` is none of a month whose machines were never counted."""

    day: date
    tally: TallyOut
    coverage: CoverageOut | None


class PositionOut(Schema):
    """``counted_at``: as it was counted last; without it, just now."""

    day: date
    counted_at: datetime | None
    coverage: CoverageOut
    total: TallyOut
    products: list[ProductTallyOut]
    months: list[MonthTallyOut]


class UnitTallyOut(Schema):
    unit_id: UUID | None
    tally: TallyOut
    coverage: CoverageOut


class InstallOut(Schema):
    """Not licensed, but with an allocation: that one had run out."""

    machine_id: UUID
    machine: str
    agency_id: UUID
    unit_id: UUID | None
    product_id: UUID
    state: str
    allocation_id: UUID | None


class InstallPageOut(Schema):
    items: list[InstallOut]
    after: str


class MachineProductOut(Schema):
    product: LicensedProductOut
    state: str
    allocation_id: UUID | None


class UnknownNameOut(Schema):
    publisher: str
    name: str
    version: str


class MachinePositionOut(Schema):
    day: date
    products: list[MachineProductOut]
    unknown: list[UnknownNameOut]


class LicensedProductPageOut(Schema):
    items: list[LicensedProductOut]
    after: str


class LicensedProductIn(Schema):
    publisher: Line
    name: Line
    licence: LicenceName
    edition: Line = ""
    line: Short = ""
    family: Line = ""
    kind: Literal["system", "office", "app", "core"] = "app"
    category: Short = "other"
    spdx: Annotated[str, Field(max_length=80)] = ""

    def given(self) -> ProductData:
        return ProductData(**self.model_dump())


class CatalogueRuleOut(Schema):
    """Without a product: names that are no program of their own."""

    id: UUID
    place: int
    publisher_pattern: str
    name_pattern: str
    version_from: str
    version_below: str
    product_id: UUID | None
    added_by: str


class CatalogueRulePageOut(Schema):
    items: list[CatalogueRuleOut]
    after: str


class CatalogueRuleIn(Schema):
    name_pattern: Line
    product_id: UUID | None = None
    publisher_pattern: Line = "*"
    version_from: Short = ""
    version_below: Short = ""
    place: Annotated[int, Field(ge=0, le=1_000_000)] = STAFF_PLACE

    def given(self) -> RuleData:
        return RuleData(**self.model_dump())


class SampleOut(Schema):
    publisher: str
    name: str
    version: str


class RuleTrialOut(Schema):
    """What the rule would do; nothing was written."""

    names: int
    decided: int
    taken_from_others: int
    everything: int
    machines: int
    samples: list[SampleOut]


class RuledOut(Schema):
    """``changed``: names that are another product now."""

    rule: CatalogueRuleOut
    changed: int


class WaitingNameOut(Schema):
    publisher: str
    name: str
    machines: int
    versions: int


class WaitingNamePageOut(Schema):
    items: list[WaitingNameOut]
    after: str


class DecideNameIn(Schema):
    publisher: Line
    name: Line
    product_id: UUID | None = None


class EntitlementOut(Schema):
    id: UUID
    agency_id: UUID
    product_id: UUID
    covers_family: bool
    kind: str
    metric: str
    seats: int
    starts_on: date
    ends_on: date | None
    contract: str
    note: str


class EntitlementLineOut(Schema):
    right: EntitlementOut
    given: int
    left: int
    over: int


class EntitlementPageOut(Schema):
    items: list[EntitlementLineOut]
    after: str


class SeatAllocationOut(Schema):
    """To the whole agency, or to one of unit, machine and person."""

    id: UUID
    entitlement_id: UUID
    agency_id: UUID
    unit_id: UUID | None
    machine_id: UUID | None
    person_id: UUID | None
    seats: int
    since: date
    until: date | None
    over_reason: str
    moved_from_id: UUID | None


class ProofOut(Schema):
    id: UUID
    name: str
    added_at: datetime
    added_by: str


class EntitlementDetailOut(Schema):
    """``price`` (đồng) and proofs only to who sees the agency that holds them."""

    right: EntitlementOut
    price: int | None
    given: int
    allocations: list[SeatAllocationOut]
    after: str
    proofs: list[ProofOut]


class EntitlementChangeIn(Schema):
    product_id: UUID
    kind: Literal["contract", "volume", "oem", "subscr", "handed"]
    seats: int
    starts_on: Day
    ends_on: Day | None = None
    metric: Literal["device", "user"] = "device"
    covers_family: bool = False
    contract: Line = ""
    price: int | None = None
    note: Reason = ""

    def given(self) -> EntitlementData:
        return EntitlementData(
            product_id=self.product_id,
            kind=self.kind,
            seats=self.seats,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            metric=self.metric,
            covers_family=self.covers_family,
            contract=self.contract,
            price=self.price,
            note=self.note,
        )


class EntitlementIn(EntitlementChangeIn):
    """Into one's own agency where none is said."""

    agency_id: UUID | None = None


class TargetIn(Schema):
    agency_id: UUID | None = None
    unit_id: UUID | None = None
    machine_id: UUID | None = None
    person_id: UUID | None = None
    seats: int = 1
    since: Day

    def target(self, own: UUID) -> Target:
        return Target(
            self.agency_id or own, self.unit_id, self.machine_id, self.person_id
        )


class AllocateIn(TargetIn):
    over_reason: Reason = ""


class SeatsReturnIn(Schema):
    until: Day


class StatementIn(Schema):
    day: Day
    signer_post_id: UUID | None
    of_all: bool = False
    signing_basis: Annotated[str, Field(max_length=300)] = ""

    def wish(self) -> StatementWish:
        return StatementWish(
            self.day, self.signer_post_id, self.of_all, self.signing_basis
        )


class StatementOut(Schema):
    id: UUID
    agency_id: UUID
    day: date
    of_all: bool
    draft_id: UUID
    digest: str
    made_at: datetime
    made_by: str


class StatementPageOut(Schema):
    items: list[StatementOut]
    after: str
