"""What proves an answer holds no longer than the level of now asks.

A level rises after something was proven: the shorter period counts from the day of the
evidence, not from the next answer. Nothing is ever made longer here.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection

from congvu.controls.queries import own_period

_SHORTEN = """
UPDATE controls_answer a SET valid_until = held.until
  FROM (
    SELECT a.id, max(least(e.until, (e."on" + make_interval(months => coalesce(
             nullif(r.months[coalesce(s.level, s.assessed_level)], 0), %(own)s
           )))::date)) AS until
      FROM controls_answer a
      JOIN controls_requirement r ON r.id = a.requirement_id
      JOIN systems_informationsystem s ON s.id = a.system_id
      JOIN controls_evidence e ON e.answer_id = a.id AND e.kind <> 'approval'
     WHERE a.standing IN ('met', 'partly')
       AND coalesce(s.level, s.assessed_level) IS NOT NULL
       AND (%(system)s::uuid IS NULL OR s.id = %(system)s::uuid)
     GROUP BY a.id
  ) held
 WHERE held.id = a.id AND (a.valid_until IS NULL OR a.valid_until > held.until)
"""


def fit_periods(system_id: UUID | None, on: date) -> int:
    """Of one system, or of all; how many end sooner now."""
    own = own_period(on)
    if not own:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_SHORTEN, {"own": own, "system": system_id})
        ended: int = cursor.rowcount
    return ended
