"""Looking is written down, too."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from congvu.audit.actions import record
from congvu.duties.models import Duty
from congvu.organisations.access import Seat


@transaction.atomic
def record_duty_view(*, duty: Duty, by: Seat, at: datetime) -> None:
    record("duties.viewed", by=by.actor, at=at, on=duty, agency_id=duty.agency_id)
