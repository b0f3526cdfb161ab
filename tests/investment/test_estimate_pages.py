"""Quân makes an estimate on a page, in a file, by program; all doors refuse alike."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from xlsxwriter import Workbook

from congvu.accounts.actions import create_token
from congvu.audit.rules import SYSTEM
from congvu.files.formats.sheet_grid import Table
from congvu.files.formats.sheets import read_sheets
from congvu.investment.models import Estimate, Need
from congvu.investment.queries.estimates import lines_of
from tests.investment.estimating import SMALL_COSTS, an_estimate, estimated
from tests.investment.stories import MILLION, YEAR, a_need, page, sent
from tests.people import Province
from tests.systems.stories import sang

pytestmark = pytest.mark.usefixtures("law")


def _typed(people: Province, **more: str) -> dict[str, str]:
    day = f"{people.today:%d/%m/%Y}"
    common = {"basis": "Chứng thư 12", "priced_on": day}
    rows: list[dict[str, str]] = [
        {
            **common,
            "part": "equipment",
            "name": "Tường lửa",
            "source": "province",
            "year": str(YEAR),
            "quantity": "2",
            "unit": "bộ",
            "pricing": "quotes",
            "quotes": "\n".join(
                f"Công ty {name} | {day} | {price}"
                for name, price in (
                    ("A", "31.000.000"),
                    ("B", "30.000.000"),
                    ("C", "30.500.000"),
                )
            ),
        },
        {
            **common,
            "part": "equipment",
            "name": "Bản quyền",
            "source": "province",
            "year": str(YEAR + 1),
            "quantity": "2,5",
            "price": "16.000.000",
            "security": "on",
        },
        {
            **common,
            "part": "contingency",
            "name": "Dự phòng",
            "pricing": "rate",
            "rate": "10",
            "base": "Chi phí thiết bị",
        },
    ]
    cells = {
        f"r{line}-{key}": text
        for line, row in enumerate(rows, start=1)
        for key, text in row.items()
    }
    return {
        "structure": "project",
        "on": day,
        "seen": "0",
        "rows": "6",
        **cells,
        **more,
    }


def test_typed_on_a_page(province: Province) -> None:
    need = a_need(province, "Tường lửa", SMALL_COSTS)
    bad = {
        "total": "5",
        "r1-year": "hai nghìn",
        "r2-quantity": "9" * 5000,
        "r2-price": "=1+1",
        "r3-priced_on": "mai",
        "r4-name": "Dòng thừa",
    }
    answer = sent(province, "make-estimate", need.pk, **_typed(province, **bad))
    told = answer.content.decode()
    assert answer.status_code == 422
    for words in ("hai nghìn", "không phải số", "=1+1", "mai", "Dòng thừa"):
        assert words in told
    bad = {"total": "5", "r2-money": "1"}
    answer = sent(province, "make-estimate", need.pk, **_typed(province, **bad))
    told = answer.content.decode()
    assert "Dòng 2: thành tiền ghi 1, tính ra 40.000.000 đồng." in told
    assert "Tổng dự toán: ghi 5, các dòng cộng lại 110.000.000" in told
    more = sent(province, "make-estimate", need.pk, **_typed(province, more="1"))
    assert more.status_code == 200
    assert "Công ty B" in more.content.decode()
    assert 'name="r10-name"' in more.content.decode()
    assert not Estimate.objects.exists()
    good = _typed(province, total="110.000.000")
    assert sent(province, "make-estimate", need.pk, **good).status_code == 302
    made = Estimate.objects.get()
    assert (made.money, made.security) == (110 * MILLION, 40 * MILLION)
    assert lines_of(made)[0].price == 30 * MILLION
    late = sent(province, "make-estimate", need.pk, **_typed(province, note="Lại"))
    assert "do người khác vừa ghi" in late.content.decode()


def test_read_compared_and_told_when_the_need_changes(province: Province) -> None:
    first = estimated(province)
    second = an_estimate(province, first.need, seen=1, note="Giá mới")
    told = page(province, "estimate", second.pk)
    for words in ("110.000.000", f"ngân sách tỉnh, năm {YEAR + 1}", "Giá mới"):
        assert words in told
    url = reverse("investment:estimate", args=[second.pk])
    beside = province.client("quan").get(url, {"so-voi": str(first.pk)})
    assert "Hai bản có các dòng như nhau" in beside.content.decode()
    for odd in (str(first.need_id), "x"):
        assert province.client("quan").get(url, {"so-voi": odd}).status_code == 404
    assert "không còn khớp" not in page(province, "need", first.need_id)
    first.need.costs.filter(year=YEAR).update(money=7)
    for name, key in (("need", first.need_id), ("estimate", second.pk)):
        told = page(province, name, key)
        assert "không còn khớp" in told
        assert "nhu cầu ghi 7" in told
    assert "không còn khớp" not in page(province, "estimate", first.pk)
    theirs = sang(province).client("sang")
    for name, key in (
        ("estimate", second.pk),
        ("estimate-file", second.pk),
        ("make-estimate", first.need_id),
        ("load-estimate", first.need_id),
    ):
        assert theirs.get(reverse(f"investment:{name}", args=[key])).status_code == 404


def _file(people: Province, made: Estimate, form: str = "xlsx") -> bytes:
    url = reverse("investment:estimate-file", args=[made.pk])
    answer: Any = people.client("quan").get(url, {"dang": form})
    return b"".join(answer.streaming_content)


def _load(people: Province, need: Need, content: bytes, **more: str) -> HttpResponse:
    given = {
        "structure": "project",
        "on": f"{people.today:%d/%m/%Y}",
        "seen": "0",
        "file": SimpleUploadedFile("du-toan.xlsx", content),
        **more,
    }
    return sent(people, "load-estimate", need.pk, **given)


def test_out_of_a_file_and_in_again(province: Province) -> None:
    made = estimated(province)
    content = _file(province, made)
    assert b"<f>" not in b"".join(
        ZipFile(io.BytesIO(content)).read(name)
        for name in ZipFile(io.BytesIO(content)).namelist()
    )
    (_lines, sums), (_same, again_sums) = (
        read_sheets(one).sheets for one in (content, _file(province, made, "ods"))
    )
    assert [cells for _line, cells in sums.rows][3:] == [
        cells for _line, cells in again_sums.rows
    ][3:]
    other = a_need(province, "Như thế", SMALL_COSTS)
    tried = _load(province, other, content, dry="on").content.decode()
    assert "Đọc được 3 dòng" in tried
    assert "Mọi số đều khớp" in tried
    assert not other.estimates.exists()
    assert _load(province, other, content).status_code == 302
    again = other.estimates.get()
    assert [(one.money, one.shares) for one in lines_of(again)] == [
        (one.money, one.shares) for one in lines_of(made)
    ]


def _changed(content: bytes, changes: dict[tuple[int, str, int], object]) -> bytes:
    """The file written anew, some cells (sheet, first of the row, place) otherwise."""
    table: Table = read_sheets(content)
    out = io.BytesIO()
    book = Workbook(out)
    for number, sheet in enumerate(table.sheets):
        written = book.add_worksheet(sheet.name)
        for line, cells in sheet.rows:
            for place, text in enumerate(cells):
                value = changes.get((number, cells[0], place), text)
                kind = sheet.kinds[[row[0] for row in sheet.rows].index(line)][place]
                if isinstance(value, str) and kind == "n" and value == text:
                    written.write_number(line - 1, place, float(value))
                elif isinstance(value, str):
                    written.write_string(line - 1, place, value)
                elif isinstance(value, float):
                    written.write_number(line - 1, place, value)
                else:
                    written.write_formula(line - 1, place, "=1/0", None, "#DIV/0!")
    book.close()
    return out.getvalue()


def test_a_file_whose_sums_are_wrong_is_refused_with_all_of_them(
    province: Province,
) -> None:
    made = estimated(province)
    content = _file(province, made)
    other = a_need(province, "Như thế", SMALL_COSTS)
    wrong = _changed(
        content,
        {
            (0, "Tổng cộng", 10): "1",
            (1, "Chi phí thiết bị", 1): "60.000.001",
            (1, "Tổng cộng", 3): "9",
        },
    )
    for given in ({"dry": "on"}, {}):
        told = _load(province, other, wrong, **given).content.decode()
        assert "Chi phí thiết bị, ngân sách tỉnh" in told
        assert "ghi 60.000.001, các dòng cộng lại 60.000.000, lệch 1 đồng" in told
        assert "Tổng dự toán: ghi 1, các dòng cộng lại 110.000.000" in told
        assert "“9” khác tổng ghi ở chỗ khác" in told
    odd = _changed(
        content,
        {
            (0, "Chi phí dự phòng", 8): None,
            (0, "Chi phí thiết bị", 2): "trời",
        },
    )
    told = _load(province, other, odd).content.decode()
    assert "#DIV/0!" in told
    assert "trời" in told
    for junk in (b"", b"PK\x03\x04", b"A,B\n1,2\n"):
        assert _load(province, other, junk).status_code == 422
    assert not other.estimates.exists()


def test_a_spreadsheets_own_number_with_a_point_is_no_thousands(
    province: Province,
) -> None:
    content = _file(province, estimated(province))
    other = a_need(province, "Như thế", SMALL_COSTS)
    odd = _changed(
        content,
        {
            (0, "Chi phí thiết bị", 3): 2026.5,
            (0, "Chi phí thiết bị", 7): 12.345,
            (0, "Tổng cộng", 10): 110.125,
            (1, "Chi phí thiết bị", 1): 60.25,
        },
    )

    told = _load(province, other, odd).content.decode()

    assert "“2026.5” không phải số." in told
    for said in ("12.345", "110.125", "60.25"):
        assert f"“{said}” không phải số nguyên đồng." in told
    assert not other.estimates.exists()


def test_a_program_does_the_same(province: Province) -> None:
    need = a_need(province, "Tường lửa", {YEAR: 50})
    user = province.cast["quan"].user
    _token, raw = create_token(user=user, name="máy", by=SYSTEM, at=province.at)
    client = Client(headers={"Authorization": f"Bearer {raw}"})
    url = f"/api/v1/investment-needs/{need.pk}/estimates"
    day = province.today.isoformat()
    body: dict[str, Any] = {
        "structure": "project",
        "on": day,
        "items": [
            {
                "part": "equipment",
                "name": "Cáp",
                "source": "province",
                "year": YEAR,
                "quantity": "12.5",
                "price": 4,
                "basis": "Báo giá",
                "priced_on": day,
            }
        ],
        "total": 51,
        "sums": [
            {"part": "equipment", "source": "province", "year": YEAR, "money": 49}
        ],
    }
    bad = client.post(url, body, content_type="application/json")
    assert bad.status_code == 422
    assert "các dòng cộng lại 50" in bad.content.decode()
    body |= {"total": 50, "sums": []}
    made = client.post(url, body, content_type="application/json")
    assert made.status_code == 201
    assert made.json()["money"] == 50
    assert [one["number"] for one in client.get(url).json()] == [1]
