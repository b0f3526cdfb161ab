"""What waits for a desk, for the spine: asked on every page, so planned once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from congvu.duties.models import DoneReport, DutyUrging, Standing
from congvu.duties.queries.states import now_standing
from congvu.duties.rules import Answer, Course
from congvu.sql import planned

# Shares to be carried out that nobody reported done; reports that wait for the desk
# that gave the share, or follows the duty up; more time asked of who gave it; what
# stands in a share's way, to be answered or decided.
_WAITING = """
SELECT (
  SELECT count(*) FROM duties_standing st
    JOIN duties_share s ON s.id = st.share_id
   WHERE s.desk_id = ANY(%(desks)s) AND st.course = 'under-way'
     AND st.replaced_at IS NULL AND st.valid_until IS NULL
     AND NOT EXISTS (SELECT FROM duties_donereport r
                      WHERE r.share_id = s.id AND r.state = 'open')
) + (
  SELECT count(*) FROM duties_donereport r
    JOIN duties_share s ON s.id = r.share_id
    JOIN duties_duty d ON d.id = s.duty_id
    LEFT JOIN duties_share p ON p.id = s.parent_id
   WHERE r.state = 'open' AND CASE
         WHEN p.id IS NOT NULL THEN p.desk_id
         WHEN d.watcher_desk_id IS NOT NULL THEN d.watcher_desk_id
         ELSE d.agency_id END = ANY(%(desks)s)
) + (
  SELECT count(*) FROM duties_extensionrequest x
    JOIN duties_share s ON s.id = x.share_id
    JOIN duties_duty d ON d.id = s.duty_id
    LEFT JOIN duties_share p ON p.id = s.parent_id
   WHERE x.state = 'open' AND coalesce(p.desk_id, d.agency_id) = ANY(%(desks)s)
) + (
  SELECT count(*) FROM duties_difficulty f
    JOIN duties_share s ON s.id = f.share_id
    JOIN duties_duty d ON d.id = s.duty_id
    LEFT JOIN duties_share p ON p.id = s.parent_id
   WHERE f.state IN ('asked', 'escalated') AND CASE
         WHEN p.id IS NOT NULL THEN p.desk_id
         WHEN f.state = 'asked' AND d.watcher_desk_id IS NOT NULL
         THEN d.watcher_desk_id
         ELSE d.agency_id END = ANY(%(desks)s)
)
"""


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


def waiting_count(desks: Collection[UUID]) -> int:
    """What these desks have to do with duties; one query."""
    with planned() as cursor:
        cursor.execute(_WAITING, {"desks": list(desks)})
        (n,) = cursor.fetchone()
    return int(n)
