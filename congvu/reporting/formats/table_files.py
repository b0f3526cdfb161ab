"""The kinds of file that a table is taken out as: what writes each, and its type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import BinaryIO, Protocol

from congvu.reporting.formats.tables import (
    TableSheet,
    write_tables_csv,
    write_tables_xlsx,
)
from congvu.reporting.formats.tables_ods import ODS, write_tables_ods

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


class Writer(Protocol):
    def __call__(
        self, out: BinaryIO, *, head: Sequence[str], sheets: Sequence[TableSheet]
    ) -> None: ...


FORMS: Mapping[str, tuple[Writer, str]] = {
    "xlsx": (write_tables_xlsx, XLSX),
    "ods": (write_tables_ods, ODS),
    "csv": (write_tables_csv, CSV),
}
