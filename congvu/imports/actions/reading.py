"""A table becomes a load: read in the jail, each row judged before it is kept.

Rows of secret papers are judged in memory and never reach the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.files.actions import LARGE_TABLE, read_table
from congvu.files.formats.sheet_grid import FAULT, FORMULA, Bounds, Sheet, Table
from congvu.files.rules import clean_name
from congvu.imports import store
from congvu.imports.access import ended_before
from congvu.imports.actions.checking import look_over
from congvu.imports.models import Load, LoadRow
from congvu.imports.rules import (
    BookKind,
    Facts,
    Header,
    LoadState,
    Type,
    find_header,
    guess_book,
    judge,
    says_nothing,
)
from congvu.jobs.actions import enqueue_once
from congvu.law.queries import document_types
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission

Rows = list[tuple[int, list[str]]]


def read_register(
    *,
    stream: BinaryIO,
    name: str,
    by: Seat,
    at: datetime,
    book: BookKind | None = None,
    scans_at: Path | None = None,
    sent_scans: BinaryIO | None = None,
    fonds_id: UUID | None = None,
) -> Load:
    """Read a table and say what would come of it; nothing is entered yet.

    ``fonds_id`` names whose register it is, where that agency ended in favour of this.
    With ``sent_scans`` (a zip) the worker looks through them; those at ``scans_at``, a
    folder or zip of the operator, are looked through now.
    """
    need_right(by)
    if fonds_id not in (None, by.agency_id, *(a for a, _name in ended_before(by))):
        raise Refused([_("Chỉ nạp được sổ cũ của cơ quan mình hoặc cơ quan kế thừa.")])
    table, sha256 = read_table(stream=stream, bounds=Bounds(), limits=LARGE_TABLE)
    found = _take_apart(table, book, local_date(at))
    load = Load(
        agency_id=by.agency_id,
        fonds_id=fonds_id or by.agency_id,
        book=found.book,
        name=clean_name(name),
        sha256=sha256,
        state=LoadState.CHECKING,
        told=found.told,
        scans_at=str(scans_at.resolve()) if scans_at else "",
        rows_total=len(found.rows),
        asked_at=at,
        asked_by=by.person_name,
    )
    for row in found.rows:
        row.load = load
    if sent_scans is not None:
        store.keep(load.id, sent_scans)
        load.scans_at = str(store.place_of(load.id))
    else:
        look_over(load, found.rows, at)
    with transaction.atomic():
        load.save(force_insert=True)
        LoadRow.objects.bulk_create(found.rows)
        _record(load, found.secret, by, at)
        if sent_scans is not None:
            enqueue_once("imports.go_on", lock=str(load.id), load_id=str(load.id))
    return load


def need_right(by: Seat) -> None:
    if not by.can(Permission.LOAD_REGISTERS):
        raise Refused([_("Chức vụ này không có quyền nạp sổ cũ.")])


def _record(load: Load, secret: int, by: Seat, at: datetime) -> None:
    told = {"book": load.book, "sha256": load.sha256, "rows": load.rows_total}
    if secret:
        record("documents.secret-refused", by=by.actor, at=at, on=load)
    record("imports.read", by=by.actor, at=at, on=load, data={**told, "secret": secret})


class _Found:
    def __init__(self, book: BookKind) -> None:
        self.book = book
        self.rows: list[LoadRow] = []
        self.told: dict[str, Any] = {}
        self.secret = 0


def _take_apart(table: Table, book: BookKind | None, today: date) -> _Found:
    sheets = [(sheet.name, _rows(sheet)) for sheet in table.sheets]
    everything: Rows = [row for _name, rows in sheets for row in rows[:60]]
    found = _Found(book or guess_book(everything))
    types = [
        Type(t.code, t.name, t.abbreviation, t.normative) for t in document_types(today)
    ]
    columns: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for name, rows in sheets:
        header = find_header(found.book, name, rows)
        if header is None:
            continue
        facts = Facts(today, types, header.year, table.counts_from_1904)
        _judge_sheet(found, name if len(sheets) > 1 else "", rows, header, facts)
        columns |= dict.fromkeys(header.places.values())
        unknown |= dict.fromkeys(header.unknown)
    if not columns:
        raise Refused([_no_header(found.book)])
    if not found.rows:
        raise Refused([_("Dưới dòng tiêu đề không có dòng nào.")])
    found.told = {
        "columns": list(columns),
        "unknown": list(unknown),
        "encoding": table.encoding,
    }
    return found


def _rows(sheet: Sheet) -> Rows:
    """An error of a formula, or one that gave nothing, is no value."""
    return [
        (
            line,
            [
                "" if kind in (FAULT, FORMULA) else text
                for text, kind in zip(cells, kinds, strict=True)
            ],
        )
        for (line, cells), kinds in zip(sheet.rows, sheet.kinds, strict=True)
    ]


def _no_header(book: BookKind) -> str:
    if book == BookKind.INCOMING:
        return _("Không thấy dòng tiêu đề có “Số đến” và “Trích yếu”.")
    return _("Không thấy dòng tiêu đề có “Số, ký hiệu” và “Trích yếu”.")


def _judge_sheet(
    found: _Found,
    sheet: str,
    rows: Sequence[tuple[int, list[str]]],
    header: Header,
    facts: Facts,
) -> None:
    for line, texts in rows[header.after :]:
        cells = {
            key: texts[place]
            for place, key in header.places.items()
            if place < len(texts) and texts[place]
        }
        if says_nothing(cells):
            continue
        judged = judge(found.book, cells, facts)
        found.secret += judged.is_secret
        found.rows.append(
            LoadRow(
                position=len(found.rows),
                where=(f"{sheet}!{line}" if sheet else str(line))[:120],
                values={
                    **judged.values,
                    "against": [said.as_json() for said in judged.reasons],
                    "remarks": [said.as_json() for said in judged.notes],
                },
                is_wrong=bool(judged.reasons),
            )
        )
