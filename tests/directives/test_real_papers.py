"""The seed directive and the four state papers that stand beside the checkout.

What they order was listed by reading them; their text stays where it is.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from congvu.directives.rules import Proposal, Reading, read
from congvu.files.actions import take_text

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEED = next(iter((SHARED / "seed").glob("*.txt")), None)
PAPERS = SHARED / "data" / "documents"

papers_at_hand = pytest.mark.skipif(
    not PAPERS.is_dir(), reason="not run: the state papers are not at hand"
)


@pytest.fixture(scope="module")
def seed() -> Reading:
    if SEED is None:
        pytest.skip("not run: the seed directive is not at hand")
    return read(SEED.read_text(encoding="utf-8"))


def said(duty: Proposal) -> str:
    return " ".join(duty.sentence.split())


def beginning(reading: Reading, words: str) -> Proposal:
    (found,) = [duty for duty in reading.proposals if said(duty).startswith(words)]
    return found


def test_the_seed_orders_this_often_and_of_whom(seed: Reading) -> None:
    department = ("Sở Thông tin và Truyền thông",)

    assert (seed.kind, seed.issued) == ("chỉ thị", date(2009, 9, 28))
    assert len(seed.proposals) == 34
    assert sum(duty.lead == department for duty in seed.proposals) == 15
    assert all(duty.lead for duty in seed.proposals)


def test_the_seed_says_by_when_and_how_much(seed: Reading) -> None:
    share = beginning(seed, "Đến hết năm 2010 có 80% văn bản")

    assert (share.clause, share.deadline) == ("6.b", date(2010, 12, 31))
    assert (share.measure, share.measure_value) == ("80%", 80)


def test_the_seed_says_who_watches(seed: Reading) -> None:
    watch = beginning(seed, "Giao nhiệm vụ Giám đốc Sở")

    assert watch.lead == ("Giám đốc Sở Thông tin và Truyền thông",)
    assert {duty.watch for duty in seed.proposals} == {(), watch.lead}


def test_the_seed_names_the_papers_it_stands_on(seed: Reading) -> None:
    numbers = {paper.number for duty in seed.proposals for paper in duty.cites}

    assert numbers >= {
        "2619/QĐ-UBND",
        "19/2008/QĐ-BTTTT",
        "20/2008/QĐ-BTTTT",
        "43/2008/TTLT-BTC-BTTTT",
        "1654/BTTTT-ƯDCNTT",
    }
    assert any(
        "Điều 28 Luật Công nghệ thông tin" in paper.words
        for duty in seed.proposals
        for paper in duty.cites
    )


@pytest.mark.parametrize(
    "words",
    [
        "Trong những năm qua",
        "Việc đảm bảo an toàn thông tin",
        "Chỉ thị này có hiệu lực",
        "Quyết định 2619/QĐ-UBND năm 2019",
        "Đẩy mạnh việc triển khai xây dựng cơ sở hạ tầng CNTT.",
    ],
)
def test_the_seed_does_not_order_what_it_tells(seed: Reading, words: str) -> None:
    assert not any(said(duty).startswith(words) for duty in seed.proposals)


def test_the_seed_in_lines_of_eighty_signs_gives_the_same(seed: Reading) -> None:
    broken = "\n".join(
        line if len(line) < 90 else _broken(line) for line in seed.text.split("\n")
    )

    again = read(broken).proposals

    assert [said(duty) for duty in again] == [said(duty) for duty in seed.proposals]


def _broken(line: str) -> str:
    lines, now = [], ""
    for word in line.split(" "):
        if now and len(now) + len(word) >= 80:
            lines.append(now)
            now = ""
        now = f"{now} {word}".strip()
    return "\n".join([*lines, now])


FLAG = [
    ("các cơ quan, đơn vị của Trung ương", date(2026, 5, 14)),
    ("Ủy ban nhân dân các phường, xã", None),
    ("Thủ trưởng các cơ quan, đơn vị", None),
]


def firsts(reading: Reading) -> list[tuple[str, date | None]]:
    return [(duty.lead[0], duty.deadline) for duty in reading.proposals]


@papers_at_hand
@pytest.mark.parametrize(
    ("name", "orders"),
    [
        ("hanoi_tb_453_flag", FLAG),
        ("cv_3722_metro", [("Bộ Công an", date(2026, 5, 10))]),
        ("qd_729_ttg", [("Bộ trưởng Bộ Nội vụ", None)]),
        ("tt_21_bct_fuel", []),
    ],
)
def test_the_first_page_of_a_state_paper_gives_what_it_orders(
    name: str, orders: list[tuple[str, date | None]]
) -> None:
    """The last of them orders on its second page only."""
    text = (PAPERS / f"{name}.page1.txt").read_text(encoding="utf-8")

    assert firsts(read(text, issued=date(2026, 4, 29))) == orders


@papers_at_hand
def test_a_printed_paper_gives_what_it_orders() -> None:
    assert firsts(read(take_text(path=PAPERS / "hanoi_tb_453_flag.pdf").text)) == FLAG


@papers_at_hand
@pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="not run: Tesseract is missing"
)
def test_a_scan_gives_what_it_orders_by_what_recognition_makes_of_it() -> None:
    taken = take_text(path=PAPERS / "qd_729_ttg.pdf")

    assert taken.unread == ()
    assert firsts(read(taken.text)) == [("Bộ trưởng Bộ Nội vụ", None)]
