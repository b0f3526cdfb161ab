"""What people write of sites, links, subnets and devices, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import NamedTuple
from uuid import UUID

from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc
from congvu.network.rules.words import (
    LONGEST_CODE,
    LONGEST_LINE,
    LONGEST_NAME,
    MOST_DONG,
    MOST_MBPS,
    MOST_UNITS,
    Carriage,
    DeviceKind,
    Medium,
    Scope,
    SiteKind,
)

Cidr = IPv4Network | IPv6Network
EARLIEST = date(1990, 1, 1)
MOST_MACHINES = 100_000
# The province and its neighbours; a point in the sea is a slip of the finger.
NORTH, SOUTH, WEST, EAST = Decimal(24), Decimal(8), Decimal(102), Decimal(110)


class Fault(NamedTuple):
    """What is wrong, with the values its words need, and at which field."""

    words: str
    field: str
    named: dict[str, str] = {}


def needed(text: str, field: str, words: str, most: int) -> list[Fault]:
    if not text:
        return [Fault(words, field)]
    return short(text, field, most)


def short(text: str, field: str, most: int) -> list[Fault]:
    if len(text) <= most:
        return []
    return [Fault(_("Dài quá %(most)s chữ."), field, {"most": str(most)})]


def within(number: int | None, field: str, least: int, most: int) -> list[Fault]:
    if number is None or least <= number <= most:
        return []
    named = {"least": str(least), "most": str(most)}
    return [Fault(_("Ghi một số từ %(least)s đến %(most)s."), field, named)]


@dataclass(frozen=True)
class SiteData:
    """A place of an agency; ``machines`` are its officials', where somebody knows."""

    agency_id: UUID
    name: str
    kind: SiteKind = SiteKind.OFFICE
    address: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    machines: int | None = None

    def tidied(self) -> SiteData:
        return replace(self, name=nfc(self.name), address=nfc(self.address))


def site_faults(data: SiteData) -> list[Fault]:
    found = needed(data.name, "name", _("Chưa có tên điểm."), LONGEST_NAME)
    found += short(data.address, "address", LONGEST_LINE)
    found += within(data.machines, "machines", 0, MOST_MACHINES)
    if (data.latitude is None) != (data.longitude is None):
        found.append(
            Fault(_("Ghi cả vĩ độ và kinh độ, hoặc bỏ trống cả hai."), "latitude")
        )
    if data.latitude is not None and not SOUTH <= data.latitude <= NORTH:
        found.append(Fault(_("Vĩ độ ở nước ta từ 8 đến 24."), "latitude"))
    if data.longitude is not None and not WEST <= data.longitude <= EAST:
        found.append(Fault(_("Kinh độ ở nước ta từ 102 đến 110."), "longitude"))
    return found


@dataclass(frozen=True)
class LinkData:
    """From the site it serves towards a hub; ``valid_until``: the first day without."""

    near_id: UUID
    far_id: UUID | None
    carrier: str
    valid_from: date
    carriage: Carriage = Carriage.STATE
    medium: Medium = Medium.FIBRE
    down_mbps: int = 0
    up_mbps: int = 0
    monthly_cost: int = 0
    contract: str = ""
    valid_until: date | None = None

    def tidied(self) -> LinkData:
        return replace(self, carrier=nfc(self.carrier), contract=nfc(self.contract))


def link_faults(data: LinkData) -> list[Fault]:
    found = needed(data.carrier, "carrier", _("Chưa có nhà cung cấp."), LONGEST_NAME)
    found += short(data.contract, "contract", LONGEST_CODE)
    found += within(data.down_mbps, "down_mbps", 1, MOST_MBPS)
    found += within(data.up_mbps, "up_mbps", 1, MOST_MBPS)
    found += within(data.monthly_cost, "monthly_cost", 0, MOST_DONG)
    if data.far_id is None:
        found.append(Fault(_("Chọn điểm ở đầu kia."), "far"))
    elif data.far_id == data.near_id:
        found.append(Fault(_("Hai đầu phải là hai điểm khác nhau."), "far"))
    if data.valid_from < EARLIEST:
        found.append(Fault(_("Ngày này quá xa."), "valid_from"))
    if data.valid_until is not None and data.valid_until <= data.valid_from:
        found.append(Fault(_("Ngày thôi dùng phải sau ngày bắt đầu."), "valid_until"))
    return found


@dataclass(frozen=True)
class SubnetData:
    """Addresses of one site as people write them: 10.20.4.0/24."""

    cidr: str
    name: str
    scope: Scope = Scope.AGENCY
    vlan: int | None = None

    def tidied(self) -> SubnetData:
        """A mask written out is the same network; one way of writing it is kept."""
        cidr = nfc(self.cidr)
        return replace(self, cidr=str(read_cidr(cidr) or cidr), name=nfc(self.name))


def _network(text: str, *, strict: bool) -> Cidr | None:
    """Of an interface of one machine (fe80::%eth0) no network is told."""
    try:
        return None if "%" in text else ip_network(text, strict=strict)
    except ValueError:
        return None


def read_cidr(text: str) -> Cidr | None:
    """A network, its host part empty; nothing else is one."""
    return _network(text, strict=True)


def subnet_faults(data: SubnetData) -> list[Fault]:
    found = needed(data.name, "name", _("Chưa có tên dải địa chỉ."), LONGEST_NAME)
    found += within(data.vlan, "vlan", 1, 4094)
    if read_cidr(data.cidr) is None:
        found.append(Fault(_cidr_words(data.cidr), "cidr", _meant(data.cidr)))
    return found


def _meant(text: str) -> dict[str, str]:
    found = _network(text, strict=False)
    return {} if found is None else {"meant": str(found)}


def _cidr_words(text: str) -> str:
    if _meant(text):
        return _("Địa chỉ không nằm đầu dải; có phải là %(meant)s không?")
    return _("Ghi dải địa chỉ như 10.20.4.0/24.")


def usable(cidr: Cidr) -> int:
    """Addresses that machines may have; first and last of a network they may not."""
    size = cidr.num_addresses
    return size if isinstance(cidr, IPv6Network) or size <= 2 else size - 2


def address_faults(text: str, cidr: Cidr) -> list[Fault]:
    try:
        found = None if "%" in text else ip_address(text)
    except ValueError:
        found = None
    if found is None:
        return [Fault(_("Ghi địa chỉ như 10.20.4.17."), "ip")]
    if found not in cidr:
        named = {"cidr": str(cidr)}
        return [Fault(_("Địa chỉ không nằm trong dải %(cidr)s."), "ip", named)]
    ends = (cidr.network_address, cidr.broadcast_address)
    if cidr.version == 4 and cidr.num_addresses > 2 and found in ends:
        return [Fault(_("Địa chỉ đầu và cuối dải không đặt cho máy được."), "ip")]
    return []


@dataclass(frozen=True)
class DeviceData:
    """One device of a site; ``place`` says where, of what stands in no rack. ``unit``
    is the lowest it takes of its rack, ``units`` how many.
    """

    name: str
    kind: DeviceKind = DeviceKind.SWITCH
    maker: str = ""
    model: str = ""
    serial: str = ""
    place: str = ""
    bought_on: date | None = None
    rack_id: UUID | None = None
    unit: int | None = None
    units: int = 1

    def tidied(self) -> DeviceData:
        return replace(
            self,
            name=nfc(self.name),
            maker=nfc(self.maker),
            model=nfc(self.model),
            serial=nfc(self.serial),
            place=nfc(self.place),
        )


def device_faults(data: DeviceData, *, on: date) -> list[Fault]:
    found = needed(data.name, "name", _("Chưa có tên thiết bị."), LONGEST_NAME)
    for field in ("maker", "model", "serial", "place"):
        found += short(getattr(data, field), field, LONGEST_NAME)
    if data.bought_on is not None and not EARLIEST <= data.bought_on <= on:
        found.append(Fault(_("Ngày mua chưa đúng."), "bought_on"))
    if (data.rack_id is None) != (data.unit is None):
        found.append(
            Fault(_("Ghi cả tủ và U thấp nhất, hoặc bỏ trống cả hai."), "unit")
        )
    return (
        found
        + within(data.unit, "unit", 1, MOST_UNITS)
        + within(data.units, "units", 1, MOST_UNITS)
    )
