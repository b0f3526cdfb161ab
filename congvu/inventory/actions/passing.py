"""What the end of an agency or unit does to its machines, in the act's transaction."""

from __future__ import annotations

from django.db.models import F

from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import EventRow
from congvu.inventory.models import AgentEnrolment, Likeness, Machine
from congvu.inventory.rules import Verdict
from congvu.organisations.models import Unit
from congvu.organisations.rules import BodyKind, Passed, Passing


def pass_machines(passing: Passing) -> None:
    """The heir has the machines, and its agents go on speaking with their codes.

    From who kept them until an heir was chosen only those go that came there so.
    """
    events = []
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            events += _of_agency(body, passing)
        elif body.kind == BodyKind.UNIT:
            _of_unit(body)
    # Machines of two agencies are two machines.
    waiting = Likeness.objects.filter(verdict=Verdict.WAITING)
    waiting.exclude(first__agency=F("second__agency")).delete()
    record_many(events)


def _of_agency(body: Passed, passing: Passing) -> list[EventRow]:
    machines = Machine.objects.filter(agency=body.from_id)
    codes = AgentEnrolment.objects.filter(agency=body.from_id)
    if body.from_id != body.body_id:
        machines = machines.filter(came_from=body.body_id)
        codes = codes.filter(came_from=body.body_id)
    moved = machines.update(agency=body.to_id, came_from=body.body_id)
    codes.update(agency=body.to_id, came_from=body.body_id)
    if not moved:
        return []
    return [
        event_row(
            "inventory.passed",
            by=passing.by,
            at=passing.at,
            on_type="organisations.agency",
            on_id=body.to_id,
            agency_id=body.to_id,
            data={"count": moved},
        )
    ]


def _of_unit(body: Passed) -> None:
    """A unit that lives on in another agency takes its machines there."""
    heir = Unit.objects.filter(pk=body.to_id).first()
    rows = Machine.objects.filter(unit=body.from_id)
    if body.from_id != body.body_id:
        rows = rows.filter(unit_from=body.body_id)
    if heir is None:
        rows.update(unit=None, unit_from=body.body_id)
    else:
        rows.update(unit=heir, agency=heir.agency_id, unit_from=body.body_id)
