"""A file becomes a proposal: each line judged, nothing believed before approval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain, islice
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents.rules import first_mark
from congvu.files.actions import Opened, is_packed, open_table
from congvu.files.formats.sheet_grid import Bounds
from congvu.files.rules import clean_name
from congvu.lib.batches import batched
from congvu.lib.garbage import uncollected
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.registry.actions.judging import Namer, mark_lines
from congvu.registry.actions.saying import (
    fault_reasons,
    keeper_reasons,
    note,
    refuse_marked,
    told_of,
)
from congvu.registry.actions.staging import AT_ONCE, Stage
from congvu.registry.actions.watching import Watch
from congvu.registry.models import Database, RowChange, RowLoad, Structure
from congvu.registry.queries import count_lines, current_structure
from congvu.registry.rules import (
    LONGEST_TEXT,
    LOOKED_AT,
    ChangeKind,
    Fault,
    Heads,
    Judge,
    Line,
    Looks,
    OnSame,
    Table,
    column_faults,
    find_heads,
    find_table,
)

# A text table is read as it streams: two million plots of land and more. Of a cell one
# letter more is read than may be in it, by which it is seen that it is too long.
_BOOK = Bounds(sheets=100, cells=400, letters=LONGEST_TEXT + 1)
_TEXT = replace(_BOOK, bytes=1_000_000_000, rows=3_000_000)
_TITLES = 8


@dataclass(frozen=True)
class LoadWish:
    """``since``: from when lines hold that do not say; ``keys``: the columns by which
    a line is a row that is there already; ``sheet``: which page of a book is meant,
    the first that has the table's titles where none is named; ``called``: what the
    file calls columns.
    """

    since: date | None
    keys: tuple[str, ...] = ()
    on_same: OnSame = OnSame.SKIP
    sheet: str = ""
    called: Mapping[str, str] = field(default_factory=dict)


class _Marked(Exception):
    """A line bears the mark of a state secret: nothing of the file is kept."""


def read_file(
    *,
    database_id: UUID,
    table_key: str,
    stream: BinaryIO,
    name: str,
    wish: LoadWish,
    by: Seat,
    at: datetime,
    watch: Watch | None = None,
) -> RowChange:
    """What would come of it, line by line; it is approved as any other change."""
    name, watch = clean_name(name), watch or Watch()
    given = open_table(stream=stream, bounds=_BOOK, text_bounds=_TEXT, field="file")
    with given as opened:
        try:
            with transaction.atomic():
                watch.begin()
                change = _read(
                    database_id, table_key, opened, name, wish, by, at, watch
                )
                watch.end(change)
                return change
        except _Marked as found:
            refuse_marked(texts=[str(found)], by=by, at=at)
            raise


def sheets_of(
    *, database: Database, table_key: str, stream: BinaryIO, by: Seat, at: datetime
) -> list[dict[str, Any]]:
    """The pages of a book that say something: how many rows, which titles, whether
    the table's are among them. Of a text there are none.
    """
    stream.seek(0)
    head = stream.read(4)
    stream.seek(0)
    structure = current_structure(database)
    table = find_table(structure.tables, table_key) if structure is not None else None
    if table is None or not is_packed(head):
        return []
    given = open_table(stream=stream, bounds=_BOOK, text_bounds=_TEXT, field="file")
    try:
        with given as opened:
            found = [_sheet(name, list(lines), table) for name, lines in opened.sheets]
    except _Marked as marked:
        refuse_marked(texts=[str(marked)], by=by, at=at)
        raise
    return [one for one in found if one["rows"]]


def _sheet(name: str, lines: Sequence[Line], table: Table) -> dict[str, Any]:
    for line in lines:
        _refuse_mark(line, _joined(line))
    heads = find_heads(lines[:LOOKED_AT], table)
    at = heads.after - 1 if heads is not None else 0
    titles = [cell[:60] for cell in lines[at][1] if cell] if lines else []
    return {
        "name": name,
        "rows": len(lines),
        "titles": titles[:_TITLES],
        "fits": heads is not None,
    }


def asked_reasons(
    found: Database, table_key: str, wish: LoadWish, by: Seat
) -> list[Reason]:
    """What is wrong with it before the file is opened."""
    reasons = keeper_reasons(by, found)
    structure = current_structure(found)
    table = find_table(structure.tables, table_key) if structure is not None else None
    if table is None:
        return [*reasons, Reason(_("Bảng này không còn trong cấu trúc."))]
    if wish.since is None:
        reasons.append(Reason(_("Chưa có ngày."), "since"))
    if any(table.column(key) is None for key in wish.keys):
        reasons.append(Reason(_("Chọn trường có trong bảng."), "keys"))
    reasons += fault_reasons(column_faults(wish.called, table))
    return reasons


def _read(
    database_id: UUID,
    table_key: str,
    opened: Opened,
    name: str,
    wish: LoadWish,
    by: Seat,
    at: datetime,
    watch: Watch,
) -> RowChange:
    found = Database.objects.get(pk=database_id)
    reasons = asked_reasons(found, table_key, wish, by)
    structure = current_structure(found)
    table = find_table(structure.tables, table_key) if structure is not None else None
    if structure is None or table is None:
        raise Refused(reasons)
    sheet, heads, lines = _below_heads(opened, table, wish)
    if wish.sheet and sheet != wish.sheet:
        words = _("Trang tính “%(name)s” không có, hoặc không có tiêu đề của bảng.")
        reasons.append(Reason(words % {"name": wish.sheet[:60]}, "sheet"))
    elif heads is None:
        words = _("Không thấy dòng tiêu đề có “%(label)s”.")
        reasons.append(Reason(words % {"label": table.columns[0].label}, "file"))
    if reasons or heads is None or wish.since is None:
        raise Refused(reasons)
    change = _change(found, structure, table, name, wish.since, by, at)
    load = _load(change, heads, opened, wish)
    judge = Judge(table, heads, wish.since, from_1904=opened.counts_from_1904)
    looks = Looks(heads)
    with uncollected(), Stage(load, found, table) as stage:
        namer = Namer(found, structure, table, before_asking=stage.pause)
        for some in batched(_looked_at(lines, looks), AT_ONCE):
            judged = [judge.line(one) for one in some]
            namer.name(judged)
            stage.put(judged)
            watch.tell(stage.rows, opened.share())
    mark_lines(load, change, table)
    counted = count_lines(load)
    if counted.total == 0:
        raise Refused([Reason(_("Dưới dòng tiêu đề không có dòng nào."), "file")])
    load.rows_total, load.rows_wrong = counted.total, counted.wrong
    load.rows_same = counted.same
    load.told = [[one.words, dict(one.given)] for one in _told(opened, sheet, looks)]
    load.save(update_fields=["rows_total", "rows_wrong", "rows_same", "told"])
    change.valid_from = counted.since or wish.since
    change.save(update_fields=["valid_from"])
    note("registry.proposed", on=found, by=by, at=at, data=told_of(change))
    return change


def _below_heads(
    opened: Opened, table: Table, wish: LoadWish
) -> tuple[str, Heads | None, Iterator[Line]]:
    """Of the sheet named, else of the first that has the table's titles, what stands
    below them.
    """
    for name, lines in opened.sheets:
        if wish.sheet and name != wish.sheet:
            continue
        first = list(islice(lines, LOOKED_AT))
        heads = find_heads(first, table, wish.called)
        if heads is not None:
            for line in first:
                _refuse_mark(line, _joined(line))
            return name, heads, chain(first[heads.after :], lines)
    return "", None, iter(())


def _told(opened: Opened, sheet: str, looks: Looks) -> list[Fault]:
    return looks.told(
        sheet, len(opened.sheets), opened.merged, has_macros=opened.has_macros
    )


def _looked_at(lines: Iterable[Line], looks: Looks) -> Iterator[Line]:
    for line in lines:
        joined = _joined(line)
        _refuse_mark(line, joined)
        looks.line(line, joined)
        yield line


def _joined(line: Line) -> str:
    return " ".join(line[1])


def _refuse_mark(line: Line, joined: str) -> None:
    """Every mark has this word in it, which is looked for first: it is quick."""
    _number, cells, _kinds = line
    if "mật" in joined.lower() and first_mark(cells):
        raise _Marked(next(cell for cell in cells if first_mark([cell])))


def _change(
    found: Database,
    structure: Structure,
    table: Table,
    name: str,
    since: date,
    by: Seat,
    at: datetime,
) -> RowChange:
    return RowChange.objects.create(
        database=found,
        structure=structure,
        table=table.key,
        row=uuid7(),
        kind=ChangeKind.LOAD,
        values={},
        title=name[:200],
        valid_from=since,
        reason=_("Nạp từ tệp %(name)s") % {"name": name[:200]},
        made_at=at,
        made_by=by.person_name[:80],
    )


def _load(change: RowChange, heads: Heads, opened: Opened, wish: LoadWish) -> RowLoad:
    return RowLoad.objects.create(
        change=change,
        name=change.title,
        sha256=opened.sha256,
        encoding=opened.encoding,
        heads=list(heads.places),
        unknown=list(heads.unknown),
        keys=list(wish.keys),
        on_same=wish.on_same,
        rows_total=0,
        rows_wrong=0,
        rows_same=0,
    )
