"""Each step of the work as somebody does it: its page, its button, its refusals."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.rules import Part
from tests.documents.pages import (
    assign,
    instruct,
    make_entry,
    submit,
    to_division,
    working_day,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def _url(entry: RegisterEntry, verb: str, part: Assignment | None = None) -> str:
    middle = f"viec/{part.id}/" if part else ""
    return f"/van-ban/den/{entry.id}/{middle}{verb}/"


def _state(entry: RegisterEntry) -> str:
    entry.refresh_from_db()
    return entry.state


def _day(days: int) -> str:
    return working_day(days).strftime("%d/%m/%Y")


def test_a_paper_goes_from_clerk_to_leader_to_unit_to_specialist_and_back(
    province: Province,
) -> None:
    entry = make_entry(province)
    dung, minh = province.dung.post, province.minh.post
    assert dung is not None
    assert minh is not None
    lan, chair = province.client("lan"), province.client("dung")
    hoa, specialist = province.client("hoa"), province.client("minh")

    lan.post(
        _url(entry, "trinh"),
        {
            "leader": dung.id,
            "request": "Kính trình.",
            "lead": province.division.id,
            "due_on": _day(9),
        },
    )
    direct = Assignment.objects.get(entry=entry, part=Part.DIRECT)
    chair.post(
        _url(entry, "but-phe", direct),
        {"text": "Giao KGVX.", "lead": province.division.id, "due_on": _day(9)},
    )
    unit = Assignment.objects.get(entry=entry, parent=direct)
    hoa.post(_url(entry, "phan-cong", unit), {"lead": minh.id, "due_on": _day(7)})
    work = Assignment.objects.get(entry=entry, parent=unit)
    specialist.post(_url(entry, "bao-cao", work), {"result": "Đã trả lời."})
    hoa.post(_url(entry, "xac-nhan", work))
    answer = chair.post(_url(entry, "xac-nhan", unit), follow=True)

    assert _state(entry) == "done"
    page = answer.content.decode()
    assert "Đã xác nhận kết quả" in page
    for sentence in (
        "vào sổ, số đến 1",
        "trình Nguyễn Tiến Dũng, Chủ tịch: “Kính trình.”",
        "bút phê: giao Phòng Khoa giáo - Văn xã chủ trì, hạn",
        "giao Hoàng Văn Minh, Chuyên viên",
        "báo cáo kết quả: “Đã trả lời.”",
        "xác nhận kết quả của Hoàng Văn Minh, Chuyên viên",
    ):
        assert sentence in page


def test_leader_agrees_to_the_proposal_in_one_touch(province: Province) -> None:
    entry = make_entry(province)
    due = working_day(5)
    direct = submit(province, entry, to_division(province, due))

    province.client("dung").post(_url(entry, "dong-y", direct))

    assert _state(entry) == "handling"
    assert entry.due_on == due
    assert Assignment.objects.get(entry=entry, parent=direct).desk_id == (
        province.division.id
    )


def test_a_proposal_overtaken_by_its_day_leads_to_the_form_with_the_reason(
    province: Province,
) -> None:
    entry = make_entry(province)
    direct = submit(province, entry, to_division(province, working_day(0)))
    Assignment.objects.filter(pk=direct.id).update(
        proposal=[
            s.as_json()
            for s in to_division(province, timezone.localdate() - timedelta(days=1))
        ]
    )

    answer = province.client("dung").post(_url(entry, "dong-y", direct), follow=True)

    assert _state(entry) == "submitted"
    assert "Hạn xử lý ở quá khứ" in answer.content.decode()


def test_every_reason_shows_at_once_and_nothing_typed_is_lost(
    province: Province,
) -> None:
    entry = make_entry(province)
    direct = submit(province, entry)
    hoa = province.hoa.post
    assert hoa is not None

    answer = province.client("dung").post(
        _url(entry, "but-phe", direct),
        {"text": " ", "support": [hoa.id], "due_on": _day(-3)},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa ghi ý kiến chỉ đạo." in page
    assert "Có nơi phối hợp thì phải có nơi chủ trì." in page
    assert _day(-3) in page
    assert "Ma Thị Hoa, Trưởng phòng</span>" in page
    assert _state(entry) == "submitted"


def test_leader_may_leave_the_transfer_to_the_registry(province: Province) -> None:
    entry = make_entry(province)
    direct = submit(province, entry)

    province.client("dung").post(
        _url(entry, "but-phe", direct),
        {"text": "Giao KGVX.", "lead": province.division.id, "hold": "1"},
    )
    held = _state(entry)
    province.client("lan").post(_url(entry, "chuyen"))

    assert held == "instructed"
    assert _state(entry) == "handling"


def test_head_returns_a_report_with_the_reason(province: Province) -> None:
    entry = make_entry(province)
    work = assign(province, entry)
    province.client("minh").post(_url(entry, "bao-cao", work), {"result": "Xong."})

    without = province.client("hoa").post(_url(entry, "tra-lai-bao-cao", work))
    province.client("hoa").post(
        _url(entry, "tra-lai-bao-cao", work), {"reason": "Bổ sung số liệu."}
    )

    assert "Chưa ghi lý do trả lại." in without.content.decode()
    work.refresh_from_db()
    assert (work.state, work.reason) == ("working", "Bổ sung số liệu.")


def test_a_unit_gives_back_what_is_not_its_own(province: Province) -> None:
    entry = make_entry(province)
    lead = instruct(province, entry)

    province.client("hoa").post(
        _url(entry, "tra-lai", lead), {"reason": "Thuộc Phòng Kinh tế."}
    )

    assert _state(entry) == "submitted"


def test_clerk_returns_a_paper_or_cancels_its_number_with_a_reason(
    province: Province,
) -> None:
    wrong = make_entry(province)
    double = make_entry(province, symbol="2/SNN-CNTY")
    lan = province.client("lan")

    lan.post(_url(wrong, "tra-noi-gui"), {"reason": "Gửi nhầm."})
    lan.post(_url(double, "huy-so"), {"reason": "Vào sổ hai lần."})

    assert _state(wrong) == "returned"
    assert _state(double) == "cancelled"


def test_a_step_is_offered_only_to_whom_it_belongs(province: Province) -> None:
    entry = make_entry(province)

    def offered(who: str) -> str:
        answer = province.client(who).get(f"/van-ban/den/{entry.id}/")
        return answer.content.decode()

    assert _url(entry, "trinh") in offered("lan")
    assert _url(entry, "trinh") not in offered("dung")
    lead = instruct(province, entry)
    assert _url(entry, "phan-cong", lead) in offered("hoa")
    assert _url(entry, "phan-cong", lead) not in offered("lan")
    for who in ("dung", "hoa", "minh"):
        assert province.client(who).get(_url(entry, "trinh")).status_code == 404
    for who in ("minh", "lan", "tu", "khach"):
        answer = province.client(who).get(_url(entry, "phan-cong", lead))
        assert answer.status_code == 404


def test_second_person_learns_that_the_paper_moved_on(province: Province) -> None:
    entry = make_entry(province)
    submit(province, entry)
    dung = province.dung.post
    assert dung is not None

    answer = province.client("lan").post(_url(entry, "trinh"), {"leader": dung.id})

    assert answer.status_code == 422
    assert "chờ bút phê" in answer.content.decode()


def test_each_view_of_a_paper_is_written_down_once(province: Province) -> None:
    entry = make_entry(province)

    province.client("dung").get(f"/van-ban/den/{entry.id}/")

    seen = AuditEvent.objects.filter(event="documents.viewed", object_id=entry.id)
    assert seen.count() == 1


def test_the_way_back_never_leaves_the_office(province: Province) -> None:
    entry = make_entry(province)
    dung = province.dung.post
    assert dung is not None

    answer = province.client("lan").post(
        _url(entry, "trinh"), {"leader": dung.id, "ve": "https://evil.example/"}
    )

    assert answer.headers["Location"] == f"/van-ban/den/{entry.id}/"


def test_the_slip_shows_three_levels_of_opinion(province: Province) -> None:
    entry = make_entry(province)
    instruct(province, entry)

    page = province.client("lan").get(f"/van-ban/den/{entry.id}/phieu/")

    text = page.content.decode()
    assert "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN" in text
    assert "1. Ý kiến của lãnh đạo" in text
    assert "Giao Phòng Khoa giáo - Văn xã tham mưu." in text
    assert "2. Ý kiến của lãnh đạo đơn vị" in text
    assert "3. Ý kiến đề xuất của người giải quyết" in text
