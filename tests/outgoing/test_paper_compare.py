"""Two versions side by side, by paragraph and by word."""

from __future__ import annotations

import time
from dataclasses import replace

from hypothesis import given, settings

from congvu.outgoing.rules.compare import Part, compare, word_parts
from congvu.outgoing.rules.paper import Block, Paper
from tests.outgoing.papers import DECISION, LETTER, PAPERS
from tests.scale import examples


def test_the_same_paper_has_no_changes() -> None:
    differences = compare(LETTER, LETTER)

    assert [d.kind for d in differences] == ["same"] * len(differences)


def test_words_that_changed_are_marked() -> None:
    new = replace(
        LETTER,
        body=(
            LETTER.body[0],
            replace(
                LETTER.body[1],
                text=LETTER.body[1].text.replace("20 tháng 11", "25 tháng 11"),
            ),
            Block(text="Đoạn mới thêm vào."),
            LETTER.body[2],
        ),
        recipients=LETTER.recipients[:-1],
    )
    differences = [d for d in compare(LETTER, new) if d.kind != "same"]

    assert [(d.kind, d.element) for d in differences] == [
        ("changed", "body"),
        ("added", "body"),
        ("removed", "recipients"),
    ]
    changed = differences[0]
    assert [p.text.strip() for p in changed.old if p.is_changed] == ["20"]
    assert [p.text.strip() for p in changed.new if p.is_changed] == ["25"]
    assert differences[2].new == ()


def test_another_paper_is_all_gone_and_all_new() -> None:
    kinds = {d.kind for d in compare(LETTER, DECISION)}

    assert {"added", "removed"} <= kinds


def test_word_parts_give_both_texts_back() -> None:
    old, new = word_parts("một hai ba.", "một bốn ba.")

    assert old == (Part("một"), Part(" hai", is_changed=True), Part(" ba."))
    assert new == (Part("một"), Part(" bốn", is_changed=True), Part(" ba."))


@given(PAPERS, PAPERS)
@settings(max_examples=examples(40), deadline=None)
def test_each_side_says_all_its_words(old: Paper, new: Paper) -> None:
    differences = compare(old, new)

    for paper, side in ((old, "old"), (new, "new")):
        said = " ".join("".join(p.text for p in getattr(d, side)) for d in differences)
        for block in paper.body:
            for word in block.text.split():
                assert word in said


def test_long_papers_are_compared_in_seconds() -> None:
    old = replace(
        LETTER,
        body=tuple(Block(text=f"Đoạn {n} " + "chữ và " * 80) for n in range(600)),
    )
    new = replace(
        old, body=(Block(text="một hai ba bốn " * 1200), *old.body[5:], *old.body[:3])
    )
    started = time.perf_counter()
    compare(old, new)

    assert time.perf_counter() - started < 5
