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
    Absence,
    Appointment,
    Delegation,
    Person,
    Post,
)
from congvu.organisations.models.reforms import Change, Heir, Reform, Succession
from congvu.organisations.models.rights import RightChange

__all__ = [
    "Absence",
    "Agency",
    "AgencyKind",
    "AgencyVersion",
    "Appointment",
    "Change",
    "Delegation",
    "Heir",
    "Identifier",
    "IdentifierScheme",
    "Person",
    "Post",
    "Reform",
    "RightChange",
    "Succession",
    "Unit",
    "UnitVersion",
]
