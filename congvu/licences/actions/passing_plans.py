"""What the end of a body does to its plans, roll-outs, scans and procurements."""

from __future__ import annotations

from django.db.models import Model

from congvu.audit.actions import event_row, record_many
from congvu.licences.models import (
    FormatScan,
    Procurement,
    ReplacementPlan,
    Rollout,
    RolloutWave,
)
from congvu.organisations.models import Unit
from congvu.organisations.rules import BodyKind, Passed, Passing

_FOLLOWS: tuple[type[Model], ...] = (
    FormatScan,
    Procurement,
    ReplacementPlan,
    Rollout,
    RolloutWave,
)


def pass_plans(passing: Passing) -> None:
    """The heir has them; from who kept them meanwhile only those go that came so."""
    events = []
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            moved = sum(_moved(model, body) for model in _FOLLOWS)
            if moved:
                events.append(
                    event_row(
                        "licences.plans-passed",
                        by=passing.by,
                        at=passing.at,
                        on_type="organisations.agency",
                        on_id=body.to_id,
                        agency_id=body.to_id,
                        data={"count": moved},
                    )
                )
        elif body.kind == BodyKind.UNIT:
            _of_unit(body)
    record_many(events)


def _moved(model: type[Model], body: Passed) -> int:
    rows = model._default_manager.filter(agency=body.from_id)
    if body.from_id != body.body_id:
        rows = rows.filter(came_from=body.body_id)
    if model is RolloutWave:
        # Where the heir has a wave of that number, the number after its last.
        return _waves_moved(body)
    return rows.update(agency=body.to_id, came_from=body.body_id)


def _waves_moved(body: Passed) -> int:
    rows = RolloutWave.objects.filter(agency=body.from_id)
    if body.from_id != body.body_id:
        rows = rows.filter(came_from=body.body_id)
    left = list(rows.select_for_update().order_by("rollout", "number", "pk"))
    for one in left:
        there = RolloutWave.objects.filter(
            rollout=one.rollout_id, agency=body.to_id, unit=one.unit_id
        )
        taken = set(there.values_list("number", flat=True))
        if one.number in taken:
            one.number = max(taken) + 1
        one.agency_id, one.came_from = body.to_id, body.body_id
        one.save(update_fields=["number", "agency", "came_from"])
    return len(left)


def _of_unit(body: Passed) -> None:
    """Its machines go with it, or to the agency: so does the wave's place. Until an
    heir is chosen it stays the unit's: who keeps the machines has waves of its own.
    """
    if body.is_interim:
        return
    heir = Unit.objects.filter(pk=body.to_id).first()
    rows = RolloutWave.objects.filter(unit=body.body_id)
    for one in rows.select_for_update().order_by("pk"):
        unit_id = heir.pk if heir is not None else None
        agency_id = heir.agency_id if heir is not None else one.agency_id
        there = RolloutWave.objects.filter(
            rollout=one.rollout_id, agency=agency_id, unit=unit_id
        ).exclude(pk=one.pk)
        taken = set(there.values_list("number", flat=True))
        if one.number in taken:
            one.number = max(taken) + 1
        one.unit_id, one.agency_id = unit_id, agency_id
        one.save(update_fields=["number", "agency", "unit"])
