"""What the end of an agency does to its loads: they stay what they were."""

from __future__ import annotations

from congvu.organisations.rules import stays

stays("imports.Load.agency", "imports.Load.fonds")
