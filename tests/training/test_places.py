"""Into a class and out of it, through the front door."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.audit.rules import SYSTEM
from congvu.notices.models import Notice
from congvu.training.actions import remind_of_classes
from congvu.training.models import Course, Place, TrainingClass
from tests.people import Province
from tests.training.stories import course, one_class, session

pytestmark = pytest.mark.usefixtures("law")
HOME = "/dao-tao/"


def _state(province: Province, who: str) -> str:
    return Place.objects.get(person=province.cast[who].person).state


def _place(province: Province, who: str) -> str:
    return f"{HOME}cho/{Place.objects.get(person=province.cast[who].person).pk}/"


def test_a_course_and_a_class_with_every_reason_at_once(province: Province) -> None:
    quan = province.client("quan")
    bad = quan.post(f"{HOME}khoa/them/", {"name": "Bảng tính", "min_attended": "101"})
    words = bad.content.decode()
    assert bad.status_code == 422
    for reason in (
        "Chọn loại khóa học.",
        "Số giờ từ 1 đến 2.000.",
        "Phần phải dự từ 0 đến 100 %.",
        "Bảng tính",
    ):
        assert reason in words
    given = {"name": "Bảng tính", "kind": "user", "hours": "16", "min_attended": "80"}
    sent = {**given, "modules": ["IU04", "IU08"]}
    assert quan.post(f"{HOME}khoa/them/", sent).status_code == 302
    again = quan.post(f"{HOME}khoa/them/", sent)
    assert "Cơ quan đã có khóa học tên này." in again.content.decode()
    made = Course.objects.get()
    assert made.modules == ["IU04", "IU08"]
    day = f"{province.today:%d/%m/%Y}"
    past = f"{province.today - timedelta(days=1):%d/%m/%Y}"
    wrong = {
        "name": "Lớp 1",
        "begins_on": day,
        "ends_on": past,
        "ask_until": day,
        "capacity": "0",
        "cost": "-5",
    }
    words = quan.post(f"{HOME}lop/mo/", wrong).content.decode()
    for reason in (
        "Chọn khóa học của cơ quan.",
        "Ghi ngày kết thúc, không trước ngày bắt đầu.",
        "Ghi hạn đăng ký, không sau ngày kết thúc.",
        "Ghi địa điểm.",
        "Số chỗ từ 1 đến 500.",
        "Kinh phí là số đồng nguyên, không âm.",
    ):
        assert reason in words
    right = {
        **wrong,
        "course_id": str(made.pk),
        "ends_on": day,
        "room": "Phòng 3",
        "capacity": "20",
        "cost": "7500000",
    }
    assert quan.post(f"{HOME}lop/mo/", right).status_code == 302
    assert TrainingClass.objects.get().cost == 7_500_000
    assert province.client("minh").get(f"{HOME}lop/mo/").status_code == 404


def test_minh_asks_hoa_approves_the_second_waits_and_moves_up(
    province: Province,
) -> None:
    found = one_class(province, capacity=1)
    address = f"{HOME}lop/{found.pk}/"
    minh, hoa, ha = (province.client(who) for who in ("minh", "hoa", "ha"))
    assert minh.post(f"{address}dang-ky/").status_code == 302
    assert _state(province, "minh") == "asked"
    twice = minh.post(f"{address}dang-ky/", follow=True).content.decode()
    assert "Bạn đã đăng ký lớp này." in twice
    # Hoa sees what waits for her; Minh cannot decide about himself
    assert "Chờ bạn duyệt" in hoa.get(HOME).content.decode()
    own = _place(province, "minh")
    assert minh.post(f"{own}duyet/").status_code == 404
    assert province.client("tu").post(f"{own}duyet/").status_code == 404
    assert hoa.post(f"{own}duyet/").status_code == 302
    assert _state(province, "minh") == "held"
    assert Notice.objects.filter(
        kind="training.decided", desk_id=province.seat("minh").post_id
    ).exists()
    # Hoa's own wish is the chief's to decide; the class is full: she waits
    hoa.post(f"{address}dang-ky/")
    waits = _place(province, "hoa")
    assert hoa.post(f"{waits}duyet/").status_code == 404
    assert ha.post(f"{waits}duyet/").status_code == 302
    assert _state(province, "hoa") == "waiting"
    assert "1 người chờ" in minh.get(address).content.decode()
    # Minh withdraws: Hoa has the place in the same step, and is told
    assert minh.post(f"{own}rut/").status_code == 302
    assert (_state(province, "minh"), _state(province, "hoa")) == ("withdrawn", "held")
    freed = Notice.objects.get(kind="training.freed")
    assert freed.desk_id == province.seat("hoa").post_id


def test_refused_with_a_reason_and_asked_again(province: Province) -> None:
    found = one_class(province)
    minh, hoa = province.client("minh"), province.client("hoa")
    minh.post(f"{HOME}lop/{found.pk}/dang-ky/")
    own = _place(province, "minh")
    empty = hoa.post(f"{own}tu-choi/", {"reason": " "})
    assert empty.status_code == 422
    assert "Ghi lý do không duyệt." in empty.content.decode()
    assert hoa.post(f"{own}tu-choi/", {"reason": "Đang vào vụ"}).status_code == 302
    assert "Đang vào vụ" in minh.get(f"{HOME}lop/{found.pk}/").content.decode()
    minh.post(f"{HOME}lop/{found.pk}/dang-ky/")
    assert _state(province, "minh") == "asked"
    assert Place.objects.get().reason == ""


def test_more_places_move_the_first_up(province: Province) -> None:
    found = one_class(province, capacity=1)
    hoa, quan = province.client("hoa"), province.client("quan")
    people = [province.minh.person, province.hoa.person]
    sent = {"people": [str(one.pk) for one in people if one]}
    address = f"{HOME}lop/{found.pk}/"
    assert hoa.post(f"{address}dang-ky-cho/", sent).status_code == 302
    assert sorted(Place.objects.values_list("state", flat=True)) == ["held", "waiting"]
    stranger = province.tu.person
    assert stranger is not None
    wrong = hoa.post(f"{address}dang-ky-cho/", {"people": [str(stranger.pk)]})
    assert wrong.status_code == 422
    page = quan.get(f"{address}sua/")
    assert page.status_code == 200
    day = "%d/%m/%Y"
    given = {
        "name": found.name,
        "begins_on": found.begins_on.strftime(day),
        "ends_on": found.ends_on.strftime(day),
        "ask_until": found.ask_until.strftime(day),
        "room": found.room,
        "capacity": "2",
    }
    assert quan.post(f"{address}sua/", given).status_code == 302
    assert list(Place.objects.values_list("state", flat=True)) == ["held", "held"]
    words = quan.post(f"{address}sua/", {**given, "capacity": "1"}).content.decode()
    assert "Đã có 2 người có chỗ." in words


def test_invited_by_post_reminded_once_cancelled(province: Province) -> None:
    tomorrow = province.today + timedelta(days=1)
    found = one_class(province, begins_on=tomorrow, ask_until=tomorrow, capacity=5)
    quan, minh = province.client("quan"), province.client("minh")
    address = f"{HOME}lop/{found.pk}/"
    assert "Chọn chức vụ" in quan.post(f"{address}moi/", {}).content.decode()
    sent = {"roles": ["specialist"], "agencies": [str(province.committee.pk)]}
    for _twice in range(2):
        assert quan.post(f"{address}moi/", sent).status_code == 302
    assert [one.person for one in Place.objects.all()] == [province.minh.person]
    assert Notice.objects.filter(kind="training.invited").count() == 1
    minh.post(f"{address}dang-ky/")
    province.client("hoa").post(f"{_place(province, 'minh')}duyet/")
    for _twice in range(2):
        remind_of_classes(by=SYSTEM, at=province.at)
    assert Notice.objects.filter(kind="training.tomorrow").count() == 1
    quan.post(f"{address}huy/", {"reason": "Giảng viên ốm"})
    assert Notice.objects.filter(kind="training.cancelled").count() == 1
    late = minh.post(f"{_place(province, 'minh')}rut/", follow=True).content.decode()
    assert "Lớp này không còn mở." in late


def test_after_the_last_day_nobody_asks(province: Province) -> None:
    past = province.today - timedelta(days=1)
    found = one_class(province, ask_until=past)
    minh = province.client("minh")
    page = minh.get(f"{HOME}lop/{found.pk}/").content.decode()
    assert "Đăng ký dự lớp" not in page
    told = minh.post(f"{HOME}lop/{found.pk}/dang-ky/", follow=True).content.decode()
    assert "Đã hết hạn đăng ký lớp này." in told


def test_a_class_of_another_agency_is_not_changed(province: Province) -> None:
    found = one_class(province)
    course(province, name="Khác")
    tu = province.client("tu")
    assert tu.get(f"{HOME}lop/{found.pk}/").status_code == 200
    for deed in ("sua/", "moi/", "huy/", "buoi/"):
        assert tu.get(f"{HOME}lop/{found.pk}/{deed}").status_code == 404
    assert tu.post(f"{HOME}lop/{found.pk}/ket-thuc/").status_code == 404
    held = session(province, found)
    assert tu.get(f"{HOME}buoi/{held.pk}/").status_code == 404
    assert tu.get(f"{HOME}buoi/{held.pk}/ma/").status_code == 404
