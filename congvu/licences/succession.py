"""What the end of a body does to rights and their seats (docs/adr/0102)."""

from __future__ import annotations

from congvu.licences.actions import pass_plans, pass_rights
from congvu.organisations.rules import Declared, Fate, declare, stays

declare(
    Declared("licences.Entitlement.agency", Fate.FOLLOWS, move=pass_rights),
    Declared("licences.SeatAllocation.agency", Fate.FOLLOWS, move=pass_rights),
    Declared("licences.SeatAllocation.unit", Fate.FOLLOWS, move=pass_rights),
    Declared("licences.FormatScan.agency", Fate.FOLLOWS, move=pass_plans),
    Declared("licences.Procurement.agency", Fate.FOLLOWS, move=pass_plans),
    Declared("licences.ReplacementPlan.agency", Fate.FOLLOWS, move=pass_plans),
    Declared("licences.Rollout.agency", Fate.FOLLOWS, move=pass_plans),
    Declared("licences.RolloutWave.agency", Fate.FOLLOWS, move=pass_plans),
    Declared("licences.RolloutWave.unit", Fate.FOLLOWS, move=pass_plans),
)

# Whose it was on its day.
stays("licences.LicenceStanding.agency")
stays("licences.LicenceStanding.unit_id")
stays("licences.PositionTally.agency")
stays("licences.PositionStatement.agency")
# Where it was tried, who was named for it: as the plan said.
stays("licences.ReplacementLine.pilot_unit", "licences.RolloutWave.post")
