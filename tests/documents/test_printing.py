"""The registers of Phụ lục IV: on the page, as PDF, as a table; books that close."""

from __future__ import annotations

import time
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.audit.models import AuditEvent
from congvu.documents.formats import typeset
from congvu.documents.formats.register_pdf import Title, write_register_pdf
from congvu.law.queries import register_columns
from tests.documents.door import day
from tests.documents.pages import make_entry
from tests.people import Province

PERIOD = f"tu=01/01/{day()[-4:]}&den={day()}"
COLUMNS = [
    "Ngày đến",
    "Số đến",
    "Tác giả",
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Đơn vị hoặc người nhận",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
]


pytestmark = pytest.mark.usefixtures("law")


def _pdf_text(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [" ".join(text.split()) for text in pages]


def _content(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_page_asks_for_a_period_and_then_shows_the_ten_columns(
    province: Province,
) -> None:
    make_entry(province)
    thu = province.client("thu")

    asked = thu.get("/van-ban/den/in-so/").content.decode()
    page = thu.get(f"/van-ban/den/in-so/?so=den&{PERIOD}").content.decode()

    assert "Chọn sổ và khoảng ngày đến" in asked
    for title in COLUMNS:
        assert f'<th scope="col">{title}</th>' in page
    assert "1462/SNN-CNTY" in page
    assert "In bởi Hà Thị Thu" in page


def test_the_pdf_has_the_title_the_columns_and_every_line_on_numbered_pages(
    province: Province,
) -> None:
    for n in range(1, 41):
        make_entry(province, symbol=f"{n}/SNN-CNTY")

    answer = province.client("lan").get(f"/van-ban/den/in-so.pdf?so=den&{PERIOD}")
    pages = _pdf_text(_content(answer))

    assert answer.headers["Content-Type"] == "application/pdf"
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" in pages[0]
    assert "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN" in pages[0]
    assert f"Từ ngày 01/01/{day()[-4:]} đến ngày {day()}" in pages[0]
    whole = " ".join(pages)
    assert all(f" {n}/SNN-CNTY" in whole for n in range(1, 41))
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert "Tác giả" in text
        assert f"Trang {number}/" in text
        assert "Nông Thị Lan, Văn thư, in lúc" in text


def test_the_tracking_register_has_its_seven_columns(province: Province) -> None:
    make_entry(province)

    page = province.client("ha").get(f"/van-ban/den/in-so/?so=theo-doi&{PERIOD}")

    text = page.content.decode()
    assert text.count('<th scope="col">') == 7
    assert "Thời hạn giải quyết" in text
    assert "chờ trình" in text


def test_an_export_has_every_column_and_nothing_in_it_can_run(
    province: Province,
) -> None:
    make_entry(province, subject='=HYPERLINK("http://x","Bấm")', note="+1+1")

    answer = province.client("lan").get(f"/van-ban/den/in-so.xlsx?so=den&{PERIOD}")
    sheet = ZipFile(BytesIO(_content(answer))).read("xl/worksheets/sheet1.xml").decode()

    assert all(title in sheet for title in COLUMNS)
    assert "=HYPERLINK" in sheet
    assert "+1+1" in sheet
    assert "<f>" not in sheet
    assert 't="n"' not in sheet
    assert "Content-Disposition" in answer.headers


def test_printing_and_exporting_are_written_down(province: Province) -> None:
    lan = province.client("lan")

    lan.get(f"/van-ban/den/in-so/?so=den&{PERIOD}")
    _content(lan.get(f"/van-ban/den/in-so.pdf?so=den&{PERIOD}"))
    _content(lan.get(f"/van-ban/den/in-so.xlsx?so=theo-doi&{PERIOD}"))

    told = AuditEvent.objects.filter(event__startswith="documents.register-")
    assert [(e.event, e.data["form"]) for e in told.order_by("at")] == [
        ("documents.register-printed", "page"),
        ("documents.register-printed", "pdf"),
        ("documents.register-exported", "xlsx"),
    ]


@pytest.mark.parametrize("who", ["minh", "hoa", "quan", "khach", "son"])
def test_who_may_not_read_the_register_finds_no_print_of_it(
    province: Province, who: str
) -> None:
    client = province.client(who)

    for path in ("in-so/", "in-so.pdf", "in-so.xlsx", "so/"):
        assert client.get(f"/van-ban/den/{path}?so=den&{PERIOD}").status_code == 404
    assert (
        client.post("/van-ban/den/so/", {"year": 2026, "sure": "on"}).status_code == 404
    )


def test_another_agency_prints_its_own_book(province: Province) -> None:
    make_entry(province, subject="Của tỉnh")
    make_entry(province, who="tu", subject="Của xã", symbol="2/UBND")

    page = province.client("tu").get(f"/van-ban/den/in-so/?so=den&{PERIOD}")

    assert "Của xã" in page.content.decode()
    assert "Của tỉnh" not in page.content.decode()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("so=den&tu=31/02/2026&den=01/03/2026", "Tháng 2 có 28 ngày"),
        ("so=den&tu=02/03/2026&den=01/03/2026", "Ngày cuối trước ngày đầu"),
        ("so=den&tu=hôm qua&den=01/03/2026", "Ngày chưa đúng"),
        ("so=den&tu=01/01/1990&den=01/02/1990", "Chưa có quy định"),
        ("so=di&tu=01/01/2026&den=01/02/2026", "Lựa chọn"),
    ],
)
def test_a_wrong_period_is_told_at_every_door(
    province: Province, query: str, said: str
) -> None:
    lan = province.client("lan")

    for path in ("in-so/", "in-so.pdf", "in-so.xlsx"):
        answer = lan.get(f"/van-ban/den/{path}?{query}")
        assert answer.status_code == 422
        if said != "Lựa chọn":
            assert said in answer.content.decode()
    assert not AuditEvent.objects.filter(event__startswith="documents.register-")


def test_five_thousand_lines_become_a_pdf_within_seconds(province: Province) -> None:
    columns = register_columns("incoming", province.today)
    line = {
        "arrival_number": "4871",
        "issuer": "Sở Nông nghiệp và Phát triển nông thôn",
        "symbol": "1462/SNN-CNTY",
        "type_and_subject": "Công văn: Đề nghị hỗ trợ kinh phí phòng, chống rét " * 2,
        "note": "giấy_không_có_dấu_cách_dài_hơn_cột_và_phải_xuống_dòng_vẫn_đọc_được",
    }
    title = Title("UBND", "Sổ đăng ký văn bản đến", "Năm 2026", "Từ ngày", "Lan")
    started = time.perf_counter()

    pages = write_register_pdf(BytesIO(), title, columns, (line for _ in range(5000)))

    assert pages > 100
    assert time.perf_counter() - started < 20


def test_without_a_font_that_has_every_letter_no_broken_pdf_is_made(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_entry(province)
    monkeypatch.setattr(typeset, "FONTS", ())
    typeset.fonts.cache_clear()

    answer = province.client("lan").get(
        f"/van-ban/den/in-so.pdf?so=den&{PERIOD}", follow=True
    )

    typeset.fonts.cache_clear()
    text = answer.content.decode()
    assert "Máy chủ chưa có phông chữ" in text
    assert "1462/SNN-CNTY" in text


def test_printing_costs_the_same_for_3_and_60_lines(province: Province) -> None:
    lan, url = province.client("lan"), f"/van-ban/den/in-so/?so=den&{PERIOD}"

    def cost() -> int:
        lan.get(url)
        with CaptureQueriesContext(connection) as captured:
            lan.get(url)
        return len(captured)

    for n in range(3):
        make_entry(province, symbol=f"{n + 1}/SNN-CNTY")
    few = cost()
    for n in range(57):
        make_entry(province, symbol=f"{n + 10}/SNN-CNTY")

    assert cost() == few <= 22
