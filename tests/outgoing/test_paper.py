"""The parts of a paper as data, both ways, and what is said of other data."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from congvu.outgoing.rules.paper import Block, Paper, Signer
from congvu.outgoing.rules.paper_json import PaperUnreadable, from_json
from tests.outgoing.papers import DECISION, LETTER, PAPERS, SUBMISSION
from tests.scale import examples


@given(PAPERS)
@settings(max_examples=examples(80), deadline=None)
def test_a_paper_comes_back_from_its_json(paper: Paper) -> None:
    stored = json.loads(json.dumps(paper.as_json(), ensure_ascii=False))

    assert from_json(stored) == paper
    assert from_json(stored).as_json() == paper.as_json()


@pytest.mark.parametrize("paper", [LETTER, DECISION, SUBMISSION])
def test_the_usual_papers_come_back(paper: Paper) -> None:
    assert from_json(paper.as_json()) == paper


def test_what_is_missing_or_unknown_is_no_error() -> None:
    paper = from_json({"summary": "Kế hoạch", "colour": "red", "bases": None})

    assert paper == Paper(summary="Kế hoạch")


def test_signs_nobody_sees_are_gone() -> None:
    paper = Paper(
        summary="Giấy\u202e mời\x00 họp\u200b",
        issuer_name="Ủy ban nhân dân\r\n tỉnh",
        body=(Block(text="Một\u2028dòng\tchữ"),),
        recipients=("", "  ", "Như trên"),
    )

    assert paper.summary == "Giấy mời họp"
    assert paper.issuer_name == "Ủy ban nhân dân\ntỉnh"
    assert paper.body[0].text == "Một dòng chữ"
    assert paper.recipients == ("Như trên",)


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"number": 0}, "number", "Số văn bản: cần trong khoảng 1 đến 999999."),
    ({"number": "bảy"}, "number", "Số văn bản: cần một số."),
    ({"number": 1.5}, "number", "Số văn bản: cần số nguyên."),
    ({"number": True}, "number", "Số văn bản: cần một số."),
    ({"issued_on": "31/01/2026"}, "issued_on", "Ngày ban hành: cần ngày dạng"),
    ({"issued_on": "0001-01-01"}, "issued_on", "Ngày ban hành: năm không có thật."),
    ({"summary": 5}, "summary", "Trích yếu: cần chữ."),
    ({"urgency": "now"}, "urgency", "Mức độ khẩn: không có “now”"),
    ({"bases": "Căn cứ"}, "bases", "Căn cứ: cần một danh sách."),
    ({"bases": ["a", 3]}, "bases.1", "Căn cứ, dòng 2: cần chữ."),
    (
        {"body": [{}, {"kind": "image"}]},
        "body.1.kind",
        "Nội dung, dòng 2, loại đoạn: không có “image”",
    ),
    ({"body": [[]]}, "body.0", "Nội dung, dòng 1: cần một nhóm mục có tên."),
    (
        {"body": [{"rows": [["a"], ["b", 7]]}]},
        "body.0.rows.1.1",
        "Nội dung, dòng 1, hàng của bảng, dòng 2, dòng 2: cần chữ.",
    ),
    ({"body": [{"justified": "x"}]}, "body.0.justified", "cần có hoặc không"),
    ({"layout": {"left": 400}}, "layout.left", "lề trái: cần trong khoảng 10 đến 45"),
    ({"layout": {"size": float("nan")}}, "layout.size", "cỡ chữ nội dung: cần một số"),
    ({"place": "x" * 151}, "place", "Địa danh: dài quá 150 ký tự."),
    ({"recipients": ["x"] * 501}, "recipients", "Nơi nhận: quá 500 dòng."),
    ({"appendices": [{"landscape": 1}]}, "appendices.0.landscape", "Phụ lục, dòng 1"),
]


@pytest.mark.parametrize(("data", "field", "words"), WRONG)
def test_what_cannot_be_read_is_named(
    data: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(PaperUnreadable) as refused:
        from_json(data)

    assert [(r.field, words in r.message) for r in refused.value.reasons] == [
        (field, True)
    ], refused.value.reasons


def test_all_reasons_come_at_once() -> None:
    with pytest.raises(PaperUnreadable) as refused:
        from_json(
            {"number": "x", "copies": -1, "signer": "Dũng", "body": [{"text": 1}]}
        )

    assert {r.field for r in refused.value.reasons} == {
        "number",
        "copies",
        "signer",
        "body.0.text",
    }


@pytest.mark.parametrize("data", [None, [], "x", 3])
def test_what_is_no_mapping_is_no_paper(data: Any) -> None:
    if data is None:
        assert from_json(data) == Paper()
        return
    with pytest.raises(PaperUnreadable):
        from_json(data)


def test_a_number_may_be_written_with_a_comma() -> None:
    assert from_json({"layout": {"indent": "1,27"}}).layout.indent == 1.27
    assert from_json({"signer": {"name": "A"}}).signer == Signer(name="A")
