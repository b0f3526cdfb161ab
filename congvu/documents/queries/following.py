"""Following work: what was asked, who has read, what crossed, what kept its day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from congvu.documents.models import (
    Assignment,
    Delivery,
    Reading,
    RegisterEntry,
    Urging,
    WorkRequest,
)
from congvu.documents.rules import (
    DELIVERY_STATE_NAMES,
    OPEN_ENTRY_STATES,
    PART_NAMES,
    UNDER_WAY,
    AssignmentState,
    DeliveryState,
    Part,
    Wish,
    WishState,
)
from congvu.organisations.access import Seat
from congvu.organisations.queries import posts_on
from congvu.organisations.rules import Permission, Role, members_of
from congvu.sql import Compiled

# -- what stands beside a part


def with_following(parts: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Parts with how often they were urged, and where they are when they crossed."""
    urged = Urging.objects.filter(assignment=OuterRef("pk")).values("assignment")
    return parts.annotate(
        urged=Coalesce(Subquery(urged.annotate(n=Count("pk")).values("n")), 0),
        urged_at=Subquery(urged.annotate(last=Max("at")).values("last")),
        crossing=Subquery(
            Delivery.objects.filter(assignment=OuterRef("pk")).values("state")[:1]
        ),
    )


def requests_of(entry: RegisterEntry) -> list[WorkRequest]:
    """What was asked of givers on this paper, oldest first; one query."""
    return _asked_of(entry=entry.id)


_asked_of: Compiled[WorkRequest] = Compiled(
    lambda entry: WorkRequest.objects.filter(entry=entry).order_by("asked_at", "id"),
    by_key=True,
)


def open_request_of(assignment_id: UUID, kind: Wish) -> WorkRequest | None:
    """What is asked about a part and waits for its giver; one query."""
    return WorkRequest.objects.filter(
        assignment=assignment_id, kind=kind, state=WishState.OPEN
    ).first()


def open_requests(
    assignment_ids: Collection[UUID],
) -> dict[UUID, list[WorkRequest]]:
    """What is asked about each of these parts and not answered; one query."""
    found: dict[UUID, list[WorkRequest]] = {}
    asked = WorkRequest.objects.filter(
        assignment__in=list(assignment_ids), state=WishState.OPEN
    )
    for one in asked.order_by("asked_at", "id"):
        found.setdefault(one.assignment_id, []).append(one)
    return found


def is_asking() -> Exists:
    """Whether something is asked of a part's giver and not answered."""
    return Exists(
        WorkRequest.objects.filter(assignment=OuterRef("pk"), state=WishState.OPEN)
    )


def known_by(person_id: UUID) -> Exists:
    """Whether this person has said "đã biết" since a unit's part was given."""
    return Exists(
        Reading.objects.filter(
            entry=OuterRef("entry"),
            person_id=person_id,
            known_at__gte=OuterRef("given_at"),
        )
    )


def knows(entry: RegisterEntry, person_id: UUID) -> datetime | None:
    """When this person last said so of the paper."""
    return (
        Reading.objects.filter(entry=entry, person_id=person_id)
        .values_list("known_at", flat=True)
        .first()
    )


def not_knowing(part: Assignment, *, on: date) -> set[UUID]:
    """Who of a unit that was told has not said "đã biết" yet; two queries."""
    members = {
        p.person_id
        for p in posts_on(on, unit_id=part.unit_id)
        if p.person_id and p.role != Role.ADMINISTRATOR
    }
    knowing = Reading.objects.filter(
        entry=part.entry_id, person_id__in=members, known_at__gte=part.given_at
    )
    return members - set(knowing.values_list("person_id", flat=True))


def delivery_of(entry: RegisterEntry) -> Delivery | None:
    """What another agency asked of this one with the paper; one query.

    ``asks_until`` is the day this one has asked it for and has no answer yet.
    """
    if entry.channel != "internal":
        return None
    asked = WorkRequest.objects.filter(
        assignment=OuterRef("assignment"), kind=Wish.EXTENSION, state=WishState.OPEN
    )
    return (
        Delivery.objects.filter(received=entry)
        .select_related("assignment", "entry")
        .defer("entry__search", "entry__search_text")
        .annotate(asks_until=Subquery(asked.values("until")[:1]))
        .first()
    )


def asks_sender(seat: Seat, entry: RegisterEntry, sent: Delivery | None) -> bool:
    """Whether this seat may ask the agency that sent the paper for more time, now."""
    if sent is None or not seat.can(Permission.INSTRUCT):
        return False
    part = sent.assignment
    return (
        entry.agency_id == seat.agency_id
        and entry.state in OPEN_ENTRY_STATES
        and sent.state == DeliveryState.REGISTERED
        and part.state in UNDER_WAY
        and part.due_on is not None
        and getattr(sent, "asks_until", None) is None
    )


def deliveries_of(entry: RegisterEntry) -> list[Delivery]:
    """Where the agency's paper went and how far it is there; one query."""
    return list(Delivery.objects.filter(entry=entry).order_by("sent_at", "id"))


# -- ai đã xem


@dataclass(frozen=True)
class Reader:
    """One person who should read: when first opened, when known; or not yet."""

    person_name: str
    post_name: str
    unit_name: str
    first_at: datetime | None
    known_at: datetime | None


@dataclass(frozen=True)
class ReaderList:
    """Everybody that one hand-out asked to read; an agency only tells how far it is."""

    desk_name: str
    part: str
    given_at: datetime | None
    given_by: str
    readers: list[Reader]
    elsewhere: str = ""

    @property
    def opened(self) -> int:
        return sum(1 for r in self.readers if r.first_at)

    @property
    def missing(self) -> list[Reader]:
        return [r for r in self.readers if not r.first_at]


def may_see_readers(seat: Seat, parts: Collection[Assignment]) -> bool:
    """Those who gave of this paper, the registry and the agency-wide desks."""
    desk_of = {a.id: a.desk_id for a in parts}
    return seat.is_agency_wide or any(
        a.given_by_post_id == seat.post_id
        or (a.parent_id is not None and desk_of[a.parent_id] in seat.desks)
        for a in parts
    )


def readers_of(entry: RegisterEntry, *, on: date) -> list[ReaderList]:
    """Who was to read and has, list by list, then who else did; four queries."""
    readings = {
        r.person_id: r
        for r in Reading.objects.filter(entry=entry).order_by("first_at", "id")
    }
    posts = [
        p
        for p in posts_on(on, agency_id=entry.agency_id)
        if p.person_id and p.role != Role.ADMINISTRATOR
    ]
    parts = (
        Assignment.objects.filter(entry=entry)
        .exclude(
            state__in=[
                AssignmentState.WITHDRAWN,
                AssignmentState.PASSED_ON,
                AssignmentState.HELD,
            ]
        )
        .select_related("delivery")
        .order_by("given_at", "id")
    )
    lists: list[ReaderList] = []
    listed: set[UUID] = set()
    for part in parts:
        crossing = getattr(part, "delivery", None)
        asked = [p for p in posts if _is_asked(part, p.id, p.unit_id, p.role)]
        if crossing is None:
            listed |= {p.person_id for p in asked if p.person_id}
        lists.append(
            ReaderList(
                desk_name=part.desk_name,
                part=_(PART_NAMES[Part(part.part)]),
                given_at=part.given_at,
                given_by=part.given_by,
                readers=[]
                if crossing
                else [
                    _reader(
                        p.person_name, p.name, p.unit_name, readings.get(p.person_id)
                    )
                    for p in asked
                    if p.person_id
                ],
                elsewhere=_(DELIVERY_STATE_NAMES[DeliveryState(crossing.state)])
                if crossing
                else "",
            )
        )
    others = [
        _reader(r.person_name, r.post_name, r.unit_name, r)
        for r in readings.values()
        if r.person_id not in listed
    ]
    if others:
        lists.append(ReaderList(_("Những người khác đã xem"), "", None, "", others))
    return lists


def _is_asked(part: Assignment, post_id: UUID, unit_id: UUID, role: str) -> bool:
    """Whether a post was to read: itself, as a member, or as the head of its unit."""
    if part.desk_id == post_id:
        return True
    if part.unit_id != unit_id:
        return False
    if part.desk_id == members_of(unit_id):
        return True
    return part.desk_id == unit_id and role in (Role.UNIT_HEAD, Role.OFFICE_CHIEF)


def _reader(name: str, post: str, unit: str, reading: Reading | None) -> Reader:
    return Reader(
        person_name=name,
        post_name=post,
        unit_name=unit,
        first_at=reading.first_at if reading else None,
        known_at=reading.known_at if reading else None,
    )
