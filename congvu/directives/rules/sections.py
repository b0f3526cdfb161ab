"""What a heading says of the points below it: tasks, aims, how things stand, money."""

from __future__ import annotations

import re
from enum import StrEnum


class Section(StrEnum):
    NONE = ""
    AIM = "aim"
    TARGET = "target"
    STATE = "state"
    TASKS = "tasks"
    ORGANISE = "organise"
    MONEY = "money"
    TIME = "time"
    ANNEX = "annex"
    DEFINE = "define"


SILENT = frozenset(
    {Section.AIM, Section.STATE, Section.ANNEX, Section.TIME, Section.DEFINE}
)
"""Sections that only tell; an order in them names its actor."""

_NAMES: tuple[tuple[Section, re.Pattern[str]], ...] = (
    (
        Section.ANNEX,
        re.compile(
            r"^(?:phụ lục|mẫu số|biểu số|biểu mẫu|mẫu biểu|danh mục|danh sách)\b"
        ),
    ),
    (
        Section.DEFINE,
        re.compile(
            r"^(?:phạm vi điều chỉnh|phạm vi và đối tượng|phạm vi ,|đối tượng áp dụng"
            r"|giải thích từ ngữ|hồ sơ|trình tự|quy trình|các bước|thủ tục|nguyên tắc"
            r"|tiêu chuẩn|điều kiện|điều khoản chuyển tiếp|quyền của|quyền hạn của)"
        ),
    ),
    (
        Section.STATE,
        re.compile(
            r"^(?:(?:về |khái quát |một số )*(?:đánh giá|tình hình|thực trạng|kết quả"
            r"|những kết quả|ưu điểm|tồn tại|hạn chế|những tồn tại|những hạn chế"
            r"|nguyên nhân|khó khăn|bối cảnh|dự báo|đặc điểm|sự cần thiết"
            r"|cơ sở pháp lý|căn cứ|bài học|thuận lợi|nhận định)(?! giám sát"
            r"| kết quả thực hiện nhiệm vụ và)\b)"
        ),
    ),
    (Section.TASKS, re.compile(r"\b(?:nhiệm vụ|giải pháp|biện pháp)\b")),
    (
        Section.AIM,
        re.compile(
            r"^(?:mục đích|yêu cầu$|yêu cầu chung|mục đích , yêu cầu"
            r"|mục đích và yêu cầu|mục đích - yêu cầu|quan điểm|ý nghĩa|phạm vi"
            r"|đối tượng|chủ đề|khẩu hiệu|quan điểm chỉ đạo)"
        ),
    ),
    (Section.TARGET, re.compile(r"^(?:(?:các )?mục tiêu|(?:các )?chỉ tiêu)")),
    (
        Section.ORGANISE,
        re.compile(
            r"\b(?:tổ chức thực hiện|trách nhiệm|phân công|điều khoản thi hành"
            r"|tổ chức triển khai|kế hoạch thực hiện|chế độ báo cáo"
            r"|thông tin , báo cáo|thông tin báo cáo)\b"
        ),
    ),
    (
        Section.MONEY,
        re.compile(r"^(?:nguồn |dự toán |về )?(?:kinh phí|nguồn lực|nguồn vốn|vốn)\b"),
    ),
    (
        Section.TIME,
        re.compile(
            r"^(?:thời gian|địa điểm|thành phần|lộ trình|tiến độ|số lượng|hình thức"
            r"|quy mô)\b"
        ),
    ),
    (
        Section.TASKS,
        re.compile(
            r"^(?:nội dung|các nội dung|phương hướng|công tác trọng tâm|các hoạt động"
            r"|hoạt động|một số công tác|công việc)\b"
        ),
    ),
)


def section_of(said: str) -> Section:
    """``said`` in small letters without its number; NONE for a heading of its own."""
    bare = said.strip(" :.;-")
    if not bare:
        return Section.NONE
    for section, pattern in _NAMES:
        if pattern.search(bare):
            return section
    return Section.NONE
