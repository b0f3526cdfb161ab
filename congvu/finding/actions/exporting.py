"""What was found as a file; taking out is written down, the words asked for are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions import Printed, printed_by
from congvu.documents.actions.printing import new_file, ready_file
from congvu.documents.formats.list_csv import write_list_csv
from congvu.documents.formats.register_xlsx import write_register_xlsx
from congvu.finding.queries import Everything, Line, all_found
from congvu.finding.rules import KIND_NAMES, MOST_EXPORTED, STATE_NAMES, Question
from congvu.law.rules import Column
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat

Form = Literal["xlsx", "csv"]
_MEDIA_TYPES: dict[Form, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@transaction.atomic
def export_found(*, question: Question, form: Form, by: Seat, at: datetime) -> Printed:
    """Newest first, each line as the tables let the seat read it now."""
    found = all_found(by, question, on=local_date(at))
    stream, columns = new_file(), _columns()
    lines = _cells(found)
    if form == "csv":
        count = write_list_csv(stream, columns, lines)
    else:
        head = [
            by.agency_name,
            _("Kết quả tìm “%(text)s”") % {"text": question.text},
            printed_by(by, at),
        ]
        count = write_register_xlsx(stream, head, columns, lines)
    record(
        "finding.exported",
        by=by.actor,
        at=at,
        agency_id=by.agency_id,
        data={"lines": count - found.is_cut, "form": form},
    )
    title = _("Kết quả tìm")
    name = f"{title} {local_date(at):%Y-%m-%d}.{form}"
    return ready_file(stream, name, _MEDIA_TYPES[form])


def _columns() -> list[Column]:
    return [
        Column("kind", _("Mục"), 12),
        Column("symbol", _("Số, ký hiệu"), 16),
        Column("day", _("Ngày"), 10),
        Column("sender", _("Nơi gửi, đơn vị"), 28),
        Column("subject", _("Trích yếu"), 60),
        Column("state", _("Trạng thái"), 16),
    ]


def _cells(found: Everything) -> Iterator[Mapping[str, str]]:
    for line in found.lines:
        yield _line(line)
    if found.is_cut:
        said = _("Còn nữa: tệp này có %(most)s kết quả mới nhất trong %(total)s.")
        yield {"subject": said % {"most": MOST_EXPORTED, "total": found.total}}


def _line(line: Line) -> dict[str, str]:
    row = line.row
    return {
        "kind": _(KIND_NAMES[line.kind]),
        "symbol": row.symbol,
        "day": f"{row.day:%d/%m/%Y}" if row.day else "",
        "sender": row.sender,
        "subject": row.subject,
        "state": _(STATE_NAMES[line.kind][line.state]),
    }
