"""The result as a file; taking out is written down."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions import Printed, printed_by
from congvu.documents.actions.printing import new_file, ready_file
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat
from congvu.reporting.actions.loading import MEDIA_TYPES, SheetForm
from congvu.reporting.formats.tables import (
    TableSheet,
    Value,
    write_tables_csv,
    write_tables_xlsx,
)
from congvu.surveys.models import Survey
from congvu.surveys.queries import Result, SheetLine, result
from congvu.surveys.rules import QUESTIONS, SHEET_STATE_NAMES, SheetState, shown


@transaction.atomic
def export_result(
    *, survey: Survey, form: SheetForm, by: Seat, at: datetime
) -> Printed:
    """Every agency with what it declares and what was measured; then the upgrades.
    Above each how many of how many are in it, and who is missing.
    """
    found = result(survey, local_date(at))
    head = [survey.name, how_many_words(found), printed_by(by, at)]
    sheets = [_by_agency(found), _upgrades(found)]
    stream = new_file()
    write = write_tables_xlsx if form == "xlsx" else write_tables_csv
    write(stream, head=head, sheets=sheets)
    data = {"form": form, "handed_in": len(found.answered), "sheets": len(found.lines)}
    record("surveys.exported", by=by.actor, at=at, on=survey, data=data)
    name = f"{survey.name} {local_date(at):%Y-%m-%d}.{form}".replace("/", "-")
    return ready_file(stream, name, MEDIA_TYPES[form])


def how_many_words(found: Result) -> str:
    """12/16 đơn vị; còn thiếu: … as pages and files say it."""
    named = {"n": len(found.answered), "of": len(found.lines)}
    said = _("%(n)s/%(of)s đơn vị") % named
    if not found.missing:
        return said
    names = ", ".join(one.sheet.name for one in found.missing)
    return f"{said}; {_('còn thiếu: %(names)s') % {'names': names}}"


def _by_agency(found: Result) -> TableSheet:
    columns = [(_("Đơn vị"), 36), (_("Trạng thái"), 14), (_("Thứ"), 8), (_("Điểm"), 8)]
    for one in QUESTIONS:
        columns.append((_(one.name), 14))
        columns.append((_("%(name)s: số đo") % {"name": _(one.name)}, 14))
    return TableSheet(_("Theo đơn vị"), columns, [_row(one) for one in found.lines])


def _row(one: SheetLine) -> list[Value]:
    state = _(SHEET_STATE_NAMES[SheetState(one.sheet.state)])
    if one.answered is None:
        return [one.sheet.name, state]
    total = shown(one.answered.score.total)
    row: list[Value] = [one.sheet.name, state, one.rank, total]
    for question in QUESTIONS:
        row.append(one.answered.values.get(question.key))
        row.append(one.sheet.measured.get(question.key))
    return row


def _upgrades(found: Result) -> TableSheet:
    columns = [
        (_("Thứ tự"), 8),
        (_("Đơn vị"), 36),
        (_("Hạng mục"), 28),
        (_("Số lượng"), 10),
        (_("Điểm tăng"), 10),
        (_("Đơn giá, đồng"), 16),
        (_("Dự toán, đồng"), 18),
    ]
    rows: list[list[Value]] = [
        [
            one.rank,
            one.name,
            _(one.item.name),
            one.count,
            shown(one.gain),
            one.price,
            one.cost,
        ]
        for one in found.upgrades
    ]
    rows.append(["", _("Cộng"), "", None, None, None, found.sum.cost])
    return TableSheet(_("Nâng cấp"), columns, rows)
