"""Hoa's division keeps the cooperatives of the province; Minh writes their rows."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from congvu.registry.actions import (
    DatabaseData,
    RowData,
    apply_structure,
    enter_row,
    make_database,
    prepare_structure,
)
from congvu.registry.models import Database, RowChange
from congvu.registry.queries import current_structure, last_structure
from congvu.registry.rules import Code, Column, Kind, Table, Tables
from tests.people import Province

NAME = "Hợp tác xã"

COMMUNES = Table(
    "xa",
    "Xã",
    (
        Column("ten", "Tên xã", Kind.TEXT, required=True, unique=True),
        Column("ma", "Mã xã", Kind.TEXT, pattern="[0-9]{5}"),
    ),
)
COOPERATIVES = Table(
    "htx",
    "Hợp tác xã",
    (
        Column("ten", "Tên", Kind.TEXT, required=True, longest=100),
        Column("so", "Số đăng ký", Kind.TEXT, unique=True, pattern="HTX-[0-9]+"),
        Column("thanh_vien", "Thành viên", Kind.NUMBER, least="7", most="10.000"),
        Column("von", "Vốn điều lệ", Kind.MONEY),
        Column("dien_tich", "Diện tích, ha", Kind.DECIMAL),
        Column("thanh_lap", "Thành lập", Kind.DAY),
        Column("hoat_dong", "Còn hoạt động", Kind.YES),
        Column(
            "nganh",
            "Ngành",
            Kind.CODE,
            codes=(
                Code("NN", "Nông nghiệp"),
                Code("VT", "Vận tải", until=date(2024, 1, 1)),
            ),
        ),
        Column("xa", "Xã", Kind.ROW, table="xa"),
        Column("vi_tri", "Vị trí", Kind.PLACE),
        Column("giam_doc", "Giám đốc", Kind.TEXT, personal=True),
    ),
)
TABLES: Tables = (COMMUNES, COOPERATIVES)

TYPED = {
    "ten": "Hợp tác xã Yến Dương",
    "so": "HTX-12",
    "thanh_vien": "45",
    "von": "1.200.000.000",
    "dien_tich": "12,5",
    "thanh_lap": "15/3/2019",
    "hoat_dong": "có",
    "nganh": "NN",
    "xa": "",
    "vi_tri": "22.4170, 105.6910",
    "giam_doc": "Ma Thị Ninh",
}


def database(people: Province, tables: Tables = TABLES, **given: Any) -> Database:
    """Made by Hoa, its structure in force."""
    data = DatabaseData(**{"name": NAME, "about": "Theo dõi hợp tác xã", **given})
    made = make_database(
        data=data, unit_id=people.division.pk, by=people.seat("hoa"), at=people.at
    )
    restructure(people, made, tables)
    return made


def restructure(people: Province, found: Database, tables: Tables) -> None:
    seat = people.seat("hoa")
    last = last_structure(found)
    prepared = prepare_structure(
        database_id=found.pk, tables=tables, seen=last.mark, by=seat, at=people.at
    )
    apply_structure(
        database_id=found.pk,
        reason="Theo kế hoạch của Sở",
        seen=prepared.mark,
        by=seat,
        at=people.at,
    )


def number_of(found: Database) -> int:
    current = current_structure(found)
    assert current is not None
    return current.number


def row(
    people: Province,
    found: Database,
    table: str = "htx",
    *,
    who: str = "hoa",
    since: date = date(2020, 1, 1),
    until: date | None = None,
    approve: bool = True,
    at: datetime | None = None,
    **given: Any,
) -> RowChange:
    """Entered and, by Hoa, approved at once."""
    typed = {**TYPED, **given} if table == "htx" else given
    data = RowData(typed, since, until, structure=number_of(found))
    return enter_row(
        database_id=found.pk,
        table_key=table,
        data=data,
        by=people.seat(who),
        at=at or people.at,
        approve=approve,
    )


def book(*sheets: str, rows: int = 2) -> BytesIO:
    """A book whose last page alone is the table; the others have a word."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as made:
        for name in sheets:
            sheet = made.add_worksheet(name)
            if name != sheets[-1]:
                sheet.write_row(0, 0, ["Phụ lục", name])
                continue
            sheet.write_row(0, 0, ["Tên", "Số đăng ký"])
            for number in range(1, rows + 1):
                sheet.write_row(number, 0, [f"HTX {number}", f"HTX-{900 + number}"])
    out.seek(0)
    return out
