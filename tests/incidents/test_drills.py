"""Quân plans the year's drills, holds one, counts who clicked in another."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from congvu.controls.models import LearningDuty
from congvu.incidents.actions import record_telling
from congvu.incidents.formats.phishing import (
    CONTRADICTS,
    NO_ADDRESSEE,
    NO_HEAD,
    TWICE,
    UNCLEAR,
    read_results,
)
from congvu.incidents.models import DrillPlan, Incident, LetterResult
from congvu.incidents.rules import median_hours
from tests.incidents.stories import incident
from tests.people import Province

LIST = "/an-toan/dien-tap/"
HEADS = ["Thư điện tử", "Đã mở", "Đã bấm", "Đã khai", "Đã báo"]
TABLE: list[tuple[list[str], list[str]]] = [
    (["hoa@x", "có", "có", "không", "không"], []),
    (["HOA@x", "", "", "", "x"], [TWICE]),
    (["", "có", "", "", ""], [NO_ADDRESSEE]),
    (["ba@x", "có lẽ", "", "", ""], [UNCLEAR]),
    (["tư@x", "1", "0", "1", ""], [CONTRADICTS]),
    (["năm@x", "1", "1", "1", "1"], []),
    (["sáu@x"], []),
]


def test_every_row_is_taken_or_told_why() -> None:
    lines = [HEADS, *(row for row, _why in TABLE)]
    read = read_results(list(enumerate(lines, start=1)))
    expected = [
        (str(line), reason)
        for line, (_row, reasons) in enumerate(TABLE, start=2)
        for reason in reasons
    ]
    assert read.troubles == expected
    assert [one.addressee for one in read.results] == ["hoa@x", "năm@x", "sáu@x"]
    assert [one.gave for one in read.results] == [False, True, False]
    assert read_results([(1, ["Tên", "Ghi chú"])]).troubles == [("", NO_HEAD)]
    assert read_results([]).troubles == [("", NO_HEAD)]


@given(st.lists(st.lists(st.text(max_size=8), max_size=6), max_size=6))
def test_whatever_stands_in_the_rows_none_is_lost(rows: list[list[str]]) -> None:
    lines = [HEADS, *rows]
    read = read_results(list(enumerate(lines, start=1)))
    told = {line for line, _why in read.troubles}
    assert len(read.results) + len(told) == len(rows)


@pytest.mark.parametrize(
    ("minutes", "hours"),
    [([], None), ([90], 1.5), ([60, 600], 5.5), ([60, 120, 6000], 2.0)],
)
def test_a_median_of_hours(minutes: list[int], hours: float | None) -> None:
    assert median_hours(minutes) == hours


def planned(people: Province, **given: Any) -> DrillPlan:
    typed = {
        "name": "Diễn tập mã độc tống tiền",
        "kind": "answer",
        "group": "malware",
        "scenario": "Máy chủ tệp bị mã hóa lúc nửa đêm",
        "who": "Tổ quản trị, văn thư",
        "planned_on": f"{timezone.localdate() - timedelta(days=1):%d/%m/%Y}",
        **given,
    }
    answer = people.client("quan").post(LIST + "ke-hoach/", typed)
    assert answer.status_code == 302, answer.content.decode()
    return DrillPlan.objects.latest("made_at")


@pytest.mark.usefixtures("law")
def test_planned_then_held_as_an_incident_marked_as_such(province: Province) -> None:
    quan = province.client("quan")
    empty = quan.post(LIST + "ke-hoach/", {"name": "Diễn tập"}).content.decode()
    for reason in ("Ghi tình huống.", "Ghi ai tham gia.", "Chưa có ngày."):
        assert reason in empty
    drill = planned(province)
    assert "quá ngày, chưa làm" in quan.get(LIST).content.decode()
    assert quan.post(f"{LIST}{drill.pk}/bat-dau/").status_code == 302
    twice = quan.post(f"{LIST}{drill.pk}/bat-dau/", follow=True)
    assert "đã bắt đầu" in twice.content.decode()
    found = Incident.objects.get()
    assert (found.is_drill, found.clocks.count()) == (True, 2)
    page = quan.get(f"{LIST}{drill.pk}/").content.decode()
    assert f"/an-toan/su-co/{found.pk}/" in page
    assert province.client("minh").get(LIST).status_code == 404


@pytest.mark.django_db
def test_letters_are_counted_and_their_people_known(province: Province) -> None:
    quan = province.client("quan")
    drill = planned(province, kind="phishing", group="phishing")
    name = province.seat("dung").person_name
    table = f"Họ tên;Đã mở;Đã bấm;Đã khai;Đã báo\n{name};x;x;x;\nKhách lạ;x;;;\n;x;;;\n"
    for coding in ("utf-8-sig", "utf-16"):
        file = SimpleUploadedFile("kq.csv", table.encode(coding))
        shown = quan.post(f"{LIST}{drill.pk}/ket-qua/", {"file": file})
        words = shown.content.decode()
        assert shown.status_code == 200, words
        assert "dòng 4: Dòng không ghi người nhận" in words
        assert "Khách lạ" in words
        assert LetterResult.objects.count() == 2, "loaded again it is the same people"
        assert "1 người đã bấm hoặc khai phải học lại" in words
    duty = LearningDuty.objects.get()
    assert (duty.person_id, duty.because) == (
        province.seat("dung").person_id,
        "drill",
    )
    one = LetterResult.objects.get(addressee=name)
    assert (one.person_id, one.gave) == (province.seat("dung").person_id, True)
    assert LetterResult.objects.get(addressee="Khách lạ").person is None
    wrong = SimpleUploadedFile("kq.csv", b"a,b\n1,2\n")
    assert quan.post(f"{LIST}{drill.pk}/ket-qua/", {"file": wrong}).status_code == 422
    other = planned(province, name="Khác")
    file = SimpleUploadedFile("kq.csv", table.encode())
    kept = quan.post(f"{LIST}{other.pk}/ket-qua/", {"file": file})
    assert "thuộc loại khác" in kept.content.decode()


@pytest.mark.usefixtures("law")
def test_the_median_and_what_it_is_made_of(province: Province) -> None:
    """Told after 2, 4 and 30 hours: 4; a drill stands apart, what was not told out."""
    quan, at = province.seat("quan"), timezone.now()
    for hours, drill in ((2, False), (4, False), (30, False), (1, True)):
        found = incident(
            province,
            at=at,
            name=f"Sau {hours} giờ",
            is_drill=drill,
            detected_at=at - timedelta(hours=40),
        )
        told = found.detected_at + timedelta(hours=hours)
        key = found.clocks.order_by("due_at").values_list("key", flat=True)[0]
        record_telling(
            incident_id=found.pk, key=key, told_at=told, how="CV", by=quan, at=at
        )
    incident(province, at=at, name="Chưa báo")
    year = timezone.localtime(at - timedelta(hours=40)).year
    page = province.client("quan").get(f"/an-toan/su-co/thoi-gian/?nam={year}")
    words = page.content.decode()
    assert "4 giờ (3 lần báo)" in words.replace("4,0", "4")
    assert "1 giờ (1 lần báo)" in words.replace("1,0", "1")
    assert "Sau 30 giờ" in words
    assert "Chưa báo" not in words


@pytest.mark.usefixtures("law")
def test_after_a_real_incident_people_learn(province: Province) -> None:
    """Dung learns; of another agency nobody; after a drill by its results alone."""
    quan, dung = province.client("quan"), province.seat("dung").person_id
    found = incident(province, at=timezone.now())
    teach = f"/an-toan/su-co/{found.pk}/giao-hoc/"
    due = f"{timezone.localdate() + timedelta(days=20):%d/%m/%Y}"
    typed = {"people": [str(dung)], "subject": "Đặt mật khẩu mạnh", "due": due}
    assert quan.post(teach, {**typed, "people": []}).status_code == 422
    assert quan.post(teach, {**typed, "subject": ""}).status_code == 422
    assert not LearningDuty.objects.exists()
    for _time in range(2):
        assert quan.post(teach, typed).status_code == 302
    duty = LearningDuty.objects.get()
    assert (duty.person_id, duty.basis) == (dung, found.name)
    drill = incident(province, at=timezone.now(), is_drill=True)
    again = quan.post(f"/an-toan/su-co/{drill.pk}/giao-hoc/", typed)
    assert "Đây là diễn tập" in again.content.decode()


@pytest.mark.django_db
def test_all_letters_are_counted_where_only_some_are_shown(province: Province) -> None:
    drill = planned(province, kind="phishing", group="phishing")
    LetterResult.objects.bulk_create(
        LetterResult(
            drill=drill,
            addressee=f"n{n}@x",
            opened=n % 2 == 0,
            clicked=n % 4 == 0,
            gave=n % 8 == 0,
            reported=n % 5 == 0,
        )
        for n in range(1200)
    )
    words = province.client("quan").get(f"{LIST}{drill.pk}/").content.decode()
    counts = re.findall(r"<dt>(đã [^<]+)</dt><dd>([\d.]+)</dd>", words)
    assert counts == [
        ("đã gửi", "1.200"),
        ("đã mở", "600"),
        ("đã bấm liên kết", "300"),
        ("đã khai thông tin", "150"),
        ("đã báo cho cơ quan", "240"),
    ]
    assert words.count('<th scope="row">') == 1000


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["020260", "20260", "1", "²⁰²⁶", "x", "9999"])
def test_what_is_no_year_is_this_year(province: Province, year: str) -> None:
    quan, this = province.client("quan"), str(timezone.localdate().year)
    for page in (LIST, "/an-toan/su-co/thoi-gian/"):
        shown = quan.get(page, {"nam": year})
        assert (shown.status_code, this in shown.content.decode()) == (200, True)
