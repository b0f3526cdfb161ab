"""Secret addresses of calendars, for who makes them. What is read there is no API."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from ninja import Router

from congvu.calendar import actions
from congvu.calendar.access import feeds_offered, get_feed_for
from congvu.calendar.api.entries import reader
from congvu.calendar.api.schemas import (
    CalendarFeedIn,
    CalendarFeedMadeOut,
    CalendarFeedOut,
)
from congvu.calendar.models import CalendarFeed
from congvu.calendar.queries.feeds import feeds_of
from congvu.calendar.rules import FeedShows
from congvu.organisations.api import ApiRequest

router = Router(tags=["Lịch công tác"])


def _told(feed: CalendarFeed) -> dict[str, Any]:
    names = "id shows label made_at last_asked_at"
    kept = {name: getattr(feed, name) for name in names.split()}
    return {"calendar": str(feed.owner.kind)} | kept


@router.get(
    "/calendar-feeds", response=list[CalendarFeedOut], summary="Địa chỉ lịch chỉ đọc"
)
def feeds(request: ApiRequest) -> list[dict[str, Any]]:
    return [_told(one) for one in feeds_of(reader(request).person_id)]


@router.post(
    "/calendar-feeds", response=CalendarFeedMadeOut, summary="Tạo địa chỉ lịch"
)
def make(request: ApiRequest, data: CalendarFeedIn) -> dict[str, Any]:
    seat = reader(request)
    owners = {str(owner.kind): owner for owner, _name in feeds_offered(seat)}
    made, secret = actions.make_feed(
        owner=owners[data.calendar],
        shows=FeedShows(data.shows),
        label=data.label,
        by=seat,
        at=timezone.now(),
    )
    address = request.build_absolute_uri(reverse("calendar:feed", args=[secret]))
    return _told(made) | {"address": address}


@router.delete(
    "/calendar-feeds/{feed_id}", response={204: None}, summary="Thu hồi địa chỉ lịch"
)
def revoke(request: ApiRequest, feed_id: UUID) -> None:
    found = get_feed_for(request.auth, feed_id)
    actions.revoke_feed(feed_id=found.pk, by=request.auth, at=timezone.now())
