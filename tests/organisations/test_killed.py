"""The job that carries acts out is killed anywhere, several times, and ends right."""

from __future__ import annotations

import random
import signal
import time
from datetime import timedelta
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from congvu.organisations.jobs import carry_out_reforms
from congvu.organisations.models import Reform
from congvu.organisations.queries import due_reforms
from tests.organisations.acts import decide
from tests.people import Province, make_province

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def acts(transactional_db: None) -> Province:
    """Thirty acts, a unit each, whose days have come."""
    people = make_province(timezone.now(), timezone.localdate())
    name = "Phòng Khoa giáo - Văn xã"
    for n in range(30):
        day = people.today - timedelta(days=30 - n)
        new = f"Phòng Số {n}"
        decide(
            day,
            people.at,
            f"lập | | H03/{new}",
            f"sáp nhập | H03/{name} | H03/{new}",
            title=f"Lần {n}",
        )
        name = new
    return people


def _worker() -> tuple[Any, Connection]:
    """A process of its own: it reads the clock, finds what is due, carries it out."""

    def work() -> None:
        ready.send("ready")
        carry_out_reforms()
        connections.close_all()

    # A child must not inherit our connection: closing it there would close ours.
    connections.close_all()
    said, ready = Pipe(duplex=False)
    process = get_context("fork").Process(target=work)
    process.start()
    ready.close()
    return process, said


def test_killed_at_random_moments_it_ends_with_nothing_half_done(
    acts: Province,
) -> None:
    chance = random.Random(7)
    killed = 0
    for _attempt in range(6):
        worker, said = _worker()
        assert said.recv() == "ready"
        time.sleep(chance.uniform(0.01, 0.25))
        worker.kill()
        worker.join(60)
        killed += worker.exitcode == -signal.SIGKILL
        said.close()
        # Each act is wholly done or not at all, in the order of their days.
        done = list(
            Reform.objects.filter(state="carried-out").values_list("on", flat=True)
        )
        left = Reform.objects.filter(state="decided").values_list("on", flat=True)
        assert all(day < other for day in done for other in left)
        assert not Reform.objects.filter(
            state="carried-out", carried_out_at__isnull=True
        ).exists()
    assert killed

    last, said = _worker()
    last.join(120)
    assert last.exitcode == 0
    said.close()
    assert due_reforms(acts.today) == []
    assert Reform.objects.filter(state="carried-out").count() == 30
