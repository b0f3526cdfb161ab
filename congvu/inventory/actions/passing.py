"""What the end of an agency or unit does to its machines, in the act's transaction."""

from __future__ import annotations

from django.db.models import F, Q

from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import EventRow
from congvu.inventory.actions.standing import keep_standing
from congvu.inventory.models import (
    AgentEnrolment,
    Likeness,
    Machine,
    MachinePaper,
    MachinePaperLine,
)
from congvu.inventory.rules import PaperState, Verdict
from congvu.organisations.models import Unit
from congvu.organisations.rules import BodyKind, Passed, Passing


def pass_machines(passing: Passing) -> None:
    """The heir has the machines, and its agents go on speaking with their codes.

    From who kept them until an heir was chosen only those go that came there so. Papers
    that waited for a body that ended, or for machines that go, are withdrawn: what
    stood on them is not so any more. The keeper's own go on waiting.
    """
    events = []
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            events += _of_agency(body, passing)
        elif body.kind == BodyKind.UNIT:
            _of_unit(body, passing)
    # Machines of two agencies are two machines.
    waiting = Likeness.objects.filter(verdict=Verdict.WAITING)
    waiting.exclude(first__agency=F("second__agency")).delete()
    record_many(events)


def _of_agency(body: Passed, passing: Passing) -> list[EventRow]:
    machines = Machine.objects.filter(agency=body.from_id)
    papers = Q(agency=body.from_id) | Q(to_agency=body.from_id)
    codes = AgentEnrolment.objects.filter(agency=body.from_id)
    if body.from_id != body.body_id:
        machines = machines.filter(came_from=body.body_id)
        codes = codes.filter(came_from=body.body_id)
    ids = list(machines.values_list("pk", flat=True))
    if body.from_id != body.body_id:
        lines = MachinePaperLine.objects.filter(machine__in=ids)
        papers = Q(pk__in=lines.values("paper"))
    moved = machines.update(agency=body.to_id, came_from=body.body_id)
    keep_standing(ids, at=passing.at)
    _withdraw(papers, passing)
    codes.update(agency=body.to_id, came_from=body.body_id)
    if not moved:
        return []
    return [
        event_row(
            "inventory.passed",
            by=passing.by,
            at=passing.at,
            on_type="organisations.agency",
            on_id=body.to_id,
            agency_id=body.to_id,
            data={"count": moved},
        )
    ]


def _withdraw(which: Q, passing: Passing) -> None:
    waiting = MachinePaper.objects.filter(which, state=PaperState.WAITING)
    lines = MachinePaperLine.objects.filter(paper__in=waiting)
    lines.update(is_open=False)
    waiting.update(
        state=PaperState.WITHDRAWN,
        settled_at=passing.at,
        settled_by=passing.by.name[:80],
        reason=passing.legal_basis[:500],
    )


def _of_unit(body: Passed, passing: Passing) -> None:
    """A unit that lives on in another agency takes its machines there."""
    heir = Unit.objects.filter(pk=body.to_id).first()
    rows = Machine.objects.filter(unit=body.from_id)
    if body.from_id != body.body_id:
        rows = rows.filter(unit_from=body.body_id)
    ids = list(rows.values_list("pk", flat=True))
    if heir is None:
        rows.update(unit=None, unit_from=body.body_id)
    else:
        rows.update(unit=heir, agency=heir.agency_id, unit_from=body.body_id)
    keep_standing(ids, at=passing.at)
    if body.from_id == body.body_id:
        _withdraw(Q(to_unit=body.body_id), passing)
