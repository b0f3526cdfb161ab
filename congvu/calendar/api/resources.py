"""Rooms and cars: lent, booked, decided, given up, blocked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router

from congvu.calendar import actions, queries
from congvu.calendar.access import (
    get_blocked_to_lift,
    get_booking_for,
    get_booking_to_give_up,
    get_resource_to_keep,
    keeps,
    meetings_run,
)
from congvu.calendar.api.entries import reader
from congvu.calendar.api.schemas import (
    BlockIn,
    BlockOut,
    BookingCancelIn,
    BookingDecisionIn,
    BookingDetailOut,
    BookingIn,
    BookingOut,
    ResourceIn,
    ResourceOut,
    ResourcePlanOut,
)
from congvu.calendar.models import BlockedTime, Booking, Occupation, Resource
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, Day

router = Router(tags=["Phòng, xe"])
_ONE = "/resources/{resource_id}"
_BOOKING = "/resource-bookings/{booking_id}"
_MOST_DAYS = 62


def keeper(request: ApiRequest) -> Seat:
    """Who does not keep them finds no such door."""
    if not keeps(request.auth):
        raise Http404
    return request.auth


def taken_out(one: Occupation) -> dict[str, Any]:
    about = one.booking.title if one.booking else ""
    if one.blocked:
        about = one.blocked.because
    return {
        "id": one.pk,
        "resource_id": one.resource_id,
        "starts": one.span.lower,
        "ends": one.span.upper,
        "booking_id": one.booking_id,
        "blocked_id": one.blocked_id,
        "about": about,
        "is_held": one.is_held,
    }


@router.get("/resources", response=ResourcePlanOut, summary="Kế hoạch dùng phòng, xe")
def plan(request: ApiRequest, since: Day, until: Day) -> dict[str, Any]:
    """From one day to before another, at most two months."""
    seat = reader(request)
    last = max(since, min(until, since + timedelta(days=_MOST_DAYS)))
    listed = queries.resources_of(seat.agency_id)
    taken = queries.plan_of([r.pk for r in listed], since, last)
    waiting = queries.waiting_bookings(seat.agency_id) if keeps(seat) else []
    return {
        "since": since,
        "until": last,
        "resources": listed,
        "taken": [taken_out(one) for one in taken],
        "waiting": [one.pk for one in waiting],
    }


@router.post("/resources", response=ResourceOut, summary="Thêm phòng, xe")
def add(request: ApiRequest, data: ResourceIn) -> Resource:
    return actions.keep_resource(
        data=data.given(), by=keeper(request), at=timezone.now()
    )


@router.put(_ONE, response=ResourceOut, summary="Sửa phòng, xe")
def change(request: ApiRequest, resource_id: UUID, data: ResourceIn) -> Resource:
    found = get_resource_to_keep(request.auth, resource_id)
    return actions.keep_resource(
        data=data.given(), resource_id=found.pk, by=request.auth, at=timezone.now()
    )


@router.delete(_ONE, response={204: None}, summary="Thôi cho dùng phòng, xe")
def end(request: ApiRequest, resource_id: UUID) -> None:
    found = get_resource_to_keep(request.auth, resource_id)
    actions.end_resource(resource_id=found.pk, by=request.auth, at=timezone.now())


@router.post(_ONE + "/blocks", response=BlockOut, summary="Khóa phòng, xe")
def block(request: ApiRequest, resource_id: UUID, data: BlockIn) -> BlockedTime:
    found = get_resource_to_keep(request.auth, resource_id)
    return actions.block_time(
        resource_id=found.pk,
        starts=data.starts,
        ends=data.ends,
        because=data.because,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(
    "/resource-blocks/{blocked_id}/lift", response=BlockOut, summary="Mở lại phòng, xe"
)
def lift(request: ApiRequest, blocked_id: UUID) -> BlockedTime:
    found = get_blocked_to_lift(request.auth, blocked_id)
    return actions.lift_block(blocked_id=found.pk, by=request.auth, at=timezone.now())


@router.post("/resource-bookings", response=BookingOut, summary="Đặt phòng, xe")
def book(request: ApiRequest, data: BookingIn) -> Booking:
    seat = reader(request)
    wanted = data.meeting_id
    if wanted is not None and not meetings_run(seat).filter(pk=wanted).exists():
        raise Http404
    return actions.book(
        data=data.given(), meeting_id=data.meeting_id, by=seat, at=timezone.now()
    )


@router.get(_BOOKING, response=BookingDetailOut, summary="Một lượt đặt")
def booking(request: ApiRequest, booking_id: UUID) -> dict[str, Any]:
    found = get_booking_for(request.auth, booking_id)
    names = [
        "id",
        "resource_id",
        "title",
        "note",
        "starts",
        "ends",
        "rrule",
        "state",
        "asked_by",
        "because",
    ]
    rows = found.occupations.select_related("booking", "blocked").order_by("span")
    return {
        **{name: getattr(found, name) for name in names},
        "times": [taken_out(one) for one in rows],
    }


@router.post(_BOOKING + "/decide", response=BookingOut, summary="Duyệt lượt đặt")
def decide(request: ApiRequest, booking_id: UUID, data: BookingDecisionIn) -> Booking:
    found = get_booking_for(request.auth, booking_id)
    get_resource_to_keep(request.auth, found.resource_id)
    return actions.decide_booking(
        booking_id=found.pk,
        approved=data.approved,
        because=data.because,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_BOOKING + "/cancel", response=BookingOut, summary="Hủy lượt đặt")
def cancel(request: ApiRequest, booking_id: UUID, data: BookingCancelIn) -> Booking:
    found = get_booking_to_give_up(request.auth, booking_id)
    return actions.cancel_booking(
        booking_id=found.pk,
        occupation_id=data.occupation_id,
        by=request.auth,
        at=timezone.now(),
    )
