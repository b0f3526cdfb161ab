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
