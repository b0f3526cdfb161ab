"""Several at once: a class never has more people than places."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.training.actions import (
    approve_place,
    ask_place,
    name_specialist,
    register_people,
    withdraw_place,
)
from congvu.training.models import ItSpecialist, Place
from tests.people import make_province
from tests.training.stories import one_class

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def _together(*deeds: Callable[[], object]) -> None:
    start, crashes = threading.Barrier(len(deeds)), []

    def run(place: int) -> None:
        start.wait(10)
        try:
            deeds[place]()
        except Exception as why:  # noqa: BLE001  what the test is about
            crashes.append(why)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert crashes == []


def _states() -> list[str]:
    return sorted(Place.objects.values_list("state", flat=True))


def test_one_place_is_given_once_and_freed_to_one() -> None:
    call_command("load_law", verbosity=0)
    province = make_province(timezone.now(), timezone.localdate())
    at, ha, found = province.at, province.seat("ha"), one_class(province, capacity=1)
    who = ("minh", "lan", "hoa", "thu")
    asked = [ask_place(class_id=found.pk, by=province.seat(one), at=at) for one in who]
    _together(*(partial(approve_place, place_id=one.pk, by=ha, at=at) for one in asked))
    assert _states() == ["held", "waiting", "waiting", "waiting"]
    # the one who holds it goes, and one who waits goes, at the same moment
    goes = [
        Place.objects.get(state="held"),
        Place.objects.filter(state="waiting").latest("pk"),
    ]
    _together(*(partial(withdraw_place, place_id=one.pk, by=ha, at=at) for one in goes))
    assert _states() == ["held", "waiting", "withdrawn", "withdrawn"]
    # while somebody leaves, the chief registers another: still one
    last = Place.objects.get(state="held")
    quan = province.seat("quan").person_id
    _together(
        partial(withdraw_place, place_id=last.pk, by=ha, at=at),
        partial(register_people, class_id=found.pk, people=[quan], by=ha, at=at),
    )
    assert _states() == ["held", "waiting", "withdrawn", "withdrawn", "withdrawn"]


def test_two_who_name_the_first_specialist_at_once_follow_each_other() -> None:
    call_command("load_law", verbosity=0)
    province = make_province(timezone.now(), timezone.localdate())
    named = partial(
        name_specialist, since=province.today, basis="QĐ 12", at=province.at
    )
    minh, hoa = province.seat("minh").person_id, province.seat("hoa").person_id
    _together(
        partial(named, person_id=minh, by=province.seat("quan")),
        partial(named, person_id=hoa, by=province.seat("ha")),
    )
    assert ItSpecialist.objects.count() == 2
    assert ItSpecialist.objects.filter(until=None).count() == 1
