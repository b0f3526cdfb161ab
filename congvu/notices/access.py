"""Whose notices a request may read: those of the chosen seat's desks and the log-in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from congvu.accounts.access import user_of
from congvu.accounts.models import User
from congvu.notices.models import Notice
from congvu.notices.queries import addresses, line_of
from congvu.notices.rules import Told


def reader_of(request: HttpRequest) -> tuple[Any, User]:
    """The seat, which belongs to an app above this one, or None; and the log-in."""
    seat = getattr(request, "seat", None)
    return seat, user_of(request)


def desks_of(request: HttpRequest) -> frozenset[UUID]:
    seat, user = reader_of(request)
    return addresses(seat, user.pk)


def get_line_for(request: HttpRequest, notice_id: UUID) -> tuple[Notice, Told | None]:
    """A notice that lies at the reader's desks, and what it may say to them."""
    seat, _user = reader_of(request)
    found = line_of(seat, notice_id, desks_of(request))
    if found is None:
        raise Http404
    return found


def require_operator(request: HttpRequest) -> None:
    """Who may look at background work sees the outbox; for others it is not there."""
    can = getattr(request, "can", None)
    if can is None or not can("jobs.read"):
        raise Http404
