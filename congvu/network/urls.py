"""Addresses of the network, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.network.views import (
    contracts,
    drawn,
    inside,
    links,
    options,
    sites,
    subnets,
    tables,
    vlans,
)

app_name = "network"

_SITE = "mang/diem/<uuid:site_id>/"
_DEVICE = "mang/thiet-bi/<uuid:device_id>/"
_LINK = "mang/duong-truyen/<uuid:link_id>/"
_CONTRACT = "mang/hop-dong/<uuid:contract_id>/"
_OPTION = "mang/phuong-an/<uuid:option_id>/"
_SUBNET = "mang/dai-dia-chi/<uuid:subnet_id>/"

urlpatterns = [
    path("mang/", drawn.network_map, name="map"),
    path("mang/diem-yeu/", drawn.weak, name="weak"),
    # a site and what hangs on it
    path("mang/diem/", sites.site_list, name="sites"),
    path("mang/diem/them/", sites.add, name="add-site"),
    path(_SITE, sites.site, name="site"),
    path(_SITE + "sua/", sites.change, name="change-site"),
    path(_SITE + "duong-truyen/", links.add, name="add-link"),
    path(_SITE + "dai-dia-chi/", subnets.add, name="add-subnet"),
    path(_SITE + "thiet-bi/", sites.add_device, name="add-device"),
    path(_SITE + "phong/", inside.add_room, name="add-room"),
    path("mang/phong/<uuid:room_id>/", inside.change_room, name="change-room"),
    path("mang/phong/<uuid:room_id>/tu/", inside.add_rack, name="add-rack"),
    path("mang/tu/<uuid:rack_id>/", inside.rack, name="rack"),
    path("mang/tu/<uuid:rack_id>/sua/", inside.change_rack, name="change-rack"),
    path(_DEVICE, inside.device, name="device"),
    path(_DEVICE + "sua/", sites.change_device, name="change-device"),
    path(_DEVICE + "cong/", inside.add_ports, name="add-ports"),
    path("mang/cong/<uuid:port_id>/bo/", inside.drop_port, name="drop-port"),
    path("mang/cong/<uuid:port_id>/noi/", inside.lay_cable, name="lay-cable"),
    path("mang/cap/<uuid:cable_id>/thao/", inside.take_cable, name="take-cable"),
    # an agency's own networks, and tables of it all
    path("mang/vlan/", vlans.vlan_list, name="vlans"),
    path("mang/vlan/them/", vlans.add, name="add-vlan"),
    path("mang/vlan/<uuid:vlan_id>/", vlans.change, name="change-vlan"),
    path("mang/bang/", tables.load, name="load"),
    path("mang/bang/<slug:table>.csv", tables.export, name="export"),
    # a link
    path(_LINK, links.link, name="link"),
    path(_LINK + "sua/", links.change, name="change-link"),
    # by which it is kept running
    path("mang/hop-dong/", contracts.contract_list, name="contracts"),
    path("mang/hop-dong/them/", contracts.add, name="add-contract"),
    path(_CONTRACT, contracts.contract, name="contract"),
    path(_CONTRACT + "sua/", contracts.change, name="change-contract"),
    path(
        "mang/chung-tu/<uuid:contract_proof_id>/",
        contracts.proof,
        name="contract-proof",
    ),
    # addresses
    path("mang/dai-dia-chi/", subnets.subnet_list, name="subnets"),
    path(_SUBNET, subnets.subnet, name="subnet"),
    path(_SUBNET + "sua/", subnets.change, name="change-subnet"),
    path(_SUBNET + "dat/", subnets.give, name="give-address"),
    path("mang/dia-chi/<uuid:net_address_id>/bo/", subnets.free, name="free-address"),
    # ways to build it
    path("mang/phuong-an/", options.option_list, name="options"),
    path("mang/phuong-an/lap/", options.make, name="make-option"),
    path(_OPTION, options.option, name="option"),
    path(_OPTION + "sua/", options.change, name="change-option"),
    path(_OPTION + "bo/", options.remove, name="remove-option"),
    path(_OPTION + "thay-doi/", options.add_change, name="add-option-change"),
    path(
        "mang/phuong-an/thay-doi/<uuid:option_change_id>/bo/",
        options.drop_change,
        name="drop-option-change",
    ),
]
