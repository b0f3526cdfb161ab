"""What people type about the calendar. Forms read; actions decide."""

from congvu.calendar.forms.entries import EntryForm, ReasonForm, ReplyForm, TimeForm
from congvu.calendar.forms.feeds import FeedForm
from congvu.calendar.forms.fields import span_initial
from congvu.calendar.forms.meetings import (
    AttendanceForm,
    ConclusionsForm,
    LineForm,
    MeetingForm,
    NoteForm,
    PaperForm,
    SignerForm,
)
from congvu.calendar.forms.resources import (
    BlockForm,
    BookForm,
    ResourceForm,
    SlotsForm,
    day_of,
    resource_words,
)

__all__ = [
    "AttendanceForm",
    "BlockForm",
    "BookForm",
    "ConclusionsForm",
    "EntryForm",
    "FeedForm",
    "LineForm",
    "MeetingForm",
    "NoteForm",
    "PaperForm",
    "ReasonForm",
    "ReplyForm",
    "ResourceForm",
    "SignerForm",
    "SlotsForm",
    "TimeForm",
    "day_of",
    "resource_words",
    "span_initial",
]
