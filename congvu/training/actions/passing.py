"""What the end of an agency does to its open classes, in the act's transaction."""

from __future__ import annotations

from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import EventRow
from congvu.organisations.rules import BodyKind, Passed, Passing
from congvu.training.models import TrainingClass
from congvu.training.rules.words import ClassState


def pass_classes(passing: Passing) -> None:
    """Who takes over holds the class to its end; those that are over stay."""
    record_many(
        event
        for body in passing.bodies
        if body.kind == BodyKind.AGENCY
        for event in _of_agency(body, passing)
    )


def _of_agency(body: Passed, passing: Passing) -> list[EventRow]:
    rows = TrainingClass.objects.filter(agency=body.from_id, state=ClassState.OPEN)
    if body.from_id != body.body_id:
        rows = rows.filter(came_from=body.body_id)
    if not (moved := rows.update(agency=body.to_id, came_from=body.body_id)):
        return []
    return [
        event_row(
            "training.passed",
            by=passing.by,
            at=passing.at,
            on_type="organisations.agency",
            on_id=body.to_id,
            agency_id=body.to_id,
            data={"moved": moved},
        )
    ]
