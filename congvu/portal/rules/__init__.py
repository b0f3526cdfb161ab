"""Sections, addresses, the words of the log. Pure."""

from congvu.portal.rules.log import AUDIT_EVENTS, AUDIT_VALUES, AUDIT_WORDS
from congvu.portal.rules.pages import (
    PERSONAL_DATA_NAMES,
    TREES,
    VIEWS,
    PersonalData,
    address_of,
    slug_of,
)
from congvu.portal.rules.rights import (
    EDITS,
    PUBLISHES,
    group_name,
    groups_of_seat,
)
from congvu.portal.rules.sections import (
    BY_CODE,
    DOORS,
    SECTIONS,
    Door,
    Section,
    door_of,
)

__all__ = [
    "AUDIT_EVENTS",
    "AUDIT_VALUES",
    "AUDIT_WORDS",
    "BY_CODE",
    "DOORS",
    "EDITS",
    "PERSONAL_DATA_NAMES",
    "PUBLISHES",
    "SECTIONS",
    "TREES",
    "VIEWS",
    "Door",
    "PersonalData",
    "Section",
    "address_of",
    "door_of",
    "group_name",
    "groups_of_seat",
    "slug_of",
]
