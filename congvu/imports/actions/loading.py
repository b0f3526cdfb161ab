"""A checked load is entered: its scans first, one by one, then all lines at once.

Scans are kept one at a time and a killed run goes on with the next; bytes that nobody
comes to name harm nobody. The lines are one transaction: all there, or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.documents.actions import Imported, OldIncoming, OldPaper, import_incoming
from congvu.files import actions as files
from congvu.files.rules import clean_name
from congvu.imports import store
from congvu.imports.actions.checking import save_rows
from congvu.imports.actions.reading import need_right
from congvu.imports.actions.scans import Scans, scans_of
from congvu.imports.models import Load, LoadRow
from congvu.imports.rules import BookKind, LoadState
from congvu.jobs.actions import enqueue_once
from congvu.lib.dates import local_date
from congvu.lib.numbering import SymbolUnreadable, parse_symbol
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat
from congvu.organisations.models import AgencyVersion
from congvu.organisations.queries import agency_names_on, ended_on
from congvu.outgoing.actions import OldOutgoing, import_outgoing

AT_ONCE = 50
"""Scans kept between two notes of it: what a kill can cost."""


@transaction.atomic
def ask_to_load(
    *, load_id: UUID, skips_wrong: bool, by: Seat, at: datetime, at_once: bool = False
) -> Load:
    """The report was read and the load is wanted. ``at_once``: the caller runs it."""
    need_right(by)
    load = Load.objects.select_for_update().get(pk=load_id, agency=by.agency_id)
    reasons = []
    if load.state != LoadState.CHECKED:
        reasons.append(_("Lần nạp này không ở bước chờ nạp."))
    elif load.rows_wrong and not skips_wrong:
        words = _(
            "Có %(n)s dòng chưa nạp được. Sửa trong bảng rồi đọc lại, hoặc chọn bỏ qua "
            "các dòng ấy."
        )
        reasons.append(words % {"n": load.rows_wrong})
    if load.rows_wrong >= load.rows_total:
        reasons.append(_("Không có dòng nào nạp được."))
    if reasons:
        raise Refused(reasons)
    load.state, load.skips_wrong, load.reason = LoadState.LOADING, skips_wrong, ""
    load.save(update_fields=["state", "skips_wrong", "reason"])
    if not at_once:
        enqueue_once("imports.go_on", lock=str(load.id), load_id=str(load.id))
    return load


def run_load(*, load_id: UUID, by: Actor, at: datetime) -> Load:
    """Keep the scans, then enter the lines. May run any number of times."""
    load = Load.objects.get(pk=load_id)
    if load.state != LoadState.LOADING:
        return load
    try:
        _keep_scans(load, by, at)
        load = _enter(load.id, by, at)
    except Refused as why:
        return _stop(load.id, why, by, at)
    store.forget(load.id)
    return load


@transaction.atomic
def _stop(load_id: UUID, why: Refused, by: Actor, at: datetime) -> Load:
    """Nothing was entered; the rows are judged anew, since something has changed."""
    load = Load.objects.select_for_update().get(pk=load_id)
    load.state, load.reason = LoadState.CHECKING, str(why)[:2000]
    load.save(update_fields=["state", "reason"])
    enqueue_once("imports.go_on", lock=str(load.id), load_id=str(load.id))
    record(
        "imports.stopped",
        by=by,
        at=at,
        on=load,
        agency_id=load.agency_id,
        data={"reason": load.reason},
    )
    return load


def _keep_scans(load: Load, by: Actor, at: datetime) -> None:
    if not load.scans_at:
        return
    wanted = [
        row
        for row in LoadRow.objects.filter(load=load, is_wrong=False).order_by(
            "position"
        )
        if len(row.files) < len(row.values["files"])
    ]
    given = scans_of(load) if wanted else None
    if given is None:
        return
    done: list[LoadRow] = []
    for row in wanted:
        row.files = [
            _keep_scan(load, given, name, by, at) for name in row.values["files"]
        ]
        done.append(row)
        if len(done) >= AT_ONCE:
            _note_scans(load, done)
            done = []
    _note_scans(load, done)


def _keep_scan(
    load: Load, scans: Scans, name: str, by: Actor, at: datetime
) -> list[str]:
    place, why = scans.find(name)
    if why:
        raise Refused([f"{name}: {why}"])
    with scans.opened(place) as stream:
        kept = files.store(
            stream=stream, name=name, by=by, at=at, agency_id=load.agency_id
        )
    if not kept.is_accepted:
        raise Refused([f"{name}: {_(kept.reason)}"])
    return [str(kept.file.id), clean_name(name)]


@transaction.atomic
def _note_scans(load: Load, rows: Sequence[LoadRow]) -> None:
    """No audit entry: each file made its own."""
    if not rows:
        return
    save_rows(rows, ["files"])
    load.scans_done += sum(len(row.files) for row in rows)
    load.save(update_fields=["scans_done"])


# Only the ids go over the wire, in one statement for all rows.
_BECAME_SQL = """
UPDATE imports_loadrow r SET entry_id = v.entry_id
  FROM unnest(%s::uuid[], %s::uuid[]) AS v(id, entry_id) WHERE r.id = v.id
"""


@transaction.atomic
def _enter(load_id: UUID, by: Actor, at: datetime) -> Load:
    load = Load.objects.select_for_update().get(pk=load_id)
    if load.state != LoadState.LOADING:
        return load
    good = LoadRow.objects.filter(load=load, is_wrong=False).order_by("position")
    rows = list(good.only("values", "files"))
    given: dict[str, Any] = {
        "agency_id": load.fonds_id,
        "source": load.name,
        "person": load.asked_by,
        "by": by,
        "at": at,
        "is_over": ended_on(load.fonds_id, local_date(at)) is not None,
    }
    made: Imported
    if load.book == BookKind.INCOMING:
        made = import_incoming(lines=[_incoming(row) for row in rows], **given)
    else:
        names: dict[int, str] = {}
        made = import_outgoing(
            lines=[_outgoing(load, row, names) for row in rows], **given
        )
    with connection.cursor() as cursor:
        cursor.execute(_BECAME_SQL, [[row.pk for row in rows], made.entry_ids])
    load.state, load.ended_at, load.closed_years = (
        LoadState.LOADED,
        at,
        made.closed_years,
    )
    load.save(update_fields=["state", "ended_at", "closed_years"])
    record(
        "imports.loaded",
        by=by,
        at=at,
        on=load,
        agency_id=load.agency_id,
        data={
            "book": load.book,
            "sha256": load.sha256,
            "rows": len(rows),
            "wrong": load.rows_wrong,
            "years": sorted({int(row.values["year"]) for row in rows}),
            "scans": load.scans_done,
        },
    )
    return load


def _paper(row: LoadRow, issuer: str, issuer_id: str | None) -> OldPaper:
    values = row.values
    try:
        parsed = parse_symbol(values["symbol"])
    except SymbolUnreadable:
        parsed = None
    return OldPaper(
        type_code=values["type"],
        type_name=values["type_name"],
        symbol=values["symbol"],
        number_text=parsed.number_text if parsed else "",
        notation=parsed.notation if parsed else "",
        issued_on=_day(values["issued_on"]),
        issuer_name=issuer,
        issuer_id=UUID(issuer_id) if issuer_id else None,
        subject=values["subject"],
        signer_name=values["signer"],
        urgency=values["urgency"],
        files=[(UUID(file_id), name) for file_id, name in row.files],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _incoming(row: LoadRow) -> OldIncoming:
    values = row.values
    return OldIncoming(
        number=values["number"],
        arrived_on=date.fromisoformat(values["arrived_on"]),
        paper=_paper(row, values["issuer"], values.get("issuer_id")),
        recipient=values["recipient"],
        transferred_on=_day(values["transferred_on"]),
        note=values["note"],
    )


def _name(agency_id: UUID, on: date) -> str:
    """As it was called that day; before all we know of it, its first name."""
    first = AgencyVersion.objects.filter(agency=agency_id).order_by("valid_from")
    known = first.values_list("name", flat=True).first() or ""
    return agency_names_on([agency_id], on).get(agency_id, known)


def _outgoing(load: Load, row: LoadRow, names: dict[int, str]) -> OldOutgoing:
    values = row.values
    on = date.fromisoformat(values["issued_on"])
    if on.year not in names:
        names[on.year] = _name(load.fonds_id, date(on.year, 12, 31))
    return OldOutgoing(
        number=values["number"],
        issued_on=on,
        normative=values["normative"],
        paper=_paper(row, names[on.year], str(load.fonds_id)),
        recipients=values["recipient"],
        copy_holder=values["copy_holder"],
        copies=values["copies"],
        transferred_on=_day(values["transferred_on"]),
        note=values["note"],
    )
