"""Every change of the network: one verb, one transaction, one line in the log."""

from congvu.network.actions.devices import add_device, change_device
from congvu.network.actions.links import add_link, change_link
from congvu.network.actions.options import (
    add_option_change,
    change_option,
    drop_option_change,
    make_option,
    remove_option,
)
from congvu.network.actions.passing import pass_sites
from congvu.network.actions.sites import add_site, change_site
from congvu.network.actions.subnets import (
    add_subnet,
    change_subnet,
    free_address,
    give_address,
)

__all__ = [
    "add_device",
    "add_link",
    "add_option_change",
    "add_site",
    "add_subnet",
    "change_device",
    "change_link",
    "change_option",
    "change_site",
    "change_subnet",
    "drop_option_change",
    "free_address",
    "give_address",
    "make_option",
    "pass_sites",
    "remove_option",
]
