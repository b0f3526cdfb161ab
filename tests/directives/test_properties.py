"""What holds for every text."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.directives.rules import Reading, read
from tests.scale import examples

PAPERS = [
    paper.read_text(encoding="utf-8")
    for paper in sorted((Path(__file__).parent / "papers").glob("*.txt"))
]
LINES = [line for paper in PAPERS for line in paper.splitlines()]
PIECES = (
    "Giao|Yêu cầu|Sở Y tế|các sở, ban, ngành|chủ trì|phối hợp với|rà soát|đã|cần|"
    "có trách nhiệm:|như sau:|trước ngày 10/5/2025|100%|hằng năm|(i)|;|.|,|:|1.|a)|-|+|"
    "Điều 3.|II.|(|)|\n|\n\n|\f|\t|./.|…|TP.|\x00|\u200b|\ud800|’"
)
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES.split("|")), max_size=60).map(" ".join),
    st.lists(st.sampled_from(LINES), max_size=25).map("\n".join),
)


def holds(reading: Reading) -> None:
    """The spans lie in the text, in order and apart, and are its sentences."""
    before = 0
    for duty in reading.proposals:
        assert before <= duty.start < duty.end <= len(reading.text)
        assert reading.text[duty.start : duty.end] == duty.sentence
        assert duty.sentence == duty.sentence.strip()
        before = duty.end
        for word in duty.words:
            assert 0 <= word.start < word.end <= len(reading.text)
        for cited in duty.cites:
            assert duty.start <= cited.start < cited.end <= duty.end
    assert bool(reading.said) != bool(reading.proposals)


@given(texts)
@settings(max_examples=examples(80), deadline=None)
def test_no_text_makes_it_fail(text: str) -> None:
    reading = read(text)

    holds(reading)
    assert reading == read(text)


@given(texts)
@settings(max_examples=examples(30), deadline=None)
def test_decomposed_letters_say_the_same(text: str) -> None:
    taken_apart = unicodedata.normalize("NFD", text)

    assert read(taken_apart) == read(text)


@pytest.mark.parametrize("paper", PAPERS, ids=range(len(PAPERS)))
def test_lines_may_end_as_on_any_machine(paper: str) -> None:
    windows = read(paper.replace("\n", "\r\n")).proposals

    assert [" ".join(duty.sentence.split()) for duty in windows] == [
        " ".join(duty.sentence.split()) for duty in read(paper).proposals
    ]


def test_an_empty_text_gives_nothing_and_says_so() -> None:
    for text in ("", " \n\t\f "):
        assert read(text).said == "Văn bản không có chữ đọc được."


HOSTILE = {
    "one letter": "a",
    "open brackets": "(",
    "semicolons": "; ",
    "commas": "Sở Y tế, ",
    "and": "các sở và ",
    "colons": "Sở Y tế: ",
    "settings": "Để rà soát, trong khi, ",
    "with": "phối hợp với các ",
    "deep numbers": "1.1.1.1.1 ",
    "bullets": "- \n",
    "items": "(i) ",
    "days": "trước ngày 10/5 từ ",
    "per cent": "100% ",
    "numbers": "12/2025/QĐ-UBND-",
    "law": "Luật ",
    "glued": "chỉđạo",
    "dots": "......",
    "forms": "\f12\n",
    "includes": "Giao Sở Y tế rà soát, bao gồm ; ",
    "duties": "1. Sở Y tế rà soát; Giao Sở Y tế làm A.\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    """A pattern that goes back and forth would take minutes."""
    text = (piece * (60_000 // len(piece) + 1))[:60_000]
    begun = time.process_time()

    holds(read(text))

    assert time.process_time() - begun < 4


def test_a_megabyte_of_everything_hostile_is_read() -> None:
    each = 1_000_000 // len(HOSTILE)
    text = "\n".join((piece * each)[:each] for piece in HOSTILE.values())
    begun = time.process_time()

    holds(read(text))

    assert time.process_time() - begun < 15


def test_two_hundred_pages_are_read_in_two_seconds() -> None:
    page = "\n".join(PAPERS)
    text = (page * (500_000 // len(page) + 1))[:500_000]
    begun = time.process_time()

    reading = read(text)

    assert time.process_time() - begun < 6, "two seconds on a quiet machine"
    assert len(reading.proposals) > 1000
