"""What the end of a body does to its requests, within the act's transaction.

What is open goes to the heir on either side; what was closed stays told of the body of
its day. A desk ends with its agency or unit: the heir answers as for its own. What a
unit asked stays told of it until its heir is chosen; who keeps it reads it meanwhile.
"""

from __future__ import annotations

from django.db.models import Q

from congvu.audit.actions import event_row, record_many
from congvu.organisations.models import Unit
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import BodyKind, Passed, Passing
from congvu.support.models import SupportDesk, SupportRequest
from congvu.support.rules import HelpState


def pass_support(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements a body that ends."""
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            _agency(body, passing)
        elif body.kind == BodyKind.UNIT:
            _unit(body)


def _left(field: str, body: Passed) -> Q:
    if body.from_id != body.body_id:
        return Q(**{field: body.from_id}, came_from=body.body_id)
    return Q(**{field: body.from_id})


def _agency(body: Passed, passing: Passing) -> None:
    SupportDesk.objects.filter(agency=body.body_id).delete()
    is_open = SupportRequest.objects.exclude(state=HelpState.CLOSED)
    rows = is_open.filter(_left("agency", body) | _left("to_agency", body))
    left = list(rows.select_for_update().order_by("pk"))
    heir = agency_names_on([body.to_id], passing.on).get(body.to_id, "")
    for one in left:
        if one.agency_id == body.from_id:
            one.agency_id = body.to_id
        if one.to_agency_id == body.from_id:
            one.to_agency_id = body.to_id
        one.came_from = body.body_id
    SupportRequest.objects.bulk_update(left, ["agency", "to_agency", "came_from"])
    record_many(
        event_row(
            "support.passed",
            by=passing.by,
            at=passing.at,
            on=one,
            agency_id=one.agency_id,
            data={"subject": one.subject, "heir": heir},
        )
        for one in left
    )


def _unit(body: Passed) -> None:
    SupportDesk.objects.filter(unit=body.body_id).delete()
    if body.is_interim or not Unit.objects.filter(pk=body.to_id).exists():
        return
    rows = SupportRequest.objects.exclude(state=HelpState.CLOSED)
    rows.filter(unit=body.body_id).update(unit=body.to_id)
