"""Looking at other people's rows is written down, too."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from congvu.audit.actions import record
from congvu.dissemination.models import Telling
from congvu.organisations.access import Seat


@transaction.atomic
def record_list_view(*, telling: Telling, by: Seat, at: datetime) -> None:
    """Somebody read who has and who has not."""
    record(
        "dissemination.viewed",
        by=by.actor,
        at=at,
        on=telling,
        agency_id=by.agency_id,
        data={"symbol": telling.document.symbol},
    )
