"""A structure is prepared as often as one likes; once in force it never changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.registry.actions.reading import words_of
from congvu.registry.actions.saying import (
    fault_reasons,
    held_database,
    needed_reasons,
    note,
    refuse_marked,
    runner_reasons,
)
from congvu.registry.models import Database, RowVersion, Structure
from congvu.registry.queries import current_structure, last_structure, tables_by
from congvu.registry.rules import (
    LONGEST_REASON,
    Code,
    Column,
    Fault,
    Table,
    Tables,
    as_data,
    differences,
    find_table,
    known_of,
    personal_names,
    ready_faults,
    structure_faults,
)

AT_ONCE = 1000


def prepare_structure(
    *, database_id: UUID, tables: Tables, seen: str, by: Seat, at: datetime
) -> Structure:
    """What the next structure is to be, whole. ``seen``: the mark of the one on which
    it was made.
    """
    tables = tuple(_tidied(tables))
    refuse_marked(texts=_texts(tables), by=by, at=at)
    with transaction.atomic():
        found = held_database(database_id)
        reasons = runner_reasons(by, found)
        last = last_structure(found)
        if seen != last.mark:
            reasons.append(Reason(_("Người khác vừa đổi cấu trúc; xem lại rồi ghi.")))
        reasons += fault_reasons(_faults(found, tables, at))
        if reasons:
            raise Refused(reasons)
        if last.applied_at is None:
            last.data, last.revision = as_data(tables), last.revision + 1
            last.save(update_fields=["data", "revision"])
        else:
            last = Structure.objects.create(
                database=found, number=last.number + 1, data=as_data(tables)
            )
        note("registry.prepared", on=found, by=by, at=at, data=_told(last))
        return last


def _told(structure: Structure) -> dict[str, object]:
    return {"structure": structure.number}


def _tidied(tables: Tables) -> Iterable[Table]:
    for table in tables:
        columns = tuple(_tidied_column(one) for one in table.columns)
        yield replace(table, label=nfc(table.label), columns=columns)


def _tidied_column(column: Column) -> Column:
    codes = tuple(
        Code(nfc(one.code), nfc(one.label), one.since, one.until)
        for one in column.codes
    )
    return replace(
        column, label=nfc(column.label), hint=nfc(column.hint)[:200], codes=codes
    )


def _texts(tables: Tables) -> list[str]:
    return [one.label for one in tables] + [
        text for t in tables for c in t.columns for text in (c.label, c.hint)
    ]


def _faults(found: Database, tables: Tables, at: datetime) -> list[Fault]:
    applied = found.structures.filter(applied_at__isnull=False).order_by("number")
    known = known_of(one.tables for one in applied)
    return structure_faults(tables, known, local_date(at))


def apply_structure(
    *, database_id: UUID, reason: str, seen: str, by: Seat, at: datetime
) -> Structure:
    """From now on rows are entered by it; those that are there stay as they were."""
    reason = nfc(reason)
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        found = held_database(database_id)
        reasons = runner_reasons(by, found)
        last, current = last_structure(found), current_structure(found)
        words = _("Ghi vì sao có cấu trúc này.")
        reasons += needed_reasons(reason, "reason", words, LONGEST_REASON)
        if last.applied_at is not None:
            reasons.append(Reason(_("Không có cấu trúc nào đang soạn.")))
        elif seen != last.mark:
            reasons.append(Reason(_("Người khác vừa đổi cấu trúc; xem lại rồi ghi.")))
        else:
            faults = _faults(found, last.tables, at) + ready_faults(last.tables)
            reasons += [Reason(one.message) for one in fault_reasons(faults)]
            if current is not None and not differences(current.tables, last.tables):
                reasons.append(Reason(_("Cấu trúc đang soạn không khác cấu trúc cũ.")))
        if reasons:
            raise Refused(reasons)
        last.applied_at, last.applied_by = at, by.person_name[:80]
        last.reason = reason
        last.save(update_fields=["applied_at", "applied_by", "reason"])
        _hide(found, last.tables)
        data = {**_told(last), "reason": reason}
        note("registry.applied", on=found, by=by, at=at, data=data)
        return last


def _hide(found: Database, tables: Tables) -> None:
    """What is personal from now on is so in the rows that are there, too: their words
    are no longer found by others.
    """
    new = personal_names(tables) - set(found.personal)
    if not new:
        return
    found.personal = sorted({*found.personal, *new})
    found.save(update_fields=["personal"])
    touched = {name.partition(".")[0] for name in new}
    rows = RowVersion.objects.filter(
        database=found, table__in=touched, recorded__upper_inf=True
    )
    by_structure = tables_by(set(rows.values_list("structure", flat=True)))
    last: list[RowVersion] = list(rows.order_by("pk")[:AT_ONCE])
    while last:
        for one in last:
            table = find_table(by_structure[one.structure_id], one.table)
            if table is not None:
                one.folded, one.folded_personal = words_of(found, table, one.values)
        RowVersion.objects.bulk_update(last, ["folded", "folded_personal"])
        last = list(rows.filter(pk__gt=last[-1].pk).order_by("pk")[:AT_ONCE])


def discard_structure(*, database_id: UUID, by: Seat, at: datetime) -> Structure:
    """What is being prepared becomes again what is in force."""
    with transaction.atomic():
        found = held_database(database_id)
        reasons = runner_reasons(by, found)
        last, current = last_structure(found), current_structure(found)
        if last.applied_at is not None:
            reasons.append(Reason(_("Không có cấu trúc nào đang soạn.")))
        if reasons:
            raise Refused(reasons)
        last.data = current.data if current is not None else []
        last.revision += 1
        last.save(update_fields=["data", "revision"])
        note("registry.discarded", on=found, by=by, at=at, data=_told(last))
        return last
