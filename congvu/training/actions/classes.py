"""Classes: opened, changed, given sessions, cancelled, closed with their results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.duties.models import Duty
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.training.access import keeps, keeps_class
from congvu.training.actions.calendars import keep_in_calendars
from congvu.training.actions.ending import follow_up
from congvu.training.actions.saying import line, missing, note, refuse_marked, too_long
from congvu.training.actions.seats import move_up
from congvu.training.actions.sitting import close_lapsed_of
from congvu.training.models import (
    Course,
    Place,
    SessionAttendance,
    Skill,
    TrainingClass,
)
from congvu.training.queries.grades import results_of
from congvu.training.queries.lessons import counted, lessons_of, progress_of
from congvu.training.queries.papers import NOT_SAT, tests_of
from congvu.training.rules.papers import of_ten
from congvu.training.rules.places import completed
from congvu.training.rules.words import (
    LONGEST_NAME,
    LONGEST_REASON,
    MOST_MONEY,
    MOST_PLACES,
    ClassState,
    PlaceState,
    Result,
)


@dataclass(frozen=True)
class ClassData:
    name: str
    begins_on: date | None
    ends_on: date | None
    ask_until: date | None
    room: str
    capacity: int | None
    course_id: UUID | None = None
    cost: int | None = 0
    budget_line: str = ""


def open_class(
    *, data: ClassData, by: Seat, at: datetime, duty: Duty | None = None
) -> TrainingClass:
    """Of a course of one's agency; of a duty, where one ordered it."""
    refuse_marked(texts=[data.name, data.room, data.budget_line], by=by, at=at)
    with transaction.atomic():
        rows = Course.objects.filter(agency=by.agency_id, ended_on=None)
        course = rows.filter(pk=data.course_id).first() if data.course_id else None
        reasons = _reasons(data)
        if not keeps(by):
            reasons.append(Reason(_("Lớp do người giữ công tác đào tạo mở.")))
        if course is None:
            reasons.append(Reason(_("Chọn khóa học của cơ quan."), "course_id"))
        if reasons or course is None:
            raise Refused(reasons)
        made = TrainingClass(
            agency_id=by.agency_id,
            course=course,
            duty=duty,
            made_at=at,
            made_by=by.person_name,
        )
        _fill(made, data)
        made.save()
        note("training.class-opened", made, by=by, at=at, course=course.name)
        return made


def change_class(
    *, class_id: UUID, data: ClassData, by: Seat, at: datetime
) -> TrainingClass:
    """With more places the first of those who wait get them."""
    refuse_marked(texts=[data.name, data.room, data.budget_line], by=by, at=at)
    with transaction.atomic():
        found = locked(class_id, by)
        reasons = _reasons(data)
        held = found.places.filter(state=PlaceState.HELD).count()
        if data.capacity is not None and data.capacity < held:
            told = _("Đã có %(held)s người có chỗ.") % {"held": held}
            reasons.append(Reason(told, "capacity"))
        if reasons:
            raise Refused(reasons)
        _fill(found, data)
        found.save()
        moved = move_up(training_class=found, at=at)
        note("training.class-changed", found, by=by, at=at, moved=len(moved))
        keep_in_calendars(training_class=found, by=by, at=at)
        return found


def locked(class_id: UUID, by: Seat) -> TrainingClass:
    """An open class of one's agency, nobody else changing it now."""
    rows = TrainingClass.objects.select_for_update(of=("self",))
    found = rows.select_related("course").filter(pk=class_id).first()
    if found is None or not keeps_class(by, found):
        raise Refused([Reason(_("Lớp này không phải của cơ quan."))])
    if found.state != ClassState.OPEN:
        raise Refused([Reason(_("Lớp này không còn mở."))])
    return found


def _fill(made: TrainingClass, data: ClassData) -> None:
    made.name, made.room = line(data.name), line(data.room)
    made.budget_line, made.cost = line(data.budget_line), data.cost or 0
    for name in ("begins_on", "ends_on", "ask_until", "capacity"):
        setattr(made, name, getattr(data, name))


def _reasons(data: ClassData) -> list[Reason]:
    reasons = missing(
        {
            "name": (line(data.name), _("Ghi tên lớp.")),
            "room": (line(data.room), _("Ghi địa điểm.")),
        }
    )
    if data.begins_on is None:
        reasons.append(Reason(_("Ghi ngày bắt đầu."), "begins_on"))
    if data.ends_on is None or (data.begins_on and data.ends_on < data.begins_on):
        told = _("Ghi ngày kết thúc, không trước ngày bắt đầu.")
        reasons.append(Reason(told, "ends_on"))
    if data.ask_until is None or (data.ends_on and data.ask_until > data.ends_on):
        told = _("Ghi hạn đăng ký, không sau ngày kết thúc.")
        reasons.append(Reason(told, "ask_until"))
    if data.capacity is None or not 1 <= data.capacity <= MOST_PLACES:
        reasons.append(Reason(_("Số chỗ từ 1 đến 500."), "capacity"))
    if data.cost is not None and not 0 <= data.cost <= MOST_MONEY:
        reasons.append(Reason(_("Kinh phí là số đồng nguyên, không âm."), "cost"))
    return reasons + too_long(
        {
            "name": (data.name, LONGEST_NAME),
            "room": (data.room, LONGEST_NAME),
            "budget_line": (data.budget_line, LONGEST_NAME),
        }
    )


@transaction.atomic
def cancel_class(
    *, class_id: UUID, reason: str, by: Seat, at: datetime
) -> TrainingClass:
    """Who had a place or waited for one is told."""
    found, reason = locked(class_id, by), line(reason)
    reasons = missing({"reason": (reason, _("Ghi lý do hủy."))})
    reasons += too_long({"reason": (reason, LONGEST_REASON)})
    if reasons:
        raise Refused(reasons)
    found.state, found.ended_at, found.end_reason = ClassState.CANCELLED, at, reason
    found.save(update_fields=["state", "ended_at", "end_reason"])
    told = found.places.exclude(state__in=[PlaceState.REFUSED, PlaceState.WITHDRAWN])
    desks = told.values_list("post", flat=True)
    notify("training.cancelled", to=desks, target_id=found.pk, at=at)
    note("training.class-cancelled", found, by=by, at=at)
    keep_in_calendars(training_class=found, by=by, at=at)
    return found


@transaction.atomic
def close_class(*, class_id: UUID, by: Seat, at: datetime) -> TrainingClass:
    """Who was there often enough, did the lessons that count and passed the tests,
    those of a file, too, completed it, and has the modules of the course.
    """
    found, today = locked(class_id, by), local_date(at)
    sessions = list(found.sessions.values_list("ends_at", flat=True))
    by_lessons = bool(counted(lessons_of(found.course_id)))
    reasons = []
    if not sessions and not by_lessons:
        reasons.append(Reason(_("Lớp chưa có buổi học nào.")))
    elif any(end > at for end in sessions):
        reasons.append(Reason(_("Còn buổi học chưa kết thúc.")))
    if tests_of(found).filter(closes_at__gt=at).exists():
        reasons.append(Reason(_("Còn bài kiểm tra chưa đóng.")))
    if reasons:
        raise Refused(reasons)
    close_lapsed_of(found)
    held = list(found.places.select_for_update().filter(state=PlaceState.HELD))
    rows = SessionAttendance.objects.filter(place__training_class=found)
    were = list(rows.values_list("place", flat=True))
    least = found.course.min_attended
    learned, exams = progress_of(found, held), results_of(found)
    for one in held:
        came = not sessions or completed(were.count(one.pk), len(sessions), least)
        exam = [each.get(one.pk, NOT_SAT) for each in exams]
        tested = all(each.passed for each in exam)
        passed = came and learned[one.pk].is_done and tested
        one.result = Result.PASSED if passed else Result.FAILED
        one.result_on = today
        points = of_ten([each.best for each in exam])
        one.score = learned[one.pk].score if points is None else points
    Place.objects.bulk_update(held, ["result", "result_on", "score"])
    passed_now = [one for one in held if one.result == Result.PASSED]
    _give_skills(found, passed_now, by, at)
    found.state, found.ended_at = ClassState.CLOSED, at
    found.save(update_fields=["state", "ended_at"])
    note("training.class-closed", found, by=by, at=at, people=len(passed_now))
    people = [one.person_id for one in passed_now]
    follow_up(training_class=found, passed=people, by=by, at=at)
    return found


def _give_skills(
    found: TrainingClass, passed: list[Place], by: Seat, at: datetime
) -> None:
    Skill.objects.bulk_create(
        [
            Skill(
                person_id=one.person_id,
                module=module,
                held_on=local_date(at),
                place=one,
                proof=found.name,
                at=at,
                by=by.person_name,
            )
            for one in passed
            for module in found.course.modules
        ],
        ignore_conflicts=True,
    )
