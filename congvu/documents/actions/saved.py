"""Keeping a filter under a name, sharing it, giving it up; choosing columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.models import ListColumns, SavedFilter
from congvu.documents.queries.printed import list_columns
from congvu.documents.queries.saved import Asked
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat

MOST_FILTERS = 30
LONGEST_NAME = 60


@transaction.atomic
def save_filter(
    *, name: str, asked: Asked, shared: bool, by: Seat, at: datetime
) -> SavedFilter:
    """Under the same name it takes the place of the former one."""
    words, reasons = nfc(name), []
    if not words:
        reasons.append(Reason(_("Chưa đặt tên bộ lọc."), "name"))
    elif len(words) > LONGEST_NAME:
        reasons.append(Reason(_("Tên bộ lọc dài quá 60 ký tự."), "name"))
    if not asked.as_json():
        reasons.append(Reason(_("Chưa lọc gì nên không có gì để lưu.")))
    own = SavedFilter.objects.filter(person_id=by.person_id)
    if own.exclude(name=words).count() >= MOST_FILTERS:
        reasons.append(Reason(_("Đã có 30 bộ lọc; xóa bớt rồi lưu.")))
    if reasons:
        raise Refused(reasons)
    kept, _created = SavedFilter.objects.update_or_create(
        person_id=by.person_id,
        post_id=by.post_id,
        name=words,
        defaults={
            "unit_id": by.unit_id,
            "asked": asked.as_json(),
            "shared": shared,
            "created_at": at,
        },
    )
    own.filter(name=words).exclude(pk=kept.pk).delete()  # made at another post
    # Not the words asked for: the log cannot forget.
    record(
        "documents.filter-saved", by=by.actor, at=at, on=kept, data={"shared": shared}
    )
    return kept


@transaction.atomic
def delete_filter(*, kept: SavedFilter, by: Seat, at: datetime) -> None:
    """Only who made it; from then on nobody of the unit has it."""
    if kept.person_id != by.person_id:
        raise Refused([_("Chỉ người lưu bộ lọc mới xóa được.")])
    record("documents.filter-deleted", by=by.actor, at=at, on=kept)
    kept.delete()


@transaction.atomic
def choose_columns(*, keys: Sequence[str], by: Seat, at: datetime) -> ListColumns:
    """Columns of the register's table and exports for this person, in the list's order.

    The number is always there: without it a line has no name.
    """
    known = [c.key for c in list_columns()]
    if any(key not in known for key in keys):
        raise Refused([Reason(_("Cột này không có trong danh mục."), "columns")])
    wanted = [key for key in known if key in keys or key == "number"]
    row, _created = ListColumns.objects.update_or_create(
        person_id=by.person_id, defaults={"columns": wanted}
    )
    record(
        "documents.columns-chosen",
        by=by.actor,
        at=at,
        on_type="documents.listcolumns",
        on_id=by.person_id,
        data={"columns": len(wanted)},
    )
    return row
