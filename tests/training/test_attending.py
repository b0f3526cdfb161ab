"""The code on the screen, the phone, the list, the results, what they think of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from congvu.lib.refusals import Refused
from congvu.training.actions import (
    attend,
    close_class,
    code_shown,
    register_people,
)
from congvu.training.models import (
    ClassOpinion,
    ClassSession,
    Place,
    SessionAttendance,
    Skill,
    TrainingClass,
)
from congvu.training.rules.places import CODE_SECONDS
from tests.documents.machine import machine
from tests.people import Province
from tests.training.stories import one_class, session

pytestmark = pytest.mark.usefixtures("law")
HOME = "/dao-tao/"


def _text(answer: Any) -> str:
    return str(answer.content.decode())


def _with_places(province: Province, *who: str) -> TrainingClass:
    found = one_class(province, capacity=5)
    people = [province.seat(one).person_id for one in who]
    register_people(
        class_id=found.pk, people=people, by=province.seat("ha"), at=province.at
    )
    return found


def test_the_phone_says_that_minh_is_there(province: Province) -> None:
    found = _with_places(province, "minh")
    held = session(province, found, trainer_id=province.seat("hoa").person_id)
    # Hoa trains: she opens the code though she keeps no classes
    page = province.client("hoa").get(f"{HOME}buoi/{held.pk}/ma/")
    assert page.status_code == 200
    assert page["Refresh"] == str(CODE_SECONDS)
    assert "<svg" in page.content.decode()
    assert province.client("minh").get(f"{HOME}buoi/{held.pk}/ma/").status_code == 404
    code = code_shown(held.pk, province.at)
    address = f"{HOME}buoi/{held.pk}/co-mat/{code}/"
    minh = province.client("minh")
    assert "Tôi có mặt" in minh.get(address).content.decode()
    assert not SessionAttendance.objects.exists()
    for _twice in range(2):
        done = minh.post(address, follow=True)
        assert "Đã điểm danh." in done.content.decode()
    one = SessionAttendance.objects.get()
    assert (one.how, one.is_late) == ("code", False)
    told = province.client("lan").post(address, follow=True).content.decode()
    assert "Bạn không có chỗ trong lớp này." in told


def test_a_code_of_another_time_or_session_or_made_up_is_none(
    province: Province,
) -> None:
    found = _with_places(province, "minh")
    held = session(province, found)
    other = session(province, found, hours=3)
    at, minh = province.at, province.seat("minh")
    old = code_shown(held.pk, at - timedelta(seconds=3 * CODE_SECONDS))
    step, _dash, signature = code_shown(held.pk, at).partition("-")
    made_up = [
        old,
        code_shown(other.pk, at),
        f"{int(step) + 1}-{signature}",
        f"{step}-{signature[:-1]}",
        step,
        "",
        "1" * 5000,
        "²-x",
        f"-{step}-{signature}",
    ]
    for code in made_up:
        with pytest.raises(Refused, match="Mã đã đổi"):
            attend(session_id=held.pk, code=code, by=minh, at=at)
    with pytest.raises(Refused, match="30 phút"):
        attend(session_id=other.pk, code=code_shown(other.pk, at), by=minh, at=at)
    later = at + timedelta(minutes=20)
    made = attend(
        session_id=held.pk, code=code_shown(held.pk, later), by=minh, at=later
    )
    assert made.is_late


def test_the_trainers_list_then_the_results(province: Province) -> None:
    found = _with_places(province, "minh", "hoa")
    first = session(province, found, hours=6)
    session(province, found, hours=3)
    quan = province.client("quan")
    minh = Place.objects.get(person=province.minh.person)
    page = quan.get(f"{HOME}buoi/{first.pk}/").content.decode()
    assert "Hoàng Văn Minh" in page
    sent = {"present": [str(minh.pk)], "late": [str(minh.pk)]}
    assert quan.post(f"{HOME}buoi/{first.pk}/", sent).status_code == 302
    assert SessionAttendance.objects.get().is_late
    # who was not there after all goes; a stranger is refused
    quan.post(f"{HOME}buoi/{first.pk}/", {})
    assert not SessionAttendance.objects.exists()
    wrong = {"present": [str(found.pk)]}
    told = quan.post(f"{HOME}buoi/{first.pk}/", wrong, follow=True).content.decode()
    assert "Có người không có chỗ trong lớp này." in told
    quan.post(f"{HOME}buoi/{first.pk}/", {"present": [str(minh.pk)]})
    quan.post(f"{HOME}lop/{found.pk}/ket-thuc/")
    results = dict(Place.objects.values_list("person__full_name", "result"))
    assert results == {"Hoàng Văn Minh": "passed", "Ma Thị Hoa": "failed"}
    skills = Skill.objects.values_list("person__full_name", "module")
    assert sorted(skills) == [("Hoàng Văn Minh", "IU01"), ("Hoàng Văn Minh", "IU02")]
    page = province.client("minh").get(HOME).content.decode()
    assert page.count("đã có") == 2
    late = quan.post(f"{HOME}buoi/{first.pk}/", {}, follow=True).content.decode()
    assert "Lớp này không còn mở." in late


def _comes_by_code(province: Province, held: ClassSession, who: str) -> None:
    now = timezone.now()
    code = code_shown(held.pk, now)
    attend(session_id=held.pk, code=code, by=province.seat(who), at=now)


def _there() -> set[str]:
    rows = SessionAttendance.objects.all()
    return set(rows.values_list("place__person__user__username", flat=True))


def test_who_comes_by_code_while_the_list_is_open_is_not_crossed_out(
    province: Province,
) -> None:
    """Quân sees Hoa alone; Minh scans the code before Quân sends the list."""
    found = _with_places(province, "minh", "hoa", "lan")
    held = session(province, found)
    quan, address = province.client("quan"), f"{HOME}buoi/{held.pk}/"
    _comes_by_code(province, held, "hoa")
    shown = re.search(r'name="seen_at" value="([^"]+)"', _text(quan.get(address)))
    assert shown
    _comes_by_code(province, held, "minh")
    lan = Place.objects.get(person=province.lan.person)

    sent = {"present": [str(lan.pk)], "seen_at": shown[1]}
    assert quan.post(address, sent).status_code == 302
    assert _there() == {"lan", "minh"}, "Hoa stood on the list and was crossed out"

    later = re.search(r'name="seen_at" value="([^"]+)"', _text(quan.get(address)))
    assert later
    quan.post(address, {"present": [str(lan.pk)], "seen_at": later[1]})
    assert _there() == {"lan"}


def test_a_program_says_when_it_saw_the_list(province: Province) -> None:
    found = _with_places(province, "minh")
    held = session(province, found)
    seen = timezone.now()
    _comes_by_code(province, held, "minh")
    quan, path = machine(province, "quan"), f"training-sessions/{held.pk}/attendance"

    def put(moment: str) -> int:
        return quan.ask("put", path, {"present": [], "seen_at": moment}).status

    assert put("hôm qua") == 422
    assert put("2026-11-28T08:00:00") == 422
    for moment in (seen.isoformat(), "0001-01-01T00:00:00+23:59"):
        assert put(moment) == 200
        assert _there() == {"minh"}
    for moment in ("9999-12-31T23:59:59-23:59", "x", "2026-11-28T08:00:00"):
        page = province.client("quan").post(
            f"{HOME}buoi/{held.pk}/", {"seen_at": moment}
        )
        assert page.status_code == 302
    assert _there() == set()


def test_a_program_says_when_the_class_meets(province: Province) -> None:
    """Without a zone it is ours; at the ends of time it is no day of the class."""
    found = _with_places(province, "minh")
    quan, path = machine(province, "quan"), f"training-classes/{found.pk}/sessions"
    given = {"subject": "Mật khẩu", "trainer_name": "Ông Quân"}
    day, reason = found.begins_on, "Ghi giờ bắt đầu, trong những ngày của lớp."
    for told in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        answer = quan.post(path, {**given, "starts_at": told, "ends_at": told})
        assert answer.reasons["starts_at"] == reason
    hours = {"starts_at": f"{day}T00:30:00", "ends_at": f"{day}T02:00:00"}
    answer = quan.post(path, {**given, **hours})
    assert answer.status == 201, answer.data
    assert answer.data["starts_at"] == f"{day}T00:30:00.000+07:00"


def test_a_class_that_still_runs_is_not_closed(province: Province) -> None:
    found = _with_places(province, "minh")
    with pytest.raises(Refused, match="chưa có buổi học"):
        close_class(class_id=found.pk, by=province.seat("quan"), at=province.at)
    session(province, found)
    with pytest.raises(Refused, match="Còn buổi học chưa kết thúc"):
        close_class(class_id=found.pk, by=province.seat("quan"), at=province.at)


def test_opinions_name_nobody_and_are_told_from_three_on(province: Province) -> None:
    who = ("minh", "hoa", "lan")
    found = _with_places(province, *who)
    session(province, found, hours=3)
    address = f"{HOME}lop/{found.pk}/"
    quan = province.client("quan")
    early = province.client("minh").post(f"{address}gop-y/", {"content": "5"})
    assert "Góp ý khi lớp bạn dự đã kết thúc." in early.content.decode()
    quan.post(f"{address}ket-thuc/")
    for number, one in enumerate(who, start=3):
        points = dict.fromkeys(("content", "trainer", "keeping"), str(number))
        sent = {**points, "text": f"Ý kiến {number}"}
        page = quan.get(address).content.decode()
        assert "Ý kiến" not in page
        client = province.client(one)
        assert client.post(f"{address}gop-y/", sent).status_code == 302
        again = client.post(f"{address}gop-y/", sent)
        assert "Bạn đã góp ý về lớp này." in again.content.decode()
    page = quan.get(address).content.decode()
    assert "Ý kiến 4" in page
    assert "4,0" in page
    assert "Ý kiến 4" not in province.client("minh").get(address).content.decode()
    fields = {field.name for field in ClassOpinion._meta.get_fields()}
    assert fields == {"id", "training_class", "content", "trainer", "keeping", "text"}
    assert {
        str(pk)[14] for pk in ClassOpinion.objects.values_list("pk", flat=True)
    } == {"4"}, "a key that holds the time would tell in which order they wrote"
