"""Charts in papers: drawn in the PDF and the Word file, and never lost on the way."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from docx import Document
from PIL import Image

from congvu.outgoing.formats.chart_picture import picture_of
from congvu.outgoing.formats.chart_rows import UNKNOWN, chart_rows
from congvu.outgoing.formats.compose_docx import compose_docx
from congvu.outgoing.formats.compose_pdf import compose_pdf
from congvu.outgoing.formats.leftover import leftovers
from congvu.outgoing.formats.read_docx import read_docx
from congvu.outgoing.formats.rows import Bar, Rule, Stroke, Words
from congvu.outgoing.rules import blocks_of, text_of
from congvu.outgoing.rules.charts import ChartKind, amount
from congvu.outgoing.rules.paper import CHART, Block, Paper
from congvu.outgoing.rules.paper_json import from_json
from tests.outgoing.pdf_reading import read_pdf

ROOM = 467.0
STATES = Block(
    kind=CHART,
    level=ChartKind.BARS,
    text="Nhiệm vụ theo trạng thái",
    rows=(("Trạng thái", "Số"), ("Đúng hạn", "1.200"), ("Quá hạn", "600")),
)
SHARES = Block(
    kind=CHART,
    level=ChartKind.BARS,
    text="Chỉ tiêu",
    rows=(
        ("Chỉ tiêu", "Đo được", "Mục tiêu"),
        ("Văn bản điện tử", "76,3", "80"),
        ("Hộp thư", UNKNOWN, "100"),
    ),
)
TREND = Block(
    kind=CHART,
    level=ChartKind.TREND,
    text="Qua các quý",
    rows=(("Quý", "Tỷ lệ"), ("I", "50"), ("II", UNKNOWN), ("III", "70"), ("IV", "75")),
)
CHARTS = [STATES, SHARES, TREND]


def marks(block: Block, kind: type) -> list[Any]:
    return [m for row in chart_rows(block, ROOM) for m in row.marks if type(m) is kind]


def test_bars_are_as_long_as_their_numbers() -> None:
    one, half = marks(STATES, Bar)

    assert one.width == pytest.approx(2 * half.width)
    assert one.x == half.x


def test_parts_of_a_stack_follow_one_another_and_differ_without_colour() -> None:
    rows = (("Nơi", "Xong", "Chậm", "Dở"), ("A", "2", "1", "3"))
    bars = marks(Block(CHART, "", ChartKind.STACKED, rows), Bar)[-3:]

    assert [round(b.width / bars[1].width) for b in bars] == [2, 1, 3]
    assert bars[1].x == pytest.approx(bars[0].x + bars[0].width)
    assert len({(b.grey, b.hatched) for b in bars}) == 3


def test_what_is_unknown_is_a_gap_with_its_word_and_never_nought() -> None:
    said = [w.runs[0].text for w in marks(SHARES, Words)]
    assert UNKNOWN in said
    assert len(marks(SHARES, Bar)) == 2  # the legend's and the one that is known
    assert UNKNOWN in [w.runs[0].text for w in marks(TREND, Words)]
    line = [s for s in marks(TREND, Stroke) if len(s.points) == 2 and s.points[0][1]]
    assert len(line) == 1  # III to IV; I stands alone


def test_a_target_is_a_mark_across_its_bar() -> None:
    bar = marks(SHARES, Bar)[-1]
    at = [rule.x for rule in marks(SHARES, Rule) if rule.down and rule.thickness > 1]

    scale = bar.width / 76.3
    assert bar.x + 80 * scale in [pytest.approx(x) for x in at]


@pytest.mark.parametrize("block", CHARTS)
def test_a_chart_comes_back_from_word_and_from_plain_lines(block: Block) -> None:
    paper = Paper(type_code="BC", type_name="Báo cáo", body=(block, Block(text="Hết")))

    made = compose_docx(paper)
    read = read_docx(made)

    assert made == compose_docx(paper)
    assert read.paper.body[0] == block
    assert leftovers(read) == []
    plain = paper.as_json()["body"]
    assert from_json({"body": blocks_of(text_of(plain))}).body[0] == block


@pytest.mark.parametrize("block", CHARTS)
def test_the_picture_has_the_width_of_the_text_and_ink(block: Block) -> None:
    rows = chart_rows(block, ROOM)
    data, high = picture_of(rows, ROOM)
    image = Image.open(BytesIO(data))

    assert (data, high) == picture_of(rows, ROOM)
    assert image.width == round(ROOM * 200 / 72)
    dark, _light = image.getextrema()
    assert dark == 0
    shape = Document(
        BytesIO(compose_docx(Paper(type_code="BC", body=(block,))))
    ).inline_shapes[0]
    assert shape.width.pt == pytest.approx(467.7, abs=1)
    assert shape._inline.docPr.get("descr").startswith("[Biểu đồ")


def test_the_pdf_draws_it_in_lines_with_its_words() -> None:
    blocks = (STATES, SHARES, TREND)
    made = compose_pdf(Paper(type_code="BC", body=blocks)).pdf

    said = " ".join(piece.text for piece in read_pdf(made).pieces)
    for words in ("Nhiệm vụ theo trạng thái", "1.200", "76,3", UNKNOWN, "III"):
        assert words in said
    for page in pdfium.PdfDocument(made):
        assert not list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


def test_what_cannot_be_drawn_is_printed_as_the_table_it_is() -> None:
    block = Block(CHART, "Ghi chú", 9, (("Nơi", "Nhận xét"), ("Sở Y tế", "tốt")))
    paper = Paper(type_code="BC", body=(block,))

    said = " ".join(p.text for p in read_pdf(compose_pdf(paper).pdf).pieces)
    assert "Nhận xét" in said
    assert "tốt" in said
    document = Document(BytesIO(compose_docx(paper)))
    assert document.tables[-1].rows[1].cells[1].text == "tốt"
    assert not document.inline_shapes


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,5 %", 1234.5),
        ("-3,2", -3.2),
        ("12", 12.0),
        ("chưa biết", None),
        ("", None),
        ("9" * 40, None),
    ],
)
def test_numbers_as_papers_write_them(text: str, number: float | None) -> None:
    assert amount(text) == number


def test_a_long_label_is_cut_where_it_can_be_seen() -> None:
    rows = (("Nơi", "Số"), ("Ủy ban nhân dân " * 20, "3"))
    said = [w.runs[0].text for w in marks(Block(CHART, "", 1, rows), Words)]

    assert "…" in said
    assert len(said) == 4
