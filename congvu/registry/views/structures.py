"""What a database is made of: prepared piece by piece, put in force, its history."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.registry import actions, queries
from congvu.registry.access import get_database_for, get_database_to_run, runs
from congvu.registry.forms import ApplyForm, ColumnForm, TableForm, column_told
from congvu.registry.models import Database, Structure
from congvu.registry.rules import (
    KIND_NAMES,
    Column,
    Table,
    Tables,
    differences,
    find_table,
    key_of,
    with_column,
    with_table,
    without_column,
    without_table,
)
from congvu.registry.views.deeds import (
    METHODS,
    RUN,
    USE,
    Words,
    answer,
    posted,
    press,
    tabs,
)


def _url(found: Database) -> str:
    return reverse("registry:structure", args=[found.pk])


@require_safe
@with_seat(USE)
def structure(request: SeatRequest, database_id: UUID) -> HttpResponse:
    """What is being prepared is shown to who prepares it."""
    seat = request.seat
    found = get_database_for(seat, database_id)
    applied = list(queries.structures_of(found))
    last = queries.last_structure(found)
    before = applied[0].tables if applied else ()
    may_run = runs(seat, found)
    changed = [] if last.applied_at else differences(before, last.tables)
    edits = may_run and (bool(changed) or not applied)
    tables = last.tables if edits else before
    context = {
        "found": found,
        "tables": [(one, _columns(one)) for one in tables],
        "prepared": edits,
        "changed": [(_(one.words), one.label) for one in changed] if may_run else [],
        "history": _history(applied),
        "may_run": may_run,
        "tab_items": tabs(found, "structure"),
    }
    return render(request, "registry/structure.html", context)


def _columns(table: Table) -> list[dict[str, object]]:
    return [
        {"one": one, "kind": _(KIND_NAMES[one.kind]), "is_checked": _is_checked(one)}
        for one in table.columns
    ]


def _is_checked(one: Column) -> bool:
    flags = one.required or one.unique or one.personal
    return bool(flags or one.least or one.most or one.longest or one.pattern)


def _history(applied: list[Structure]) -> list[dict[str, object]]:
    """Each with what it changed of the one before."""
    befores = [one.tables for one in applied[1:]] + [()]
    return [
        {
            "one": one,
            "changed": [(_(d.words), d.label) for d in differences(before, one.tables)],
        }
        for one, before in zip(applied, befores, strict=False)
    ]


def _prepare(found: Database, tables: Tables, seen: str, seat: Seat) -> Structure:
    return actions.prepare_structure(
        database_id=found.pk, tables=tables, seen=seen, by=seat, at=timezone.now()
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def add_table(request: SeatRequest, database_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_database_to_run(seat, database_id)
    last = queries.last_structure(found)
    form = TableForm(posted(request))

    def act() -> Structure:
        label = form.cleaned_data["label"]
        taken = [one.key for one in last.tables] + queries.tables_known(found)
        made = Table(key_of(label, taken), label)
        seen = form.told("seen")
        return _prepare(found, with_table(last.tables, made), seen, seat)

    words = Words(_("Thêm bảng"), _("Thêm"), _("Đã thêm."), found.name)
    more = {"hidden": [("seen", last.mark)]}
    return answer(request, form, words, act, back=_url(found), more=more)


def _table_of(last: Structure, table_key: str) -> Table:
    table = find_table(last.tables, table_key)
    if table is None:
        raise Http404
    return table


@require_http_methods(METHODS)
@with_seat(RUN)
def table(request: SeatRequest, database_id: UUID, table_key: str) -> HttpResponse:
    """Called otherwise, or left out from now on."""
    seat = request.seat
    found = get_database_to_run(seat, database_id)
    last = queries.last_structure(found)
    old = _table_of(last, table_key)
    form = TableForm(posted(request), initial={"label": old.label})

    def act() -> Structure:
        seen = form.told("seen")
        if request.POST.get("do") == "drop":
            return _prepare(found, without_table(last.tables, old.key), seen, seat)
        named = replace(old, label=form.cleaned_data["label"])
        return _prepare(found, with_table(last.tables, named), seen, seat)

    words = Words(_("Sửa bảng"), _("Ghi"), _("Đã ghi."), found.name)
    more = {"drop": _("Bỏ bảng này"), "hidden": [("seen", last.mark)]}
    return answer(request, form, words, act, back=_url(found), more=more)


@require_http_methods(METHODS)
@with_seat(RUN)
def add_column(request: SeatRequest, database_id: UUID, table_key: str) -> HttpResponse:
    seat = request.seat
    found = get_database_to_run(seat, database_id)
    last = queries.last_structure(found)
    into = _table_of(last, table_key)
    form = ColumnForm(posted(request), tables=last.tables)

    def act() -> Structure:
        known = queries.columns_known(found, into.key)
        taken = [one.key for one in into.columns] + known
        made = form.column_given(key_of(form.cleaned_data["label"], taken))
        tables = with_column(last.tables, into.key, made)
        return _prepare(found, tables, form.told("seen"), seat)

    words = Words(_("Thêm trường"), _("Thêm"), _("Đã thêm."), into.label)
    more = {"hidden": [("seen", last.mark)]}
    return answer(request, form, words, act, back=_url(found), more=more)


@require_http_methods(METHODS)
@with_seat(RUN)
def column(
    request: SeatRequest, database_id: UUID, table_key: str, column_key: str
) -> HttpResponse:
    """Changed, or left out from now on; what was entered stays."""
    seat = request.seat
    found = get_database_to_run(seat, database_id)
    last = queries.last_structure(found)
    into = _table_of(last, table_key)
    old = into.column(column_key)
    if old is None:
        raise Http404
    form = ColumnForm(posted(request), initial=column_told(old), tables=last.tables)

    def act() -> Structure:
        if request.POST.get("do") == "drop":
            tables = without_column(last.tables, into.key, old.key)
        else:
            made = form.column_given(old.key)
            tables = with_column(last.tables, into.key, made)
        return _prepare(found, tables, form.told("seen"), seat)

    words = Words(_("Sửa trường"), _("Ghi"), _("Đã ghi."), into.label)
    more = {"drop": _("Bỏ trường này"), "hidden": [("seen", last.mark)]}
    return answer(request, form, words, act, back=_url(found), more=more)


@require_http_methods(METHODS)
@with_seat(RUN)
def apply(request: SeatRequest, database_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_database_to_run(seat, database_id)
    last = queries.last_structure(found)
    form = ApplyForm(posted(request))
    lead = _("Dòng ghi từ nay theo cấu trúc này; dòng đã có giữ nguyên, không mất gì.")
    words = Words(_("Áp dụng cấu trúc"), _("Áp dụng"), _("Đã áp dụng."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.apply_structure(
            database_id=found.pk,
            reason=form.cleaned_data["reason"],
            seen=form.told("seen"),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
        more={"hidden": [("seen", last.mark)]},
    )


@require_POST
@with_seat(RUN)
def discard(request: SeatRequest, database_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_database_to_run(seat, database_id)
    return press(
        request,
        lambda: actions.discard_structure(
            database_id=found.pk, by=seat, at=timezone.now()
        ),
        _("Đã bỏ cấu trúc đang soạn."),
        _url(found),
    )
