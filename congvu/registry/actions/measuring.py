"""How good a data set is: counted by the database, doubtful rows judged one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.registry.access import keeps
from congvu.registry.models import DataQuality, DataSet
from congvu.registry.queries import (
    columns_of,
    count_shared,
    current_structure,
    last_believed,
    table_offered,
)
from congvu.registry.queries.quality import (
    Held,
    count_cells,
    empty_cells,
    rows_in_doubt,
    rows_twice,
)
from congvu.registry.rules import (
    EMPTY,
    MOST_FAULTS,
    TWICE,
    Fault,
    fault_told,
    is_fresh,
    row_faults,
)

# More is counted at night; nobody waits for it before a page.
MOST_AT_ONCE = 20_000


def measure_set(*, set_id: UUID, by: Seat | None, at: datetime) -> DataQuality:
    """By who keeps the database, or at night by nobody."""
    with transaction.atomic():
        found = DataSet.objects.select_related("database").filter(pk=set_id).first()
        if found is None:
            raise Refused([_("Không tìm thấy bộ dữ liệu này.")])
        on = local_date(at)
        reasons = _reasons(found, by, at)
        if reasons:
            raise Refused(reasons)
        measured = _count(found, at)
        changed = last_believed(found)
        made = DataQuality.objects.create(
            data_set=found,
            at=at,
            on=on,
            rows=measured.rows,
            cells=measured.cells,
            filled=measured.filled,
            unique=measured.unique,
            valid=measured.valid,
            changed_at=changed,
            is_fresh=is_fresh(
                found.frequency, local_date(changed) if changed else None, on
            ),
            faults=measured.faults,
        )
        record(
            "registry.measured",
            by=by.actor if by else SYSTEM,
            at=at,
            on=found.database,
            agency_id=found.database.agency_id,
            data={"set": found.title, "rows": made.rows},
        )
        return made


def _reasons(found: DataSet, by: Seat | None, at: datetime) -> list[Reason]:
    if by is None:
        return []
    if not keeps(by, found.database):
        return [Reason(_("Chất lượng do đơn vị giữ cơ sở dữ liệu đo."))]
    if count_shared(found, local_date(at), at) > MOST_AT_ONCE:
        words = _("Bộ dữ liệu lớn hơn %(most)s dòng được đo vào ban đêm.")
        return [Reason(words % {"most": f"{MOST_AT_ONCE:,}".replace(",", ".")})]
    return []


@dataclass(frozen=True)
class _Measured:
    """What was counted; ``faults``: the first of each kind, by row."""

    rows: int
    cells: int
    filled: int
    unique: int
    valid: int
    faults: list[dict[str, object]]


def _count(found: DataSet, at: datetime) -> _Measured:
    """Judged by the rules of now, as far as the table still has the columns."""
    current, table = current_structure(found.database), table_offered(found)
    columns = columns_of(found)
    now = {one.key: one for one in (table.columns if table is not None else ())}
    checked = tuple(now.get(one.key, one) for one in columns)
    if table is not None:
        checked = tuple(one for one in checked if one.key in now)
    held = Held(found, [now.get(one.key, one) for one in columns], local_date(at), at)
    rows, filled, unique = count_cells(held)
    told = [(row, Fault(EMPTY, {}, key)) for row, key in empty_cells(held)]
    if unique < rows:
        told += [(row, Fault(TWICE, {}, "")) for row in rows_twice(held)]
    wrong, judged = 0, 0
    for row, values in rows_in_doubt(held, current):
        faults = row_faults(checked, values, held.on)
        wrong += bool(faults)
        if judged < MOST_FAULTS:
            told += [(row, one) for one in faults]
            judged += len(faults)
    told.sort(key=lambda one: str(one[0]))
    return _Measured(
        rows=rows,
        cells=rows * len(columns),
        filled=filled,
        unique=unique,
        valid=rows - wrong,
        faults=[fault_told(row, one) for row, one in told[:MOST_FAULTS]],
    )


def measure_sets(*, at: datetime) -> int:
    """All that are offered, each in a transaction of its own."""
    keys = DataSet.objects.filter(withdrawn_at=None).order_by("pk")
    done = 0
    for key in list(keys.values_list("pk", flat=True)):
        measure_set(set_id=key, by=None, at=at)
        done += 1
    return done
