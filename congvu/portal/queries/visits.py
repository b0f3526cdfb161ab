"""Visits as the foot of a site and its editors see them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from congvu.lib.dates import local_date
from congvu.portal.models import BodyPage, ProvincePage, SiteVisits, VisitDay
from congvu.portal.rules import SECTIONS, TREES
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


@dataclass(frozen=True)
class SectionOpened:
    """``code``: which of the seventeen; none: the front page, search and the like."""

    code: int | None
    name: str
    opened: int


_BY_SECTION = """
SELECT split_part(regexp_replace(path, %(before)s, ''), '/', 1), sum(opened)
  FROM portal_visitday
 WHERE site = %(site)s AND day > %(since)s AND day <= %(until)s
 GROUP BY 1
"""


def sections_opened(
    site: str, *, until: date, days: int = 30
) -> Sequence[SectionOpened]:
    """What is read of each section, most first; what lies in none is one line."""
    trees = "|".join(f"{re.escape(tree)}/" for tree in TREES)
    given: dict[str, date | str] = {
        "site": site,
        "since": until - timedelta(days=days),
        "until": until,
        "before": f"^/({trees})?({re.escape(site)}/)?" if site else f"^/({trees})?",
    }
    with connection.cursor() as cursor:
        cursor.execute(_BY_SECTION, given)
        found = {str(slug): int(times) for slug, times in cursor.fetchall()}
    lines = [
        SectionOpened(one.code, one.name, found.pop(one.slug))
        for one in SECTIONS
        if one.slug in found
    ]
    lines.sort(key=lambda line: -line.opened)
    rest = sum(found.values())
    return [*lines, SectionOpened(None, "", rest)] if rest else lines


@dataclass(frozen=True)
class Reading:
    """How much a site is read: numbers, and nothing of who reads."""

    visits: Visits | None
    days: Sequence[DayOpened]
    sections: Sequence[SectionOpened]
    pages: Sequence[PageOpened]


def reading_of(agency_id: UUID, at: datetime) -> Reading:
    """Of an agency's own site; six queries."""
    site, on = _site_of(agency_id), local_date(at)
    if site is None:
        return Reading(None, [], [], [])
    return Reading(
        visits_of(site, at),
        days_opened(site, until=on),
        sections_opened(site, until=on),
        pages_opened(site, until=on),
    )


def _site_of(agency_id: UUID) -> str | None:
    """As the count of visits names it; the province's has no name."""
    if ProvincePage.objects.filter(agency=agency_id).exists():
        return ""
    rows = BodyPage.objects.filter(agency=agency_id)
    slug: str | None = rows.values_list("slug", flat=True).first()
    return slug
