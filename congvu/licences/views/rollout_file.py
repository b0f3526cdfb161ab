"""A roll-out as a table: its waves, and the machines for who keeps these."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.lib.dates import local_date
from congvu.licences.access import get_rollout, keeps, keeps_all, wave_agencies
from congvu.licences.models import Rollout
from congvu.licences.queries.rollouts import (
    is_blocked,
    moment_of,
    progress,
    with_standing,
)
from congvu.licences.rules import BLOCK_NAMES, TARGET_STATE_NAMES
from congvu.licences.views.deeds import READ, sight
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.reporting.formats.tables import (
    TableSheet,
    write_tables_csv,
    write_tables_xlsx,
)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@with_seat(READ)
def rollout_file(request: SeatRequest, rollout_id: UUID) -> HttpResponse:
    """As .xlsx, or as .csv (?dang=csv), of today or of a day (?ngay=); words are text,
    none runs as a formula.
    """
    found = get_rollout(request.seat, rollout_id)
    now = moment_of(sight(request, request.seat).day, timezone.now())
    as_csv = request.GET.get("dang") == "csv"
    sheets = [_waves(request.seat, found, now)]
    if keeps(request.seat):
        sheets.append(_machines(request.seat, found, now))
    lead = _("Theo kiểm kê đến %(day)s") % {"day": f"{local_date(now):%d/%m/%Y}"}
    out = BytesIO()
    write = write_tables_csv if as_csv else write_tables_xlsx
    write(out, head=[found.title, found.product.full_name, lead], sheets=sheets)
    name = f"trien-khai-{local_date(now):%Y-%m-%d}.{'csv' if as_csv else 'xlsx'}"
    return HttpResponse(
        out.getvalue(),
        content_type="text/csv; charset=utf-8" if as_csv else _XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _waves(seat: Seat, found: Rollout, now: datetime) -> TableSheet:
    told = progress(found, now, agencies=wave_agencies(seat, found))
    names = agency_names_on(
        {line.wave.agency_id for line in told.waves}, local_date(now)
    )
    states = list(TARGET_STATE_NAMES)
    columns = [(_("Đợt"), 6), (_("Cơ quan"), 36), (_("Chịu trách nhiệm"), 30)]
    columns += [(_("Xong trước"), 12)]
    columns += [(_(TARGET_STATE_NAMES[state]), 12) for state in states]
    rows: list[list[str | int]] = [
        [
            line.wave.number,
            names.get(line.wave.agency_id, ""),
            line.wave.post_name,
            f"{line.wave.due_on:%d/%m/%Y}",
            *(line.standing.of(state) for state in states),
        ]
        for line in told.waves
    ]
    return TableSheet(_("Theo đợt và đơn vị"), columns, rows)


def _machines(seat: Seat, found: Rollout, now: datetime) -> TableSheet:
    holder = None if keeps_all(seat) else seat.agency_id
    targets = with_standing(found, now, holder=holder).select_related("machine", "wave")
    columns = [(_("Tên máy"), 24), (_("Số máy"), 20), (_("Đợt"), 6)]
    columns += [(_("Trạng thái"), 20), (_("Vướng mắc"), 40)]
    rows: list[list[str | int]] = [
        [
            one.machine.name,
            one.machine.serial,
            one.wave.number,
            _(TARGET_STATE_NAMES[one.standing]),
            f"{_(BLOCK_NAMES[one.block])}: {one.block_note}"
            if is_blocked(one, now)
            else "",
        ]
        for one in targets.order_by("machine__name", "pk")
    ]
    return TableSheet(_("Từng máy"), columns, rows)
