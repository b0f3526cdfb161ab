"""Which seats a person has today, and the gate every page stands behind.

Rights belong to the post. Where a person holds two posts, one is chosen (the hat) and
only that one counts until another is chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from congvu.accounts.access import signed_in
from congvu.accounts.models import User
from congvu.audit.rules import Actor, Door
from congvu.lib.refusals import Refused
from congvu.organisations.models import (
    AgencyVersion,
    Appointment,
    Delegation,
    Post,
    UnitVersion,
)
from congvu.organisations.queries import units_below
from congvu.organisations.rules import (
    AGENCY_WIDE,
    ROLE_PERMISSIONS,
    UNIT_WIDE,
    Permission,
    Role,
    members_of,
)

P = ParamSpec("P")


class NoSeat(Refused):
    """The person holds no such post on the day, so nothing may be done from it."""


@dataclass(frozen=True)
class Seat:
    """What one person may do from one post on one day, through one door."""

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
    is_delegated: bool = False
    principals: frozenset[UUID] = frozenset()
    door: str = Door.PAGE
    address: str = ""

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
        )

    def can(self, permission: Permission | str) -> bool:
        return permission in ROLE_PERMISSIONS[self.role]

    @property
    def is_agency_wide(self) -> bool:
        """Whether this desk sees everything its agency holds."""
        return self.role in AGENCY_WIDE


class SeatRequest(HttpRequest):
    """A request of somebody who sits somewhere: set by the office's middleware."""

    user: User
    seat: Seat


def _posts_held(user: User, on: date) -> list[tuple[Post, UUID, str, bool]]:
    """(post, person, name, by delegation) for each post this person acts from."""
    held: list[tuple[Post, UUID, str, bool]] = []
    for model, delegated in ((Appointment, False), (Delegation, True)):
        rows = (
            model.objects.valid(on=on)
            .filter(
                Q(person__valid_until__isnull=True) | Q(person__valid_until__gt=on),
                Q(post__valid_until__isnull=True) | Q(post__valid_until__gt=on),
                Q(post__unit__valid_until__isnull=True)
                | Q(post__unit__valid_until__gt=on),
                Q(post__unit__agency__valid_until__isnull=True)
                | Q(post__unit__agency__valid_until__gt=on),
                person__user=user,
            )
            .select_related("person", "post__unit")
            .order_by("valid_from", "id")
        )
        held += [(r.post, r.person_id, r.person.full_name, delegated) for r in rows]
    return held


def seats_of(
    user: User, on: date, *, door: str = Door.PAGE, address: str = ""
) -> list[Seat]:
    """Every seat of a person on a day: own posts first, then those stood in for."""
    if not user.is_active:
        return []
    held = _posts_held(user, on)
    if not held:
        return []
    units = dict(
        UnitVersion.objects.valid(on=on)
        .filter(unit__in=[p.unit_id for p, *_rest in held])
        .values_list("unit_id", "name")
    )
    agencies = dict(
        AgencyVersion.objects.valid(on=on)
        .filter(agency__in=[p.unit.agency_id for p, *_rest in held])
        .values_list("agency_id", "name")
    )
    return [
        Seat(
            user_id=user.id,
            person_id=person_id,
            person_name=person_name,
            post_id=post.id,
            post_name=post.name,
            role=Role(post.role),
            unit_id=post.unit_id,
            unit_name=units.get(post.unit_id, ""),
            agency_id=post.unit.agency_id,
            agency_name=agencies.get(post.unit.agency_id, ""),
            on=on,
            is_delegated=delegated,
            principals=_principals(post, on),
            door=door,
            address=address,
        )
        for post, person_id, person_name, delegated in held
    ]


def _principals(post: Post, on: date) -> frozenset[UUID]:
    """Everything a grant beside a document may name that means this post.

    Expanded here, once per request, so that a reform touches no document row.
    """
    found = {post.id, members_of(post.unit_id)}
    if post.role in UNIT_WIDE:
        below = units_below([post.unit_id], on)
        found.update(below)
        found.update(members_of(unit) for unit in below)
    if post.role in AGENCY_WIDE:
        found.add(post.unit.agency_id)
    return frozenset(found)


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
    row = (
        Appointment.objects.valid(on=on)
        .filter(post=post_id)
        .select_related("person", "post__unit")
        .annotate(
            unit_name=Subquery(
                UnitVersion.objects.valid(on=on)
                .filter(unit=OuterRef("post__unit"))
                .values("name")[:1]
            ),
            agency_name=Subquery(
                AgencyVersion.objects.valid(on=on)
                .filter(agency=OuterRef("post__unit__agency"))
                .values("name")[:1]
            ),
            user_ref=F("person__user"),
        )
        .first()
    )
    if row is None:
        raise NoSeat([_("Không có ai giữ chức vụ này vào ngày đã cho.")])
    post = row.post
    return Seat(
        user_id=row.user_ref,
        person_id=row.person_id,
        person_name=row.person.full_name,
        post_id=post.id,
        post_name=post.name,
        role=Role(post.role),
        unit_id=post.unit_id,
        unit_name=row.unit_name or "",
        agency_id=post.unit.agency_id,
        agency_name=row.agency_name or "",
        on=on,
        principals=_principals(post, on),
        door=door,
        address=address,
    )


def clerk_of(agency_id: UUID, on: date, *, door: str = Door.COMMAND) -> Seat:
    """The registry desk of an agency, for what arrives without a person."""
    post = (
        Post.objects.valid(on=on)
        .filter(unit__agency=agency_id, role=Role.RECORDS_CLERK)
        .order_by("position", "id")
        .first()
    )
    if post is None:
        raise NoSeat([_("Cơ quan này chưa có chức vụ văn thư.")])
    return seat_of_post(post.id, on, door=door)


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
        @signed_in
        @wraps(view)
        def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            seat: Seat | None = request.seat
            if seat is None or (permission is not None and not seat.can(permission)):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return gate
