"""What the end of a body does to its sites and VLANs (docs/adr/0101)."""

from __future__ import annotations

from congvu.network.actions import pass_contracts, pass_sites, pass_vlans
from congvu.organisations.rules import Declared, Fate, declare

declare(Declared("network.Site.agency", Fate.FOLLOWS, move=pass_sites))
declare(Declared("network.Vlan.agency", Fate.FOLLOWS, move=pass_vlans))
declare(Declared("network.ServiceContract.agency", Fate.FOLLOWS, move=pass_contracts))
