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
from congvu.licences.models.positions import (
    LicenceStanding,
    PositionDay,
    PositionStatement,
    PositionTally,
)

__all__ = [
    "CatalogueRule",
    "Entitlement",
    "EntitlementProof",
    "LicenceStanding",
    "PositionDay",
    "PositionStatement",
    "PositionTally",
    "Product",
    "ProgramName",
    "Publisher",
    "SeatAllocation",
]
