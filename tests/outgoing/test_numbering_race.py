"""Clerks at once, and one killed without warning: no gap, no double, nothing half."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import threading
import time

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.organisations.access import Seat
from congvu.outgoing.actions import Numbered, reserve_number
from congvu.outgoing.models import (
    NumberSequence,
    OutgoingBook,
    OutgoingEntry,
    OutgoingEvent,
    OutgoingGrant,
)
from tests.people import make_province

PROCESSES = 8
EACH = 40


def _take_share(share: int, seat: Seat) -> None:
    """This share's numbers, those it has not got yet."""
    done = OutgoingEntry.objects.filter(subject__startswith=f"Lô {share}:").count()
    for number in range(done + 1, EACH + 1):
        code = ("QĐ", "TB", "SY")[number % 3]
        reserve_number(
            paper=Numbered(type_code=code, subject=f"Lô {share}: văn bản {number}"),
            by=seat,
            at=timezone.now(),
        )
    connections.close_all()


def _start(share: int, seat: Seat) -> multiprocessing.Process:
    # A child must not inherit our connection: closing it there would close ours.
    connections.close_all()
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_take_share, args=(share, seat))
    process.start()
    return process  # type: ignore[return-value]  # a ForkProcess is a Process


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_processes_and_a_kill_leave_no_gap_no_double_and_nothing_half() -> None:
    call_command("load_law", verbosity=0)
    lan = make_province(timezone.now(), timezone.localdate()).seat("lan")

    running = [_start(share, lan) for share in range(PROCESSES)]
    victim = random.SystemRandom().randrange(PROCESSES)
    while not OutgoingEntry.objects.exists():
        time.sleep(0.01)
    time.sleep(random.SystemRandom().uniform(0.02, 0.4))
    pid = running[victim].pid
    assert pid is not None
    assert running[victim].is_alive(), "the victim must still be at work when killed"
    os.kill(pid, signal.SIGKILL)
    for process in running:
        process.join(180)
    assert running[victim].exitcode == -signal.SIGKILL
    assert [p.exitcode for p in running].count(0) == PROCESSES - 1
    again = _start(victim, lan)
    again.join(60)
    assert again.exitcode == 0

    for sequence in NumberSequence.objects.all():
        numbers = sequence.entries.order_by("number").values_list("number", flat=True)
        assert list(numbers) == list(range(1, sequence.last_number + 1))
    entries = set(OutgoingEntry.objects.values_list("id", flat=True))
    assert len(entries) == PROCESSES * EACH
    assert OutgoingBook.objects.get().last_line == len(entries)
    assert OutgoingEntry.objects.values("symbol").distinct().count() == len(entries)
    assert set(OutgoingGrant.objects.values_list("entry_id", flat=True)) == entries
    told = OutgoingEvent.objects.filter(target_id__in=entries)
    assert set(told.values_list("target_id", flat=True)) == entries


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_clerks_open_the_years_book_in_the_same_moment() -> None:
    call_command("load_law", verbosity=0)
    lan = make_province(timezone.now(), timezone.localdate()).seat("lan")
    together = threading.Barrier(2)
    symbols: list[str] = []

    def take() -> None:
        together.wait(10)
        paper = Numbered(type_code="QĐ", subject="Về việc khen thưởng")
        symbols.append(reserve_number(paper=paper, by=lan, at=timezone.now()).symbol)
        connections.close_all()

    clerks = [threading.Thread(target=take) for _clerk in range(2)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join(30)

    assert sorted(symbols) == ["01/QĐ-UBND", "02/QĐ-UBND"]
    assert OutgoingBook.objects.count() == 1
