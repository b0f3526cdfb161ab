"""Lessons of the demo: a small package of our own text, and two who learn from it."""

from __future__ import annotations

import zipfile
from datetime import datetime, timedelta
from io import BytesIO

from congvu.demo.actions.plan import DATA
from congvu.demo.actions.sheets import Bodies
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.organisations.access import seat_held, seat_of_post
from congvu.organisations.rules import Role
from congvu.training.actions import add_package, keep_progress
from congvu.training.models import Lesson, Place, TrainingClass
from congvu.training.rules.lessons import Pass
from congvu.training.rules.words import ClassState, PlaceState

_COURSE = "Quản trị máy chủ nguồn mở"


def keep_lessons(*, now: datetime) -> None:
    """The first who has a place passed one lesson and began the other; the second
    failed.
    """
    found = TrainingClass.objects.get(course__name=_COURSE, state=ClassState.OPEN)
    bodies, at = Bodies(local_date(now)), now - timedelta(days=1)
    made = add_package(
        course_id=found.course_id,
        stream=BytesIO(_zipped()),
        counts=True,
        by=seat_of_post(bodies.desk("committee", Role.ADMINISTRATOR), bodies.on),
        at=at,
    )
    one, two = made.lessons.order_by("number")
    held = found.places.filter(state=PlaceState.HELD).order_by("decided_at", "pk")
    first, second = held[:2]
    _learn(first, one, now, score="100", time="00:12:40")
    _learn(first, two, now, status="incomplete", time="00:03:15")
    _learn(second, one, now, score="0", time="00:05:05")


def _zipped() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as pack:
        for path in sorted((DATA / "lessons").iterdir()):
            pack.writestr(zipfile.ZipInfo(path.name), path.read_bytes())
    return made.getvalue()


def _learn(
    place: Place,
    lesson: Lesson,
    now: datetime,
    *,
    time: str,
    score: str = "",
    status: str = "",
) -> None:
    by = seat_held(person_id=place.person_id, post_id=place.post_id, on=local_date(now))
    values = {"cmi.core.session_time": time}
    if score:
        values["cmi.core.score.raw"] = score
    if status:
        values["cmi.core.lesson_status"] = status
    shown = Pass(lesson.pk, by.person_id, by.post_id, uuid7(), place.pk)
    keep_progress(
        shown=shown,
        values=values,
        finished=bool(score),
        by=by,
        at=now - timedelta(hours=3),
    )
