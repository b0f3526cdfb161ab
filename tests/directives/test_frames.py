"""Whom the words before a list tell: its points name nobody themselves."""

from __future__ import annotations

import pytest

from congvu.directives.rules import read

TOP = """ỦY BAN NHÂN DÂN TỈNH HÒA GIANG
Số: 9/CT-UBND
Hòa Giang, ngày 10 tháng 3 năm 2025
CHỈ THỊ
Về việc tăng cường kỷ luật
"""
POINTS = "\n1. Rà soát các cơ sở.\n2. Tăng cường tuyên truyền, vận động người dân."
FRAMES = (
    ("Để khắc phục, UBND tỉnh yêu cầu các xã, phường:", ["các xã, phường"]),
    (
        "UBND tỉnh yêu cầu các sở, ban, ngành, UBND các huyện, thị xã tập trung:",
        ["các sở, ban, ngành", "UBND các huyện, thị xã"],
    ),
    ("UBND tỉnh đề nghị Sở Y tế, các xã, phường:", ["Sở Y tế", "các xã, phường"]),
    (
        "Trước tình hình đó, Chủ tịch UBND tỉnh chỉ đạo các sở, ngành cần:",
        ["các sở, ngành"],
    ),
    (
        "Để làm tốt, các sở, ngành và UBND các xã cần tập trung một số việc sau:",
        ["các sở, ngành", "UBND các xã"],
    ),
    (
        "Thực hiện Công điện về phòng, chống bão, UBND tỉnh yêu cầu các sở, ngành:",
        ["các sở, ngành"],
    ),
    ("Ban Chỉ huy PCTT tỉnh đề nghị các xã, phường:", ["các xã, phường"]),
    (
        "Các đơn vị trực thuộc quan tâm, chỉ đạo thực hiện một số việc cụ thể như sau:",
        ["Các đơn vị trực thuộc"],
    ),
    ("Sở Y tế có trách nhiệm chỉ đạo các bệnh viện:", ["Sở Y tế"]),
    (
        (
            "Để khắc phục những tồn tại, hạn chế nêu trên, Chủ tịch UBND tỉnh yêu cầu "
            "Giám đốc các sở, Chủ tịch UBND các xã thực hiện các nội dung sau:"
        ),
        ["Giám đốc các sở", "Chủ tịch UBND các xã"],
    ),
    (
        (
            "UBND tỉnh yêu cầu các sở; các cơ quan Trung ương đóng trên địa bàn tỉnh "
            "và Chủ tịch UBND các xã thực hiện các nội dung sau:"
        ),
        ["các sở", "các cơ quan Trung ương", "Chủ tịch UBND các xã"],
    ),
    (
        "YÊU CẦU:\nThủ trưởng các sở, ban, ngành tập trung:",
        ["Thủ trưởng các sở, ban, ngành"],
    ),
)


@pytest.mark.parametrize(("frame", "leads"), FRAMES)
def test_points_are_for_whom_the_frame_tells(frame: str, leads: list[str]) -> None:
    duties = read(TOP + frame + POINTS).proposals

    assert [(duty.clause, list(duty.lead)) for duty in duties] == [
        ("1", leads),
        ("2", leads),
    ]


def test_a_heading_in_capitals_that_names_tasks_is_nobody() -> None:
    text = "II. CÁC NHIỆM VỤ, GIẢI PHÁP\n1. Tháo gỡ khó khăn\na) Rà soát thủ tục.\n"
    more = "b) Đề nghị Liên đoàn Lao động tỉnh xem xét việc miễn phí."

    duties = read(TOP + text + more).proposals

    assert [duty.lead for duty in duties] == [(), ("Liên đoàn Lao động tỉnh",)]


def test_the_head_of_a_resolution_is_not_who_its_points_tell() -> None:
    head = "NGHỊ QUYẾT\nĐiều 1. Hội đồng nhân dân tỉnh thống nhất nội dung như sau:\n"
    points = "- Ủy ban nhân dân tỉnh rà soát các dự án.\n- Yêu cầu Sở Y tế báo cáo."

    duties = read(head + points).proposals

    assert [duty.lead for duty in duties] == [("Ủy ban nhân dân tỉnh",), ("Sở Y tế",)]


def test_a_piece_of_a_plan_without_its_head_orders() -> None:
    text = (
        "Sở Y tế tổ chức kiểm tra các cơ sở khám bệnh, chữa bệnh trên địa bàn tỉnh.\n"
        "Công an tỉnh tăng cường tuần tra, xử lý các trường hợp vi phạm giao thông.\n"
    )

    assert [duty.lead for duty in read(text).proposals] == [
        ("Sở Y tế",),
        ("Công an tỉnh",),
    ]


def test_news_of_a_meeting_orders_nothing() -> None:
    text = (
        "Sáng nay, UBND tỉnh tổ chức hội nghị sơ kết công tác sáu tháng đầu năm.\n"
        "Sở Y tế báo cáo kết quả đã đạt được trong công tác phòng, chống dịch.\n"
        "Các đại biểu đã thảo luận nhiều ý kiến về công tác khám, chữa bệnh.\n"
    )

    assert read(text).proposals == ()


def test_news_goes_on_telling_whom_it_told() -> None:
    text = (
        "Theo đó, Phó Thủ tướng yêu cầu Bộ Y tế kiểm tra các cơ sở khám bệnh.\n"
        "Phó Thủ tướng chỉ đạo tăng cường kiểm soát giá thuốc tại các bệnh viện.\n"
        "Thường xuyên theo dõi, nắm chắc diễn biến của dịch bệnh trên cả nước.\n"
    )

    assert [bool(duty.words) for duty in read(text).proposals] == [True] * 3
    assert read(text).proposals[0].lead == ("Bộ Y tế",)
    assert all("Phó Thủ tướng" not in duty.lead for duty in read(text).proposals)
