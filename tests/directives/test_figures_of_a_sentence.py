"""By when, how often, how much, and which other papers: a table each."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.directives.rules import read
from congvu.directives.rules.citations import citations_in

TOP = """Số: 9/CT-UBND
Hòa Giang, ngày 10 tháng 3 năm 2025
CHỈ THỊ
Về việc tăng cường kỷ luật
Chủ tịch UBND tỉnh yêu cầu:
1. Giao Sở Nội vụ """

DAYS = [
    ("báo cáo trước ngày 10/5/2026.", "2026-05-10"),
    ("báo cáo trước ngày 15/6.", "2025-06-15"),
    ("báo cáo trước 30/06/2025.", "2025-06-30"),
    ("báo cáo trước 16 giờ ngày 22/7.", "2025-07-22"),
    ("báo cáo trước ngày 05 tháng 4 năm 2025.", "2025-04-05"),
    ("rà soát, chậm nhất là ngày 20.5.2025 gửi kết quả.", "2025-05-20"),
    ("rà soát (hoàn thành trước ngày 30-9-2025).", "2025-09-30"),
    ("rà soát, hoàn thành trong tháng 6/2025.", "2025-06-30"),
    ("rà soát xong trong tháng 4.", "2025-04-30"),
    ("rà soát trong quý III/2025.", "2025-09-30"),
    ("rà soát, trình trong quý IV năm 2025.", "2025-12-31"),
    ("hoàn thành đề án đến hết năm 2026.", "2026-12-31"),
    ("hoàn thành đề án trong năm 2026.", "2026-12-31"),
    ("treo cờ từ ngày 10/5/2025 đến hết ngày 14/5/2025.", "2025-05-14"),
    ("thực hiện Nghị quyết số 12/NQ-HĐND ngày 12/7/2024 của HĐND tỉnh.", None),
    ("thực hiện Kế hoạch giai đoạn 2021 - 2025, định hướng đến năm 2030.", None),
    ("trả lời trong thời hạn 05 ngày kể từ ngày nhận được đề nghị.", None),
    ("báo cáo trước ngày 15/12 hằng năm.", None),
    ("báo cáo kết quả 6 tháng đầu năm 2025.", None),
    ("báo cáo trước ngày 31/02/2025.", None),
    ("tham mưu UBND tỉnh xem xét, quyết định trong tháng 9/2025.", "2025-09-30"),
    ("theo Quyết định ban hành trong tháng 02/2025.", None),
    ("chuẩn bị tài liệu, trình Giám đốc duyệt ngày 05/12.", "2025-12-05"),
    ("định kỳ hằng năm gửi báo cáo trước ngày 15/6 và 15/12.", None),
    ("báo cáo kết quả trước 20 giờ tối nay.", "2025-03-10"),
    ("kiểm tra xong trước 10 giờ ngày mai.", "2025-03-11"),
    ("báo cáo kết quả vào 15 giờ hôm nay.", "2025-03-10"),
    ("báo cáo kết quả chậm nhất vào chiều nay.", "2025-03-10"),
    ("báo cáo kết quả muộn nhất đến tối nay.", "2025-03-10"),
    ("hoàn thành đến hết hôm nay.", "2025-03-10"),
    ("báo cáo kết quả vào sáng mai.", "2025-03-11"),
    ("thực hiện ý kiến tại cuộc họp vào sáng nay.", None),
    ("rà soát các hồ sơ tiếp nhận đến hôm nay, xử lý dứt điểm.", None),
    ("xây dựng kế hoạch trước ngày 20/5/2025.", "2025-05-20"),
    ("thực hiện theo văn bản ngày 20/5/2025 của Bộ.", None),
]


@pytest.mark.parametrize(("words", "day"), DAYS)
def test_by_when(words: str, day: str | None) -> None:
    (duty,) = read(TOP + words).proposals

    assert (duty.deadline.isoformat() if duty.deadline else None) == day
    assert bool(duty.deadline_words) == bool(day)


AGAIN = [
    ("định kỳ 06 tháng báo cáo UBND tỉnh.", "P6M"),
    ("định kỳ sáu tháng báo cáo UBND tỉnh.", "P6M"),
    ("hằng năm xây dựng kế hoạch.", "P1Y"),
    ("tổng hợp, báo cáo hàng quý.", "P3M"),
    ("báo cáo trước ngày 25 hằng tháng.", "P1M"),
    ("báo cáo trước ngày 10 của tháng tiếp theo.", "P1M"),
    ("tổ chức giao ban hằng tuần.", "P1W"),
    ("báo cáo nhanh trước 16 giờ hằng ngày.", "P1D"),
    ("kiểm tra 02 lần/năm.", "P6M"),
    ("tổ chức giao ban sáu tháng một lần.", "P6M"),
    ("thường xuyên kiểm tra.", None),
    ("gửi ngay báo cáo quý I.", None),
    ("chuẩn bị báo cáo năm học.", None),
    ("cam kết tiến độ từng tuần.", None),
    ("báo cáo trước ngày 10/5/2025.", None),
]


@pytest.mark.parametrize(("words", "duration"), AGAIN)
def test_how_often(words: str, duration: str | None) -> None:
    (duty,) = read(TOP + words).proposals

    assert duty.recurs == duration


MUCH = [
    ("bảo đảm 80% văn bản gửi qua mạng.", ("80%", 80.0, "%", "=")),
    ("bảo đảm ít nhất 95,5% hồ sơ đúng hạn.", ("95,5%", 95.5, "%", "≥")),
    ("giảm tỷ lệ hồ sơ trễ hạn xuống dưới 3%.", ("3%", 3.0, "%", "≤")),
    ("tuyển dụng, số lượng đạt từ 90% trở lên.", ("90% trở lên", 90.0, "%", "≥")),
    ("tổ chức tối thiểu 02 lớp tập huấn.", ("02 lớp", 2.0, "lớp", "≥")),
    ("tổ chức tập huấn.", None),
]


@pytest.mark.parametrize(("words", "much"), MUCH)
def test_how_much(words: str, much: tuple[str, float, str, str] | None) -> None:
    (duty,) = read(TOP + words).proposals
    said = (duty.measure, duty.measure_value, duty.measure_unit, duty.measure_op)

    assert said == (much or (None, None, "", ""))


PAPERS = [
    (
        "theo Quyết định số 2619/QĐ-UBND ngày 25/8/2009 của UBND tỉnh",
        [("Quyết định", "2619/QĐ-UBND", date(2009, 8, 25))],
    ),
    (
        "tại Công văn số 1654/ BTTTT - ƯDCNTT ngày 27/5/2008",
        [("Công văn", "1654/BTTTT-ƯDCNTT", date(2008, 5, 27))],
    ),
    (
        "Chỉ thị 9/2008/CT-TTg ngày 09/4/2008; Thông tư liên tịch 3/2008/TTLT-BTC-BNV",
        [
            ("Chỉ thị", "9/2008/CT-TTg", date(2008, 4, 9)),
            ("Thông tư liên tịch", "3/2008/TTLT-BTC-BNV", None),
        ],
    ),
    ("tại Điều 28 Luật Công nghệ thông tin, phù hợp", [("Luật", None, None)]),
    ("tăng 12/15 chỉ tiêu, đạt 3/4 xã", []),
]


@pytest.mark.parametrize(("text", "papers"), PAPERS)
def test_which_papers(
    text: str, papers: list[tuple[str, str | None, date | None]]
) -> None:
    found = citations_in(text, 0, len(text))

    assert [(paper.type, paper.number, paper.date) for paper in found] == papers
    assert all(" ".join(text[p.start : p.end].split()) == p.words for p in found)
