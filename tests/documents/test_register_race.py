"""Twenty processes, one register, and one of them killed without warning.

Real processes with connections of their own: the lock, the rollback of a killed one and
the numbers are PostgreSQL's and ours, nobody else's.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.documents.actions import register_incoming
from congvu.documents.models import (
    Document,
    Grant,
    HistoryEvent,
    Register,
    RegisterEntry,
)
from congvu.documents.rules import Paper
from congvu.organisations.access import Seat
from tests.people import make_province
from tests.scale import few_or_all

PROCESSES = 20
EACH = few_or_all(30, 100)


def _register_share(share: int, seat: Seat) -> None:
    """Register this share's papers, those it has not registered yet."""
    done = set(
        Document.objects.filter(notation=f"KB{share}-X").values_list(
            "number", flat=True
        )
    )
    now = timezone.now()
    for number in range(1, EACH + 1):
        if f"{number:02d}" in done:
            continue
        register_incoming(
            paper=Paper(
                subject=f"Văn bản {number} của lô {share}",
                issuer_name=f"Nơi gửi {share}",
                type_code="CV",
                symbol=f"{number:02d}/KB{share}-X",
                issued_on=seat.on - timedelta(days=1),
            ),
            arrived_at=now,
            by=seat,
            at=now,
        )
    connections.close_all()


def _start(share: int, seat: Seat) -> multiprocessing.Process:
    # A child must not inherit our connection: closing it there would close ours.
    connections.close_all()
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_register_share, args=(share, seat))
    process.start()
    return process  # type: ignore[return-value]  # a ForkProcess is a Process


@pytest.mark.whole
@pytest.mark.slow
@pytest.mark.repeats
@pytest.mark.django_db(transaction=True)
def test_twenty_processes_and_a_kill_leave_no_gap_no_double_and_nothing_half() -> None:
    call_command("load_law", verbosity=0)
    province = make_province(timezone.now(), timezone.localdate())
    lan = province.seat("lan")

    running = [_start(share, lan) for share in range(PROCESSES)]
    victim = random.SystemRandom().randrange(PROCESSES)
    while not RegisterEntry.objects.exists():
        time.sleep(0.01)
    time.sleep(random.SystemRandom().uniform(0.05, EACH / 70))
    pid = running[victim].pid
    assert pid is not None
    assert running[victim].is_alive(), "the victim must still be at work when killed"
    os.kill(pid, signal.SIGKILL)
    for process in running:
        process.join(180)
    assert running[victim].exitcode == -signal.SIGKILL
    assert [p.exitcode for p in running].count(0) == PROCESSES - 1
    assert RegisterEntry.objects.count() < PROCESSES * EACH

    again = _start(victim, lan)
    again.join(60)
    assert again.exitcode == 0

    numbers = list(
        RegisterEntry.objects.order_by("number").values_list("number", flat=True)
    )
    assert numbers == list(range(1, PROCESSES * EACH + 1))
    assert Register.objects.get().last_number == PROCESSES * EACH
    entries = set(RegisterEntry.objects.values_list("id", flat=True))
    assert Document.objects.count() == len(entries)
    assert Document.objects.values("symbol").distinct().count() == len(entries)
    assert set(Grant.objects.values_list("entry_id", flat=True)) == entries
    # The log and the timeline outlive other tests: nothing may empty them.
    told = HistoryEvent.objects.filter(entry_id__in=entries)
    assert sorted(told.values_list("entry_id", flat=True)) == sorted(entries)
    logged = AuditEvent.objects.filter(
        event="documents.registered", object_id__in=entries
    )
    assert set(logged.values_list("object_id", flat=True)) == entries
    assert logged.count() == len(entries)
