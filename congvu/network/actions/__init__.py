"""Every change of the network: one verb, one transaction, one line in the log."""

from congvu.network.actions.contracting import (
    add_contract,
    add_contract_proof,
    change_contract,
    pass_contracts,
)
from congvu.network.actions.devices import add_device, change_device
from congvu.network.actions.ending import tell_ending_contracts, tell_ending_links
from congvu.network.actions.exporting import export_table
from congvu.network.actions.links import add_link, change_link
from congvu.network.actions.options import (
    add_option_change,
    change_option,
    drop_option_change,
    make_option,
    remove_option,
)
from congvu.network.actions.passing import pass_sites, pass_vlans
from congvu.network.actions.ports import add_ports, drop_port, lay_cable, take_cable
from congvu.network.actions.rooms import add_rack, add_room, change_rack, change_room
from congvu.network.actions.sites import add_site, change_site
from congvu.network.actions.subnets import (
    add_subnet,
    change_subnet,
    free_address,
    give_address,
)
from congvu.network.actions.tables import (
    LINE_STATES,
    LoadedLine,
    LoadedTable,
    load_table,
    rack_words,
)
from congvu.network.actions.vlans import add_vlan, change_vlan

__all__ = [
    "LINE_STATES",
    "LoadedLine",
    "LoadedTable",
    "add_contract",
    "add_contract_proof",
    "add_device",
    "add_link",
    "add_option_change",
    "add_ports",
    "add_rack",
    "add_room",
    "add_site",
    "add_subnet",
    "add_vlan",
    "change_contract",
    "change_device",
    "change_link",
    "change_option",
    "change_rack",
    "change_room",
    "change_site",
    "change_subnet",
    "change_vlan",
    "drop_option_change",
    "drop_port",
    "export_table",
    "free_address",
    "give_address",
    "lay_cable",
    "load_table",
    "make_option",
    "pass_contracts",
    "pass_sites",
    "pass_vlans",
    "rack_words",
    "remove_option",
    "take_cable",
    "tell_ending_contracts",
    "tell_ending_links",
]
