"""Who stands at the door, as the log will name them; who may read the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest

from congvu.audit.rules import Actor, Door


def address_of(request: HttpRequest) -> str:
    """The caller's network address. A forwarded one counts only from our own proxy."""
    address: str = request.META.get("REMOTE_ADDR") or ""
    trusted = set(settings.TRUSTED_PROXIES)
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    while address in trusted and forwarded and forwarded[-1].strip():
        address = forwarded.pop().strip()
    return address[:60]


def actor_of(request: HttpRequest, *, door: str = Door.PAGE) -> Actor:
    """The seat's actor when one is taken, else the log-in, else a nameless visitor."""
    seat: Any = getattr(request, "seat", None)
    if seat is not None:
        actor: Actor = seat.actor
        return Actor(
            name=actor.name,
            user_id=actor.user_id,
            person_id=actor.person_id,
            post_id=actor.post_id,
            agency_id=actor.agency_id,
            door=door,
            address=address_of(request),
        )
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return Actor(
            name=user.get_username(),
            user_id=user.pk,
            door=door,
            address=address_of(request),
        )
    return Actor(name="", door=door, address=address_of(request))


def agency_to_read(request: HttpRequest) -> UUID | None:
    """Whose log the reader may see: the seat's agency, or None for every agency.

    The log looks missing to whoever may not read it. Sign-ins belong to no agency and
    are seen by those alone who read everywhere.
    """
    can: Callable[[str], bool] | None = getattr(request, "can", None)
    seat: Any = getattr(request, "seat", None)
    if can is None or seat is None or not can("audit.read"):
        raise Http404
    if can("audit.read-everywhere"):
        return None
    agency_id: UUID = seat.agency_id
    return agency_id
