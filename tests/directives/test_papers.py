"""Invented papers in the form of real ones, each with what it orders, listed by hand.

One a phenomenon: the plan of a province with lines of who and by when, the notice of a
conclusion cut by a page number, the telegram with (i) and (ii), the decision with its
regulation, the letter in lines of eighty signs, the news of a letter, glued words, the
Party's resolution and directive, a circular, a report that orders nothing.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from congvu.directives.rules import Reading, read
from tests.directives.measure import score

PAPERS = sorted((Path(__file__).parent / "papers").glob("*.txt"))


def reading_of(name: str) -> Reading:
    paper = next(paper for paper in PAPERS if paper.stem == name)
    return read(paper.read_text(encoding="utf-8"))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_the_paper_gives_its_duties_and_nothing_else(paper: Path) -> None:
    answer = json.loads(paper.with_suffix(".json").read_text(encoding="utf-8"))
    reading = read(paper.read_text(encoding="utf-8"))

    assert (reading.kind, reading.issued and reading.issued.isoformat()) == (
        answer["kind"],
        answer["issued"],
    )
    assert [
        {
            "start": duty.start,
            "end": duty.end,
            "clause": duty.clause,
            "lead": list(duty.lead),
            "support": list(duty.support),
            "deadline": duty.deadline.isoformat() if duty.deadline else None,
            "recurs": duty.recurs,
            "measure": duty.measure,
        }
        for duty in reading.proposals
    ] == answer["duties"]


def test_a_report_says_that_it_orders_nothing() -> None:
    reading = reading_of("khong_giao_viec")

    assert reading.proposals == ()
    assert reading.said == "Không tìm thấy câu nào giao nhiệm vụ trong văn bản này."


def test_who_follows_up_is_told_to_every_other_duty() -> None:
    duties = reading_of("nghi_quyet_cap_uy").proposals

    told = {duty.lead: duty.watch for duty in duties}
    assert told["Người đứng đầu cấp ủy",] == ("Văn phòng Tỉnh ủy",)
    assert told["Văn phòng Tỉnh ủy",] == ()


def test_a_sentence_cut_by_a_page_number_is_one() -> None:
    duty = reading_of("thong_bao_ket_luan").proposals[0]

    assert "UBND\n2\ntỉnh trước ngày 05/7/2025" in duty.sentence
    assert duty.deadline == date(2025, 7, 5)


def test_the_words_it_went_by_are_named() -> None:
    reading = reading_of("ke_hoach_tinh")
    duty = next(duty for duty in reading.proposals if duty.clause == "III.1")

    words = {
        word.role.value: reading.text[word.start : word.end] for word in duty.words
    }
    assert words["order"] == "Rà soát"
    assert words["deadline"] == "Tháng 4/2025"
    assert duty.title == "Rà soát, sửa đổi quy chế hoạt động của Bộ phận Một cửa"


def test_the_measure_tool_counts_what_it_says() -> None:
    result, listed, proposals = score(PAPERS[0])

    assert result.listed == result.proposed == result.matched == len(listed)
    assert result.lead == result.deadline == len(proposals)
