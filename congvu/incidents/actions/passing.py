"""What the end of an agency does to its incidents, in the act's transaction."""

from __future__ import annotations

from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import EventRow
from congvu.incidents.models import (
    DrillPlan,
    Incident,
    IncidentContact,
    WarningAnswer,
)
from congvu.organisations.rules import BodyKind, Passed, Passing


def pass_incidents(passing: Passing) -> None:
    """Incidents go with the systems. Of a warning that went to both, the heir's own
    answer stays with it and the other's with the agency that gave it; people to call
    are those of the heir.
    """
    record_many(
        event
        for body in passing.bodies
        if body.kind == BodyKind.AGENCY
        for event in _of_agency(body, passing)
    )


def _of_agency(body: Passed, passing: Passing) -> list[EventRow]:
    incidents = Incident.objects.filter(agency=body.from_id)
    answers = WarningAnswer.objects.filter(agency=body.from_id)
    drills = DrillPlan.objects.filter(agency=body.from_id)
    contacts = IncidentContact.objects.filter(agency=body.from_id)
    if body.from_id != body.body_id:
        incidents = incidents.filter(came_from=body.body_id)
        answers = answers.filter(came_from=body.body_id)
        drills = drills.filter(came_from=body.body_id)
        contacts = contacts.none()
    moved = incidents.update(agency=body.to_id, came_from=body.body_id)
    drills.update(agency=body.to_id, came_from=body.body_id)
    both = WarningAnswer.objects.filter(agency=body.to_id).values("warning")
    answers.exclude(warning__in=both).update(agency=body.to_id, came_from=body.body_id)
    contacts.delete()
    if not moved:
        return []
    return [
        event_row(
            "incidents.passed",
            by=passing.by,
            at=passing.at,
            on_type="organisations.agency",
            on_id=body.to_id,
            agency_id=body.to_id,
            data={"incident": moved},
        )
    ]
