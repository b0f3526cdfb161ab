"""Two people decide on one thing at the same moment: one does, the other is told.

Real processes with connections of their own; the lock is PostgreSQL's.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, RegisterEntry, Urging, WorkRequest
from congvu.documents.rules import AssignmentState, Part, WishState
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from tests.documents.pages import assign, instruct, make_entry, submit
from tests.people import Province, make_province

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def _attempt(gate: Any, told: Any, act: Callable[[], object]) -> None:
    connections.close_all()
    gate.wait(30)
    try:
        act()
    except Refused as why:
        told.put(str(why))
    else:
        told.put("")
    connections.close_all()


def together(*acts: Callable[[], object]) -> list[str]:
    """All at once, each in a process; what each was told, "" for done."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    gate, told = context.Barrier(len(acts)), context.Queue()
    running = [context.Process(target=_attempt, args=(gate, told, a)) for a in acts]
    for process in running:
        process.start()
    answers = [told.get(timeout=60) for _process in running]
    for process in running:
        process.join(60)
    return sorted(answers)


@pytest.fixture
def office() -> Province:
    call_command("load_law", verbosity=0)
    return make_province(timezone.now(), timezone.localdate())


def test_one_extension_is_decided_once(office: Province) -> None:
    entry = make_entry(office)
    part = assign(office, entry)
    assert part.due_on is not None
    day = calendar().add_working_days(part.due_on, 2)
    given: dict[str, Any] = {
        "entry_id": entry.id,
        "assignment_id": part.id,
        "at": timezone.now(),
    }
    actions.ask_extension(until=day, reason="Chờ.", by=office.seat("minh"), **given)
    hoa = office.seat("hoa")

    told = together(
        lambda: actions.grant_extension(beyond=True, by=hoa, **given),
        lambda: actions.refuse_extension(reason="Không.", by=hoa, **given),
    )

    assert told[0] == ""
    assert "đã được trả lời" in told[1]
    asked = WorkRequest.objects.get()
    part.refresh_from_db()
    assert asked.state in (WishState.GRANTED, WishState.REFUSED)
    assert (part.due_on == day) == (asked.state == WishState.GRANTED)


def test_recall_and_instruction_at_the_same_moment(office: Province) -> None:
    entry = make_entry(office)
    direct = submit(office, entry)
    given: dict[str, Any] = {
        "entry_id": entry.id,
        "assignment_id": direct.id,
        "at": timezone.now(),
    }
    lan, dung = office.seat("lan"), office.seat("dung")

    told = together(
        lambda: actions.recall(reason="Thiếu.", by=lan, **given),
        lambda: actions.instruct(
            text="Giao.",
            shares=[Share(office.division.id, Part.LEAD)],
            by=dung,
            **given,
        ),
    )

    assert told[0] == ""
    assert told[1] != ""
    direct.refresh_from_db()
    state = RegisterEntry.objects.get(pk=entry.pk).state
    recalled = direct.state == AssignmentState.WITHDRAWN
    assert state == ("registered" if recalled else "handling")
    assert Assignment.objects.filter(part=Part.LEAD).exists() != recalled


def test_two_presses_of_the_bulk_button_urge_once(office: Province) -> None:
    entry = make_entry(office)
    part = instruct(office, entry)
    Assignment.objects.filter(pk=part.pk).update(due_on=date(2024, 1, 2))
    ha, now = office.seat("ha"), timezone.now()

    together(
        lambda: actions.urge_many(by=ha, at=now, text=""),
        lambda: actions.urge_many(by=ha, at=now, text=""),
    )

    assert Urging.objects.count() == 1
