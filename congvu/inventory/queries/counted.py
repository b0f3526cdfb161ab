"""What is counted of machines of one day, for indicators and for whoever rests on them.

The day is the last of ``since`` to ``until``, or today. Whose a machine was and how it
stood is as of the end of that day (`Custody`).
"""

from __future__ import annotations

from congvu.inventory.rules import SILENT_DAYS, Format, MachineState, ReadingState

MACHINE = "inventory.machine"
OFFICIAL = "inventory.official"
_ZONE = "AT TIME ZONE INTERVAL '7 hours'"
_DAY = f"""
  FROM (SELECT day, (day + 1)::timestamp {_ZONE} AS ends
          FROM (SELECT least(%(until)s::date - 1, (now() {_ZONE})::date) AS day) x) d
"""  # noqa: S608 - our own constants
_IN_USE = f"""
  JOIN inventory_custody c ON c.since < d.ends
   AND (c.until IS NULL OR c.until >= d.ends) AND c.state = '{MachineState.IN_USE}'
  JOIN inventory_machine m ON m.id = c.machine_id AND m.merged_into_id IS NULL
 WHERE d.day >= %(since)s
"""
# Each machine in use, and whether an inventory told of it in the 30 days up to the end
# of the day; a table that somebody kept names no program. Nobody counts it again.
COVERED = f"""
SELECT c.agency_id, d.day, '{MACHINE}', m.id,
       EXISTS (SELECT FROM inventory_machinereading r
                WHERE r.machine_id = m.id AND r.state <> '{ReadingState.REFUSED}'
                  AND r.format <> '{Format.TABLE}'
                  AND r.at < d.ends AND r.at >= d.ends - INTERVAL '{SILENT_DAYS} days')
  {_DAY} {_IN_USE}
"""  # noqa: S608 - our own constants
# Each machine in use, which counts, and each person who was appointed to a post of the
# agency, who does not: the first to the second is the figure.
PER_OFFICIAL = f"""
SELECT c.agency_id, d.day, '{MACHINE}', m.id, TRUE {_DAY} {_IN_USE}
UNION ALL
SELECT DISTINCT u.agency_id, d.day, '{OFFICIAL}', held.person_id, FALSE {_DAY}
  JOIN organisations_appointment held ON held.valid_from <= d.day
   AND (held.valid_until IS NULL OR held.valid_until > d.day)
  JOIN organisations_post p ON p.id = held.post_id
  JOIN organisations_unit u ON u.id = p.unit_id
 WHERE d.day >= %(since)s
"""
