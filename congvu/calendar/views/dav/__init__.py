"""CalDAV (RFC 4791): the same calendars, rights and verbs for calendar programs."""

from congvu.calendar.views.dav.dispatch import (
    home,
    item,
    principal,
    root,
    shelf,
    well_known,
)

__all__ = ["home", "item", "principal", "root", "shelf", "well_known"]
