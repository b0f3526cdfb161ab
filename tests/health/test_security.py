"""What the health page says of advisories that grow old and of guessing at the door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from congvu.accounts.models import SignInAttempt
from congvu.audit.rules import SYSTEM
from congvu.health.queries.advisories import advisories
from congvu.health.queries.guessing import guessing
from congvu.health.rules import State
from congvu.vulnerabilities.actions import match_advisories
from tests.people import Province
from tests.vulnerabilities.stories import Watch, before, osv

pytestmark = pytest.mark.django_db


def test_advisories_unmatched_are_bad_and_old_ones_are_watched(
    province: Province, law: None
) -> None:
    watch = Watch(province)
    assert advisories(watch.at) is None, "none was ever loaded"
    watch.load(osv("CV-1", "mau-lib", *before("2")))
    soon = advisories(watch.at + timedelta(minutes=59))
    assert soon is not None
    assert soon.state is State.WELL
    stuck = advisories(watch.at + timedelta(minutes=61))
    assert stuck is not None
    assert (stuck.state, stuck.values["count"]) == (State.BAD, 1)
    assert stuck.since == watch.at

    match_advisories(by=SYSTEM, at=watch.at)
    states = [
        found.state
        for days in (1, 7, 8)
        if (found := advisories(watch.at + timedelta(days=days)))
    ]
    assert states == [State.WELL, State.WELL, State.WATCH]


def test_guessing_at_many_accounts_or_from_one_place_is_bad(province: Province) -> None:
    def wrong(who: str) -> None:
        for _time in range(5):
            Client().post("/dang-nhap/", {"username": who, "password": "sai"})

    states = [guessing(timezone.now()).state]
    for who in ("lan", "minh", "hoa"):
        wrong(who)
        states.append(guessing(timezone.now()).state)
    assert states == [State.WELL, State.WATCH, State.WATCH, State.BAD]
    assert guessing(timezone.now() + timedelta(minutes=16)).state is State.WELL

    SignInAttempt.objects.all().delete()
    SignInAttempt.objects.bulk_create(
        SignInAttempt(at=timezone.now(), account=f"{n}", address="203.0.113.9")
        for n in range(30)
    )
    told = guessing(timezone.now())
    assert (told.state, told.values["names"]) == (State.BAD, "203.0.113.9")
