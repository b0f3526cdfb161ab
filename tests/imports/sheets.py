"""Old registers as other systems give them out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

IN_TITLES = (
    "Ngày đến",
    "Số đến",
    "Tác giả",
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung",
    "Đơn vị hoặc người nhận",
    "Ghi chú",
)
OUT_TITLES = (
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu",
    "Người ký",
    "Nơi nhận văn bản",
    "Số lượng bản",
)


def xlsx(
    rows: Sequence[Sequence[Any]],
    *,
    titles: Sequence[str] = IN_TITLES,
    above: Sequence[str] = ("SỔ ĐĂNG KÝ VĂN BẢN", "Năm 2019"),
    name: str = "So",
) -> BytesIO:
    """A sheet with a heading, titles, a row of column numbers, then the rows."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(name)
    for place, words in enumerate(above):
        sheet.write_string(place, 0, words)
    first = len(above)
    sheet.write_row(first, 0, titles)
    sheet.write_row(first + 1, 0, [f"({n})" for n in range(1, len(titles) + 1)])
    for place, row in enumerate(rows, start=first + 2):
        for column, value in enumerate(row):
            if isinstance(value, date):
                serial = (value - date(1899, 12, 30)).days
                sheet.write_number(place, column, serial)
            elif isinstance(value, str) and value.startswith("="):
                sheet.write_formula(place, column, value, None, "15")
            elif value is not None:
                sheet.write(place, column, value)
    book.close()
    out.seek(0)
    return out


def incoming(number: Any, **other: Any) -> list[Any]:
    """A sound row of 2019; ``other`` names columns by place."""
    row = [
        "05/03/2019",
        number,
        "Sở Xây dựng",
        "15/2009/CT-UBND",
        date(2019, 3, 1),
        "Chỉ thị về việc phòng cháy",
        "Văn phòng",
        "",
    ]
    for key, value in other.items():
        row[int(key.removeprefix("c"))] = value
    return row
