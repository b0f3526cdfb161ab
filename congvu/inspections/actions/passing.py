"""What the end of an agency does to inspections, within the act's transaction.

The heir inspects, or is inspected, from that day; papers, names and findings stay as
they were written.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from congvu.audit.actions import event_row, record_many
from congvu.documents.actions.passing.matching import Wanted, match_desks
from congvu.inspections.models import (
    Checklist,
    Inspection,
    InspectionEvent,
    InspectionPlan,
    Recommendation,
)
from congvu.inspections.rules import InspectionState
from congvu.organisations.models import Post, Unit
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import BodyKind, Passed, Passing

_OVER = (InspectionState.DONE, InspectionState.CANCELLED)


def pass_inspections(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements a body that ends."""
    _recommended_inside(passing)
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            names = agency_names_on([body.to_id], passing.on)
            _inspecting(body, passing)
            _inspected(body, passing)
            _recommended(body, names.get(body.to_id, ""))


def _left(rows: QuerySet[Inspection], body: Passed, came_from: str) -> list[Inspection]:
    """All of the body's, or what it kept only until this heir was chosen."""
    if body.from_id != body.body_id:
        rows = rows.filter(**{came_from: body.body_id})
    return list(rows.select_for_update().order_by("pk"))


def _inspecting(body: Passed, passing: Passing) -> None:
    rows = Inspection.objects.filter(agency=body.from_id).exclude(body=body.to_id)
    left = _left(rows, body, "came_from")
    for one in left:
        one.agency_id, one.came_from = body.to_id, body.body_id
    Inspection.objects.bulk_update(left, ["agency", "came_from"])
    plans = InspectionPlan.objects.filter(agency=body.from_id)
    lists = Checklist.objects.filter(agency=body.from_id)
    if body.from_id != body.body_id:
        plans = plans.filter(came_from=body.body_id)
        lists = lists.filter(came_from=body.body_id)
    # Of a year the heir has a plan for, or a list of the same name, the old one stays.
    own_plan = InspectionPlan.objects.filter(agency=body.to_id, year=OuterRef("year"))
    own_list = Checklist.objects.filter(agency=body.to_id, title=OuterRef("title"))
    moved = {"agency": body.to_id, "came_from": body.body_id}
    plans.filter(~Exists(own_plan)).update(**moved)
    lists.filter(~Exists(own_list)).update(**moved)
    _tell(left, passing)


def _inspected(body: Passed, passing: Passing) -> None:
    """What is not over goes on with the heir; it cannot go on with itself."""
    rows = Inspection.objects.filter(body=body.from_id).exclude(state__in=_OVER)
    left = _left(rows.exclude(agency=body.to_id), body, "body_came_from")
    for one in left:
        one.body_id, one.body_came_from = body.to_id, body.body_id
    Inspection.objects.bulk_update(left, ["body", "body_came_from"])
    _tell(left, passing)


def _recommended(body: Passed, name: str) -> None:
    """What nobody was given yet is the heir's; given, it is a duty and goes as one."""
    rows = Recommendation.objects.filter(agency=body.from_id, duty=None)
    rows.filter(desk_id=body.from_id).update(
        agency=body.to_id, desk_id=body.to_id, desk_name=name
    )


def _recommended_inside(passing: Passing) -> None:
    """Of a unit or post that ends: the likest desk has it, or else its agency."""
    ended = list(_ended_desks(passing))
    rows = Recommendation.objects.filter(desk_id__in=ended, duty=None)
    rows = rows.exclude(inspection__state__in=_OVER)
    left = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if not left:
        return
    takers = {b.body_id: b.to_id for b in passing.bodies}
    interim = any(b.is_interim for b in passing.bodies)
    wanted = {
        row.pk: Wanted(
            row.desk_id,
            takers.get(row.agency_id, row.agency_id),
            is_direct=False,
            is_interim=interim,
        )
        for row in left
    }
    found = match_desks(set(wanted.values()), takers, passing.on)
    names = agency_names_on({one.agency_id for one in wanted.values()}, passing.on)
    for row in left:
        agency, taker = wanted[row.pk].agency_id, found[wanted[row.pk]]
        row.agency_id = agency
        row.desk_id = taker.desk_id if taker else agency
        row.desk_name = (taker.name if taker else names.get(agency, ""))[:200]
    Recommendation.objects.bulk_update(left, ["agency", "desk_id", "desk_name"])


def _ended_desks(passing: Passing) -> set[UUID]:
    """The units and posts that end by themselves or with what they are in."""
    ended = [body for body in passing.bodies if body.from_id == body.body_id]
    agencies = [body.body_id for body in ended if body.kind == BodyKind.AGENCY]
    units = set(Unit.objects.filter(agency__in=agencies).values_list("pk", flat=True))
    units |= {body.body_id for body in ended if body.kind != BodyKind.AGENCY}
    posts = Post.objects.filter(unit__in=list(units)).values_list("pk", flat=True)
    return units | set(posts)


def _tell(left: list[Inspection], passing: Passing) -> None:
    InspectionEvent.objects.bulk_create(
        InspectionEvent(
            at=passing.at,
            inspection=one,
            event="inspections.passed",
            actor=passing.by.name,
            text=passing.legal_basis[:300],
        )
        for one in left
    )
    record_many(
        event_row(
            "inspections.passed",
            by=passing.by,
            at=passing.at,
            on=one,
            agency_id=one.agency_id,
            data={"body": one.body_name},
        )
        for one in left
    )
