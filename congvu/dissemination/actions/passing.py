"""What the end of an agency or unit does to tellings and whom they mean."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from congvu.audit.actions import event_row, record_many
from congvu.dissemination.models import Audience, Telling
from congvu.organisations.queries import agencies_of
from congvu.organisations.rules import BodyKind, Passed, Passing


def pass_tellings(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements a body that ends."""
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            _to_heir(body, passing)
            Audience.objects.filter(agency=body.from_id).update(agency=body.to_id)
        elif body.kind == BodyKind.UNIT:
            _to_unit(body)


def _to_heir(body: Passed, passing: Passing) -> None:
    """All of the agency's, or what it kept only until this heir was chosen.

    Of a paper the heir is telling itself the old telling stays where it was.
    """
    own = Telling.objects.filter(
        agency=body.to_id, document=OuterRef("document"), ended_at__isnull=True
    )
    kept = Telling.objects.filter(~Exists(own), agency=body.from_id)
    if body.from_id != body.body_id:
        kept = kept.filter(came_from=body.body_id)
    passed = list(kept.select_for_update(of=("self",)).select_related("document"))
    Telling.objects.filter(pk__in=[t.pk for t in passed]).update(
        agency=body.to_id, came_from=body.body_id
    )
    record_many(
        event_row(
            "dissemination.passed",
            by=passing.by,
            at=passing.at,
            on=telling,
            agency_id=body.to_id,
            data={"symbol": telling.document.symbol},
        )
        for telling in passed
    )


def _to_unit(body: Passed) -> None:
    """Who had to know it there has to know it in the unit's heir, wherever that is."""
    there = agencies_of([body.to_id]).get(body.to_id)
    if there is not None:
        Audience.objects.filter(unit_id=body.from_id).update(
            unit_id=body.to_id, agency=there
        )
