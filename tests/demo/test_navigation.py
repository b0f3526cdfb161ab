"""What the navigation counts in one query is what the lists behind it hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.config.shell import asked_of
from congvu.dissemination.models import Addressee
from congvu.documents.access import scope_of
from congvu.documents.models import IntakeItem
from congvu.documents.queries import Tab, my_work, reports_to_me, tab_counts
from congvu.documents.rules import IntakeState
from congvu.duties.access import duties_to_do
from congvu.law.queries import calendar
from congvu.notices.queries import addresses, bell, unread
from congvu.organisations.access import Seat, seats_of_many
from congvu.organisations.models import RightChange
from congvu.organisations.rules import Permission, Role
from congvu.outgoing.models import Draft, OpinionRequest
from congvu.outgoing.rules import OPEN_DRAFT_STATES, SIGNED_STATES, AskedState
from congvu.portal.access.questions import questions_to_do
from congvu.portal.access.waits import portal_to_do
from congvu.reporting.access import reports_to_do
from congvu.support.access import support_to_do
from congvu.surveys.access import surveys_to_do
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db
EACH_ROLE = 6


def _people(on: date) -> Iterator[list[Seat]]:
    """A few of every role, and all who have two posts."""
    met = dict.fromkeys(Role, 0)
    for _user, seats in sorted(seats_of_many(None, on).items()):
        role = seats[0].role
        met[role] += 1
        if met[role] <= EACH_ROLE or len(seats) > 1:
            yield seats


def _work(seat: Seat) -> int:
    on, days = timezone.localdate(), calendar()
    acts = my_work(seat.desks, on=on, days=days, limit=9999, person_id=seat.person_id)
    return len(acts) + len(reports_to_me(seat.desks, on=on, days=days, limit=9999))


def _drafts(seat: Seat) -> int:
    lies = Q(desk_id__in=seat.desks)
    if seat.can(Permission.NUMBER):
        lies |= Q(agency=seat.agency_id, state__in=SIGNED_STATES)
    lying = Draft.objects.filter(lies, state__in=OPEN_DRAFT_STATES)
    asked = OpinionRequest.objects.filter(
        desk_id__in=seat.desks, state=AskedState.WAITING
    )
    return lying.count() + asked.count()


def _register(seat: Seat) -> int:
    counts = tab_counts(scope_of(seat), seat.on)
    submits, transfers = seat.can(Permission.SUBMIT), seat.can(Permission.TRANSFER)
    return submits * counts[Tab.REGISTERED] + transfers * counts[Tab.INSTRUCTED]


def _held(seat: Seat, seats: list[Seat]) -> dict[str, int]:
    """As the lists tell it."""
    found = {"support": len(support_to_do(seat))}
    if seat.can(Permission.CONFIRM_RIGHTS):
        changes = RightChange.objects.filter(agency=seat.agency_id)
        found["unconfirmed"] = changes.filter(confirmed_at=None).count()
    if len(seats) > 1:
        found |= {f"hat {hat.post_id}": _work(hat) for hat in seats}
    if seat.role == Role.ADMINISTRATOR:
        return found
    if seat.can(Permission.INTAKE):
        items = IntakeItem.objects.filter(agency=seat.agency_id)
        found["intake"] = items.filter(state=IntakeState.READY).count()
    if seat.can(Permission.SUBMIT) or seat.can(Permission.TRANSFER):
        found["register"] = _register(seat)
    to_read = Addressee.objects.filter(
        person=seat.person_id, passed_at=None, left_on=None, telling__ended_at=None
    )
    return found | {
        "work": _work(seat),
        "drafts": _drafts(seat),
        "duties": len(duties_to_do(seat)),
        "reports": len(reports_to_do(seat)),
        "surveys": len(surveys_to_do(seat)),
        "tellings": to_read.count(),
        "portal": len(portal_to_do(seat)) + len(questions_to_do(seat)),
    }


def test_the_navigation_counts_what_the_lists_hold(demo: Demo) -> None:
    roles, most = set(), dict.fromkeys(("work", "drafts", "duties", "tellings"), 0)
    for seats in _people(demo.today):
        for seat in seats:
            roles.add(seat.role)
            at, user = timezone.now(), seat.user_id
            assert user is not None
            desks = addresses(seat, user)
            asked = asked_of(seat, seats)
            with CaptureQueriesContext(connection) as queries:
                counted = seat.count(unread=unread(desks, user, at=at), **asked)
            assert len(queries) == 1
            held = _held(seat, seats) | {"unread": bell(desks, user, at=at).unread}
            assert counted == held, seat
            most = {name: max(n, counted.get(name, 0)) for name, n in most.items()}
    assert roles == set(Role)
    assert min(most.values()) > 0, most
