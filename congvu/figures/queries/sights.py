"""Whose figures: bodies of today, each with those it took over from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congvu.indicators.rules import Group, one_body, rolled_up
from congvu.organisations.models import Agency, AgencyKind
from congvu.organisations.queries import (
    AgencyOnDay,
    agencies_on,
    ended_agencies,
    predecessors_of,
)

WHOLE = "tinh"


@dataclass(frozen=True)
class Body:
    """A body whose figures are shown; ``before``: how many it took over from.

    ``ended`` is the first day without it, of one that nobody answers for.
    """

    id: UUID
    name: str
    short_name: str
    kind: str
    code: str
    group: Group
    before: int = 0
    ended: date | None = None


@dataclass(frozen=True)
class Sight:
    """What one seat sees: bodies by name, its own among them; ``whole`` is the province
    rolled up, of who sees all of it: places in a league are told to no one else.
    """

    own: UUID
    bodies: Sequence[Body]
    whole: Group | None = None

    def body(self, body_id: UUID) -> Body | None:
        return next((one for one in self.bodies if one.id == body_id), None)

    @property
    def own_body(self) -> Body | None:
        return self.body(self.own)

    @property
    def is_several(self) -> bool:
        return len(self.bodies) > 1


def own_sight(agency_id: UUID, on: date) -> Sight:
    """One body; two queries."""
    return Sight(agency_id, _bodies(agencies_on(on, among=[agency_id]), on))


def sight_below(agency_id: UUID, on: date) -> Sight:
    """A body and all below it in the tree of today; two queries."""
    everybody = agencies_on(on)
    within, grows = {agency_id}, True
    while grows:
        more = {a.id for a in everybody if a.parent_id in within} - within
        within, grows = within | more, bool(more)
    return Sight(agency_id, _bodies((a for a in everybody if a.id in within), on))


def whole_sight(agency_id: UUID, on: date) -> Sight:
    """Every body of the installation, and those that ended without an heir; four
    queries. The province is all there ever was.
    """
    bodies = _bodies(agencies_on(on), on)
    known = {member for body in bodies for member in body.group.bodies}
    left = list(
        Agency.objects.filter(valid_until__lte=on)
        .exclude(pk__in=known)
        .values_list("pk", "kind")
    )
    kinds = dict(left)
    ended = [
        Body(
            id=one.id,
            name=one.name,
            short_name=one.short_name,
            kind=kinds[one.id],
            code="",
            group=one_body(one.id),
            ended=one.ended_on,
        )
        for one in ended_agencies(kinds)
    ]
    return Sight(agency_id, [*bodies, *ended], rolled_up(WHOLE, known | set(kinds)))


def _bodies(agencies: Iterable[AgencyOnDay], on: date) -> list[Body]:
    found = list(agencies)
    before = predecessors_of([one.id for one in found], on)
    return [
        Body(
            id=one.id,
            name=one.name,
            short_name=one.short_name or one.name,
            kind=one.kind,
            code=one.code,
            group=one_body(one.id, before[one.id]),
            before=len(before[one.id] - {one.id}),
        )
        for one in found
    ]


def is_commune(body: Body) -> bool:
    return body.kind == AgencyKind.COMMUNE and body.ended is None


def is_outside(body: Body) -> bool:
    """A body that is there to be written to, and whose work nobody follows here."""
    return body.kind == AgencyKind.OTHER or body.ended is not None
