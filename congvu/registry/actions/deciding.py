"""What was proposed is approved, and believed from that moment; or not, and why."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.periods import Period
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.registry.actions.believing import Entry, believe, moment_after
from congvu.registry.actions.entering import (
    corrections_of,
    enter_lines,
    judged_again,
)
from congvu.registry.actions.reading import alone_reasons
from congvu.registry.actions.saying import (
    held_database,
    needed_reasons,
    note,
    refuse_marked,
    runner_reasons,
    told_of,
)
from congvu.registry.actions.watching import Watch
from congvu.registry.models import RowChange
from congvu.registry.queries import current_structure, last_change
from congvu.registry.rules import (
    LONGEST_REASON,
    ChangeKind,
    ChangeState,
    Table,
    find_table,
)


def approve_change(
    *, change_id: UUID, by: Seat, at: datetime, watch: Watch | None = None
) -> RowChange:
    watch = watch or Watch()
    with transaction.atomic():
        watch.begin()
        change, reasons = _open(change_id, by)
        reasons += _stale(change)
        if not reasons and change.kind == ChangeKind.LOAD:
            reasons = judged_again(change, _table(change))
        elif not reasons and change.kind != ChangeKind.WITHDRAW:
            reasons = alone_reasons(
                change.database,
                _table(change),
                change.row,
                change.values,
                _span(change),
            )
        if reasons:
            raise Refused(reasons)
        approve_held(change=change, by=by, at=at, watch=watch)
        watch.end(change)
        return change


def refuse_change(*, change_id: UUID, reason: str, by: Seat, at: datetime) -> RowChange:
    reason = nfc(reason)
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        change, reasons = _open(change_id, by)
        words = _("Ghi vì sao không duyệt.")
        reasons += needed_reasons(reason, "reason", words, LONGEST_REASON)
        if reasons:
            raise Refused(reasons)
        _decide(change, ChangeState.REFUSED, by, at)
        change.refusal = reason
        change.save()
        data = {**told_of(change), "reason": reason}
        note("registry.refused", on=change.database, by=by, at=at, data=data)
        return change


def held_change(change_id: UUID, by: Seat) -> tuple[RowChange, list[Reason]]:
    """The change, its database locked first: what is decided of one, one by one."""
    keys = RowChange.objects.filter(pk=change_id).values_list("database", flat=True)
    database_id = keys.first()
    if database_id is None:
        raise Refused([_("Không tìm thấy đề nghị này.")])
    database = held_database(database_id)
    change = RowChange.objects.select_related("structure").get(pk=change_id)
    change.database = database
    return change, runner_reasons(by, database)


def _open(change_id: UUID, by: Seat) -> tuple[RowChange, list[Reason]]:
    change, reasons = held_change(change_id, by)
    if change.state != ChangeState.OPEN:
        reasons.append(Reason(_("Đề nghị này đã được quyết định.")))
    return change, reasons


def _stale(change: RowChange) -> list[Reason]:
    """It was made of what is not so any more."""
    reasons = []
    last = None
    if change.kind != ChangeKind.LOAD:
        last = last_change(change.database, change.row)
    if (last.pk if last else None) != change.based_on_id:
        words = _("Dòng đã có thay đổi khác được duyệt từ khi đề nghị; ghi lại.")
        reasons.append(Reason(words))
    current = current_structure(change.database)
    is_withdrawal = change.kind == ChangeKind.WITHDRAW
    if not is_withdrawal and (current is None or current.pk != change.structure_id):
        words = _("Cấu trúc đã đổi từ khi đề nghị; ghi lại theo cấu trúc mới.")
        reasons.append(Reason(words))
    return reasons


def _decide(change: RowChange, state: ChangeState, by: Seat, at: datetime) -> None:
    change.state, change.decided_at = state, at
    change.decided_by = by.person_name[:80]


def _table(change: RowChange) -> Table:
    table = find_table(change.structure.tables, change.table)
    if table is None and change.kind == ChangeKind.WITHDRAW:
        return Table(change.table, change.table)  # left out since; nothing is written
    if table is None:
        raise LookupError(change.table)
    return table


def _span(change: RowChange) -> Period:
    return Period(change.valid_from, change.valid_until)


def approve_held(
    *, change: RowChange, by: Seat, at: datetime, watch: Watch | None = None
) -> RowChange:
    """Within the transaction that holds the database."""
    is_load = change.kind == ChangeKind.LOAD
    table = _table(change)
    entries = corrections_of(change, table) if is_load else [_entry(change)]
    at = moment_after([one.row for one in entries], at)
    _decide(change, ChangeState.APPROVED, by, at)
    change.save()
    believe(entries, table=table, change=change, at=at)
    if is_load:
        enter_lines(change, at, watch or Watch())
    note("registry.approved", on=change.database, by=by, at=at, data=told_of(change))
    return change


def _entry(change: RowChange) -> Entry:
    values = None if change.kind == ChangeKind.WITHDRAW else change.values
    return Entry(change.row, _span(change), change.title, values)
