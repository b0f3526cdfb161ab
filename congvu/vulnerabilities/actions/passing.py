"""What the end of an agency does to what was found in it, in the act's transaction."""

from __future__ import annotations

from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import EventRow
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import BodyKind, Passed, Passing
from congvu.vulnerabilities.models import Bom, Finding
from congvu.vulnerabilities.rules import LONGEST_LINE


def pass_findings(passing: Passing) -> None:
    """Findings go where the machines go, bills of materials with the products. A
    product that the heir has too is told apart by whose it was.
    """
    record_many(
        event
        for body in passing.bodies
        if body.kind == BodyKind.AGENCY
        for event in _of_agency(body, passing)
    )


def _of_agency(body: Passed, passing: Passing) -> list[EventRow]:
    findings = Finding.objects.filter(agency=body.from_id)
    boms = Bom.objects.filter(agency=body.from_id)
    if body.from_id != body.body_id:
        findings = findings.filter(came_from=body.body_id)
        boms = boms.filter(came_from=body.body_id)
    moved = findings.update(agency=body.to_id, came_from=body.body_id)
    taken = set(Bom.objects.filter(agency=body.to_id).values_list("name", flat=True))
    whose = agency_names_on([body.body_id], passing.on).get(body.body_id, "")
    rows = list(boms.select_for_update())
    for one in rows:
        if one.name in taken:
            one.name = f"{whose}: {one.name}"[:LONGEST_LINE]
        one.agency_id, one.came_from = body.to_id, body.body_id
    Bom.objects.bulk_update(rows, ["agency", "came_from", "name"])
    if not moved and not rows:
        return []
    return [
        event_row(
            "vulnerabilities.passed",
            by=passing.by,
            at=passing.at,
            on_type="organisations.agency",
            on_id=body.to_id,
            agency_id=body.to_id,
            data={"found": moved, "parts": len(rows)},
        )
    ]
