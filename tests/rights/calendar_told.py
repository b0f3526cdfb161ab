"""What the model is told of the calendar of ``calendar.py``."""

from __future__ import annotations

from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing


def calendar_things() -> dict[str, Thing]:
    """Hoa is asked to one of the committee's; Dũng, Hoa and Minh to the meeting."""
    plain = Thing("", COMMITTEE)
    return {
        "calendar-own": Thing("calendar-own", COMMITTEE, owner="minh"),
        "calendar-agency": Thing("calendar-agency", COMMITTEE, asked={"hoa"}),
        "calendar-private": Thing("calendar-private", COMMITTEE),
        "dav": Thing(""),
        "week": Thing(""),
        "week-handed-in": Thing(""),
        "resource": plain,
        "resource-free": plain,
        "booking": Thing("", COMMITTEE, owner="minh"),
        "calendar-feed": Thing("", COMMITTEE, owner="minh"),
        "meeting": Thing("meeting", COMMITTEE, asked={"dung", "hoa", "minh"}),
        "meeting-concluded": Thing("meeting", COMMITTEE, asked={"dung"}),
    }
