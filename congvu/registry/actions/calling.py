"""A set is read: by which right, which fields; written down before a row is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.registry.access import hidden_of
from congvu.registry.actions.saying import note
from congvu.registry.formats import csv_lines
from congvu.registry.models import DataSet, SharingAgreement, SharingCall
from congvu.registry.queries import (
    SharedPage,
    agreement_held,
    columns_of,
    count_shared,
    personal_keys,
    shared_page,
    shared_rows,
)
from congvu.registry.rules import Access, Column, given_fields


@dataclass(frozen=True)
class Reading:
    """By which right somebody reads a set, and what of it."""

    columns: Sequence[Column]
    agreement: SharingAgreement | None

    @property
    def fields(self) -> list[str]:
        return [one.key for one in self.columns]


def reading_of(seat: Seat, data_set: DataSet) -> Reading | None:
    """None where the seat may not read it today. What is personal only who keeps the
    database reads, or, as agreed, who heads something at the other agency.
    """
    columns, personal = columns_of(data_set), personal_keys(data_set)
    if seat.agency_id == data_set.database.agency_id:
        hidden = personal if hidden_of(seat, data_set.database) else set()
        return Reading([c for c in columns if c.key not in hidden], None)
    if data_set.withdrawn_at is not None:
        return None
    agreement = agreement_held(data_set, seat.agency_id, seat.on)
    if agreement is not None:
        offered = [one.key for one in columns]
        given = given_fields(agreement.fields, agreement.personal, offered, personal)
        if not seat.can(Permission.RUN_REGISTRY):
            given = [key for key in given if key not in personal]
        return Reading([c for c in columns if c.key in given], agreement)
    if data_set.access == Access.OPEN:
        return Reading([c for c in columns if c.key not in personal], None)
    return None


def read_set(
    *,
    data_set: DataSet,
    on: date,
    by: Seat,
    at: datetime,
    since: datetime | None = None,
    after: UUID | None = None,
) -> tuple[Reading, SharedPage]:
    """One page; ``since``: the moment of the first one, so that they fit together."""
    reading = needed_reading(by, data_set)
    page = shared_page(data_set, reading.fields, on, since or at, after)
    _call(data_set, reading, "json", on, len(page.rows), by, at)
    return reading, page


@dataclass(frozen=True)
class WholeSet:
    """One file, written as it is read."""

    name: str
    lines: Iterator[str]


def read_whole_set(*, data_set: DataSet, on: date, by: Seat, at: datetime) -> WholeSet:
    """All of it as CSV: as many rows as there are at that moment."""
    reading = needed_reading(by, data_set)
    rows = count_shared(data_set, on, at)
    _call(data_set, reading, "csv", on, rows, by, at)
    told = shared_rows(data_set, reading.fields, on, at)
    name = f"{data_set.pk}-{on:%Y%m%d}.csv"
    return WholeSet(name, csv_lines(reading.columns, told))


def needed_reading(by: Seat, data_set: DataSet) -> Reading:
    reading = reading_of(by, data_set)
    if reading is None:
        raise Http404
    return reading


@transaction.atomic
def _call(
    data_set: DataSet,
    reading: Reading,
    form: str,
    on: date,
    rows: int,
    by: Seat,
    at: datetime,
) -> None:
    SharingCall.objects.create(
        data_set=data_set,
        agreement=reading.agreement,
        agency_id=by.agency_id,
        at=at,
        by=by.person_name[:80],
        post=by.post_name[:200],
        door=by.door,
        form=form,
        on=on,
        fields=reading.fields,
        rows=rows,
    )
    told = {"set": data_set.title, "rows": rows}
    note("registry.read", on=data_set.database, by=by, at=at, data=told)
