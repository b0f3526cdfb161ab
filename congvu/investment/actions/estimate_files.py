"""Estimates as files: read with a trial first, written with their sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO, Literal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents.actions import Printed, printed_by
from congvu.documents.actions.printing import new_file, ready_file
from congvu.files.actions import read_table
from congvu.investment.actions.estimate_words import cell_words, row_reasons
from congvu.investment.actions.estimates import EstimateData, checked, keep_estimate
from congvu.investment.actions.saying import note
from congvu.investment.formats.rows import COLUMNS, NUMBERS, Names, row_texts
from congvu.investment.formats.sheets import (
    BOUNDS,
    SUMS,
    TOTAL,
    Filled,
    NoEstimate,
    read_estimate,
)
from congvu.investment.models import Estimate, Need
from congvu.investment.queries.estimates import lines_of, parts_on
from congvu.investment.rules.estimates import (
    PRICING_NAMES,
    Pricing,
    Sums,
    Worked,
    crossed,
    sums_of,
)
from congvu.investment.rules.words import SOURCE_NAMES, MoneySource
from congvu.law.rules import RuleValue
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import fold
from congvu.organisations.access import Seat
from congvu.reporting.formats.table_files import FORMS
from congvu.reporting.formats.tables import TableSheet, Value

FileForm = Literal["xlsx", "ods"]
_WIDTHS = {"name": 40, "basis": 30, "quotes": 40, "part": 24, "base": 24}


@dataclass(frozen=True)
class FileWish:
    """``seen``: the newest version that who sends it knew of."""

    structure: str
    on: date | None
    note: str = ""
    seen: int = 0


@dataclass(frozen=True)
class LoadedEstimate:
    """What the file holds and what speaks against it; ``made`` where it was kept."""

    lines: Sequence[Worked]
    reasons: Sequence[Reason]
    rows: int
    made: Estimate | None = None


def names_on(parts: Iterable[RuleValue]) -> Names:
    """What a line may say, in the reader's language and by key."""
    return Names.of(
        [(one.key, one.label) for one in parts],
        [
            pair
            for k, v in SOURCE_NAMES.items()
            for pair in ((str(k), _(v)), (str(k), v))
        ],
        [
            pair
            for k, v in PRICING_NAMES.items()
            for pair in ((str(k), _(v)), (str(k), v))
        ],
    )


def load_estimate(
    *,
    need_id: UUID,
    stream: BinaryIO,
    wish: FileWish,
    by: Seat,
    at: datetime,
    dry: bool = False,
) -> LoadedEstimate:
    """Read in the jail. ``dry`` tells what would be refused and keeps nothing."""
    table, _sha256 = read_table(stream=stream, bounds=BOUNDS, field="file")
    parts = parts_on(wish.structure, wish.on) if wish.on else []
    titles = {fold(t): key for key, said in COLUMNS.items() for t in (said, _(said))}
    try:
        filled = read_estimate(table, titles, names_on(parts))
    except NoEstimate as why:
        raise Refused([Reason(_(str(why)), "file")]) from why
    data = EstimateData(
        structure=wish.structure,
        on=wish.on,
        items=filled.items,
        note=wish.note,
        seen=wish.seen,
        stated=filled.stated,
        places=filled.places,
    )
    if dry or filled.faults:
        return _tried(need_id, data, filled, by, at, dry=dry)
    made = keep_estimate(need_id=need_id, data=data, by=by, at=at)
    return LoadedEstimate(lines_of(made), [], len(filled.items), made)


def _tried(
    need_id: UUID,
    data: EstimateData,
    filled: Filled,
    by: Seat,
    at: datetime,
    *,
    dry: bool,
) -> LoadedEstimate:
    need = Need.objects.get(pk=need_id)
    lines, reasons = checked(need, data, by, local_date(at))
    unread = row_reasons(filled.faults)
    whole = [*unread, *reasons]
    if not dry:
        raise Refused(whole)
    return LoadedEstimate(lines, whole, len(filled.items))


@transaction.atomic
def export_estimate(
    *, estimate: Estimate, form: FileForm = "xlsx", by: Seat, at: datetime
) -> Printed:
    """As it is read again: lines, then sums by part, source and year."""
    lines = lines_of(estimate)
    parts = parts_on(estimate.structure, estimate.on)
    labels = {one.key: one.label for one in parts}
    need = estimate.need
    head = [
        need.title,
        _("Dự toán chi tiết, bản số %(n)s, theo ngày %(day)s")
        % {"n": estimate.number, "day": f"{estimate.on:%d/%m/%Y}"},
        printed_by(by, at),
    ]
    sheets = [
        _line_sheet(lines, labels, estimate.money),
        sums_sheet(sums_of(lines), labels),
    ]
    note(
        "investment.exported",
        on=need,
        agency_id=need.agency_id,
        by=by,
        at=at,
        need=need.title,
        estimate=estimate.number,
    )
    name = f"{_('du-toan')} {need.title[:60]} {estimate.number}"
    return sheets_file(name, form, head, sheets)


def sheets_file(
    name: str, form: FileForm, head: Sequence[str], sheets: Sequence[TableSheet]
) -> Printed:
    write, media_type = FORMS[form]
    stream = new_file()
    write(stream, head=head, sheets=sheets)
    return ready_file(stream, f"{name}.{form}", media_type)


def _line_sheet(
    lines: Sequence[Worked], labels: Mapping[str, str], whole: int
) -> TableSheet:
    columns = [(_(label), _WIDTHS.get(key, 14)) for key, label in COLUMNS.items()]
    rows = [[_value(one, key, labels) for key in COLUMNS] for one in lines]
    total = [whole if key == "money" else "" for key in COLUMNS]
    return TableSheet(_("Dự toán"), columns, [*rows, [_(TOTAL), *total[1:]]])


def _value(one: Worked, key: str, labels: Mapping[str, str]) -> Value:
    item = one.item
    if key in NUMBERS:
        found = {"price": one.price, "money": one.money}.get(key, getattr(item, key))
        return found if found is not None else ""
    if key == "part":
        return labels.get(item.part, item.part)
    if key == "base":
        return "; ".join(labels.get(part, part) for part in item.base)
    if key == "source":
        return _(SOURCE_NAMES[MoneySource(item.source)]) if item.source else ""
    if key == "pricing":
        return _(PRICING_NAMES[Pricing(item.pricing)])
    return row_texts(item, one.money, one.price)[key].replace("\n", "; ")


def sums_sheet(sums: Sums, labels: Mapping[str, str]) -> TableSheet:
    """Parts down, sources by year across, with margins."""
    cells, table = crossed(sums, labels)
    heads = [(cell_words(cell) if cell else _(TOTAL), 20) for cell in cells]
    columns = [(_(COLUMNS["part"]), 40), *heads]
    rows: list[list[Value]] = [
        [labels.get(part, part) or _(TOTAL), *money] for part, money in table
    ]
    return TableSheet(_(SUMS), columns, rows)
