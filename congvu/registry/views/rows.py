"""One row: entered, corrected, withdrawn; what was believed of it and when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.lib.dates import VIETNAM
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.registry import actions, queries
from congvu.registry.access import (
    get_change_to_keep,
    get_database_for,
    get_database_to_keep,
    hidden_of,
    keeps,
    runs,
)
from congvu.registry.forms import RowForm, SpanForm, WhenForm
from congvu.registry.models import Database, RowChange, RowVersion, Structure
from congvu.registry.rules import Column, Table, Tables, find_table, typed_again
from congvu.registry.views.deeds import (
    METHODS,
    USE,
    Words,
    answer,
    cells,
    posted,
    titles_in,
    uuid_or_none,
)


def _row_url(change: RowChange) -> str:
    if change.decided_at is None:
        return reverse("registry:change", args=[change.pk])
    return reverse("registry:row", args=[change.database_id, change.row])


def current_table(found: Database, table_key: str) -> tuple[Structure, Table]:
    structure = queries.current_structure(found)
    table = find_table(structure.tables, table_key) if structure is not None else None
    if structure is None or table is None:
        raise Http404
    return structure, table


def _typed(
    found: Database, table: Table, values: Mapping[str, object], seat: Seat
) -> dict[str, str]:
    titles = titles_in(found, [(table.columns, values)], seat.on)
    told = {one.key: typed_again(one, values.get(one.key)) for one in table.columns}
    return {key: titles.get(text, text) for key, text in told.items()}


def _from_change(request: SeatRequest, found: Database) -> RowChange | None:
    """The proposal that is to be written anew."""
    key = uuid_or_none(request.GET.get("tu", ""))
    if key is None:
        return None
    change = get_change_to_keep(request.seat, key)
    return change if change.database_id == found.pk else None


@require_http_methods(METHODS)
@with_seat(USE)
def enter(request: SeatRequest, database_id: UUID, table_key: str) -> HttpResponse:
    seat = request.seat
    found = get_database_to_keep(seat, database_id)
    structure, table = current_table(found, table_key)
    given: dict[str, Any] = {"valid_from": seat.on}
    again = _from_change(request, found)
    if again is not None:
        given |= _typed(found, table, again.values, seat) | _span_of(again)
    form = RowForm(
        posted(request),
        initial=given,
        table=table,
        runs=runs(seat, found),
    )
    words = Words(
        _("Ghi dòng mới: %(table)s") % {"table": table.label},
        _("Ghi"),
        _("Đã ghi."),
        found.name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.enter_row(
            database_id=found.pk,
            table_key=table.key,
            data=form.data_given(),
            by=seat,
            at=timezone.now(),
            approve=form.approves(),
        ),
        back=_table_url(found, table.key),
        to=_row_url,
        more={"hidden": [("structure", structure.number)]},
    )


def _table_url(found: Database, table_key: str) -> str:
    return reverse("registry:database", args=[found.pk]) + f"?bang={table_key}"


def _span_of(one: RowChange) -> dict[str, Any]:
    return {
        "valid_from": one.valid_from,
        "valid_until": one.valid_until,
        "reason": one.reason,
    }


def _known_row(found: Database, row_id: UUID) -> RowChange:
    last = queries.last_change(found, row_id)
    if last is None:
        raise Http404
    return last


@require_http_methods(METHODS)
@with_seat(USE)
def correct(request: SeatRequest, database_id: UUID, row_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_database_to_keep(seat, database_id)
    last = _known_row(found, row_id)
    structure, table = current_table(found, last.table)
    given: dict[str, Any] = {}
    again = _from_change(request, found)
    held = queries.believed(found, row_id, seat.on)
    if again is not None:
        given |= _typed(found, table, again.values, seat) | _span_of(again)
    elif held is not None:
        given |= _typed(found, table, held.values, seat)
        given |= {"valid_from": held.valid.lower, "valid_until": held.valid.upper}
    form = RowForm(posted(request), initial=given, table=table, runs=runs(seat, found))
    lead = _("Điều đã tin trước đây vẫn còn trong lịch sử của dòng.")
    words = Words(
        _("Đính chính: %(row)s") % {"row": queries.last_title(row_id)},
        _("Ghi"),
        _("Đã ghi."),
        lead,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.correct_row(
            database_id=found.pk,
            row_id=row_id,
            data=form.data_given(),
            by=seat,
            at=timezone.now(),
            approve=form.approves(),
        ),
        back=reverse("registry:row", args=[found.pk, row_id]),
        to=_row_url,
        more={"hidden": [("structure", structure.number), ("seen", last.pk.hex)]},
    )


@require_http_methods(METHODS)
@with_seat(USE)
def withdraw(request: SeatRequest, database_id: UUID, row_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_database_to_keep(seat, database_id)
    last = _known_row(found, row_id)
    held = queries.believed(found, row_id, seat.on)
    given: dict[str, Any] = {"valid_from": seat.on}
    if held is not None:
        given |= {"valid_until": held.valid.upper}
    form = SpanForm(posted(request), initial=given, runs=runs(seat, found))
    lead = _("Từ ngày ấy dòng không còn hiệu lực; điều đã tin vẫn đọc được.")
    words = Words(
        _("Rút: %(row)s") % {"row": queries.last_title(row_id)},
        _("Rút"),
        _("Đã ghi."),
        lead,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.withdraw_row(
            database_id=found.pk,
            row_id=row_id,
            data=form.data_given(),
            by=seat,
            at=timezone.now(),
            approve=form.approves(),
        ),
        back=reverse("registry:row", args=[found.pk, row_id]),
        to=_row_url,
        more={"hidden": [("seen", last.pk.hex)]},
    )


@require_safe
@with_seat(USE)
def row(request: SeatRequest, database_id: UUID, row_id: UUID) -> HttpResponse:
    """As it holds on a day, as it was believed at the end of one; and all of it."""
    seat = request.seat
    found = get_database_for(seat, database_id)
    versions = queries.versions_of(found, row_id)
    if not versions:
        raise Http404
    form = WhenForm(request.GET or None)
    told = form.cleaned_data if form.is_valid() else {}
    about, known = told.get("ngay") or seat.on, told.get("biet")
    at = _end_of(known) if known else None
    one = queries.believed(found, row_id, about, at)
    by_structure = queries.tables_by({v.structure_id for v in versions})
    hidden = hidden_of(seat, found)
    columns = {v.pk: _columns(v, by_structure, hidden) for v in versions}
    read = [(columns[v.pk], v.values) for v in versions]
    titles = titles_in(found, read, about)
    context = {
        "found": found,
        "row_id": row_id,
        "title": (one or versions[0]).title,
        "table": _label(versions[0], by_structure),
        "table_key": versions[0].table,
        "form": form,
        "about": about,
        "known": known,
        "one": one,
        "cells": cells(found, columns[one.pk], one.values, titles) if one else [],
        "versions": [
            (v, [c for c in cells(found, columns[v.pk], v.values, titles) if c.text])
            for v in versions
        ],
        "may_keep": keeps(seat, found),
    }
    return render(request, "registry/row.html", context)


def _end_of(day: Any) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), VIETNAM) - timedelta(
        microseconds=1
    )


def _columns(
    one: RowVersion, tables: Mapping[UUID, Tables], hidden: Collection[str]
) -> list[Column]:
    table = find_table(tables[one.structure_id], one.table)
    return table.without(hidden) if table is not None else []


def _label(one: RowVersion, tables: Mapping[UUID, Tables]) -> str:
    table = find_table(tables[one.structure_id], one.table)
    return table.label if table is not None else one.table
