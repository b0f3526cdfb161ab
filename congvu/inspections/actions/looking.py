"""Looking is written down, too."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from congvu.audit.actions import record
from congvu.inspections.models import Inspection
from congvu.organisations.access import Seat


@transaction.atomic
def record_inspection_view(*, found: Inspection, by: Seat, at: datetime) -> None:
    agency = found.agency_id
    record("inspections.viewed", by=by.actor, at=at, on=found, agency_id=agency)
