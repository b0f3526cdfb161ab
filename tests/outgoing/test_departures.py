"""What departs from Phụ lục I: every check once wrong, once right, and its mend."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from congvu.outgoing.rules.departure import ELEMENTS
from congvu.outgoing.rules.form import (
    CHECKS,
    FixRefused,
    apply_fix,
    departures,
    form_report,
)
from congvu.outgoing.rules.paper import (
    ARTICLE,
    HEADING,
    ITEM,
    Appendix,
    Block,
    Layout,
    Paper,
    Signer,
)
from tests.outgoing.papers import DECISION, LETTER, PAPERS, SUBMISSION
from tests.scale import examples

GOOD = replace(LETTER, drafter_mark="HÀ")
TEXT = Block(text="Xem phụ lục.")


def body(*blocks: Block) -> Paper:
    return replace(GOOD, body=blocks)


def clause(text: str) -> Block:
    return Block(kind=ITEM, level=1, text=text)


def point(text: str) -> Block:
    return Block(kind=ITEM, level=2, text=text)


def heading(level: int, text: str) -> Block:
    return Block(kind=HEADING, level=level, text=text)


def laid(**measures: float) -> Paper:
    return replace(GOOD, layout=Layout(**measures))


def signed(*authority: str, name: str = "Lê Văn A") -> Paper:
    return replace(GOOD, signer=Signer(authority=authority, name=name))


# code, paper, what is found there, whether the system can mend it.
WRONG: list[tuple[str, Paper, str, bool]] = [
    ("margin-top", laid(top=15), "15 mm", True),
    ("margin-bottom", laid(bottom=30), "30 mm", True),
    ("margin-left", laid(left=25), "25 mm", True),
    ("margin-right", laid(right=25.5), "25,5 mm", True),
    ("size-head", laid(head_size=11), "11 pt", True),
    ("size-content", laid(size=12), "12 pt", True),
    ("spacing", laid(spacing=2), "2 dòng", True),
    ("gap", laid(gap=3), "3 pt", True),
    ("indent", laid(indent=2), "lùi đầu dòng 2 cm", True),
    ("indent-block", body(Block(text="A.", indent=0.55)), "0,55 cm", True),
    ("justified", body(Block(text="A.", justified=False)), "không canh đều", True),
    ("issuer", replace(GOOD, issuer_name=""), "chưa có", False),
    ("issuer-full", replace(GOOD, issuer_name="UBND tỉnh"), "“UBND tỉnh”", True),
    ("parent-other", replace(GOOD, parent_name=GOOD.issuer_name.upper()), "“ỦY", True),
    ("symbol", replace(GOOD, symbol=""), "chưa có", False),
    ("symbol-letters", replace(GOOD, symbol="UBND – NN"), "“UBND – NN”", True),
    ("symbol-type", replace(DECISION, symbol="UBND"), "“UBND”", True),
    ("symbol-type", replace(GOOD, symbol="QĐ-UBND"), "“QĐ-UBND”", True),
    ("symbol-unit", replace(GOOD, symbol="UBND"), "“UBND”", False),
    ("place", replace(GOOD, place=""), "chưa có", False),
    ("place-capital", replace(GOOD, place="bắc Kạn"), "“bắc Kạn”", True),
    ("place-bare", replace(GOOD, place="Bắc Kạn,"), "“Bắc Kạn,”", True),
    ("type-name", replace(DECISION, type_name=""), "chưa có", False),
    ("summary", replace(GOOD, summary=""), "chưa có", False),
    ("summary-end", replace(GOOD, summary="Báo cáo tháng."), "“Báo cáo tháng.”", True),
    ("summary-opening", replace(DECISION, summary="V/v giao đất"), "“V/v", True),
    ("summary-short", replace(GOOD, summary="rất dài " * 40), "ký tự", False),
    ("authority", replace(DECISION, authority_name=""), "chưa có", True),
    ("bases", replace(DECISION, bases=()), "chưa có", False),
    ("basis-opening", replace(DECISION, bases=("Luật Đất đai",)), "“Luật", True),
    (
        "basis-whole",
        replace(DECISION, bases=("Căn cứ Nghị định số 30/2020/NĐ-CP",)),
        "“Căn cứ Nghị định",
        False,
    ),
    ("circulation", replace(GOOD, circulation="Tối mật"), "“Tối mật”", False),
    ("content", body(), "chưa có", False),
    (
        "articles",
        body(
            Block(kind=ARTICLE, text="Điều 1. A"), Block(kind=ARTICLE, text="Điều 3. B")
        ),
        "“Điều 3.”",
        True,
    ),
    ("article-sign", body(Block(kind=ARTICLE, text="Điều 1: A")), "“Điều 1:”", True),
    (
        "parts",
        body(heading(2, "Chương I\nA"), heading(2, "Chương III\nB"), TEXT),
        "“Chương III”",
        True,
    ),
    ("parts", body(heading(1, "Phần 1\nA"), TEXT), "“Phần 1”", True),
    ("sections", body(heading(3, "Mục I\nA"), TEXT), "“Mục I”", True),
    ("titles", body(heading(2, "Chương I"), TEXT), "“Chương I”", False),
    ("titles", body(heading(5, "Điều 1."), TEXT), "“Điều 1.”", False),
    ("clauses", body(clause("1. A"), clause("3. B")), "“3.”", True),
    ("clause-sign", body(clause("1) A")), "“1)”", True),
    (
        "points",
        body(point("a) A"), *(point(f"{c}) B") for c in "bcd"), point("e) C")),
        "“e)”",
        True,
    ),
    ("point-sign", body(point("a. A")), "“a.”", True),
    (
        "dates",
        body(Block(text="Trước ngày 5 tháng 1 năm 2026 và ngày 07 tháng 03 năm 2026.")),
        "“ngày 5 tháng 1”",
        True,
    ),
    (
        "appendix-named",
        replace(GOOD, body=(Block(text="A."),), appendices=(Appendix(title="B"),)),
        "không nhắc",
        False,
    ),
    (
        "appendix-title",
        replace(GOOD, body=(TEXT,), appendices=(Appendix(),)),
        "chưa có",
        False,
    ),
    ("signer-post", signed(), "chưa có", False),
    ("signer-name", signed("Chủ tịch", name=""), "chưa có", False),
    ("capacity", signed("T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "“T/M ỦY", True),
    ("own-post", signed("KT. CHỦ TỊCH"), "“KT. CHỦ TỊCH”", False),
    ("collective", signed("TM. CHỦ TỊCH"), "“TM. CHỦ TỊCH”", False),
    ("no-titles", signed("Giám đốc", name="PGS.TS. Lê A"), "“PGS.TS. Lê A”", True),
    ("name-small", signed("Giám đốc", name="LÊ VĂN A"), "“LÊ VĂN A”", True),
    ("addressed", replace(GOOD, addressees=()), "chưa có", False),
    ("listed", replace(GOOD, recipients=(), filed=""), "chưa có", False),
    ("as-above", replace(GOOD, recipients=("Sở Tài chính",)), "“Sở Tài chính”", True),
    ("filed", replace(GOOD, filed=""), "chưa có", True),
    ("filed-unit", replace(GOOD, filed="VT"), "“VT”", True),
    (
        "filed-apart",
        replace(GOOD, recipients=("Như trên", "Lưu: VT, TH"), filed=""),
        "“Lưu: VT, TH”",
        True,
    ),
    ("once", replace(GOOD, recipients=("Như trên", "A", "A;")), "“A;”", True),
    ("drafter", replace(GOOD, drafter_mark="pl"), "“pl”", True),
]


def test_every_check_is_once_wrong() -> None:
    assert {code for code, *_rest in WRONG} == {check.code for check in CHECKS}
    assert len({check.code for check in CHECKS}) == len(CHECKS) >= 30


@pytest.mark.parametrize(
    ("code", "paper", "found", "mends"), WRONG, ids=[code for code, *_r in WRONG]
)
def test_what_departs_is_found_explained_and_mended(
    code: str, paper: Paper, found: str, mends: bool
) -> None:
    report = form_report(paper)
    departing = [d for d in report.departures if d.code == code]

    assert departing, [d.code for d in report.departures]
    first = departing[0]
    assert found in str(first.found)
    assert str(first.expected)
    assert first.element in ELEMENTS
    assert str(first.basis).startswith("NĐ 30/2020, Phụ lục I")
    assert code not in {check.code for check in report.passed}
    assert (first.fix is not None) is mends
    # What is stored beside a draft is plain data.
    json.dumps(first.fix)
    if mends:
        mended = paper
        while again := [d for d in departures(mended) if d.code == code]:
            mended = apply_fix(mended, again[0])
        assert mended != paper
    else:
        with pytest.raises(FixRefused):
            apply_fix(paper, first)


@pytest.mark.parametrize("paper", [GOOD, DECISION, SUBMISSION])
def test_a_paper_in_form_passes_every_check(paper: Paper) -> None:
    report = form_report(paper)

    assert report.departures == ()
    assert len(report.passed) == len(CHECKS)


def test_the_two_departures_of_the_drawing() -> None:
    """As on the drawing of the page: an indent of 0,55 cm and no line "Lưu"."""
    second = replace(GOOD.body[1], indent=0.55)
    paper = replace(GOOD, body=(GOOD.body[0], second), filed="")

    indent, filed = departures(paper)

    assert (str(indent.where), str(indent.basis)) == (
        "đoạn 2",
        "NĐ 30/2020, Phụ lục I, ô số 6",
    )
    assert str(indent.expected) == "1 cm hoặc 1,27 cm"
    assert str(filed.expected) == "dòng cuối là “Lưu: VT, NNTNMT.”"
    mended = apply_fix(apply_fix(paper, indent), filed)
    assert departures(mended) == []
    assert (mended.body[1].indent, mended.filed) == (1.27, "VT, NNTNMT")


RIGHT: list[tuple[str, Paper]] = [
    ("parts", body(heading(1, "Phần I\nA"), heading(2, "Chương I\nB"), TEXT,
                   heading(1, "Phần II\nC"), heading(2, "Chương I\nD"))),
    ("parts", body(heading(1, "Phần I\nA"), heading(2, "Chương I\nB"), TEXT,
                   heading(1, "Phần II\nC"), heading(2, "Chương II\nD"))),
    ("sections", body(heading(2, "Chương I\nA"), heading(3, "Mục 1\nB"),
                      heading(2, "Chương II\nC"), heading(3, "Mục 1\nD"))),
    ("clauses", body(Block(kind=ARTICLE, text="Điều 1. A"), clause("1. B"),
                     Block(kind=ARTICLE, text="Điều 2. C"), clause("1. D"))),
    ("points", body(*(point(f"{c}) A") for c in "abcdđeghiklmn"))),
    ("points", body(point("a) A"), Block(text="Đoạn giữa."), point("b) B"))),
    ("articles", body(Block(kind=ARTICLE, text="Điều 1. A"),
                      Block(kind=ARTICLE, text="Điều 1a. B"),
                      Block(kind=ARTICLE, text="Điều 2. C"))),
    ("own-post", signed("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    ("capacity", signed("Q. GIÁM ĐỐC")),
    ("capacity", signed("QUYỀN CỤC TRƯỞNG")),
    ("capacity", signed("TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
    ("collective", signed("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN")),
    ("no-titles", signed("Giám đốc", name="Tạ Sơn")),
    ("as-above", replace(DECISION, recipients=("Như Điều 2",))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "paper"), RIGHT)
def test_what_is_right_is_not_pointed_at(code: str, paper: Paper) -> None:
    assert code not in {d.code for d in departures(paper)}


def test_a_mend_of_a_paper_that_changed_is_refused() -> None:
    paper = body(TEXT, Block(text="A.", indent=0.5))
    departure = departures(paper)[0]

    with pytest.raises(FixRefused, match="Văn bản đã đổi"):
        apply_fix(body(TEXT), departure)


@given(PAPERS)
@settings(max_examples=examples(60), deadline=None)
def test_any_mend_gives_a_paper_that_departs_less_or_otherwise(paper: Paper) -> None:
    found: list[Any] = departures(paper)
    for departure in found:
        if departure.fix is not None:
            assert apply_fix(paper, departure) != paper
