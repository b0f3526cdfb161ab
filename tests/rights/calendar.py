"""What every address is asked about: entries, rooms and cars, the week, meetings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from congvu.calendar import actions
from congvu.calendar.models import Attendance, Meeting
from congvu.calendar.rules import (
    ConclusionData,
    FeedShows,
    Visibility,
    WeekStep,
    at_clock,
)
from congvu.documents.models import DocumentFile
from congvu.outgoing.models import OutgoingEntry
from tests.calendar.stories import (
    asked,
    book,
    call,
    committee,
    issued,
    keep,
    own,
    post_of,
    room,
)
from tests.people import Province

#  address                              reading             sending
CALENDAR_ROUTES = """
calendar:days                           desks               m
calendar:add                            desks               desks
calendar:entry @calendar-own            calendar-own        own
calendar:entry @calendar-agency         calendar-agency     keep-calendar
calendar:entry @calendar-private        calendar-private    keep-calendar
calendar:time @calendar-own             own                 own
calendar:time @calendar-agency          keep-calendar       keep-calendar
calendar:reply @calendar-agency         answer-invitation   answer-invitation
calendar:entry-file @calendar-own       calendar-own        m
calendar:entry-file @calendar-agency    calendar-agency     m
calendar:connect                        desks               m
calendar:feeds                          desks               desks=2
calendar:feed-revoke @calendar-feed     m                   own
calendar:feed @calendar-feed            public              m
calendar:well-known                     public=p            public=p
calendar:dav                            public=u            public=u
calendar:dav-principal @dav             public=u            public=u
calendar:dav-home @dav                  public=u            public=u
calendar:dav-shelf @dav                 public=u            public=u
calendar:dav-item @dav                  public=u            public=u
calendar:slots                          desks               m
calendar:year                           desks               m
calendar:sheet                          desks               m
calendar:sheet-pdf                      desks               m
calendar:sheet-step @week               m                   keep-calendar
calendar:sheet-step @week-handed-in     m                   decide
calendar:public @committee              public              m
calendar:resources                      desks               m
calendar:resource-add                   keep-calendar       keep-calendar
calendar:resource @resource             keep-calendar       keep-calendar
calendar:block @resource                keep-calendar       keep-calendar
calendar:lift @resource                 m                   keep-calendar
calendar:book                           desks               desks>desks@resource
calendar:booking @booking               desks               m
calendar:booking-decide @booking        m                   keep-calendar
calendar:booking-cancel @booking        m                   give-up-booking
calendar:meetings                       desks               m
calendar:call                           call-meeting        call-meeting
calendar:meeting @meeting               meeting             m
calendar:change-meeting @meeting        keep-calendar       keep-calendar
calendar:cancel-meeting @meeting        keep-calendar       keep-calendar
calendar:papers @meeting                keep-calendar       keep-calendar
calendar:paper-remove @meeting          m                   keep-calendar
calendar:draft @meeting                 keep-calendar       keep-calendar
calendar:issued @meeting                keep-calendar       keep-calendar
calendar:attendance @meeting            keep-calendar       keep-calendar
calendar:sign-in @meeting               answer-invitation   answer-invitation
calendar:conclusions @meeting           keep-calendar       keep-calendar
calendar:give @meeting-concluded        m                   keep-calendar
calendar:room @meeting                  meeting             answer-invitation
calendar:room-page @meeting             meeting             m
calendar:room-file @meeting             meeting             m
"""

_ENTRY = "/calendar-entries/{calendar_entry_id}"
_TIME = "/calendar-times/{occurrence_id}"
_REPLY = "/calendar-invitations/{attendance_id}/reply"
_WEEK = "/week-sheets/{monday}"
_ROOM = "/resources/{resource_id}"
_BOOKING = "/resource-bookings/{booking_id}"
_MEETING = "/meetings/{meeting_id}"

#  operation                                           answer
CALENDAR_OPERATIONS = f"""
GET /calendar-days                                     desks
POST /calendar-entries                                 desks
GET {_ENTRY} @calendar-own                             calendar-own
GET {_ENTRY} @calendar-agency                          calendar-agency
GET {_ENTRY} @calendar-private                         calendar-private
PUT {_ENTRY} @calendar-own                             own
PUT {_ENTRY} @calendar-agency                          keep-calendar
DELETE {_ENTRY} @calendar-own                          own
DELETE {_ENTRY} @calendar-agency                       keep-calendar
PUT {_TIME} @calendar-own                              own
PUT {_TIME} @calendar-agency                           keep-calendar
POST {_REPLY} @calendar-agency                         answer-invitation
GET /calendar-feeds                                    desks
POST /calendar-feeds                                   desks
DELETE /calendar-feeds/{{feed_id}} @calendar-feed      own
GET /free-slots                                        desks
GET /calendar-years/{{year}} @this-year                desks
GET {_WEEK} @week                                      desks
POST {_WEEK}/{{week_step}} @week  keep-calendar>keep-calendar@resource
POST {_WEEK}/{{week_step}} @week-handed-in             decide
GET {_WEEK}/pdf @week                                  desks
GET /public/week-sheets/{{agency_id}}/{{monday}} @week  public
GET /resources                                         desks
POST /resources                                        keep-calendar
PUT {_ROOM} @resource                                  keep-calendar
DELETE {_ROOM} @resource-free                          keep-calendar
POST {_ROOM}/blocks @resource                          keep-calendar
POST /resource-blocks/{{blocked_id}}/lift @resource    keep-calendar
POST /resource-bookings                                desks>desks@resource
GET {_BOOKING} @booking                                desks
POST {_BOOKING}/decide @booking                        keep-calendar
POST {_BOOKING}/cancel @booking                        give-up-booking
GET /meetings                                          desks
POST /meetings                                         call-meeting
GET {_MEETING} @meeting                                meeting
PUT {_MEETING} @meeting                                keep-calendar
POST {_MEETING}/cancel @meeting                        keep-calendar
POST {_MEETING}/papers @meeting                        keep-calendar
DELETE {_MEETING}/papers/{{paper_id}} @meeting         keep-calendar
POST {_MEETING}/drafts/{{paper_kind}} @meeting         keep-calendar
POST {_MEETING}/issued/{{paper_kind}} @meeting         keep-calendar
PUT {_MEETING}/attendance @meeting                     keep-calendar
POST {_MEETING}/sign-in @meeting                       answer-invitation
PUT {_MEETING}/conclusions @meeting                    keep-calendar
POST {_MEETING}/give @meeting-concluded                keep-calendar>lead
GET {_MEETING}/room @meeting                           meeting
PUT {_MEETING}/note @meeting                           answer-invitation
GET {_MEETING}/files/{{file_id}} @meeting              meeting
"""


def calendar_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """Minh's own week, the committee's with Hoa asked to it, one kept private; a room
    and Minh's booking of it; a meeting of today and one that was concluded.
    """
    mine = keep(people, own(people, "minh"), "minh", rrule="FREQ=WEEKLY;COUNT=3")
    objects["calendar-own"] = {
        "calendar_entry_id": mine.pk,
        "occurrence_id": mine.occurrences.order_by("at")[0].pk,
    }
    invited = asked(people, "hoa")
    told = keep(people, committee(people), invited=invited, hours=(14, 15))
    row = Attendance.objects.get(entry=told, desk_id=post_of(people, "hoa").id)
    objects["calendar-agency"] = {
        "calendar_entry_id": told.pk,
        "occurrence_id": told.occurrences.get().pk,
        "attendance_id": row.pk,
    }
    shut = keep(people, committee(people), visibility=Visibility.PRIVATE)
    objects["calendar-private"] = {"calendar_entry_id": shut.pk}
    read, secret = actions.make_feed(
        owner=own(people, "minh"),
        shows=FeedShows.BUSY,
        label="Điện thoại",
        by=people.seat("minh"),
        at=people.at,
    )
    objects["calendar-feed"] = {"feed_id": read.pk, "feed_secret": secret}
    # Who a program speaks for it says itself: tests/calendar/test_dav_story.py.
    user = people.minh.user.pk
    objects["dav"] = {"user_id": user, "shelf_slug": "cua-toi", "name": "a.ics"}
    _weeks(people, objects)
    _rooms(people, objects)
    _meetings(people, objects)


def _weeks(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    this = people.today - timedelta(days=people.today.weekday())
    keep(people, committee(people), day=this, hours=(9, 10))
    agency = {"agency_id": people.committee.id}
    objects["week"] = {**agency, "monday": this, "week_step": "submit"}
    before, by = this - timedelta(days=7), people.seat("lan")
    keep(people, committee(people), day=before, hours=(9, 10))
    actions.step_week(monday=before, step=WeekStep.SUBMIT, by=by, at=people.at)
    objects["week-handed-in"] = {**agency, "monday": before, "week_step": "approve"}


def _rooms(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    lent = room(people, needs_approval=True)
    far = people.today + timedelta(days=40)
    blocked = actions.block_time(
        resource_id=lent.pk,
        starts=at_clock(far, 8),
        ends=at_clock(far, 9),
        because="Sửa máy chiếu.",
        by=people.seat("lan"),
        at=people.at,
    )
    objects["resource"] = {"resource_id": lent.pk, "blocked_id": blocked.pk}
    objects["resource-free"] = {"resource_id": room(people, "Phòng họp số 2").pk}
    objects["booking"] = {"booking_id": book(people, lent).pk}


def _meetings(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    by, at = people.seat("dung"), people.at
    found = call(people)
    line = issued(people, "GM", "Họp giao ban")
    assert line.document_id is not None
    paper = actions.add_paper(
        meeting_id=found.pk, document_id=line.document_id, by=by, at=at
    )
    objects["meeting"] = {
        "meeting_id": found.pk,
        "paper_kind": "invitation",
        "paper_id": paper.pk,
        "code": found.code,
        "file_id": DocumentFile.objects.get(document=line.document_id).pk,
        "number": 1,
        "line": line.pk,
    }
    over = call(people, invited=asked(people))
    said = ConclusionData(
        "Khóa sổ năm.", people.commune.id, people.today + timedelta(days=20)
    )
    actions.conclude_meeting(meeting_id=over.pk, lines=[said], by=by, at=at)
    objects["meeting-concluded"] = {"meeting_id": over.pk}


def calendar_forms(people: Province, objects: dict[str, Any]) -> dict[str, Any]:
    later = f"{people.today + timedelta(days=50):%d/%m/%Y}"
    span = {"day": later, "clock_from": "8:00", "clock_to": "9:30"}
    entry = {"summary": "Họp tổ", "visibility": "internal", **span}
    lent = {"kind": "room", "name": "Phòng tiếp dân", "seats": "5"}
    over = {"because": "Không cần nữa."}
    signer = {"signer": str(post_of(people, "dung").id)}
    first = Meeting.objects.get(pk=objects["meeting"]["meeting_id"])
    return {
        "calendar:add": {"calendar": "person", **entry},
        "calendar:entry": entry,
        "calendar:feeds": {"calendar": "person", "shows": "busy", "label": "Nhà"},
        "calendar:time": span,
        "calendar:reply": {"answer": "accepted"},
        "calendar:resource-add": lent,
        "calendar:resource": lent,
        "calendar:block": {**span, **over},
        "calendar:book": {
            **span,
            "resource": str(objects["resource"]["resource_id"]),
            "title": "Họp tổ",
        },
        "calendar:booking-decide": {"duyet": "1"},
        "calendar:call": entry,
        "calendar:change-meeting": entry,
        "calendar:cancel-meeting": over,
        "calendar:papers": {"document": str(_document(objects))},
        "calendar:draft": signer,
        "calendar:issued": {"line": str(objects["meeting"]["line"])},
        "calendar:attendance": {
            "present": [str(row.pk) for row in first.entry.attending.all()]
        },
        "calendar:conclusions": {
            "text_0": "Khóa sổ.",
            "desk_0": str(people.commune.id),
            "due_0": later,
        },
        "calendar:room": {"text": "Hỏi lại số liệu."},
    }


def _document(objects: dict[str, Any]) -> Any:
    """A paper of the committee that is in no meeting yet."""
    return OutgoingEntry.objects.get(pk=objects["issued"]["entry_id"]).document_id


def calendar_bodies(people: Province, objects: dict[str, Any]) -> dict[str, Any]:
    day = people.today + timedelta(days=50)
    starts, ends = at_clock(day, 8).isoformat(), at_clock(day, 9).isoformat()
    span = {"starts": starts, "ends": ends}
    entry = {"summary": "Họp tổ", **span}
    lent = {"kind": "room", "name": "Phòng tiếp dân", "seats": 5}
    over = {"because": "Không cần nữa."}
    later = day.isoformat()
    said = {"text": "Khóa sổ.", "desk_id": str(people.commune.id), "deadline": later}
    return {
        "POST /calendar-entries": entry,
        f"PUT {_ENTRY}": entry,
        f"PUT {_TIME}": span,
        f"POST {_REPLY}": {"answer": "accepted"},
        f"POST {_WEEK}/{{week_step}}": {},
        "POST /resources": lent,
        f"PUT {_ROOM}": lent,
        f"POST {_ROOM}/blocks": {**span, **over},
        "POST /calendar-feeds": {"label": "Nhà"},
        "POST /resource-bookings": {
            **span,
            "resource_id": str(objects["resource"]["resource_id"]),
            "title": "Họp tổ",
        },
        f"POST {_BOOKING}/decide": {"approved": True},
        f"POST {_BOOKING}/cancel": {},
        "POST /meetings": entry,
        f"PUT {_MEETING}": entry,
        f"POST {_MEETING}/cancel": over,
        f"POST {_MEETING}/papers": {"document_id": str(_document(objects))},
        f"POST {_MEETING}/drafts/{{paper_kind}}": {
            "signer_post_id": str(post_of(people, "dung").id)
        },
        f"POST {_MEETING}/issued/{{paper_kind}}": {
            "line_id": str(objects["meeting"]["line"])
        },
        f"PUT {_MEETING}/attendance": {"present": []},
        f"POST {_MEETING}/sign-in": {"code": objects["meeting"]["code"]},
        f"PUT {_MEETING}/conclusions": {"lines": [said]},
        f"PUT {_MEETING}/note": {"text": "Hỏi lại số liệu."},
    }


# What is asked for in the address of a list.
CALENDAR_QUERIES = {
    "GET /calendar-days": {"first": "2026-11-02", "last": "2026-11-08"},
    "GET /free-slots": {"first": "2026-11-02", "last": "2026-11-08"},
    "GET /resources": {"since": "2026-11-02", "until": "2026-11-08"},
}
