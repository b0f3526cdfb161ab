"""Quân uploads lessons to a course; Minh, who has a place, learns from them."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from congvu.audit.models import AuditEvent
from congvu.training.actions import approve_place, ask_place
from congvu.training.models import (
    Course,
    Lesson,
    LessonAttempt,
    LessonPackage,
    Place,
    TrainingClass,
)
from tests.documents.machine import machine
from tests.people import Province
from tests.training.packages import manifest, package, zipped
from tests.training.stories import course, one_class, session

pytestmark = pytest.mark.usefixtures("law", "home")


def _text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def _upload(people: Province, content: bytes, who: str = "quan", **sent: Any) -> Any:
    taught = Course.objects.first() or course(people)
    file = SimpleUploadedFile("bai.zip", content, "application/zip")
    data = {"file": file, "counts": "on", **sent}
    return people.client(who).post(f"/dao-tao/khoa/{taught.pk}/bai-giang/them/", data)


@pytest.fixture
def taught(province: Province) -> TrainingClass:
    """An open class in which Minh has a place, with one lesson that asks for 80."""
    found = one_class(province, capacity=5)
    ask_place(class_id=found.pk, by=province.seat("minh"), at=province.at)
    place = Place.objects.get(training_class=found)
    approve_place(place_id=place.pk, by=province.seat("hoa"), at=province.at)
    assert _upload(province, package(mastery="80")).status_code == 302
    return found


class Frame:
    """A lesson as a browser has it: from the page, by its own addresses, no cookie."""

    def __init__(self, people: Province, found: TrainingClass, who: str = "minh"):
        lesson = Lesson.objects.get()
        self.page = people.client(who).get(
            f"/dao-tao/lop/{found.pk}/bai-giang/{lesson.pk}/"
        )
        self.browser = Client()
        if self.page.status_code == 200:
            shown = re.search(r'<iframe[^>]* src="([^"]+)"', self.page.content.decode())
            assert shown
            self.address = shown[1]
            self.folder = self.address.partition("/bai/")[0] + "/"

    def open(self) -> Any:
        return self.browser.get(self.address)

    def told(self) -> dict[str, str]:
        given = re.search(r'data-cmi="([^"]+)"', self.open().content.decode())
        assert given
        found: dict[str, str] = json.loads(given[1].replace("&quot;", '"'))
        return {name.removeprefix("cmi.core."): text for name, text in found.items()}

    def say(self, *, finished: bool = False, **values: str) -> Any:
        names = {"suspend_data": "cmi.suspend_data"}
        told = {names.get(key, f"cmi.core.{key}"): v for key, v in values.items()}
        body = json.dumps({"values": told, "finished": finished})
        return self.browser.post(self.folder, body, content_type="text/plain")


def test_a_package_is_listed_with_its_lessons(
    province: Province, taught: TrainingClass
) -> None:
    here = f"/dao-tao/khoa/{taught.course_id}/bai-giang/"
    kept = _text(province.client("quan").get(here))
    seen = _text(province.client("minh").get(here))

    assert "An toàn thư điện tử" in kept
    assert "Bài 1: Thư lừa đảo" in kept
    assert "phải đạt 80 điểm" in kept
    assert "Thôi dùng gói này" in kept
    assert "Thôi dùng" not in seen
    again = _upload(province, package(mastery="80"))
    assert (again.status_code, LessonPackage.objects.count()) == (422, 1)
    assert "đã có gói này" in _text(again)


def test_what_a_lesson_tells_is_kept_and_gone_on_with(
    province: Province, taught: TrainingClass
) -> None:
    first = Frame(province, taught)
    assert first.told()["entry"] == "ab-initio"
    assert first.told()["lesson_status"] == "not attempted"
    answer = first.say(
        lesson_status="incomplete",
        lesson_location="trang-2",
        suspend_data='{"đã xem": [1, 2]}',
        session_time="0000:10:00.50",
        exit="suspend",
    )
    assert (answer.status_code, answer.content) == (204, b"")

    later = Frame(province, taught)
    told = later.told()
    assert told["entry"] == "resume"
    assert told["lesson_location"] == "trang-2"
    assert told["cmi.suspend_data"] == '{"đã xem": [1, 2]}'
    assert told["total_time"] == "0000:10:00.50"
    later.say(session_time="00:05:00", **{"score.raw": "85"})
    later.say(session_time="00:06:00", finished=True)

    one = LessonAttempt.objects.get()
    assert (one.status, one.best) == ("passed", 85)
    assert Frame(province, taught).told()["total_time"] == "0000:16:00.50"
    seen = _text(province.client("quan").get(f"/dao-tao/lop/{taught.pk}/bai-giang/"))
    assert f"{province.cast['minh'].person.full_name}" in seen
    assert "1/1 8,50 0:16" in seen
    events = AuditEvent.objects.filter(event="training.lesson-told").order_by("at")
    assert [one.data["state"] for one in events] == ["incomplete", "passed"]


def test_who_nearly_has_what_is_asked_has_not_passed(
    province: Province, taught: TrainingClass
) -> None:
    frame = Frame(province, taught)
    assert frame.say(**{"score.raw": "66.66666666666667"}).status_code == 204
    assert LessonAttempt.objects.get().best == Decimal("66.66")

    frame.say(finished=True, **{"score.raw": "79.996"})

    one = LessonAttempt.objects.get()
    assert (one.status, one.best) == ("failed", Decimal("79.99"))


def test_two_windows_add_their_time_once_and_undo_nothing(
    province: Province, taught: TrainingClass
) -> None:
    left, right = Frame(province, taught), Frame(province, taught)
    left.say(session_time="00:01:00", lesson_status="incomplete")
    right.say(session_time="00:02:00", lesson_status="passed", **{"score.raw": "90"})
    left.say(session_time="00:03:00", lesson_status="incomplete")
    left.say(finished=True, **{"score.raw": "10"})

    one = LessonAttempt.objects.get()
    assert Frame(province, taught).told()["total_time"] == "0000:05:00.00"
    assert (one.status, one.best) == ("failed", 90)
    assert one.done_at is not None


@pytest.mark.parametrize(
    "values",
    [
        {"lesson_status": "not attempted"},
        {"lesson_status": "PASSED"},
        {"score.raw": "101"},
        {"score.raw": "-1"},
        {"score.raw": "NaN"},
        {"session_time": "5 phút"},
        {"session_time": "00:00:00.001"},
        {"lesson_location": "x" * 256},
        {"suspend_data": "x" * 32_001},
        {"suspend_data": "a\0b"},
        {"suspend_data": "\ud800"},
        {"exit": "later"},
        {"total_time": "00:00:00"},
        {"student_id": "1"},
        {"lesson_status": "passed", "exit": "later"},
    ],
    ids=lambda values: "-".join(values),
)
def test_nothing_is_taken_of_what_is_not_of_its_type(
    province: Province, taught: TrainingClass, values: dict[str, str]
) -> None:
    answer = Frame(province, taught).say(**values)

    assert answer.status_code == 422
    assert "không đúng SCORM 1.2" in answer.content.decode()
    assert not LessonAttempt.objects.exists()


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"values": 1}', b"[" * 5000, b"\xff", b"{}" + b" " * 200_000],
    ids=["empty", "list", "half", "number", "deep", "bytes", "long"],
)
def test_what_cannot_be_read_is_answered(
    province: Province, taught: TrainingClass, body: bytes
) -> None:
    frame = Frame(province, taught)
    answer = frame.browser.post(frame.folder, body, content_type="text/plain")
    assert answer.status_code == 422
    assert "không đọc được" in answer.content.decode()


def test_a_lesson_has_no_origin_and_no_way_but_its_own(
    province: Province, taught: TrainingClass
) -> None:
    frame = Frame(province, taught)
    page, script = frame.open(), frame.browser.get(f"{frame.folder}bai/lesson.js")
    own = f"http://testserver{frame.folder}"

    assert b"".join(script.streaming_content).decode().startswith("document")
    assert script["Content-Type"] == "text/javascript; charset=utf-8"
    for one in (page, script):
        rules = dict(
            part.strip().partition(" ")[::2]
            for part in one["Content-Security-Policy"].split(";")
        )
        assert rules["sandbox"] == "allow-scripts allow-forms"
        assert rules["form-action"] == "'none'"
        assert rules["default-src"].split()[:2] == [
            own,
            "http://testserver/static/training/scorm.js",
        ]
        assert one["Cache-Control"] == "private, no-store"
    assert 'sandbox="allow-scripts allow-forms"' in frame.page.content.decode()
    text = page.content.decode()
    assert text.index("scorm.js") < text.index("findAPI")
    assert province.cast["minh"].person.full_name not in text


def test_no_page_of_the_office_loads_from_a_lesson(
    province: Province, taught: TrainingClass
) -> None:
    frame = Frame(province, taught)
    for used, code in (("iframe", 200), ("script", 404), ("document", 404)):
        answer = frame.browser.get(
            frame.address,
            headers={"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": used},
        )
        assert answer.status_code == code, used


def test_a_pass_opens_one_lesson_for_its_person_while_it_holds(
    province: Province, taught: TrainingClass
) -> None:
    frame = Frame(province, taught)
    other = frame.folder[:-3] + ("aa/" if frame.folder[-3:-1] != "aa" else "bb/")
    strange = frame.browser.get(frame.address.replace(frame.folder, other))
    outside = frame.browser.get(f"{frame.folder}../imsmanifest.xml")
    missing = frame.browser.get(f"{frame.folder}bai/khong-co.html")
    assert [one.status_code for one in (strange, outside, missing)] == [404] * 3

    package_id = LessonPackage.objects.get().pk
    quan = province.client("quan")
    assert quan.post(f"/dao-tao/goi/{package_id}/thoi-dung/").status_code == 302
    assert frame.open().status_code == 404
    assert Frame(province, taught).page.status_code == 404


def test_only_who_has_a_place_learns_and_who_keeps_the_course_tries(
    province: Province, taught: TrainingClass
) -> None:
    lesson = Lesson.objects.get()
    tried = province.client("quan").get(f"/dao-tao/bai/{lesson.pk}/xem-thu/")
    frame = Frame(province, taught)
    shown = re.search(r'<iframe[^>]* src="([^"]+)"', tried.content.decode())
    assert shown
    frame.folder = shown[1].partition("/bai/")[0] + "/"

    assert frame.say(lesson_status="passed").status_code == 204
    assert not LessonAttempt.objects.exists()
    assert 'data-keep=""' in frame.browser.get(shown[1]).content.decode()
    assert Frame(province, taught, "hoa").page.status_code == 404
    assert _upload(province, package(), "minh").status_code == 404
    assert (
        province.client("minh").get(f"/dao-tao/bai/{lesson.pk}/xem-thu/").status_code
        == 404
    )


def test_a_class_is_completed_with_its_lessons_and_keeps_their_score(
    province: Province, taught: TrainingClass
) -> None:
    """Hoa was there as Minh was, but learned nothing; afterwards it is too late."""
    ask_place(class_id=taught.pk, by=province.seat("hoa"), at=province.at)
    hoas = Place.objects.get(person=province.seat("hoa").person_id)
    approve_place(place_id=hoas.pk, by=province.seat("dung"), at=province.at)
    frame, late = Frame(province, taught), Frame(province, taught, "hoa")
    frame.say(finished=True, **{"score.raw": "92.5"})

    closed = province.client("quan").post(f"/dao-tao/lop/{taught.pk}/ket-thuc/")
    refused = late.say(lesson_status="passed", **{"score.raw": "90"})

    assert closed.status_code == 302
    results = {one.person_id: (one.result, one.score) for one in Place.objects.all()}
    minh = province.seat("minh").person_id
    assert results == {minh: ("passed", 9.25), hoas.person_id: ("failed", None)}
    assert refused.status_code == 422
    assert "không còn mở" in refused.content.decode()


def test_lessons_that_do_not_count_are_asked_of_nobody(province: Province) -> None:
    found = one_class(province, capacity=5)
    ask_place(class_id=found.pk, by=province.seat("minh"), at=province.at)
    approve_place(
        place_id=Place.objects.get().pk, by=province.seat("hoa"), at=province.at
    )
    _upload(province, package(), counts="")
    quan = province.client("quan")
    early = quan.post(f"/dao-tao/lop/{found.pk}/ket-thuc/", follow=True)
    assert "chưa có buổi học nào" in _text(early)

    held = session(province, found, hours=3)
    place = Place.objects.get()
    quan.post(f"/dao-tao/buoi/{held.pk}/", {"present": str(place.pk)})
    quan.post(f"/dao-tao/lop/{found.pk}/ket-thuc/")

    place.refresh_from_db()
    assert place.result == "passed"


def test_every_fault_of_a_package_is_told_at_once(province: Province) -> None:
    content = zipped(
        {
            "imsmanifest.xml": manifest(),
            "../ngoai.html": "x",
            "C:/tep.html": "x",
        }
    )
    answer = _upload(province, content)
    told = _text(answer)

    assert answer.status_code == 422
    assert "đường dẫn ra ngoài gói hoặc trùng tên. (../ngoai.html)" in told
    assert "(C:/tep.html)" in told
    assert "Gói thiếu tệp của bài. (bai/index.html)" in told
    assert "Chọn gói SCORM" in _text(_upload(province, b"x", file=""))
    assert not LessonPackage.objects.exists()


def test_a_program_uploads_reads_and_withdraws(
    province: Province, taught: TrainingClass
) -> None:
    Frame(province, taught).say(finished=True, **{"score.raw": "95"})
    quan = machine(province, "quan")
    here = f"training-courses/{taught.course_id}/packages"
    file = SimpleUploadedFile("b.zip", package("1;"), "application/zip")
    made = Client().post(
        f"/api/v1/{here}",
        {"file": file, "counts": "false"},
        headers={"Authorization": f"Bearer {quan.token}"},
    )
    assert made.status_code == 201, made.content
    assert [one["title"] for one in made.json()["lessons"]] == ["Bài 1: Thư lừa đảo"]
    listed = quan.get(here).data
    assert [one["counts"] for one in listed] == [True, False]

    far = quan.get(f"training-classes/{taught.pk}/progress").data
    assert [(one["done"], one["of"], one["score"]) for one in far] == [(1, 1, "9.50")]
    gone = quan.post(f"training-packages/{made.json()['id']}/withdraw")
    assert (gone.status, len(quan.get(here).data)) == (200, 1)
    assert quan.post(f"training-packages/{made.json()['id']}/withdraw").status == 422
