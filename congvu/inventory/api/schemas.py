"""The shapes that machines have for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from congvu.inventory.actions import (
    MachineData,
    NewMachine,
    PaperWish,
    WipingData,
)
from congvu.organisations.api import Day

Line = Annotated[str, Field(max_length=200)]
Reason = Annotated[str, Field(max_length=500)]
StateName = Literal["in_use", "stock", "repair", "disposed"]
KindName = Literal["desktop", "laptop", "server", "virtual", "other"]


class MachineOut(Schema):
    """``seen_at`` is when an agent, or a file of one, last told of it."""

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
    warranty_until: date | None


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


class CustodyOut(Schema):
    """Whose it was and how it stood; of another agency's people nothing is said."""

    agency_id: UUID
    unit_id: UUID | None
    person_id: UUID | None
    state: str
    since: datetime
    until: datetime | None
    paper_id: UUID | None


class MachineDetailOut(Schema):
    """``before`` of the next page of history, of readings is the last one's moment."""

    machine: MachineOut
    programs: list[ProgramOut]
    history: list[MomentOut]
    readings: list[InventoryOut]
    custody: list[CustodyOut]


class MachineChangeIn(Schema):
    unit_id: UUID | None = None
    user_id: UUID | None = None
    place: Line = ""
    state: StateName = "in_use"
    bought_on: Day | None = None
    fund: Line = ""
    price: Annotated[int, Field(ge=0, le=1_000_000_000_000)] | None = None
    warranty_until: Day | None = None

    def given(self) -> MachineData:
        return MachineData(
            unit_id=self.unit_id,
            user_id=self.user_id,
            place=self.place,
            state=self.state,
            bought_on=self.bought_on,
            fund=self.fund,
            price=self.price,
            warranty_until=self.warranty_until,
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


class InventoryLoadOut(Schema):
    """A table that is entered behind the page: how far it is."""

    id: UUID
    agency_id: UUID
    name: str
    total: int
    done: int
    state: str
    asked_at: datetime
    ended_at: datetime | None


class UnitMachinesOut(Schema):
    """``people`` hold a post there, ``equipped`` of them were given a machine;
    ``seen`` of the machines in use are inventoried.
    """

    unit_id: UUID | None
    name: str
    people: int
    equipped: int
    machines: int
    seen: int


class MachinePaperOut(Schema):
    """One hand-over (give), return (back), transfer (move) or disposal."""

    id: UUID
    agency_id: UUID
    kind: str
    number: int
    year: int
    on: date
    state: str
    to_person_id: UUID | None
    to_unit_id: UUID | None
    to_agency_id: UUID | None
    giver: str
    receiver: str
    decision: str
    decision_on: date | None
    wiping: str
    wiped_on: date | None
    wiped_by: str
    wiped_id: UUID | None
    condition: str
    made_at: datetime
    settled_at: datetime | None
    settled_by: str
    reason: str


class MachinePaperPageOut(Schema):
    items: list[MachinePaperOut]
    after: str


class MachinePaperLineOut(Schema):
    machine_id: UUID
    name: str
    kind: str
    model: str
    serial: str
    price: int | None
    left: int | None


class MachinePaperDetailOut(Schema):
    paper: MachinePaperOut
    lines: list[MachinePaperLineOut]


class MachinePaperIn(Schema):
    """Of its parts only those of its kind are read."""

    kind: Literal["give", "back", "move", "sell", "scrap", "away"]
    machines: Annotated[list[UUID], Field(max_length=201)]
    agency_id: UUID | None = None
    to_person: UUID | None = None
    to_unit: UUID | None = None
    to_agency: UUID | None = None
    receiver: Line = ""
    decision: Annotated[str, Field(max_length=60)] = ""
    decision_on: Day | None = None
    wiped: UUID | None = None
    condition: Annotated[str, Field(max_length=500)] = ""

    def wish(self, agency_id: UUID) -> PaperWish:
        return PaperWish(
            kind=self.kind,
            agency_id=agency_id,
            machines=tuple(self.machines),
            to_person=self.to_person,
            to_unit=self.to_unit,
            to_agency=self.to_agency,
            receiver=self.receiver,
            decision=self.decision,
            decision_on=self.decision_on,
            wiped=self.wiped,
            condition=self.condition,
        )


class MachinePaperReasonIn(Schema):
    reason: Reason


class MachinePaperDraftIn(Schema):
    signer_post_id: UUID | None = None


class StartedMachinePaperDraftOut(Schema):
    id: UUID


class WipingIn(Schema):
    """Three posts of the agency, each held by somebody else that day."""

    agency_id: UUID | None = None
    name: Line
    wiper: UUID | None = None
    witness: UUID | None = None
    second: UUID | None = None

    def data(self, agency_id: UUID) -> WipingData:
        return WipingData(**{**self.model_dump(), "agency_id": agency_id})


class WipingOut(Schema):
    id: UUID
    agency_id: UUID
    name: str
    wiper_name: str
    witness_name: str
    second_name: str
    draft_id: UUID | None
    minutes_id: UUID | None
    filed_in: str
    made_at: datetime
    closed_at: datetime | None


class WipingPageOut(Schema):
    items: list[WipingOut]
    after: str


class WipedMediumOut(Schema):
    id: UUID
    machine_id: UUID | None
    kind: str
    serial: str
    method: str
    method_name: str
    basis: str
    wiped_on: date
    result: str
    file_name: str


class WipingDetailOut(Schema):
    record: WipingOut
    media: list[WipedMediumOut]


class WipedMediumIn(Schema):
    kind: Literal["disk", "ssd", "flash", "tape", "optical", "board", "hosted", "none"]
    machine: Line = ""
    serial: Annotated[str, Field(max_length=100)] = ""
    method: Annotated[str, Field(max_length=20)] = ""
    wiped_on: Day | None = None
    result: Literal["", "clean", "failed"] = ""


class WipingCloseIn(Schema):
    symbol: Line


class MachineValueLineOut(Schema):
    """In đồng at the end of the year; null where price or day is not known."""

    machine_id: UUID
    name: str
    price: int | None
    worn: int | None
    worn_this_year: int | None
    left: int | None
    basis: str


class MachineValueSumOut(Schema):
    machines: int
    unknown: int
    price: int
    worn: int
    worn_this_year: int
    left: int


class MachineValueListOut(Schema):
    day: date
    items: list[MachineValueLineOut]
    total: MachineValueSumOut
    after: str


class AssetLifeIn(Schema):
    """``permille`` of the price in a year: 200 is 20 percent."""

    kind: KindName
    years: int
    permille: int
    valid_from: Day
    basis: Line


class AssetLifeOut(Schema):
    id: UUID
    kind: str
    years: int
    permille: int
    valid_from: date
    basis: str


class MachineKeeperIn(Schema):
    post_id: UUID
    basis: Reason


class MachineKeeperOut(Schema):
    id: UUID
    post_id: UUID
    basis: str
    since: date
    until: date | None
