"""Bàn Thị Mẩy asks the committee to mend her day of birth; somebody answers in time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.lib.dates import VIETNAM
from congvu.notices.models import Notice
from congvu.privacy.actions import remind_of_privacy
from congvu.privacy.models import RequestPaper, SubjectRequest
from congvu.privacy.queries import first_due
from tests.documents.machine import machine
from tests.people import Province
from tests.privacy.stories import asked, processing
from tests.systems.stories import sang

pytestmark = pytest.mark.usefixtures("law")
LIST = "/an-toan/du-lieu-ca-nhan/yeu-cau/"


def page(one: SubjectRequest, deed: str = "") -> str:
    return f"{LIST}{one.pk}/{deed}"


def typed(hours: int = 0) -> str:
    return f"{timezone.localtime() - timedelta(hours=hours):%H:%M %d/%m/%Y}"


def test_two_working_days_go_over_rest_days() -> None:
    """Asked on Friday 27/11/2026: Tuesday. Before the law of 2026 there is none."""
    assert first_due(date(2026, 11, 27)) == date(2026, 12, 1)
    assert first_due(date(2025, 11, 27)) is None


def test_taken_timed_answered_and_everything_wrong_is_told_at_once(
    province: Province,
) -> None:
    quan = province.client("quan")
    about = processing(province)
    empty = quan.post(LIST + "nhan/", {"text": "Ngày sinh ghi sai"})
    words = empty.content.decode()
    assert empty.status_code == 422
    for reason in (
        "Ghi họ tên người yêu cầu.",
        "Ghi cách liên hệ để trả lời.",
        "Chọn yêu cầu gì.",
        "Chưa có ngày.",
        "Ngày sinh ghi sai",
    ):
        assert reason in words
    today = timezone.localdate()
    given = {
        "person": "Bàn Thị Mẩy",
        "contact": "0209 387 1111",
        "wish": "correct",
        "text": "Ngày sinh ghi sai",
        "asked_on": f"{today:%d/%m/%Y}",
        "processing_id": str(about.pk),
    }
    ahead = {**given, "asked_on": f"{today + timedelta(days=1):%d/%m/%Y}"}
    assert "chưa tới" in quan.post(LIST + "nhan/", ahead).content.decode()
    assert quan.post(LIST + "nhan/", given).status_code == 302
    one = SubjectRequest.objects.get()
    assert one.due_on == today + timedelta(days=10), "nobody chose: the shortest runs"
    assert one.processing == about

    term = page(one, "thoi-han/")
    assert quan.post(term, {"term": "twenty", "reason": ""}).status_code == 422
    assert quan.post(term, {"term": "ninety", "reason": "Khó"}).status_code == 422
    why = {"term": "twenty", "reason": "Phải hỏi xã"}
    assert quan.post(term, why).status_code == 302
    one.refresh_from_db()
    assert (one.due_on, one.term_reason) == (today + timedelta(days=20), "Phải hỏi xã")
    shown = quan.get(page(one)).content.decode()
    assert "chưa xác minh nguồn" in shown, "B is never shown as certain"
    assert "20 ngày: Phải hỏi xã" in shown

    first = page(one, "ban-dau/")
    early = quan.post(first, {"told_at": typed(48), "how": "Điện thoại"})
    assert "trước khi nhận yêu cầu" in early.content.decode()
    told = {"told_at": typed(), "how": "Điện thoại"}
    assert quan.post(first, told).status_code == 302
    assert "đã ghi rồi" in quan.post(first, told).content.decode()

    done = {"outcome": "Đã sửa ngày sinh", "record": "CV 12", "told_at": typed()}
    assert quan.post(page(one, "xong/"), {}).status_code == 422
    assert quan.post(page(one, "xong/"), done).status_code == 302
    again = quan.post(page(one, "tu-choi/"), done)
    assert "đã giải quyết xong" in again.content.decode()
    one.refresh_from_db()
    assert (one.state, one.outcome) == ("answered", "Đã sửa ngày sinh")


def test_refused_only_with_a_reason_and_the_log_names_nobody(
    province: Province,
) -> None:
    quan = province.client("quan")
    one = asked(province, wish="delete", text="Xóa hồ sơ của tôi")
    refuse = page(one, "tu-choi/")
    words = quan.post(refuse, {"record": "CV 3", "told_at": typed()}).content.decode()
    assert "Ghi lý do từ chối." in words
    why = "Hồ sơ còn trong thời hạn bảo quản"
    given = {"outcome": why, "record": "CV 3", "told_at": typed()}
    assert quan.post(refuse, given).status_code == 302
    assert why in quan.get(page(one)).content.decode()
    event = AuditEvent.objects.get(event="privacy.refused")
    assert event.data["reason"] == why
    told = [str(row.data) for row in AuditEvent.objects.all()]
    assert not any("Bàn Thị Mẩy" in one for one in told)


def test_the_answer_is_a_draft_and_tells_nobody(province: Province) -> None:
    dung, one = province.client("dung"), asked(province)
    compose = page(one, "soan/")
    signer = str(province.seat("dung").post_id)
    assert dung.post(compose, {"signer": ""}).status_code == 422
    answer = dung.post(compose, {"signer": signer, "text": "Đã sửa trong hồ sơ."})
    assert answer.status_code == 302, answer.content.decode()
    body = str(RequestPaper.objects.get().draft.versions.get().body)
    assert "Bàn Thị Mẩy" in body
    assert "Đã sửa trong hồ sơ." in body
    one.refresh_from_db()
    assert one.state == "open"
    assert province.client("quan").get(compose).status_code == 404


def test_what_was_asked_is_read_where_it_was_asked(province: Province) -> None:
    """Not by a clerk there, not by another agency's administrator."""
    one = asked(province)
    other = sang(province)
    for who, status in (("quan", 200), ("dung", 200), ("minh", 404), ("sang", 404)):
        assert other.client(who).get(page(one)).status_code == status, who
    sang_asks = other.client("sang").post(page(one, "xong/"), {"outcome": "x"})
    assert sang_asks.status_code == 404


def test_each_reminder_once(province: Province) -> None:
    one = asked(province)

    def told(on: date) -> list[str]:
        Notice.objects.all().delete()
        moment = datetime(on.year, on.month, on.day, 7, 41, tzinfo=VIETNAM)
        remind_of_privacy(at=moment)
        remind_of_privacy(at=moment + timedelta(minutes=1))
        return sorted(Notice.objects.values_list("kind", flat=True))

    assert one.first_due is not None
    assert one.due_on is not None
    assert told(one.first_due) == ["privacy.due"]
    assert told(one.first_due + timedelta(days=1)) == ["privacy.late"]
    assert told(one.due_on) == ["privacy.due"]
    assert told(one.due_on + timedelta(days=1)) == ["privacy.late"]
    assert told(one.due_on + timedelta(days=9)) == []


def test_a_program_says_when_it_was_answered(province: Province) -> None:
    """Without a zone it is ours; at the ends of time it is refused in words."""
    quan = machine(province, "quan")
    now = timezone.localtime().replace(tzinfo=None).isoformat()
    early = "Không thể trả lời trước khi nhận yêu cầu."
    for path, given in (
        ("first", {"how": "Điện thoại"}),
        ("answer", {"outcome": "Đã sửa", "record": "CV 1"}),
    ):
        one = f"subject-requests/{asked(province).pk}/{path}"
        for told, reason in (
            ("9999-12-31T23:59:59Z", "Thời điểm này chưa tới."),
            ("0001-01-01T00:00:00+14:00", early),
            ("0001-01-01T00:00:00", early),
        ):
            answer = quan.post(one, {**given, "told_at": told})
            assert answer.reasons == {"told_at": reason}
        answer = quan.post(one, {**given, "told_at": now})
        assert answer.status == 200, answer.data
    one = asked(province)
    typed = {"how": "Điện thoại", "told_at": "00:00 01/01/0001"}
    shown = province.client("quan").post(page(one, "ban-dau/"), typed)
    assert early in shown.content.decode()
