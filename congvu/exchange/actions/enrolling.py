"""A hub was told of an agency of ours."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.exchange.models import Enrolment
from congvu.exchange.queries import Card


@transaction.atomic
def note_enrolled(
    *,
    agency_id: UUID,
    channel: str,
    card: Card,
    by: Actor,
    at: datetime,
    error: str = "",
) -> Enrolment:
    """It knows the agency now, or said why not; a repeated no leaves no entry."""
    known = Enrolment.objects.filter(agency=agency_id, channel=channel).first()
    told: dict[str, object] = {"card": asdict(card), "error": error[:1000]}
    if not error:
        told["told_at"] = at
    row, _new = Enrolment.objects.update_or_create(
        agency_id=agency_id, channel=channel, defaults=told
    )
    if known is None or known.error != row.error or not error:
        event = "exchange.enrolment-refused" if error else "exchange.enrolled"
        record(
            event,
            by=by,
            at=at,
            on=row,
            agency_id=agency_id,
            data={"channel": channel, "code": card.code, "label": card.name}
            | ({"reason": row.error} if error else {}),
        )
    return row
