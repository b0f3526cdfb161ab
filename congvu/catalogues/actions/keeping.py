"""Lists of the province: begun, changed, and their lines written as one edition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.catalogues.access import keeps_lists
from congvu.catalogues.formats import Prepared
from congvu.catalogues.models import CodeEntry, CodeList
from congvu.catalogues.queries import prepared_lists
from congvu.catalogues.rules import (
    COLUMN_NAMES,
    LONGEST_CODE,
    LONGEST_NAME,
    LONGEST_SOURCE,
    OWN_LISTS,
    Line,
    Problem,
    problems,
    read_line,
)
from congvu.files.actions import read_table
from congvu.files.formats.sheet_grid import Bounds, Sheet
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import fold, nfc
from congvu.organisations.access import Seat

MOST_REASONS = 100
_BOUNDS = Bounds(bytes=20_000_000, rows=50_000)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class ListData:
    """``prepared`` names a list that the product brings along, to begin with."""

    code: str
    name: str
    source: str
    is_open: bool = True
    prepared: str = ""


@dataclass(frozen=True)
class Loaded:
    """How many lines an edition wrote; an edition of nothing is none."""

    edition: int
    added: int
    changed: int


@transaction.atomic
def begin_list(*, data: ListData, by: Seat, at: datetime) -> CodeList:
    ready = prepared_lists().get(data.prepared)
    data = _tidied(_filled(data, ready) if ready else data)
    reasons = _keeper_reasons(by) + _reasons(data)
    if data.prepared and ready is None:
        words = _("Không có danh mục có sẵn nào mang mã này.")
        reasons.append(Reason(words, "prepared"))
    if not _SLUG.fullmatch(data.code) or len(data.code) > LONGEST_CODE:
        words = _("Mã danh mục gồm chữ thường không dấu, số và dấu gạch nối.")
        reasons.append(Reason(words, "code"))
    taken = CodeList.objects.filter(code=data.code).exists()
    if taken or data.code in OWN_LISTS:
        reasons.append(Reason(_("Đã có danh mục mang mã này."), "code"))
    if reasons:
        raise Refused(reasons)
    try:
        with transaction.atomic():
            made = CodeList.objects.create(
                code=data.code,
                name=data.name,
                source=data.source,
                is_open=data.is_open,
                changed_at=at,
                changed_by=by.person_name[:80],
            )
    except IntegrityError as why:  # somebody was quicker
        raise Refused([Reason(_("Đã có danh mục mang mã này."), "code")]) from why
    told: dict[str, object] = {"source": data.source}
    if ready:
        told["added"] = _enter(made, ready.lines, {}, by, at).added
    _note("catalogues.begun", made, by, at, told)
    return made


def _filled(data: ListData, ready: Prepared) -> ListData:
    """What was not said is as it comes; where its lines are from stays told."""
    said = nfc(data.source).strip()
    own = said if ready.source in said else f"{said}; {ready.source}"
    return replace(
        data,
        code=data.code.strip() or ready.code,
        name=data.name.strip() or ready.name,
        source=own if said else ready.source,
    )


@transaction.atomic
def change_list(*, data: ListData, by: Seat, at: datetime) -> CodeList:
    """What it is called, where it is from, who may ask; its code stays."""
    data = _tidied(data)
    made, reasons = _held(data.code, by)
    reasons += _reasons(data)
    if reasons or made is None:
        raise Refused(reasons)
    made.name, made.source, made.is_open = data.name, data.source, data.is_open
    made.changed_at, made.changed_by = at, by.person_name[:80]
    made.save()
    _note("catalogues.changed", made, by, at, {"source": data.source})
    return made


def load_file(*, list_code: str, stream: BinaryIO, by: Seat, at: datetime) -> Loaded:
    """A table whose first row names its columns. Written whole or not at all."""
    if reasons := _keeper_reasons(by):
        raise Refused(reasons)
    table, _sha256 = read_table(stream=stream, bounds=_BOUNDS, field="file")
    if not table.sheets or not table.sheets[0].rows:
        raise Refused([Reason(_("Tệp không có dòng nào."), "file")])
    return write_lines(
        list_code=list_code, rows=_rows(table.sheets[0]), by=by, at=at, field="file"
    )


@transaction.atomic
def write_lines(
    *,
    list_code: str,
    rows: Sequence[tuple[int, Mapping[str, str]]],
    by: Seat,
    at: datetime,
    field: str = "code",
) -> Loaded:
    """As one edition: new lines are added, one of the same code and first day is put
    right; none is taken away, it ends. All that is wrong is told at once.
    """
    of, reasons = _held(list_code, by)
    if reasons or of is None:
        raise Refused(reasons)
    lines: list[tuple[int, Line]] = []
    wrong: list[Problem] = []
    for row, given in rows:
        line, bad = read_line(row, given)
        wrong += bad
        if line is not None:
            lines.append((row, line))
    kept = {(one.code, one.valid_from): one for one in of.entries.all()}
    if not wrong:
        wrong = problems(lines, [_line(one) for one in kept.values()])
    if wrong:
        raise Refused(_told(wrong, field))
    made = _enter(of, [line for _row, line in lines], kept, by, at)
    if made.added or made.changed:
        told = {"edition": made.edition, "added": made.added, "changed": made.changed}
        _note("catalogues.loaded", of, by, at, told)
    return made


def _enter(
    of: CodeList,
    lines: Sequence[Line],
    kept: Mapping[tuple[str, date], CodeEntry],
    by: Seat,
    at: datetime,
) -> Loaded:
    edition = of.edition + 1
    added: list[CodeEntry] = []
    changed: list[CodeEntry] = []
    for line in lines:
        there = kept.get((line.code, line.since))
        if there is not None and _line(there) == line:
            continue
        entry = there or CodeEntry(catalogue=of, code=line.code, valid_from=line.since)
        entry.name, entry.folded_name = line.name, fold(line.name)[:LONGEST_NAME]
        entry.valid_until, entry.heirs = line.until, list(line.heirs)
        entry.edition = edition
        (added if there is None else changed).append(entry)
    if not added and not changed:
        return Loaded(of.edition, 0, 0)
    fields = ["name", "folded_name", "valid_until", "heirs", "edition"]
    CodeEntry.objects.bulk_update(changed, fields, batch_size=2000)
    CodeEntry.objects.bulk_create(added, batch_size=2000)
    of.edition, of.changed_at = edition, at
    of.changed_by = by.person_name[:80]
    of.save()
    return Loaded(edition, len(added), len(changed))


def _line(one: CodeEntry) -> Line:
    return Line(one.code, one.name, one.valid_from, one.valid_until, tuple(one.heirs))


def _rows(sheet: Sheet) -> list[tuple[int, dict[str, str]]]:
    _number, head = sheet.rows[0]
    places: dict[str, int] = {}
    for place, label in enumerate(head):
        asked = " ".join(fold(label).split())
        for name, labels in COLUMN_NAMES.items():
            if asked in labels:
                places.setdefault(name, place)
    missing = [name for name in ("code", "name", "since") if name not in places]
    if missing:
        words = _("Dòng đầu của tệp phải có các cột: Mã, Tên, Từ ngày.")
        raise Refused([Reason(words, "file")])
    return [
        (
            number,
            {
                name: cells[place] if place < len(cells) else ""
                for name, place in places.items()
            },
        )
        for number, cells in sheet.rows[1:]
    ]


def _told(wrong: Sequence[Problem], field: str) -> list[Reason]:
    told = []
    for one in wrong[:MOST_REASONS]:
        words = _(one.words) % one.values
        row = _("Dòng %(row)s: %(words)s.") % {"row": one.row, "words": words}
        told.append(Reason(row if one.row else f"{words}.", field))
    if more := len(wrong) - len(told):
        told.append(Reason(_("Còn %(n)s lỗi nữa.") % {"n": more}, field))
    return told


def _tidied(data: ListData) -> ListData:
    return replace(
        data,
        code=data.code.strip(),
        name=" ".join(nfc(data.name).split()),
        source=" ".join(nfc(data.source).split()),
    )


def _reasons(data: ListData) -> list[Reason]:
    reasons = []
    if not data.name:
        reasons.append(Reason(_("Ghi tên danh mục."), "name"))
    if not data.source:
        reasons.append(Reason(_("Ghi nguồn của danh mục."), "source"))
    for text, field, most in (
        (data.name, "name", LONGEST_NAME),
        (data.source, "source", LONGEST_SOURCE),
    ):
        if len(text) > most:
            words = _("Dài quá %(most)s chữ.") % {"most": most}
            reasons.append(Reason(words, field))
    return reasons


def _keeper_reasons(by: Seat) -> list[Reason]:
    if keeps_lists(by):
        return []
    return [Reason(_("Danh mục dùng chung do trung tâm của tỉnh giữ."))]


def _held(code: str, by: Seat) -> tuple[CodeList | None, list[Reason]]:
    """The list, locked against two at once."""
    found = CodeList.objects.select_for_update(no_key=True).filter(code=code).first()
    reasons = _keeper_reasons(by)
    if found is None:
        reasons.append(Reason(_("Không tìm thấy danh mục này.")))
    return found, reasons


def _note(
    event: str, on: CodeList, by: Seat, at: datetime, data: Mapping[str, object]
) -> None:
    told = {"catalogue": on.name, **data}
    record(event, by=by.actor, at=at, on=on, agency_id=by.agency_id, data=told)
