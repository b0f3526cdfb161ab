"""Questions sent and followed by a program: what the form takes, and no more."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from congvu.portal import actions
from congvu.portal.forms.sending import Opened
from congvu.portal.models import Sending, SentFile
from congvu.portal.rules import challenge
from tests.people import Province
from tests.portal.asked import ROAD
from tests.portal.outside import as_the_public_role, outside
from tests.portal.test_sent_by_people import opened, typed

pytestmark = pytest.mark.usefixtures("law")
SEND, TRACK = "/api/hoi-dap/gui/", "/api/hoi-dap/tra-cuu/"


def post(browser: Client, path: str, given: Any) -> Any:
    return browser.post(path, given, content_type="application/json")


def words(answer: Any) -> str:
    return " ".join(one["words"] for one in answer.json()["errors"])


def test_a_question_is_sent_and_followed(province: Province) -> None:
    """As the role that may add rows and read none of them."""
    with outside(province) as browser, as_the_public_role():
        begun = browser.get("/api/hoi-dap/").json()
        assert Opened.read(begun["opened"], timezone.now()) is not None
        assert str(province.committee.id) in {one["id"] for one in begun["agencies"]}
        given = typed(province, may_publish=True)
        first, again = post(browser, SEND, given), post(browser, SEND, given)
        assert (first.status_code, again.status_code) == (201, 201)
        code = first.json()["code"]
        assert again.json()["code"] == code, "sent twice: one question"
        assert first["Cache-Control"] == "no-store"
        assert post(browser, TRACK, {"code": code}).status_code == 404
    assert Sending.objects.get().may_publish
    actions.take_in(at=timezone.now())
    with outside(province) as browser:
        state = post(browser, TRACK, {"code": code.lower()})
    assert state.status_code == 200
    assert state.json()["state_name"] == "Đã nhận, đang phân loại"
    assert ROAD not in state.content.decode()
    assert "Bình" not in state.content.decode()


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"subject": ""}, 422, "Ghi tiêu đề câu hỏi."),
        ({"subject": None}, 422, "Ghi tiêu đề câu hỏi."),
        ({"agency": "x"}, 422, "Mục đã chọn không còn"),
        ({"opened": "giả"}, 422, "Trang này mở đã lâu"),
        ({"website": "http://x.example"}, 422, "ô dành cho máy"),
        ({"text": ["a"]}, 400, "Không đọc được"),
        ({"text": "a\0b"}, 422, ""),
    ],
)
def test_what_is_wrong_is_said_field_by_field(
    province: Province, wrong: dict[str, Any], status: int, said: str
) -> None:
    with outside(province) as browser:
        answer = post(browser, SEND, typed(province) | wrong)
    assert answer.status_code == status
    assert said in words(answer)
    assert not Sending.objects.exists()


@pytest.mark.parametrize("sent", ["{", "[]", '"x"', "[" * 5000])
def test_what_is_no_json_is_refused(province: Province, sent: str) -> None:
    with outside(province) as browser:
        for path in (SEND, TRACK):
            assert post(browser, path, sent).status_code == 400
        assert post(browser, SEND, "x" * 2_000_000).status_code in (400, 413)
        assert browser.get(SEND).status_code == 405


def test_who_sends_much_is_asked_and_then_sent_away(province: Province) -> None:
    with outside(province) as browser:
        for _number in range(challenge.FREE):
            given = typed(province) | {"opened": opened()}
            assert post(browser, SEND, given).status_code == 201
        given = typed(province) | {"opened": opened()}
        asked = post(browser, SEND, given)
        assert asked.status_code == 422
        assert asked.json()["sum"].endswith("bằng mấy?")
        read = Opened.read(given["opened"], timezone.now())
        assert read is not None
        total = next(n for n in range(25) if challenge.is_right(str(read.key), str(n)))
        answer = post(browser, SEND, given | {"sum": total})
        assert answer.status_code == 201
        for _number in range(challenge.MOST):
            last = post(browser, SEND, typed(province) | {"opened": opened()})
        assert last.status_code == 429


def test_files_come_as_from_a_form(province: Province) -> None:
    with outside(province) as browser:
        file = SimpleUploadedFile("duong.jpg", b"\xff\xd8\xff", "image/jpeg")
        answer = browser.post(SEND, typed(province, attached=file))
    assert answer.status_code == 201
    assert SentFile.objects.get().name == "duong.jpg"


def test_it_is_described_for_programs(province: Province) -> None:
    with outside(province) as browser:
        told = browser.get("/api/").json()
        assert told["openapi"].startswith("3.")
        for path, deeds in told["paths"].items():
            for method, deed in deeds.items():
                called = getattr(browser, method)(path, content_type="application/json")
                assert str(called.status_code) in deed["responses"], path
