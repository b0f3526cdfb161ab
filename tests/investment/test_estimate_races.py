"""Two people keep an estimate of one need at the same moment: one is told."""

from __future__ import annotations

import threading

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.investment.models import Estimate, EstimateShare
from congvu.lib.refusals import Refused
from tests.investment.estimating import SMALL_COSTS, an_estimate
from tests.investment.stories import MILLION, a_need
from tests.people import make_province

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_two_at_once() -> None:
    call_command("load_law", verbosity=0)
    people = make_province(timezone.now(), timezone.localdate())
    need = a_need(people, "Tường lửa", SMALL_COSTS)
    start, told = threading.Barrier(4), list[str]()

    def keep() -> None:
        start.wait(10)
        try:
            an_estimate(people, need)
            told.append("kept")
        except Refused as why:
            told.append(str(why.reasons[0].message))
        except Exception as why:  # noqa: BLE001  what the test is about
            told.append(repr(why))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=keep) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(told)[0] == "kept"
    assert sum("do người khác vừa ghi" in one for one in told) == 3
    assert Estimate.objects.get().money == 110 * MILLION
    assert EstimateShare.objects.count() == 4
