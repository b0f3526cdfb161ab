"""What the end of an agency or a unit does to its calendar (docs/adr/0093)."""

from __future__ import annotations

from congvu.calendar.actions import pass_calendar
from congvu.calendar.queries import count_passing
from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare, stays

declare(
    Declared(
        "calendar.Resource.agency",
        Fate.FOLLOWS,
        _("phòng, xe, lịch, cuộc họp"),
        count_passing,
        pass_calendar,
    ),
    Declared("calendar.Entry.agency", Fate.FOLLOWS, move=pass_calendar),
    Declared("calendar.Entry.unit", Fate.FOLLOWS, move=pass_calendar),
    Declared("calendar.Meeting.agency", Fate.FOLLOWS, move=pass_calendar),
    Declared("calendar.Conclusion.agency", Fate.FOLLOWS, move=pass_calendar),
    Declared("calendar.Conclusion.desk_id", Fate.FOLLOWS, move=pass_calendar),
)

# As it was published; who was asked; who called; an item follows its entry as the
# heir's programs next ask.
stays(
    "calendar.WeeklySchedule.agency",
    "calendar.WeeklySchedule.unit",
    "calendar.Attendance.desk_id",
    "calendar.Meeting.called_by_post_id",
    "calendar.DavItem.agency",
    # Of a body that is no more nobody may open the calendar: the address answers none.
    "calendar.CalendarFeed.agency",
    "calendar.CalendarFeed.unit",
    "calendar.DavItem.unit",
)
