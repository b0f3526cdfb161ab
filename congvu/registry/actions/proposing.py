"""Who keeps a database proposes a row, a correction, that a row be withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.ids import uuid7
from congvu.lib.periods import Period
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.registry.actions.deciding import approve_held
from congvu.registry.actions.reading import alone_reasons, read_row, title_of, unlisted
from congvu.registry.actions.saying import (
    held_database,
    keeper_reasons,
    length_reasons,
    needed_reasons,
    note,
    refuse_marked,
    runner_reasons,
    told_of,
)
from congvu.registry.models import Database, RowChange, RowVersion, Structure
from congvu.registry.queries import current_structure, last_change, last_title
from congvu.registry.rules import (
    LONGEST_REASON,
    ChangeKind,
    Table,
    find_table,
)


@dataclass(frozen=True)
class RowData:
    """What was typed. ``structure``: the number of the one the form was made from;
    ``seen``: the change after which the row was as it was shown.
    """

    values: Mapping[str, object]
    valid_from: date | None
    valid_until: date | None = None
    reason: str = ""
    structure: int = 0
    seen: UUID | None = None


def enter_row(
    *,
    database_id: UUID,
    table_key: str,
    data: RowData,
    by: Seat,
    at: datetime,
    approve: bool = False,
) -> RowChange:
    """A new row; believed once it is approved."""
    data = _tidied(data)
    _refuse_secret(data, by, at)
    with transaction.atomic():
        found = held_database(database_id)
        reasons = keeper_reasons(by, found)
        reasons += runner_reasons(by, found) if approve else []
        reasons += length_reasons(data.reason, "reason", LONGEST_REASON)
        change = RowChange(
            database=found, table=table_key, row=uuid7(), kind=ChangeKind.ENTER
        )
        return _propose(change, data, reasons, by, at, approve=approve)


def correct_row(
    *,
    database_id: UUID,
    row_id: UUID,
    data: RowData,
    by: Seat,
    at: datetime,
    approve: bool = False,
) -> RowChange:
    """What holds of a row for these days, in the place of what was believed."""
    data = _tidied(data)
    _refuse_secret(data, by, at)
    with transaction.atomic():
        found = held_database(database_id)
        reasons = keeper_reasons(by, found)
        reasons += runner_reasons(by, found) if approve else []
        change = _of_row(found, row_id, data.seen, ChangeKind.CORRECT, reasons)
        words = _("Ghi vì sao đính chính, căn cứ nào.")
        reasons += needed_reasons(data.reason, "reason", words, LONGEST_REASON)
        return _propose(change, data, reasons, by, at, approve=approve)


def withdraw_row(
    *,
    database_id: UUID,
    row_id: UUID,
    data: RowData,
    by: Seat,
    at: datetime,
    approve: bool = False,
) -> RowChange:
    """For these days nothing holds of it; what was believed is still to be read."""
    data = _tidied(data)
    _refuse_secret(data, by, at)
    with transaction.atomic():
        found = held_database(database_id)
        reasons = keeper_reasons(by, found)
        reasons += runner_reasons(by, found) if approve else []
        change = _of_row(found, row_id, data.seen, ChangeKind.WITHDRAW, reasons)
        words = _("Ghi vì sao rút, căn cứ nào.")
        reasons += needed_reasons(data.reason, "reason", words, LONGEST_REASON)
        span = _span(data, reasons)
        held = RowVersion.objects.filter(row=row_id, recorded__upper_inf=True)
        if span is not None and not any(
            span.overlaps(Period(one.valid.lower, one.valid.upper)) for one in held
        ):
            reasons.append(Reason(_("Dòng này không có gì trong thời gian ấy.")))
        structure = current_structure(found)
        if reasons or span is None or structure is None:
            raise Refused(reasons)
        change.structure, change.values = structure, {}
        return _keep(change, span, data, by, at, approve=approve)


def _tidied(data: RowData) -> RowData:
    return replace(data, reason=nfc(data.reason))


def _refuse_secret(data: RowData, by: Seat, at: datetime) -> None:
    texts = [one for one in data.values.values() if isinstance(one, str)]
    refuse_marked(texts=[*texts, data.reason], by=by, at=at)


def _of_row(
    found: Database,
    row_id: UUID,
    seen: UUID | None,
    kind: ChangeKind,
    reasons: list[Reason],
) -> RowChange:
    last = last_change(found, row_id)
    if last is None:
        raise Refused([*reasons, Reason(_("Không tìm thấy dòng này."))])
    if last.pk != seen:
        words = _("Dòng vừa có thay đổi khác được duyệt; xem lại rồi ghi.")
        reasons.append(Reason(words))
    return RowChange(
        database=found,
        table=last.table,
        row=row_id,
        kind=kind,
        based_on=last,
        title=last_title(row_id),
    )


def _span(data: RowData, reasons: list[Reason]) -> Period | None:
    if data.valid_from is None:
        reasons.append(Reason(_("Chưa có ngày."), "valid_from"))
        return None
    if data.valid_until is not None and data.valid_until <= data.valid_from:
        words = _("Ngày hết phải sau ngày bắt đầu.")
        reasons.append(Reason(words, "valid_until"))
        return None
    return Period(data.valid_from, data.valid_until)


def _propose(
    change: RowChange,
    data: RowData,
    reasons: list[Reason],
    by: Seat,
    at: datetime,
    *,
    approve: bool,
) -> RowChange:
    span, structure = _span(data, reasons), current_structure(change.database)
    if structure is None:
        raise Refused([*reasons, Reason(_("Cấu trúc chưa được áp dụng."))])
    table = find_table(structure.tables, change.table)
    if table is None:
        raise Refused([*reasons, Reason(_("Bảng này không còn trong cấu trúc."))])
    if data.structure != structure.number:
        words = _("Cấu trúc đã đổi từ khi mở biểu mẫu; xem lại rồi ghi.")
        reasons.append(Reason(words))
    reasons += unlisted(table, _table_before(change, data), data.values)
    on = data.valid_from or by.on
    values, wrong = read_row(change.database, structure, table, data.values, on)
    reasons += wrong
    if span is not None:
        reasons += alone_reasons(change.database, table, change.row, values, span)
    if reasons or span is None:
        raise Refused(reasons)
    change.structure, change.values = structure, values
    change.title = title_of(table, values)
    return _keep(change, span, data, by, at, approve=approve)


def _table_before(change: RowChange, data: RowData) -> Table | None:
    rows = Structure.objects.filter(database=change.database, number=data.structure)
    before = rows.first()
    return find_table(before.tables, change.table) if before is not None else None


def _keep(
    change: RowChange,
    span: Period,
    data: RowData,
    by: Seat,
    at: datetime,
    *,
    approve: bool,
) -> RowChange:
    change.valid_from, change.valid_until = span.valid_from, span.valid_until
    change.reason = data.reason
    change.made_at, change.made_by = at, by.person_name[:80]
    change.save(force_insert=True)
    if approve:
        return approve_held(change=change, by=by, at=at)
    note(
        "registry.proposed",
        on=change.database,
        by=by,
        at=at,
        data=told_of(change),
    )
    to = {change.database.unit_id}
    name = by.person_name
    notify("registry.to-approve", to=to, target_id=change.pk, at=at, actor=name)
    return change
