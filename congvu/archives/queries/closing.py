"""What a closing has to know of a dossier, by a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q

from congvu.archives.models import Dossier, DossierItem
from congvu.documents.rules import OPEN_ENTRY_STATES
from congvu.outgoing.models import Draft
from congvu.outgoing.rules import OPEN_DRAFT_STATES, OutgoingState

# The same file comes once: the first in order stays. A paper's file is its first one.
TWICE_SQL = """
WITH held AS (
    SELECT i.id, i.happened_on, coalesce(i.file_id, f.file_id) AS content
      FROM archives_dossieritem i
      LEFT JOIN documents_registerentry e ON e.id = i.incoming_id
      LEFT JOIN outgoing_outgoingentry o ON o.id = i.outgoing_id
      LEFT JOIN documents_documentfile f
        ON f.document_id = coalesce(e.document_id, o.document_id) AND f.position = 0
     WHERE i.dossier_id = %(dossier)s AND i.dropped_at IS NULL AND NOT i.is_draft)
SELECT id FROM (
    SELECT id, row_number() OVER (PARTITION BY content ORDER BY happened_on, id) AS n
      FROM held WHERE content IS NOT NULL) AS numbered
 WHERE n > 1
"""


@dataclass(frozen=True)
class Review:
    """What a closing finds: how much, what is unfinished, what is there twice."""

    items: int
    drafts: int
    duplicates: int
    open_work: Sequence[str]


def review(dossier: Dossier) -> Review:
    """Five queries."""
    held = DossierItem.objects.filter(dossier=dossier, dropped_at=None)
    return Review(
        items=held.count(),
        drafts=held.filter(is_draft=True).count(),
        duplicates=len(twice(dossier.id)),
        open_work=_open_work(dossier),
    )


def twice(dossier_id: UUID) -> list[UUID]:
    """Papers whose file another one in the dossier has, too."""
    with connection.cursor() as cursor:
        cursor.execute(TWICE_SQL, {"dossier": dossier_id})
        return [row[0] for row in cursor.fetchall()]


def _open_work(dossier: Dossier) -> list[str]:
    """Incoming papers not finished, numbers that have no paper (held or cancelled),
    answers being written.
    """
    held = DossierItem.objects.filter(dossier=dossier, dropped_at=None)
    waiting = held.filter(
        Q(incoming__state__in=sorted(OPEN_ENTRY_STATES))
        | Q(outgoing__state__in=[OutgoingState.RESERVED, OutgoingState.CANCELLED])
    ).values_list("incoming__number", "incoming__arrived_on", "outgoing__symbol")
    named = [
        symbol or f"{number}/{day.year}"
        for number, day, symbol in waiting.order_by("happened_on", "id")[:200]
    ]
    drafts = Draft.objects.filter(
        answers__dossier_items__dossier=dossier,
        answers__dossier_items__dropped_at=None,
        state__in=sorted(OPEN_DRAFT_STATES),
    )
    return named + list(drafts.values_list("subject", flat=True)[:50])
