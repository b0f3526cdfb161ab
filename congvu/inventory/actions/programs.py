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
            some = [told[key] for key in new]
            cursor.execute(
                _NAME,
                [
                    new,
                    [one.publisher for one in some],
                    [one.name for one in some],
                    [one.version for one in some],
                ],
            )
            cursor.execute(_BEGIN, [machine_id, at, new])
    was, is_now = set(before.values()), {(p.name, p.version) for p in programs}
    return Moved(len(is_now - was), len(was - is_now), anything=True)
