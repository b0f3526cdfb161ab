"""Courses, who lacks what, who is named, the report of a year."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Path, Router, Status

from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest
from congvu.training import actions
from congvu.training.access import (
    get_course_to_keep,
    people_seen,
    sees_report,
    units_seen,
)
from congvu.training.api.classes import keeper, reader
from congvu.training.api.schemas import (
    CourseIn,
    CourseOut,
    GapOut,
    PeopleCountOut,
    SkillIn,
    SpecialistIn,
    SpecialistOut,
    TaughtOut,
    TrainingPlanLineOut,
    UnitTaughtOut,
)
from congvu.training.models import Course
from congvu.training.queries.gaps import (
    Named,
    PlanLine,
    named_in_agencies,
    plan_of,
    standings,
)
from congvu.training.queries.report import Taught, taught_in
from congvu.training.queries.units import UnitTaught, last_day, units_taught

router = Router(tags=["Đào tạo"])
_MOST = 500


@router.get("/training-courses", response=list[CourseOut], summary="Khóa học")
def courses(request: ApiRequest) -> list[Course]:
    reader(request)
    return list(Course.objects.filter(ended_on=None).order_by("name", "pk")[:_MOST])


@router.post("/training-courses", response={201: CourseOut}, summary="Thêm khóa học")
def add(request: ApiRequest, data: CourseIn) -> Status[Course]:
    made = actions.keep_course(data=_given(data), by=keeper(request), at=timezone.now())
    return Status(201, made)


@router.put("/training-courses/{course_id}", response=CourseOut, summary="Sửa khóa học")
def change(request: ApiRequest, course_id: UUID, data: CourseIn) -> Course:
    seat = keeper(request)
    found = get_course_to_keep(seat, course_id)
    return actions.keep_course(
        data=_given(data), by=seat, at=timezone.now(), course_id=found.pk
    )


def _given(data: CourseIn) -> actions.CourseData:
    return actions.CourseData(**{**data.model_dump(), "modules": tuple(data.modules)})


@router.post(
    "/training-courses/{course_id}/end", response=CourseOut, summary="Thôi dạy khóa học"
)
def end(request: ApiRequest, course_id: UUID) -> Course:
    seat = keeper(request)
    found = get_course_to_keep(seat, course_id)
    return actions.end_course(course_id=found.pk, by=seat, at=timezone.now())


@router.post(
    "/training-courses/{course_id}/resume",
    response=CourseOut,
    summary="Dạy lại khóa học",
)
def resume(request: ApiRequest, course_id: UUID) -> Course:
    seat = keeper(request)
    found = get_course_to_keep(seat, course_id)
    return actions.resume_course(course_id=found.pk, by=seat, at=timezone.now())


@router.post("/training-skills", response=PeopleCountOut, summary="Ghi kỹ năng")
def record(request: ApiRequest, data: SkillIn) -> PeopleCountOut:
    made = actions.record_skills(
        **data.model_dump(), by=keeper(request), at=timezone.now()
    )
    return PeopleCountOut(count=made)


@router.get(
    "/training-gaps", response=list[GapOut], summary="Người của mình còn thiếu gì"
)
def gaps(request: ApiRequest) -> list[GapOut]:
    seat = viewer(request)
    seen = people_seen(seat)
    return [
        GapOut(
            person_id=one.worker.person_id,
            name=one.worker.name,
            held=sorted(one.held),
            lacks=one.lacks,
        )
        for one in standings(seat.agency_id, seat.on)
        if seen is None or one.worker.person_id in seen
    ]


@router.get(
    "/it-specialists",
    response=list[SpecialistOut],
    summary="Người chuyên trách của cơ quan",
)
def named(request: ApiRequest) -> list[Named]:
    return named_in_agencies(reader(request).on)


@router.post("/it-specialists", response={204: None}, summary="Ghi người chuyên trách")
def name(request: ApiRequest, data: SpecialistIn) -> Status[None]:
    actions.name_specialist(**data.model_dump(), by=keeper(request), at=timezone.now())
    return Status(204, None)


@router.get(
    "/training-years/{year}", response=list[TaughtOut], summary="Đào tạo trong năm"
)
def report(
    request: ApiRequest, year: Annotated[int, Path(ge=2009, le=2100)]
) -> list[Taught]:
    viewer(request)
    return taught_in(year)


def viewer(request: ApiRequest) -> Seat:
    """Who keeps classes, or sends people to them."""
    seat = reader(request)
    if not sees_report(seat):
        raise Http404
    return seat


@router.get(
    "/training-plan",
    response=list[TrainingPlanLineOut],
    summary="Năm nay cần dạy gì, theo điều người của mình còn thiếu",
)
def plan(request: ApiRequest) -> list[PlanLine]:
    seat = viewer(request)
    rows, seen = standings(seat.agency_id, seat.on), people_seen(seat)
    if seen is not None:
        rows = [one for one in rows if one.worker.person_id in seen]
    return plan_of(rows, seat.agency_id)


@router.get(
    "/training-years/{year}/units",
    response=list[UnitTaughtOut],
    summary="Đào tạo trong năm theo đơn vị của cơ quan",
)
def units(
    request: ApiRequest, year: Annotated[int, Path(ge=2009, le=2100)]
) -> list[UnitTaught]:
    seat = viewer(request)
    rows = units_taught(seat.agency_id, year, last_day(year, seat.on))
    seen = units_seen(seat)
    return [one for one in rows if seen is None or one.unit_id in seen]
