"""What waits for a desk: counted for the spine on every page, so planned once; listed
on the page of one's work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from congvu.duties.models import DoneReport, DutyUrging, Standing
from congvu.duties.queries.states import now_standing
from congvu.duties.rules import Answer, Course
from congvu.sql import Tally, planned

MOST = 200
# Shares to be carried out that nobody reported done; reports that wait for the desk
# that gave the share, or follows the duty up; more time asked of who gave it; what
# stands in a share's way, to be answered or decided. What is suspended can be neither
# accepted nor put off: it waits for nobody until it goes on.
_WAITING = """
SELECT 'do' AS kind, s.id AS share_id, st.deadline AS due, NULL::uuid AS difficulty_id
  FROM duties_standing st
  JOIN duties_share s ON s.id = st.share_id
 WHERE s.desk_id IN (%(desks)s) AND st.course = 'under-way'
   AND st.replaced_at IS NULL AND st.valid_until IS NULL
   AND NOT EXISTS (SELECT FROM duties_donereport r
                    WHERE r.share_id = s.id AND r.state = 'open')
UNION ALL
SELECT 'accept', s.id, NULL, NULL FROM duties_donereport r
  JOIN duties_share s ON s.id = r.share_id
  JOIN duties_standing st ON st.share_id = s.id AND st.course = 'under-way'
   AND st.replaced_at IS NULL AND st.valid_until IS NULL
  JOIN duties_duty d ON d.id = s.duty_id
  LEFT JOIN duties_share p ON p.id = s.parent_id
 WHERE r.state = 'open' AND CASE
       WHEN p.id IS NOT NULL THEN p.desk_id
       WHEN d.watcher_desk_id IS NOT NULL THEN d.watcher_desk_id
       ELSE d.agency_id END IN (%(desks)s)
UNION ALL
SELECT 'extend', s.id, x.old_deadline, NULL FROM duties_extensionrequest x
  JOIN duties_share s ON s.id = x.share_id
  JOIN duties_standing st ON st.share_id = s.id AND st.course = 'under-way'
   AND st.replaced_at IS NULL AND st.valid_until IS NULL
  JOIN duties_duty d ON d.id = s.duty_id
  LEFT JOIN duties_share p ON p.id = s.parent_id
 WHERE x.state = 'open' AND coalesce(p.desk_id, d.agency_id) IN (%(desks)s)
UNION ALL
SELECT 'solve', s.id, f.due_on, f.id FROM duties_difficulty f
  JOIN duties_share s ON s.id = f.share_id
  JOIN duties_duty d ON d.id = s.duty_id
  LEFT JOIN duties_share p ON p.id = s.parent_id
 WHERE f.state IN ('asked', 'escalated', 'referred') AND CASE
       WHEN f.state = 'referred' THEN f.decider_id
       WHEN p.id IS NOT NULL THEN p.desk_id
       WHEN f.state = 'asked' AND d.watcher_desk_id IS NOT NULL
       THEN d.watcher_desk_id
       ELSE d.agency_id END IN (%(desks)s)
"""
_COUNTED = f"SELECT count(*) FROM ({_WAITING}) w"  # noqa: S608 - our own text
_LISTED = f"""
SELECT w.kind, d.id, s.id, d.title, s.desk_name, d.ordered_by, w.due, w.difficulty_id
  FROM ({_WAITING}) w
  JOIN duties_share s ON s.id = w.share_id
  JOIN duties_duty d ON d.id = s.duty_id
 ORDER BY w.due NULLS LAST, s.id, w.kind LIMIT {MOST}
""".replace("IN (%(desks)s)", "= ANY(%(desks)s)")  # noqa: S608 - our own text


class Waits(StrEnum):
    """Why a share waits for a desk."""

    DO = "do"
    ACCEPT = "accept"
    EXTEND = "extend"
    SOLVE = "solve"


@dataclass(frozen=True)
class WaitingLine:
    kind: Waits
    duty_id: UUID
    share_id: UUID
    title: str
    desk_name: str
    ordered_by: str
    due: date | None
    difficulty_id: UUID | None = None


def late_now(on: date) -> QuerySet[Standing]:
    """What is late on a day and was not reported done."""
    reported = DoneReport.objects.filter(share=OuterRef("share"), state=Answer.OPEN)
    return (
        now_standing()
        .filter(course=Course.UNDER_WAY, deadline__lt=on)
        .exclude(Exists(reported))
    )


def urgeable(on: date) -> QuerySet[Standing]:
    """Of that, what was not urged that day."""
    urged = DutyUrging.objects.filter(share=OuterRef("share"), day=on)
    return late_now(on).exclude(Exists(urged))


def waiting(desks: Collection[UUID]) -> Tally:
    """What these desks have to do with duties."""
    return Tally(_COUNTED, {"desks": frozenset(desks)})


def waiting_lines(desks: Collection[UUID]) -> list[WaitingLine]:
    """The same, the earliest day first; one query."""
    with planned() as cursor:
        cursor.execute(_LISTED, {"desks": list(desks)})
        return [WaitingLine(Waits(row[0]), *row[1:]) for row in cursor.fetchall()]
