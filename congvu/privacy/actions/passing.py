"""What the end of an agency does to its register, in the act's transaction."""

from __future__ import annotations

from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import EventRow
from congvu.organisations.rules import BodyKind, Passed, Passing
from congvu.privacy.models import Processing, SubjectRequest


def pass_privacy(passing: Passing) -> None:
    """Who takes over the data takes over what is owed to the people."""
    record_many(
        event
        for body in passing.bodies
        if body.kind == BodyKind.AGENCY
        for event in _of_agency(body, passing)
    )


def _of_agency(body: Passed, passing: Passing) -> list[EventRow]:
    moved = 0
    for model in (Processing, SubjectRequest):
        rows = model.objects.filter(agency=body.from_id)
        if body.from_id != body.body_id:
            rows = rows.filter(came_from=body.body_id)
        moved += rows.update(agency=body.to_id, came_from=body.body_id)
    if not moved:
        return []
    return [
        event_row(
            "privacy.passed",
            by=passing.by,
            at=passing.at,
            on_type="organisations.agency",
            on_id=body.to_id,
            agency_id=body.to_id,
            data={"processing": moved},
        )
    ]
