"""Rooms, cars and video rooms: the plan of a day or week, booked, decided, kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.calendar import actions, queries
from congvu.calendar.access import (
    get_blocked_to_lift,
    get_booking_for,
    get_booking_to_give_up,
    get_resource_to_keep,
    keeps,
    may_give_up,
    runs,
)
from congvu.calendar.forms import (
    BlockForm,
    BookForm,
    ReasonForm,
    ResourceForm,
    day_of,
    resource_words,
)
from congvu.calendar.models import Booking, Meeting, Occupation, Resource
from congvu.calendar.rules import (
    BOOKING_STATE_NAMES,
    BookingState,
    ResourceKind,
    days_between,
)
from congvu.calendar.views.deeds import (
    METHODS,
    Words,
    answer,
    need_desk,
    posted,
    press,
    tabs,
)
from congvu.lib.dates import VIETNAM, local_date
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, SeatRequest, with_seat

TONES = {
    BookingState.WAITING: "look",
    BookingState.APPROVED: "done",
    BookingState.REFUSED: "late",
}
_WEEK = 7


@dataclass(frozen=True)
class Row:
    """A resource with what takes it on each day of the plan."""

    resource: Resource
    words: str
    days: list[tuple[date, list[Occupation]]]


@require_safe
@with_seat()
def resources(request: SeatRequest) -> HttpResponse:
    """Who has what: a week, or one day, of all that the agency lends."""
    seat, today = request.seat, timezone.localdate()
    need_desk(seat)
    is_day = request.GET.get("xem") == "ngay"
    asked = day_of(request.GET.get("ngay", ""), today)
    first = asked if is_day else asked - timedelta(days=asked.weekday())
    n = 1 if is_day else _WEEK
    kind = request.GET.get("loai", "")
    listed = queries.resources_of(
        seat.agency_id, kind=kind if kind in set(ResourceKind) else ""
    )
    context = {
        "rows": _rows(listed, first, n),
        "first": first,
        "last": first + timedelta(days=n - 1),
        "days": [first + timedelta(days=i) for i in range(n)],
        "before": first - timedelta(days=n),
        "after": first + timedelta(days=n),
        "is_day": is_day,
        "kind": kind,
        "keeps": keeps(seat),
        "waiting": [
            (one, _moments(one)) for one in queries.waiting_bookings(seat.agency_id)
        ]
        if keeps(seat)
        else [],
        "tab_items": tabs(seat, "resources"),
    }
    return render(request, "calendar/resources.html", context)


def _rows(listed: list[Resource], first: date, n: int) -> list[Row]:
    """Two queries with the list itself."""
    last = first + timedelta(days=n)
    by: dict[tuple[UUID, date], list[Occupation]] = {}
    for one in queries.plan_of([r.pk for r in listed], first, last):
        for day in days_between(one.span.lower, one.span.upper, first, last):
            by.setdefault((one.resource_id, day), []).append(one)
    days = [first + timedelta(days=i) for i in range(n)]
    return [
        Row(r, resource_words(r), [(day, by.get((r.pk, day), [])) for day in days])
        for r in listed
    ]


def _moments(one: Booking) -> str:
    starts, ends = one.starts.astimezone(VIETNAM), one.ends.astimezone(VIETNAM)
    return f"{starts:%H:%M}–{ends:%H:%M} {starts:%d/%m/%Y}"


@require_http_methods(METHODS)
@with_seat()
def resource_add(request: SeatRequest) -> HttpResponse:
    seat = _keeper(request)
    form = ResourceForm(posted(request))
    words = Words(
        title=_("Thêm phòng, xe"), button=_("Thêm"), done=_("Đã thêm phòng, xe.")
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.keep_resource(
            data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=reverse("calendar:resources"),
    )


def _keeper(request: SeatRequest) -> Seat:
    """Who does not keep them finds no such door."""
    if not keeps(request.seat):
        raise Http404
    return request.seat


@require_http_methods(METHODS)
@with_seat()
def resource(request: SeatRequest, resource_id: UUID) -> HttpResponse:
    """What it is; its times that are blocked; lent no more."""
    seat = request.seat
    found, now = get_resource_to_keep(seat, resource_id), timezone.now()
    back = reverse("calendar:resources")
    if request.method == "POST" and "remove" in request.POST:
        return press(
            request,
            lambda: actions.end_resource(resource_id=found.pk, by=seat, at=now),
            _("Đã thôi cho dùng."),
            back,
        )
    form = ResourceForm(posted(request), resource=found)
    words = Words(title=found.name, button=_("Lưu"), done=_("Đã lưu."))
    blocked = found.blocked.filter(lifted_at__isnull=True, ends__gt=now)
    more = {
        "removable": _("Thôi cho dùng"),
        "listed_title": _("Đang khóa"),
        "listed": [
            {
                "title": one.because,
                "words": f"{timezone.localtime(one.starts):%H:%M %d/%m/%Y} – "
                f"{timezone.localtime(one.ends):%H:%M %d/%m/%Y}",
                "url": reverse("calendar:lift", args=[one.pk]),
                "button": _("Mở lại"),
            }
            for one in blocked.order_by("starts")
        ],
    }
    return answer(
        request,
        form,
        words,
        lambda: actions.keep_resource(
            data=form.data_given(), resource_id=found.pk, by=seat, at=now
        ),
        back=back,
        more=more,
    )


@require_http_methods(METHODS)
@with_seat()
def block(request: SeatRequest, resource_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_resource_to_keep(seat, resource_id)
    form = BlockForm(posted(request))
    words = Words(
        title=_("Khóa %(name)s") % {"name": found.name},
        button=_("Khóa"),
        done=_("Đã khóa; trong thời gian này không ai đặt được."),
    )

    def act() -> Any:
        starts, ends = form.span()
        return actions.block_time(
            resource_id=found.pk,
            starts=starts,
            ends=ends,
            because=form.cleaned_data["because"],
            by=seat,
            at=timezone.now(),
        )

    back = reverse("calendar:resource", args=[found.pk])
    return answer(request, form, words, act, back=back)


@require_POST
@with_seat()
def lift(request: SeatRequest, blocked_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_blocked_to_lift(seat, blocked_id)
    return press(
        request,
        lambda: actions.lift_block(blocked_id=found.pk, by=seat, at=timezone.now()),
        _("Đã mở lại."),
        reverse("calendar:resource", args=[found.resource_id]),
    )


@require_http_methods(METHODS)
@with_seat()
def book(request: SeatRequest) -> HttpResponse:
    """Ask for one; what clashes is said by day, and nothing typed is lost."""
    seat = request.seat
    need_desk(seat)
    meeting = _meeting(request)
    initial: dict[str, Any] = {
        "day": day_of(request.GET.get("ngay", ""), timezone.localdate())
    }
    if "phong" in request.GET:
        initial["resource"] = request.GET["phong"]
    if meeting is not None:
        starts, ends = (
            timezone.localtime(meeting.entry.starts),
            timezone.localtime(meeting.entry.ends),
        )
        initial |= {
            "day": starts.date(),
            "clock_from": starts.time(),
            "clock_to": ends.time(),
            "title": meeting.entry.summary,
        }
    form = BookForm(
        posted(request),
        resources=queries.resources_of(seat.agency_id),
        initial=initial,
    )
    words = Words(title=_("Đặt phòng, xe"), button=_("Đặt"), done=_("Đã đặt."))
    return answer(
        request,
        form,
        words,
        lambda: actions.book(
            data=form.data_given(),
            meeting_id=meeting.pk if meeting is not None else None,
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("calendar:resources"),
        to=lambda made: reverse("calendar:booking", args=[made.pk]),
    )


def _meeting(request: SeatRequest) -> Meeting | None:
    """The meeting it is for, where the address names one that the seat prepares."""
    try:
        wanted = UUID(request.GET.get("hop", ""))
    except ValueError:
        return None
    found = Meeting.objects.select_related("entry").filter(pk=wanted).first()
    return found if found is not None and runs(request.seat, found) else None


@require_safe
@with_seat()
def booking(request: SeatRequest, booking_id: UUID) -> HttpResponse:
    return _show(request, get_booking_for(request.seat, booking_id))


def _show(
    request: SeatRequest,
    found: Booking,
    form: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    seat, now = request.seat, timezone.now()
    state = BookingState(found.state)
    times = list(found.occupations.order_by("span"))
    decides = keeps(seat) and state == BookingState.WAITING
    context = {
        "booking": found,
        "words": resource_words(found.resource),
        "state": _(BOOKING_STATE_NAMES[state]),
        "tone": TONES.get(state, ""),
        "times": [(one, one.is_held and one.span.upper > now) for one in times],
        "gives_up": may_give_up(seat, found),
        "decides": decides,
        "form": form or (ReasonForm() if decides else None),
        "tab_items": tabs(seat, "resources"),
        "back": f"{reverse('calendar:resources')}?ngay={local_date(found.starts)}",
    }
    return render(request, "calendar/booking.html", context, status=status)


@require_POST
@with_seat()
def decide(request: SeatRequest, booking_id: UUID) -> HttpResponse:
    """Yes, or no with a reason."""
    seat = request.seat
    found = get_booking_for(seat, booking_id)
    get_resource_to_keep(seat, found.resource_id)
    form = ReasonForm(request.POST)
    form.is_valid()
    try:
        actions.decide_booking(
            booking_id=found.pk,
            approved=request.POST.get("duyet") == "1",
            because=request.POST.get("because", ""),
            by=seat,
            at=timezone.now(),
        )
    except Refused as why:
        for reason in why.reasons:
            form.add_error("because" if reason.field else None, reason.message)
        return _show(request, found, form, status=422)
    messages.success(request, _("Đã ghi quyết định về lượt đặt."))
    return redirect("calendar:booking", found.pk)


@require_POST
@with_seat()
def cancel(request: SeatRequest, booking_id: UUID) -> HttpResponse:
    """All that is to come of it, or one time."""
    seat = request.seat
    found = get_booking_to_give_up(seat, booking_id)
    try:
        one = UUID(request.POST["lan"]) if request.POST.get("lan") else None
    except ValueError:
        one = found.pk
    return press(
        request,
        lambda: actions.cancel_booking(
            booking_id=found.pk, occupation_id=one, by=seat, at=timezone.now()
        ),
        _("Đã hủy."),
        reverse("calendar:booking", args=[found.pk]),
    )
