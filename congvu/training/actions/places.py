"""A person's way into a class and out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.training.access import (
    decided_places,
    heads_agency,
    keeps_class,
    withdraws,
)
from congvu.training.actions.calendars import keep_in_calendars
from congvu.training.actions.saying import line, missing, note, too_long
from congvu.training.actions.seats import lock_open, move_up, seat_or_queue
from congvu.training.models import Place, TrainingClass
from congvu.training.queries.people import (
    Worker,
    agencies_of_duty,
    workers_of_roles,
    workers_under,
)
from congvu.training.rules.words import LONGEST_REASON, PlaceState

_OVER = (PlaceState.REFUSED, PlaceState.WITHDRAWN)


@transaction.atomic
def invite(
    *,
    class_id: UUID,
    agencies: Collection[UUID],
    roles: Collection[str],
    by: Seat,
    at: datetime,
) -> int:
    """Who holds such a post at these agencies; of none named, at those that have a
    share of the class's duty, else at one's own. How many are new.
    """
    found = lock_open(class_id)
    reasons = []
    if not keeps_class(by, found):
        reasons.append(Reason(_("Lớp này không phải của cơ quan.")))
    if not roles:
        reasons.append(Reason(_("Chọn chức vụ được mời."), "roles"))
    if reasons:
        raise Refused(reasons)
    asked = list(agencies) or (agencies_of_duty(found.duty_id) or [by.agency_id])
    made = _new(
        found,
        workers_of_roles(asked, roles, local_date(at)),
        PlaceState.INVITED,
        by,
        at,
    )
    desks = [one.post_id for one in made]
    notify(
        "training.invited",
        to=desks,
        target_id=found.pk,
        at=at,
        actor=by.person_name,
    )
    note("training.invited", found, by=by, at=at, people=len(made))
    keep_in_calendars(
        training_class=found, by=by, at=at, people=[one.person_id for one in made]
    )
    return len(made)


def _new(
    found: TrainingClass, workers: list[Worker], state: str, by: Seat, at: datetime
) -> list[Place]:
    """Of those who are not in the class yet; its row is locked."""
    known = set(found.places.values_list("person", flat=True))
    fresh = {one.person_id: one for one in workers if one.person_id not in known}
    return Place.objects.bulk_create(
        Place(
            training_class=found,
            person_id=one.person_id,
            post_id=one.post_id,
            unit_id=one.unit_id,
            agency_id=one.agency_id,
            state=state,
            asked_at=at,
            asked_by=by.person_name,
        )
        for one in fresh.values()
    )


@transaction.atomic
def ask_place(*, class_id: UUID, by: Seat, at: datetime) -> Place:
    """For oneself; an invitation is taken up the same way. Who heads the agency needs
    nobody's approval.
    """
    found = lock_open(class_id)
    if local_date(at) > found.ask_until:
        raise Refused([Reason(_("Đã hết hạn đăng ký lớp này."))])
    made = found.places.filter(person=by.person_id).first() or Place(
        training_class=found, person_id=by.person_id, state=PlaceState.WITHDRAWN
    )
    if made.state not in (*_OVER, PlaceState.INVITED):
        raise Refused([Reason(_("Bạn đã đăng ký lớp này."))])
    made.post_id, made.unit_id, made.agency_id = by.post_id, by.unit_id, by.agency_id
    made.asked_at, made.asked_by, made.reason = at, by.person_name, ""
    made.state, made.decided_at, made.decided_by = PlaceState.ASKED, None, ""
    if heads_agency(by):
        seat_or_queue(training_class=found, place=made, by=by.person_name, at=at)
    made.save()
    note("training.asked", found, by=by, at=at, state=made.state)
    keep_in_calendars(training_class=found, by=by, at=at, people=[made.person_id])
    return made


@transaction.atomic
def register_people(
    *, class_id: UUID, people: Collection[UUID], by: Seat, at: datetime
) -> int:
    """By the head of their unit: approved in the same step. How many came in."""
    found, today = lock_open(class_id), local_date(at)
    reasons = []
    if today > found.ask_until:
        reasons.append(Reason(_("Đã hết hạn đăng ký lớp này.")))
    under = {one.person_id: one for one in workers_under(by, today)}
    if not people or not set(people) <= set(under):
        reasons.append(Reason(_("Chọn người của đơn vị."), "people"))
    if reasons:
        raise Refused(reasons)
    _new(found, [under[one] for one in people], PlaceState.ASKED, by, at)
    rows = found.places.filter(person__in=list(people))
    come = 0
    for one in rows.filter(
        state__in=[PlaceState.ASKED, PlaceState.INVITED, *_OVER]
    ).order_by("pk"):
        seat_or_queue(training_class=found, place=one, by=by.person_name, at=at)
        one.save()
        come += 1
    _tell(rows, found, by, at)
    note("training.registered", found, by=by, at=at, people=come)
    keep_in_calendars(training_class=found, by=by, at=at, people=people)
    return come


def _to_decide(place_id: UUID, by: Seat) -> tuple[TrainingClass, Place]:
    """The class is locked first, always: in one order nobody waits for each other."""
    place = decided_places(by).filter(pk=place_id).first()
    if place is None:
        raise Refused([Reason(_("Đăng ký này không do bạn duyệt."))])
    found = lock_open(place.training_class_id)
    place.refresh_from_db()
    if place.state != PlaceState.ASKED:
        raise Refused([Reason(_("Đăng ký này không còn chờ duyệt."))])
    return found, place


@transaction.atomic
def approve_place(*, place_id: UUID, by: Seat, at: datetime) -> Place:
    found, place = _to_decide(place_id, by)
    seat_or_queue(training_class=found, place=place, by=by.person_name, at=at)
    place.save()
    _tell([place], found, by, at)
    note("training.approved", found, by=by, at=at, state=place.state)
    keep_in_calendars(training_class=found, by=by, at=at, people=[place.person_id])
    return place


@transaction.atomic
def refuse_place(*, place_id: UUID, reason: str, by: Seat, at: datetime) -> Place:
    found, place = _to_decide(place_id, by)
    reason = line(reason)
    reasons = missing({"reason": (reason, _("Ghi lý do không duyệt."))})
    reasons += too_long({"reason": (reason, LONGEST_REASON)})
    if reasons:
        raise Refused(reasons)
    place.state, place.reason = PlaceState.REFUSED, reason
    place.decided_at, place.decided_by = at, by.person_name
    place.save()
    _tell([place], found, by, at)
    note("training.refused", found, by=by, at=at)
    keep_in_calendars(training_class=found, by=by, at=at, people=[place.person_id])
    return place


def _tell(
    places: Iterable[Place], found: TrainingClass, by: Seat, at: datetime
) -> None:
    """Whom it concerns; who decided it themselves know."""
    desks = [one.post_id for one in places if one.person_id != by.person_id]
    notify(
        "training.decided",
        to=desks,
        target_id=found.pk,
        at=at,
        actor=by.person_name,
    )


@transaction.atomic
def withdraw_place(*, place_id: UUID, by: Seat, at: datetime) -> Place:
    """What gets free goes to the first of those who wait, at once."""
    place = Place.objects.filter(pk=place_id).first()
    if place is None or not withdraws(by, place):
        raise Refused([Reason(_("Chỗ học này không phải của bạn."))])
    found = lock_open(place.training_class_id)
    place.refresh_from_db()
    if place.state in _OVER:
        raise Refused([Reason(_("Người này không còn trong lớp."))])
    if place.attendances.exists():
        raise Refused([Reason(_("Đã dự buổi học: không rút được nữa."))])
    place.state = PlaceState.WITHDRAWN
    place.save(update_fields=["state"])
    moved = move_up(training_class=found, at=at)
    note("training.withdrawn", found, by=by, at=at, moved=len(moved))
    keep_in_calendars(
        training_class=found, by=by, at=at, people=[place.person_id, *moved]
    )
    return place
