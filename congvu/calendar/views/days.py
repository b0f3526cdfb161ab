"""A week of one calendar; an entry kept, changed, dropped; replies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.calendar import actions, queries
from congvu.calendar.access import (
    calendars_of,
    calls,
    get_attendance_for,
    get_entry_for,
    get_entry_to_keep,
    get_time_for,
    leaders_of,
    may_keep,
    own,
    posts_offered,
    reach_of,
    sees_meeting,
)
from congvu.calendar.forms import EntryForm, ReplyForm, TimeForm, day_of, span_initial
from congvu.calendar.models import Attendance, Entry
from congvu.calendar.queries import Shown
from congvu.calendar.rules import (
    REPLY_NAMES,
    Owner,
    OwnerKind,
    Reply,
    at_clock,
    days_between,
    monday_of,
)
from congvu.calendar.views.deeds import (
    METHODS,
    Words,
    answer,
    lunar_words,
    meeting_url,
    need_desk,
    posted,
    tabs,
)
from congvu.law.queries import calendar
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, SeatRequest, with_seat

_WHOSE = {"": "own", "don-vi": "unit", "co-quan": "agency"}


@dataclass(frozen=True)
class DayShown:
    """A day of the page, by the moon, too; ``off``: nobody works that day."""

    day: date
    lunar: str
    off: bool
    is_today: bool
    times: list[Shown]


@require_safe
@with_seat()
def days(request: SeatRequest) -> HttpResponse:
    """Own, the unit's or the agency's week; or what takes one leader's time."""
    seat, today = request.seat, timezone.localdate()
    need_desk(seat)
    whose = _WHOSE.get(request.GET.get("lich", ""), "own")
    first = monday_of(day_of(request.GET.get("ngay", ""), today))
    since, until = at_clock(first, 0), at_clock(first + timedelta(days=7), 0)
    leaders = leaders_of(seat, today) if whose == "agency" else []
    wanted = request.GET.get("lanh_dao", "")
    chosen = next((one for one in leaders if str(one[0]) == wanted), None)
    if chosen is not None:
        times = queries.times_of_post(*chosen[:2], reach_of(seat), since, until)
    else:
        times = _times(seat, whose, since, until)
    link = f"?lich={request.GET.get('lich', '')}" if whose != "own" else "?lich="
    link += f"&lanh_dao={chosen[0]}" if chosen is not None else ""
    context = {
        "days": _days(first, times, today),
        "monday": first,
        "last": first + timedelta(days=6),
        "link": link,
        "before": first - timedelta(days=7),
        "after": first + timedelta(days=7),
        "whose": whose,
        "leaders": leaders,
        "chosen": chosen,
        "may_call": calls(seat),
        "tab_items": tabs(seat, whose),
        "waiting": _waiting(times, timezone.now()),
    }
    return render(request, "calendar/days.html", context)


def _times(seat: Seat, whose: str, since: datetime, until: datetime) -> list[Shown]:
    reach = reach_of(seat)
    if whose == "own":
        return queries.my_times(reach, since, until)
    owner = Owner(OwnerKind.AGENCY, seat.agency_id)
    if whose == "unit":
        owner = Owner(OwnerKind.UNIT, seat.unit_id)
    return queries.times_of_body(owner, reach, since, until)


def _days(first: date, times: list[Shown], today: date) -> list[DayShown]:
    work, by = calendar(), dict[date, list[Shown]]()
    last = first + timedelta(days=7)
    for one in times:
        for day in days_between(one.starts, one.ends, first, last):
            by.setdefault(day, []).append(one)
    return [
        DayShown(
            day,
            lunar_words(day),
            not work.is_working(day),
            day == today,
            by.get(day, []),
        )
        for day in (first + timedelta(days=n) for n in range(7))
    ]


def _waiting(times: list[Shown], now: datetime) -> list[Shown]:
    """What asks the reader for an answer, each once; what is over asks nothing."""
    found: dict[UUID, Shown] = {}
    for one in times:
        if one.entry is None or one.mine is None or one.ends <= now:
            continue
        if one.mine.reply == Reply.NONE:
            found.setdefault(one.entry.pk, one)
    return list(found.values())


def _calendars(seat: Seat) -> list[tuple[Owner, str]]:
    names = {
        OwnerKind.PERSON: _("Tôi"),
        OwnerKind.UNIT: seat.unit_name,
        OwnerKind.AGENCY: seat.agency_name,
    }
    return [(owner, names[owner.kind]) for owner in calendars_of(seat)]


def _form(request: SeatRequest, entry: Entry | None = None, **more: Any) -> EntryForm:
    seat, today = request.seat, timezone.localdate()
    desks = dict(posts_offered(seat, today))
    if entry is not None:
        # Who was asked and is in no list any more can stay.
        desks |= {r.desk_id: r.name for r in entry.attending.all()}
    return EntryForm(
        posted(request),
        calendars=_calendars(seat),
        desks=list(desks.items()),
        entry=entry,
        **more,
    )


@require_http_methods(METHODS)
@with_seat()
def add(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    need_desk(seat)
    day = day_of(request.GET.get("ngay", ""), timezone.localdate())
    form = _form(request, initial={"day": day, "visibility": "internal"})
    words = Words(
        title=_("Ghi mục lịch"), button=_("Ghi vào lịch"), done=_("Đã ghi vào lịch.")
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.keep_entry(
            owner=form.owner(),
            data=form.data_given(),
            invited=form.invited(),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("calendar:days"),
        to=_day_url,
        more={"tab_items": tabs(seat, "own")},
    )


def _day_url(entry: Entry) -> str:
    kinds = {OwnerKind.UNIT: "don-vi", OwnerKind.AGENCY: "co-quan"}
    whose = kinds.get(entry.owner.kind, "")
    return f"{reverse('calendar:days')}?lich={whose}&ngay={local_date(entry.starts)}"


@require_http_methods(METHODS)
@with_seat()
def entry(request: SeatRequest, calendar_entry_id: UUID) -> HttpResponse:
    """What it is, for whoever may read it; its form for who keeps the calendar."""
    seat = request.seat
    if request.method == "POST":
        return _change(request, get_entry_to_keep(seat, calendar_entry_id))
    found = get_entry_for(seat, calendar_entry_id)
    return _show(request, found, _kept_form(request, found))


def _kept_form(request: SeatRequest, found: Entry) -> EntryForm | None:
    keeps = may_keep(request.seat, found.owner) and not hasattr(found, "meeting")
    return _form(request, found) if keeps else None


def _show(request: SeatRequest, found: Entry, form: EntryForm | None) -> HttpResponse:
    seat, now = request.seat, timezone.now()
    opens = hasattr(found, "meeting") and sees_meeting(seat, found.meeting)
    if opens and request.method != "POST":
        return redirect(meeting_url(found.meeting))
    times = found.occurrences.filter(ends__gt=now).order_by("starts")
    asked = queries.attending([found.pk])
    mine = [row for row in asked if row.desk_id in reach_of(seat).desks]
    context = {
        "entry": found,
        "form": form,
        "times": list(times[:12]) if found.rrule else [],
        "asked": [(row, _(REPLY_NAMES[Reply(row.reply)])) for row in asked],
        "mine": mine,
        "back": _day_url(found),
        "tab_items": tabs(seat, "own"),
        "is_own": found.owner == own(seat),
        "asks": may_keep(seat, found.owner),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "calendar/entry.html", context, status=status)


def _change(request: SeatRequest, found: Entry) -> HttpResponse:
    seat, now = request.seat, timezone.now()
    if "remove" in request.POST:
        actions.drop_entry(entry_id=found.pk, by=seat, at=now)
        messages.success(request, _("Đã bỏ mục lịch."))
        return redirect("calendar:days")
    form = _form(request, found)
    words = Words(title="", button="", done=_("Đã lưu mục lịch."))
    made = answer(
        request,
        form,
        words,
        lambda: actions.keep_entry(
            owner=found.owner,
            entry_id=found.pk,
            data=form.data_given(),
            invited=form.invited(),
            unsaid=form.UNSHOWN,
            by=seat,
            at=now,
        ),
        back=_day_url(found),
        to=_day_url,
    )
    return _show(request, found, form) if made.status_code == 422 else made


@require_http_methods(METHODS)
@with_seat()
def time(request: SeatRequest, occurrence_id: UUID) -> HttpResponse:
    """One time of a repeated entry alone."""
    seat = request.seat
    found = get_time_for(seat, occurrence_id)
    all_day = found.entry.all_day
    initial = span_initial(found.starts, found.ends, all_day=all_day)
    initial |= {"place": found.place, "cancelled": found.is_cancelled}
    form = TimeForm(posted(request), initial=initial)
    words = Words(
        title=found.entry.summary,
        button=_("Lưu riêng lần này"),
        done=_("Đã lưu riêng lần này."),
        lead=_("Chỉ lần này đổi; các lần khác của mục lịch giữ nguyên."),
    )

    def act() -> Any:
        starts, ends = form.span()
        return actions.change_time(
            occurrence_id=found.pk,
            starts=starts,
            ends=ends,
            place=form.cleaned_data["place"],
            cancelled=form.cleaned_data["cancelled"],
            by=seat,
            at=timezone.now(),
        )

    back = reverse("calendar:entry", args=[found.entry_id])
    return answer(request, form, words, act, back=back)


@require_http_methods(METHODS)
@with_seat()
def reply(request: SeatRequest, attendance_id: UUID) -> HttpResponse:
    """Comes, does not, or somebody else does."""
    seat, today = request.seat, timezone.localdate()
    found = get_attendance_for(seat, attendance_id)
    initial = {"answer": found.reply if found.reply != Reply.NONE else "accepted"}
    form = ReplyForm(posted(request), posts=posts_offered(seat, today), initial=initial)
    words = Words(
        title=found.entry.summary,
        button=_("Gửi trả lời"),
        done=_("Đã gửi trả lời."),
        lead=_("Không dự được thì cử người đi thay; nơi mời được báo ngay."),
    )
    return answer(
        request,
        form,
        words,
        lambda: _reply(form, found, seat),
        back=_back(found),
    )


def _reply(form: ReplyForm, found: Attendance, seat: Seat) -> Attendance:
    said, post = Reply(form.cleaned_data["answer"]), form.post_id()
    told = form.cleaned_data["message"]
    if said == Reply.DELEGATED:
        return actions.send_instead(
            attendance_id=found.pk,
            post_id=post or found.desk_id,
            words=told,
            by=seat,
            at=timezone.now(),
        )
    return actions.reply(
        attendance_id=found.pk, answer=said, words=told, by=seat, at=timezone.now()
    )


def _back(found: Attendance) -> str:
    if hasattr(found.entry, "meeting"):
        return meeting_url(found.entry.meeting)
    return reverse("calendar:entry", args=[found.entry_id])
