"""What of the portal waits for one seat: counted for the spine on every page, so
planned once; listed on the page of one's work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from congvu.portal.models import PageReminder, Publishing
from congvu.portal.rules import PageAsk, PublishingState
from congvu.sql import Tally

_WHO = """
WITH who AS (SELECT %(approves)s::boolean OR %(writes)s::boolean AND EXISTS (
  SELECT 1 FROM portal_siteeditor e
   WHERE e.post_id = %(post)s AND e.agency_id = %(agency)s AND e.ended_at IS NULL
) AS edits)
"""
_QUESTIONS = """
SELECT count(*) FROM portal_publicquestion q
 WHERE q.state = 'forwarded' AND q.unit_id = %(unit)s
   AND (%(works)s::boolean OR who.edits)
    OR q.state = 'new' AND q.agency_id = %(agency)s AND who.edits
    OR q.state = 'checking' AND q.agency_id = %(agency)s AND %(approves)s::boolean
"""
_PAPERS = """
SELECT count(*) FROM portal_publishing p
 WHERE p.agency_id = %(agency)s AND p.state IN ('waiting', 'asked')
"""
# A page lies right below its section, a section right below its site: the path of the
# one above is four letters shorter. Wagtail keeps an index of what is under way.
_UNDER_WAY = """
  FROM wagtailcore_workflowstate s
  JOIN wagtailcore_page p ON p.id = CASE WHEN s.base_content_type_id = (
     SELECT id FROM django_content_type
      WHERE app_label = 'wagtailcore' AND model = 'page') THEN s.object_id::int END
  LEFT JOIN portal_sectionpage c ON c.page_ptr_id = p.id
 WHERE s.status IN ('in_progress', 'needs_changes')
   AND (s.status = 'needs_changes' AND s.requested_by_id = %(user)s
     OR s.status = 'in_progress' AND %(approves)s::boolean)
   AND EXISTS (
       SELECT 1
         FROM (SELECT page_ptr_id, agency_id FROM portal_provincepage
               UNION ALL SELECT page_ptr_id, agency_id FROM portal_bodypage) o
         JOIN wagtailcore_page home ON home.id = o.page_ptr_id
        WHERE o.agency_id = %(agency)s
          AND home.path IN (p.path, left(p.path, -4), left(p.path, -8))
          AND home.path = CASE WHEN c.page_ptr_id IS NOT NULL THEN left(p.path, -4)
                               WHEN home.path = p.path THEN p.path
                               ELSE left(p.path, -8) END)
"""
_REMINDERS = """
SELECT count(*) FROM portal_pagereminder r WHERE r.agency_id = %(agency)s
"""
_COUNTED = f"""{_WHO}
SELECT ({_QUESTIONS})
     + CASE WHEN %(decides)s::boolean THEN ({_PAPERS}) ELSE 0 END
     + CASE WHEN who.edits THEN (SELECT count(*) {_UNDER_WAY}) + ({_REMINDERS})
            ELSE 0 END
  FROM who
"""  # noqa: S608 - put together of the pieces above; values go in by name
_LISTED = f"""
SELECT p.id, p.draft_title, s.status = 'needs_changes' {_UNDER_WAY}
 ORDER BY s.created_at LIMIT 200
"""


@dataclass(frozen=True)
class PortalWaits:
    """Whose: a post of an agency and its unit; what it may do there."""

    agency: UUID
    unit: UUID
    post: UUID
    user: UUID | None
    works: bool
    writes: bool
    approves: bool
    decides: bool

    def asked(self) -> dict[str, Any]:
        return dict(vars(self))


class Waiting(StrEnum):
    """What is asked; questions have lines of their own."""

    DECIDE = "decide"
    PERSONAL = "personal"
    JUDGE = "judge"
    BACK = "back"
    REVIEW = "review"
    EXPIRY = "expiry"
    LINK = "link"


@dataclass(frozen=True)
class PortalLine:
    """One thing that waits: a paper by its id, or a page by its number."""

    asks: Waiting
    subject: str
    due_on: date | None = None
    paper_id: UUID | None = None
    page_id: int | None = None


def portal_waiting(waits: PortalWaits) -> Tally:
    return Tally(_COUNTED, waits.asked())


def papers_to_do(agency_id: UUID) -> list[PortalLine]:
    """Issued papers nobody decided about, or with personal data to answer for."""
    states = [PublishingState.WAITING, PublishingState.ASKED]
    rows = Publishing.objects.filter(agency=agency_id, state__in=states)
    return [
        PortalLine(
            Waiting.PERSONAL if row.state == PublishingState.ASKED else Waiting.DECIDE,
            row.summary,
            row.due_on,
            paper_id=row.pk if row.state == PublishingState.ASKED else row.entry_id,
        )
        for row in rows.order_by("due_on", "id")[:200]
    ]


def pages_to_do(waits: PortalWaits) -> list[PortalLine]:
    """Handed in and to be judged here, sent back to this person, and of whose days
    something is asked; two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, waits.asked())
        under_way = cursor.fetchall()
    rows = PageReminder.objects.filter(agency=waits.agency).select_related("page")
    return [
        PortalLine(Waiting.BACK if back else Waiting.JUDGE, title, page_id=page)
        for page, title, back in under_way
    ] + [_by_its_day(row) for row in rows.order_by("day", "id")[:200]]


def _by_its_day(row: PageReminder) -> PortalLine:
    due_on = None if row.asks == PageAsk.LINK else row.day
    return PortalLine(Waiting(row.asks), row.page.title, due_on, page_id=row.page_id)


def pages_by_number(numbers: Sequence[int], agency_id: UUID) -> dict[int, str]:
    """Titles of pages of an agency's own site; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_TITLES, {"numbers": list(numbers), "agency": agency_id})
        return dict(cursor.fetchall())


_TITLES = """
SELECT p.id, p.draft_title
  FROM wagtailcore_page p
  JOIN (SELECT home.path
          FROM (SELECT page_ptr_id, agency_id FROM portal_provincepage
                UNION ALL SELECT page_ptr_id, agency_id FROM portal_bodypage) o
          JOIN wagtailcore_page home ON home.id = o.page_ptr_id
         WHERE o.agency_id = %(agency)s) site ON starts_with(p.path, site.path)
 WHERE p.id = ANY(%(numbers)s)
"""
