"""The tables of licences."""

from congvu.licences.models.catalogue import (
    CatalogueRule,
    Product,
    ProgramName,
    Publisher,
)
from congvu.licences.models.entitlements import (
    Entitlement,
    EntitlementProof,
    SeatAllocation,
)
from congvu.licences.models.plan import (
    FormatCount,
    FormatScan,
    FormatTrouble,
    OwnListing,
    PlanPaper,
    Procurement,
    ReplacementLine,
    ReplacementPlan,
    Rollout,
    RolloutMachine,
    RolloutWave,
)
from congvu.licences.models.positions import (
    NAMELESS,
    LicenceStanding,
    PositionDay,
    PositionStatement,
    PositionTally,
)

__all__ = [
    "NAMELESS",
    "CatalogueRule",
    "Entitlement",
    "EntitlementProof",
    "FormatCount",
    "FormatScan",
    "FormatTrouble",
    "LicenceStanding",
    "OwnListing",
    "PlanPaper",
    "PositionDay",
    "PositionStatement",
    "PositionTally",
    "Procurement",
    "Product",
    "ProgramName",
    "Publisher",
    "ReplacementLine",
    "ReplacementPlan",
    "Rollout",
    "RolloutMachine",
    "RolloutWave",
    "SeatAllocation",
]
