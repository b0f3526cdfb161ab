"""Symbols and dates as NĐ 30/2020 writes them, for every type of its day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from congvu.lib.numbering import SymbolUnreadable
from congvu.outgoing.rules.symbols import (
    SymbolRefused,
    copy_symbol,
    date_words,
    numbered,
    place_and_date,
    read_symbol,
    symbol_of,
)

_TYPES = yaml.safe_load(
    (Path(__file__).parents[2] / "congvu/law/data/types.yaml").read_text("utf-8")
)
ROWS = next(
    rule["rows"]
    for rule in _TYPES["rules"]
    if rule["kind"] == "document_type" and rule["source"] == "nd-30-2020"
)


def test_the_law_of_the_day_has_29_types() -> None:
    assert len(ROWS) == 29


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["label"])
def test_a_symbol_of_every_type_is_built_and_read(
    row: dict[str, dict[str, str]],
) -> None:
    abbreviation = row["value"]["abbreviation"]
    symbol = symbol_of(abbreviation=abbreviation, issuer="UBND", unit="VX")

    expected = f"{abbreviation}-UBND" if abbreviation else "UBND-VX"
    assert symbol == expected
    parsed = read_symbol(numbered(5, symbol))
    assert (parsed.number, parsed.number_text) == (5, "05")
    assert parsed.type_abbreviation == abbreviation
    assert parsed.issuer == "UBND"
    assert parsed.text == f"05/{expected}"


# The examples of Phụ lục I, mục V, dòng 3, and of the law's facts.
WRITTEN = [
    (15, {"abbreviation": "QĐ", "issuer": "BNV"}, "15/QĐ-BNV"),
    (5, {"abbreviation": "", "issuer": "BNV", "unit": "VP"}, "05/BNV-VP"),
    (12, {"abbreviation": "", "issuer": "UBND", "unit": "VX"}, "12/UBND-VX"),
    (5, {"abbreviation": "", "issuer": "UBND", "unit": "NNTNMT"}, "05/UBND-NNTNMT"),
    (15, {"abbreviation": "CT", "issuer": "UBND", "year": 2009}, "15/2009/CT-UBND"),
    (4871, {"abbreviation": "QĐ", "issuer": "UBND"}, "4871/QĐ-UBND"),
]


@pytest.mark.parametrize(("number", "parts", "text"), WRITTEN)
def test_numbers_and_symbols_are_written(number: int, parts, text: str) -> None:
    assert numbered(number, symbol_of(**parts)) == text
    assert read_symbol(text).text == text


@pytest.mark.parametrize("kind", ["SY", "TrS", "SL"])
def test_copies_have_their_own_symbol(kind: str) -> None:
    text = numbered(3, copy_symbol(kind=kind, issuer="UBND"))

    assert text == f"03/{kind}-UBND"
    assert read_symbol(text).type_abbreviation == kind


def test_what_cannot_stand_in_a_symbol_is_refused_all_at_once() -> None:
    with pytest.raises(SymbolRefused) as refused:
        symbol_of(abbreviation="Q Đ", issuer="", unit="a/b")

    assert [r.field for r in refused.value.reasons] == [
        "abbreviation",
        "unit",
        "issuer",
    ]
    with pytest.raises(SymbolRefused, match="SY, TrS hoặc SL"):
        copy_symbol(kind="BS", issuer="UBND")


@pytest.mark.parametrize("text", ["", "QĐ-UBND", "00/QĐ-UBND", "12"])
def test_what_is_no_symbol_is_named(text: str) -> None:
    with pytest.raises(SymbolUnreadable):
        read_symbol(text)


# Leading zero for days under 10 and for months 1 and 2 only (II.4b).
DATES = [
    (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
    (date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
    (date(2026, 2, 9), "ngày 09 tháng 02 năm 2026"),
    (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"),
    (date(2026, 10, 1), "ngày 01 tháng 10 năm 2026"),
    (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
]


@pytest.mark.parametrize(("day", "words"), DATES)
def test_dates_are_written_as_the_law_says(day: date, words: str) -> None:
    assert date_words(day) == words
    assert place_and_date("Hà Nội", day) == f"Hà Nội, {words}"
