"""Taking figures out of the office as a file: written down like any other export."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Literal, cast

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions import printed_by
from congvu.home.formats.report import Report, write_pdf, write_xlsx
from congvu.home.queries import (
    UnitMap,
    late_causes_report,
    late_report,
    overview,
    overview_report,
)
from congvu.home.rules import REPORT_NAMES, Period
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat

Form = Literal["pdf", "xlsx"]
MEDIA_TYPES: dict[Form, str] = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Exported:
    stream: BinaryIO
    name: str
    media_type: str


@transaction.atomic
def export_report(
    *, report: str, form: Form, period: Period, units: UnitMap, by: Seat, at: datetime
) -> Exported:
    """A report of a period as a file, with the figures and the rights of its page."""
    made = _made(report, period, units, by, at)
    stream = _file()
    try:
        (write_pdf if form == "pdf" else write_xlsx)(stream, made)
    except BaseException:
        stream.close()
        raise
    record(
        "home.report-exported",
        by=by.actor,
        at=at,
        data={
            "report": report,
            "form": form,
            "from": period.first.isoformat(),
            "until": period.last.isoformat(),
        },
    )
    stream.seek(0)
    name = f"{_(REPORT_NAMES[report])} {local_date(at):%Y-%m-%d}.{form}"
    return Exported(stream, name, MEDIA_TYPES[form])


def _file() -> BinaryIO:
    return cast(BinaryIO, tempfile.TemporaryFile())


def _made(
    report: str, period: Period, units: UnitMap, by: Seat, at: datetime
) -> Report:
    on, words = local_date(at), printed_by(by, at)
    agency = units.agency_name(by)
    if report == "late-causes":
        causes = late_report(by, period, units, on=on, at=at)
        return late_causes_report(causes, agency=agency, printed=words)
    figures = overview(by, period, units, on=on, at=at, shown=None)
    return overview_report(figures, agency=agency, printed=words)
