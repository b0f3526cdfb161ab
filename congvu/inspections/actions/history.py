"""One line on an inspection's timeline and one in the log, written together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from congvu.audit.actions import record
from congvu.documents.rules import for_the_log
from congvu.inspections.models import Inspection, InspectionEvent
from congvu.lib.text import clean
from congvu.organisations.access import Seat


def note(
    event: str,
    *,
    on: Inspection,
    by: Seat,
    at: datetime,
    text: str = "",
    data: Mapping[str, object] | None = None,
) -> None:
    """``text`` stands on the timeline in words and in the log as its digest."""
    InspectionEvent.objects.create(
        at=at,
        inspection=on,
        event=event,
        actor=by.person_name,
        actor_post=by.acts_as,
        text=clean(text),
    )
    told = {**(data or {}), **({"text": clean(text)} if clean(text) else {})}
    record(
        event,
        by=by.actor,
        at=at,
        on=on,
        agency_id=on.agency_id,
        data=for_the_log(told),
    )
