"""Who comes into the editor, and from which seat what is done there is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.http import Http404

from congvu.accounts.models import User
from congvu.organisations.access import Seat
from congvu.organisations.models import Post
from congvu.organisations.queries import agencies_on
from congvu.organisations.rules import Permission, Role
from congvu.portal.models import SiteEditor
from congvu.portal.queries import is_editor, names_of

_LEADS = frozenset({Role.LEADER, Role.OFFICE_CHIEF})
_at_work: ContextVar[Seat | None] = ContextVar("portal_seat", default=None)
_named: ContextVar[dict[UUID, str] | None] = ContextVar("portal_named", default=None)


def seat_at_work() -> Seat | None:
    """From which seat the editor is used in this very request."""
    return _at_work.get()


@contextmanager
def working(seat: Seat) -> Iterator[None]:
    """What Wagtail's own code does inside is done from this seat."""
    token, named = _at_work.set(seat), _named.set({})
    try:
        yield
    finally:
        _named.reset(named)
        _at_work.reset(token)


def person_behind(user: User) -> str:
    """How the editor names a log-in: as its person is called. Asked once a request."""
    known = _named.get()
    if known is None:
        known = {}
    if user.pk not in known:
        known[user.pk] = names_of([user.pk]).get(user.pk, user.username)
    return known[user.pk]


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


def meter_agencies(seat: Seat) -> set[UUID]:
    """Whose sites a seat is told the completeness of, as with figures: its own body's;
    who leads sees those below, too. An administrator has no desk and sees none.
    """
    if seat.role == Role.ADMINISTRATOR:
        return set()
    if seat.role not in _LEADS:
        return {seat.agency_id}
    bodies = agencies_on(seat.on)
    if seat.is_central:
        return {body.id for body in bodies}
    within, grows = {seat.agency_id}, True
    while grows:
        more = {body.id for body in bodies if body.parent_id in within} - within
        within, grows = within | more, bool(more)
    return within


def meter_for(seat: Seat) -> set[UUID]:
    """The same for who asks; not found for a seat without a desk."""
    seen = meter_agencies(seat)
    if not seen:
        raise Http404
    return seen


def may_look_through(seat: Seat, agency_id: UUID) -> bool:
    """Who keeps a site says of its sections that they are right."""
    return seat.agency_id == agency_id and may_edit(seat)
