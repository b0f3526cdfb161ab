"""Which lessons a course has, how far its learners are, what a lesson is told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from congvu.training.models import (
    Lesson,
    LessonAttempt,
    LessonFile,
    LessonPackage,
    Place,
    TrainingClass,
)
from congvu.training.rules.lessons import Pass, of_ten, timespan

_ELEMENTS = (
    "student_id,student_name,lesson_location,credit,lesson_status,entry,score,"
    "total_time,lesson_mode,exit,session_time"
)
_STUDENT_DATA = "mastery_score,max_time_allowed,time_limit_action"


def packages_of(course_id: UUID) -> list[LessonPackage]:
    """Those in use, the first first, each with its lessons; two queries."""
    rows = LessonPackage.objects.filter(course=course_id, withdrawn_at=None)
    lessons = Prefetch("lessons", Lesson.objects.order_by("number"))
    return list(rows.order_by("made_at", "pk").prefetch_related(lessons))


def lessons_of(course_id: UUID) -> list[Lesson]:
    rows = Lesson.objects.filter(
        package__course=course_id, package__withdrawn_at=None
    ).select_related("package")
    return list(rows.order_by("package__made_at", "package", "number"))


def counted(lessons: Collection[Lesson]) -> set[UUID]:
    """What has to be done: a lesson that tells nothing cannot be."""
    return {one.pk for one in lessons if one.is_sco and one.package.counts}


def attempts_of(places: Collection[UUID]) -> dict[tuple[UUID, UUID], LessonAttempt]:
    """By place and lesson, without what the lessons keep for themselves."""
    rows = LessonAttempt.objects.filter(place__in=places)
    rows = rows.defer("suspend_data", "location")
    return {(one.place_id, one.lesson_id): one for one in rows}


@dataclass(frozen=True)
class Progress:
    """How far one person is: ``score`` of ten, ``spent`` in hundredths of a second."""

    done: int
    of: int
    score: Decimal | None
    spent: int

    @property
    def is_done(self) -> bool:
        return self.done == self.of


def progress_of(
    found: TrainingClass, places: Collection[Place]
) -> dict[UUID, Progress]:
    """By place; two queries."""
    lessons = lessons_of(found.course_id)
    counts = counted(lessons)
    attempts = attempts_of([one.pk for one in places])
    told: dict[UUID, list[LessonAttempt]] = {one.pk: [] for one in places}
    known = {one.pk for one in lessons}
    for (place, lesson), one in attempts.items():
        if lesson in known:
            told[place].append(one)
    return {
        place: Progress(
            done=sum(
                one.done_at is not None and one.lesson_id in counts for one in rows
            ),
            of=len(counts),
            score=of_ten([one.best for one in rows if one.best is not None]),
            spent=sum(sum(one.sittings.values()) for one in rows),
        )
        for place, rows in told.items()
    }


@dataclass(frozen=True)
class Served:
    """Where the bytes of one file of a package lie."""

    file: LessonFile
    package: LessonPackage


def find_served(shown: Pass, path: str) -> Served | None:
    """Of the package of that lesson alone, while it is in use."""
    rows: QuerySet[LessonFile] = LessonFile.objects.select_related("package__content")
    found = rows.filter(
        path=path,
        package__lessons=shown.lesson_id,
        package__withdrawn_at=None,
    ).first()
    return Served(found, found.package) if found is not None else None


def elements_for(shown: Pass) -> dict[str, str]:
    """What a lesson may ask, by the names of the standard.

    It is a stranger's program: it learns a number, not who learns from it.
    """
    lesson = Lesson.objects.get(pk=shown.lesson_id)
    rows = LessonAttempt.objects.filter(lesson=lesson, place=shown.place_id)
    found = rows.first() if shown.place_id else None
    one = found or LessonAttempt()
    # What was kept of this very opening is still being told anew.
    spent = sum(t for key, t in one.sittings.items() if key != shown.opening.hex)
    is_kept = shown.place_id is not None
    return {
        "cmi._version": "3.4",
        "cmi.core._children": _ELEMENTS,
        "cmi.core.student_id": shown.place_id.hex if shown.place_id else "0",
        "cmi.core.student_name": "Học viên",
        "cmi.core.credit": "credit" if is_kept else "no-credit",
        "cmi.core.lesson_mode": "normal" if is_kept else "browse",
        "cmi.core.entry": _entry(found),
        "cmi.core.total_time": timespan(spent),
        "cmi.core.lesson_status": one.status,
        "cmi.core.lesson_location": one.location,
        "cmi.core.score._children": "raw,min,max",
        "cmi.core.score.raw": _number(one.score_raw),
        "cmi.core.score.min": _number(one.score_min),
        "cmi.core.score.max": _number(one.score_max),
        "cmi.suspend_data": one.suspend_data,
        "cmi.launch_data": lesson.launch_data,
        "cmi.comments_from_lms": "",
        "cmi.student_data._children": _STUDENT_DATA,
        "cmi.student_data.mastery_score": _number(lesson.mastery),
        "cmi.student_data.max_time_allowed": "",
        "cmi.student_data.time_limit_action": "continue,no message",
    }


def _entry(one: LessonAttempt | None) -> str:
    """A reload in the middle leaves no exit: what was kept is gone on with as well."""
    if one is None:
        return "ab-initio"
    goes_on = one.exit == "suspend" or (not one.exit and one.done_at is None)
    return "resume" if goes_on else ""


def _number(value: Decimal | int | None) -> str:
    return "" if value is None else f"{Decimal(value).normalize():f}"
