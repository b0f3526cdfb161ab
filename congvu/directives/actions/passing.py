"""What the end of an agency or unit does to its directives, within the act."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from congvu.audit.actions import event_row, record_many
from congvu.directives.models import Directive
from congvu.organisations.models import UnitVersion
from congvu.organisations.rules import BodyKind, Passed, Passing


def pass_directives(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements a body that ends."""
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            _to_heir(body, passing)
        elif body.kind == BodyKind.UNIT:
            _to_unit(body, passing)


def _to_heir(body: Passed, passing: Passing) -> None:
    """All of the agency's, or what it kept only until this heir was chosen.

    Of a paper the heir opened itself the old one stays where it was, to be read.
    """
    own = Directive.objects.filter(agency=body.to_id, document=OuterRef("document"))
    kept = Directive.objects.filter(~Exists(own), agency=body.from_id)
    if body.from_id != body.body_id:
        kept = kept.filter(came_from=body.body_id)
    passed = list(
        kept.select_for_update(of=("self",)).select_related("document").defer("text")
    )
    Directive.objects.filter(pk__in=[d.pk for d in passed]).update(
        agency=body.to_id, came_from=body.body_id
    )
    record_many(
        event_row(
            "directives.passed",
            by=passing.by,
            at=passing.at,
            on=directive,
            agency_id=body.to_id,
            data={"symbol": directive.document.symbol},
        )
        for directive in passed
    )


def _to_unit(body: Passed, passing: Passing) -> None:
    """The heir watches what the unit watched."""
    named = UnitVersion.objects.valid(on=passing.on).filter(unit=body.to_id).first()
    if named is not None:
        Directive.objects.filter(watch_unit_id=body.from_id).update(
            watch_unit_id=body.to_id, watch_unit_name=named.name
        )
