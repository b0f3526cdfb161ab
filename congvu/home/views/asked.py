"""What of periodic reports waits for this seat, as lines of "Việc của tôi"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from congvu.duties.queries import deadline_shown
from congvu.lib.dates import WorkCalendar
from congvu.reporting.queries import ReportLine
from congvu.ui.addresses import address_of
from congvu.ui.rules import Row


def report_rows(
    lines: Sequence[ReportLine], on: date, days: WorkCalendar
) -> list[tuple[date | None, Row]]:
    """The earliest day first, as they come."""
    return [(line.due_on, _row(line, on, days)) for line in lines]


def _row(line: ReportLine, on: date, days: WorkCalendar) -> Row:
    return Row(
        url=address_of("reporting:return", line.return_id),
        subject=line.name,
        verb=_("Duyệt, nộp báo cáo") if line.presented else _("Ghi báo cáo"),
        sender=_("Báo cáo định kỳ"),
        deadline=deadline_shown(line.due_on, on=on, days=days),
        key=f"report-{line.return_id}",
        whole=True,
    )
