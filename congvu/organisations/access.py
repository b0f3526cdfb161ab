"""Which seats a person has today, and the gate every page stands behind.

Rights belong to the post. Where a person holds two posts, one is chosen (the hat) and
only that one counts until another is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from congvu.accounts.access import signed_in
from congvu.accounts.models import User
from congvu.audit.rules import Actor, Door
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.models import (
    Absence,
    Agency,
    AgencyKind,
    Delegation,
    Post,
    Reform,
    RightChange,
    Unit,
)
from congvu.organisations.queries import (
    agencies_of,
    predecessors_of,
    units_below_each,
)
from congvu.organisations.queries.holdings import (
    Holding,
    held_as,
    held_at,
    held_at_post,
    held_by_login,
    held_by_logins,
    held_by_person,
)
from congvu.organisations.rules import (
    ACTS_AS,
    AGENCY_WIDE,
    CENTRAL_ONLY,
    ROLE_PERMISSIONS,
    UNIT_WIDE,
    DelegationKind,
    Permission,
    Role,
    members_of,
)
from congvu.sql import Tally, together

P = ParamSpec("P")


class NoSeat(Refused):
    """The person holds no such post on the day, so nothing may be done from it."""


@dataclass(frozen=True)
class Ancestor:
    """An agency that ended, for whose papers a seat answers or may read them today.

    ``is_whole``: the seat's own agency is its heir; ``principals`` are desks and units
    of it that live on in the seat's.
    """

    agency_id: UUID
    is_whole: bool
    principals: frozenset[UUID]


@dataclass(frozen=True)
class Seat:
    """What one person may do from one post on one day, through one door.

    ``desks`` is where its own work lies: the post, the unit it heads, what its unit was
    told. ``principals`` is what it may see by: with the units below, whose work stays
    theirs, and with what ended in favour of these. ``ancestors`` are agencies that
    ended in favour of its own.
    """

    user_id: UUID | None
    person_id: UUID
    person_name: str
    post_id: UUID
    post_name: str
    role: Role
    unit_id: UUID
    unit_name: str
    agency_id: UUID
    agency_name: str
    on: date
    is_central: bool = False
    delegation_id: UUID | None = None
    delegation_kind: DelegationKind | None = None
    delegation_basis: str = ""
    withheld: frozenset[str] = frozenset()
    desks: frozenset[UUID] = frozenset()
    principals: frozenset[UUID] = frozenset()
    ancestors: tuple[Ancestor, ...] = ()
    door: str = Door.PAGE
    address: str = ""
    counted: dict[str, dict[str, int]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Counts that one answer shows in several places, so that it asks for them once."""

    def count(self, **tallies: Tally) -> Mapping[str, int]:
        """What was counted in this answer so far, these among it; one query at most."""
        known = self.counted.setdefault("tallies", {})
        new = {name: t for name, t in tallies.items() if name not in known}
        known.update(together(new))
        return known

    @property
    def actor(self) -> Actor:
        return Actor(
            name=self.person_name,
            user_id=self.user_id,
            person_id=self.person_id,
            post_id=self.post_id,
            agency_id=self.agency_id,
            door=self.door,
            address=self.address,
            delegation_id=self.delegation_id,
        )

    @property
    def is_delegated(self) -> bool:
        return self.delegation_id is not None

    @property
    def acts_as(self) -> str:
        """The post as it stands under what is written from it, and by what right."""
        if self.delegation_kind is None:
            return self.post_name
        # Kept as the office writes it, whatever language the deputy reads in.
        right = ACTS_AS[self.delegation_kind]
        words = "%(post)s (%(right)s)"
        if self.delegation_basis:
            words = gettext_noop("%(post)s (%(right)s theo %(basis)s)")
        given = {"post": self.post_name, "right": right, "basis": self.delegation_basis}
        return (words % given)[:200]

    def can(self, permission: Permission | str) -> bool:
        if permission in CENTRAL_ONLY and not self.is_central:
            return False
        if permission in self.withheld:
            return False
        return permission in ROLE_PERMISSIONS[self.role]

    @property
    def is_agency_wide(self) -> bool:
        """Whether this desk sees everything its agency holds."""
        return self.role in AGENCY_WIDE


class SeatRequest(HttpRequest):
    """A request of somebody who sits somewhere: set by the office's middleware."""

    user: User
    seat: Seat
    seats: list[Seat]


def _seats(rows: list[Holding], on: date, *, door: str, address: str) -> list[Seat]:
    """One seat for each holding; units below are looked up once for all.

    So is what ended in favour of anybody: one question, and a second if anything did.
    """
    heads = [row.unit_id for row in rows if row.role in UNIT_WIDE]
    below = units_below_each(heads, on) if heads else {}
    principals = {row.post_id: _principals(row, below) for row in rows}
    past = _past(rows, principals, on) if rows else {}
    return [
        Seat(
            user_id=row.user_id,
            person_id=row.person_id,
            person_name=row.person_name,
            post_id=row.post_id,
            post_name=row.post_name,
            role=row.role,
            unit_id=row.unit_id,
            unit_name=row.unit_name,
            agency_id=row.agency_id,
            agency_name=row.agency_name,
            on=on,
            is_central=row.agency_kind == AgencyKind.PROVINCE,
            delegation_id=row.delegation_id,
            delegation_kind=row.delegation_kind,
            delegation_basis=row.delegation_basis,
            withheld=row.withheld,
            desks=_desks(row),
            principals=principals[row.post_id] | past[row.post_id][0],
            ancestors=past[row.post_id][1],
            door=door,
            address=address,
        )
        for row in rows
    ]


def _desks(post: Holding) -> frozenset[UUID]:
    """Where work given to this post lies; an administrator's seat has no desk."""
    if post.role == Role.ADMINISTRATOR:
        return frozenset()
    headed = {post.unit_id} if post.role in UNIT_WIDE else set()
    return frozenset({post.post_id, members_of(post.unit_id)} | headed)


def _principals(post: Holding, below: Mapping[UUID, list[UUID]]) -> frozenset[UUID]:
    """Everything a grant beside a document may name that means this post.

    Expanded here, once per request, so that a reform touches no document row. An
    administrator's seat has no desk: it runs the office and reads no paper.
    """
    found = set(_desks(post))
    if post.role in UNIT_WIDE:
        units = below[post.unit_id]
        found.update(units)
        found.update(members_of(unit) for unit in units)
    if post.role in AGENCY_WIDE:
        found.add(post.agency_id)
    return frozenset(found)


Past = tuple[frozenset[UUID], tuple[Ancestor, ...]]


def _past(
    rows: list[Holding], principals: Mapping[UUID, frozenset[UUID]], on: date
) -> dict[UUID, Past]:
    """By post: desks of its own agency that ended in its favour, and its ancestors."""
    bodies = {b for found in principals.values() for b in found}
    for row in rows:
        bodies |= {row.agency_id, row.unit_id}
    before = predecessors_of(bodies, on)
    homes = agencies_of({b for found in before.values() for b in found})
    return {
        row.post_id: _past_of(row, principals[row.post_id], before, homes)
        for row in rows
    }


def _past_of(
    post: Holding,
    principals: frozenset[UUID],
    before: Mapping[UUID, set[UUID]],
    homes: Mapping[UUID, UUID],
) -> Past:
    if post.role == Role.ADMINISTRATOR:
        return frozenset(), ()
    own, whole = post.agency_id, before[post.agency_id]
    desks: dict[UUID, set[UUID]] = {agency: set() for agency in whole}
    for body in principals - {own}:
        for old in before[body]:
            desks.setdefault(homes[old], set()).add(old)
            if body in principals and members_of(body) in principals:
                desks[homes[old]].add(members_of(old))
    for old in before[post.unit_id]:
        desks.setdefault(homes[old], set()).add(members_of(old))
    return (
        frozenset(desks.pop(own, ())),
        tuple(
            Ancestor(agency, agency in whole, frozenset(found))
            for agency, found in sorted(desks.items())
        ),
    )


def seats_of(
    user: User, on: date, *, door: str = Door.PAGE, address: str = ""
) -> list[Seat]:
    """Every seat of a person on a day: own posts first, then those stood in for.

    Two queries, one more for whoever heads a unit and one where something ended in
    favour of the office, however many the hats.
    """
    if not user.is_active:
        return []
    return _seats(held_by_login(user.pk, on), on, door=door, address=address)


def seats_of_many(
    users: Collection[UUID] | None, on: date, *, door: str = Door.COMMAND
) -> dict[UUID, list[Seat]]:
    """The seats of these log-ins, or of everybody who has one; as few queries for all.

    For what is written to people while they are away: mails say what these seats see.
    """
    found: dict[UUID, list[Seat]] = {}
    for seat in _seats(held_by_logins(users, on), on, door=door, address=""):
        if seat.user_id is not None:
            found.setdefault(seat.user_id, []).append(seat)
    return found


def sitting_at(desks: Collection[UUID], on: date) -> dict[UUID, set[UUID]]:
    """Desk → the log-ins of whoever acts from it that day, own post or stood in for."""
    units = set(Unit.objects.filter(pk__in=list(desks)).values_list("pk", flat=True))
    posts = set(Post.objects.filter(pk__in=list(desks)).values_list("pk", flat=True))
    rest = set(desks) - units - posts
    if rest:
        # What is left may be the members of a unit: their principal is derived from it.
        every = Unit.objects.valid(on=on).values_list("pk", flat=True)
        units |= {unit for unit in every if members_of(unit) in rest}
    found: dict[UUID, set[UUID]] = {}
    for row in held_at(posts, units, on):
        if row.user_id is not None:
            # An administrator has a bell, though no papers lie there.
            for desk in (_desks(row) | {row.post_id}) & set(desks):
                found.setdefault(desk, set()).add(row.user_id)
    return found


def choose_seat(seats: list[Seat], post_id: str | UUID | None) -> Seat | None:
    """The seat of the chosen post, or the first; None when there is none at all."""
    wanted = str(post_id) if post_id else ""
    return next((s for s in seats if str(s.post_id) == wanted), None) or next(
        iter(seats), None
    )


def seat_of_post(
    post_id: UUID, on: date, *, door: str = Door.COMMAND, address: str = ""
) -> Seat:
    """The seat of whoever holds a post that day: for commands, jobs and the demo."""
    rows = [row for row in held_at_post(post_id, on) if row.delegation_id is None]
    if not rows:
        raise NoSeat([_("Không có ai giữ chức vụ này vào ngày đã cho.")])
    return _seats(rows, on, door=door, address=address)[0]


def seats_at_post(post_id: UUID, on: date, *, door: str = Door.COMMAND) -> list[Seat]:
    """Everybody who may act from a post that day, its holder first."""
    rows = held_at_post(post_id, on)
    return [seat for row in rows for seat in _seats([row], on, door=door, address="")]


def seat_held(
    *,
    person_id: UUID,
    post_id: UUID,
    on: date,
    door: str = Door.COMMAND,
    address: str = "",
) -> Seat:
    """The seat a person has at a post that day, own or stood in for: asked again where
    somebody sat down some time ago and their work goes on.
    """
    rows = held_by_person(person_id, post_id, on)
    if not rows:
        raise NoSeat([_("Anh/chị không còn giữ chức vụ này.")])
    return _seats(rows[:1], on, door=door, address=address)[0]


def clerk_of(agency_id: UUID, on: date, *, door: str = Door.COMMAND) -> Seat:
    """The registry desk of an agency, for what arrives without a person.

    The first of its posts that somebody holds that day, whether it is their own or
    they stand in for its holder.
    """
    rows = held_as(Role.RECORDS_CLERK, agency_id, on)
    if not rows:
        raise NoSeat([_("Cơ quan này không có ai giữ chức vụ văn thư hôm đó.")])
    # Sorting keeps the order of equals: an own post comes before one stood in for.
    rows.sort(key=lambda row: (row.position, str(row.post_id)))
    return _seats(rows[:1], on, door=door, address="")[0]


def get_right_change_for(seat: Seat, change_id: UUID) -> RightChange:
    """A change of rights in the seat's own agency, if it may confirm any."""
    found = (
        RightChange.objects.filter(pk=change_id, agency=seat.agency_id).first()
        if seat.can(Permission.CONFIRM_RIGHTS)
        else None
    )
    if found is None:
        raise Http404
    return found


def get_own_absence_for(seat: Seat, absence_id: UUID) -> Absence:
    """An absence of the person who sits there."""
    found: Absence | None = Absence.objects.filter(
        pk=absence_id, person=seat.person_id
    ).first()
    if found is None:
        raise Http404
    return found


def get_delegation_to_edit(agency: Agency, delegation_id: UUID) -> Delegation:
    """Who acts from a post of an agency that the seat keeps."""
    found: Delegation | None = Delegation.objects.filter(
        pk=delegation_id, post__unit__agency=agency
    ).first()
    if found is None:
        raise Http404
    return found


def get_agency_to_edit(seat: Seat, agency_id: UUID) -> Agency:
    """An agency whose posts and people the seat keeps: its own; centrally, any."""
    own = seat.is_central or seat.agency_id == agency_id
    found: Agency | None = Agency.objects.filter(pk=agency_id).first()
    if found is None or not own or not seat.can(Permission.EDIT_ORGANISATION):
        raise Http404
    return found


def get_reform_for(seat: Seat, reform_id: UUID) -> Reform:
    """An act; while nothing of it is decided, only for who prepares and decides."""
    found: Reform | None = Reform.objects.filter(pk=reform_id).first()
    drafts = seat.can(Permission.PREPARE_REFORM) or seat.can(Permission.DECIDE_REFORM)
    if (
        found is None
        or not seat.can(Permission.READ_ORGANISATION)
        or (found.decided_at is None and not drafts)
    ):
        raise Http404
    return found


def with_seat(
    permission: Permission | None = None,
) -> Callable[
    [Callable[Concatenate[SeatRequest, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """A page for somebody who holds a post today and may do this; else not found.

    Not found, never forbidden: who may not see a thing need not learn that it is.
    """

    def gate(
        view: Callable[Concatenate[SeatRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        def guarded(
            request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            seat: Seat | None = getattr(request, "seat", None)
            if seat is None or (permission is not None and not seat.can(permission)):
                raise Http404
            return view(cast(SeatRequest, request), *args, **kwargs)

        return wraps(view)(signed_in(guarded))

    return gate
