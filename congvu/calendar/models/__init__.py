"""The tables of the work calendar."""

from congvu.calendar.models.dav import DavItem
from congvu.calendar.models.entries import Attendance, Entry, EntryOccurrence
from congvu.calendar.models.feeds import CalendarFeed
from congvu.calendar.models.meetings import (
    AgendaItem,
    Conclusion,
    Meeting,
    MeetingNote,
    MeetingPaper,
)
from congvu.calendar.models.outside import OutsideLetter, OutsideReply
from congvu.calendar.models.resources import (
    BlockedTime,
    Booking,
    Occupation,
    Resource,
    ResourceWeek,
)
from congvu.calendar.models.weeks import ScheduleVersion, WeeklySchedule

__all__ = [
    "AgendaItem",
    "Attendance",
    "BlockedTime",
    "Booking",
    "CalendarFeed",
    "Conclusion",
    "DavItem",
    "Entry",
    "EntryOccurrence",
    "Meeting",
    "MeetingNote",
    "MeetingPaper",
    "Occupation",
    "OutsideLetter",
    "OutsideReply",
    "Resource",
    "ResourceWeek",
    "ScheduleVersion",
    "WeeklySchedule",
]
