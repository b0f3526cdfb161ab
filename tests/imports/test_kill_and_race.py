"""A killed load leaves no line; of two at once one gets the numbers."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.documents.models import Document, Register, RegisterEntry
from congvu.documents.queries import faults
from congvu.files import jail
from congvu.imports.actions import ask_to_load, read_register, run_load
from congvu.imports.models import Load
from congvu.imports.rules import LoadState
from tests.imports.sheets import incoming, xlsx
from tests.people import Province, make_province

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("home"),
]
EVERY = 5


def _asked(province: Province, n: int) -> UUID:
    load = read_register(
        stream=xlsx([incoming(i) for i in range(1, n + 1)]),
        name="so.xlsx",
        by=province.seat("ha"),
        at=province.at,
    )
    ask_to_load(
        load_id=load.id,
        skips_wrong=False,
        by=province.seat("ha"),
        at=province.at,
        at_once=True,
    )
    return load.id


def _province() -> Province:
    call_command("load_law", verbosity=0)
    return make_province(timezone.now(), timezone.localdate())


def _die(load_id: UUID, kill_at: int) -> None:
    seen = 0

    def watch(execute: Callable[..., Any], *given: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*given)

    with connection.execute_wrapper(watch):
        run_load(load_id=load_id, by=SYSTEM, at=timezone.now())
    connections.close_all()


def test_a_killed_load_is_all_or_nothing() -> None:
    province = _province()
    load_id = _asked(province, 20)
    jail.stop()
    context = multiprocessing.get_context("fork")

    killed, kill_at, code = 0, 1, -signal.SIGKILL
    while True:
        connections.close_all()
        process = context.Process(target=_die, args=(load_id, kill_at))
        process.start()
        process.join(120)
        code = process.exitcode or 0
        if code != -signal.SIGKILL:
            break
        assert not RegisterEntry.objects.exists(), f"killed at statement {kill_at}"
        assert not Document.objects.exists()
        assert not Register.objects.exists()
        killed, kill_at = killed + 1, kill_at + EVERY

    assert (code, killed > 3) == (0, True)
    assert RegisterEntry.objects.count() == 20
    assert Load.objects.get().state == LoadState.LOADED
    assert [rule for rule, fault in faults() if fault] == []


def test_of_two_loads_at_once_one_gets_the_numbers() -> None:
    province = _province()
    ids = [_asked(province, 30), _asked(province, 30)]
    start = threading.Barrier(2)

    def run(load_id: UUID) -> None:
        start.wait()
        run_load(load_id=load_id, by=SYSTEM, at=timezone.now())
        connections.close_all()

    threads = [threading.Thread(target=run, args=(one,)) for one in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    states = sorted(Load.objects.values_list("state", flat=True))
    assert states == [LoadState.CHECKING, LoadState.LOADED]
    assert RegisterEntry.objects.count() == 30
    assert [rule for rule, fault in faults() if fault] == []
