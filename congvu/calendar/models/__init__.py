"""The tables of the work calendar."""

from congvu.calendar.models.dav import DavItem
from congvu.calendar.models.entries import Attendance, Entry, EntryOccurrence
from congvu.calendar.models.meetings import (
    AgendaItem,
    Conclusion,
    Meeting,
    MeetingNote,
    MeetingPaper,
)
from congvu.calendar.models.resources import (
    BlockedTime,
    Booking,
    Occupation,
    Resource,
)
from congvu.calendar.models.weeks import ScheduleVersion, WeeklySchedule

__all__ = [
    "AgendaItem",
    "Attendance",
    "BlockedTime",
    "Booking",
    "Conclusion",
    "DavItem",
    "Entry",
    "EntryOccurrence",
    "Meeting",
    "MeetingNote",
    "MeetingPaper",
    "Occupation",
    "Resource",
    "ScheduleVersion",
    "WeeklySchedule",
]
