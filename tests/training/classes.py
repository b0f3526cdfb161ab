"""A class that is over, with who passed and who did not."""

from __future__ import annotations

from datetime import timedelta

from congvu.training.models import Course, Place, TrainingClass
from congvu.training.rules.words import ClassState, PlaceState, Result
from tests.people import Province


def class_with(
    people: Province,
    *,
    passed: tuple[str, ...] = (),
    failed: tuple[str, ...] = (),
    course: str = "An toàn thông tin cho cán bộ",
) -> TrainingClass:
    day = people.today
    taught = Course.objects.create(
        agency=people.committee,
        name=course,
        kind="security",
        hours=16,
        made_at=people.at,
        made_by="Hà",
    )
    made = TrainingClass.objects.create(
        agency=people.committee,
        course=taught,
        name="Lớp 1",
        state=ClassState.CLOSED,
        begins_on=day - timedelta(days=3),
        ends_on=day - timedelta(days=1),
        ask_until=day - timedelta(days=4),
        room="Hội trường",
        capacity=30,
        made_at=people.at,
        made_by="Hà",
        ended_at=people.at,
    )
    for who in (*passed, *failed):
        seat = people.seat(who)
        Place.objects.create(
            training_class=made,
            person_id=seat.person_id,
            post_id=seat.post_id,
            unit_id=seat.unit_id,
            agency_id=seat.agency_id,
            state=PlaceState.HELD,
            asked_at=people.at,
            asked_by="Hà",
            result=Result.PASSED if who in passed else Result.FAILED,
            result_on=day,
        )
    return made
