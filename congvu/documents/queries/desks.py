"""The desks of an agency on a day, and the agencies below and beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.organisations.queries import (
    PostOnDay,
    agencies_on,
    agencies_with_role,
    posts_on,
    units_on,
)
from congvu.organisations.rules import UNIT_WIDE, Role, Route


@dataclass(frozen=True)
class Desk:
    """A post, or a unit standing for its head's desk.

    ``is_held``: somebody sits there that day, so that work given to it is seen;
    ``is_manned``: somebody sits anywhere in the unit, so that a note to it is seen;
    ``routed_to``: while the holder is away, new work goes to that desk instead.
    An agency stands for its registry's door; its ``kind`` is what groups are made of.
    """

    id: UUID
    unit_id: UUID
    name: str
    is_unit: bool
    role: Role | None
    is_held: bool
    is_manned: bool
    away: str = ""
    routed_to: UUID | None = None
    routed_name: str = ""
    is_agency: bool = False
    kind: str = ""

    @property
    def label(self) -> str:
        """As a list to choose from says it: with who is away, and till when."""
        return f"{self.name} ({self.away})" if self.away else self.name

    @property
    def work_label(self) -> str:
        """The same for who is given work: with the desk that gets it meanwhile."""
        if not self.routed_name:
            return self.label
        words = _("%(desk)s (%(away)s, chuyển tới %(to)s)")
        told = {"desk": self.name, "away": self.away, "to": self.routed_name}
        return words % told


def desks(agency_id: UUID, on: date) -> dict[UUID, Desk]:
    """Every unit, then every post, in the order of the office; two queries."""
    posts = posts_on(on, agency_id=agency_id)
    headed = {p.unit_id for p in posts if p.person_id and p.role in UNIT_WIDE}
    manned = {p.unit_id for p in posts if p.person_id}
    found: dict[UUID, Desk] = {
        u.id: Desk(
            id=u.id,
            unit_id=u.id,
            name=u.name,
            is_unit=True,
            role=None,
            is_held=u.id in headed,
            is_manned=u.id in manned,
        )
        for u in units_on(agency_id, on)
    }
    for p in posts:
        found[p.id] = Desk(
            id=p.id,
            unit_id=p.unit_id,
            name=f"{p.person_name}, {p.name}" if p.person_name else p.name,
            is_unit=False,
            role=Role(p.role),
            is_held=p.person_id is not None,
            is_manned=p.person_id is not None,
            away=_away(p),
        )
    return found | _routed(posts, found)


def _routed(posts: Sequence[PostOnDay], found: Mapping[UUID, Desk]) -> dict[UUID, Desk]:
    """The desks of who asked that work goes to the head meanwhile, with that head.

    A member's work goes to the unit's desk. Where a head is away, another head of the
    unit gets it; where a deputy leader is, the first of the leaders. A head who is away
    too, with nobody standing in, is not asked.
    """
    routed: dict[UUID, Desk] = {}
    for p in posts:
        if p.back_on is None or p.route != Route.UNIT:
            continue
        rank = {Role.LEADER} if p.role == Role.LEADER else UNIT_WIDE
        heads = [h for h in posts if h.unit_id == p.unit_id and h.role in rank]
        if p.role == Role.LEADER:
            heads = heads[:1]
        there = [h for h in heads if h.id != p.id and _is_there(h)]
        if there:
            to = found[there[0].id if p.role in rank else p.unit_id]
            routed[p.id] = replace(found[p.id], routed_to=to.id, routed_name=to.name)
    return routed


def _is_there(post: PostOnDay) -> bool:
    away_alone = post.back_on is not None and not post.stand_in
    return post.person_id is not None and not away_alone


def _away(post: PostOnDay) -> str:
    """ "vắng đến hết 30/11/2026, Hà Thị Thanh làm thay", in the reader's language."""
    if post.back_on is None:
        return ""
    words = _("vắng, trở lại %(day)s")
    if post.stand_in:
        words = _("vắng, trở lại %(day)s, %(name)s làm thay")
    return words % {"day": f"{post.back_on:%d/%m/%Y}", "name": post.stand_in}


def agencies_reached(agency_id: UUID, on: date) -> dict[UUID, Desk]:
    """The agencies below an agency and beside it, which may be asked to work.

    Not those above: what goes up is a paper of its own. Two queries.
    """
    there = agencies_on(on)
    parents = {a.id: a.parent_id for a in there}
    own_parent = parents.get(agency_id)
    registries = agencies_with_role(Role.RECORDS_CLERK, on)

    def is_below(one: UUID) -> bool:
        above, seen = parents.get(one), {one}
        while above is not None and above not in seen:
            if above == agency_id:
                return True
            seen.add(above)
            above = parents.get(above)
        return False

    return {
        a.id: Desk(
            id=a.id,
            unit_id=a.id,
            name=a.name,
            is_unit=False,
            role=None,
            is_held=a.id in registries,
            is_manned=a.id in registries,
            is_agency=True,
            kind=a.kind,
        )
        for a in there
        if a.id != agency_id
        and (is_below(a.id) or (own_parent is not None and a.parent_id == own_parent))
    }


def all_desks(agency_id: UUID, on: date) -> dict[UUID, Desk]:
    """Own desks first, then the other agencies; four queries."""
    return desks(agency_id, on) | agencies_reached(agency_id, on)
