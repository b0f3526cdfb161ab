"""The work calendar: entries, the week, rooms and cars, meetings."""

from __future__ import annotations

_ENTRY = "/calendar-entries/{calendar_entry_id}"
_WEEK = "/week-sheets/{monday}"
_ROOM = "/resources/{resource_id}"
_BOOKING = "/resource-bookings/{booking_id}"
_MEETING = "/meetings/{meeting_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "calendar:days": ("GET /calendar-days",),
    "calendar:add": ("POST /calendar-entries",),
    "calendar:entry": (f"GET {_ENTRY}", f"PUT {_ENTRY}", f"DELETE {_ENTRY}"),
    "calendar:time": ("PUT /calendar-times/{occurrence_id}",),
    "calendar:reply": ("POST /calendar-invitations/{attendance_id}/reply",),
    "calendar:slots": ("GET /free-slots",),
    "calendar:year": ("GET /calendar-years/{year}",),
    "calendar:sheet": (f"GET {_WEEK}",),
    "calendar:sheet-step": (f"POST {_WEEK}/{{week_step}}",),
    "calendar:sheet-pdf": (f"GET {_WEEK}/pdf",),
    "calendar:public": ("GET /public/week-sheets/{agency_id}/{monday}",),
    "calendar:resources": ("GET /resources",),
    "calendar:resource-add": ("POST /resources",),
    "calendar:resource": (f"PUT {_ROOM}", f"DELETE {_ROOM}"),
    "calendar:block": (f"POST {_ROOM}/blocks",),
    "calendar:lift": ("POST /resource-blocks/{blocked_id}/lift",),
    "calendar:book": ("POST /resource-bookings",),
    "calendar:booking": (f"GET {_BOOKING}",),
    "calendar:booking-decide": (f"POST {_BOOKING}/decide",),
    "calendar:booking-cancel": (f"POST {_BOOKING}/cancel",),
    "calendar:feeds": ("GET /calendar-feeds", "POST /calendar-feeds"),
    "calendar:feed-revoke": ("DELETE /calendar-feeds/{feed_id}",),
    "calendar:meetings": ("GET /meetings",),
    "calendar:call": ("POST /meetings",),
    "calendar:meeting": (f"GET {_MEETING}",),
    "calendar:change-meeting": (f"PUT {_MEETING}",),
    "calendar:cancel-meeting": (f"POST {_MEETING}/cancel",),
    "calendar:papers": (f"POST {_MEETING}/papers",),
    "calendar:paper-remove": (f"DELETE {_MEETING}/papers/{{paper_id}}",),
    "calendar:draft": (f"POST {_MEETING}/drafts/{{paper_kind}}",),
    "calendar:issued": (f"POST {_MEETING}/issued/{{paper_kind}}",),
    "calendar:attendance": (f"PUT {_MEETING}/attendance",),
    "calendar:sign-in": (f"POST {_MEETING}/sign-in",),
    "calendar:conclusions": (f"PUT {_MEETING}/conclusions",),
    "calendar:give": (f"POST {_MEETING}/give",),
    "calendar:room": (f"GET {_MEETING}/room", f"PUT {_MEETING}/note"),
    "calendar:room-page": (f"GET {_MEETING}/files/{{file_id}}",),
    "calendar:room-file": (f"GET {_MEETING}/files/{{file_id}}",),
}
