"""A whole load taken back, while nobody has worked on what it brought."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions import take_back_incoming
from congvu.imports import store
from congvu.imports.actions.reading import need_right
from congvu.imports.models import Load, LoadRow
from congvu.imports.rules import BookKind, LoadState
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat
from congvu.outgoing.actions import take_back_outgoing


def undo_load(*, load_id: UUID, by: Seat, at: datetime) -> Load:
    """Its lines leave the books and the books open again, or every obstacle is named.

    A load that was only checked is put aside. The log and the timelines keep what was.
    """
    need_right(by)
    load = _undo(load_id, by, at)
    store.forget(load.id)
    return load


@transaction.atomic
def _undo(load_id: UUID, by: Seat, at: datetime) -> Load:
    load = Load.objects.select_for_update().get(pk=load_id, agency=by.agency_id)
    if load.state not in (LoadState.LOADED, LoadState.CHECKED):
        raise Refused([_("Chỉ rút được lần nạp đã kiểm tra hoặc đã nạp xong.")])
    if load.state == LoadState.LOADED:
        rows = LoadRow.objects.filter(load=load, entry_id__isnull=False)
        is_incoming = load.book == BookKind.INCOMING
        take_back = take_back_incoming if is_incoming else take_back_outgoing
        take_back(
            entry_ids=[row.entry_id for row in rows if row.entry_id is not None],
            closed_years=load.closed_years,
            by=by.actor,
            at=at,
        )
        rows.update(entry_id=None)
    load.state, load.undone_at, load.undone_by = LoadState.UNDONE, at, by.person_name
    load.save(update_fields=["state", "undone_at", "undone_by"])
    record(
        "imports.undone",
        by=by.actor,
        at=at,
        on=load,
        data={"book": load.book, "rows": load.rows_total - load.rows_wrong},
    )
    return load
