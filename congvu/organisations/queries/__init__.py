"""Reading the organisation: as it was, whom a code means, whose what ended is."""

from congvu.organisations.queries.rights import right_changes, unconfirmed_count
from congvu.organisations.queries.tree import (
    AgencyHistory,
    AgencyOnDay,
    PostOnDay,
    UnitOnDay,
    agencies_on,
    agency_by_code,
    agency_by_name,
    agency_history,
    agency_on,
    appointments_from,
    people_called,
    posts_from,
    posts_on,
    units_below,
    units_below_each,
    units_from,
    units_on,
)

__all__ = [
    "AgencyHistory",
    "AgencyOnDay",
    "PostOnDay",
    "UnitOnDay",
    "agencies_on",
    "agency_by_code",
    "agency_by_name",
    "agency_history",
    "agency_on",
    "appointments_from",
    "people_called",
    "posts_from",
    "posts_on",
    "right_changes",
    "unconfirmed_count",
    "units_below",
    "units_below_each",
    "units_from",
    "units_on",
]
