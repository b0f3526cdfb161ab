"""What follows from the end of a class: learning that was owed, the duty behind it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from congvu.controls.actions import require_awareness, require_learning
from congvu.controls.models import LearningDuty
from congvu.duties.models import Duty, Standing
from congvu.notices.models import Notice
from congvu.training.actions import (
    CourseData,
    close_class,
    keep_course,
    mark,
    register_people,
)
from congvu.training.models import TrainingClass
from tests.duties.stories import give
from tests.people import Province
from tests.training.stories import one_class, session

pytestmark = pytest.mark.usefixtures("law")


def _security(people: Province, **given: Any) -> TrainingClass:
    taught = keep_course(
        data=CourseData("An toàn thông tin", "security", 8),
        by=people.seat("quan"),
        at=people.at,
    )
    return one_class(people, capacity=5, course_id=taught.pk, **given)


def _held(people: Province, found: TrainingClass) -> None:
    """Minh comes, Hoa does not; over."""
    register_people(
        class_id=found.pk,
        people=[people.seat(who).person_id for who in ("minh", "hoa")],
        by=people.seat("ha"),
        at=people.at,
    )
    first = session(people, found, hours=5)
    place = found.places.get(person=people.seat("minh").person_id)
    quan = people.seat("quan")
    mark(session_id=first.pk, present=[place.pk], late=[], by=quan, at=people.at)
    close_class(class_id=found.pk, by=quan, at=people.at)


def _owed(people: Province, who: str) -> dict[str, bool]:
    rows = LearningDuty.objects.filter(person=people.seat(who).person_id)
    return {one.because: one.done_on is None for one in rows}


def test_who_passes_a_class_of_security_owes_that_learning_no_more(
    province: Province,
) -> None:
    quan, later = province.seat("quan"), province.today + timedelta(days=20)
    year_end = province.today.replace(month=12, day=31)
    require_awareness(due=year_end, by=quan, at=province.at)
    asked = {"basis": "Quy chế", "due": later, "by": quan, "at": province.at}
    for because in ("drill", "other"):
        for who in ("minh", "hoa"):
            require_learning(
                subject="Nhận biết thư lừa đảo",
                because=because,
                person_id=province.seat(who).person_id,
                **asked,
            )
    # asked three days ago, before the class began
    LearningDuty.objects.update(since=province.today - timedelta(days=3))
    found = _security(province)
    _held(province, found)

    assert _owed(province, "minh") == {"yearly": False, "drill": False, "other": True}
    assert _owed(province, "hoa") == {"yearly": True, "drill": True, "other": True}
    done = LearningDuty.objects.get(
        person=province.seat("minh").person_id, because="drill"
    )
    assert (done.class_id, done.done_on) == (found.pk, province.today)
    assert done.proof == "Lớp Lớp cơ bản số 1: An toàn thông tin"
    page = province.client("minh").get("/an-toan/hoc-tap/cua-toi/")
    assert f"/dao-tao/lop/{found.pk}/" in page.content.decode()


def test_a_class_before_the_drill_or_of_another_kind_changes_nothing(
    province: Province,
) -> None:
    require_learning(
        subject="Nhận biết thư lừa đảo",
        because="drill",
        person_id=province.seat("minh").person_id,
        basis="Diễn tập",
        due=province.today + timedelta(days=9),
        by=province.seat("quan"),
        at=province.at,
    )
    _held(province, _security(province))  # it began yesterday, the drill is of today
    assert _owed(province, "minh") == {"drill": True}
    LearningDuty.objects.update(since=province.today - timedelta(days=9))
    other = one_class(province, capacity=5, name="Lớp 2")
    _held(province, other)
    assert _owed(province, "minh") == {"drill": True}


def _of_duty(people: Province, duty: Duty, name: str) -> TrainingClass:
    """As quan opens it, with the duty that the chief chose on its page."""
    found = one_class(people, capacity=5, name=name)
    found.duty = duty
    found.save()
    return found


def test_a_duty_shows_its_classes_and_the_last_one_asks_whether_it_is_done(
    province: Province,
) -> None:
    duty = give(province, province.office.id)
    ha = province.client("ha")
    address = f"/nhiem-vu/{duty.pk}/"
    page = ha.get(address).content.decode()
    assert f"/dao-tao/lop/mo/?nhiem-vu={duty.pk}" in page
    lan = province.client("lan").get(address)
    assert "Mở lớp" not in lan.content.decode(), "who may not open one sees no door"

    first, second = (_of_duty(province, duty, name) for name in ("Đợt 1", "Đợt 2"))
    _held(province, first)
    page = ha.get(address).content.decode()
    assert "Đợt 1" in page
    assert "1/2 người hoàn thành" in page
    assert "Các lớp đã kết thúc" not in page
    assert not Notice.objects.filter(kind="training.duty-taught").exists()

    _held(province, second)
    page = ha.get(address).content.decode()
    assert "Các lớp đã kết thúc" in page
    told = Notice.objects.filter(kind="training.duty-taught")
    assert set(told.values_list("desk_id", flat=True)) == {province.office.id}
    course_of = Standing.objects.get(
        share__duty=duty, valid_until=None, replaced_at=None
    )
    assert course_of.course == "under-way", "a person decides"
    bell = ha.get("/thong-bao/").content.decode()
    assert "các lớp của nhiệm vụ đã kết thúc" in bell
    assert duty.title in bell
