"""What the end of an agency does to its sources, in the act's transaction."""

from __future__ import annotations

from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import EventRow
from congvu.logs.models import Alert, LogSource
from congvu.logs.rules import LONGEST_NAME
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import BodyKind, Passed, Passing


def pass_sources(passing: Passing) -> None:
    """Sources with their events and alerts go to the heir; one whose name the heir has
    too is told apart by whose it was.
    """
    record_many(
        event
        for body in passing.bodies
        if body.kind == BodyKind.AGENCY
        for event in _of_agency(body, passing)
    )


def _of_agency(body: Passed, passing: Passing) -> list[EventRow]:
    sources = LogSource.objects.filter(agency=body.from_id)
    alerts = Alert.objects.filter(agency=body.from_id)
    if body.from_id != body.body_id:
        sources = sources.filter(came_from=body.body_id)
        alerts = alerts.filter(came_from=body.body_id)
    alerts.update(agency=body.to_id, came_from=body.body_id)
    taken = set(
        LogSource.objects.filter(agency=body.to_id).values_list("name", flat=True)
    )
    whose = agency_names_on([body.body_id], passing.on).get(body.body_id, "")
    rows = list(sources.select_for_update())
    for one in rows:
        if one.name in taken:
            one.name = f"{whose}: {one.name}"[:LONGEST_NAME]
        one.agency_id, one.came_from = body.to_id, body.body_id
    LogSource.objects.bulk_update(rows, ["agency", "came_from", "name"])
    if not rows:
        return []
    return [
        event_row(
            "logs.passed",
            by=passing.by,
            at=passing.at,
            on_type="organisations.agency",
            on_id=body.to_id,
            agency_id=body.to_id,
            data={"sources": len(rows)},
        )
    ]
