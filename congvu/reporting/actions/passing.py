"""What the end of a body does to its reports and forms, within the act."""

from __future__ import annotations

from congvu.audit.actions import event_row, record_many
from congvu.lib.dates import local_date
from congvu.organisations.models import UnitVersion
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import BodyKind, Passed, Passing
from congvu.reporting.models import (
    FormRecipient,
    ReportForm,
    ReportReturn,
    ReturnEvent,
)
from congvu.reporting.queries import open_returns


def pass_reports(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements a body that ends. What was handed
    in stays as it was.
    """
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            _to_heir(body, passing)
        elif body.kind == BodyKind.UNIT:
            _to_unit(body, passing)


def _to_heir(body: Passed, passing: Passing) -> None:
    forms = ReportForm.objects.filter(agency=body.from_id)
    returns = open_returns().filter(agency=body.from_id)
    if body.from_id != body.body_id:
        # Kept only until this heir was chosen.
        forms = forms.filter(came_from=body.body_id)
        returns = returns.filter(came_from=body.body_id)
    forms.update(agency=body.to_id, came_from=body.body_id)
    FormRecipient.objects.filter(agency=body.from_id).update(agency=body.to_id)
    passed = list(returns.select_for_update(of=("self",)).order_by("pk"))
    # A unit that ended with it answers no more: what it owed the heir owes.
    ReportReturn.objects.filter(pk__in=[r.pk for r in passed]).update(
        agency=body.to_id, came_from=body.body_id, unit_id=None
    )
    name = agency_names_on([body.to_id], passing.on).get(body.to_id, "")
    ReturnEvent.objects.bulk_create(
        ReturnEvent(
            report=report,
            at=passing.at,
            day=local_date(passing.at),
            event="reporting.passed",
            actor=passing.by.name,
            text=passing.legal_basis[:300],
            detail={"to": name},
        )
        for report in passed
    )
    record_many(
        event_row(
            "reporting.passed",
            by=passing.by,
            at=passing.at,
            on=report,
            agency_id=body.to_id,
            data={"to": name},
        )
        for report in passed
    )


def _to_unit(body: Passed, passing: Passing) -> None:
    """The heir collects what the unit collected, and reports what it still owed."""
    forms = ReportForm.objects.filter(unit_id=body.from_id)
    returns = open_returns().filter(unit_id=body.from_id)
    if body.from_id != body.body_id:
        # Kept only until this heir was chosen.
        forms = forms.filter(came_from=body.body_id)
        returns = returns.filter(came_from=body.body_id)
    else:
        asked = FormRecipient.objects.filter(unit_id=body.from_id)
        asked.update(unit_id=body.to_id)
    returns.update(unit_id=body.to_id, came_from=body.body_id)
    named = UnitVersion.objects.valid(on=passing.on).filter(unit=body.to_id).first()
    if named is not None:
        forms.update(
            unit_id=body.to_id, unit_name=named.name[:200], came_from=body.body_id
        )
