"""What the end of an agency does to its sites and VLANs, within the act's transaction.

The house stands where it stood: its site, with all that hangs on it, goes to the heir.
Where the heir has a site so called, the name says where this one came from.
"""

from __future__ import annotations

from django.db.models import Value
from django.db.models.functions import Coalesce

from congvu.audit.actions import event_row, record_many
from congvu.network.models import Site, Vlan
from congvu.network.rules import LONGEST_NAME
from congvu.organisations.queries import agency_names_on, names_ever
from congvu.organisations.rules import BodyKind, Passed, Passing


def pass_sites(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements a body that ends."""
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            _of_agency(body, passing)


def _of_agency(body: Passed, passing: Passing) -> None:
    rows = Site.objects.filter(agency=body.from_id)
    if body.from_id != body.body_id:
        rows = rows.filter(came_from=body.body_id)
    left = list(rows.select_for_update().order_by("pk"))
    taken = set(Site.objects.filter(agency=body.to_id).values_list("name", flat=True))
    was = names_ever([body.body_id]).get(body.body_id, "")
    heir = agency_names_on([body.to_id], passing.on).get(body.to_id, "")
    for one in left:
        one.agency_id, one.came_from = body.to_id, body.body_id
        one.name = _free(one.name, was, taken)
        taken.add(one.name)
    Site.objects.bulk_update(left, ["agency", "came_from", "name"])
    record_many(
        event_row(
            "network.passed",
            by=passing.by,
            at=passing.at,
            on=one,
            agency_id=one.agency_id,
            data={"site": one.name, "heir": heir},
        )
        for one in left
    )


def pass_vlans(passing: Passing) -> None:
    """Beside the heir's own: the same number may mean another network there."""
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            rows = Vlan.objects.filter(agency=body.from_id)
            if body.from_id != body.body_id:
                rows = rows.filter(came_from=body.body_id)
            rows.update(
                agency=body.to_id, came_from=Coalesce("came_from", Value(body.body_id))
            )


def _free(name: str, was: str, taken: set[str]) -> str:
    """The name, or it with the body it was of, or with a number besides."""
    tries = [name, f"{name} ({was})"[:LONGEST_NAME]]
    tries += [f"{name[: LONGEST_NAME - 6]} ({n})" for n in range(2, 1000)]
    return next(one for one in tries if one not in taken)
