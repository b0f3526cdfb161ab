"""Two pages for the administrator: the rules of a day, and the year's working days."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Protocol, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.accounts.access import signed_in
from congvu.audit.access import actor_of
from congvu.audit.rules import Actor
from congvu.law import queries
from congvu.law.actions import remove_calendar_day, set_calendar_day
from congvu.law.forms import CalendarDayForm, DayFilter, RemoveDayForm
from congvu.law.rules import KINDS, SURENESS_WORDS, Sureness, value_words
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.ui.rules import Tab


class _Seat(Protocol):
    """What these pages need of the seat that `organisations` puts on the request."""

    def can(self, permission: str, /) -> bool: ...


def _seat(request: HttpRequest, permission: str) -> _Seat:
    """The seat, or "not found" where it may not know of the page."""
    seat = cast(_Seat | None, getattr(request, "seat", None))
    if seat is None or not seat.can(permission):
        raise Http404
    return seat


# /quan-tri/quy-tac/


@require_GET
@signed_in
def rule_list(request: HttpRequest) -> HttpResponse:
    """Every rule of one day, grouped, each with its source and how sure it is."""
    _seat(request, "rules.read")
    today = local_date(timezone.now())
    asked = request.GET if request.GET.get("ngay") else None
    form = DayFilter(asked, initial={"ngay": today})
    on: date = form.cleaned_data["ngay"] if form.is_valid() else today
    groups = [
        {
            "kind": kind,
            "title": _(KINDS[kind]),
            "rules": [
                {
                    "rule": rule,
                    "words": [(_(name), said) for name, said in value_words(rule)],
                    "sureness": _(SURENESS_WORDS[rule.sureness]),
                    "unverified": rule.sureness == Sureness.UNVERIFIED,
                }
                for rule in rules
            ],
        }
        for kind, rules in queries.rules_by_kind(on).items()
    ]
    context = {"form": form, "on": on, "is_today": on == today, "groups": groups}
    return render(request, "law/rule_list.html", context)


# /quan-tri/lich-lam-viec/


@require_http_methods(["GET", "POST"])
@signed_in
def calendar_page(request: HttpRequest) -> HttpResponse:
    """The year's holidays and exchanged days; posting sets one day."""
    seat = _seat(request, "rules.read")
    may_edit = seat.can("calendar.edit")
    if request.method == "POST":
        if not may_edit:
            raise Http404
        form = CalendarDayForm(request.POST)
        if form.is_valid() and _day_set(form, actor_of(request)):
            day: date = form.cleaned_data["day"]
            messages.success(
                request,
                _("Đã ghi ngày %(day)s vào lịch.") % {"day": f"{day:%d/%m/%Y}"},
            )
            return redirect(_year_url(day.year))
    else:
        form = CalendarDayForm(initial={"day": _asked_day(request)})
    return _calendar(request, form, may_edit=may_edit)


@require_POST
@signed_in
def calendar_remove(request: HttpRequest) -> HttpResponse:
    """Take one day out of the calendar."""
    _seat(request, "calendar.edit")
    form = RemoveDayForm(request.POST)
    if not form.is_valid():
        raise Http404
    day: date = form.cleaned_data["day"]
    try:
        remove_calendar_day(day=day, by=actor_of(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, " ".join(_(r.message) for r in refused.reasons))
    else:
        messages.success(
            request, _("Đã bỏ ngày %(day)s khỏi lịch.") % {"day": f"{day:%d/%m/%Y}"}
        )
    return redirect(_year_url(day.year))


def _day_set(form: CalendarDayForm, actor: Actor) -> bool:
    """Whether the day was set; a refusal's reasons go to their fields."""
    data = form.cleaned_data
    try:
        set_calendar_day(
            day=data["day"],
            kind=data["kind"],
            name=data["name"],
            source=data["source"],
            by=actor,
            at=timezone.now(),
        )
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(reason.field, _(reason.message))
        return False
    return True


def _calendar(
    request: HttpRequest, form: CalendarDayForm, *, may_edit: bool
) -> HttpResponse:
    number = _asked_year(request)
    months = queries.year(number)
    years = sorted({*queries.known_years(), number})
    context = {
        **asdict(queries.year_state(number, months)),
        "months": months,
        "years": [Tab(str(y), _year_url(y), active=y == number) for y in years],
        "form": form,
        "may_edit": may_edit,
    }
    return render(request, "law/calendar.html", context)


def _asked_year(request: HttpRequest) -> int:
    """``?nam=2027``; anything else is this year."""
    asked = request.GET.get("nam", "")
    if asked.isascii() and asked.isdigit() and 1945 <= int(asked) <= 2200:
        return int(asked)
    return local_date(timezone.now()).year


def _asked_day(request: HttpRequest) -> str:
    """``?ngay=02/09/2026`` fills the form; the form judges it when it is posted."""
    return request.GET.get("ngay", "")[:10]


def _year_url(number: int) -> str:
    return f"{reverse('law:calendar')}?nam={number}"
