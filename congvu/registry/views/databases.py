"""Which databases an agency has; the rows of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import unit_names_on
from congvu.organisations.rules import Permission
from congvu.registry import actions, queries
from congvu.registry.access import (
    get_database_for,
    get_database_to_run,
    hidden_of,
    keeps,
    need_maker,
    runs,
    seen_databases,
    units_offered,
)
from congvu.registry.forms import DatabaseForm, FindForm, MakeForm
from congvu.registry.models import Database, RowVersion
from congvu.registry.queries import Asked
from congvu.registry.rules import Column, Kind, Table, Tables, find_table
from congvu.registry.views.deeds import (
    METHODS,
    NUMBERS,
    RUN,
    USE,
    Words,
    answer,
    cells,
    posted,
    tabs,
    titles_in,
    uuid_or_none,
)
from congvu.ui import rules as ui
from congvu.ui.formats.drawings import Drawing, Spot, places_drawing

MOST_SHOWN = 7
MOST_ON_MAP = 500


@require_safe
@with_seat(USE)
def databases(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    page = queries.database_page(
        seen_databases(seat), uuid_or_none(request.GET.get("sau", ""))
    )
    names = unit_names_on([seat.agency_id], seat.on)
    waiting = queries.waiting_by([one.pk for one in page.rows if keeps(seat, one)])
    context = {
        "rows": [
            (one, names.get(one.unit_id, "–"), waiting.get(one.pk, 0))
            for one in page.rows
        ],
        "may_make": seat.can(Permission.RUN_REGISTRY),
        "pages": ui.Pages(
            previous_url="?" if "sau" in request.GET else "",
            next_url=f"?sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "registry/list.html", context)


def _url(found: Database) -> str:
    return reverse("registry:structure", args=[found.pk])


@require_http_methods(METHODS)
@with_seat(RUN)
def make(request: SeatRequest) -> HttpResponse:
    seat = need_maker(request.seat)
    form = MakeForm(posted(request), units=units_offered(seat))
    lead = _("Lập xong thì thêm bảng, trường; áp dụng cấu trúc rồi ghi dữ liệu.")
    words = Words(_("Lập cơ sở dữ liệu"), _("Lập"), _("Đã lập."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.make_database(
            data=form.data_given(),
            unit_id=form.unit_given(),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("registry:list"),
        to=_url,
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def describe(request: SeatRequest, database_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_database_to_run(seat, database_id)
    given = {name: getattr(found, name) for name in DatabaseForm.base_fields}
    form = DatabaseForm(posted(request), initial=given)
    words = Words(_("Sửa tên, mô tả"), _("Ghi"), _("Đã ghi."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.describe_database(
            database_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


@require_safe
@with_seat(USE)
def database(request: SeatRequest, database_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_database_for(seat, database_id)
    current = queries.current_structure(found)
    tables = current.tables if current is not None else ()
    table = find_table(tables, request.GET.get("bang", "")) or next(iter(tables), None)
    names = unit_names_on([found.agency_id], seat.on)
    context = {
        "found": found,
        "unit": names.get(found.unit_id, "–"),
        "tables": tables,
        "table": table,
        "may_keep": keeps(seat, found),
        "may_run": runs(seat, found),
        "tab_items": tabs(found, "database", _waiting(seat, found)),
        **(_rows(request, found, tables, table) if table is not None else {}),
    }
    return render(request, "registry/database.html", context)


def _waiting(seat: Seat, found: Database) -> int:
    waiting = queries.waiting_by([found.pk]) if keeps(seat, found) else {}
    return waiting.get(found.pk, 0)


def _rows(
    request: SeatRequest, found: Database, tables: Tables, table: Table
) -> dict[str, Any]:
    seat = request.seat
    personal = keeps(seat, found)
    columns = table.without(hidden_of(seat, found))
    form = FindForm(request.GET or None, columns=columns)
    asked, narrowed = Asked(on=seat.on, personal=personal), False
    if form.is_valid():
        values, words = form.values_given(), form.cleaned_data["tim"]
        on = form.day_given(seat.on)
        asked = Asked(on, words, values, personal)
        narrowed = bool(words or values)
    place = next((one for one in columns if one.kind == Kind.PLACE), None)
    is_map = place is not None and request.GET.get("xem") == "ban-do"
    after = queries.read_after(request.GET.get("sau", ""))
    most = MOST_ON_MAP if is_map else queries.PAGE
    page = queries.row_page(found, table, asked, after, most)
    shown_columns = columns[:MOST_SHOWN]
    titles = titles_in(
        found, [(shown_columns, one.values) for one in page.rows], asked.on
    )
    given = [(k, v) for k, v in request.GET.items() if k != "sau" and v]
    views = [(k, v) for k, v in given if k != "xem"]
    following = queries.told_after(page.after)
    return {
        "list_url": f"?{urlencode(views)}" if place else "",
        "map_url": f"?{urlencode([*views, ('xem', 'ban-do')])}" if place else "",
        "is_map": is_map,
        "drawn": _map(found, table, place, page.rows) if is_map and place else None,
        "form": form,
        "narrowed": narrowed,
        "on": asked.on,
        "columns": [(one, one.kind in NUMBERS) for one in shown_columns],
        "hidden": len(table.columns) - len(columns),
        "rows": [
            (one, cells(found, shown_columns, one.values, titles)) for one in page.rows
        ],
        "pages": ui.Pages(
            previous_url=f"?{urlencode(given)}" if "sau" in request.GET else "",
            next_url=f"?{urlencode([*given, ('sau', following)])}" if following else "",
        ),
    }


def _map(
    found: Database, table: Table, place: Column, rows: Sequence[RowVersion]
) -> Drawing | None:
    """Where these rows lie, those that say it."""
    spots = []
    for one in rows:
        if place.key in one.values:
            lat, lng = one.values[place.key]
            url = reverse("registry:row", args=[found.pk, one.row])
            spots.append(Spot(lat, lng, one.title, url))
    if not spots:
        return None
    about = _("%(n)s dòng có tọa độ; bảng cùng điều kiện ở thẻ Danh sách.")
    title = _("Bản đồ: %(table)s") % {"table": table.label}
    told = about % {"n": len(spots)}
    return places_drawing(spots, key="rows", title=title, about=told)
