"""The slip of one paper on A4: three levels of opinion, each with its day."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Assignment
from congvu.documents.rules import Part
from congvu.organisations.models import AgencyVersion
from tests.documents.pages import assign, instruct, make_entry, working_day
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def _words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return " ".join(" ".join(pages).split())


def _slip(province: Province, entry, who: str = "lan") -> str:
    answer = province.client(who).get(f"/van-ban/den/{entry.id}/phieu.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    return _words(b"".join(answer.streaming_content))


def test_the_slip_has_the_three_levels_each_with_its_day(province: Province) -> None:
    entry = make_entry(province)
    lead = instruct(province, entry)
    due = working_day(2)
    assert province.minh.post is not None
    actions.assign(
        entry_id=entry.id,
        assignment_id=lead.id,
        shares=[Share(province.minh.post.id, Part.LEAD, due)],
        text="Minh soạn công văn trả lời.",
        by=province.seat("hoa"),
        at=timezone.now(),
    )
    mine = Assignment.objects.get(desk_id=province.minh.post.id)
    actions.report(
        entry_id=entry.id,
        assignment_id=mine.id,
        result="Đề xuất đồng ý hỗ trợ, dự thảo kèm theo.",
        by=province.seat("minh"),
        at=timezone.now(),
    )

    text = _slip(province, entry)

    today = timezone.localdate()
    month = f"{today.month:02d}" if today.month < 3 else str(today.month)
    day = f"{today.day:02d} tháng {month} năm {today.year}"
    assert "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN" in text
    assert f"Bắc Kạn, ngày {day}" in text
    first, second, third = (
        text.index("1. Ý kiến của lãnh đạo cơ quan, tổ chức"),
        text.index("2. Ý kiến của lãnh đạo đơn vị"),
        text.index("3. Ý kiến đề xuất của người giải quyết"),
    )
    assert "Giao Phòng Khoa giáo - Văn xã tham mưu." in text[first:second]
    assert "chủ trì, thời hạn" in text[first:second]
    assert "Minh soạn công văn trả lời." in text[second:third]
    assert f"thời hạn {due:%d/%m/%Y}" in text[second:third]
    assert "Đề xuất đồng ý hỗ trợ" in text[third:]
    assert text.count(f"Ngày {day},") == 3


def test_what_nobody_has_said_yet_is_left_for_a_pen(province: Province) -> None:
    text = _slip(province, make_entry(province))

    assert text.count("ngày ...... tháng ...... năm") == 4
    assert "1462/SNN-CNTY" in text


def test_the_slip_keeps_the_name_of_the_day_it_was_begun(province: Province) -> None:
    entry = make_entry(province)
    assign(province, entry)
    today = timezone.localdate()
    old = AgencyVersion.objects.get(agency=province.committee)
    AgencyVersion.objects.filter(pk=old.pk).update(
        valid_until=today - timedelta(days=5)
    )
    AgencyVersion.objects.create(
        agency=province.committee,
        name="Ủy ban nhân dân tỉnh Thái Nguyên",
        short_name="UBND tỉnh Thái Nguyên",
        folded_name="uy ban nhan dan tinh thai nguyen",
        issuer_symbol="UBND",
        place="Thái Nguyên",
        valid_from=today - timedelta(days=5),
    )
    Assignment.objects.filter(entry=entry).update(
        given_at=timezone.now() - timedelta(days=10)
    )

    assert "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN" in _slip(province, entry)


@pytest.mark.parametrize(("who", "status"), [("minh", 200), ("tu", 404), ("quan", 404)])
def test_who_may_see_the_paper_may_print_its_slip(
    province: Province, who: str, status: int
) -> None:
    entry = make_entry(province)
    assign(province, entry)

    answer = province.client(who).get(f"/van-ban/den/{entry.id}/phieu.pdf")

    assert answer.status_code == status
    if answer.streaming:
        answer.getvalue()
    told = AuditEvent.objects.filter(event="documents.slip-printed", object_id=entry.id)
    assert told.count() == (1 if status == 200 else 0)
