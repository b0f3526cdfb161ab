"""A file that was entered is taken out whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.registry.actions.believing import moment_after
from congvu.registry.actions.deciding import held_change
from congvu.registry.actions.saying import (
    needed_reasons,
    note,
    refuse_marked,
    told_of,
)
from congvu.registry.actions.watching import Watch
from congvu.registry.models import RowChange, RowVersion
from congvu.registry.queries import current_structure, is_undone, values_taken
from congvu.registry.rules import (
    LONGEST_REASON,
    ChangeKind,
    ChangeState,
    find_table,
)

_MOST_REASONS = 20

_CLOSE = """
UPDATE registry_rowversion
   SET recorded = tstzrange(lower(recorded), %(at)s), closed_by_id = %(undo)s
 WHERE change_id = %(load)s
"""
_AGAIN = """
INSERT INTO registry_rowversion (
       id, database_id, structure_id, "table", "row", "values", title, sort, folded,
       folded_personal, valid, recorded, change_id)
SELECT gen_random_uuid(), database_id, structure_id, "table", "row", "values", title,
       sort, folded, folded_personal, valid, tstzrange(%(at)s, NULL), %(undo)s
  FROM registry_rowversion
 WHERE closed_by_id = %(load)s
"""


def undo_load(
    *,
    change_id: UUID,
    reason: str,
    by: Seat,
    at: datetime,
    watch: Watch | None = None,
) -> RowChange:
    """All that a file brought is believed no more; what it had closed is again."""
    reason, watch = nfc(reason), watch or Watch()
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        watch.begin()
        loaded, reasons = _loaded(change_id, by)
        words = _("Ghi vì sao rút lần nạp này.")
        reasons += needed_reasons(reason, "reason", words, LONGEST_REASON)
        made = RowVersion.objects.filter(change=loaded)
        changed = made.filter(closed_by__isnull=False).values("row").distinct().count()
        if is_undone(loaded):
            reasons.append(Reason(_("Lần nạp này đã rút.")))
        elif changed:
            words = _("%(n)s dòng đã đổi sau khi nạp; rút từng dòng.")
            reasons.append(Reason(words % {"n": changed}))
        else:
            reasons += _taken_reasons(loaded)
        if reasons:
            raise Refused(reasons)
        at = moment_after(made.values("row"), at)
        undo = RowChange.objects.create(
            database=loaded.database,
            structure=loaded.structure,
            table=loaded.table,
            row=loaded.row,
            kind=ChangeKind.UNDO,
            values={},
            title=loaded.title,
            valid_from=loaded.valid_from,
            reason=reason,
            based_on=loaded,
            state=ChangeState.APPROVED,
            made_at=at,
            made_by=by.person_name[:80],
            decided_at=at,
            decided_by=by.person_name[:80],
        )
        with connection.cursor() as cursor:
            given: dict[str, Any] = {"load": loaded.pk, "undo": undo.pk, "at": at}
            cursor.execute(_CLOSE, given)
            watch.tell(cursor.rowcount, 0.9)
            cursor.execute(_AGAIN, given)
        data = {**told_of(undo), "reason": reason}
        note("registry.undone", on=loaded.database, by=by, at=at, data=data)
        watch.end(loaded)
        return undo


def _taken_reasons(loaded: RowChange) -> list[Reason]:
    """What must be alone may stand in another row by now."""
    current = current_structure(loaded.database)
    table = find_table(current.tables, loaded.table) if current is not None else None
    columns = table.columns if table is not None else ()
    labels = {one.key: one.label for one in columns if one.unique}
    words = _(
        "Rút thì “%(title)s” trùng “%(label)s” với dòng “%(other)s”; sửa dòng ấy trước."
    )
    return [
        Reason(
            words % {"title": one.title, "label": labels[one.key], "other": one.other}
        )
        for one in values_taken(loaded, list(labels), _MOST_REASONS)
    ]


def _loaded(change_id: UUID, by: Seat) -> tuple[RowChange, list[Reason]]:
    change, reasons = held_change(change_id, by)
    if change.kind != ChangeKind.LOAD or change.state != ChangeState.APPROVED:
        reasons.append(Reason(_("Chỉ rút được lần nạp đã duyệt.")))
    return change, reasons
