"""Killed at any statement, the day of an act leaves nothing; the next run does all."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.documents.models import (
    Assignment,
    Grant,
    HandOver,
    HandOverLine,
    HistoryEvent,
    Register,
    RegisterEntry,
)
from congvu.documents.queries import faults
from congvu.lib.dates import local_date
from congvu.organisations.actions import carry_out_reform
from congvu.organisations.models import Reform
from tests.documents.pages import make_entry, multiply
from tests.organisations.acts import decide
from tests.people import Province, make_province

EVERY = 6  # kills the run at its 1st, 7th, 13th … statement
COUNTED = (
    Assignment,
    Grant,
    HandOver,
    HandOverLine,
    HistoryEvent,
    AuditEvent,
    RegisterEntry,
    Register,
)


def _carry_out(reform_id: UUID, at: datetime, kill_at: int) -> None:
    """In a process of its own that dies without a word before that statement."""
    seen = 0

    def watch(execute: Callable[..., Any], *given: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*given)

    with connection.execute_wrapper(watch):
        carry_out_reform(reform_id=reform_id, by=SYSTEM, at=at)
    connections.close_all()


def _run(reform_id: UUID, at: datetime, kill_at: int) -> int | None:
    connections.close_all()
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_carry_out, args=(reform_id, at, kill_at))
    process.start()
    process.join(120)
    return process.exitcode


def _seen() -> dict[str, Any]:
    """How many rows there are, and where each paper, book and the act stand."""
    return {
        "rows": [model._default_manager.count() for model in COUNTED],
        "papers": set(RegisterEntry.objects.values_list("id", "agency", "order_key")),
        "books": set(Register.objects.values_list("id", "closed_at")),
        "acts": set(Reform.objects.values_list("id", "state")),
    }


def _decided(province: Province) -> UUID:
    """A commune with open papers ends today in favour of a new one."""
    day_before = province.at - timedelta(days=1)
    multiply(make_entry(province, who="tu", at=day_before), 40)
    reform = decide(
        local_date(province.at),
        province.at,
        "lập | | 01840 | H03.33.20 | Ủy ban nhân dân xã Ba Bể | xã | H03 | xã |",
        "sáp nhập | 01918 | 01840",
    )
    return reform.pk


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_act_leaves_nothing_and_is_simply_started_again() -> None:
    call_command("load_law", verbosity=0)
    province = make_province(timezone.now(), timezone.localdate())
    reform_id, before = _decided(province), _seen()

    killed, kill_at = 0, 1
    while _run(reform_id, province.at, kill_at) == -signal.SIGKILL:
        assert _seen() == before, f"killed at statement {kill_at}"
        killed, kill_at = killed + 1, kill_at + EVERY

    assert killed > 5
    assert Reform.objects.get(pk=reform_id).state == "carried-out"
    assert HandOver.objects.count() == 1
    assert HandOverLine.objects.filter(kind="entry").count() == 41
    assert not RegisterEntry.objects.filter(agency=province.commune).exists()
    assert [rule for rule, fault in faults() if fault] == []
