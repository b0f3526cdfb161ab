"""The number line and the day line: what counts as one, and what never does."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.documents.formats.paper_day import parse_day_line
from congvu.documents.formats.paper_symbol import parse_number_line
from congvu.documents.formats.paper_words import TYPES, title_of


@pytest.mark.parametrize(
    ("line", "number", "symbol", "type_code"),
    [
        ("Số: 15/QĐ-BNV", "15", "QĐ-BNV", "QĐ"),
        ("Số: 12/UBND-VX", "12", "UBND-VX", None),
        ("Số: 15/2009/CT-UBND", "15", "2009/CT-UBND", "CT"),
        ("Số: 21/2026/TT-BCT", "21", "2026/TT-BCT", "TT"),
        ("Số 14-KL/TW", "14", "KL/TW", "KL"),
        ("Số 212-CV/BTCTU", "212", "CV/BTCTU", "CV"),
        ("Luật số: 64/2025/QH15", "64", "2025/QH15", None),
        ("Số: 01/2016/TTLT-BTC-BNV", "01", "2016/TTLT-BTC-BNV", "TTLT"),
        ("Số: 07 /BC-UBND", "07", "BC-UBND", "BC"),
        ("Số : 15 / QD - UBND", "15", "QĐ-UBND", "QĐ"),
        ("Số: 72-HD/BTCTW", "72", "HD/BTCTW", "HD"),
        ("Số: 12a/QĐ-UBND", "12a", "QĐ-UBND", "QĐ"),
        ("Số: 88/UBND-NN&MT", "88", "UBND-NN&MT", None),
        ("Số: /TB-UBND", "", "TB-UBND", "TB"),
        ("Số:        /UBND-VX", "", "UBND-VX", None),
        ("Số: ....../2026/TT-BCT", "", "2026/TT-BCT", "TT"),
        ("Số: T29 /QĐ-TTg", "", "QĐ-TTg", "QĐ"),
        ("Số: -_' /HĐND-GDTrH", "", "HĐND-GDTrH", None),
        ("Số:       -CV/TU", "", "CV/TU", "CV"),
        ("Số:.....10...../TTr-SKHĐT", "10", "TTr-SKHĐT", "TTr"),
        ("Bản án số: 39/2022/DS-ST", "39", "2022/DS-ST", None),
        ("Số: 12 34/QĐ-UBND", "", "QĐ-UBND", "QĐ"),
        ("Số: 9/CT-UBND Bắc Kạn, ngày 28 tháng 9 năm 2009", "9", "CT-UBND", "CT"),
    ],
)
def test_a_number_line_gives_number_and_symbol(
    line: str, number: str, symbol: str, type_code: str | None
) -> None:
    found = parse_number_line(line)
    assert found is not None
    assert (found.number, found.symbol, found.type_code) == (number, symbol, type_code)


@pytest.mark.parametrize(
    "line",
    [
        "số 64/2025/QH15 được sửa đổi",
        "Số: 64/2025/QH15 được sửa đổi, bổ sung",
        "Căn cứ Nghị định số 30/2020/NĐ-CP",
        "Số: 1234",
        "số: 45/2025/TLST-DS ngày 05 tháng 5 năm",
        "Quyết định số 12/2020/QĐ-UBND ngày 03 tháng 4 năm 2020 của Ủy ban",
        "Số điện thoại: 0281/QĐ-A",
        "Số: 12 thôn, 340 hộ dân",
        "SỞ NỘI VỤ",
        "Sở Nội vụ/Phòng TC-CB",
    ],
)
def test_a_cited_or_other_number_is_no_number_line(line: str) -> None:
    assert parse_number_line(line) is None


def test_recognition_without_the_sign_gives_no_number() -> None:
    assert parse_number_line("Số: 151QĐ-UBND", recognised=True) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Bắc Kạn, ngày 28 tháng 9 năm 2009", date(2009, 9, 28)),
        ("TP. Hồ Chí Minh, ngày 05 tháng 01 năm 2024", date(2024, 1, 5)),
        ("Bắc Kạn, ngày 3/5/2024", date(2024, 5, 3)),
        ("Từ Sơn, ngày 10 tháng 9 năm 2022", date(2022, 9, 10)),
        ("Tam Kỳ, ngày 10 tháng 9 năm 2022", date(2022, 9, 10)),
        ("Hà Nội, ngày28 tháng4 năm2026", date(2026, 4, 28)),
        ("Hà Nội, ngày   tháng   năm 2024", None),
        ("Hà Nội, ngày ..... tháng 5 năm 2024", None),
        ("Hà Nội, ngày 31 tháng 2 năm 2024", None),
    ],
)
def test_a_day_line_gives_its_day_or_a_blank(line: str, day: date | None) -> None:
    found = parse_day_line(line)
    assert found is not None
    assert found.value == day


@pytest.mark.parametrize(
    "line",
    [
        "Luật Tổ chức Chính phủ ngày 19 tháng 02 năm 2025",
        "của Chính phủ ngày 5 tháng 3 năm 2024",
        "tháng 3 năm 2025 của Bộ trưởng",
        "từ ngày 10 tháng 9 năm 2022",
        "(Ngày 14/8/2024)",
        "Quyết định số 15/QĐ-UBND ngày 3 tháng 5 năm 2024",
        "ngày 30 tháng 10 năm 2024 để tổng hợp",
    ],
)
def test_the_day_of_a_cited_paper_is_no_day_line(line: str) -> None:
    assert parse_day_line(line) is None


def test_each_type_is_known_by_its_title() -> None:
    for code, name in TYPES.items():
        if code in ("CV", "SY", "SL", "TrS"):
            continue
        found = title_of(name.upper())
        assert found is not None, name
        assert TYPES[found[0]] == name


def test_a_title_may_carry_its_summary_and_a_sentence_is_no_title() -> None:
    assert title_of("BÁO CÁO Kết quả quý I") == ("BC", "Kết quả quý I")
    assert title_of("Q U Y Ế T Đ Ị N H") == ("QĐ", "")
    assert title_of("Quyết định này có hiệu lực") is None
