"""Two workers at once, one killed in the middle: real processes on one database."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections

from congvu.documents.actions import remind
from congvu.documents.models import Assignment, Reminder
from congvu.law.queries import calendar
from congvu.notices.actions import set_choices, spread, write_digests
from congvu.notices.actions.choosing import ChoiceSet
from congvu.notices.models import Letter, Notice
from congvu.notices.rules import Mailing
from tests.notices.work import SPRING, moment, on_minhs_desk
from tests.people import Province, make_province

PAPERS = 60
DUE = date(2026, 4, 20)
LATE = moment(date(2026, 4, 21), 8)


def _start(work: Callable[..., Any], *given: Any) -> Any:
    # A child must not inherit our connection: closing it there would close ours.
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=work, args=given)
    process.start()
    return process


def _everything() -> None:
    """All that a worker does at that moment."""
    remind(at=LATE)
    while spread(at=LATE, days=calendar()):
        pass
    write_digests(at=LATE, days=calendar())
    connections.close_all()


def _late_work() -> tuple[Province, list[Assignment]]:
    call_command("load_law", verbosity=0)
    people = make_province(moment(SPRING, 8), SPRING)
    set_choices(
        user_id=people.minh.user.pk,
        choices={"documents.late": ChoiceSet(True, Mailing.AT_ONCE)},
        quiet_from=moment(SPRING, 19).time(),
        quiet_until=moment(SPRING, 7).time(),
        by=people.seat("minh", on=SPRING).actor,
        at=LATE,
    )
    parts = [
        on_minhs_desk(people, f"{n}/KB", moment(date(2026, 4, 14), 9, n % 50), DUE)
        for n in range(1, PAPERS + 1)
    ]
    Notice.objects.all().delete()
    return people, parts


def _assert_each_once(people: Province, parts: list[Assignment]) -> None:
    told = Reminder.objects.filter(subject_id__in=[p.id for p in parts])
    assert sorted(told.values_list("subject_id", flat=True)) == sorted(
        p.id for p in parts
    )
    assert people.minh.post is not None
    at_minh = Notice.objects.filter(desk_id=people.minh.post.id)
    assert sorted(at_minh.values_list("detail__part", flat=True)) == sorted(
        str(p.id) for p in parts
    )
    assert at_minh.filter(spread_at=None).count() == 0
    mails = Letter.objects.filter(user=people.minh.user, notice__isnull=False)
    assert mails.count() == PAPERS
    digests = Letter.objects.filter(digest_on=LATE.date())
    assert digests.count() == digests.values("user").distinct().count()
    assert digests.filter(user=people.minh.user).count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_three_workers_tell_and_write_each_thing_once() -> None:
    people, parts = _late_work()

    running = [_start(_everything) for _worker in range(3)]
    for process in running:
        process.join(60)

    assert [p.exitcode for p in running] == [0, 0, 0]
    _assert_each_once(people, parts)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_nothing_half_and_the_next_one_ends_it() -> None:
    people, parts = _late_work()

    for _kill in range(4):
        victim = _start(_everything)
        time.sleep(random.SystemRandom().uniform(0.01, 0.2))
        os.kill(victim.pid, signal.SIGKILL)
        victim.join(30)
        # A reminder without its notice, or the other way round, would be half a deed.
        told = Reminder.objects.filter(subject_id__in=[p.id for p in parts]).count()
        assert Notice.objects.values("detail__part").distinct().count() == told
    last = _start(_everything)
    last.join(60)

    assert last.exitcode == 0
    _assert_each_once(people, parts)


@pytest.mark.django_db
def test_a_changed_calendar_does_not_tell_again(spring: Province) -> None:
    """The deadline is the key, not the day a step falls on."""
    part = on_minhs_desk(spring, "1/KB", moment(date(2026, 4, 14), 9), DUE)
    remind(at=moment(date(2026, 4, 17), 8))
    before = Reminder.objects.filter(subject_id=part.id).count()

    remind(at=moment(date(2026, 4, 17), 8) + timedelta(hours=2))

    assert Reminder.objects.filter(subject_id=part.id).count() == before
