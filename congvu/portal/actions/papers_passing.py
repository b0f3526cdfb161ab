"""What the end of an agency does to papers that wait to be public."""

from __future__ import annotations

from congvu.audit.actions import event_row, record_many
from congvu.organisations.rules import BodyKind, Passed, Passing
from congvu.portal.models import Publishing
from congvu.portal.rules import PublishingState

_STANDS = (PublishingState.KEPT, PublishingState.TAKEN_DOWN)


def pass_publishings(passing: Passing) -> None:
    """Declared in ``succession.py``: the heir decides, answers and takes down."""
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            _to_heir(body, passing)


def _to_heir(body: Passed, passing: Passing) -> None:
    rows = Publishing.objects.filter(agency=body.from_id).exclude(state__in=_STANDS)
    if body.from_id != body.body_id:
        # Kept only until this heir was chosen: what the ended body itself issued.
        rows = rows.filter(entry__agency=body.body_id)
    passed = list(rows.select_for_update(of=("self",)).order_by("id"))
    Publishing.objects.filter(pk__in=[one.pk for one in passed]).update(
        agency=body.to_id
    )
    record_many(
        event_row(
            "portal.papers-passed",
            by=passing.by,
            at=passing.at,
            on=one,
            agency_id=body.to_id,
        )
        for one in passed
    )
