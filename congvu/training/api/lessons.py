"""Packages of lessons, and how far the learners of a class are, for programs."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import BinaryIO, cast
from uuid import UUID

from django.utils import timezone
from ninja import File, Form, Router, Schema, Status, UploadedFile

from congvu.organisations.api import ApiRequest
from congvu.training import actions
from congvu.training.access import (
    get_class_to_keep,
    get_course_for,
    get_course_to_keep,
    get_package_to_keep,
)
from congvu.training.api.classes import keeper, reader
from congvu.training.models import Lesson, LessonPackage
from congvu.training.queries.lessons import packages_of, progress_of
from congvu.training.rules.words import PlaceState

router = Router(tags=["Đào tạo"])


class LessonOut(Schema):
    """``mastery``: points of a hundred; ``is_sco``: it tells how far its learner is."""

    id: UUID
    number: int
    title: str
    mastery: int | None
    is_sco: bool


class LessonPackageOut(Schema):
    """``counts``: a class of the course is completed with its lessons only."""

    id: UUID
    title: str
    counts: bool
    sha256: str
    made_at: datetime
    lessons: list[LessonOut]

    @staticmethod
    def resolve_lessons(one: LessonPackage) -> list[Lesson]:
        return sorted(one.lessons.all(), key=lambda lesson: lesson.number)


class LessonPackageIn(Schema):
    counts: bool = True


class LessonProgressOut(Schema):
    """``score`` of ten; ``seconds`` as the lessons told them."""

    place_id: UUID
    name: str
    done: int
    of: int
    score: Decimal | None
    seconds: int


@router.get(
    "/training-courses/{course_id}/packages",
    response=list[LessonPackageOut],
    summary="Gói bài giảng của khóa học",
)
def packages(request: ApiRequest, course_id: UUID) -> list[LessonPackage]:
    return packages_of(get_course_for(reader(request), course_id).pk)


@router.post(
    "/training-courses/{course_id}/packages",
    response={201: LessonPackageOut},
    summary="Tải lên gói SCORM 1.2",
)
def add(
    request: ApiRequest,
    course_id: UUID,
    data: Form[LessonPackageIn],
    file: File[UploadedFile | None] = None,
) -> Status[LessonPackage]:
    seat = keeper(request)
    course = get_course_to_keep(seat, course_id)
    made = actions.add_package(
        course_id=course.pk,
        stream=cast("BinaryIO", file.file) if file else None,
        counts=data.counts,
        by=seat,
        at=timezone.now(),
    )
    return Status(201, made)


@router.post(
    "/training-packages/{lesson_package_id}/withdraw",
    response=LessonPackageOut,
    summary="Thôi dùng gói bài giảng",
)
def withdraw(request: ApiRequest, lesson_package_id: UUID) -> LessonPackage:
    seat = keeper(request)
    found = get_package_to_keep(seat, lesson_package_id)
    return actions.withdraw_package(package_id=found.pk, by=seat, at=timezone.now())


@router.get(
    "/training-classes/{training_class_id}/progress",
    response=list[LessonProgressOut],
    summary="Tiến độ học bài giảng của lớp",
)
def progress(request: ApiRequest, training_class_id: UUID) -> list[LessonProgressOut]:
    found = get_class_to_keep(keeper(request), training_class_id)
    rows = found.places.filter(state=PlaceState.HELD).select_related("person")
    places = list(rows.order_by("person__folded_name", "pk"))
    far = progress_of(found, places)
    return [
        LessonProgressOut(
            place_id=one.pk,
            name=one.person.full_name,
            done=far[one.pk].done,
            of=far[one.pk].of,
            score=far[one.pk].score,
            seconds=far[one.pk].spent // 100,
        )
        for one in places
    ]
