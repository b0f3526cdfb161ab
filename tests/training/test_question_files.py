"""Questions and results out of Moodle's own files."""

from __future__ import annotations

from io import BytesIO
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from congvu.files.formats.sheet_grid import Sheet, Table
from congvu.files.formats.sheets import read_sheets
from congvu.training.formats.gift import read_gift
from congvu.training.formats.grades import NotGrades, read_grades
from congvu.training.rules.questions import QuestionKind

BANK = r"""// câu hỏi của lớp an toàn thông tin
$CATEGORY: An toàn

::Câu 1::Mật khẩu nào mạnh nhất?{
  ~12345678
  =Hoa\=Ban\#7 # tốt
  ~matkhau
}

Đâu là dấu hiệu của thư lừa đảo?{~%50%giục giã ~%50%tên miền lạ ~%-100%có chữ ký số}

Chia sẻ mật khẩu cho đồng nghiệp là đúng.{F}

Ghép cổng với giao thức.{ =HTTPS -> 443 =SSH -> 22 = -> 25 }

Thủ đô của Việt Nam là {=Hà Nội =Ha Noi}.

Viết về an toàn thông tin.{}

Bao nhiêu bit?{#8}

Câu này hỏng
"""


def test_a_gift_file_is_read_question_by_question():
    read = list(read_gift(BANK))
    kinds = [one.asked.kind if one.asked else one.why for one in read]
    assert kinds[:5] == [
        QuestionKind.SINGLE,
        QuestionKind.MULTIPLE,
        QuestionKind.TRUE_FALSE,
        QuestionKind.MATCHING,
        QuestionKind.SHORT,
    ]
    assert [bool(one.asked) for one in read] == [True] * 5 + [False] * 3
    assert [one.line for one in read] == [4, 10, 12, 14, 16, 18, 20, 22]
    single, several, truth, pairs, short = (one.asked for one in read[:5])
    assert (single.choices, single.key) == (("12345678", "Hoa=Ban#7", "matkhau"), (1,))
    assert several.key == (0, 1)
    assert truth.key == (1,)
    assert (pairs.prompts, pairs.choices, pairs.key) == (
        ("HTTPS", "SSH"),
        ("443", "22", "25"),
        (0, 1),
    )
    assert (short.stem, short.accepted) == (
        "Thủ đô của Việt Nam là ___ .",
        ("Hà Nội", "Ha Noi"),
    )


@given(st.text(alphabet="ab={}~#%->:\\\n 5TF", max_size=200))
def test_any_text_is_read_or_told(text):
    for one in read_gift(text):
        assert (one.asked is None) == bool(one.why)


@pytest.mark.parametrize(
    "text", ["::" + "a::" * 30_000, "::a::" + " " * 30_000 + "b", "::a" * 30_000 + "{"]
)
def test_what_never_ends_is_read_in_a_moment(text):
    begun = perf_counter()
    [one] = read_gift(text)
    assert one.asked is None
    assert perf_counter() - begun < 1


def test_a_name_ends_where_it_ends():
    read = read_gift("::Câu 1::Gì?{=a ~b}\n\n::a:b::[html]Hai::ba?{T}\n\n::c{=d}")
    assert [one.asked.stem for one in read] == ["Gì?", "Hai::ba?", "::c"]


def _table(*rows: list[str]) -> Table:
    return Table([Sheet("Điểm", [(n, r) for n, r in enumerate(rows, start=1)])])


def test_grades_of_moodle_in_two_languages():
    english = _table(
        [
            "First name",
            "Last name",
            "ID number",
            "Email address",
            "Course total (Real)",
        ],
        ["Lan", "Nguyễn Thị", "CB01", "LAN@so.example", "87,5"],
        ["Minh", "Trần", "", "minh@so.example", "-"],
        ["Hoa", "Lê", "CB03", "", "chín"],
        ["Tú", "Đỗ", "CB04", "", "101"],
        [],
    )
    told = read_grades(english, 100)
    assert [(one.line, one.name, one.mail, one.code, one.score) for one in told] == [
        (2, "Nguyễn Thị Lan", "lan@so.example", "CB01", 875),
        (3, "Trần Minh", "minh@so.example", "", None),
        (4, "Lê Hoa", "", "CB03", None),
        (5, "Đỗ Tú", "", "CB04", None),
    ]
    assert [bool(one.why) for one in told] == [False, False, True, True]
    vietnamese = _table(
        ["Họ và tên", "Địa chỉ thư điện tử", "Tổng khóa học (Phần trăm)"],
        ["Nguyễn Thị Lan", "lan@so.example", "87,5 %"],
    )
    assert read_grades(vietnamese, 10)[0].score == 875


def _sheet(head: str, *figures: float | str) -> Table:
    """As a spreadsheet holds it: numbers are numbers, texts texts."""
    out = BytesIO()
    book = Workbook(out)
    page = book.add_worksheet()
    page.write_row(0, 0, ["Email address", head])
    for line, figure in enumerate(figures, start=1):
        page.write(line, 0, f"{line}@so.example")
        page.write(line, 1, figure)
    book.close()
    return read_sheets(out.getvalue())


PERCENT = "Course total (Percentage)"


@pytest.mark.parametrize(
    ("head", "figures", "scores"),
    [
        ("Course total (Real)", (8.333333333333334, 10, 0.0003), [833, 1000, 0]),
        ("Course total (Real)", (1, 0.5), [100, 50]),
        (PERCENT, (0.8333333333333334, 1, 0, "-"), [833, 1000, 0, None]),
        (PERCENT, (0.875, "chín"), [875, None]),
        (PERCENT, (0.5, 83.5), [5, 835]),
        (PERCENT, (0.5, "83,5 %"), [5, 835]),
        (PERCENT, ("0,5 %", "1 %"), [5, 10]),
        (PERCENT, (), []),
    ],
)
def test_figures_of_a_spreadsheet(head, figures, scores):
    told = read_grades(_sheet(head, *figures), 10)
    assert [one.score for one in told] == scores


def test_a_table_of_something_else_is_refused():
    with pytest.raises(NotGrades):
        read_grades(_table(["Tên", "Giá"], ["Máy in", "100"]), 100)
