"""What of databases, structures and rows is told to programs, and taken."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from congvu.registry.rules import ChangeKind, ChangeState, Code, Column, Kind, Table


class DatabaseIn(Schema):
    name: str
    about: str
    basis: str = ""


class NewDatabaseIn(DatabaseIn):
    unit_id: UUID


class DatabaseOut(DatabaseIn):
    id: UUID
    agency_id: UUID
    unit_id: UUID
    made_at: datetime


class DatabasesOut(Schema):
    """``after`` asks for the next page."""

    items: list[DatabaseOut]
    after: UUID | None


class DataCodeIn(Schema):
    """``until`` is the first day on which it is none."""

    code: str
    label: str
    since: date | None = None
    until: date | None = None


class DataColumnIn(Schema):
    """``least`` and ``most`` are written as a value of the column is typed."""

    key: str
    label: str
    kind: Kind
    required: bool = False
    unique: bool = False
    personal: bool = False
    least: str = ""
    most: str = ""
    longest: int | None = None
    pattern: str = ""
    codes: list[DataCodeIn] = []
    table: str = ""
    hint: str = ""

    def made(self) -> Column:
        codes = tuple(Code(**one.model_dump()) for one in self.codes)
        return Column(**{**self.model_dump(), "codes": codes})


class DataTableIn(Schema):
    """The first column names a row."""

    key: str
    label: str
    columns: list[DataColumnIn]

    def made(self) -> Table:
        return Table(self.key, self.label, tuple(one.made() for one in self.columns))


class StructureIn(Schema):
    """The whole of it. ``seen``: the mark of the one on which it was made."""

    tables: list[DataTableIn]
    seen: str


class StructureOut(Schema):
    """``applied_at`` is empty while it is being prepared."""

    number: int
    mark: str
    tables: list[DataTableIn]
    applied_at: datetime | None
    applied_by: str
    reason: str


class StructuresOut(Schema):
    """The last first; the one being prepared is told to who prepares it."""

    items: list[StructureOut]


class StructureApplyIn(Schema):
    reason: str
    seen: str


class DataRowIn(Schema):
    """``values`` by the keys of columns, as they are typed or as JSON has them;
    ``seen``: the change after which the row was as it was read.
    """

    values: dict[str, Any] = {}
    valid_from: date
    valid_until: date | None = None
    reason: str = ""
    structure: int = 0
    seen: UUID | None = None
    approve: bool = False


class DataNewRowIn(DataRowIn):
    table: str


class DataRowOut(Schema):
    """What is believed of a row for some days; ``until`` the first day it is not.

    Personal columns are left out for who does not keep the database.
    """

    row: UUID
    table: str
    title: str
    values: dict[str, Any]
    structure: int
    valid_from: date
    valid_until: date | None
    recorded_from: datetime
    recorded_until: datetime | None


class DataRowsOut(Schema):
    """``after`` asks for the next page."""

    items: list[DataRowOut]
    after: str | None


class DataRowHistoryOut(Schema):
    """``last_change`` is what a correction names as ``seen``."""

    last_change: UUID | None
    versions: list[DataRowOut]


class RowChangeOut(Schema):
    id: UUID
    row: UUID
    table: str
    kind: ChangeKind
    state: ChangeState
    title: str
    values: dict[str, Any]
    valid_from: date
    valid_until: date | None
    reason: str
    refusal: str
    made_at: datetime
    made_by: str
    decided_at: datetime | None
    decided_by: str


class RowChangesOut(Schema):
    items: list[RowChangeOut]
    after: UUID | None


class DataRefusalIn(Schema):
    reason: str


class LoadLineOut(Schema):
    """``row``: the row it is the same as; ``faults`` in words."""

    number: int
    title: str
    row: UUID | None
    faults: list[str]


class LoadLinesOut(Schema):
    """``unknown``: titles of columns that the table has not; ``notes``: what of the
    file is good to know.
    """

    items: list[LoadLineOut]
    rows_total: int
    rows_wrong: int
    rows_same: int
    encoding: str
    unknown: list[str]
    notes: list[str]
    after: int | None
