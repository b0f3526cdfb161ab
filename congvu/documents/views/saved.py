"""The register as a table of chosen columns, and filters kept under a name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congvu.documents import actions, queries
from congvu.documents.access import get_filter_for, scope_of
from congvu.documents.views.intake import reasons_text
from congvu.documents.views.register import Place, filter_form, saved_links
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat


@require_safe
@with_seat()
def register_table(request: SeatRequest) -> HttpResponse:
    """The same list, one line a paper, with the columns this person chose."""
    form = filter_form(request)
    seat, at = request.seat, Place.of(request, form)
    page = queries.entries_page(
        scope_of(seat),
        on=timezone.localdate(),
        tab=at.tab,
        find=at.find,
        filters=at.filters,
        after=at.after,
        limit=50,
    )
    keys = queries.chosen_columns(seat.person_id) or list(queries.CALM)
    lines = queries.list_lines(page.entries)
    here = reverse("documents:register-table")
    columns, saved = queries.columns_named(keys), saved_links(seat, here)
    context: dict[str, Any] = {
        "at": at,
        "columns": columns,
        "choices": [(c, c.key in keys) for c in queries.list_columns()],
        "lines": [
            (entry.id, [(c.title, line.get(c.key, "")) for c in columns])
            for entry, line in zip(page.entries, lines, strict=True)
        ],
        "filter_form": form,
        "filter_url": here,
        "saved": saved,
        "own_saved": [link for link in saved if link.own],
        "list_url": reverse("documents:register") + at.query(),
        "xlsx_url": reverse("documents:register-export") + at.query(sau=""),
        "csv_url": reverse("documents:register-csv") + at.query(sau=""),
        "unfiltered_url": here + replace(at, filters=queries.Filters()).query(sau=""),
        "query": at.query(),
        "next_url": here + at.query(sau=page.after) if page.after else "",
        "first_url": here + at.query(sau="") if at.after else "",
    }
    return render(request, "documents/register_table.html", context)


@require_POST
@with_seat()
def save_filter(request: SeatRequest) -> HttpResponse:
    """The filter of the page it was sent from, under a name."""
    place = Place.of(request, filter_form(request))
    try:
        kept = actions.save_filter(
            name=request.POST.get("name", ""),
            asked=queries.Asked(place.tab, place.find, place.filters),
            shared=request.POST.get("shared") == "1",
            by=request.seat,
            at=timezone.now(),
        )
    except Refused as why:
        messages.error(request, reasons_text(why))
    else:
        messages.success(request, _("Đã lưu bộ lọc “%(name)s”.") % {"name": kept.name})
    return redirect(_back(request) + place.query())


@require_POST
@with_seat()
def delete_filter(request: SeatRequest, filter_id: UUID) -> HttpResponse:
    kept = get_filter_for(request.seat, filter_id)
    try:
        actions.delete_filter(kept=kept, by=request.seat, at=timezone.now())
    except Refused as why:
        messages.error(request, reasons_text(why))
    else:
        messages.success(request, _("Đã xóa bộ lọc “%(name)s”.") % {"name": kept.name})
    return redirect(_back(request))


@require_POST
@with_seat()
def choose_columns(request: SeatRequest) -> HttpResponse:
    place = Place.of(request, filter_form(request))
    try:
        actions.choose_columns(
            keys=request.POST.getlist("columns"), by=request.seat, at=timezone.now()
        )
    except Refused as why:
        messages.error(request, reasons_text(why))
    return redirect(reverse("documents:register-table") + place.query())


def _back(request: SeatRequest) -> str:
    """To the list or the table, wherever the form stood."""
    asked = request.POST.get("back", "")
    table = reverse("documents:register-table")
    own = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return table if own and asked == table else reverse("documents:register")
