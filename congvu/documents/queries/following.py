"""Following work: what is late and mine to urge, who has read, what crossed."""

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
    MOST_URGED,
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


def _urges_all(seat: Seat) -> bool:
    return seat.is_agency_wide and seat.can(Permission.INSTRUCT)


def may_urge(seat: Seat, part: Assignment, *, on: date) -> bool:
    """What one's own desk gave; for a leader and the office chief, whatever is late."""
    if part.desk_id in seat.desks:
        return False
    gave = part.parent is not None and part.parent.desk_id in seat.desks
    late = part.due_on is not None and part.due_on < on
    return gave or (_urges_all(seat) and late)


def late_parts(
    seat: Seat, *, on: date, among: Collection[UUID] | None = None
) -> list[Assignment]:
    """Late parts this seat may urge and has not urged today, latest first; one query.

    Whoever reported waits for the giver and is not urged.
    """
    urged = Urging.objects.filter(
        assignment=OuterRef("pk"), post_id=seat.post_id, day=on
    )
    found = _late(seat, on).filter(~Exists(urged))
    if among is not None:
        found = found.filter(pk__in=list(among))
    return list(
        found.select_related("entry__document")
        .defer("entry__search", "entry__search_text")
        .order_by("due_on", "id")[:MOST_URGED]
    )


def late_mine(seat: Seat, *, on: date) -> int:
    """How many parts the page of urging offers this seat; none to who gives no work."""
    gives = seat.can(Permission.INSTRUCT) or seat.can(Permission.ASSIGN)
    return len(late_parts(seat, on=on)) if gives else 0


def _late(seat: Seat, on: date) -> QuerySet[Assignment]:
    found = Assignment.objects.filter(
        agency_id=seat.agency_id,
        due_on__lt=on,
        part__in=[Part.LEAD, Part.SUPPORT],
        state__in=sorted(UNDER_WAY),
        entry__state__in=sorted(OPEN_ENTRY_STATES),
    ).exclude(desk_id__in=list(seat.desks))
    if not _urges_all(seat):
        found = found.filter(parent__desk_id__in=list(seat.desks))
    return found


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
    return list(WorkRequest.objects.filter(entry=entry).order_by("asked_at", "id"))


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
    """What another agency asked of this one with the paper; one query."""
    if entry.channel != "internal":
        return None
    return Delivery.objects.filter(received=entry).select_related("assignment").first()


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
