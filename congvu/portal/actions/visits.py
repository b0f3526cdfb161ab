"""Visits counted from the log that nginx, or the public process, writes.

A line is a moment and a page. It is counted once: how far was read is written with what
was counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.db import connection, transaction

from congvu.lib.dates import VIETNAM, local_date
from congvu.portal.models import BodyPage, SiteVisits, VisitDay, VisitsRead
from congvu.portal.rules.visits import LATELY, Opened, opened_in, site_of

# In one run; the rest waits for the next.
MOST_BYTES = 16 * 1024 * 1024
# What nobody else turns over is put aside when it is so large.
LARGEST = 4 * 1024 * 1024
_ADD = """
    INSERT INTO portal_visitday (day, path, site, opened) VALUES (%s, %s, %s, %s)
    ON CONFLICT (day, path) DO UPDATE
    SET opened = portal_visitday.opened + excluded.opened
"""


@transaction.atomic
def count_visits(*, log: Path, at: datetime) -> int:
    """What was opened since the last run; how many times in all."""
    VisitsRead.objects.get_or_create(pk=1)
    place = VisitsRead.objects.select_for_update().get(pk=1)
    opened = opened_in(_unread(log, place))
    place.save()
    if opened:
        sites = set(BodyPage.objects.values_list("slug", flat=True))
        _add_days(opened, sites)
        _add_sites(opened, sites, at)
    return sum(opened.values())


def put_aside(*, log: Path, most: int = LARGEST) -> bool:
    """A log that only we write is turned over here; nginx's is by logrotate."""
    place = VisitsRead.objects.filter(pk=1).first()
    try:
        there = log.stat()
    except OSError:
        return False
    if place is None or there.st_size < most or place.offset < there.st_size:
        return False
    log.replace(_aside(log))
    return True


def forget_visits(*, before: date) -> int:
    """Days of single pages so old; what a site counts in all stays."""
    gone, _each = VisitDay.objects.filter(day__lt=before).delete()
    return gone


def _aside(log: Path) -> Path:
    return log.with_name(f"{log.name}.1")


def _unread(log: Path, place: VisitsRead) -> bytes:
    """Whole lines that are new: the rest of a log turned over meanwhile, then ours."""
    rest = b""
    try:
        there = log.stat()
    except OSError:
        return b""
    if there.st_ino != place.inode:
        rest = _rest_of(_aside(log), place)
        place.inode, place.offset = there.st_ino, 0
    elif there.st_size < place.offset:
        place.offset = 0
    with log.open("rb") as file:
        file.seek(place.offset)
        read = file.read(MOST_BYTES)
    whole = read[: read.rfind(b"\n") + 1]
    place.offset += len(whole)
    return rest + whole


def _rest_of(aside: Path, place: VisitsRead) -> bytes:
    try:
        if aside.stat().st_ino != place.inode:
            return b""
        with aside.open("rb") as file:
            file.seek(place.offset)
            return file.read(MOST_BYTES)
    except OSError:
        return b""


def _add_days(opened: Mapping[Opened, int], sites: set[str]) -> None:
    days: Counter[tuple[date, str]] = Counter()
    for one, times in opened.items():
        days[one.at.date(), one.path] += times
    rows = [
        (day, path, site_of(path, sites), times) for (day, path), times in days.items()
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, sorted(rows))


def _add_sites(opened: Mapping[Opened, int], sites: set[str], at: datetime) -> None:
    today = local_date(at)
    by_site: dict[str, Counter[Opened]] = {}
    for one, times in opened.items():
        by_site.setdefault(site_of(one.path, sites), Counter())[one] += times
    for site, own in sorted(by_site.items()):
        row, _new = SiteVisits.objects.get_or_create(site=site, defaults={"day": today})
        if row.day != today:
            row.day, row.opened_today = today, 0
        row.opened += sum(own.values())
        row.opened_today += sum(n for one, n in own.items() if one.at.date() == today)
        minutes: Counter[str] = Counter(row.minutes)
        for one, times in own.items():
            minutes[one.at.isoformat(timespec="minutes")] += times
        oldest = (at.astimezone(VIETNAM) - LATELY).isoformat(timespec="minutes")
        row.minutes = {minute: n for minute, n in minutes.items() if minute > oldest}
        row.save()
