"""Văn bản đi: the book on the screen, on paper and as a table."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.audit.models import AuditEvent
from congvu.lib.dates import VIETNAM
from congvu.outgoing.models import NumberSequence, OutgoingEntry
from tests.documents.machine import machine
from tests.outgoing.conftest import Take
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
BOOK = "/van-ban/di/"
YEARS = "tu=01/01/2020&den=31/12/2199"


def test_lan_takes_a_number_on_the_page(province: Province) -> None:
    lan = province.client("lan")

    empty = lan.get(BOOK).content.decode()
    wrong = lan.post(f"{BOOK}lay-so/", {"type_code": "QĐ", "recipients": "Sở Nội vụ"})
    taken = lan.post(
        f"{BOOK}lay-so/",
        {
            "type_code": "QĐ",
            "subject": "Về việc khen thưởng",
            "unit": str(province.division.id),
            "signer_name": "Nguyễn Tiến Dũng",
            "recipients": "Sở Nội vụ; Lưu: VT",
            "copies": "12",
        },
        follow=True,
    )

    assert "Chưa có văn bản đi nào" in empty
    assert wrong.status_code == 422
    assert "Chưa có trích yếu" in wrong.content.decode()
    assert "Sở Nội vụ" in wrong.content.decode()  # nothing typed is lost
    page = taken.content.decode()
    assert "Đã giữ số 01/QĐ-UBND." in page
    assert "Nguyễn Tiến Dũng" in page
    assert OutgoingEntry.objects.get().copies == 12


def test_a_number_is_cancelled_on_the_page_with_its_reason(
    take: Take, province: Province
) -> None:
    url = f"{BOOK}{take('QĐ').id}/huy-so/"
    lan = province.client("lan")

    silent = lan.post(url, {"reason": ""})
    done = lan.post(url, {"reason": "Thôi ban hành."}, follow=True)

    assert silent.status_code == 422
    assert "Chưa ghi lý do" in silent.content.decode()
    page = done.content.decode()
    assert "Đã hủy số 01/QĐ-UBND" in page
    assert "Hủy số</span>" not in page  # nothing is left to do
    assert "01/QĐ-UBND" in lan.get(f"{BOOK}?muc=da-huy-so").content.decode()
    assert "01/QĐ-UBND" not in lan.get(f"{BOOK}?muc=dang-giu-so").content.decode()


def test_the_chief_splits_the_numbers_on_the_page(
    take: Take, province: Province
) -> None:
    ha, url = province.client("ha"), f"{BOOK}day-so/"
    year = province.today.year

    shown = ha.get(url).content.decode()
    wrong = ha.post(url, {"year": year, "administrative": "Quyết định | QĐ, XX"})
    set_ = ha.post(
        url,
        {
            "year": year,
            "administrative": "Quyết định | QĐ, CT\nVăn bản hành chính",
            "normative": ["QĐ"],
            "advisory": "Ban Chỉ đạo chuyển đổi số | BCĐCĐS",
        },
        follow=True,
    )

    assert "mọi loại còn lại" in shown
    assert wrong.status_code == 422
    said = wrong.content.decode()
    assert "Cần đúng một dãy số hành chính chung" in said
    assert "không có trong danh mục" in said
    assert "Đã đặt các dãy số" in set_.content.decode()
    assert NumberSequence.objects.count() == 5
    assert take("QĐ", body="Ban Chỉ đạo chuyển đổi số").symbol == "01/QĐ-BCĐCĐS"
    assert province.client("lan").post(url, {"year": year}).status_code == 404
    assert NumberSequence.objects.count() == 5  # the clerk only reads it


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("tim=khen+thuong", ["02/TB-UBND"]),
        ("tim=TB-UBND", ["02/TB-UBND"]),
        ("tim=so+noi+vu", ["01/QĐ-UBND"]),
        ("loai=TB", ["02/TB-UBND"]),
        ("den=01/01/2020", []),
        ("day_so=Bản+sao", ["01/SY-UBND"]),
        ("tim=khong+co", []),
    ],
)
def test_the_book_is_searched_and_narrowed(
    take: Take, province: Province, asked: str, found: list[str]
) -> None:
    take("QĐ", "Về nhân sự", recipients="Sở Nội vụ")
    take("TB", "Kết quả khen thưởng")
    take("SY", "Quyết định của Chính phủ")

    page = province.client("lan").get(f"{BOOK}?{asked}").content.decode()
    api = machine(province, "lan").get("outgoing-documents", find="khen thuong")

    every = ["01/QĐ-UBND", "02/TB-UBND", "01/SY-UBND"]
    assert [symbol for symbol in every if symbol in page] == found
    assert [e["symbol"] for e in api.data["items"]] == ["02/TB-UBND"]


def test_a_filter_that_cannot_be_read_says_so(province: Province) -> None:
    page = province.client("lan").get(f"{BOOK}?tu=02/01/2026&den=01/01/2026")

    assert "Ngày cuối trước ngày đầu" in page.content.decode()


def test_the_page_asks_the_same_few_questions_for_3_lines_and_for_30(
    take: Take, province: Province
) -> None:
    counts = []
    for lines in (3, 27):
        for _line in range(lines):
            take("QĐ", unit_id=province.division.id)
        for who in ("lan", "minh"):
            client = province.client(who)
            client.get(BOOK)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(BOOK).status_code == 200
            counts.append(len(captured))

    assert counts[:2] == counts[2:]


def test_pages_follow_each_other_by_key(take: Take, province: Province) -> None:
    for _line in range(52):
        take("QĐ")
    lan = province.client("lan")

    first = lan.get(BOOK)
    after = first.context["pages"].next_url
    second = lan.get(after).content.decode()

    assert "52/QĐ-UBND" in first.content.decode()
    assert "22/QĐ-UBND" in second
    assert "23/QĐ-UBND" not in second
    assert "sau=" in after


def test_the_printed_book_has_the_ten_columns_of_its_period(
    take: Take, province: Province
) -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=VIETNAM)
    take("QĐ", "Về nhân sự", recipients="Sở Nội vụ", copies=3, at=at)
    take("TB", "Ngoài khoảng", at=at + timedelta(days=60))
    thu = province.client("thu")
    march = "tu=01/03/2026&den=31/03/2026"

    page = thu.get(f"{BOOK}in-so/?{march}").content.decode()
    pdf = thu.get(f"{BOOK}in-so.pdf?{march}")
    xlsx = thu.get(f"{BOOK}in-so.xlsx?{march}")
    api = machine(province, "thu").get(
        "outgoing-register", first="2026-03-01", last="2026-03-31"
    )

    assert "(10)" in page
    assert "(11)" not in page
    assert "Quyết định: Về nhân sự" in page
    assert "Ngoài khoảng" not in page
    assert b"".join(pdf.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]
    assert b"".join(xlsx.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert [line["symbol"] for line in api.data] == ["01/QĐ-UBND"]
    assert api.data[0]["note"] == "Đã giữ số."
    forms = AuditEvent.objects.filter(event="outgoing.register-printed")
    assert sorted(e.data["form"] for e in forms) == ["api", "page", "pdf", "xlsx"]
    for who in ("minh", "khach"):
        assert province.client(who).get(f"{BOOK}in-so/").status_code == 404
    turned = thu.get(f"{BOOK}in-so.pdf?tu=02/03/2026&den=01/03/2026")
    assert turned.status_code == 422


def test_the_list_leaves_as_a_table_with_the_rights_of_the_list(
    take: Take, province: Province
) -> None:
    take("CV", "=HYPERLINK(1)", unit_id=province.division.id)
    take("QĐ", "Chỉ của văn phòng")

    csv = b"".join(
        province.client("minh").get(f"{BOOK}danh-sach.csv").streaming_content  # type: ignore[attr-defined]
    ).decode("utf-8-sig")
    xlsx = machine(province, "lan").get("outgoing-documents.xlsx")

    assert "'=HYPERLINK(1)" in csv
    assert "Chỉ của văn phòng" not in csv
    assert xlsx.data[:2] == b"PK"


def test_a_line_opens_beside_the_list_alone_when_asked_so(
    take: Take, province: Province
) -> None:
    url = f"{BOOK}{take('QĐ').id}/"
    lan = province.client("lan")

    pane = lan.get(url, headers={"HX-Request": "true"}).content.decode()

    assert 'id="pane"' in pane
    assert "<html" not in pane
    assert AuditEvent.objects.filter(event="outgoing.viewed").count() == 1
    lan.get(url)
    assert AuditEvent.objects.filter(event="outgoing.viewed").count() == 2
