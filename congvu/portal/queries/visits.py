"""Visits as the foot of a site and its editors see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Sum

from congvu.lib.dates import local_date
from congvu.portal.models import SiteVisits, VisitDay
from congvu.portal.rules.visits import lately


@dataclass(frozen=True)
class Visits:
    lately: int
    today: int
    all: int


@dataclass(frozen=True)
class DayOpened:
    day: date
    opened: int


@dataclass(frozen=True)
class PageOpened:
    path: str
    opened: int


def visits_of(site: str, at: datetime) -> Visits | None:
    """None before the first visit was counted."""
    row = SiteVisits.objects.filter(site=site).first()
    if row is None:
        return None
    today = row.opened_today if row.day == local_date(at) else 0
    return Visits(lately(row.minutes, at), today, row.opened)


def days_opened(site: str, *, until: date, days: int = 30) -> Sequence[DayOpened]:
    """The site's last days, newest first."""
    rows = (
        VisitDay.objects.filter(
            site=site, day__gt=until - timedelta(days=days), day__lte=until
        )
        .values("day")
        .annotate(times=Sum("opened"))
        .order_by("-day")
    )
    return [DayOpened(row["day"], row["times"]) for row in rows]


def pages_opened(
    site: str, *, until: date, days: int = 30, most: int = 20
) -> Sequence[PageOpened]:
    """What is read most on a site."""
    rows = (
        VisitDay.objects.filter(
            site=site, day__gt=until - timedelta(days=days), day__lte=until
        )
        .values("path")
        .annotate(times=Sum("opened"))
        .order_by("-times", "path")[:most]
    )
    return [PageOpened(row["path"], row["times"]) for row in rows]
