"""What the position was on kept days: counted as a set, written where it changed.

Kept are the last days of twelve months and today; what the numbers rest on marks them
stale, and the next run counts them anew. Every other day is counted as it is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q

from congvu.jobs.actions import enqueue_once
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.licences.actions.recognising import recognise_new
from congvu.licences.models import (
    NAMELESS,
    LicenceStanding,
    PositionDay,
    PositionTally,
)
from congvu.licences.queries import (
    end_of,
    everything_of,
    tallies,
    with_families,
)
from congvu.licences.queries.there import THERE, asked_to_write
from congvu.licences.rules import Line, Stood, kept_days

COUNT_JOB = "licences.count"

_GONE = """
DELETE FROM licences_licencestanding s
 WHERE s.day = %(day)s
   AND (%(only)s::uuid[] IS NULL OR s.product_id = ANY(%(only)s::uuid[]))
   AND NOT EXISTS (
   SELECT FROM unnest(%(machines)s::uuid[], %(products)s::uuid[])
     AS t (machine, product)
    WHERE t.machine = s.machine_id AND t.product = s.product_id)
"""
_STANDS = """
INSERT INTO licences_licencestanding AS s
       (id, day, agency_id, unit_id, machine_id, product_id, state, allocation_id)
SELECT t.id, %(day)s, t.agency, t.unit, t.machine, t.product, t.state, t.allocation
  FROM unnest(%(ids)s::uuid[], %(agencies)s::uuid[], %(units)s::uuid[],
              %(machines)s::uuid[], %(products)s::uuid[], %(states)s::text[],
              %(allocations)s::uuid[])
    AS t (id, agency, unit, machine, product, state, allocation)
    ON CONFLICT (machine_id, day, product_id) DO UPDATE
   SET agency_id = excluded.agency_id, unit_id = excluded.unit_id,
       state = excluded.state, allocation_id = excluded.allocation_id
 WHERE (s.agency_id, s.unit_id, s.state, s.allocation_id) IS DISTINCT FROM
       (excluded.agency_id, excluded.unit_id, excluded.state, excluded.allocation_id)
"""

_WAITING = f"""
WITH counted AS (
  SELECT s.publisher, s.name, count(DISTINCT t.machine_id) AS machines
    FROM ({THERE}) t
    JOIN inventory_software s ON s.id = t.software_id
    JOIN licences_programname n ON n.software_id = s.id
   WHERE n.product_id IS NULL AND NOT n.ignored
   GROUP BY s.publisher, s.name)
UPDATE licences_programname n SET machines = coalesce(c.machines, 0)
  FROM inventory_software s
  LEFT JOIN counted c ON c.publisher = s.publisher AND c.name = s.name
 WHERE s.id = n.software_id AND n.product_id IS NULL AND NOT n.ignored
   AND n.machines <> coalesce(c.machines, 0)
"""  # noqa: S608 - our own constants


@dataclass(frozen=True)
class Counted:
    day: date
    standings: int
    tallies: int


_STALE = """
UPDATE licences_positionday
   SET stale_products = CASE WHEN is_stale AND stale_products = '{}' THEN '{}'
         ELSE ARRAY(SELECT DISTINCT unnest(stale_products || %(products)s::uuid[])) END,
       is_stale = true, changes = changes + 1
"""


def forget_counts(
    *, since: date | None = None, products: Collection[UUID] = ()
) -> None:
    """What the kept days rest on changed, from a day on or ever; the next run counts
    them anew, of all products or of these and what shares rights with them.
    """
    if products:
        _forget_products(products)
    else:
        rows = PositionDay.objects.all()
        if since is not None:
            rows = rows.filter(day__gte=since)
        rows.update(is_stale=True, stale_products=[], changes=F("changes") + 1)
    enqueue_once(COUNT_JOB, lock="all")


def _forget_products(products: Collection[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_STALE, {"products": sorted({NAMELESS, *products})})


def count_positions(*, at: datetime) -> list[Counted]:
    """New names first; then today, and each kept day that is stale or was counted
    before it was over. A day a transaction, so that a killed run goes on.
    """
    with transaction.atomic():
        if found := recognise_new().products:
            _forget_products(found)
    today = local_date(at)
    wanted = kept_days(today)
    _drop(wanted)
    # There before they are counted, so that a change meanwhile finds them.
    waiting = [PositionDay(day=day, is_stale=True) for day in wanted]
    PositionDay.objects.bulk_create(waiting, ignore_conflicts=True)
    fresh = {
        one.day
        for one in PositionDay.objects.filter(day__in=wanted, is_stale=False)
        if one.counted_at is not None and one.counted_at >= end_of(one.day)
    }
    counted = [count_day(day=day, at=at) for day in wanted[::-1] if day not in fresh]
    with transaction.atomic():
        asked_to_write(_WAITING, today)
    return counted


def _drop(wanted: Sequence[date]) -> None:
    """Days that ended and are no last day of a month; those before a year stay."""
    gone = PositionDay.objects.filter(day__gt=wanted[0]).exclude(day__in=wanted)
    days = list(gone.values_list("day", flat=True))
    if days:
        with transaction.atomic():
            LicenceStanding.objects.filter(day__in=days).delete()
            PositionTally.objects.filter(day__in=days).delete()
            gone.delete()


@transaction.atomic
def count_day(*, day: date, at: datetime) -> Counted:
    """The position of every agency on the day, as the rows say now; of some products
    alone where the rest was counted after the day's end and did not change.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('licences:count', 0))"
        )
    kept, _new = PositionDay.objects.get_or_create(day=day, defaults={"is_stale": True})
    is_part = (
        kept.is_stale
        and bool(kept.stale_products)
        and kept.counted_at is not None
        and kept.counted_at >= end_of(day)
    )
    only = with_families(kept.stale_products) if is_part else None
    stood, others = everything_of(day, products=only)
    lines = tallies(stood, others)
    _write_standings(day, stood, only)
    _write_tallies(day, lines, only)
    rows = PositionDay.objects.filter(day=day)
    rows.update(counted_at=at)
    # Whoever changed something since it was read finds it still stale.
    rows.filter(changes=kept.changes).update(is_stale=False, stale_products=[])
    return Counted(day, len(stood), len(lines))


def _write_standings(
    day: date, stood: Sequence[Stood], only: Sequence[UUID] | None
) -> None:
    given: dict[str, Any] = {
        "day": day,
        "only": only,
        "ids": [uuid7() for _one in stood],
        "agencies": [one.use.agency_id for one in stood],
        "units": [one.use.unit_id for one in stood],
        "machines": [one.use.machine_id for one in stood],
        "products": [one.use.product_id for one in stood],
        "states": [str(one.state) for one in stood],
        "allocations": [one.allocation_id for one in stood],
    }
    with connection.cursor() as cursor:
        cursor.execute(_GONE, given)
        cursor.execute(_STANDS, given)


def _write_tallies(
    day: date, lines: Sequence[Line], only: Sequence[UUID] | None
) -> None:
    rows = PositionTally.objects.filter(day=day)
    if only is not None:
        rows = rows.filter(Q(product__in=only) | Q(product=None))
    rows.delete()
    PositionTally.objects.bulk_create(
        [
            PositionTally(
                day=day,
                agency_id=one.agency_id,
                product_id=one.product_id,
                installs=one.tally.installs,
                legal=one.tally.legal,
                over=one.tally.over,
                unlicensed=one.tally.unlicensed,
            )
            for one in lines
        ],
        batch_size=5000,
    )
