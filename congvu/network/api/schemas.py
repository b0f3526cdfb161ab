"""The shapes that the network has for machines."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from congvu.network.actions import LoadedTable
from congvu.network.models import Subnet, Vlan
from congvu.network.queries import Weighed
from congvu.network.rules import (
    Carriage,
    ChangeData,
    ContractData,
    ContractKind,
    DeviceData,
    DeviceKind,
    LinkData,
    Medium,
    OptionData,
    RackData,
    RoomData,
    Scope,
    SiteData,
    SiteKind,
    SubnetData,
    VlanData,
)
from congvu.organisations.api import Day

Name = Annotated[str, Field(max_length=120)]
Text = Annotated[str, Field(max_length=200)]
Code = Annotated[str, Field(max_length=60)]
Number = Annotated[int, Field(ge=0, le=10**12)]
Degrees = Annotated[Decimal, Field(max_digits=8, decimal_places=5)]
SiteKindName = Literal["hub", "office", "other"]
CarriageName = Literal["state", "internet"]
MediumName = Literal["fibre", "copper", "radio", "mobile", "satellite"]
ScopeName = Literal["state", "agency", "site"]
DeviceKindName = Literal[
    "router", "switch", "firewall", "wireless", "server", "power", "other"
]


class NetworkSiteIn(Schema):
    """Without ``agency_id`` it is of the agency of whoever asks."""

    agency_id: UUID | None = None
    name: Name
    kind: SiteKindName = "office"
    address: Text = ""
    latitude: Degrees | None = None
    longitude: Degrees | None = None
    machines: Number | None = None

    def given(self, otherwise: UUID) -> SiteData:
        data = self.dict()
        return SiteData(
            **(
                data
                | {
                    "kind": SiteKind(self.kind),
                    "agency_id": self.agency_id or otherwise,
                }
            )
        )


class NetworkSiteOut(Schema):
    id: UUID
    agency_id: UUID
    name: str
    kind: str
    address: str
    latitude: Decimal | None
    longitude: Decimal | None
    machines: int | None


class NetworkLinkIn(Schema):
    """``valid_until`` is the first day without it."""

    far_id: UUID
    carrier: Name
    carriage: CarriageName = "state"
    medium: MediumName = "fibre"
    down_mbps: Number
    up_mbps: Number
    monthly_cost: Number = 0
    contract: Code = ""
    valid_from: Day
    valid_until: Day | None = None

    def given(self, near_id: UUID) -> LinkData:
        kinds = {"carriage": Carriage(self.carriage), "medium": Medium(self.medium)}
        return LinkData(**(self.dict() | kinds | {"near_id": near_id}))


class ServiceContractIn(Schema):
    """``machines``: numbers or names; ``ends_on`` is the first day without; ``cost`` is
    đồng, for all of its time. A change keeps the agency.
    """

    agency_id: UUID | None = None
    kind: Literal["care", "support", "line"] = "care"
    number: Code
    provider: Name
    starts_on: Day
    ends_on: Day
    cost: Annotated[int, Field(le=10**15)] | None = None
    response_hours: Annotated[int, Field(le=10**6)] | None = None
    note: Annotated[str, Field(max_length=300)] = ""
    machines: Annotated[list[Name], Field(max_length=3000)] = []
    links: Annotated[list[UUID], Field(max_length=1000)] = []

    def given(self) -> ContractData:
        given = self.dict(exclude={"agency_id"})
        lists = {"machines": tuple(self.machines), "links": tuple(self.links)}
        return ContractData(**given | lists | {"kind": ContractKind(self.kind)})


class ServiceContractOut(Schema):
    id: UUID
    agency_id: UUID
    kind: str
    number: str
    provider: str
    starts_on: date
    ends_on: date
    cost: int | None
    response_hours: int | None
    note: str


class ServiceContractPageOut(Schema):
    items: list[ServiceContractOut]
    after: str


class CoveredMachineOut(Schema):
    id: UUID
    name: str
    serial: str


class ContractProofOut(Schema):
    id: UUID
    name: str
    added_at: datetime
    added_by: str


class ServiceContractDetailOut(Schema):
    contract: ServiceContractOut
    proofs: list[ContractProofOut]
    links: list[UUID]
    machines: list[CoveredMachineOut]
    after: str


class NetworkLinkOut(Schema):
    """What it costs and under which contract is told to who keeps it."""

    id: UUID
    near_id: UUID
    far_id: UUID
    carrier: str
    carriage: str
    medium: str
    down_mbps: int
    up_mbps: int
    monthly_cost: int | None
    contract: str | None
    valid_from: date
    valid_until: date | None


class NetworkDeviceIn(Schema):
    name: Name
    kind: DeviceKindName = "switch"
    maker: Name = ""
    model: Name = ""
    serial: Name = ""
    place: Name = ""
    bought_on: Day | None = None
    rack_id: UUID | None = None
    unit: Number | None = None
    units: Number = 1

    def given(self) -> DeviceData:
        return DeviceData(**(self.dict() | {"kind": DeviceKind(self.kind)}))


class NetworkDeviceOut(Schema):
    id: UUID
    site_id: UUID
    name: str
    kind: str
    maker: str
    model: str
    serial: str
    place: str
    bought_on: date | None
    rack_id: UUID | None
    unit: int | None
    units: int


class SubnetIn(Schema):
    cidr: Code
    name: Name
    scope: ScopeName = "agency"
    vlan: Number | None = None

    def given(self) -> SubnetData:
        return SubnetData(**(self.dict() | {"scope": Scope(self.scope)}))


class SubnetOut(Schema):
    id: UUID
    site_id: UUID
    cidr: str
    name: str
    scope: str
    vlan: int | None

    @staticmethod
    def resolve_vlan(one: Subnet) -> int | None:
        return one.vlan.number if one.vlan else None


class UsedSubnetOut(Schema):
    subnet: SubnetOut
    given: int
    free: int


class NetAddressIn(Schema):
    ip: Code
    used_for: Name
    device_id: UUID | None = None


class NetAddressOut(Schema):
    id: UUID
    ip: str
    used_for: str
    device_id: UUID | None


class SubnetDetailOut(Schema):
    subnet: SubnetOut
    addresses: list[NetAddressOut]
    free: int


class NetworkSiteDetailOut(Schema):
    site: NetworkSiteOut
    links: list[NetworkLinkOut]
    devices: list[NetworkDeviceOut]
    subnets: list[UsedSubnetOut]


class FarSiteOut(Schema):
    """Where a link of one's own leads; more of it is its keeper's to read."""

    id: UUID
    name: str


class NetworkOut(Schema):
    """What the map is drawn from: the sites one keeps, and where their links lead."""

    sites: list[NetworkSiteOut]
    far_sites: list[FarSiteOut]
    links: list[NetworkLinkOut]


class NetworkLossOut(Schema):
    """Either a link or a site, and the sites that no hub reaches without it."""

    link_id: UUID | None
    site_id: UUID | None
    cut: list[UUID]
    machines: int | None


class WeakPointsOut(Schema):
    """``apart``: what no hub reaches as it is."""

    losses: list[NetworkLossOut]
    apart: list[UUID]


class NetworkOptionIn(Schema):
    name: Name
    about: Text = ""

    def given(self) -> OptionData:
        return OptionData(self.name, self.about)


class NetworkOptionOut(Schema):
    id: UUID
    name: str
    about: str


class OptionChangeIn(Schema):
    """A link taken away (``replaces_id`` alone), built, or one in another's place."""

    replaces_id: UUID | None = None
    near_id: UUID | None = None
    far_id: UUID | None = None
    carriage: CarriageName = "state"
    medium: MediumName = "fibre"
    mbps: Number | None = None
    monthly_cost: Number | None = None
    once_cost: Number | None = None

    def given(self) -> ChangeData:
        kinds = {"carriage": Carriage(self.carriage), "medium": Medium(self.medium)}
        return ChangeData(**(self.dict() | kinds))


class OptionChangeOut(Schema):
    id: UUID
    replaces_id: UUID | None
    near_id: UUID | None
    far_id: UUID | None
    carriage: str
    medium: str
    mbps: int | None
    monthly_cost: int
    once_cost: int


class WeighedOptionOut(Schema):
    """``cost`` is of five years, ``upkeep`` by contracts within it; without ``option``
    the network as it is today.
    """

    option: NetworkOptionOut | None
    cost: int
    upkeep: int
    joined: int
    alone: int
    weak_links: int
    worst_cut: int

    @staticmethod
    def resolve_worst_cut(one: Weighed) -> int:
        return len(one.worst.cut) if one.worst is not None else 0


class NetworkOptionDetailOut(Schema):
    option: NetworkOptionOut
    changes: list[OptionChangeOut]


class NetworkRoomIn(Schema):
    name: Name
    building: Name = ""
    about: Text = ""

    def given(self) -> RoomData:
        return RoomData(**self.dict())


class NetworkRoomOut(Schema):
    id: UUID
    site_id: UUID
    name: str
    building: str
    about: str


class NetworkRackIn(Schema):
    """``units``: how many units (U) high."""

    name: Name
    units: Number = 42

    def given(self) -> RackData:
        return RackData(**self.dict())


class NetworkRackOut(Schema):
    id: UUID
    room_id: UUID
    name: str
    units: int


class NetworkRackDetailOut(Schema):
    rack: NetworkRackOut
    devices: list[NetworkDeviceOut]


class NetworkPortsIn(Schema):
    """As people write them: 1-24, Gi0/25-26."""

    names: Annotated[str, Field(max_length=1000)]


class NetworkPortOut(Schema):
    id: UUID
    name: str


class WiredPortOut(Schema):
    """``other_id``: the port at the other end of its cable."""

    id: UUID
    name: str
    cable_id: UUID | None
    other_id: UUID | None


class NetworkDeviceDetailOut(Schema):
    device: NetworkDeviceOut
    ports: list[WiredPortOut]


class NetworkCableIn(Schema):
    other_id: UUID
    label: Code = ""


class NetworkCableOut(Schema):
    id: UUID
    label: str


class VlanChangeIn(Schema):
    number: Number
    name: Name

    def given(self) -> VlanData:
        return VlanData(self.number, self.name)


class VlanIn(VlanChangeIn):
    """Without ``agency_id`` it is of the agency of whoever asks."""

    agency_id: UUID | None = None


class VlanOut(Schema):
    id: UUID
    agency_id: UUID
    number: int
    name: str
    subnets: list[str]

    @staticmethod
    def resolve_subnets(one: Vlan) -> list[str]:
        return [net.cidr for net in one.subnets.all()]


NetworkTableName = Literal["sites", "links", "subnets", "devices"]


class LoadedLineOut(Schema):
    """``state``: added, changed, same, refused."""

    line: int
    name: str
    state: str
    reasons: list[str]


class LoadedTableOut(Schema):
    """``encoding`` is told where the letters had to be guessed."""

    dry: bool
    encoding: str
    added: int
    changed: int
    refused: int
    lines: list[LoadedLineOut]

    @staticmethod
    def resolve_added(one: LoadedTable) -> int:
        return one.count("added")

    @staticmethod
    def resolve_changed(one: LoadedTable) -> int:
        return one.count("changed")

    @staticmethod
    def resolve_refused(one: LoadedTable) -> int:
        return one.count("refused")
