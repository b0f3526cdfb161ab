"""What is on a machine now, in whole sets: no statement a program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from congvu.inventory.models import Installation
from congvu.inventory.rules import Program, program_key

_NAME = """
INSERT INTO inventory_software (key, publisher, name, version)
SELECT told.* FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[])
    AS told (key, publisher, name, version)
 WHERE NOT EXISTS (SELECT FROM inventory_software s WHERE s.key = told.key)
 ORDER BY told.key
    ON CONFLICT (key) DO NOTHING
"""
_BEGIN = """
INSERT INTO inventory_installation (machine_id, software_id, since)
SELECT %s, s.id, %s FROM inventory_software s WHERE s.key = ANY(%s::uuid[])
"""
# What came and went in one moment was never there.
_FORGET = """
DELETE FROM inventory_installation i USING inventory_software s
 WHERE s.id = i.software_id AND i.machine_id = %s AND i.until IS NULL
   AND i.since >= %s AND s.key = ANY(%s::uuid[])
"""
_END = """
UPDATE inventory_installation i SET until = %s FROM inventory_software s
 WHERE s.id = i.software_id AND i.machine_id = %s AND i.until IS NULL
   AND s.key = ANY(%s::uuid[])
"""
_END_MISSING = """
UPDATE inventory_installation i SET until = greatest(%(at)s, i.since + '1 us')
 WHERE i.machine_id = %(older)s AND i.until IS NULL
   AND NOT EXISTS (SELECT FROM inventory_installation j WHERE j.machine_id = %(newer)s
                    AND j.software_id = i.software_id AND j.until IS NULL)
"""


@dataclass(frozen=True)
class Moved:
    """Counted by name and version; ``anything`` is also a publisher written anew."""

    added: int = 0
    removed: int = 0
    anything: bool = False


def sync_programs(machine_id: UUID, programs: Sequence[Program], at: datetime) -> Moved:
    """The machine has exactly these from now on; five statements at most."""
    now = Installation.objects.filter(machine=machine_id, until__isnull=True)
    before = {
        key: (name, version)
        for key, name, version in now.values_list(
            "software__key", "software__name", "software__version"
        )
    }
    told = {program_key(one): one for one in programs}
    new = sorted(told.keys() - before.keys())
    gone = sorted(before.keys() - told.keys())
    if not new and not gone:
        return Moved()
    with connection.cursor() as cursor:
        if gone:
            cursor.execute(_FORGET, [machine_id, at, gone])
            cursor.execute(_END, [at, machine_id, gone])
        if new:
            name_programs([told[key] for key in new])
            cursor.execute(_BEGIN, [machine_id, at, new])
    was, is_now = set(before.values()), {(p.name, p.version) for p in programs}
    return Moved(len(is_now - was), len(was - is_now), anything=True)


def name_programs(programs: Sequence[Program]) -> None:
    """Rows for these words where there are none; two statements at most."""
    told = {program_key(one): one for one in programs}
    keys = sorted(told)
    some = [told[key] for key in keys]
    with connection.cursor() as cursor:
        cursor.execute(
            _NAME,
            [
                keys,
                [one.publisher for one in some],
                [one.name for one in some],
                [one.version for one in some],
            ],
        )


def end_missing(older_id: UUID, newer_id: UUID, at: datetime) -> None:
    """Two are one: what the one told of later does not have ended then."""
    with connection.cursor() as cursor:
        cursor.execute(_END_MISSING, {"older": older_id, "newer": newer_id, "at": at})


def join_periods(kept_id: UUID, gone_id: UUID) -> None:
    """All that both had is the kept one's; periods of one program that meet are one."""
    both = Installation.objects.filter(machine__in=[kept_id, gone_id])
    joined: list[Installation] = []
    for one in both.order_by("software_id", "since", "id"):
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.software_id == one.software_id
            and (last.until is None or one.since <= last.until)
        ):
            ends = (last.until, one.until)
            last.until = None if None in ends else max(filter(None, ends))
            continue
        joined.append(
            Installation(
                machine_id=kept_id,
                software_id=one.software_id,
                since=one.since,
                until=one.until,
            )
        )
    both.delete()
    Installation.objects.bulk_create(joined, batch_size=2000)
