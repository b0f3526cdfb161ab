"""The shapes that plans, roll-outs, scans and procurements have for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema

from congvu.licences.actions import LineWish, ProcurementWish, RolloutWish, WaveWish
from congvu.organisations.api import Day

Line = Annotated[str, Field(max_length=200)]
Reason = Annotated[str, Field(max_length=500)]
Short = Annotated[str, Field(max_length=40)]
Key = Annotated[str, Field(max_length=8)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Dong = Annotated[int, Field(ge=0, le=10**13)]


class PreferredOut(Schema):
    """``sureness``: read, secondary or unverified; "" for staff's own."""

    name: str
    category: str
    versions: str
    source: str = ""
    sureness: str
    own: bool


class OwnListingIn(Schema):
    category: Key
    name: Line
    versions: Short = ""
    basis: Reason
    since: Day


class OwnListingOut(Schema):
    id: UUID
    category: str
    name: str
    versions: str
    basis: str
    since: date
    until: date | None


class OwnListingEndIn(Schema):
    until: Day


class OpenPlanIn(Schema):
    agency_id: UUID | None = None
    title: Line
    basis: Reason = ""
    starts_on: Day
    ends_on: Day


class OpenPlanOut(Schema):
    id: UUID
    agency_id: UUID
    title: str
    basis: str
    starts_on: date
    ends_on: date


class ReplacementIn(Schema):
    instead_of_id: UUID
    product_id: UUID
    reason: Reason
    due_on: Day
    pilot_unit_id: UUID | None = None
    to_train: Count = 0
    trained: Count = 0
    scan_id: UUID | None = None
    saved: Dong | None = None
    block: Key = ""
    block_note: Reason = ""

    def wish(self) -> LineWish:
        return LineWish(**self.dict())


class ReplacementOut(Schema):
    """``planned`` and ``done`` are machines, as inventories tell them."""

    id: UUID
    instead_of_id: UUID
    product_id: UUID
    reason: str
    due_on: date
    pilot_unit_id: UUID | None
    to_train: int
    trained: int
    scan_id: UUID | None
    saved: int | None
    block: str
    block_note: str
    planned: int = 0
    done: int = 0


class OpenPlanDetailOut(Schema):
    plan: OpenPlanOut
    lines: list[ReplacementOut]


class OpenPlanPaperIn(Schema):
    signer_post_id: UUID
    signing_basis: Annotated[str, Field(max_length=300)] = ""


class OpenPlanPaperOut(Schema):
    id: UUID
    draft_id: UUID
    digest: str


class RolloutIn(Schema):
    agency_id: UUID | None = None
    title: Line
    basis: Reason = ""
    product_id: UUID | None = None
    instead_of_id: UUID | None = None
    line_id: UUID | None = None

    def wish(self) -> RolloutWish:
        return RolloutWish(**{k: v for k, v in self.dict().items() if k != "agency_id"})


class RolloutOut(Schema):
    id: UUID
    agency_id: UUID
    title: str
    product_id: UUID
    instead_of_id: UUID | None
    ended_on: date | None


class RolloutStandingOut(Schema):
    """Machines by state; each is in exactly one."""

    planned: int
    done: int
    states: dict[str, int]


class RolloutWaveOut(Schema):
    id: UUID
    number: int
    agency_id: UUID
    unit_id: UUID | None
    post_id: UUID
    post_name: str
    starts_on: date
    due_on: date
    standing: RolloutStandingOut


class RolloutDetailOut(Schema):
    rollout: RolloutOut
    whole: RolloutStandingOut
    waves: list[RolloutWaveOut]
    blocks: dict[str, int]


class RolloutWaveIn(Schema):
    number: Annotated[int, Field(ge=1, le=99)]
    agency_id: UUID | None = None
    unit_id: UUID | None = None
    post_id: UUID
    starts_on: Day
    due_on: Day

    def wish(self, agency_id: UUID) -> WaveWish:
        return WaveWish(**{**self.dict(), "agency_id": agency_id})


class RolloutWaveChangeIn(Schema):
    post_id: UUID
    due_on: Day


class RolloutTakenOut(Schema):
    """How many machines were taken up."""

    machines: int


class RolloutMachineOut(Schema):
    id: UUID
    machine_id: UUID
    machine: str
    wave: int
    state: str
    block: str
    block_note: str

    @staticmethod
    def resolve_machine(found: Any) -> str:
        return str(found.machine.name)

    @staticmethod
    def resolve_wave(found: Any) -> int:
        return int(found.wave.number)

    @staticmethod
    def resolve_state(found: Any) -> str:
        return str(found.standing)


class RolloutMachinesOut(Schema):
    items: list[RolloutMachineOut]
    after: str


class RolloutBlockIn(Schema):
    """An empty ``block``: nothing is in the way any more."""

    block: Key = ""
    block_note: Reason = ""


class RolloutBlockOut(Schema):
    id: UUID
    block: str
    block_note: str


class FormatScanOut(Schema):
    id: UUID
    agency_id: UUID
    label: str
    files: int
    bytes: int
    troubles: int
    at: datetime
    by: str


class FormatTallyOut(Schema):
    """``year`` 0: not known."""

    format: str
    year: int
    files: int
    bytes: int
    macros: int
    encrypted: int
    links: int
    embedded: int
    alphabet: int
    bound: int


class FormatTroubleOut(Schema):
    name: str
    why: str


class FormatScanDetailOut(Schema):
    """``minutes`` of a person for moving all to open formats: an estimate."""

    scan: FormatScanOut
    tallies: list[FormatTallyOut]
    troubles: list[FormatTroubleOut]
    minutes: int


class ProcurementIn(Schema):
    agency_id: UUID | None = None
    category: Key
    what: Line
    decided_on: Day
    number: Line = ""
    seats: Annotated[int, Field(ge=1, le=1_000_000)]
    amount: Dong
    reason: Reason = ""

    def wish(self) -> ProcurementWish:
        given = {k: v for k, v in self.dict().items() if k != "agency_id"}
        return ProcurementWish(**given)


class ProcurementOut(Schema):
    id: UUID
    agency_id: UUID
    category: str
    what: str
    decided_on: date
    number: str
    seats: int
    amount: int
    reason: str
    listed: list[PreferredOut]
    struck_at: datetime | None
    struck_why: str


class ProcurementPageOut(Schema):
    items: list[ProcurementOut]
    after: str


class ProcurementStrikeIn(Schema):
    reason: Reason
