"""Random coming, going, moving and confirming, against a model that is a dictionary."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.audit.rules import SYSTEM
from congvu.dissemination import actions
from congvu.dissemination.actions import keep_audience
from congvu.dissemination.models import Addressee
from congvu.lib.refusals import Refused
from congvu.organisations.models import Appointment, Post
from congvu.organisations.rules import Role
from tests.dissemination.making import division, tell
from tests.people import SINCE, Province

WHO = ("minh", "hoa", "lan", "tu")
IN, OUT = "in", "out"
steps = st.lists(
    st.tuples(st.sampled_from(WHO), st.sampled_from([IN, OUT, "open", "confirm"])),
    max_size=12,
)


@pytest.mark.usefixtures("law")
@settings(max_examples=12)
@given(steps=steps)
def test_who_is_meant_and_what_they_did(
    province: Province, steps: list[tuple[str, str]]
) -> None:
    """A day for each step. Whoever ever belonged has one row; what was done stays; who
    belongs today is exactly who has not left."""
    with transaction.atomic():
        _live(province, steps)
        transaction.set_rollback(True)


def _live(province: Province, steps: list[tuple[str, str]]) -> None:
    chairs = {
        who: Post.objects.create(
            unit=province.division,
            name=f"Bàn của {who}",
            role=Role.SPECIALIST,
            valid_from=SINCE,
        )
        for who in WHO
    }
    telling = tell(province, division(province, Role.SPECIALIST))
    inside, ever = {"minh"}, {"minh"}
    done: dict[str, set[str]] = {who: set() for who in WHO}
    Appointment.objects.filter(person=province.minh.person).delete()
    _seat(province, chairs, "minh", province.today)
    for n, (who, what) in enumerate(steps, start=1):
        at = province.at + timedelta(days=n)
        day = at.date()
        if what == IN and who not in inside:
            _seat(province, chairs, who, day)
            inside.add(who)
        elif what == OUT and who in inside:
            Appointment.objects.filter(
                post=chairs[who], valid_until__isnull=True
            ).update(valid_until=day)
            inside.remove(who)
        keep_audience(telling_id=telling.pk, by=SYSTEM, at=at)
        ever |= inside
        row = Addressee.objects.filter(
            telling=telling, person=province.cast[who].person
        )
        if what == "open" and who in inside and "open" not in done[who]:
            row.update(opened_at=at)
            done[who].add("open")
        if what == "confirm":
            _confirm(province, telling.pk, who, at, done[who], who in inside)
        rows = {_login(r): r for r in telling.addressees.all()}
        assert set(rows) == ever
        assert {w for w, r in rows.items() if r.left_on is None} == inside
        for name, one in rows.items():
            assert (one.opened_at is not None) == ("open" in done[name])
            assert (one.confirmed_at is not None) == ("confirm" in done[name])


def _confirm(
    province: Province, telling_id: Any, who: str, at: Any, done: set[str], there: bool
) -> None:
    seat = province.seat(who)
    may = there and "open" in done and "confirm" not in done
    try:
        actions.confirm(telling_id=telling_id, by=seat, at=at)
    except Refused:
        assert not may
    else:
        assert may
        done.add("confirm")


def _login(row: Addressee) -> str:
    assert row.person.user is not None
    return row.person.user.username


def _seat(province: Province, chairs: dict[str, Post], who: str, day: Any) -> None:
    person = province.cast[who].person
    assert person is not None
    Appointment.objects.create(person=person, post=chairs[who], valid_from=day)
