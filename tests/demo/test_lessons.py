"""The demo's own lessons are there, and two people learn from them."""

from __future__ import annotations

import pytest

from congvu.training.models import LessonAttempt, LessonPackage
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db


def test_one_passed_and_goes_on_another_failed(demo: Demo) -> None:
    package = LessonPackage.objects.get()
    places = ("place__decided_at", "place_id")  # two may be decided at one moment
    told = LessonAttempt.objects.order_by(*places, "lesson__number")

    assert package.title == "Sao lưu máy chủ: tự học"
    assert [(one.lesson.number, one.status, one.best) for one in told] == [
        (1, "passed", 100),
        (2, "incomplete", None),
        (1, "failed", 0),
    ]
