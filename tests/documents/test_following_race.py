"""Two people decide on one thing at the same moment: one does, the other is told.

Real processes with connections of their own; the lock is PostgreSQL's.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, RegisterEntry, Urging, WorkRequest
from congvu.documents.rules import AssignmentState, Part, WishState
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from tests.documents.pages import assign, instruct, make_entry, submit
from tests.documents.test_across import ask_commune, register_there
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


def test_who_answers_the_sender_waits_for_it_with_empty_hands(office: Province) -> None:
    """Dũng moves the day while Phúc confirms: neither holds what the other needs."""
    sent, _part = ask_commune(office)
    there = register_there(office)
    given: dict[str, Any] = {"entry_id": there.id, "at": timezone.now()}
    assert office.phuc.post is not None
    actions.submit(leader_post_id=office.phuc.post.id, by=office.seat("tu"), **given)
    direct = Assignment.objects.get(entry=there, part=Part.DIRECT)
    phuc = office.seat("phuc")
    connections.close_all()
    context = multiprocessing.get_context("fork")
    gate, told = context.Barrier(2), context.Queue()

    def file_it() -> None:
        actions.instruct(
            assignment_id=direct.id,
            text="Lưu.",
            shares=[],
            file_only=True,
            by=phuc,
            **given,
        )

    other = context.Process(target=_attempt, args=(gate, told, file_it))
    other.start()
    with transaction.atomic():
        RegisterEntry.objects.select_for_update().get(pk=sent.pk)
        gate.wait(30)
        until = time.monotonic() + 30
        while not _somebody_waits():
            assert time.monotonic() < until
            time.sleep(0.05)
        RegisterEntry.objects.select_for_update(nowait=True).get(pk=there.pk)
    assert told.get(timeout=60) == ""
    other.join(60)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])
