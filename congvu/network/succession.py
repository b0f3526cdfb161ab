"""What the end of a body does to its sites (docs/adr/0101)."""

from __future__ import annotations

from congvu.network.actions import pass_sites
from congvu.organisations.rules import Declared, Fate, declare

declare(Declared("network.Site.agency", Fate.FOLLOWS, move=pass_sites))
