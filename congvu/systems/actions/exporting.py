"""The register as a file; taking out is written down."""

from __future__ import annotations

import json
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
from congvu.reporting.actions.loading import MEDIA_TYPES
from congvu.reporting.formats.tables import (
    TableSheet,
    Value,
    write_tables_csv,
    write_tables_xlsx,
)
from congvu.systems.access import seen_systems
from congvu.systems.models import InformationSystem
from congvu.systems.queries import FACTS, Asked, answer_words, narrowed
from congvu.systems.rules import QUESTIONS, SYSTEM_STATE_NAMES, SystemState

_MEDIA_TYPES: dict[str, str] = {
    "xlsx": MEDIA_TYPES["xlsx"],
    "csv": MEDIA_TYPES["csv"],
    "json": "application/json",
}
_PLAIN = ("code", "name", "purpose", "scope", "users", "state", "began_on", "level")
_LEVEL = ("level_on", "level_basis", "assessed_level", *FACTS)


@transaction.atomic
def export_systems(*, asked: Asked, form: str, by: Seat, at: datetime) -> Printed:
    """Those one sees, as the list narrows them: xlsx, csv, or json for programs."""
    rows = narrowed(seen_systems(by), asked).order_by("name", "pk")
    found = list(rows)
    agencies = {one.agency_id for one in found} | {one.operator_id for one in found}
    names = agency_names_on(agencies, by.on)
    stream = new_file()
    named = [
        (one, names.get(one.agency_id, ""), names.get(one.operator_id, ""))
        for one in found
    ]
    if form == "json":
        text = json.dumps(
            [_plain(*line) for line in named], ensure_ascii=False, indent=1
        )
        stream.write(text.encode())
    else:
        write = write_tables_xlsx if form == "xlsx" else write_tables_csv
        head = [_("Hệ thống thông tin"), printed_by(by, at)]
        write(stream, head=head, sheets=[_sheet(named)])
    data = {"form": form, "count": len(found)}
    record("systems.exported", by=by.actor, at=at, agency_id=by.agency_id, data=data)
    name = f"{_('he-thong-thong-tin')} {local_date(at):%Y-%m-%d}.{form}"
    return ready_file(stream, name, _MEDIA_TYPES[form])


def _plain(one: InformationSystem, owner: str, operator: str) -> dict[str, object]:
    found = {name: getattr(one, name) for name in (*_PLAIN, *_LEVEL)}
    dated = {k: v.isoformat() for k, v in found.items() if hasattr(v, "isoformat")}
    return {**found, **dated, "id": str(one.pk), "owner": owner, "operator": operator}


def _sheet(named: Sequence[tuple[InformationSystem, str, str]]) -> TableSheet:
    columns = [
        (_("Mã"), 12),
        (_("Hệ thống"), 40),
        (_("Chủ quản"), 30),
        (_("Vận hành"), 30),
        (_("Trạng thái"), 16),
        (_("Cấp độ"), 8),
        (_("Phê duyệt ngày"), 14),
        (_("Quyết định"), 30),
        (_("Cấp độ theo tiêu chí"), 10),
        *((_(QUESTIONS[name]), 18) for name in FACTS),
    ]
    rows: list[list[Value]] = []
    for one, owner, operator in named:
        state = _(SYSTEM_STATE_NAMES[SystemState(one.state)])
        head: list[Value] = [one.code, one.name, owner, operator, state, one.level]
        head += [f"{one.level_on:%d/%m/%Y}" if one.level_on else "", one.level_basis]
        head += [one.assessed_level]
        rows.append([*head, *(answer_words(n, getattr(one, n)) for n in FACTS)])
    return TableSheet(_("Hệ thống thông tin"), columns, rows)
