"""The demo's network: a house for every body, most joined, some on one line alone; and
its machines, and what may run on them.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from congvu.inventory.models import (
    AgentEnrolment,
    Custody,
    Machine,
    MachinePaper,
    MachineReading,
)
from congvu.licences.models import LicenceStanding, PositionDay
from congvu.licences.queries import told_on
from congvu.network.queries import on_state_network, weighed, whole
from congvu.organisations.queries import agencies_on
from congvu.surveys.models import Survey
from congvu.surveys.queries import result
from congvu.watching.models import Outage, WatchTarget
from congvu.watching.queries import stood
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db


def test_every_body_has_a_house_and_some_one_line_alone(demo: Demo) -> None:
    on = timezone.localdate()
    bodies, found = agencies_on(on), whole(on)

    assert {s.agency_id for s in found.sites.values()} == {a.id for a in bodies}
    assert found.weak.apart == frozenset()
    joined = on_state_network(found)
    assert 0.85 < len(joined) / len(bodies) < 1
    worst = found.losses(found.sites)[0]
    assert len(worst.cut) > 1
    assert worst.machines


def test_the_options_differ_in_what_they_mend(demo: Demo) -> None:
    on = timezone.localdate()

    today, ring, spares = weighed(whole(on), [a.id for a in agencies_on(on)])

    assert today.cost < min(ring.cost, spares.cost)
    assert spares.alone == 0 < today.alone
    assert ring.alone == today.alone, "hubs stand in for each other as it is"


def test_a_month_was_watched_with_two_losses(demo: Demo) -> None:
    at = timezone.now()
    targets = list(WatchTarget.objects.all())

    told = stood(targets, since=at - timedelta(days=30), at=at)

    assert {one.target.subject for one in told} == {"link"}
    less = [one for one in told if (one.share.percent or 0) < 100]
    assert len(less) == 1, "what was planned is no loss"
    assert 98 < (less[0].share.percent or 0) < 100
    assert sorted(Outage.objects.values_list("is_planned", flat=True)) == [False, True]


def test_machines_were_told_of_with_the_codes_of_their_agencies(demo: Demo) -> None:
    codes = AgentEnrolment.objects.values_list("agency", flat=True)

    assert set(codes) == set(Machine.objects.values_list("agency", flat=True))
    assert not AgentEnrolment.objects.filter(used_at=None).exists()
    assert not MachineReading.objects.filter(enrolment=None).exists()

    # Some changed hands, and each stands as its row says.
    kinds = MachinePaper.objects.order_by("pk").values_list("kind", "state")
    assert sorted(kinds) == [
        ("give", "done"),
        ("give", "waiting"),
        ("move", "waiting"),
        ("scrap", "done"),
    ]
    standing = Custody.objects.filter(until=None, machine__merged_into=None)
    assert standing.count() == Machine.objects.filter(merged_into=None).count()
    apart = standing.exclude(
        person=F("machine__user"), state=F("machine__state")
    ).exclude(person=None, machine__user=None)
    assert not apart.exists()


def test_licences_show_every_state(demo: Demo) -> None:
    on = timezone.localdate()
    every = told_on(on).total

    assert min(every.legal, every.over, every.unlicensed, every.free) > 0
    assert every.unknown
    ran_out = LicenceStanding.objects.filter(day=on, state="none")
    assert ran_out.exclude(allocation=None).filter(product__code="winrar").exists()
    assert PositionDay.objects.count() == 13


def test_the_review_is_half_done(demo: Demo) -> None:
    """Most have answered, one late, some with another number than the measured one."""
    found = result(Survey.objects.get(), timezone.localdate())

    assert 0.6 < len(found.answered) / len(found.lines) < 0.9
    assert sum(line.is_late for line in found.lines) == 1
    assert any(line.differing for line in found.answered)
    assert found.sum.cost
    assert found.sum.unpriced
