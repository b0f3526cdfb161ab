"""Two let each other act from their posts at the same moment: one does, one is told.

Two real connections; what the first has written is not committed while the second asks.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.lib.refusals import Refused
from congvu.organisations.actions import delegate, record_absence
from congvu.organisations.models import Absence, Delegation
from congvu.organisations.rules import AbsenceReason, DelegationKind, Route
from tests.people import Province, make_province

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office() -> Province:
    call_command("load_law", verbosity=0)
    return make_province(timezone.now(), timezone.localdate())


def stands_in(office: Province, post_of: str, who: str) -> None:
    post, person = office.cast[post_of].post, office.cast[who].person
    assert post is not None
    assert person is not None
    delegate(
        post=post,
        person=person,
        valid_from=office.today,
        valid_until=office.today + timedelta(days=5),
        kind=DelegationKind.STAND_IN,
        by=SYSTEM,
        at=timezone.now(),
    )


def goes_away(office: Province, who: str, deputy: str) -> None:
    member, other = office.cast[who], office.cast[deputy]
    assert member.post is not None
    assert member.person is not None
    assert other.person is not None
    record_absence(
        person=member.person,
        valid_from=office.today,
        valid_until=office.today + timedelta(days=5),
        reason=AbsenceReason.LEAVE,
        route=Route.DESK,
        stand_ins={member.post.id: other.person},
        by=office.seat(who),
        at=timezone.now(),
    )


def while_the_first_is_not_done(
    first: Callable[[], None], second: Callable[[], None]
) -> str:
    """What the second was told; asked on a connection of its own in between."""
    told: list[str] = []

    def ask() -> None:
        try:
            second()
        except Refused as why:
            told.append(str(why))
        else:
            told.append("")
        finally:
            connections.close_all()

    asking = threading.Thread(target=ask)
    with transaction.atomic():
        first()
        asking.start()
        asking.join(1)
    asking.join(30)
    return told[0]


def test_a_circle_is_not_made_by_two_at_once(office: Province) -> None:
    told = while_the_first_is_not_done(
        lambda: stands_in(office, "dung", "ha"), lambda: stands_in(office, "ha", "dung")
    )

    assert "vòng tròn" in told
    assert Delegation.objects.count() == 1


def test_nor_by_two_who_go_away_and_name_each_other(office: Province) -> None:
    told = while_the_first_is_not_done(
        lambda: goes_away(office, "dung", "ha"), lambda: goes_away(office, "ha", "dung")
    )

    assert "cũng vắng mặt trong thời gian này" in told
    assert (Absence.objects.count(), Delegation.objects.count()) == (1, 1)
