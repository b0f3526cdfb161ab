"""Lessons in a real browser: one that keeps its place, and one that means harm."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Frame, Page, expect

from congvu.training.actions import approve_place, ask_place
from congvu.training.models import LessonAttempt, Place, TrainingClass
from tests.axe import found_by_axe
from tests.journeys.office import PHONE, Office, wait_for
from tests.journeys.test_accessible import STICKS_OUT
from tests.training.packages import package
from tests.training.stories import course, one_class

GOOD = """
var said = document.getElementById('said');
API.LMSInitialize('');
said.textContent = API.LMSGetValue('cmi.core.entry') + ' ' +
  API.LMSGetValue('cmi.core.lesson_location') + ' ' +
  API.LMSGetValue('cmi.core.total_time');
var wrong = API.LMSSetValue('cmi.core.score.raw', '101') + API.LMSGetLastError() +
  API.LMSSetValue('cmi.core.student_name', 'x') + API.LMSGetLastError() +
  API.LMSGetValue('cmi.core.session_time') + API.LMSGetLastError() +
  API.LMSSetValue('cmi.interactions.0.id', 'x') + API.LMSGetLastError() +
  API.LMSInitialize('') + API.LMSGetLastError();
document.body.dataset.wrong = wrong;
API.LMSSetValue('cmi.core.lesson_status', 'incomplete');
API.LMSSetValue('cmi.core.lesson_location', 'trang-2');
document.body.dataset.kept = API.LMSCommit('');
var button = document.createElement('button');
button.textContent = 'Nộp bài';
button.onclick = function () {
  API.LMSSetValue('cmi.core.score.raw', '90');
  said.textContent = 'nộp ' + API.LMSFinish('');
};
document.body.append(button);
window.onbeforeunload = function () {
  API.LMSSetValue('cmi.suspend_data', 'đã xem 1, 2');
};
window.onpagehide = function () {
  API.LMSSetValue('cmi.core.session_time', '00:07:00');
  API.LMSSetValue('cmi.core.exit', 'suspend');
  API.LMSFinish('');
};
"""
HARMFUL = """
var out = {};
function tries(name, act) {
  try { out[name] = String(act()); } catch (why) { out[name] = why.name; }
}
tries('cookie', function () { return document.cookie; });
tries('storage', function () { return localStorage.length; });
tries('parent', function () { return parent.document.body.innerHTML; });
tries('frames', function () { return parent.frames[0].document.title && parent.API; });
tries('top', function () { top.location = '/dang-xuat/'; return 'đi'; });
tries('popup', function () { return window.open('/cong-viec/'); });
tries('worker', function () { return navigator.serviceWorker; });
function asks(name, path, given) {
  return fetch(path, given).then(
    function (got) { out[name] = 'được ' + got.type; },
    function () { out[name] = 'không'; });
}
var image = new Promise(function (done) {
  var one = new Image();
  one.onload = function () { out.image = 'được'; done(); };
  one.onerror = function () { out.image = 'không'; done(); };
  one.src = '/static/ui/khong-can.png';
});
var form = document.createElement('form');
form.method = 'post';
form.action = '/dang-xuat/';
document.body.append(form);
form.submit();
Promise.all([
  image,
  asks('api', '/api/v1/me'),
  asks('signed', '/api/v1/me', {credentials: 'include', mode: 'no-cors'}),
  asks('outside', 'http://127.0.0.1:9/'),
]).then(function () {
  document.getElementById('said').textContent = JSON.stringify(out);
});
"""


@pytest.fixture
def taught(office: Office) -> TrainingClass:
    """Minh has a place in a class of a course of its own."""
    people = office.province
    made = course(people, name=f"Khóa {uuid4().hex[:6]}")
    found = one_class(people, name="Lớp tự học", capacity=5, course_id=made.pk)
    ask_place(class_id=found.pk, by=people.seat("minh"), at=people.at)
    place = Place.objects.get(training_class=found)
    approve_place(place_id=place.pk, by=people.seat("hoa"), at=people.at)
    return found


def _upload(office: Office, taught: TrainingClass, script: str) -> Page:
    page = office.visit("quan")
    page.goto(f"/dao-tao/khoa/{taught.course_id}/bai-giang/")
    page.get_by_role("link", name="Tải lên gói").click()
    sent: Any = {
        "name": "bai.zip",
        "mimeType": "application/zip",
        "buffer": package(script, mastery="80"),
    }
    page.get_by_label("Gói SCORM 1.2").set_input_files(sent)
    page.get_by_role("button", name="Tải lên").click()
    expect(page.get_by_text("Bài 1: Thư lừa đảo")).to_be_visible()
    return page


def _lesson(page: Page, taught: TrainingClass) -> Frame:
    page.goto(f"/dao-tao/lop/{taught.pk}/bai-giang/")
    page.get_by_role("link", name="Bài 1: Thư lừa đảo").click()
    expect(page.frame_locator("iframe").locator("#said")).not_to_be_empty()
    frame = page.locator("iframe").element_handle().content_frame()
    assert frame is not None
    return frame


def _said(frame: Frame) -> str:
    return frame.locator("#said").inner_text()


def _is_fit(page: Page) -> None:
    assert page.evaluate(STICKS_OUT) == []
    found = found_by_axe(page)
    assert not found.violations_count, found.generate_report()


def test_a_lesson_finds_its_api_and_goes_on_where_it_was_left(
    office: Office, taught: TrainingClass
) -> None:
    quan = _upload(office, taught, GOOD)
    minh = office.visit("minh", size=PHONE)
    frame = _lesson(minh, taught)
    assert _said(frame) == "ab-initio 0000:00:00.00"
    body = frame.locator("body")
    assert body.get_attribute("data-wrong") == "false405false403404false401false101"
    assert body.get_attribute("data-kept") == "true"
    _is_fit(minh)

    minh.goto("/dao-tao/")
    left = LessonAttempt.objects.get(place__training_class=taught)

    def told() -> bool:
        left.refresh_from_db()
        return left.exit == "suspend"

    wait_for(told, 30)
    assert (left.location, left.suspend_data) == ("trang-2", "đã xem 1, 2")
    frame = _lesson(minh, taught)
    assert _said(frame) == "resume trang-2 0000:07:00.00"
    frame.get_by_role("button", name="Nộp bài").click()
    expect(frame.locator("#said")).to_have_text("nộp true")

    minh.get_by_role("link", name="Học xong").click()
    expect(minh.get_by_text("đạt", exact=True)).to_be_visible()
    expect(minh.get_by_text("điểm tốt nhất 90 trên 100")).to_be_visible()
    _is_fit(minh)
    quan.goto(f"/dao-tao/lop/{taught.pk}/bai-giang/")
    expect(quan.get_by_role("cell", name="1/1")).to_be_visible()
    _is_fit(quan)


def test_a_lesson_that_means_harm_reaches_nothing(
    office: Office, taught: TrainingClass
) -> None:
    _upload(office, taught, HARMFUL)
    minh = office.visit("minh")
    frame = _lesson(minh, taught)
    here = minh.url

    assert json.loads(_said(frame)) == {
        "cookie": "SecurityError",
        "storage": "SecurityError",
        "parent": "SecurityError",
        "frames": "SecurityError",
        "top": "SecurityError",
        "popup": "null",
        "worker": "SecurityError",
        "image": "không",
        "api": "không",
        "signed": "không",
        "outside": "không",
    }
    # Its own frame it may lead elsewhere: there it is nobody.
    frame.evaluate("location.href = '/dao-tao/'")
    expect(minh.frame_locator("iframe").get_by_label("Mật khẩu")).to_be_visible()
    assert minh.url == here
    minh.goto("/dao-tao/")
    expect(minh.get_by_role("heading", level=1)).to_have_text("Học của tôi")
    assert not LessonAttempt.objects.filter(place__training_class=taught).exists()
