"""Quân keeps the committee's courses; Minh wants to learn, Hoa decides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from congvu.training.actions import (
    ClassData,
    CourseData,
    SessionData,
    add_session,
    keep_course,
    open_class,
)
from congvu.training.models import ClassSession, Course, TrainingClass
from tests.people import Province

TYPED = {
    "name": "Kỹ năng sử dụng cơ bản",
    "kind": "user",
    "hours": 24,
    "min_attended": 50,
    "modules": ("IU01", "IU02"),
}


def course(people: Province, **given: Any) -> Course:
    return keep_course(
        data=CourseData(**{**TYPED, **given}), by=people.seat("quan"), at=people.at
    )


def one_class(people: Province, **given: Any) -> TrainingClass:
    """Open from yesterday on, for a week."""
    taught = Course.objects.filter(name=TYPED["name"]).first() or course(people)
    data: dict[str, Any] = {
        "name": "Lớp cơ bản số 1",
        "begins_on": people.today - timedelta(days=1),
        "ends_on": people.today + timedelta(days=7),
        "ask_until": people.today + timedelta(days=3),
        "room": "Hội trường tầng 2",
        "capacity": 1,
        "course_id": taught.pk,
        "cost": 12_500_000,
        "budget_line": "Sự nghiệp đào tạo",
        **given,
    }
    return open_class(data=ClassData(**data), by=people.seat("quan"), at=people.at)


def session(
    people: Province, found: TrainingClass, *, hours: int = 0, **given: Any
) -> ClassSession:
    """One that began ten minutes ago, or so many hours earlier."""
    starts = people.at - timedelta(hours=hours, minutes=10)
    data = SessionData(
        subject="Hiểu biết chung",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        trainer_name="Hoàng Văn Minh",
        **given,
    )
    return add_session(
        class_id=found.pk, data=data, by=people.seat("quan"), at=people.at
    )
