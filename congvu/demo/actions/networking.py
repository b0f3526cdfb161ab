"""The demo's network: two hubs, a house for each body, carriers made up.

Departments hang on the data centre, most with a spare to the second hub; communes by
turns on either, a few behind their neighbour, a few by Internet alone: so that the page
of weak points has something to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from congvu.demo.actions.sheets import Bodies
from congvu.inventory.queries import living
from congvu.lib.dates import local_date
from congvu.network import actions
from congvu.network.models import (
    STATE_SPACE,
    Device,
    Link,
    OptionChange,
    Site,
    Subnet,
    Vlan,
)
from congvu.network.queries import whole
from congvu.network.rules import (
    Carriage,
    ContractData,
    ContractKind,
    DeviceData,
    DeviceKind,
    Medium,
    OptionData,
    RackData,
    RoomData,
    Scope,
    SiteData,
    SiteKind,
)
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import AgencyOnDay, agencies_on
from congvu.organisations.rules import Role

CARRIERS = ("Viễn thông Núi Cốc", "Công ty Truyền dẫn Ba Bể", "Mạng Sông Cầu")
_SINCE = date(2025, 7, 1)
# Every so many communes: one behind its neighbour, one by Internet alone.
_BEHIND, _ALONE, _SPARED = 9, 14, 5


def connect(*, now: datetime) -> None:
    """Hubs by the keeper's own hand; the houses as a list would bring them."""
    on = local_date(now)
    keeper = seat_of_post(Bodies(on).desk("committee", Role.ADMINISTRATOR), on)
    hubs = [
        actions.add_site(
            data=SiteData(keeper.agency_id, name, SiteKind.HUB), by=keeper, at=now
        )
        for name in ("Trung tâm dữ liệu tỉnh", "Điểm trung tâm Bắc Kạn")
    ]
    bodies = agencies_on(on)
    houses = Site.objects.bulk_create(_house(n, one) for n, one in enumerate(bodies))
    Link.objects.bulk_create(_links(bodies, houses, hubs))
    named = [Vlan(agency_id=s.agency_id, number=10, name="Cán bộ") for s in houses]
    vlans = {one.agency_id: one for one in Vlan.objects.bulk_create(named)}
    Subnet.objects.bulk_create(
        Subnet(
            site=site,
            scope=Scope.STATE,
            space_id=STATE_SPACE,
            cidr=f"10.{19 + n // 256}.{n % 256}.0/24",
            name="Mạng văn phòng",
            vlan=vlans[site.agency_id],
        )
        for n, site in enumerate(houses)
    )
    Device.objects.bulk_create(
        Device(site=site, name="RT-1", kind=DeviceKind.ROUTER, place="Phòng máy")
        for site in houses
    )
    _options(houses, hubs, keeper, now)
    _server_room(hubs[0], keeper, now)
    _contracts(keeper, now)


# Kind, number, who, from and until in days, đồng, hours, with machines, with links.
_CONTRACTS = (
    ("care", "07/2026/HĐ-BT", "Tin học Núi Hồng", -320, 45, 96_000_000, 8, True, False),
    ("support", "15/2026/HĐ-HT", "Công nghệ Hồ Ba Bể", -60, 670, 54_000_000, 24, True,
     True),
    ("line", "1/HĐ-TSLCD", CARRIERS[0], -500, 230, 118_800_000, 4, False, True),
)  # fmt: skip


def _contracts(keeper: Seat, now: datetime) -> None:
    """Of the committee: one that ends soon, two that run on."""
    on = local_date(now)
    machines = living().filter(agency=keeper.agency_id).exclude(serial="")
    links = Link.objects.filter(near__agency=keeper.agency_id).order_by("pk")
    serials = tuple(one.serial for one in machines.order_by("pk")[:12])
    lines = tuple(links.values_list("pk", flat=True))
    for kind, number, provider, since, until, cost, hours, has, carries in _CONTRACTS:
        data = ContractData(
            kind=ContractKind(kind),
            number=number,
            provider=provider,
            starts_on=on + timedelta(days=since),
            ends_on=on + timedelta(days=until),
            cost=cost,
            response_hours=hours,
            machines=serials if has else (),
            links=lines if carries else (),
        )
        actions.add_contract(agency_id=keeper.agency_id, data=data, by=keeper, at=now)


# Lowest unit, units, kind, name, maker and model.
_RACKED = (
    (1, 3, DeviceKind.POWER, "UPS-1", "Núi Hồng", "6 kVA"),
    (10, 2, DeviceKind.SERVER, "MC-CONGVU-1", "Máy chủ Việt", "2U"),
    (12, 2, DeviceKind.SERVER, "MC-CONGVU-2", "Máy chủ Việt", "2U"),
    (38, 1, DeviceKind.SWITCH, "SW-LOI-1", "Núi Hồng", "24 cổng"),
    (40, 1, DeviceKind.FIREWALL, "FW-1", "Núi Hồng", "FW 200"),
    (42, 1, DeviceKind.ROUTER, "RT-1", "Núi Hồng", "RT 10"),
)


def _server_room(hub: Site, keeper: Seat, now: datetime) -> None:
    """The data centre's first rack, wired as such racks are."""
    given: dict[str, Any] = {"by": keeper, "at": now}
    room = actions.add_room(
        site_id=hub.id, data=RoomData("Phòng máy", "Nhà A, tầng 2"), **given
    )
    rack = actions.add_rack(room_id=room.id, data=RackData("Tủ 1"), **given)
    ports = {}
    for unit, units, kind, name, maker, model in _RACKED:
        data = DeviceData(
            name, kind, maker, model, rack_id=rack.id, unit=unit, units=units
        )
        made = actions.add_device(site_id=hub.id, data=data, **given)
        names = "1-24" if kind == DeviceKind.SWITCH else "1-2"
        if kind != DeviceKind.POWER:
            ports[name] = actions.add_ports(device_id=made.id, names=names, **given)
    switch = ports.pop("SW-LOI-1")
    for n, (name, (first, _second)) in enumerate(ports.items()):
        if name != "RT-1":
            actions.lay_cable(
                port_id=switch[n].id, other_id=first.id, label=f"C-{n + 1:02}", **given
            )
    actions.lay_cable(
        port_id=ports["RT-1"][0].id, other_id=ports["FW-1"][1].id, **given
    )


def _options(
    houses: Sequence[Site], hubs: Sequence[Site], keeper: Seat, now: datetime
) -> None:
    """A second line for all who have one alone, or a ring between the hubs first."""
    alone = whole(local_date(now)).weak.alone()
    spares = actions.make_option(
        data=OptionData("Thuê đường thứ hai cho mọi điểm", "20 Mbit/s, nhà mạng khác"),
        by=keeper,
        at=now,
    )
    OptionChange.objects.bulk_create(
        OptionChange(
            option=spares,
            near=site,
            far=hubs[1 - n % 2],
            mbps=20,
            monthly_cost=990_000,
            once_cost=3_000_000,
        )
        for n, site in enumerate(houses)
        if site.id in alone
    )
    ring = actions.make_option(
        data=OptionData("Nối hai điểm trung tâm", "Cáp quang riêng giữa hai trung tâm"),
        by=keeper,
        at=now,
    )
    OptionChange.objects.create(
        option=ring,
        near=hubs[0],
        far=hubs[1],
        mbps=10_000,
        monthly_cost=18_000_000,
        once_cost=450_000_000,
    )


def _house(n: int, body: AgencyOnDay) -> Site:
    is_commune = body.kind == AgencyKind.COMMUNE
    return Site(
        agency_id=body.id,
        name=f"Trụ sở {body.short_name}"[:120],
        machines=18 + n % 14 if is_commune else 60 + 7 * (n % 11),
    )


def _links(
    bodies: Sequence[AgencyOnDay], houses: Sequence[Site], hubs: Sequence[Site]
) -> list[Link]:
    found = []
    for n, (body, site) in enumerate(zip(bodies, houses, strict=True)):
        if body.kind != AgencyKind.COMMUNE:
            found.append(_link(site, hubs[0], n, mbps=200, cost=4_400_000))
            if n % 3:
                found.append(_link(site, hubs[1], n + 1, mbps=100, cost=2_750_000))
        elif n % _ALONE == 0:
            line = _link(site, hubs[0], n, mbps=50, cost=660_000)
            line.carriage = Carriage.INTERNET
            found.append(line)
        elif n % _BEHIND == 0 and n:
            line = _link(site, houses[n - 1], n, mbps=20, cost=880_000)
            line.medium = Medium.RADIO
            found.append(line)
        else:
            found.append(_link(site, hubs[n % 2], n, mbps=50, cost=1_650_000))
            if n % _SPARED == 0:
                found.append(_link(site, hubs[1 - n % 2], n + 1, mbps=20, cost=990_000))
    return found


def _link(near: Site, far: Site, n: int, *, mbps: int, cost: int) -> Link:
    return Link(
        near=near,
        far=far,
        carrier=CARRIERS[n % len(CARRIERS)],
        down_mbps=mbps,
        up_mbps=mbps // 2,
        monthly_cost=cost,
        contract=f"{n + 1}/HĐ-TSLCD",
        valid_from=_SINCE,
    )
