"""Quân, of the province's centre, keeps the lists that all use."""

from __future__ import annotations

from collections.abc import Sequence

from congvu.catalogues.actions import ListData, begin_list, write_lines
from tests.people import Province

Row = tuple[str, str, str, str, str]
# Bắc Kạn's code was another ward's; Bằng Thành kept its name under another code.
COMMUNES: list[Row] = [
    ("01843", "Phường Phùng Chí Kiên", "2020-01-01", "2025-07-01", "01843"),
    ("01843", "Phường Bắc Kạn", "2025-07-01", "", ""),
    ("01858", "Xã Bằng Thành", "2020-01-01", "2025-07-01", "01864"),
    ("01864", "Xã Bộc Bố", "2020-01-01", "2025-07-01", "01864"),
    ("01864", "Xã Bằng Thành", "2025-07-01", "", ""),
]


def rows(told: Sequence[Row]) -> list[tuple[int, dict[str, str]]]:
    names = ("code", "name", "since", "until", "heirs")
    return [(n, dict(zip(names, one, strict=True))) for n, one in enumerate(told, 2)]


def communes(people: Province, *, code: str = "xa-phuong", is_open: bool = True) -> str:
    """The list with five lines, as one edition."""
    quan = people.seat("quan")
    data = ListData(code, "Xã, phường", "Nghị quyết 2025", is_open=is_open)
    begin_list(data=data, by=quan, at=people.at)
    write_lines(list_code=code, rows=rows(COMMUNES), by=quan, at=people.at)
    return code
