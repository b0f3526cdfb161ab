"""What the end of an agency or unit does to its rights, in the act's transaction.

The heir holds them, and what was given to the body is the heir's: seats neither grow
nor get lost. From who kept them until an heir was chosen only those go that came there
so.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import EventRow
from congvu.lib.dates import local_date
from congvu.licences.actions.counting import forget_counts
from congvu.licences.models import Entitlement, SeatAllocation
from congvu.organisations.models import Unit
from congvu.organisations.rules import BodyKind, Passed, Passing


def pass_rights(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements a body that ends."""
    events = []
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            events += _of_agency(body, passing)
        elif body.kind == BodyKind.UNIT:
            _of_unit(body, passing)
    record_many(events)
    if passing.bodies:
        forget_counts(since=local_date(passing.at))


def _of_agency(body: Passed, passing: Passing) -> list[EventRow]:
    rights = Entitlement.objects.filter(agency=body.from_id)
    given = SeatAllocation.objects.filter(agency=body.from_id, until=None)
    if body.from_id != body.body_id:
        rights = rights.filter(came_from=body.body_id)
        given = given.filter(came_from=body.body_id)
    moved = rights.update(agency=body.to_id, came_from=body.body_id)
    moved += _given_on(given, passing, agency_id=body.to_id, came_from=body.body_id)
    if not moved:
        return []
    return [
        event_row(
            "licences.passed",
            by=passing.by,
            at=passing.at,
            on_type="organisations.agency",
            on_id=body.to_id,
            agency_id=body.to_id,
            data={"count": moved},
        )
    ]


def _of_unit(body: Passed, passing: Passing) -> None:
    """A unit that lives on in another agency takes its seats there."""
    heir = Unit.objects.filter(pk=body.to_id).first()
    rows = SeatAllocation.objects.filter(unit=body.from_id, until=None)
    if body.from_id != body.body_id:
        rows = rows.filter(unit_from=body.body_id)
    if heir is None:
        _given_on(rows, passing, unit_id=None, unit_from=body.body_id)
        return
    _given_on(
        rows,
        passing,
        unit_id=heir.pk,
        agency_id=heir.agency_id,
        unit_from=body.body_id,
    )


def _given_on(
    rows: QuerySet[SeatAllocation], passing: Passing, **to: UUID | None
) -> int:
    """From the day of the act on they are the heir's; the days before stay as they
    were, as the machines' do.
    """
    on = local_date(passing.at)
    held = list(rows.select_for_update().order_by("since", "pk"))
    earlier = [one for one in held if one.since < on]
    rows.filter(pk__in=[one.pk for one in held if one.since >= on]).update(**to)
    SeatAllocation.objects.filter(pk__in=[one.pk for one in earlier]).update(until=on)
    following = []
    for one in earlier:
        fields = {
            name: getattr(one, name)
            for name in ("entitlement_id", "agency_id", "unit_id", "machine_id",
                         "person_id", "seats", "over_reason", "place", "came_from",
                         "unit_from")
        }  # fmt: skip
        following.append(
            SeatAllocation(
                **{**fields, **to},
                since=on,
                moved_from=one,
                added_at=passing.at,
                added_by=passing.by.name[:80],
            )
        )
    SeatAllocation.objects.bulk_create(following)
    return len(held)
