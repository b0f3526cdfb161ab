"""The week's sheet: drafted, decided about, printed, and its part for everybody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congvu.calendar import actions, queries
from congvu.calendar.access import (
    agency_shown,
    may_step,
    sheets_unit,
    week_steps,
)
from congvu.calendar.forms import day_of
from congvu.calendar.queries import Week, lines_of
from congvu.calendar.rules import (
    HALF_NAMES,
    MARK_NAMES,
    WEEK_STATE_NAMES,
    WEEK_STEP_NAMES,
    Day,
    Line,
    Mark,
    WeekState,
    WeekStep,
    days_of,
    monday_of,
)
from congvu.calendar.views.deeds import (
    lunar_words,
    need_desk,
    press,
    refused,
    tabs,
    week_url,
)
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agency_on, units_on
from congvu.ui.deeds import as_download

_DONE = {
    WeekStep.SUBMIT: gettext_noop("Đã trình lịch tuần."),
    WeekStep.RETURN: gettext_noop("Đã trả lại lịch tuần."),
    WeekStep.APPROVE: gettext_noop("Đã duyệt lịch tuần."),
    WeekStep.PUBLISH: gettext_noop("Đã công bố lịch tuần."),
}
_MARK_TONES = {Mark.ADDED: "done", Mark.CHANGED: "look", Mark.CANCELLED: "late"}


def _asked(request: SeatRequest) -> tuple[date, UUID | None]:
    seat = request.seat
    need_desk(seat)
    given = request.GET.get("tuan", "")
    monday = monday_of(day_of(given, timezone.localdate()))
    unit = request.GET.get("don_vi", "")
    try:
        asked = UUID(unit) if unit else None
    except ValueError:
        raise Http404 from None
    return monday, sheets_unit(seat, asked)


@require_safe
@with_seat()
def sheet(request: SeatRequest) -> HttpResponse:
    """What holds, what waits for a decision, and the draft as the calendar stands."""
    monday, unit_id = _asked(request)
    return _show(request, queries.week_of(request.seat.agency_id, unit_id, monday))


def _show(
    request: SeatRequest, week: Week, *, because: str = "", status: int = 200
) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    published = lines_of(week.published) if week.published is not None else None
    state = week.state
    waits = state in (WeekState.SUBMITTED, WeekState.APPROVED)
    lines = list(week.drafted) if published is None else published
    if waits and week.newest is not None:
        lines = lines_of(week.newest)
    elif state == WeekState.RETURNED or _draft_asked(request):
        lines = list(week.drafted)
    steps = week_steps(seat, week.unit_id, state)
    if not week.drafted or (week.newest is not None and not week.waits):
        steps = [step for step in steps if step != WeekStep.SUBMIT]
    context = {
        "week": week,
        "days": sheet_days(week.monday, lines),
        "state": _(WEEK_STATE_NAMES[state]) if state else _("đang soạn"),
        "tone": "done" if state == WeekState.PUBLISHED else "look",
        "is_draft": state is None or state == WeekState.RETURNED,
        "steps": [
            (
                step,
                _(WEEK_STEP_NAMES[step]),
                _step_url(week, step),
                step != WeekStep.RETURN,
            )
            for step in steps
        ],
        "because": because,
        "url": week_url("calendar:sheet", week.monday, week.unit_id),
        "pdf_url": week_url("calendar:sheet-pdf", week.monday, week.unit_id),
        "before": week_url(
            "calendar:sheet", week.monday - timedelta(days=7), week.unit_id
        ),
        "after": week_url(
            "calendar:sheet", week.monday + timedelta(days=7), week.unit_id
        ),
        "last": week.monday + timedelta(days=6),
        "units": units_on(seat.agency_id, today),
        "body": _body(seat, week.unit_id, today),
        "tab_items": tabs(seat, "sheet"),
        "shows_draft": _draft_asked(request),
    }
    return render(request, "calendar/sheet.html", context, status=status)


def _draft_asked(request: SeatRequest) -> bool:
    return request.GET.get("ban") == "du-thao"


def _body(seat: Seat, unit_id: UUID | None, on: date) -> str:
    if unit_id is None:
        return seat.agency_name
    names = {unit.id: unit.name for unit in units_on(seat.agency_id, on)}
    return names.get(unit_id, "")


def sheet_days(monday: date, lines: list[Line]) -> list[dict[str, Any]]:
    """Each day with its two halves, and how each line is marked, in words."""
    work = calendar()
    return [
        {
            "day": one.day,
            "lunar": lunar_words(one.day),
            "off": not work.is_working(one.day),
            "rows": _rows(one),
        }
        for one in days_of(monday, lines)
        if one.day.weekday() < 5 or not one.is_empty
    ]


def _rows(one: Day) -> list[tuple[str, list[tuple[Line, str, str]]]]:
    return [
        (
            _(HALF_NAMES[half]),
            [
                (
                    line,
                    _(MARK_NAMES[line.mark]) if line.mark else "",
                    _MARK_TONES.get(line.mark, ""),
                )
                for line in lines
            ],
        )
        for half, lines in one.halves
    ]


def _step_url(week: Week, step: WeekStep) -> str:
    return week_url("calendar:sheet-step", week.monday, week.unit_id, step)


@require_POST
@with_seat()
def step(request: SeatRequest, week_step: str) -> HttpResponse:
    """Hand in, return with a reason, approve, publish."""
    monday, unit_id = _asked(request)
    seat = request.seat
    if week_step not in set(WeekStep):
        raise Http404
    wanted = WeekStep(week_step)
    if not may_step(seat, unit_id, wanted):
        raise Http404
    because = request.POST.get("because", "")
    back = week_url("calendar:sheet", monday, unit_id)

    def act() -> Any:
        return actions.step_week(
            monday=monday,
            step=wanted,
            unit_id=unit_id,
            because=because,
            by=seat,
            at=timezone.now(),
        )

    if wanted != WeekStep.RETURN:
        return press(request, act, _(_DONE[wanted]), back)
    try:
        act()
    except Refused as why:
        refused(request, why)
        week = queries.week_of(seat.agency_id, unit_id, monday)
        return _show(request, week, because=because, status=422)
    return press(request, lambda: None, _(_DONE[wanted]), back)


@require_safe
@with_seat()
def sheet_pdf(request: SeatRequest) -> HttpResponse:
    monday, unit_id = _asked(request)
    seat = request.seat
    week = queries.week_of(seat.agency_id, unit_id, monday)
    made = actions.print_week(
        week=week,
        body=_body(seat, unit_id, timezone.localdate()),
        by=seat,
        at=timezone.now(),
    )
    return as_download(made)


@require_safe
def public(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """What an agency published for everybody, and no more; nobody signs in."""
    found, today = agency_shown(agency_id), timezone.localdate()
    monday = monday_of(day_of(request.GET.get("tuan", ""), today))
    told = queries.public_week(found.pk, monday)
    named = agency_on(found.pk, today)
    context = {
        "agency": named.name if named is not None else "",
        "agency_id": found.pk,
        "monday": monday,
        "last": monday + timedelta(days=6),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "days": sheet_days(monday, told[1]) if told is not None else [],
        "version": told[0] if told is not None else None,
    }
    return render(request, "calendar/public.html", context)
