"""What the end of an agency or unit does to its databases, in the act's transaction."""

from __future__ import annotations

from collections.abc import Mapping

from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import EventRow
from congvu.organisations.models import Unit
from congvu.organisations.rules import BodyKind, Passed, Passing
from congvu.registry.models import Database, DataService, SharingAgreement
from congvu.registry.rules import OVER


def pass_databases(passing: Passing) -> None:
    """The heir keeps them; a unit that lives on elsewhere takes them there."""
    events: list[EventRow] = []
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            events += _of_agency(body, passing)
        elif body.kind == BodyKind.UNIT:
            _of_unit(body)
    record_many(events)


def _of_agency(body: Passed, passing: Passing) -> list[EventRow]:
    rows = Database.objects.filter(agency=body.from_id)
    if body.from_id != body.body_id:
        rows = rows.filter(came_from=body.body_id)
    moved = rows.update(agency=body.to_id, came_from=body.body_id)
    if not moved:
        return []
    return [_event("registry.passed", body, passing, {"databases": moved})]


def _of_unit(body: Passed) -> None:
    heir = Unit.objects.filter(pk=body.to_id).first()
    if heir is None:
        return
    rows = Database.objects.filter(unit=body.from_id)
    if body.from_id != body.body_id:
        rows = rows.filter(unit_from=body.body_id)
    rows.update(unit=heir, agency=heir.agency_id, unit_from=body.body_id)


def pass_services(passing: Passing) -> None:
    """The heir answers for them."""
    events: list[EventRow] = []
    for body in passing.bodies:
        if body.kind != BodyKind.AGENCY:
            continue
        rows = DataService.objects.filter(agency=body.from_id)
        if body.from_id != body.body_id:
            rows = rows.filter(came_from=body.body_id)
        moved = rows.update(agency=body.to_id, came_from=body.body_id)
        if moved:
            told = {"services": moved}
            events.append(_event("registry.services-passed", body, passing, told))
    record_many(events)


def _event(
    event: str, body: Passed, passing: Passing, data: Mapping[str, object]
) -> EventRow:
    return event_row(
        event,
        by=passing.by,
        at=passing.at,
        on_type="organisations.agency",
        on_id=body.to_id,
        agency_id=body.to_id,
        data=data,
    )


def pass_agreements(passing: Passing) -> None:
    """The heir reads on what its forebear was to read. Where it has an agreement about
    the same set, or keeps the set itself, the old one stays where it is and opens
    nothing.
    """
    events: list[EventRow] = []
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            events += _read_on(body, passing)
    record_many(events)


def _read_on(body: Passed, passing: Passing) -> list[EventRow]:
    alive = SharingAgreement.objects.exclude(state__in=sorted(OVER))
    rows = alive.filter(consumer=body.from_id)
    if body.from_id != body.body_id:
        rows = rows.filter(came_from=body.body_id)
    has = alive.filter(consumer=body.to_id).values_list("data_set", flat=True)
    rows = rows.exclude(data_set__in=list(has))
    rows = rows.exclude(data_set__database__agency=body.to_id)
    moved = rows.update(consumer=body.to_id, came_from=body.body_id)
    if not moved:
        return []
    return [_event("registry.sharing-passed", body, passing, {"agreements": moved})]
