"""The tables of the organisation."""

from congvu.organisations.models.bodies import (
    Agency,
    AgencyKind,
    AgencyVersion,
    Identifier,
    IdentifierScheme,
    Unit,
    UnitVersion,
)
from congvu.organisations.models.people import (
    Appointment,
    Delegation,
    Person,
    Post,
)
from congvu.organisations.models.rights import RightChange

__all__ = [
    "Agency",
    "AgencyKind",
    "AgencyVersion",
    "Appointment",
    "Delegation",
    "Identifier",
    "IdentifierScheme",
    "Person",
    "Post",
    "RightChange",
    "Unit",
    "UnitVersion",
]
