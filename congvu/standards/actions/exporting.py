"""The whole matrix as a file; taking out is written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions import Printed, printed_by
from congvu.documents.actions.printing import new_file, ready_file
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on
from congvu.reporting.formats.table_files import FORMS
from congvu.reporting.formats.tables import TableSheet, Value
from congvu.standards.queries import living, said_of, standards_on
from congvu.standards.rules import (
    FORCE_NAMES,
    GROUP_NAMES,
    STANDING_NAMES,
    SURE_NAMES,
    Said,
    Standard,
    standing,
)
from congvu.systems.access import seen_systems


@transaction.atomic
def export_standards(*, form: str, by: Seat, at: datetime) -> Printed:
    """A line a standard, a column a system that one sees; then where each stands."""
    systems = list(living(seen_systems(by)).order_by("name", "pk"))
    on, said = local_date(at), said_of([one.pk for one in systems])
    names = agency_names_on({one.agency_id for one in systems}, by.on)
    standards = standards_on(on)
    columns = [
        (_("Tiêu chuẩn"), 30),
        (_("Nhóm"), 24),
        (_("Mức"), 20),
        *((f"{one.name} ({names.get(one.agency_id, '')})", 18) for one in systems),
    ]
    rows: list[list[Value]] = []
    for one in standards:
        head: list[Value] = [one.name, _(GROUP_NAMES[one.group])]
        head.append(_(FORCE_NAMES[one.force]))
        found = [said.get((system.pk, one.code), Said()) for system in systems]
        rows.append([*head, *(_(STANDING_NAMES[standing(s, on)]) for s in found)])
    stream = new_file()
    write, media_type = FORMS[form]
    sheets = [TableSheet(_("Hệ thống và tiêu chuẩn"), columns, rows)]
    title = [_("Hệ thống và tiêu chuẩn"), printed_by(by, at)]
    write(stream, head=title, sheets=[*sheets, _sources(standards)])
    data = {"form": form, "count": len(systems)}
    record("standards.exported", by=by.actor, at=at, agency_id=by.agency_id, data=data)
    name = f"{_('he-thong-va-tieu-chuan')} {on:%Y-%m-%d}.{form}"
    return ready_file(stream, name, media_type)


def _sources(standards: Sequence[Standard]) -> TableSheet:
    columns = [(_("Tiêu chuẩn"), 30), (_("Căn cứ"), 40), (_("Mức tin cậy"), 30)]
    rows: list[list[Value]] = [
        [one.name, one.of.source, _(SURE_NAMES[one.sure])] for one in standards
    ]
    return TableSheet(_("Căn cứ"), columns, rows)
