"""Papers about machines: lists, one with its machines, what waits for whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from congvu.inventory.models import (
    Machine,
    MachineKeeper,
    MachinePaper,
    MachinePaperLine,
)
from congvu.inventory.queries.machines import living
from congvu.inventory.rules import MachineState, PaperState
from congvu.organisations.models import Appointment, Post
from congvu.organisations.queries import agencies_on, unit_names_on
from congvu.sql import Tally

PAGE = 50


@dataclass(frozen=True)
class PaperPage:
    """The newest first; ``after`` is the paper behind which the next page begins."""

    rows: list[MachinePaper]
    after: str


def papers_page(
    rows: QuerySet[MachinePaper], *, kind: str = "", after: str = ""
) -> PaperPage:
    """One query however far one has turned; ``machines`` is how many are on it."""
    if kind:
        rows = rows.filter(kind=kind)
    with suppress(ValueError):
        rows = rows.filter(pk__lt=UUID(after)) if after else rows
    counted = rows.annotate(machines=Count("lines")).order_by("-pk")
    found: list[MachinePaper] = [*counted[: PAGE + 1]]
    more = len(found) > PAGE
    return PaperPage(found[:PAGE], str(found[PAGE - 1].pk) if more else "")


def lines_of(paper: MachinePaper) -> list[MachinePaperLine]:
    return list(paper.lines.order_by("position"))


def papers_of(machine: Machine) -> list[MachinePaper]:
    """On which it stands, the newest first."""
    ids = machine.paper_lines.values("paper")
    rows = MachinePaper.objects.filter(pk__in=ids).annotate(machines=Count("lines"))
    return list(rows.order_by("-pk")[:100])


def waiting_for(
    *, person_id: UUID, units: Collection[UUID], agencies: Sequence[UUID]
) -> list[MachinePaper]:
    """What this person, these units' head or these agencies' keeper is to confirm; the
    oldest first; one query.
    """
    unit = Q(to_unit__in=list(units), to_person=None)
    asked = Q(to_person=person_id) | unit | Q(to_agency__in=list(agencies))
    rows = MachinePaper.objects.filter(asked, state=PaperState.WAITING)
    return list(rows.annotate(machines=Count("lines")).order_by("pk")[:200])


_WAITING = f"""
SELECT count(*) FROM inventory_machinepaper
 WHERE state = '{PaperState.WAITING}' AND (to_person_id = %(person)s
    OR (to_unit_id IN (%(units)s) AND to_person_id IS NULL)
    OR to_agency_id IN (%(agencies)s))
"""  # noqa: S608 - our own constants


def papers_waiting(
    person_id: UUID, units: frozenset[UUID], agencies: list[UUID]
) -> Tally:
    """How many `waiting_for` finds."""
    given = {"person": person_id, "units": units, "agencies": agencies}
    return Tally(_WAITING, given)


_LEFT = f"""
SELECT count(*) FROM inventory_machine m
 WHERE m.unit_id IN (%(units)s) AND m.merged_into_id IS NULL
   AND m.user_id IS NOT NULL AND m.state <> '{MachineState.DISPOSED}'
   AND NOT EXISTS (
     SELECT FROM organisations_appointment held
       JOIN organisations_post p ON p.id = held.post_id
       JOIN organisations_unit u ON u.id = p.unit_id
      WHERE held.person_id = m.user_id AND u.agency_id = m.agency_id
        AND held.valid_from <= %(on)s
        AND (held.valid_until IS NULL OR held.valid_until > %(on)s))
"""  # noqa: S608 - our own constants


def left_behind(units: frozenset[UUID], on: date) -> Tally:
    """How many `without_holder` finds in these units."""
    return Tally(_LEFT, {"units": units, "on": on})


_NAMED_AT = """
SELECT count(*) FROM inventory_machinekeeper
 WHERE post_id = %(post)s AND since <= %(on)s AND (until IS NULL OR until > %(on)s)
"""


def named_at(post_id: UUID, on: date) -> Tally:
    """Whether this post keeps the machines of the whole province that day."""
    return Tally(_NAMED_AT, {"post": post_id, "on": on})


def named_keepers(on: date) -> QuerySet[MachineKeeper]:
    """Posts that keep the machines of the whole province that day."""
    open_ended = Q(until=None) | Q(until__gt=on)
    return MachineKeeper.objects.filter(open_ended, since__lte=on)


def keepers_ever() -> list[MachineKeeper]:
    """The newest first, those that ended among them."""
    rows = MachineKeeper.objects.select_related("post")
    return list(rows.order_by("-since", "-pk")[:100])


def posts_offered(on: date) -> list[tuple[UUID, str]]:
    """Every post that is held that day, with its unit and agency, by agency; for who
    names keepers. Two queries.
    """
    names = {one.id: one.name for one in agencies_on(on)}
    held = Appointment.objects.valid(on=on).values("post")
    rows = Post.objects.valid(on=on).filter(pk__in=held)
    units = unit_names_on(list(names), on)
    found = [
        (pk, f"{names.get(agency, '')}: {name}, {units.get(unit, '')}")
        for pk, name, unit, agency in rows.values_list(
            "pk", "name", "unit", "unit__agency"
        )
        if agency in names
    ]
    return sorted(found, key=lambda one: one[1])


def without_holder(
    units: Collection[UUID] | None, on: date, *, among: QuerySet[Machine] | None = None
) -> list[Machine]:
    """Machines of people who hold no post of the machine's agency any more, in these
    units or (None) in any; one query.
    """
    rows = living() if among is None else among
    rows = rows.exclude(user=None).exclude(state=MachineState.DISPOSED)
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    sits = Appointment.objects.valid(on=on).filter(
        person=OuterRef("user"), post__unit__agency=OuterRef("agency")
    )
    gone = rows.filter(~Exists(sits)).select_related("user")
    return list(gone.order_by("name", "pk")[:200])
