"""Symbols and dates as NĐ 30/2020 writes them, for every type of its day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from congvu.lib.numbering import SymbolUnreadable, parse_symbol
from congvu.outgoing.rules import SymbolParts, symbol_of
from congvu.outgoing.rules.symbols import date_words, place_and_date

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
    symbol = symbol_of(5, SymbolParts(abbreviation, "UBND", "VX"), year=2026)

    expected = f"{abbreviation}-UBND" if abbreviation else "UBND-VX"
    assert symbol == f"05/{expected}"
    parsed = parse_symbol(symbol)
    assert (parsed.number, parsed.number_text) == (5, "05")
    assert parsed.type_abbreviation == abbreviation
    assert parsed.issuer == "UBND"
    assert parsed.text == f"05/{expected}"


# The examples of Phụ lục I, mục V, dòng 3, and of the law's facts.
WRITTEN = [
    (15, SymbolParts("QĐ", "BNV"), "15/QĐ-BNV"),
    (5, SymbolParts("", "BNV", "VP"), "05/BNV-VP"),
    (12, SymbolParts("", "UBND", "VX"), "12/UBND-VX"),
    (5, SymbolParts("", "UBND", "NNTNMT"), "05/UBND-NNTNMT"),
    (15, SymbolParts("CT", "UBND", normative=True), "15/2009/CT-UBND"),
    (4871, SymbolParts("QĐ", "UBND"), "4871/QĐ-UBND"),
    (3, SymbolParts("SY", "UBND"), "03/SY-UBND"),
    (3, SymbolParts("TrS", "UBND"), "03/TrS-UBND"),
    (3, SymbolParts("SL", "UBND"), "03/SL-UBND"),
]


@pytest.mark.parametrize(("number", "parts", "text"), WRITTEN)
def test_numbers_and_symbols_are_written(
    number: int, parts: SymbolParts, text: str
) -> None:
    assert symbol_of(number, parts, year=2009) == text
    assert parse_symbol(text).text == text
    assert parse_symbol(text).type_abbreviation == parts.abbreviation


@pytest.mark.parametrize("text", ["", "QĐ-UBND", "00/QĐ-UBND", "12"])
def test_what_is_no_symbol_is_named(text: str) -> None:
    with pytest.raises(SymbolUnreadable):
        parse_symbol(text)


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
