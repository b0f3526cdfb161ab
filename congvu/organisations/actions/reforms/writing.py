"""Writing a plan: a handful of statements for each table, however many bodies."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from congvu.organisations.actions.reforms.draft import Plan
from congvu.organisations.models import (
    Agency,
    AgencyVersion,
    Appointment,
    Delegation,
    Identifier,
    Post,
    Reform,
    Unit,
    UnitVersion,
)
from congvu.organisations.queries.world import among
from congvu.organisations.rules import BodyKind

_BATCH = 2000
# What is inside ends before what it is inside of, and all of it before the new begins.
_ENDING: tuple[type[Model], ...] = (
    Delegation,
    Appointment,
    Post,
    UnitVersion,
    Unit,
    Identifier,
    AgencyVersion,
    Agency,
)


def write_plan(plan: Plan, reform: Reform) -> dict[str, int]:
    """End, then begin. Rights that change are not pointed out one by one: the act
    itself was decided by a second person.
    """
    for model in _ENDING:
        ids = among("id", plan.ended.get(model, ()))
        model._default_manager.filter(ids).update(valid_until=plan.on)
    for succession in plan.successions:
        succession.reform = reform
    for heir in plan.heirs.values():
        heir.reform = reform
    begins: tuple[Iterable[Model], ...] = (
        plan.agencies,
        plan.versions.values(),
        plan.identifiers,
        plan.units,
        plan.unit_versions.values(),
        plan.posts,
        plan.appointments,
        plan.delegations,
        plan.successions,
        plan.heirs.values(),
    )
    for rows in begins:
        new = list(rows)
        if new:
            type(new[0])._default_manager.bulk_create(new, batch_size=_BATCH)
    ends = [end.body.kind for end in plan.ends.values()]
    return {
        "ended_agencies": ends.count(BodyKind.AGENCY),
        "ended_units": ends.count(BodyKind.UNIT),
        "new_agencies": len(plan.agencies),
    }
