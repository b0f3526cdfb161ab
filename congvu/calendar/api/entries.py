"""Entries of calendars, replies, free slots and the year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from congvu.calendar import actions, queries
from congvu.calendar.access import (
    calendars_of,
    get_attendance_for,
    get_entry_for,
    get_entry_to_keep,
    get_time_for,
    has_calendar,
    leaders_of,
    may_keep,
    posts_offered,
    reach_of,
)
from congvu.calendar.api.schemas import (
    AttendanceOut,
    CalendarEntryDetailOut,
    CalendarEntryIn,
    CalendarReplyIn,
    CalendarTimeIn,
    CalendarTimeOut,
    CalendarYearOut,
    FreeSlotOut,
    NewCalendarEntryIn,
    ShownOut,
    attendance_out,
)
from congvu.calendar.models import Entry, EntryOccurrence
from congvu.calendar.queries import Fullness, Shown
from congvu.calendar.rules import Owner, OwnerKind, Reply, at_clock, monday_of
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, Day

router = Router(tags=["Lịch công tác"])
_ENTRY = "/calendar-entries/{calendar_entry_id}"
_MOST_DAYS = 92
Minutes = Annotated[int, Field(ge=15, le=480)]


def reader(request: ApiRequest) -> Seat:
    """An administrator's seat has no calendar."""
    if not has_calendar(request.auth):
        raise Http404
    return request.auth


def _last(first: date, last: date) -> date:
    return max(first, min(last, first + timedelta(days=_MOST_DAYS)))


@router.get("/calendar-days", response=list[ShownOut], summary="Lịch theo ngày")
def shown(
    request: ApiRequest,
    first: Day,
    last: Day,
    whose: Literal["own", "unit", "agency"] = "own",
) -> list[dict[str, Any]]:
    """At most three months at once; what one may not read is “bận”."""
    seat = reader(request)
    since = at_clock(first, 0)
    until = at_clock(_last(first, last), 0) + timedelta(days=1)
    reach = reach_of(seat)
    if whose == "own":
        return [_shown(one) for one in queries.my_times(reach, since, until)]
    owner = Owner(OwnerKind.AGENCY, seat.agency_id)
    if whose == "unit":
        owner = Owner(OwnerKind.UNIT, seat.unit_id)
    times = queries.times_of_body(owner, reach, since, until)
    return [_shown(one) for one in times]


def _shown(one: Shown) -> dict[str, Any]:
    return {
        "starts": one.starts,
        "ends": one.ends,
        "all_day": one.all_day,
        "entry_id": one.entry.pk if one.entry else None,
        "summary": one.entry.summary if one.entry else "",
        "place": one.place,
        "attendance_id": one.mine.pk if one.mine else None,
        "reply": one.mine.reply if one.mine else "",
    }


@router.post(
    "/calendar-entries", response=CalendarEntryDetailOut, summary="Ghi mục lịch"
)
def keep(request: ApiRequest, data: NewCalendarEntryIn) -> dict[str, Any]:
    """One's own, the unit's one heads, or the agency's one keeps."""
    seat = reader(request)
    owner = next((x for x in calendars_of(seat) if x.kind == data.owner), None)
    if owner is None:
        raise Http404
    made = actions.keep_entry(
        owner=owner,
        data=data.data_given(),
        invited=data.desks(),
        by=seat,
        at=timezone.now(),
    )
    return detail(made, seat)


def detail(found: Entry, seat: Seat) -> dict[str, Any]:
    """What is answered to it in words is for who asks."""
    names = (
        "id uid sequence summary description place chair prepares starts ends all_day "
        "rrule visibility status"
    )
    times = found.occurrences.filter(ends__gt=timezone.now()).order_by("starts")
    asks = may_keep(seat, found.owner)
    rows = queries.attending([found.pk])
    return {
        **{name: getattr(found, name) for name in names.split()},
        "meeting_id": found.meeting.pk if hasattr(found, "meeting") else None,
        "times": list(times[:100]),
        "attending": [attendance_out(row, with_words=asks) for row in rows],
    }


@router.get(_ENTRY, response=CalendarEntryDetailOut, summary="Một mục lịch")
def entry(request: ApiRequest, calendar_entry_id: UUID) -> dict[str, Any]:
    return detail(get_entry_for(request.auth, calendar_entry_id), request.auth)


@router.put(_ENTRY, response=CalendarEntryDetailOut, summary="Sửa mục lịch")
def change(
    request: ApiRequest, calendar_entry_id: UUID, data: CalendarEntryIn
) -> dict[str, Any]:
    """What is not sent stays as it is."""
    found = get_entry_to_keep(request.auth, calendar_entry_id)
    made = actions.keep_entry(
        owner=found.owner,
        entry_id=found.pk,
        data=data.data_given(),
        invited=data.desks(),
        unsaid=data.unsaid(),
        by=request.auth,
        at=timezone.now(),
    )
    return detail(made, request.auth)


@router.delete(_ENTRY, response={204: None}, summary="Bỏ mục lịch")
def drop(request: ApiRequest, calendar_entry_id: UUID) -> None:
    found = get_entry_to_keep(request.auth, calendar_entry_id)
    actions.drop_entry(entry_id=found.pk, by=request.auth, at=timezone.now())


@router.put(
    "/calendar-times/{occurrence_id}",
    response=CalendarTimeOut,
    summary="Đổi một lần của mục lịch",
)
def change_time(
    request: ApiRequest, occurrence_id: UUID, data: CalendarTimeIn
) -> EntryOccurrence:
    found = get_time_for(request.auth, occurrence_id)
    return actions.change_time(
        occurrence_id=found.pk, by=request.auth, at=timezone.now(), **data.dict()
    )


@router.post(
    "/calendar-invitations/{attendance_id}/reply",
    response=AttendanceOut,
    summary="Trả lời lời mời",
)
def reply(
    request: ApiRequest, attendance_id: UUID, data: CalendarReplyIn
) -> dict[str, Any]:
    found, answer = get_attendance_for(request.auth, attendance_id), Reply(data.answer)
    if answer == Reply.DELEGATED:
        made = actions.send_instead(
            attendance_id=found.pk,
            post_id=data.post_id or found.desk_id,
            words=data.words,
            by=request.auth,
            at=timezone.now(),
        )
    else:
        made = actions.reply(
            attendance_id=found.pk,
            answer=answer,
            words=data.words,
            by=request.auth,
            at=timezone.now(),
        )
    return attendance_out(made)


@router.get("/free-slots", response=list[FreeSlotOut], summary="Tìm giờ trống")
def free_slots(
    request: ApiRequest,
    first: Day,
    last: Day,
    minutes: Minutes = 60,
    kind: Literal["", "room", "car", "video"] = "",
    posts: Annotated[str, Query(max_length=2400)] = "",
) -> list[Any]:
    """When these posts, by id with commas between, are free together, with rooms or
    cars of this kind.
    """
    seat, today = reader(request), timezone.localdate()
    try:
        desks = [UUID(one) for one in posts.split(",") if one]
    except ValueError:
        words = _("Có mã chức vụ không đúng.")
        raise Refused([Reason(words, "posts")]) from None
    if not set(desks) <= {post for post, _name in posts_offered(seat, today)}:
        words = _("Mục đã chọn không còn trong danh sách.")
        raise Refused([Reason(words, "posts")])
    listed = queries.resources_of(seat.agency_id, kind=kind) if kind else []
    if kind and not listed:
        return []
    return list(
        queries.free_slots(
            desks=desks,
            resources=[r.pk for r in listed],
            first=first,
            last=_last(first, last),
            minutes=minutes,
            on=today,
            after=timezone.now(),
        )
    )


@router.get("/calendar-years/{year}", response=CalendarYearOut, summary="Lịch năm")
def year(request: ApiRequest, year: int) -> dict[str, Any]:
    seat, today = reader(request), timezone.localdate()
    if not 1945 <= year <= 2200:
        raise Http404
    first, last = date(year, 1, 1), date(year + 1, 1, 1)
    listed = queries.resources_of(seat.agency_id)
    rooms = queries.year_of_resources([r.pk for r in listed], first, last)
    leaders = {post: name for post, _person, name in leaders_of(seat, today)}
    busy = queries.year_of_desks(list(leaders), first, last, today)
    return {
        "year": year,
        "first": monday_of(first),
        "resources": [_fullness(r.pk, r.name, rooms) for r in listed],
        "leaders": [_fullness(pk, name, busy) for pk, name in leaders.items()],
    }


def _fullness(pk: UUID, name: str, found: dict[UUID, Fullness]) -> dict[str, Any]:
    return {"id": pk, "name": name, "weeks": found[pk].weeks if pk in found else {}}
