"""What the end of an agency or unit does to its rights, in the act's transaction.

The heir holds them, and what was given to the body is the heir's: seats neither grow
nor get lost. From who kept them until an heir was chosen only those go that came there
so.
"""

from __future__ import annotations

from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import EventRow
from congvu.licences.actions.counting import forget_counts
from congvu.licences.models import Entitlement, SeatAllocation
from congvu.organisations.models import Unit
from congvu.organisations.rules import BodyKind, Passed, Passing


def pass_rights(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements a body that ends."""
    events = []
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            events += _of_agency(body, passing)
        elif body.kind == BodyKind.UNIT:
            _of_unit(body)
    record_many(events)
    if passing.bodies:
        forget_counts(since=passing.on)


def _of_agency(body: Passed, passing: Passing) -> list[EventRow]:
    rights = Entitlement.objects.filter(agency=body.from_id)
    given = SeatAllocation.objects.filter(agency=body.from_id, until=None)
    if body.from_id != body.body_id:
        rights = rights.filter(came_from=body.body_id)
        given = given.filter(came_from=body.body_id)
    moved = rights.update(agency=body.to_id, came_from=body.body_id)
    moved += given.update(agency=body.to_id, came_from=body.body_id)
    if not moved:
        return []
    return [
        event_row(
            "licences.passed",
            by=passing.by,
            at=passing.at,
            on_type="organisations.agency",
            on_id=body.to_id,
            agency_id=body.to_id,
            data={"count": moved},
        )
    ]


def _of_unit(body: Passed) -> None:
    """A unit that lives on in another agency takes its seats there."""
    heir = Unit.objects.filter(pk=body.to_id).first()
    rows = SeatAllocation.objects.filter(unit=body.from_id, until=None)
    if body.from_id != body.body_id:
        rows = rows.filter(unit_from=body.body_id)
    if heir is None:
        rows.update(unit=None, unit_from=body.body_id)
    else:
        rows.update(unit=heir, agency=heir.agency_id, unit_from=body.body_id)
