"""The shapes that machines have for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from congvu.inventory.actions import MachineData, NewMachine
from congvu.organisations.api import Day

Line = Annotated[str, Field(max_length=200)]
Reason = Annotated[str, Field(max_length=500)]
StateName = Literal["in_use", "stock", "repair", "disposed"]
KindName = Literal["desktop", "laptop", "server", "virtual", "other"]


class MachineOut(Schema):
    """``seen_at`` is when an agent or a file last told of it."""

    id: UUID
    agency_id: UUID
    name: str
    kind: str
    serial: str
    uuid: str
    maker: str
    model: str
    cpu: str
    ram_mb: int | None
    disk_gb: int | None
    os_name: str
    os_version: str
    address: str
    last_user: str
    seen_at: datetime | None
    unit_id: UUID | None
    user_id: UUID | None
    place: str
    state: str
    bought_on: date | None
    fund: str
    price: int | None


class MachinePageOut(Schema):
    items: list[MachineOut]
    after: str


class ProgramOut(Schema):
    name: str
    version: str
    publisher: str


class FactChangeOut(Schema):
    fact: str
    before: str
    after: str


class MomentOut(Schema):
    """What one inventory changed; the first one changed nothing."""

    at: datetime
    is_first: bool
    changes: list[FactChangeOut]
    added: list[ProgramOut]
    removed: list[ProgramOut]


class InventoryOut(Schema):
    """What became of one machine's inventory."""

    id: UUID
    machine_id: UUID | None
    at: datetime
    told: str
    agent: str
    format: str
    state: str
    reason: str
    programs: int
    added: int
    removed: int


class MachineDetailOut(Schema):
    machine: MachineOut
    programs: list[ProgramOut]
    history: list[MomentOut]
    readings: list[InventoryOut]


class MachineChangeIn(Schema):
    unit_id: UUID | None = None
    user_id: UUID | None = None
    place: Line = ""
    state: StateName = "in_use"
    bought_on: Day | None = None
    fund: Line = ""
    price: Annotated[int, Field(ge=0, le=1_000_000_000_000)] | None = None

    def given(self) -> MachineData:
        return MachineData(
            unit_id=self.unit_id,
            user_id=self.user_id,
            place=self.place,
            state=self.state,
            bought_on=self.bought_on,
            fund=self.fund,
            price=self.price,
        )


class MachineIn(MachineChangeIn):
    """Into one's own agency."""

    name: Line
    kind: KindName = "desktop"
    serial: Line = ""
    maker: Line = ""
    model: Line = ""

    def new(self, agency_id: UUID) -> NewMachine:
        return NewMachine(
            agency_id=agency_id,
            name=self.name,
            kind=self.kind,
            serial=self.serial,
            maker=self.maker,
            model=self.model,
        )


class EnrolmentIn(Schema):
    label: Line
    expires_on: Day | None = None
    agency_id: UUID | None = None


class EnrolmentOut(Schema):
    id: UUID
    agency_id: UUID
    label: str
    prefix: str
    made_at: datetime
    made_by: str
    expires_on: date | None
    used_at: datetime | None
    revoked_at: datetime | None


class EnrolledOut(Schema):
    """``secret`` is told this once."""

    enrolment: EnrolmentOut
    secret: str


class LikenessOut(Schema):
    id: UUID
    first: MachineOut
    second: MachineOut
    likely: str
    found_at: datetime
    verdict: str
    reason: str


class LikenessVerdictIn(Schema):
    reason: Reason
