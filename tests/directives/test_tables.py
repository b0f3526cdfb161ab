"""Plans that list their tasks in a table: as Word keeps it, as a PDF draws it, as text.

Also what such a paper comes with: two hundred pages of a scan, a second language.
"""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from congvu.directives.rules import Proposal, Reading, read
from congvu.documents.formats.typeset import fonts
from congvu.files.actions import take_text

HEADS = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")
ROWS = (
    ("I", "Hoàn thiện thể chế", "", "", ""),
    (
        "1",
        "Xây dựng quy chế khai thác kho dữ liệu dùng chung của tỉnh",
        "Sở Khoa học và Công nghệ",
        "Các sở, ban, ngành; UBND các xã, phường",
        "Quý II/2026",
    ),
    (
        "2",
        "Rà soát quy chế làm việc trên môi trường mạng",
        "Văn phòng UBND tỉnh",
        "",
        "Trước ngày 30/9/2026",
    ),
)
FOUND = [
    ("I.1", "Sở Khoa học và Công nghệ", date(2026, 6, 30)),
    ("I.2", "Văn phòng UBND tỉnh", date(2026, 9, 30)),
]


def told(duties: tuple[Proposal, ...]) -> list[tuple[str, str, date | None]]:
    return [(duty.clause, duty.lead[0], duty.deadline) for duty in duties]


def as_word(path: Path) -> Path:
    paper = docx.Document()
    paper.add_paragraph("KẾ HOẠCH")
    paper.add_paragraph("Chuyển đổi số năm 2026")
    table = paper.add_table(rows=0, cols=len(HEADS))
    for row in (HEADS, *ROWS):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    paper.save(str(path))
    return path


def as_print(path: Path) -> Path:
    """Cells ruled with lines; a row's number stands in the middle of its height."""
    regular, _bold = fonts()[:2]
    paper = Canvas(str(path), pagesize=A4)
    widths, top, left = (30, 170, 110, 120, 80), 780, 40
    paper.setFont(regular, 11)
    paper.drawString(left, top + 20, "KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2026 CỦA TỈNH SƠN KHÊ")
    for row in (HEADS, *ROWS):
        cells = [
            _lines(words, width, regular)
            for words, width in zip(row, widths, strict=True)
        ]
        height, x = 14 * max(len(lines) for lines in cells) + 6, left
        for lines, width in zip(cells, widths, strict=True):
            paper.rect(x, top - height, width, height)
            lift = (height - 14 * len(lines)) / 2 if width == 30 else 3
            for number, line in enumerate(lines):
                paper.drawString(x + 3, top - lift - 11 - 14 * number, line)
            x += width
        top -= height
    paper.showPage()
    paper.save()
    return path


def _lines(words: str, width: float, font: str) -> list[str]:
    lines, now = [], ""
    for word in words.split():
        longer = f"{now} {word}".strip()
        if now and pdfmetrics.stringWidth(longer, font, 11) > width - 6:
            lines.append(now)
            now = word
        else:
            now = longer
    return [*lines, now]


@pytest.mark.parametrize("make", [as_word, as_print], ids=["word", "pdf"])
def test_a_table_of_tasks_gives_a_duty_a_row(make: object, tmp_path: Path) -> None:
    ending = ".docx" if make is as_word else ".pdf"
    path = make(tmp_path / f"ke-hoach{ending}")  # type: ignore[operator]  # one of both above

    reading = read(take_text(path=path).text)

    assert told(reading.proposals) == FOUND
    first = reading.proposals[0]
    assert first.sentence == ROWS[1][1]
    assert first.support == ("Các sở, ban, ngành", "UBND các xã, phường")
    said = {reading.text[word.start : word.end] for word in first.words}
    assert {"Sở Khoa học và Công nghệ", "Quý II/2026"} <= said


def test_the_head_of_a_paper_is_no_table(tmp_path: Path) -> None:
    paper = docx.Document()
    table = paper.add_table(rows=2, cols=3)
    for cell, words in zip(
        (*table.rows[0].cells, *table.rows[1].cells),
        (
            *("ỦY BAN NHÂN DÂN", "-", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            *("Số: 41/KH-UBND", "-", "Sơn Khê, ngày 12 tháng 01 năm 2026"),
        ),
        strict=True,
    ):
        cell.text = words
    path = tmp_path / "dau-van-ban.docx"
    paper.save(str(path))

    assert "|" not in take_text(path=path).text


def test_heads_in_two_rows_and_cells_that_say_both(tmp_path: Path) -> None:
    reading = read(
        "TT | Nhiệm vụ | Cơ quan thực hiện |  | Thời hạn\n"
        " |  | Chủ trì | Phối hợp | \n"
        "1 | Lập danh mục dịch vụ công | Sở Nội vụ | Sở Tư pháp | Quý I, II/2026\n"
        "2 | Cắt giảm thủ tục hành chính |  |  | 2026\n"
        "\n"
        "TT | Công việc | Phân công\n"
        "1 | Kiểm kê tài sản công | Phòng Tài chính chủ trì, phối hợp với Văn phòng\n"
    )

    first, second, third = reading.proposals
    assert (first.support, first.deadline) == (("Sở Tư pháp",), date(2026, 6, 30))
    assert (second.lead, second.deadline) == (("Sở Nội vụ",), date(2026, 12, 31))
    assert (third.lead, third.support) == (("Phòng Tài chính",), ("Văn phòng",))


@pytest.mark.parametrize(
    "heads",
    [
        "TT | Tên thủ tục | Cơ quan thực hiện | Thời hạn giải quyết",
        "TT | Nhiệm vụ | Cơ quan chủ trì | Kết quả thực hiện",
        "TT | Họ và tên | Đơn vị | Chức vụ",
    ],
)
def test_other_tables_order_nothing(heads: str) -> None:
    rows = "1 | Cấp lại giấy phép xây dựng | Sở Xây dựng | 15 ngày\n" * 3

    assert read(f"{heads}\n{rows}").proposals == ()


LINE = (
    "{n}. Sở Y tế chủ trì, phối hợp với Sở Nội vụ kiểm tra việc chấp hành kỷ luật tại"
    " các đơn vị trực\nthuộc, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/6/2026.\n"
    "Thời gian qua các đơn vị đã có nhiều cố gắng trong việc thực hiện nhiệm vụ được"
    " giao.\n"
)


NAMES = ("An", "Bình", "Cao", "Đông", "Hà", "Kim", "Long", "Minh", "Nam", "Phú")
NAMES += ("Quang", "Sơn", "Tân", "Xuân", "Yên")


def scan_of(pages: int) -> Reading:
    """A page number stands in the middle of the sentence that goes over the page."""
    text = ["CHỈ THỊ\nVề kỷ luật hành chính\nChủ tịch UBND tỉnh yêu cầu:\n"]
    for page in range(1, pages + 1):
        text += [LINE.format(n=page * 10 + n) for n in range(8)]
        text.append(
            f"{page * 10 + 8}. Giao Sở Nội vụ rà soát vị trí việc làm của các cơ\n"
            f"{page}\n\fquan tại {NAMES[page % 15]} {NAMES[page // 15]}"
            " trước ngày 30/6/2026.\n"
        )
    return read("".join(text), issued=date(2026, 1, 5))


def test_a_scan_of_two_hundred_pages_is_read_while_one_waits() -> None:
    begun = time.process_time()
    reading = scan_of(200)
    took = time.process_time() - begun

    assert len(reading.proposals) == 200 * 9
    over = [d for d in reading.proposals if d.lead == ("Sở Nội vụ",)]
    assert len(over) == 200
    assert {d.deadline for d in over} == {date(2026, 6, 30)}
    assert took < 5, f"{took:.1f} seconds of processor time"


def test_a_second_language_orders_nothing_and_breaks_nothing() -> None:
    reading = read(
        "CHỈ THỊ\n"
        "Về bảo vệ rừng / On the protection of forests\n"
        "Chủ tịch UBND tỉnh yêu cầu:\n"
        "1. Sở Nông nghiệp và Môi trường tuần tra rừng trước ngày 30/4/2026.\n"
        "The Department of Agriculture and Environment shall patrol before April 30.\n"
        "2. UBND các xã phổ biến Chỉ thị này tới các thôn, bản.\n"
        "2. 各乡人民委员会应当宣传本指示。\n",
        issued=date(2026, 1, 5),
    )

    assert [duty.lead for duty in reading.proposals] == [
        ("Sở Nông nghiệp và Môi trường",),
        ("UBND các xã",),
    ]
    assert "Department" not in "".join(d.title for d in reading.proposals)


def test_what_is_to_be_there_in_the_end_stands_in_a_column_or_a_line() -> None:
    table = read(
        "TT | Nhiệm vụ | Cơ quan chủ trì | Sản phẩm | Thời hạn\n"
        "1 | Lập danh mục dịch vụ công | Sở Nội vụ | Danh mục được ban hành | 2026\n"
        "2 | Cắt giảm thủ tục hành chính | Sở Tư pháp |  | 2026\n"
    )
    assert [d.deliverable for d in table.proposals] == ["Danh mục được ban hành", ""]

    lines = read(
        "III. NHIỆM VỤ, GIẢI PHÁP\n"
        "1. Hoàn thiện thể chế\n"
        "- Rà soát danh mục dịch vụ công của tỉnh.\n"
        "- Sửa đổi quy chế hoạt động của Bộ phận Một cửa.\n"
        "+ Cơ quan chủ trì: Văn phòng Ủy ban nhân dân tỉnh.\n"
        "+ Sản phẩm: Quy chế được ban hành.\n"
    )
    assert [d.deliverable for d in lines.proposals] == ["", "Quy chế được ban hành"]


def test_a_column_of_what_is_wanted_is_no_product() -> None:
    (duty,) = read(
        "TT | Nhiệm vụ | Cơ quan chủ trì | Yêu cầu | Thời hạn\n"
        "1 | Lập danh mục dịch vụ công | Sở Nội vụ | Đầy đủ, chính xác | 2026\n"
    ).proposals
    assert duty.deliverable == ""
