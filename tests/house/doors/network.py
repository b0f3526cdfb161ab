"""The network: sites, links, addresses, weak points."""

from __future__ import annotations

_SITE = "/network-sites/{site_id}"
_DEVICE = "/network-devices/{device_id}"
_PORT = "/network-ports/{port_id}"
_ROOM = "/network-rooms/{room_id}"
_RACK = "/network-racks/{rack_id}"
_LINK = "/network-links/{link_id}"
_CONTRACT = "/service-contracts/{contract_id}"
_OPTION = "/network-options/{option_id}"
_SUBNET = "/subnets/{subnet_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "network:map": ("GET /network",),
    "network:weak": ("GET /network/weak-points",),
    "network:sites": ("GET /network-sites",),
    "network:add-site": ("POST /network-sites",),
    "network:site": (f"GET {_SITE}",),
    "network:change-site": (f"PUT {_SITE}",),
    "network:add-link": (f"POST {_SITE}/links",),
    "network:add-subnet": (f"POST {_SITE}/subnets",),
    "network:add-device": (f"POST {_SITE}/devices",),
    "network:change-device": (f"PUT {_DEVICE}",),
    "network:device": (f"GET {_DEVICE}",),
    "network:add-ports": (f"POST {_DEVICE}/ports",),
    "network:drop-port": (f"DELETE {_PORT}",),
    "network:lay-cable": (f"POST {_PORT}/cable",),
    "network:take-cable": ("DELETE /network-cables/{cable_id}",),
    "network:add-room": (f"POST {_SITE}/rooms",),
    "network:change-room": (f"PUT {_ROOM}",),
    "network:add-rack": (f"POST {_ROOM}/racks",),
    "network:rack": (f"GET {_RACK}",),
    "network:change-rack": (f"PUT {_RACK}",),
    "network:vlans": ("GET /vlans",),
    "network:add-vlan": ("POST /vlans",),
    "network:change-vlan": ("PUT /vlans/{vlan_id}",),
    "network:load": ("POST /network-tables/{table}",),
    "network:export": ("GET /network-tables/{table}",),
    "network:link": (f"GET {_LINK}",),
    "network:change-link": (f"PUT {_LINK}",),
    "network:contracts": ("GET /service-contracts",),
    "network:add-contract": ("POST /service-contracts",),
    "network:contract": (f"GET {_CONTRACT}", f"POST {_CONTRACT}/proofs"),
    "network:change-contract": (f"PUT {_CONTRACT}",),
    "network:contract-proof": (f"GET {_CONTRACT}",),
    "network:subnets": ("GET /subnets",),
    "network:subnet": (f"GET {_SUBNET}",),
    "network:change-subnet": (f"PUT {_SUBNET}",),
    "network:give-address": (f"POST {_SUBNET}/addresses",),
    "network:free-address": ("DELETE /net-addresses/{net_address_id}",),
    "network:options": ("GET /network-options",),
    "network:make-option": ("POST /network-options",),
    "network:option": (f"GET {_OPTION}",),
    "network:change-option": (f"PUT {_OPTION}",),
    "network:remove-option": (f"DELETE {_OPTION}",),
    "network:add-option-change": (f"POST {_OPTION}/changes",),
    "network:drop-option-change": (
        "DELETE /network-option-changes/{option_change_id}",
    ),
}
