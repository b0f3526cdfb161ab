"""Values as people type them; what may not be a structure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.registry.rules import (
    Code,
    Column,
    Kind,
    Table,
    as_data,
    differences,
    known_of,
    read_tables,
    read_values,
    ready_faults,
    shown,
    structure_faults,
    typed_again,
)
from tests.registry.stories import COMMUNES, COOPERATIVES, TABLES

ON = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("kind", "typed", "value", "words"),
    [
        (Kind.NUMBER, "1.234.567", 1234567, "1.234.567"),
        (Kind.NUMBER, " -12 ", -12, "-12"),
        (Kind.NUMBER, 7, 7, "7"),
        (Kind.MONEY, "2000000", 2_000_000, "2.000.000"),
        (Kind.DECIMAL, "1.234,50", "1234.5", "1.234,5"),
        (Kind.DECIMAL, "0.5", "0.5", "0,5"),
        (Kind.DECIMAL, "-0,5", "-0.5", "-0,5"),
        (Kind.DECIMAL, 1.234, "1.234", "1,234"),
        (Kind.DECIMAL, "1.234.567", "1234567", "1.234.567"),
        (Kind.DAY, "3/2/2024", "2024-02-03", "03/02/2024"),
        (Kind.DAY, "2024-02-03", "2024-02-03", "03/02/2024"),
        (Kind.DAY, "03.02.2024", "2024-02-03", "03/02/2024"),
        (Kind.YES, "Có", True, "có"),
        (Kind.YES, False, False, "không"),
        (Kind.PLACE, "22.1470, 105.8348", [22.147, 105.8348], "22.147, 105.8348"),
        (Kind.PLACE, [22.147, 105.8348], [22.147, 105.8348], "22.147, 105.8348"),
    ],
)
def test_what_is_typed_is_read_and_shown_as_people_write_it(
    kind: Kind, typed: object, value: object, words: str
) -> None:
    column = Column("x", "X", kind)
    values, faults = read_values((column,), {"x": typed}, ON)
    assert faults == []
    assert values["x"] == value
    assert shown(column, values["x"]) == words
    again, _none = read_values((column,), {"x": typed_again(column, values["x"])}, ON)
    assert again == values


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.NUMBER, "1,5"),
        (Kind.NUMBER, "١٢"),
        (Kind.NUMBER, "9" * 16),
        (Kind.NUMBER, True),
        (Kind.DECIMAL, "1.234"),
        (Kind.DECIMAL, "NaN"),
        (Kind.DECIMAL, "1e5"),
        (Kind.DECIMAL, "1_0"),
        (Kind.DAY, "31/02/2024"),
        (Kind.DAY, "2024"),
        (Kind.YES, "có lẽ"),
        (Kind.PLACE, "105.8, 22.1"),
        (Kind.PLACE, "22"),
        (Kind.TEXT, ["a"]),
        (Kind.TEXT, "x" * 4001),
    ],
)
def test_what_cannot_be_read_is_said(kind: Kind, typed: object) -> None:
    values, faults = read_values((Column("x", "X", kind),), {"x": typed}, ON)
    assert values == {}
    assert [one.column for one in faults] == ["x"]


@given(st.integers(-(10**14), 10**14), st.integers(0, 9999))
def test_a_decimal_shown_and_typed_again_is_the_same(whole: int, part: int) -> None:
    column = Column("x", "X", Kind.DECIMAL)
    typed = f"{whole},{part:04}"[:17]
    values, faults = read_values((column,), {"x": typed}, ON)
    if faults:
        return
    again, faults = read_values((column,), {"x": typed_again(column, values["x"])}, ON)
    assert (again, faults) == (values, [])


@pytest.mark.parametrize("typed", [None, "", "  ", "\u200b", "\u202e \x00"])
def test_what_nobody_sees_is_nothing(typed: object) -> None:
    column = Column("x", "X", Kind.TEXT)
    assert read_values((column,), {"x": typed}, ON) == ({}, [])
    required = replace(column, required=True)
    _values, faults = read_values((required,), {"x": typed}, ON)
    assert [one.column for one in faults] == ["x"]


def test_a_pattern_made_to_take_for_ever_takes_no_time() -> None:
    column = Column("x", "X", Kind.TEXT, pattern="(a+)+b")
    _values, faults = read_values((column,), {"x": "a" * 3000}, ON)
    assert len(faults) == 1


def _with(**given: object) -> tuple[Table, ...]:
    column = Column(**{"key": "c", "label": "C", "kind": Kind.TEXT, **given})  # type: ignore[arg-type]
    return (COMMUNES, replace(COOPERATIVES, columns=(*COOPERATIVES.columns, column)))


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        (_with(key="ten"), "dùng hai lần"),
        (_with(key="Tên"), "chữ thường"),
        (_with(key="reason"), "chữ thường"),
        (_with(label=""), "Ghi tên"),
        (_with(kind=Kind.ROW, table="khac"), "chưa chọn bảng"),
        (_with(kind=Kind.CODE), "chưa có danh mục"),
        (_with(kind=Kind.DAY, unique=True), "mới không trùng"),
        (_with(least="3"), "không có nhỏ nhất"),
        (_with(kind=Kind.NUMBER, least="ba"), "không hiểu"),
        (_with(kind=Kind.NUMBER, least="9", most="3"), "nhỏ nhất lớn hơn"),
        (_with(kind=Kind.DAY, least="2/1/2024", most="1/1/2024"), "nhỏ nhất lớn hơn"),
        (_with(pattern="(("), "không hiểu mẫu"),
        (_with(longest=0), "độ dài từ 1"),
        (_with(kind=Kind.YES, pattern="x"), "chỉ chữ mới có mẫu"),
        (
            _with(kind=Kind.CODE, codes=(Code("A", "a"), Code("A", "b"))),
            "hai lần cùng thời gian",
        ),
        (
            _with(kind=Kind.CODE, codes=(Code("A", "a", ON, ON),)),
            "hết trước khi bắt đầu",
        ),
        (_with(kind=Kind.CODE, codes=(Code("", "a"),)), "thiếu mã"),
    ],
)
def test_what_may_not_be_a_structure(tables: tuple[Table, ...], words: str) -> None:
    said = [one.words for one in structure_faults(tables, {}, ON)]
    assert any(words in one for one in said), said


def test_a_code_may_come_again_after_it_ended() -> None:
    codes = (Code("A", "cũ", until=ON), Code("A", "mới", since=ON))
    assert structure_faults(_with(kind=Kind.CODE, codes=codes), {}, ON) == []


def test_the_first_column_names_a_row_and_is_nobodys_secret() -> None:
    first, *rest = COMMUNES.columns
    assert ready_faults(TABLES) == []
    assert ready_faults(()) != []
    assert ready_faults((Table("t", "T"),)) != []
    for wrong in (replace(first, personal=True), replace(first, required=False)):
        assert ready_faults((replace(COMMUNES, columns=(wrong, *rest)),)) != []


def test_a_key_never_holds_another_kind() -> None:
    changed = tuple(
        replace(one, kind=Kind.TEXT) if one.key == "von" else one
        for one in COOPERATIVES.columns
    )
    tables = (COMMUNES, replace(COOPERATIVES, columns=changed))
    said = structure_faults(tables, known_of([TABLES]), ON)
    assert [one.column for one in said] == ["von"]


def test_a_structure_is_written_and_read_again_as_it_was() -> None:
    assert read_tables(as_data(TABLES)) == TABLES
    assert differences(TABLES, TABLES) == []
    told = differences(TABLES, (replace(COMMUNES, label="Xã, phường"),))
    assert [(one.words, one.label) for one in told] == [
        ("đổi tên bảng", "Xã, phường"),
        ("bỏ bảng", "Hợp tác xã"),
    ]
