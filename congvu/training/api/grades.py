"""Results of a file of Moodle, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO, cast
from uuid import UUID

from django.utils import timezone
from ninja import File, Form, Router, Schema, Status, UploadedFile

from congvu.organisations.api import ApiRequest
from congvu.training import actions
from congvu.training.access import get_class_to_keep, get_grades_to_keep
from congvu.training.api.classes import keeper
from congvu.training.api.schemas import PeopleCountOut
from congvu.training.models import GradeImport

router = Router(tags=["Đào tạo"])
_CLASS = "/training-classes/{training_class_id}/grade-imports"
_ONE = "/training-grade-imports/{grade_import_id}"


class GradeImportOut(Schema):
    id: UUID
    file_name: str
    most: int
    pass_percent: int
    made_at: datetime
    kept_at: datetime | None
    undone_at: datetime | None


class ImportedGradeOut(Schema):
    line: int
    name: str
    mail: str
    code: str
    score: int | None
    place_id: UUID | None
    why: str


class GradeLinesOut(Schema):
    load: GradeImportOut
    lines: list[ImportedGradeOut]


@router.get(_CLASS, response=list[GradeImportOut], summary="Bảng điểm đã đọc")
def loads(request: ApiRequest, training_class_id: UUID) -> list[GradeImport]:
    found = get_class_to_keep(keeper(request), training_class_id)
    rows = GradeImport.objects.filter(training_class=found)
    return list(rows.order_by("-pk")[:200])


@router.post(
    _CLASS,
    response={201: GradeImportOut},
    summary="Đọc bảng điểm Moodle, chưa ghi",
)
def check(
    request: ApiRequest,
    training_class_id: UUID,
    file: File[UploadedFile],
    most: Form[int] = 100,
    pass_percent: Form[int] = 60,
) -> Status[GradeImport]:
    seat = keeper(request)
    found = get_class_to_keep(seat, training_class_id)
    data = actions.GradesData(file.name or "", most, pass_percent)
    made = actions.check_grades(
        class_id=found.pk,
        data=data,
        stream=cast(BinaryIO, file),
        by=seat,
        at=timezone.now(),
    )
    return Status(201, made)


@router.get(_ONE, response=GradeLinesOut, summary="Từng dòng của bảng điểm")
def one(request: ApiRequest, grade_import_id: UUID) -> GradeLinesOut:
    found = get_grades_to_keep(keeper(request), grade_import_id)
    lines = found.lines.order_by("line")
    return GradeLinesOut(
        load=GradeImportOut.from_orm(found),
        lines=[ImportedGradeOut.from_orm(each) for each in lines],
    )


@router.post(_ONE + "/keep", response=PeopleCountOut, summary="Ghi kết quả")
def keep(request: ApiRequest, grade_import_id: UUID) -> PeopleCountOut:
    seat = keeper(request)
    found = get_grades_to_keep(seat, grade_import_id)
    count = actions.keep_grades(import_id=found.pk, by=seat, at=timezone.now())
    return PeopleCountOut(count=count)


@router.post(_ONE + "/undo", response=GradeImportOut, summary="Rút cả lần nhập")
def undo(request: ApiRequest, grade_import_id: UUID) -> GradeImport:
    seat = keeper(request)
    found = get_grades_to_keep(seat, grade_import_id)
    return actions.undo_grades(import_id=found.pk, by=seat, at=timezone.now())
