"""What the end of an agency or unit does to its systems, in the act's transaction."""

from __future__ import annotations

from congvu.audit.actions import event_row, record_many
from congvu.organisations.models import Unit
from congvu.organisations.rules import BodyKind, Passed, Passing
from congvu.systems.models import InformationSystem


def pass_systems(passing: Passing) -> None:
    """The heir owns what the body owned, and runs what it ran.

    From who kept them until an heir was chosen only those go that came there so. Levels
    and dossiers stay with their system.
    """
    events = []
    for body in passing.bodies:
        if body.kind == BodyKind.UNIT:
            _of_unit(body)
        if body.kind != BodyKind.AGENCY:
            continue
        moved = _moved(body)
        if moved:
            events.append(
                event_row(
                    "systems.passed",
                    by=passing.by,
                    at=passing.at,
                    on_type="organisations.agency",
                    on_id=body.to_id,
                    agency_id=body.to_id,
                    data={"count": moved},
                )
            )
    record_many(events)


def _moved(body: Passed) -> int:
    owned = InformationSystem.objects.filter(agency=body.from_id)
    run = InformationSystem.objects.filter(operator=body.from_id)
    if body.from_id != body.body_id:
        owned = owned.filter(came_from=body.body_id)
        run = run.filter(operator_from=body.body_id)
    run.update(operator=body.to_id, operator_from=body.body_id)
    return owned.update(agency=body.to_id, came_from=body.body_id)


def _of_unit(body: Passed) -> None:
    """The unit that runs a system: its heir where it is one, else nobody is named."""
    rows = InformationSystem.objects.filter(operator_unit=body.from_id)
    if body.from_id != body.body_id:
        rows = rows.filter(unit_from=body.body_id)
    heir = Unit.objects.filter(pk=body.to_id).first()
    if heir is None:
        rows.update(operator_unit=None, unit_from=body.body_id)
    else:
        rows.update(operator_unit=heir, operator=heir.agency_id, unit_from=body.body_id)
