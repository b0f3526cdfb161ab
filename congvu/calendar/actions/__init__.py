"""Every change to the work calendar."""

from congvu.calendar.actions.booking import (
    block_time,
    book,
    cancel_booking,
    decide_booking,
    end_resource,
    keep_resource,
    lift_block,
)
from congvu.calendar.actions.concluding import (
    conclude_meeting,
    draft_meeting_paper,
    give_conclusions,
    note_issued,
)
from congvu.calendar.actions.feeds import (
    AskedTooOften,
    make_feed,
    open_feed,
    revoke_feed,
)
from congvu.calendar.actions.filling import fill_calendars
from congvu.calendar.actions.hearing import take_answer
from congvu.calendar.actions.keeping import (
    change_time,
    drop_entry,
    extend_times,
    keep_entry,
)
from congvu.calendar.actions.meetings import (
    MeetingData,
    add_paper,
    call_meeting,
    cancel_meeting,
    change_meeting,
    keep_note,
    record_attendance,
    remove_paper,
    sign_in,
)
from congvu.calendar.actions.outside import claim_letter, note_not_sent, note_sent
from congvu.calendar.actions.passing import pass_calendar
from congvu.calendar.actions.printing import print_week
from congvu.calendar.actions.reading import OpenedPaper, look_at_page, open_room_file
from congvu.calendar.actions.replying import reply, send_instead
from congvu.calendar.actions.weeks import step_week

__all__ = [
    "AskedTooOften",
    "MeetingData",
    "OpenedPaper",
    "add_paper",
    "block_time",
    "book",
    "call_meeting",
    "cancel_booking",
    "cancel_meeting",
    "change_meeting",
    "change_time",
    "claim_letter",
    "conclude_meeting",
    "decide_booking",
    "draft_meeting_paper",
    "drop_entry",
    "end_resource",
    "extend_times",
    "fill_calendars",
    "give_conclusions",
    "keep_entry",
    "keep_note",
    "keep_resource",
    "lift_block",
    "look_at_page",
    "make_feed",
    "note_issued",
    "note_not_sent",
    "note_sent",
    "open_feed",
    "open_room_file",
    "pass_calendar",
    "print_week",
    "record_attendance",
    "remove_paper",
    "reply",
    "revoke_feed",
    "send_instead",
    "sign_in",
    "step_week",
    "take_answer",
]
