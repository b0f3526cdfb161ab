"""The merged table as a file; taking out is written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from typing import Any

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
from congvu.reporting.models import ReportRound
from congvu.reporting.queries import merged_round, period_of_round, period_words
from congvu.reporting.rules import Kind, Merged, Question, Table, percent, shown


@transaction.atomic
def export_merged(
    *, found: ReportRound, form: SheetForm, by: Seat, at: datetime
) -> Printed:
    """Sums, then every body's own answers, then the small tables row by row; above
    each how many of how many are in it, and who is missing.
    """
    table = merged_round(found)
    period = period_words(period_of_round(found, found.form.rhythm))
    head = [
        found.form.name,
        f"{by.agency_name} · {period}",
        whole_words(table),
        printed_by(by, at),
    ]
    sheets = list(_sheets(table))
    stream = new_file()
    if form == "xlsx":
        write_tables_xlsx(stream, head=head, sheets=sheets)
    else:
        write_tables_csv(stream, head=head, sheets=sheets)
    data = {"form": form, "handed_in": table.handed_in, "bodies": table.asked}
    record("reporting.exported", by=by.actor, at=at, on=found, data=data)
    name = f"{_('Tổng hợp')} {period} {local_date(at):%Y-%m-%d}.{form}"
    return ready_file(stream, name.replace("/", "-"), MEDIA_TYPES[form])


def whole_words(table: Table) -> str:
    """How many of how many; who is missing, by name."""
    said = _("%(n)s/%(of)s đơn vị") % {"n": table.handed_in, "of": table.asked}
    if not table.missing:
        return said
    missing = _("còn thiếu: %(names)s") % {"names": "; ".join(table.missing)}
    return f"{said}, {missing}"


def _sheets(table: Table) -> Iterator[TableSheet]:
    columns = [
        ("STT", 6),
        (_("Câu hỏi"), 50),
        (_("Đơn vị tính"), 14),
        (_("Tổng hợp"), 22),
        (_("Số đơn vị"), 12),
        (_("Kỳ trước"), 16),
        (_("Số đơn vị kỳ trước"), 14),
        (_("Thay đổi"), 14),
    ]
    rows = [_sum_row(n, line) for n, line in enumerate(table.lines, start=1)]
    yield TableSheet(_("Tổng hợp"), columns, rows)
    asked = [m.question for m in table.lines if m.question.kind != Kind.ROWS]
    columns = [(_("Đơn vị"), 36), *((q.label, 18) for q in asked)]
    by_body: list[list[Value]] = [
        [one.name, *(_own(q, one.values.get(q.key)) for q in asked)]
        for one in table.answered
    ]
    by_body += [[name, _("chưa có báo cáo")] for name in table.missing]
    yield TableSheet(_("Theo đơn vị"), columns, by_body)
    for line in table.lines:
        if line.question.kind == Kind.ROWS:
            titles = [(_("Đơn vị"), 36), *((c.name, 20) for c in line.question.columns)]
            small: list[list[Value]] = [[name, *row] for name, row in line.rows]
            if any(total is not None for total in line.sums):
                total = _("Cộng (%(n)s/%(of)s đơn vị)")
                named = {"n": line.answered, "of": line.asked}
                small.append([total % named, *line.sums])
            yield TableSheet(line.question.label, titles, small)


def _sum_row(place: int, line: Merged) -> list[Value]:
    asked = line.question
    unit = "%" if asked.kind == Kind.SHARE else asked.unit
    of = f"{line.answered}/{line.asked}"
    then = f"{line.was_in}/{line.was_asked}" if line.was_asked else ""
    value, before = summed(line)
    return [place, asked.label, unit, value, of, before, then, line.moved]


def summed(line: Merged) -> tuple[Value, Value]:
    """What a question comes to, now and the period before; words where none adds."""
    if line.question.kind == Kind.SHARE:
        return _share(line.share), _share(line.share_before)
    if line.counts:
        return "; ".join(f"{word}: {n}" for word, n in line.counts), ""
    if line.question.kind == Kind.ROWS:
        return _("%(n)s dòng") % {"n": len(line.rows)}, ""
    if line.question.kind == Kind.NUMBER:
        return line.total, line.before
    return _("%(n)s ý kiến") % {"n": len(line.listed)}, ""


def _share(value: Fraction | None) -> str:
    return percent(value) if value is not None else ""


def _own(question: Question, value: Any) -> Value:
    if isinstance(value, Fraction):
        return percent(value)
    if isinstance(value, list):
        return "; ".join(str(one.get("label", "")) for one in value)
    if question.kind == Kind.NUMBER:
        number: Value = value
        return number
    return shown(question, value)
