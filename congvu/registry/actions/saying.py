"""What the actions share: what is held, reasons in words, a line of the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.registry.access import keeps, runs
from congvu.registry.models import Database, RowChange
from congvu.registry.rules import CHANGE_KIND_NAMES, ChangeKind, Fault


def refuse_marked(*, texts: Iterable[str], by: Seat, at: datetime) -> None:
    """No state secret here; before any transaction of the caller's."""
    refuse_secret(level=first_mark(texts), by=by, at=at)


def needed_reasons(text: str, field: str, words: str, most: int) -> list[Reason]:
    """It has to be said, and within the length."""
    if not text:
        return [Reason(words, field)]
    return length_reasons(text, field, most)


def length_reasons(text: str, field: str, most: int) -> list[Reason]:
    if len(text) <= most:
        return []
    return [Reason(_("Dài quá %(most)s chữ.") % {"most": most}, field)]


def fault_reasons(faults: Iterable[Fault]) -> list[Reason]:
    """Each beside its column."""
    return [Reason(_(f.words) % dict(f.given), f.column or None) for f in faults]


def held_database(database_id: UUID) -> Database:
    """Locked: of one database one thing is done at a time."""
    rows = Database.objects.select_for_update(no_key=True)
    found = rows.filter(pk=database_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy cơ sở dữ liệu này.")])
    return found


def keeper_reasons(by: Seat, found: Database) -> list[Reason]:
    if keeps(by, found):
        return []
    return [Reason(_("Dòng dữ liệu do đơn vị giữ cơ sở dữ liệu ghi."))]


def runner_reasons(by: Seat, found: Database) -> list[Reason]:
    if runs(by, found):
        return []
    return [Reason(_("Cấu trúc, duyệt dòng là việc của trưởng đơn vị hoặc lãnh đạo."))]


def told_of(change: RowChange) -> dict[str, object]:
    """Of which row, not what stands in it."""
    return {"kind": CHANGE_KIND_NAMES[ChangeKind(change.kind)], "row": str(change.row)}


def note(
    event: str,
    *,
    on: Database,
    by: Seat,
    at: datetime,
    data: Mapping[str, object] | None = None,
) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=on,
        agency_id=on.agency_id,
        data={"database": on.name, **(data or {})},
    )
