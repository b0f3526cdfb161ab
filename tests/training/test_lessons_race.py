"""Several windows of one learner at once, and the end of the class beside them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.lib.refusals import Refused
from congvu.training.actions import (
    add_package,
    approve_place,
    ask_place,
    close_class,
    keep_progress,
)
from congvu.training.models import Lesson, LessonAttempt, Place
from congvu.training.rules.lessons import Pass
from tests.people import make_province
from tests.training.packages import package
from tests.training.stories import one_class

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def _together(*deeds: Callable[[], object]) -> list[str]:
    start, refused, crashes = threading.Barrier(len(deeds)), [], []

    def run(deed: Callable[[], object]) -> None:
        start.wait(10)
        try:
            deed()
        except Refused as why:
            refused.append(why.reasons[0].message)
        except Exception as why:  # noqa: BLE001  what the test is about
            crashes.append(why)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert crashes == []
    return refused


def test_windows_at_once_lose_nothing_and_a_closed_class_takes_nothing(
    tmp_path: Path, settings: Any
) -> None:
    settings.HOME = tmp_path
    call_command("load_law", verbosity=0)
    people = make_province(timezone.now(), timezone.localdate())
    at, minh, quan = people.at, people.seat("minh"), people.seat("quan")
    found = one_class(people)
    place = ask_place(class_id=found.pk, by=minh, at=at)
    approve_place(place_id=place.pk, by=people.seat("hoa"), at=at)
    add_package(
        course_id=found.course_id,
        stream=BytesIO(package()),
        counts=True,
        by=quan,
        at=at,
    )
    lesson = Lesson.objects.get()

    def window(number: int, values: Mapping[str, object]) -> Callable[[], object]:
        shown = Pass(
            lesson.pk, minh.person_id, minh.post_id, UUID(int=number), place.pk
        )
        return partial(
            keep_progress, shown=shown, values=values, finished=False, by=minh, at=at
        )

    time = {"cmi.core.session_time": "00:01:00"}
    assert _together(*(window(number, time) for number in range(6))) == []
    one = LessonAttempt.objects.get()
    assert sum(one.sittings.values()) == 6 * 6000

    passed = {"cmi.core.lesson_status": "passed"}
    close = partial(close_class, class_id=found.pk, by=quan, at=at)
    refused = _together(close, window(7, passed))
    one.refresh_from_db()
    result = Place.objects.get().result
    # Whoever came first: what is kept and what the class gave are the same.
    assert (one.done_at is not None, bool(refused), result) in [
        (True, False, "passed"),
        (False, True, "failed"),
    ]
