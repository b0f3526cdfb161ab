"""What every address is asked about: a hub, a site with all that hangs on it."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.network.actions import (
    add_contract,
    add_contract_proof,
    add_device,
    add_link,
    add_option_change,
    add_ports,
    add_rack,
    add_room,
    add_site,
    add_subnet,
    add_vlan,
    give_address,
    lay_cable,
    make_option,
)
from congvu.network.rules import (
    ChangeData,
    ContractData,
    ContractKind,
    DeviceData,
    LinkData,
    OptionData,
    RackData,
    RoomData,
    SiteData,
    SiteKind,
    SubnetData,
    VlanData,
)
from tests.people import SINCE, Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing

#  address                          reading        sending
NETWORK_ROUTES = """
network:map                         keep-network   m
network:weak                        keep-network   m
network:sites                       keep-network   m
network:add-site                    keep-network   keep-network
network:site @network               keep-network   m
network:change-site @network        keep-network   keep-network
network:add-link @network           keep-network   keep-network
network:add-subnet @network         keep-network   keep-network
network:add-device @network         keep-network   keep-network
network:change-device @network      keep-network   keep-network
network:link @network               keep-network   m
network:change-link @network        keep-network   keep-network
network:subnets                     keep-network   m
network:subnet @network             keep-network   m
network:change-subnet @network      keep-network   keep-network
network:give-address @network       keep-network   keep-network
network:free-address @network       m              keep-network
network:device @network             keep-network   m
network:add-ports @network          keep-network   keep-network
network:drop-port @network          m              keep-network
network:lay-cable @network          keep-network   keep-network
network:take-cable @network         m              keep-network
network:add-room @network           keep-network   keep-network
network:change-room @network        keep-network   keep-network
network:add-rack @network           keep-network   keep-network
network:rack @network               keep-network   m
network:change-rack @network        keep-network   keep-network
network:vlans                       keep-network   m
network:add-vlan                    keep-network   keep-network
network:change-vlan @network        keep-network   keep-network
network:contracts                   keep-network   m
network:add-contract                keep-network   keep-network
network:contract @network           keep-network   keep-network
network:contract-proof @network     keep-network   m
network:change-contract @network    keep-network   keep-network
network:load                        keep-network   keep-network=2
network:export @network             keep-network   m
network:options                     keep-network   m
network:make-option                 keep-network   keep-network
network:option @network             keep-network   m
network:change-option @network      keep-network   keep-network
network:remove-option @network      m              keep-network
network:add-option-change @network  keep-network   keep-network
network:drop-option-change @network  m             keep-network
"""

_SITE = "/network-sites/{site_id}"
_LINK = "/network-links/{link_id}"
_CONTRACT = "/service-contracts/{contract_id}"
_OPTION = "/network-options/{option_id}"
_CHANGE = "/network-option-changes/{option_change_id}"
_DEVICE = "/network-devices/{device_id}"
_PORT = "/network-ports/{port_id}"
_ROOM = "/network-rooms/{room_id}"
_RACK = "/network-racks/{rack_id}"
_TABLE = "/network-tables/{table}"
_SUBNET = "/subnets/{subnet_id}"

#  operation                                       answer
NETWORK_OPERATIONS = f"""
GET /network                                       keep-network
GET /network/weak-points                           keep-network
GET /network-sites                                 keep-network
POST /network-sites                                keep-network
GET {_SITE} @network                               keep-network
PUT {_SITE} @network                               keep-network
POST {_SITE}/links @network                        keep-network
POST {_SITE}/subnets @network                      keep-network
POST {_SITE}/devices @network                      keep-network
PUT {_DEVICE} @network                              keep-network
GET {_LINK} @network                               keep-network
PUT {_LINK} @network                               keep-network
GET /subnets                                       keep-network
GET {_SUBNET} @network                             keep-network
PUT {_SUBNET} @network                             keep-network
POST {_SUBNET}/addresses @network                  keep-network
DELETE /net-addresses/{{net_address_id}} @network  keep-network
GET {_DEVICE} @network                              keep-network
POST {_DEVICE}/ports @network                       keep-network
DELETE {_PORT} @network                             keep-network
POST {_PORT}/cable @network                         keep-network
DELETE /network-cables/{{cable_id}} @network       keep-network
POST {_SITE}/rooms @network                        keep-network
PUT {_ROOM} @network                                keep-network
POST {_ROOM}/racks @network                         keep-network
GET {_RACK} @network                               keep-network
PUT {_RACK} @network                                keep-network
GET /vlans                                         keep-network
POST /vlans                                        keep-network
PUT /vlans/{{vlan_id}} @network                    keep-network
GET /service-contracts                             keep-network
POST /service-contracts                            keep-network
GET {_CONTRACT} @network                           keep-network
PUT {_CONTRACT} @network                           keep-network
POST {_CONTRACT}/proofs @network                   keep-network
POST {_TABLE} @network                              keep-network
GET {_TABLE} @network                               keep-network
GET /network-options                               keep-network
POST /network-options                              keep-network
GET {_OPTION} @network                             keep-network
PUT {_OPTION} @network                             keep-network
DELETE {_OPTION} @network                          keep-network
POST {_OPTION}/changes @network                    keep-network
DELETE {_CHANGE} @network                          keep-network
"""


def network_things() -> dict[str, Thing]:
    return {"network": Thing("", COMMITTEE)}


def network_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """The committee's house, a hub in the same town, a link between them."""
    at, quan = timezone.now(), people.seat("quan")
    own = people.committee.id
    hub = add_site(
        data=SiteData(own, "Trung tâm dữ liệu", SiteKind.HUB), by=quan, at=at
    )
    site = add_site(data=SiteData(own, "Trụ sở Ủy ban"), by=quan, at=at)
    link = add_link(
        data=LinkData(site.id, hub.id, "Nhà mạng A", SINCE, down_mbps=100, up_mbps=50),
        by=quan,
        at=at,
    )
    device = add_device(site_id=site.id, data=DeviceData("SW-1"), by=quan, at=at)
    subnet = add_subnet(
        site_id=site.id, data=SubnetData("10.20.4.0/24", "Văn phòng"), by=quan, at=at
    )
    address = give_address(
        subnet_id=subnet.id, ip="10.20.4.2", used_for="SW-1", by=quan, at=at
    )
    vlan = add_vlan(agency_id=own, data=VlanData(20, "Cán bộ"), by=quan, at=at)
    room = add_room(site_id=site.id, data=RoomData("Phòng máy"), by=quan, at=at)
    rack = add_rack(room_id=room.id, data=RackData("Tủ 1"), by=quan, at=at)
    first, other, left, right = add_ports(
        device_id=device.id, names="1-4", by=quan, at=at
    )
    cable = lay_cable(port_id=left.id, other_id=right.id, by=quan, at=at)
    option = make_option(data=OptionData("Thuê thêm đường"), by=quan, at=at)
    change = add_option_change(
        option_id=option.id, data=ChangeData(replaces_id=link.id), by=quan, at=at
    )
    contract = add_contract(
        agency_id=own,
        data=ContractData(
            ContractKind.LINE,
            "12/HĐ-VT",
            "Nhà mạng A",
            SINCE,
            people.today + timedelta(days=300),
            links=(link.pk,),
        ),
        by=quan,
        at=at,
    )
    proof = add_contract_proof(
        contract_id=contract.pk,
        name="hop-dong.txt",
        stream=BytesIO(b"Hop dong so 12"),
        by=quan,
        at=at,
    )
    objects["network"] = {
        "contract_id": contract.pk,
        "contract_proof_id": proof.pk,
        "option_id": option.pk,
        "option_change_id": change.pk,
        "site_id": site.pk,
        "link_id": link.pk,
        "device_id": device.pk,
        "subnet_id": subnet.pk,
        "net_address_id": address.pk,
        "hub_id": hub.pk,
        "vlan_id": vlan.pk,
        "room_id": room.pk,
        "rack_id": rack.pk,
        "port_id": first.pk,
        "other_id": other.pk,
        "cable_id": cable.pk,
        "table": "sites",
    }


def _table() -> SimpleUploadedFile:
    return SimpleUploadedFile("diem.csv", "Tên điểm\nNhà kho\n".encode())


_SWITCH = {"name": "SW-9", "kind": "switch"}


def _contract(people: Province, objects: dict[str, dict[str, Any]]) -> Any:
    return {
        "kind": "line",
        "number": "13/HĐ-VT",
        "provider": "Nhà mạng B",
        "starts_on": f"{people.today:%d/%m/%Y}",
        "ends_on": f"{people.today + timedelta(days=90):%d/%m/%Y}",
        "links": [str(objects["network"]["link_id"])],
    }


def network_forms(people: Province, objects: dict[str, dict[str, Any]]) -> Any:
    site = {"agency": str(people.committee.id), "name": "Nhà khách", "kind": "office"}
    link = {
        "far": str(objects["network"]["hub_id"]),
        "carriage": "internet",
        "carrier": "Nhà mạng B",
        "medium": "fibre",
        "down_mbps": "50",
        "up_mbps": "20",
        "monthly_cost": "1100000",
        "valid_from": f"{people.today:%d/%m/%Y}",
    }
    subnet = {"cidr": "10.20.5.0/24", "name": "Phòng họp", "scope": "agency"}
    vlan = {"agency": str(people.committee.id), "number": "30", "name": "Khách"}
    return {
        "network:add-site": site,
        "network:change-site": site,
        "network:add-link": link,
        "network:change-link": link,
        "network:add-subnet": subnet,
        "network:change-subnet": {**subnet, "cidr": "10.20.4.0/23"},
        "network:give-address": {"ip": "10.20.4.9", "used_for": "máy in"},
        "network:make-option": {"name": "Tự kéo cáp"},
        "network:change-option": {"name": "Tự kéo cáp"},
        "network:add-option-change": {
            "near": str(objects["network"]["site_id"]),
            "far": str(objects["network"]["hub_id"]),
            "carriage": "state",
            "medium": "fibre",
            "mbps": "100",
        },
        "network:add-device": _SWITCH,
        "network:change-device": _SWITCH,
        "network:add-ports": {"names": "5-8"},
        "network:lay-cable": {"other": str(objects["network"]["other_id"])},
        "network:add-room": {"name": "Phòng họp"},
        "network:change-room": {"name": "Phòng họp"},
        "network:add-rack": {"name": "Tủ 2", "units": "12"},
        "network:change-rack": {"name": "Tủ 2", "units": "12"},
        "network:add-contract": _contract(people, objects),
        "network:change-contract": _contract(people, objects),
        "network:contract": {"file": SimpleUploadedFile("pl.txt", b"Phu luc so 1")},
        "network:add-vlan": vlan,
        "network:change-vlan": {"number": "30", "name": "Khách"},
        "network:load": {"kind": "sites", "file": _table()},
    }


def network_bodies(people: Province, objects: dict[str, dict[str, Any]]) -> Any:
    site = {"name": "Nhà khách"}
    link = {
        "far_id": str(objects["network"]["hub_id"]),
        "carrier": "Nhà mạng B",
        "down_mbps": 50,
        "up_mbps": 20,
        "valid_from": people.today.isoformat(),
    }
    subnet = {"cidr": "10.20.5.0/24", "name": "Phòng họp"}
    contract = {
        "number": "14/HĐ-VT",
        "provider": "Nhà mạng B",
        "starts_on": people.today.isoformat(),
        "ends_on": (people.today + timedelta(days=90)).isoformat(),
        "links": [str(objects["network"]["link_id"])],
    }
    return {
        "POST /network-sites": site,
        f"PUT {_SITE}": site,
        f"POST {_SITE}/links": link,
        f"PUT {_LINK}": link,
        f"POST {_SITE}/subnets": subnet,
        f"PUT {_SUBNET}": {**subnet, "cidr": "10.20.4.0/23"},
        f"POST {_SUBNET}/addresses": {"ip": "10.20.4.9", "used_for": "máy in"},
        "POST /network-options": {"name": "Tự kéo cáp"},
        f"PUT {_OPTION}": {"name": "Tự kéo cáp"},
        f"POST {_OPTION}/changes": {
            "near_id": str(objects["network"]["site_id"]),
            "far_id": str(objects["network"]["hub_id"]),
            "mbps": 100,
        },
        f"POST {_SITE}/devices": _SWITCH,
        f"PUT {_DEVICE}": _SWITCH,
        f"POST {_DEVICE}/ports": {"names": "5-8"},
        f"POST {_PORT}/cable": {"other_id": str(objects["network"]["other_id"])},
        f"POST {_SITE}/rooms": {"name": "Phòng họp"},
        f"PUT {_ROOM}": {"name": "Phòng họp"},
        f"POST {_ROOM}/racks": {"name": "Tủ 2"},
        f"PUT {_RACK}": {"name": "Tủ 2"},
        "POST /service-contracts": contract,
        f"PUT {_CONTRACT}": contract,
        "POST /vlans": {"number": 30, "name": "Khách"},
        "PUT /vlans/{vlan_id}": {"number": 30, "name": "Khách"},
    }
