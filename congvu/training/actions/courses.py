"""Courses: what an agency teaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.training.access import keeps
from congvu.training.actions.saying import line, missing, refuse_marked, too_long
from congvu.training.models import Course
from congvu.training.rules.modules import MODULES
from congvu.training.rules.words import LONGEST_NAME, LONGEST_TEXT, CourseKind


@dataclass(frozen=True)
class CourseData:
    name: str
    kind: str
    hours: int | None
    min_attended: int | None = 80
    programme: str = ""
    modules: tuple[str, ...] = ()
    content: str = ""


def keep_course(
    *, data: CourseData, by: Seat, at: datetime, course_id: UUID | None = None
) -> Course:
    """Added, or changed where it is known which."""
    refuse_marked(texts=[data.name, data.programme, data.content], by=by, at=at)
    with transaction.atomic():
        name = line(data.name)
        reasons = _reasons(data, name, by, course_id)
        rows = Course.objects.select_for_update()
        own = rows.filter(agency=by.agency_id)
        found = own.filter(pk=course_id).first() if course_id else None
        if course_id is not None and found is None:
            reasons.append(Reason(_("Khóa học này không phải của cơ quan.")))
        if reasons:
            raise Refused(reasons)
        made = found or Course(
            agency_id=by.agency_id, made_at=at, made_by=by.person_name
        )
        made.name, made.kind, made.programme = name, data.kind, line(data.programme)
        made.modules, made.content = sorted(set(data.modules)), data.content.strip()
        made.hours, made.min_attended = data.hours or 0, data.min_attended or 0
        made.save()
        record(
            "training.course-changed" if found else "training.course-added",
            by=by.actor,
            at=at,
            on=made,
            agency_id=made.agency_id,
            data={"course": made.name},
        )
        return made


@transaction.atomic
def end_course(*, course_id: UUID, by: Seat, at: datetime) -> Course:
    """Taught no more from today on; its classes go on."""
    return _set_taught(course_id, local_date(at), by, at)


@transaction.atomic
def resume_course(*, course_id: UUID, by: Seat, at: datetime) -> Course:
    return _set_taught(course_id, None, by, at)


def _set_taught(
    course_id: UUID, ended_on: date | None, by: Seat, at: datetime
) -> Course:
    rows = Course.objects.select_for_update().filter(agency=by.agency_id)
    found = rows.filter(pk=course_id, ended_on__isnull=ended_on is not None).first()
    reasons = []
    if not keeps(by):
        reasons.append(Reason(_("Khóa học do người giữ công tác đào tạo ghi.")))
    if found is None:
        reasons.append(Reason(_("Khóa học này không còn như lúc mở trang.")))
    if reasons or found is None:
        raise Refused(reasons)
    found.ended_on = ended_on
    found.save(update_fields=["ended_on"])
    record(
        "training.course-ended" if ended_on else "training.course-resumed",
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"course": found.name},
    )
    return found


def _reasons(
    data: CourseData, name: str, by: Seat, course_id: UUID | None
) -> list[Reason]:
    reasons = []
    if not keeps(by):
        reasons.append(Reason(_("Khóa học do người giữ công tác đào tạo ghi.")))
    reasons += missing({"name": (name, _("Ghi tên khóa học."))})
    if data.kind not in set(CourseKind):
        reasons.append(Reason(_("Chọn loại khóa học."), "kind"))
    if data.hours is None or not 1 <= data.hours <= 2000:
        reasons.append(Reason(_("Số giờ từ 1 đến 2.000."), "hours"))
    if data.min_attended is None or not 0 <= data.min_attended <= 100:
        reasons.append(Reason(_("Phần phải dự từ 0 đến 100 %."), "min_attended"))
    if not set(data.modules) <= set(MODULES):
        reasons.append(Reason(_("Mô-đun từ IU01 đến IU15."), "modules"))
    same = Course.objects.filter(agency=by.agency_id, name=name)
    if name and (same.exclude(pk=course_id) if course_id else same).exists():
        reasons.append(Reason(_("Cơ quan đã có khóa học tên này."), "name"))
    return reasons + too_long(
        {
            "name": (name, LONGEST_NAME),
            "programme": (data.programme, LONGEST_NAME),
            "content": (data.content, LONGEST_TEXT),
        }
    )
