"""The timeline of an inspection, whole or as the inspected body reads it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from congvu.inspections.models import Inspection, InspectionEvent
from congvu.inspections.rules import BODY_EVENTS, EVENT_WORDS
from congvu.ui.rules import Event, dated


def timeline_of(found: Inspection, on: date, *, for_body: bool = False) -> list[Event]:
    """Oldest first; one query."""
    rows = InspectionEvent.objects.filter(inspection=found).order_by("at", "id")
    if for_body:
        rows = rows.filter(event__in=sorted(BODY_EVENTS))
    return dated([_event(row, for_body=for_body) for row in rows], on)


def _event(row: InspectionEvent, *, for_body: bool) -> Event:
    said = _(EVENT_WORDS[row.event])
    # What was written as the team began was written for the team.
    if row.text and not (for_body and row.event == "inspections.begun"):
        said = f"{said}: “{row.text}”"
    return Event(said, row.actor, at=row.at)
