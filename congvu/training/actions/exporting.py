"""The report of a year as a file: by agency, by unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from congvu.documents.actions import Printed
from congvu.documents.actions.printing import new_file, ready_file
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on
from congvu.reporting.formats.table_files import FORMS
from congvu.reporting.formats.tables import TableSheet, Value
from congvu.training.access import units_seen
from congvu.training.queries.report import taught_in
from congvu.training.queries.units import last_day, units_taught

Form = Literal["xlsx", "ods"]


def export_report(*, year: int, form: Form, by: Seat, at: datetime) -> Printed:
    """What the page shows. ``at`` names the file."""
    rows = taught_in(year)
    names = agency_names_on({one.agency_id for one in rows}, by.on)
    head = (
        _("Cơ quan"),
        _("Người dự"),
        _("Lượt học"),
        _("Buổi phải dự"),
        _("Buổi có mặt"),
        _("Đến muộn"),
        _("Lượt hoàn thành"),
        _("Người hoàn thành"),
    )
    lines = sorted(
        (
            names.get(one.agency_id, "–"),
            one.people,
            one.places,
            one.to_come,
            one.came,
            one.late,
            one.passed,
            one.people_passed,
        )
        for one in rows
    )
    return _file(head, lines, f"dao-tao-{year}-{at:%Y%m%d}", year, form)


def export_units(*, year: int, form: Form, by: Seat, at: datetime) -> Printed:
    """The units whose people the seat sees, as the page shows them."""
    seen = units_seen(by)
    rows = units_taught(by.agency_id, year, last_day(year, by.on))
    head = (
        _("Đơn vị"),
        _("Người"),
        _("Người hoàn thành"),
        _("Tỷ lệ (%)"),
        _("Người còn thiếu mô-đun"),
        _("Chuyên trách"),
        _("Vị trí quản trị còn trống"),
    )
    lines = [
        (
            one.name,
            one.people,
            one.taught,
            one.share,
            one.lacking,
            ", ".join(one.specialists),
            one.vacant,
        )
        for one in rows
        if seen is None or one.unit_id in seen
    ]
    return _file(head, lines, f"dao-tao-don-vi-{year}-{at:%Y%m%d}", year, form)


def _file(
    head: Sequence[str],
    lines: Sequence[Sequence[Value]],
    name: str,
    year: int,
    form: Form,
) -> Printed:
    write, media_type = FORMS[form]
    stream = new_file()
    title = _("Đào tạo %(year)s") % {"year": year}
    columns = [(label, 16 if at else 44) for at, label in enumerate(head)]
    write(stream, head=[], sheets=[TableSheet(title, columns, lines)])
    return ready_file(stream, f"{name}.{form}", media_type)
