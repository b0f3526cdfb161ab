"""The sheet: given out, filled in, taken back; what a stranger may put in it."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from xlsxwriter import Workbook

from congvu.files.formats import legacy
from congvu.lib.refusals import Refused
from congvu.reporting import actions
from congvu.reporting.models import ReportReturn
from tests.people import Province
from tests.reporting.stories import (
    communes,
    fill,
    hand_in,
    make_form,
    return_of,
    send,
)

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def asked(province: Province) -> ReportReturn:
    found = send(province, make_form(province))
    return return_of(found, province.commune)


def sheet(*rows: Any, sheets: int = 1, merged: str = "") -> bytes:
    out = io.BytesIO()
    book: Any = Workbook(out)
    page = book.add_worksheet("Biểu mẫu")
    for n, row in enumerate(rows):
        page.write_row(n, 0, row)
    if merged:
        page.merge_range(merged, "gộp")
    for n in range(1, sheets):
        book.add_worksheet(f"Trang {n}")
    book.close()
    return out.getvalue()


def marked(report: ReportReturn, *rows: Any, **more: Any) -> bytes:
    return sheet(["CONGVU-BC", str(report.round_id)], *rows, **more)


def load(people: Province, report: ReportReturn, content: bytes) -> actions.Loaded:
    report.refresh_from_db()
    return actions.load_sheet(
        return_id=report.pk,
        stream=io.BytesIO(content),
        seen=report.revision,
        by=people.seat("tu"),
        at=people.at,
    )


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_was_given_out_comes_back_the_same(
    province: Province, asked: ReportReturn, form: Any
) -> None:
    rows = [["Kế toán", "1.200"], ["=cmd|' /C calc'!A0", "3"]]
    fill(province, asked, province.seat("tu"), q6="- Thiếu người", q9=rows, q5="có")
    asked.refresh_from_db()
    kept = dict(asked.answers)
    given = actions.template(report=asked, form=form)
    with given.stream:
        content = given.stream.read()
    if form == "csv":
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
            assert not any(cell.startswith(("=", "-")) for cell in row)
    loaded = load(province, asked, content)
    assert loaded.changed == 0
    asked.refresh_from_db()
    assert asked.answers == kept


def test_numbers_of_a_spreadsheet_are_what_they_are(
    province: Province, asked: ReportReturn
) -> None:
    """1234 of a machine is 1.234; a day is a number there; dust falls off."""
    loaded = load(
        province,
        asked,
        marked(
            asked,
            ["q1", "", "", 1234],
            ["q2", "", "", "1.000"],
            ["q3", "", "", 0.1 + 0.2],
            ["q7", "", "", 46266],
            ["q9", "Phần mềm"],
            ["q9#", "Tên", "Số máy"],
            ["q9#1", "Kế toán", 5],
            ["", "Thêm dưới bảng", "sáu"],
        ),
    )
    asked.refresh_from_db()
    assert asked.answers["q1"] == "1.234"
    assert asked.answers["q3"] == "0,3"
    assert asked.answers["q7"] == "01/09/2026"
    assert asked.answers["q9"] == [["Kế toán", "5"], ["Thêm dưới bảng", "sáu"]]
    told = dict(loaded.faults)
    assert "Chỉ nhận số nguyên." in told["D4"]
    assert "“sáu” không phải là số" in told["C9"]


def test_what_stands_here_and_not_there_stays(
    province: Province, asked: ReportReturn
) -> None:
    fill(province, asked, province.seat("tu"), q6="Đã ghi trên trang")
    loaded = load(
        province, asked, marked(asked, ["q6", "", "", ""], ["q5", "", "", "có"])
    )
    asked.refresh_from_db()
    assert loaded.changed == 1
    assert asked.answers["q6"] == "Đã ghi trên trang"


_XXE = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'


def _with(content: bytes, name: str) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as book:
        book.writestr(name, b"x")
    return out.getvalue()


def _part(content: bytes, other: bytes) -> bytes:
    """The same book, its sheet another."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as book,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as to,
    ):
        for name in book.namelist():
            to.writestr(name, other if "sheet1.xml" in name else book.read(name))
    return out.getvalue()


def _twice(report: ReportReturn) -> bytes:
    out = io.BytesIO()
    book: Any = Workbook(out)
    for name in ("Một", "Hai"):
        book.add_worksheet(name).write_row(0, 0, ["CONGVU-BC", str(report.round_id)])
    book.close()
    return out.getvalue()


def test_what_is_no_sheet_of_ours_is_refused_in_words(
    province: Province, asked: ReportReturn
) -> None:
    fill(province, asked, province.seat("tu"), q6="Còn nguyên")
    good = marked(asked, ["q1", "", "", "7"])
    for content, said in (
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "Excel 97 (.xls) hoặc tệp có mật khẩu"),
        (_with(good, "xl/vbaProject.bin"), "Tệp có macro"),
        (_twice(asked), "Tệp có 2 biểu mẫu"),
        (marked(asked, merged="B7:C8"), "Có ô gộp (B7:C8)"),
        (sheet(["q1", "", "", "7"]), "không phải biểu mẫu tải từ trang"),
        (sheet(["CONGVU-BC", "kỳ-khác"]), "kỳ báo cáo khác"),
        (b"PK\x03\x04 hong", "Không đọc được bảng này"),
        (b"\xff\xfe\x00\x01", "không phải biểu mẫu"),
        (b"", "không phải biểu mẫu"),
        (b"x" * 5_000_001, "nhiều hơn 5 MB"),
        (_part(good, b"0" * 70_000_000), "quá lớn khi mở ra"),
        (_part(good, _XXE), "khai báo XML"),
        (_part(good, b"<worksheet>"), "Không đọc được bảng này"),
        (b"a,b\n" * 5001, "quá 5.000 dòng"),
    ):
        with pytest.raises(Refused) as caught:
            load(province, asked, content)
        assert said in str(caught.value)
    asked.refresh_from_db()
    assert asked.answers["q6"] == "Còn nguyên"


def test_a_formula_counts_by_what_it_gave_or_is_told(
    province: Province, asked: ReportReturn
) -> None:
    """Nothing is worked out here: no value, no answer, and nobody is left to guess."""
    out = io.BytesIO()
    book: Any = Workbook(out)
    page = book.add_worksheet()
    page.write_row(0, 0, ["CONGVU-BC", str(asked.round_id)])
    for line, (key, given) in enumerate((("q2", "12"), ("q3", ""), ("q1", "#DIV/0!"))):
        page.write_string(line + 1, 0, key)
        page.write_formula(line + 1, 3, "=WEBSERVICE(A1)", None, given)
    book.close()
    loaded = load(province, asked, out.getvalue())
    asked.refresh_from_db()
    assert asked.answers["q2"] == "12"
    told = dict(loaded.faults)
    assert "“=WEBSERVICE(A1)” không phải là số" in told["D3"]
    assert "“#DIV/0!” không phải là số" in told["D4"]


def test_a_text_file_of_before_unicode_is_read_and_told(
    province: Province, asked: ReportReturn
) -> None:
    said = "Thiếu người, đường truyền chậm, máy đã cũ"
    codes = str.maketrans(legacy.TCVN3_LETTERS, legacy.TCVN3_CODES)
    text = f'CONGVU-BC,{asked.round_id}\nq6,,,"{said}"\n'.translate(codes)
    where = reverse("reporting:load", args=[asked.pk])
    given = SimpleUploadedFile("a.csv", text.encode("latin-1"))
    page = province.client("tu").post(
        where, {"seen": str(asked.revision), "sheet": given}
    )
    asked.refresh_from_db()
    assert asked.answers == {"q6": said}
    assert "bảng mã TCVN3" in page.content.decode()


def test_the_page_tells_cell_by_cell(province: Province, asked: ReportReturn) -> None:
    tu = province.client("tu")
    here = reverse("reporting:load", args=[asked.pk])
    none = tu.post(here, {"seen": "0"})
    assert none.status_code == 422
    content = marked(asked, ["q1", "", "", "mười"])
    sent = tu.post(here, {"seen": "0", "sheet": SimpleUploadedFile("a.xlsx", content)})
    told = sent.content.decode()
    assert "D2" in told
    assert "“mười” không phải là số" in told


def test_the_merged_table_as_a_file_runs_nothing(
    province: Province, asked: ReportReturn
) -> None:
    communes(province)
    evil = '=HYPERLINK("http://x")'
    hand_in(province, asked, province.seat("phuc"), q6=evil)
    ha = province.client("ha")
    for form in ("csv", "xlsx"):
        where = reverse("reporting:merged-file", args=[asked.round_id, form])
        answer = ha.get(where)
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file
        if form == "csv":
            text = content.decode("utf-8-sig")
            assert "'=HYPERLINK" in text
            assert "1/1 đơn vị" in text
        else:
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                pages = [n for n in book.namelist() if "worksheets/" in n]
                assert not any(b"<f>" in book.read(name) for name in pages)
