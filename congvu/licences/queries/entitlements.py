"""Rights and their seats: lists, what is given of each, to whom."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet, Sum

from congvu.inventory.models import Machine
from congvu.inventory.queries import people_of
from congvu.inventory.rules import MachineState
from congvu.licences.models import Entitlement, EntitlementProof, SeatAllocation

PAGE = 50


def most_given(entitlement_id: UUID) -> int:
    """Of its seats, the most on one day; the database's own question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT licences_most_given(%s)", [entitlement_id])
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def given_on_days(entitlement_id: UUID, since: date) -> int:
    """The most that is given on one day from that one on; one query."""
    rows = SeatAllocation.objects.filter(
        Q(until=None) | Q(until__gt=since), entitlement=entitlement_id
    ).values_list("since", "until", "seats")
    found = list(rows)
    days = {since, *(begins for begins, _until, _seats in found if begins > since)}
    return max(
        sum(
            seats
            for begins, until, seats in found
            if begins <= day and (until is None or until > day)
        )
        for day in days
    )


@dataclass(frozen=True)
class RightLine:
    """A right with how many of its seats are given on the day."""

    right: Entitlement
    given: int

    @property
    def left(self) -> int:
        return max(self.right.seats - self.given, 0)

    @property
    def over(self) -> int:
        return max(self.given - self.right.seats, 0)


@dataclass(frozen=True)
class RightPage:
    lines: list[RightLine]
    after: str


@dataclass(frozen=True)
class RightsAsked:
    """``state``: over, or ending within 60 days, or ended."""

    text: str = ""
    product_id: UUID | None = None
    state: str = ""


ENDS_SOON = 60


def rights_page(
    rows: QuerySet[Entitlement],
    asked: RightsAsked,
    on: date,
    *,
    after: str = "",
    soon: date | None = None,
) -> RightPage:
    """The newest first, by key; three queries at most. ``soon`` is up to when an end
    is near.
    """
    if asked.product_id is not None:
        rows = rows.filter(product=asked.product_id)
    if asked.text:
        rows = rows.filter(
            Q(product__name__icontains=asked.text)
            | Q(product__family__icontains=asked.text)
            | Q(contract__icontains=asked.text)
        )
    if asked.state == "ended":
        rows = rows.filter(ends_on__lte=on)
    elif asked.state == "soon" and soon is not None:
        rows = rows.filter(ends_on__gt=on, ends_on__lte=soon)
    elif asked.state == "over":
        rows = rows.filter(pk__in=_over(on))
    try:
        last = UUID(after) if after else None
    except ValueError:
        last = None
    if last is not None:
        rows = rows.filter(pk__lt=last)
    found = list(rows.select_related("product__publisher").order_by("-id")[: PAGE + 1])
    more = len(found) > PAGE
    found = found[:PAGE]
    given = given_now([one.pk for one in found], on)
    return RightPage(
        [RightLine(one, given.get(one.pk, 0)) for one in found],
        str(found[-1].pk) if more else "",
    )


def _open(on: date) -> QuerySet[SeatAllocation]:
    return SeatAllocation.objects.filter(Q(until=None) | Q(until__gt=on), since__lte=on)


def _over(on: date) -> list[UUID]:
    given = _open(on).values("entitlement", "entitlement__seats")
    found = given.annotate(given=Sum("seats"))
    return [
        one["entitlement"] for one in found if one["given"] > one["entitlement__seats"]
    ]


def given_now(ids: Sequence[UUID], on: date) -> dict[UUID, int]:
    """Seats given that day, by right; one query."""
    rows = _open(on).filter(entitlement__in=list(ids)).values_list("entitlement")
    return {pk: int(n) for pk, n in rows.annotate(n=Sum("seats"))}


@dataclass(frozen=True)
class AllocationPage:
    rows: list[SeatAllocation]
    after: str


_OPEN, _ENDED = "1", "0"


def allocations_page(
    rows: QuerySet[SeatAllocation], *, after: str = ""
) -> AllocationPage:
    """Open ones, then those that ended, the newest first, by key; one query."""
    is_open = Q(until=None)
    with suppress(ValueError):  # a key somebody made up: from the beginning
        earlier = Q(pk__lt=UUID(after[1:])) if after else Q()
        if after.startswith(_OPEN):
            rows = rows.filter(~is_open | earlier)
        elif after.startswith(_ENDED):
            rows = rows.filter(~is_open & earlier)
    rows = rows.select_related("machine__merged_into", "person", "unit")
    rows = rows.annotate(open=is_open).order_by("-open", "-pk")
    found: list[SeatAllocation] = list(rows[: PAGE + 1])
    if len(found) <= PAGE:
        return AllocationPage(found, "")
    last = found[PAGE - 1]
    kind = _OPEN if last.until is None else _ENDED
    return AllocationPage(found[:PAGE], f"{kind}{last.pk}")


def idle_allocations(rows: Sequence[SeatAllocation], on: date) -> set[UUID]:
    """Open ones that can cover nothing any more: their machine is not in use, or their
    person holds no post in the agency. A query an agency with people.
    """
    open_ones = [one for one in rows if one.until is None]
    agencies = {one.agency_id for one in open_ones if one.person_id is not None}
    there = {(a, pk) for a in agencies for pk, _name in people_of(a, on)}
    return {
        one.pk
        for one in open_ones
        if (one.machine is not None and not _in_use(one.machine))
        or (one.person_id is not None and (one.agency_id, one.person_id) not in there)
    }


def _in_use(machine: Machine) -> bool:
    while machine.merged_into is not None:
        machine = machine.merged_into
    return machine.state == MachineState.IN_USE


def proofs_of(right: Entitlement) -> list[EntitlementProof]:
    return list(right.proofs.select_related("file").order_by("added_at"))


def rights_for(product_id: UUID, family: str) -> QuerySet[Entitlement]:
    """Those that cover a product."""
    covers = Q(product=product_id)
    if family:
        covers |= Q(covers_family=True, product__family=family)
    return Entitlement.objects.filter(covers)


def allocation_names(ids: Sequence[UUID]) -> dict[UUID, Entitlement]:
    """The right behind each allocation; one query."""
    rows = SeatAllocation.objects.filter(pk__in=list(ids))
    return {one.pk: one.entitlement for one in rows.select_related("entitlement")}
