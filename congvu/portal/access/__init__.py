"""Who comes into the editor, and from which seat what is done there is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.http import Http404

from congvu.organisations.access import Seat
from congvu.organisations.models import Post
from congvu.organisations.rules import Permission
from congvu.portal.models import SiteEditor
from congvu.portal.queries import is_editor

_at_work: ContextVar[Seat | None] = ContextVar("portal_seat", default=None)


def seat_at_work() -> Seat | None:
    """From which seat the editor is used in this very request."""
    return _at_work.get()


@contextmanager
def working(seat: Seat) -> Iterator[None]:
    """What Wagtail's own code does inside is done from this seat."""
    token = _at_work.set(seat)
    try:
        yield
    finally:
        _at_work.reset(token)


def may_edit(seat: Seat) -> bool:
    """An approver of the agency, or a post named for its site."""
    if seat.can(Permission.PUBLISH_PORTAL):
        return True
    return seat.can(Permission.EDIT_PORTAL) and is_editor(seat.post_id, seat.agency_id)


def get_editor_for(seat: Seat, editor_id: UUID) -> SiteEditor:
    """One named for the seat's own site, if the seat names any."""
    found = (
        SiteEditor.objects.filter(
            pk=editor_id, agency_id=seat.agency_id, ended_at__isnull=True
        )
        .select_related("post")
        .first()
        if seat.can(Permission.PUBLISH_PORTAL)
        else None
    )
    if found is None:
        raise Http404
    return found


def get_post_for(seat: Seat, post_id: UUID) -> Post:
    """A post of the seat's own agency, if the seat names editors."""
    found: Post | None = (
        Post.objects.filter(pk=post_id, unit__agency_id=seat.agency_id)
        .valid(on=seat.on)
        .first()
        if seat.can(Permission.PUBLISH_PORTAL)
        else None
    )
    if found is None:
        raise Http404
    return found
