"""Điều 15 as tables: which sequence, which symbol, what no head may decide."""

from __future__ import annotations

import pytest

from congvu.outgoing.rules import (
    DEFAULT_SEQUENCES,
    Asked,
    SequenceKind,
    SequenceRule,
    SymbolParts,
    choose,
    notation_of,
    sequence_reasons,
    symbol_of,
)

KNOWN = {"QĐ", "CT", "CV", "TB"}
REST = SequenceRule("Chung")
COPIES = SequenceRule("Bản sao", SequenceKind.COPIES, ("SY", "SL", "TrS"))
DECISIONS = SequenceRule("Quyết định", SequenceKind.ADMINISTRATIVE, ("QĐ", "CT"))
LAW = SequenceRule("Quyết định QPPL", SequenceKind.NORMATIVE, ("QĐ",))
BOARD = SequenceRule(
    "Ban Chỉ đạo", SequenceKind.ADVISORY, body="Ban Chỉ đạo", body_symbol="BCĐ"
)
ALL = (DECISIONS, REST, LAW, BOARD, COPIES)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (Asked("QĐ"), "Quyết định"),
        (Asked("TB"), "Chung"),
        (Asked("CV"), "Chung"),
        (Asked("QĐ", normative=True), "Quyết định QPPL"),
        (Asked("QĐ", body="Ban Chỉ đạo"), "Ban Chỉ đạo"),
        (Asked("SY"), "Bản sao"),
        (Asked("TrS"), "Bản sao"),
    ],
)
def test_each_paper_has_one_sequence(asked: Asked, name: str) -> None:
    chosen = choose(ALL, asked)

    assert chosen is not None
    assert chosen.name == name


@pytest.mark.parametrize(
    "asked", [Asked("CT", normative=True), Asked("QĐ", body="Hội đồng lạ")]
)
def test_what_nobody_set_has_no_sequence(asked: Asked) -> None:
    assert choose(ALL, asked) is None


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ((COPIES,), "Cần đúng một dãy số hành chính chung"),
        ((REST, SequenceRule("Khác"), COPIES), "Cần đúng một dãy số hành chính chung"),
        ((REST,), "Cần đúng một dãy số chung cho bản sao"),
        ((REST, COPIES, DECISIONS, DECISIONS), "trùng tên"),
        (
            (REST, COPIES, DECISIONS, SequenceRule("Khác", type_codes=("CT",))),
            "chỉ thuộc một dãy",
        ),
        ((REST, COPIES, SequenceRule("Lạ", type_codes=("XYZ",))), "danh mục"),
        (
            (REST, COPIES, SequenceRule("L", SequenceKind.NORMATIVE, ("QĐ", "CT"))),
            "có một dãy số riêng",
        ),
        ((REST, COPIES, SequenceRule("H", SequenceKind.ADVISORY)), "chữ viết tắt"),
        ((SequenceRule(""), COPIES), "cần một tên"),
        ((SequenceRule("a" * 121), COPIES), "120 ký tự"),
        (
            (REST, COPIES, LAW, SequenceRule("L2", SequenceKind.NORMATIVE, ("QĐ",))),
            "một loại văn bản quy phạm",
        ),
        (
            (
                REST,
                COPIES,
                BOARD,
                SequenceRule(
                    "B2", SequenceKind.ADVISORY, body="Ban 2", body_symbol="BCĐ"
                ),
            ),
            "một hội đồng, ban, tổ",
        ),
    ],
)
def test_a_split_that_is_refused_says_why(
    rules: tuple[SequenceRule, ...], said: str
) -> None:
    reasons = " ".join(r.message for r in sequence_reasons(rules, KNOWN))

    assert said in reasons


def test_everything_against_a_split_comes_at_once() -> None:
    wrong = (SequenceRule("Lạ", type_codes=("XYZ",)),)

    assert len(sequence_reasons(wrong, KNOWN)) == 3


def test_the_default_is_a_split_that_is_allowed() -> None:
    assert sequence_reasons(DEFAULT_SEQUENCES, KNOWN) == []
    assert sequence_reasons(ALL, KNOWN) == []


@pytest.mark.parametrize(
    ("number", "parts", "symbol", "notation"),
    [
        (7, SymbolParts("QĐ", "UBND"), "07/QĐ-UBND", "QĐ-UBND"),
        (15, SymbolParts("QĐ", "UBND", "KGVX"), "15/QĐ-UBND", "QĐ-UBND"),
        (12, SymbolParts("", "UBND", "KGVX"), "12/UBND-KGVX", "UBND-KGVX"),
        (4871, SymbolParts("", "UBND"), "4871/UBND", "UBND"),
        (
            15,
            SymbolParts("CT", "UBND", normative=True),
            "15/2009/CT-UBND",
            "CT-UBND",
        ),
    ],
)
def test_the_symbol_is_built_as_phu_luc_iii_writes_it(
    number: int, parts: SymbolParts, symbol: str, notation: str
) -> None:
    assert symbol_of(number, parts, year=2009) == symbol
    assert notation_of(parts) == notation
