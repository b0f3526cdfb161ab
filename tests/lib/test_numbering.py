from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.lib.numbering import (
    KNOWN_TYPES,
    SymbolUnreadable,
    build_symbol,
    format_number,
    parse_symbol,
)


@pytest.mark.parametrize(
    ("number", "text"), [(1, "01"), (9, "09"), (10, "10"), (1462, "1462")]
)
def test_numbers_under_ten_get_a_zero(number: int, text: str) -> None:
    assert format_number(number) == text


def test_there_is_no_number_zero() -> None:
    with pytest.raises(ValueError, match="starts at 1"):
        format_number(0)


# text → number, suffix, year, notation, type, issuer, unit
SYMBOLS = [
    ("15/2009/CT-UBND", 15, "", 2009, "CT-UBND", "CT", "UBND", ""),
    ("15/QĐ-BNV", 15, "", None, "QĐ-BNV", "QĐ", "BNV", ""),
    ("05/TB-BNV-VP", 5, "", None, "TB-BNV-VP", "TB", "BNV", "VP"),
    ("12/UBND-VX", 12, "", None, "UBND-VX", "", "UBND", "VX"),
    ("1462/SNN-CNTY", 1462, "", None, "SNN-CNTY", "", "SNN", "CNTY"),
    ("2440/PLX-HĐQT", 2440, "", None, "PLX-HĐQT", "", "PLX", "HĐQT"),
    ("64/2025/QH15", 64, "", 2025, "QH15", "", "QH15", ""),
    ("01/2022/UBTVQH15", 1, "", 2022, "UBTVQH15", "", "UBTVQH15", ""),
    ("1683/NQ-UBTVQH15", 1683, "", None, "NQ-UBTVQH15", "NQ", "UBTVQH15", ""),
    ("30/2020/NĐ-CP", 30, "", 2020, "NĐ-CP", "NĐ", "CP", ""),
    ("43/2008/TTLT-BTC-BTTTT", 43, "", 2008, "TTLT-BTC-BTTTT", "TTLT", "BTC", "BTTTT"),
    ("14-KL/TW", 14, "", None, "KL/TW", "KL", "TW", ""),
    ("36-HD/VPTW", 36, "", None, "HD/VPTW", "HD", "VPTW", ""),
    ("07a/BC-UBND", 7, "a", None, "BC-UBND", "BC", "UBND", ""),
    ("07bis/BC-UBND", 7, "bis", None, "BC-UBND", "BC", "UBND", ""),
    ("92/TTr-UBND", 92, "", None, "TTr-UBND", "TTr", "UBND", ""),
    ("92/TTR-UBND", 92, "", None, "TTR-UBND", "TTr", "UBND", ""),
    ("Số: 15 / QĐ - UBND", 15, "", None, "QĐ-UBND", "QĐ", "UBND", ""),
    ("15/QĐ–UBND", 15, "", None, "QĐ-UBND", "QĐ", "UBND", ""),
    ("123/QĐ/UB", 123, "", None, "QĐ/UB", "QĐ", "UB", ""),
    ("414/BNV-VTLTNN", 414, "", None, "BNV-VTLTNN", "", "BNV", "VTLTNN"),
    ("88/UBND", 88, "", None, "UBND", "", "UBND", ""),
    ("3/TB-VP.UBND", 3, "", None, "TB-VP.UBND", "TB", "VP.UBND", ""),
]


@pytest.mark.parametrize("row", SYMBOLS, ids=[row[0] for row in SYMBOLS])
def test_symbols_come_apart(
    row: tuple[str, int, str, int | None, str, str, str, str],
) -> None:
    text, *parts = row
    for written in (text, unicodedata.normalize("NFD", text)):
        got = parse_symbol(written)
        assert [
            got.number,
            got.suffix,
            got.year,
            got.notation,
            got.type_abbreviation,
            got.issuer,
            got.unit,
        ] == parts


def test_the_same_symbol_written_otherwise_has_the_same_key() -> None:
    one, other = parse_symbol("7/QĐ-UBND"), parse_symbol("Số: 07/qđ – ubnd.")
    assert one.key == other.key
    assert one.text == "7/QĐ-UBND"
    assert parse_symbol("14 - KL/TW").text == "14-KL/TW"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Chưa có số, ký hiệu"),
        ("Số:", "Chưa có số, ký hiệu"),
        ("SNN-CNTY", "Cần có số, ví dụ 1462/SNN-CNTY"),
        ("…/QĐ-UBND", "Cần có số"),
        ("1462", "Cần có ký hiệu sau số"),
        ("15/2009", "Cần có ký hiệu sau số"),
        ("00/QĐ-UBND", "bắt đầu từ 01"),
        ("15/QĐ--UBND", "Ký hiệu chỉ gồm"),
        ("15/QĐ UBND", "Ký hiệu chỉ gồm"),
        ("15/<script>", "Cần có ký hiệu"),
    ],
)
def test_what_is_no_symbol_is_refused_with_an_example(text: str, said: str) -> None:
    with pytest.raises(SymbolUnreadable) as refused:
        parse_symbol(text)
    (reason,) = refused.value.reasons
    assert said in reason.message
    assert reason.field == "symbol"


LETTERS = st.text("ABCDĐGHIKLMNOPQRSTUVX", min_size=2, max_size=6)
ISSUERS = LETTERS.filter(lambda text: text not in KNOWN_TYPES)


@given(
    st.integers(1, 99999),
    st.sampled_from(sorted(KNOWN_TYPES)) | st.just(""),
    ISSUERS,
    st.none() | LETTERS,
    st.none() | st.integers(1945, 2099),
)
def test_what_was_built_is_read_back(
    number: int, kind: str, issuer: str, unit: str | None, year: int | None
) -> None:
    text = build_symbol(number, kind, issuer, unit, year=year)
    got = parse_symbol(text)
    assert (got.number, got.type_abbreviation, got.issuer, got.unit, got.year) == (
        number,
        kind,
        issuer,
        unit or "",
        year,
    )
    assert got.text == text


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        got = parse_symbol(text)
    except SymbolUnreadable:
        return
    assert parse_symbol(got.text) == got
