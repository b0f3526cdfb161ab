"""Addresses of the work calendar, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.calendar.views import (
    connecting,
    dav,
    days,
    feeds,
    finding,
    meetings,
    resources,
    room,
    sheets,
)

app_name = "calendar"

_MEETING = "lich-cong-tac/hop/<uuid:meeting_id>/"
_RESOURCE = "lich-cong-tac/phong-xe/<uuid:resource_id>/"
_BOOKING = "lich-cong-tac/phong-xe/luot/<uuid:booking_id>/"
_DAV = "dav/lich/<uuid:user_id>/"

urlpatterns = [
    path("lich-cong-tac/", days.days, name="days"),
    path("lich-cong-tac/them/", days.add, name="add"),
    path("lich-cong-tac/muc/<uuid:calendar_entry_id>/", days.entry, name="entry"),
    path("lich-cong-tac/lan/<uuid:occurrence_id>/", days.time, name="time"),
    path("lich-cong-tac/loi-moi/<uuid:attendance_id>/", days.reply, name="reply"),
    path("lich-cong-tac/tim-gio/", finding.slots, name="slots"),
    path("lich-cong-tac/nam/", finding.year, name="year"),
    path(
        "lich-cong-tac/muc/<uuid:calendar_entry_id>/tep/",
        connecting.entry_file,
        name="entry-file",
    ),
    path("lich-cong-tac/noi-may/", connecting.connect, name="connect"),
    path("lich-cong-tac/dia-chi/", feeds.feeds, name="feeds"),
    path(
        "lich-cong-tac/dia-chi/<uuid:feed_id>/thu-hoi/",
        feeds.revoke,
        name="feed-revoke",
    ),
    path("lich-doc/<str:feed_secret>.ics", feeds.feed, name="feed"),
    # the week's sheet
    path("lich-cong-tac/tuan/", sheets.sheet, name="sheet"),
    path("lich-cong-tac/tuan/pdf/", sheets.sheet_pdf, name="sheet-pdf"),
    path("lich-cong-tac/tuan/buoc/<slug:week_step>/", sheets.step, name="sheet-step"),
    path("cong-khai/lich-tuan/<uuid:agency_id>/", sheets.public, name="public"),
    # rooms and cars
    path("lich-cong-tac/phong-xe/", resources.resources, name="resources"),
    path("lich-cong-tac/phong-xe/them/", resources.resource_add, name="resource-add"),
    path("lich-cong-tac/phong-xe/dat/", resources.book, name="book"),
    path(_RESOURCE, resources.resource, name="resource"),
    path(_RESOURCE + "khoa/", resources.block, name="block"),
    path(
        "lich-cong-tac/phong-xe/khoa/<uuid:blocked_id>/mo/",
        resources.lift,
        name="lift",
    ),
    path(_BOOKING, resources.booking, name="booking"),
    path(_BOOKING + "duyet/", resources.decide, name="booking-decide"),
    path(_BOOKING + "huy/", resources.cancel, name="booking-cancel"),
    # meetings
    path("lich-cong-tac/hop/", meetings.meetings, name="meetings"),
    path("lich-cong-tac/hop/lap/", meetings.call, name="call"),
    path(_MEETING, meetings.meeting, name="meeting"),
    path(_MEETING + "sua/", meetings.change, name="change-meeting"),
    path(_MEETING + "huy/", meetings.cancel, name="cancel-meeting"),
    path(_MEETING + "tai-lieu/", meetings.papers, name="papers"),
    path(
        _MEETING + "tai-lieu/<uuid:paper_id>/rut/",
        meetings.paper_remove,
        name="paper-remove",
    ),
    path(_MEETING + "soan/<slug:paper_kind>/", meetings.draft, name="draft"),
    path(_MEETING + "phat-hanh/<slug:paper_kind>/", meetings.issued, name="issued"),
    path(_MEETING + "diem-danh/", meetings.attendance, name="attendance"),
    path(_MEETING + "diem-danh/<str:code>/", meetings.sign_in, name="sign-in"),
    path(_MEETING + "ket-luan/", meetings.conclusions, name="conclusions"),
    path(_MEETING + "giao/", meetings.give, name="give"),
    # the room without paper
    path(_MEETING + "phong/", room.room, name="room"),
    path(_MEETING + "phong/<uuid:file_id>/<int:number>/", room.page, name="room-page"),
    path(_MEETING + "phong/<uuid:file_id>/", room.room_file, name="room-file"),
    # for calendar programs (CalDAV)
    path(".well-known/caldav", dav.well_known, name="well-known"),
    path("dav/", dav.root, name="dav"),
    path("dav/nguoi/<uuid:user_id>/", dav.principal, name="dav-principal"),
    path(_DAV, dav.home, name="dav-home"),
    path(_DAV + "<slug:shelf_slug>/", dav.shelf, name="dav-shelf"),
    path(_DAV + "<slug:shelf_slug>/<path:name>", dav.item, name="dav-item"),
]
