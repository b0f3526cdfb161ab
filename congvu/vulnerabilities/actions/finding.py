"""What is found where, as rows: new, still there, mended, come back.

A finding is mended only when what was installed is so no more by an inventory, or the
next bill of materials is without it. One whose advisory was withdrawn is void.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from congvu.inventory.rules import MachineState
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.notices.actions import notify_each
from congvu.organisations.queries import posts_of_role
from congvu.organisations.queries.holdings import held_at
from congvu.organisations.rules import Role
from congvu.systems.rules import Exposure, SystemState
from congvu.vulnerabilities.queries import days_to_mend
from congvu.vulnerabilities.queries.operating import operating_systems
from congvu.vulnerabilities.rules import Priority, Severity, Stake, priority

# What is there now: one row for a cause in a package of a place, its worst advisory.
_HERE = f"""
CREATE TEMP TABLE finding_here ON COMMIT DROP AS
WITH seen AS (
  SELECT m.agency_id, m.id AS machine_id, NULL::uuid AS bom_id, k.package_id,
         NULL::uuid AS system_id
    FROM vulnerabilities_hit h
    JOIN vulnerabilities_softwarepackage k ON k.package_id = h.package_id
    JOIN inventory_installation i ON i.software_id = k.software_id AND i.until IS NULL
    JOIN inventory_machine m ON m.id = i.machine_id AND m.merged_into_id IS NULL
     AND m.state <> '{MachineState.DISPOSED}'
    JOIN unnest(%(names)s::text[], %(versions)s::text[], %(ecosystems)s::text[],
                %(releases)s::text[]) AS o (name, version, ecosystem, release)
      ON o.name = m.os_name AND o.version = m.os_version
     AND o.ecosystem = k.ecosystem AND o.release = k.release
  UNION
  SELECT b.agency_id, NULL, b.id, p.package_id, b.system_id
    FROM vulnerabilities_bompart p JOIN vulnerabilities_bom b ON b.id = p.bom_id
   WHERE EXISTS (SELECT FROM vulnerabilities_hit h WHERE h.package_id = p.package_id)
), of_system AS (
  SELECT id, coalesce(level, assessed_level, 0) AS level,
         exposure = '{Exposure.CITIZENS}' OR EXISTS (
           SELECT FROM systems_systemservice v WHERE v.system_id = s.id AND v.is_public)
           AS is_public
    FROM systems_informationsystem s WHERE state <> '{SystemState.RETIRED}'
), of_machine AS (
  SELECT e.machine_id, max(s.level) AS level, bool_or(s.is_public) AS is_public
    FROM systems_systemequipment e JOIN of_system s ON s.id = e.system_id
   WHERE e.machine_id IS NOT NULL GROUP BY e.machine_id
)
SELECT DISTINCT ON (seen.machine_id, seen.bom_id, a.cause, p.name)
       seen.agency_id, seen.machine_id, seen.bom_id, a.cause, p.name,
       a.id AS advisory_id, p.id AS package_id, h.fixed, a.severity,
       EXISTS (SELECT FROM vulnerabilities_exploitedweakness x
                WHERE x.code = a.cause OR x.code = ANY (a.aliases)) AS exploited,
       coalesce(mine.level, s.level, 0) AS level,
       coalesce(mine.is_public, s.is_public, false) AS is_public
  FROM seen
  JOIN vulnerabilities_hit h ON h.package_id = seen.package_id
  JOIN vulnerabilities_advisory a ON a.id = h.advisory_id AND a.withdrawn_at IS NULL
  JOIN vulnerabilities_package p ON p.id = seen.package_id
  LEFT JOIN of_machine mine ON mine.machine_id = seen.machine_id
  LEFT JOIN of_system s ON s.id = seen.system_id
 ORDER BY seen.machine_id, seen.bom_id, a.cause, p.name,
          array_position(%(severities)s::text[], a.severity::text), a.code, p.id
"""  # noqa: S608 - our own constants
_STAKES = "SELECT DISTINCT severity, exploited, level, is_public FROM finding_here"
_RANKED = """
CREATE TEMP TABLE finding_ranked ON COMMIT DROP AS
SELECT here.*, rank.priority, rank.due_on
  FROM finding_here here
  JOIN unnest(%(severity)s::text[], %(exploited)s::bool[], %(level)s::int[],
              %(is_public)s::bool[], %(priority)s::int[], %(due_on)s::date[])
    AS rank (severity, exploited, level, is_public, priority, due_on)
    ON rank.severity = here.severity AND rank.exploited = here.exploited
   AND rank.level = here.level AND rank.is_public = here.is_public
"""
_SAME = """coalesce(f.machine_id, f.bom_id) = coalesce(r.machine_id, r.bom_id)
   AND f.cause = r.cause AND f.name = r.name"""
# Known ones as they are now. What ended is open again, and has its days anew; a risk is
# taken for a time only. Sooner than before: the day is not later than it would be now.
_KNOWN = f"""
WITH before AS (
  SELECT f.id, f.state IN ('mended', 'void') AS ended, f.state = 'mended' AS mended,
         f.state = 'accepted' AND f.accepted_until < %(today)s AS lapsed,
         r.agency_id, r.advisory_id, r.package_id, r.fixed, r.severity, r.exploited,
         r.level, r.is_public, r.priority, r.due_on
    FROM vulnerabilities_finding f JOIN finding_ranked r ON {_SAME}
)
UPDATE vulnerabilities_finding f
   SET agency_id = b.agency_id, advisory_id = b.advisory_id, package_id = b.package_id,
       fixed = b.fixed, severity = b.severity, exploited = b.exploited,
       level = b.level, is_public = b.is_public, priority = b.priority,
       state = CASE WHEN b.ended OR b.lapsed THEN 'open' ELSE f.state END,
       returned = f.returned + b.mended::int,
       found_at = CASE WHEN b.ended THEN %(at)s ELSE f.found_at END,
       ended_at = NULL,
       planned_on = CASE WHEN b.ended THEN NULL ELSE f.planned_on END,
       accepted_until = CASE WHEN b.ended OR b.lapsed THEN NULL
                             ELSE f.accepted_until END,
       due_on = CASE WHEN b.ended THEN b.due_on
                     WHEN b.priority < f.priority THEN least(f.due_on, b.due_on)
                     ELSE f.due_on END
  FROM before b
 WHERE f.id = b.id
   AND (b.ended OR b.lapsed OR
        (f.agency_id, f.advisory_id, f.package_id, f.fixed, f.severity, f.exploited,
         f.level, f.is_public, f.priority) IS DISTINCT FROM
        (b.agency_id, b.advisory_id, b.package_id, b.fixed, b.severity, b.exploited,
         b.level, b.is_public, b.priority))
RETURNING f.id, f.agency_id, f.priority, b.ended
"""  # noqa: S608 - our own constants
_NEW = f"""
SELECT r.* FROM finding_ranked r
 WHERE NOT EXISTS (SELECT FROM vulnerabilities_finding f WHERE {_SAME})
"""  # noqa: S608 - our own constants
# Proof is what was read of the place itself; whatever else ended it, nothing is mended.
_GONE = f"""
UPDATE vulnerabilities_finding f
   SET state = CASE WHEN CASE WHEN f.machine_id IS NULL THEN NOT EXISTS (
         SELECT FROM vulnerabilities_bompart p
          WHERE p.bom_id = f.bom_id AND p.package_id = f.package_id)
       ELSE EXISTS (
         SELECT FROM inventory_machine m
          WHERE m.id = f.machine_id AND m.merged_into_id IS NULL
            AND m.state <> '{MachineState.DISPOSED}')
        AND NOT EXISTS (
         SELECT FROM vulnerabilities_softwarepackage k
           JOIN inventory_installation i ON i.software_id = k.software_id
          WHERE k.package_id = f.package_id AND i.machine_id = f.machine_id
            AND i.until IS NULL) END THEN 'mended' ELSE 'void' END,
       ended_at = %(at)s, planned_on = NULL, accepted_until = NULL
 WHERE f.state IN ('open', 'planned', 'accepted')
   AND NOT EXISTS (SELECT FROM finding_ranked r WHERE {_SAME})
RETURNING f.state
"""  # noqa: S608 - our own constants
_INSERT = """
INSERT INTO vulnerabilities_finding
       (id, agency_id, machine_id, bom_id, cause, name, advisory_id, package_id, fixed,
        severity, exploited, level, is_public, priority, due_on, state, found_at, note,
        decided_by, returned)
SELECT t.id, r.agency_id, r.machine_id, r.bom_id, r.cause, r.name, r.advisory_id,
       r.package_id, r.fixed, r.severity, r.exploited, r.level, r.is_public, r.priority,
       r.due_on, 'open', %(at)s, '', '', 0
  FROM (SELECT n.*, row_number() OVER () AS place FROM finding_new n) r
  JOIN unnest(%(ids)s::uuid[]) WITH ORDINALITY AS t (id, place) ON t.place = r.place
RETURNING id, agency_id, priority
"""


@dataclass(frozen=True)
class Found:
    """What is different now."""

    new: int = 0
    returned: int = 0
    mended: int = 0
    void: int = 0

    @property
    def ended(self) -> int:
        return self.mended + self.void


def refresh_findings(*, at: datetime) -> Found:
    """So many statements, however many machines; called within a transaction."""
    today = local_date(at)
    with connection.cursor() as cursor:
        cursor.execute(
            _HERE, {**operating_systems(), "severities": [str(s) for s in Severity]}
        )
        cursor.execute(_STAKES)
        cursor.execute(_RANKED, _ranks(cursor.fetchall(), at))
        cursor.execute(_KNOWN, {"at": at, "today": today})
        back = [row for row in cursor.fetchall() if row[3]]
        cursor.execute(f"CREATE TEMP TABLE finding_new ON COMMIT DROP AS {_NEW}")
        cursor.execute("SELECT count(*) FROM finding_new")
        many = cursor.fetchone()[0]
        cursor.execute(_INSERT, {"at": at, "ids": [uuid7() for _n in range(many)]})
        new = cursor.fetchall()
        cursor.execute(_GONE, {"at": at})
        gone = [state for (state,) in cursor.fetchall()]
        for table in ("finding_here", "finding_ranked", "finding_new"):
            cursor.execute(f"DROP TABLE {table}")
    _tell([*new, *(row[:3] for row in back)], at)
    mended = gone.count("mended")
    return Found(len(new), len(back), mended, len(gone) - mended)


def _ranks(stakes: list[tuple[Any, ...]], at: datetime) -> dict[str, list[Any]]:
    days, today = days_to_mend(local_date(at)), local_date(at)
    ranks = [
        priority(Stake(Severity(severity), exploited, level, is_public))
        for severity, exploited, level, is_public in stakes
    ]
    names = ("severity", "exploited", "level", "is_public")
    told: dict[str, list[Any]] = {
        name: [row[place] for row in stakes] for place, name in enumerate(names)
    }
    told["priority"] = [int(rank) for rank in ranks]
    told["due_on"] = [today + days[rank] for rank in ranks]
    return told


def _tell(found: list[tuple[UUID, UUID, int]], at: datetime) -> None:
    """Who keeps the agency's security, of those to be mended at once or soon: one
    notice an agency, of the most urgent of them.
    """
    urgent: dict[UUID, tuple[int, UUID]] = {}
    for finding, agency, rank in found:
        if rank <= Priority.SOON:
            urgent[agency] = min(urgent.get(agency, (rank, finding)), (rank, finding))
    if not urgent:
        return
    on = local_date(at)
    posts = posts_of_role(Role.ADMINISTRATOR, set(urgent), on)
    people = {
        (one.agency_id, one.user_id)
        for one in held_at(set().union(*posts.values()), [], on)
        if one.user_id is not None and one.agency_id in urgent
    }
    notify_each(
        "vulnerabilities.found",
        to=[
            (user, urgent[agency][1], {})
            for agency, user in sorted(people, key=str)
            if user is not None
        ],
        at=at,
    )
