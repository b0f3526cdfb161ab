"""Who was taught in a year, agency by agency, counted from attendance."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from congvu.training.models import TrainingClass

# Places of classes of the year; of each how many sessions there were to come to, and
# how many were come to. Sessions and attendance are counted each once, then joined.
_REPORT = """
WITH class AS (
    SELECT c.id, (SELECT count(*) FROM training_classsession s
                   WHERE s.training_class_id = c.id) AS sessions
      FROM training_trainingclass c
     WHERE c.state = 'closed' AND c.begins_on >= make_date(%(year)s, 1, 1)
       AND c.begins_on < make_date(%(year)s + 1, 1, 1)
), came AS (
    SELECT a.place_id, count(*) AS n, count(*) FILTER (WHERE a.is_late) AS late
      FROM training_sessionattendance a
      JOIN training_place p ON p.id = a.place_id
      JOIN class ON class.id = p.training_class_id
     GROUP BY a.place_id
)
SELECT p.agency_id, count(DISTINCT p.person_id), count(*), sum(class.sessions)::bigint,
       coalesce(sum(came.n), 0)::bigint, coalesce(sum(came.late), 0)::bigint,
       count(*) FILTER (WHERE p.result = 'passed'),
       count(DISTINCT p.person_id) FILTER (WHERE p.result = 'passed')
  FROM training_place p
  JOIN class ON class.id = p.training_class_id
  LEFT JOIN came ON came.place_id = p.id
 WHERE p.state = 'held' AND (%(agency)s::uuid IS NULL OR p.agency_id = %(agency)s)
 GROUP BY p.agency_id
"""


@dataclass(frozen=True)
class Taught:
    """Of one agency in one year."""

    agency_id: UUID
    people: int
    places: int
    to_come: int
    came: int
    late: int
    passed: int
    people_passed: int

    @property
    def attended(self) -> int:
        """In whole percent; of nothing, none."""
        return self.came * 100 // self.to_come if self.to_come else 0


def taught_in(year: int, agency_id: UUID | None = None) -> list[Taught]:
    """One query, however many were there."""
    with connection.cursor() as cursor:
        cursor.execute(_REPORT, {"year": year, "agency": agency_id})
        return [Taught(*row) for row in cursor.fetchall()]


def years_of() -> list[int]:
    """Those in which some class began."""
    rows = TrainingClass.objects.order_by().dates("begins_on", "year")
    return [one.year for one in rows]
