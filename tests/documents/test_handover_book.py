"""Sổ chuyển giao: who was handed what, of a day or a period, of one unit or of all."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from django.utils import timezone

from congvu.documents.actions import Share
from congvu.documents.queries import book
from congvu.documents.rules import Part
from tests.documents.door import day
from tests.documents.machine import machine
from tests.documents.pages import instruct, make_entry
from tests.documents.test_book_columns import decide
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")

TODAY = f"so=chuyen-giao&tu={day()}&den={day()}"


def _shared(province: Province) -> None:
    decide(
        province,
        make_entry(province),
        Share(province.division.id, Part.LEAD),
        Share(province.office.id, Part.INFORM),
    )


def test_every_receiver_has_a_line_to_sign(province: Province) -> None:
    _shared(province)
    instruct(province, make_entry(province, symbol="9/STC"), hold=True)

    page = province.client("lan").get(f"/van-ban/den/in-so/?{TODAY}").content.decode()

    for title in ("Ngày chuyển", "Số đến", "Đơn vị hoặc người nhận", "Ký nhận"):
        assert f'<th scope="col">{title}</th>' in page
    assert page.count("<td>Phòng Khoa giáo - Văn xã</td>") == 1
    assert page.count("<td>Văn phòng Ủy ban nhân dân tỉnh</td>") == 1
    assert "chưa xác minh nguồn" in page


def test_one_unit_alone_can_be_printed_as_pdf_and_as_a_table(
    province: Province,
) -> None:
    _shared(province)
    lan = province.client("lan")
    query = f"{TODAY}&don_vi={province.division.id}"

    answer = lan.get(f"/van-ban/den/in-so.pdf?{query}")
    document = pypdfium2.PdfDocument(b"".join(answer.streaming_content))
    text = " ".join(document[0].get_textpage().get_text_range().split())
    document.close()
    table = lan.get(f"/van-ban/den/in-so.xlsx?{query}")
    sheet = ZipFile(BytesIO(b"".join(table.streaming_content)))
    cells = sheet.read("xl/worksheets/sheet1.xml").decode()

    assert "SỔ CHUYỂN GIAO VĂN BẢN ĐẾN" in text
    assert "Đơn vị nhận: Phòng Khoa giáo - Văn xã" in text
    assert "Văn phòng Ủy ban" not in text
    assert "Phòng Khoa giáo" in cells
    assert "Văn phòng Ủy ban" not in cells


def test_yesterdays_book_does_not_have_todays_papers(province: Province) -> None:
    _shared(province)
    yesterday = timezone.localdate() - timedelta(days=1)

    found = book("handover", yesterday, yesterday)

    assert list(found.lines(province.committee.id)) == []
    assert (
        list(
            book("handover", yesterday, timezone.localdate()).lines(province.commune.id)
        )
        == []
    )


def test_a_machine_reads_the_same_book(province: Province) -> None:
    _shared(province)
    on = timezone.localdate().isoformat()

    answer = machine(province, "lan").get(
        "registers/handover", first=on, last=on, unit=str(province.office.id)
    )

    [line] = answer.data
    assert line["recipient"] == "Văn phòng Ủy ban nhân dân tỉnh"
    assert line["note"] == "để biết"


def test_the_register_says_its_first_and_last_number(province: Province) -> None:
    for n in range(1, 4):
        make_entry(province, symbol=f"{n}/SNN")

    page = province.client("lan").get(
        f"/van-ban/den/in-so/?so=den&tu={day()}&den={day()}"
    )

    assert "Từ số 1 đến số 3" in page.content.decode()
