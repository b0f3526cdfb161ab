"""Dated rules and the working calendar, for machines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.audit.access import actor_of
from congvu.audit.rules import Door
from congvu.law import queries
from congvu.law.actions import remove_calendar_day, set_calendar_day
from congvu.law.models import CalendarDay
from congvu.lib.dates import EARLIEST, LATEST

router = Router(tags=["Quy định"])
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]


class RuleOut(Schema):
    """One rule with its legal source and how sure the shipped value is."""

    kind: str
    key: str
    label: str
    value: dict[str, Any]
    valid_from: date
    valid_until: date | None
    sureness: str
    article: str
    source_symbol: str
    source_title: str


class CalendarDayOut(Schema):
    day: date
    kind: str
    name: str
    source: str
    sureness: str


class YearOut(Schema):
    """``announced`` is false while any day of the year is still unverified."""

    year: int
    working_days: int
    known: bool
    announced: bool


class CalendarDayIn(Schema):
    kind: Literal["holiday", "working"]
    name: Annotated[str, Field(max_length=200)] = ""
    source: Annotated[str, Field(max_length=300)] = ""


def _need(request: HttpRequest, permission: str) -> None:
    """The seat belongs to an app above this one, which puts ``can`` on the request."""
    can: Callable[[str], bool] | None = getattr(request, "can", None)
    if can is None or not can(permission):
        raise Http404


@router.get("/rules", response=list[RuleOut], summary="Quy định có hiệu lực")
def rules(
    request: HttpRequest, kind: str = "", on: Day | None = None
) -> list[dict[str, Any]]:
    """Of one kind, or all of them in the order of the page."""
    _need(request, "rules.read")
    day = on or timezone.localdate()
    if kind:
        return [asdict(r) for r in queries.rules(kind, day)]
    found = queries.rules_by_kind(day)
    return [asdict(r) for content in found.values() for r in content]


@router.get("/working-days", response=list[date], summary="Ngày làm việc kế tiếp")
def working_days(
    request: HttpRequest,
    after: Day | None = None,
    count: Annotated[int, Field(ge=0, le=260)] = 10,
) -> list[date]:
    _need(request, "rules.read")
    first = after or timezone.localdate()
    return queries.calendar().next_working_days(first, count)


@router.get("/calendar", response=list[YearOut], summary="Các năm đã có lịch")
def calendar_years(request: HttpRequest) -> list[queries.YearState]:
    _need(request, "rules.read")
    years = queries.known_years()
    return [queries.year_state(year, queries.year(year)) for year in years]


@router.get(
    "/calendar/{year}", response=list[CalendarDayOut], summary="Lịch làm việc một năm"
)
def calendar_year(
    request: HttpRequest,
    year: Annotated[int, Field(ge=EARLIEST.year, le=LATEST.year)],
) -> list[CalendarDay]:
    """The days that differ from their weekday: holidays and days worked instead."""
    _need(request, "rules.read")
    return [day for month in queries.year(year) for day in month.days]


@router.put(
    "/calendar/days/{day}", response=CalendarDayOut, summary="Ghi ngày vào lịch"
)
def set_day(request: HttpRequest, day: Day, data: CalendarDayIn) -> CalendarDay:
    _need(request, "calendar.edit")
    return set_calendar_day(
        day=day,
        kind=data.kind,
        name=data.name,
        source=data.source,
        by=actor_of(request, door=Door.API),
        at=timezone.now(),
    )


@router.delete(
    "/calendar/days/{day}", response={204: None}, summary="Bỏ ngày khỏi lịch"
)
def remove_day(request: HttpRequest, day: Day) -> None:
    _need(request, "calendar.edit")
    by = actor_of(request, door=Door.API)
    remove_calendar_day(day=day, by=by, at=timezone.now())
