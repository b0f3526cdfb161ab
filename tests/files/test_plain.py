"""Plain text is set on sheets, so that its head is read like a printed one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.files.formats.layout import group_lines
from congvu.files.formats.plain import COLUMNS, LINES, draw, lay_out, sheets_of


def _lines(text: str) -> list[list[str]]:
    return [
        [s.text for s in line.segments]
        for page in lay_out(text)
        for line in group_lines(page)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "UBND TỈNH          CỘNG HÒA XÃ HỘI",
        "UBND TỈNH\tCỘNG HÒA XÃ HỘI".expandtabs(40),
        "UBND TỈNH | CỘNG HÒA XÃ HỘI |",
    ],
)
def test_columns_stay_apart(text: str) -> None:
    assert _lines(text) == [["UBND TỈNH", "CỘNG HÒA XÃ HỘI"]]


def test_words_of_one_line_stay_together() -> None:
    assert _lines("Số: 15/2009/CT-UBND\n\nCHỈ THỊ") == [
        ["Số: 15/2009/CT-UBND"],
        ["CHỈ THỊ"],
    ]


def test_a_long_paragraph_is_cut_between_words_and_none_is_lost() -> None:
    words = [f"chữ{n}" for n in range(500)]
    found = [w.text for page in lay_out(" ".join(words)) for w in page.words]

    assert found == words
    assert all(w.x1 <= 1 for page in lay_out(" ".join(words)) for w in page.words)


def test_a_long_text_has_pages_and_only_head_and_tail_keep_their_words() -> None:
    pages = lay_out("\n".join(f"dòng {n}" for n in range(LINES * 10)))

    assert [p.number for p in pages] == list(range(1, 11))
    assert [p.number for p in pages if p.words] == [1, 2, 3, 9, 10]


def test_a_form_feed_begins_a_page() -> None:
    assert len(lay_out("một\fhai")) == 2


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\f", "\x00"])
def test_next_to_nothing_is_still_a_page(text: str) -> None:
    assert len(lay_out(text)) >= 1


@given(st.text(max_size=400))
def test_any_text_can_be_set(text: str) -> None:
    for page in lay_out(text):
        assert all(0 <= w.x0 < w.x1 <= 1.01 and 0 < w.y0 < w.y1 < 1 for w in page.words)


@pytest.mark.parametrize("unit", ["x", "\n", "|", "ba chữ ", "\t"])
def test_twenty_megabytes_of_anything_do_not_hold_the_reader_up(unit: str) -> None:
    began = time.process_time()

    lay_out(unit * (20_000_000 // len(unit)))

    assert time.process_time() - began < 10
    assert COLUMNS > 40


def test_a_sheet_is_drawn_where_its_words_are_read() -> None:
    text = "Số: 15/2009/CT-UBND\n\n" + " " * 40 + "CHỈ THỊ"
    [lines] = sheets_of(text)
    [page] = lay_out(text)

    drawn = draw(lines).convert("L")

    assert drawn.width < drawn.height
    for word in page.words:
        box = (
            int(word.x0 * drawn.width),
            int(word.y0 * drawn.height),
            int(word.x1 * drawn.width) + 1,
            int((word.y1 + 0.01) * drawn.height),
        )
        assert drawn.crop(box).getextrema()[0] < 100, word.text
    empty = drawn.crop((0, drawn.height // 2, drawn.width, drawn.height))
    assert empty.getextrema() == (255, 255)


def test_there_is_a_sheet_for_every_page_that_is_counted() -> None:
    text = "\n".join(f"dòng {n}" for n in range(3 * LINES))

    assert len(sheets_of(text)) == len(lay_out(text)) == 3
    assert sheets_of("") == [[]]
