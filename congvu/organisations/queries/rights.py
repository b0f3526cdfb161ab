"""Which changes of rights an agency has been warned of."""

from __future__ import annotations

from uuid import UUID

from congvu.organisations.models import RightChange
from congvu.sql import Tally


def right_changes(agency_id: UUID, *, limit: int = 100) -> list[RightChange]:
    """An agency's changes, those nobody has confirmed first, then newest first."""
    waiting = RightChange.objects.filter(agency=agency_id, confirmed_at__isnull=True)
    done = RightChange.objects.filter(agency=agency_id, confirmed_at__isnull=False)
    return [*waiting.order_by("-at", "id"), *done.order_by("-at", "id")[:limit]]


def unconfirmed(agency_id: UUID) -> Tally:
    """How many of an agency's changes nobody has confirmed."""
    return Tally(_UNCONFIRMED, {"agency": agency_id})


_UNCONFIRMED = """
SELECT count(*) FROM organisations_rightchange
 WHERE agency_id = %(agency)s AND confirmed_at IS NULL
"""
