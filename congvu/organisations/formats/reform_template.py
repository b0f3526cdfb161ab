"""The empty sheet people download: titles, what goes where, a few rows to copy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from congvu.lib.text import gettext_noop as _
from congvu.organisations.formats.reform_sheet import COLUMNS

# Below # nothing is read: these stay where they are while one writes above or below.
EXAMPLES: tuple[dict[str, str], ...] = (
    {
        "verb": "# lập",
        "target": "01840",
        "codes": "H55.55.10",
        "name": "Ủy ban nhân dân phường Đức Xuân",
        "kind": "xã",
        "parent": "H55",
        "structure": "phường",
    },
    {"verb": "# sáp nhập", "source": "01834", "target": "01840"},
    {"verb": "# chia", "source": "01999", "target": "01840", "keeps": "x"},
    {"verb": "# chia", "source": "01999", "target": "01843"},
    {"verb": "# giải thể", "source": "H03.40", "target": "H55"},
    {"verb": "# đổi tên", "source": "H55.12", "name": "Sở Tài chính", "symbol": "STC"},
    {"verb": "# chuyển", "source": "H55.12/Phòng A", "parent": "H55.12/Văn phòng"},
    {"verb": "# đổi mã", "source": "H55.12", "codes": "H55.20"},
    {
        "verb": "# bổ nhiệm",
        "source": "01834/Văn phòng/Văn thư",
        "target": "01840/Văn phòng Hội đồng nhân dân và Ủy ban nhân dân/Văn thư",
    },
)
_WIDE = {"name", "target", "source"}


def write_template(out: BinaryIO, translated: Callable[[str], str]) -> None:
    """One sheet to write in and one that explains; codes are text, so that table
    programs keep their zeros."""
    book: Any = Workbook(out)
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    title = book.add_format({"bold": True, "border": 1, "num_format": "@"})
    sheet = book.add_worksheet(translated(_("Quyết định")))
    for place, column in enumerate(COLUMNS):
        width = 34 if column.key in _WIDE else 16
        sheet.set_column(place, place, width, text)
        # Titles are the language's own words: they are read back.
        sheet.write_string(0, place, column.title, title)
        sheet.write_comment(0, place, translated(column.about))
    for row, example in enumerate(EXAMPLES, start=1):
        for place, column in enumerate(COLUMNS):
            sheet.write_string(row, place, example.get(column.key, ""), text)
    sheet.freeze_panes(1, 1)
    about = book.add_worksheet(translated(_("Cách ghi")))
    about.set_column(0, 0, 16, text)
    about.set_column(1, 1, 90, text)
    for row, column in enumerate(COLUMNS):
        about.write_string(row, 0, column.title, title)
        about.write_string(row, 1, translated(column.about), text)
    book.close()
