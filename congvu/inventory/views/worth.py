"""What machines are worth: the list of a year, the rules it is by."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.inventory import actions, queries
from congvu.inventory.access import kept_machines, names_keepers
from congvu.inventory.forms import LifeForm
from congvu.inventory.rules import MACHINE_KIND_NAMES, MachineKind
from congvu.inventory.views.deeds import (
    METHODS,
    Words,
    answer,
    as_keeper,
    as_namer,
    posted,
    tabs,
)
from congvu.lib.text import nfc
from congvu.organisations.access import SeatRequest
from congvu.ui.deeds import as_download

_FIRST_YEAR = 1990


def _year(request: SeatRequest) -> int:
    """The one asked for, up to the one that lasts; else this one."""
    this = timezone.localdate().year
    text = request.GET.get("nam", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else this
    return year if _FIRST_YEAR <= year <= this else this


@require_safe
@as_keeper
def values(request: SeatRequest) -> HttpResponse:
    seat, year = request.seat, _year(request)
    day, this = date(year, 12, 31), timezone.localdate().year
    own, now = seat.agency_id, timezone.now()
    page = queries.value_page(own, day, now, after=nfc(request.GET.get("sau", "")))
    shown = [line.machine.pk for line in page.lines]
    # What went elsewhere since has no page for this seat.
    kept_now = kept_machines(seat).filter(pk__in=shown).values_list("pk", flat=True)
    linked = set(kept_now)
    kept = {"nam": str(year)}
    context = {
        "lines": [
            (
                line,
                _(MACHINE_KIND_NAMES[MachineKind(line.machine.kind)]),
                line.machine.pk in linked,
            )
            for line in page.lines
        ],
        "next_query": urlencode(kept | {"sau": page.after}) if page.after else "",
        "year": str(year),
        "query": urlencode(kept),
        "years": [(str(y), y == year) for y in range(this, this - 5, -1)],
        "lasts": year == this,
        "whole": queries.value_sum(own, day, now),
        "lives": [
            (line, _(MACHINE_KIND_NAMES[MachineKind(line.kind)]), percent(line))
            for line in queries.lives_on(day)
        ],
        "sets": names_keepers(seat),
        "tab_items": tabs(seat, "values"),
    }
    return render(request, "inventory/values.html", context)


def percent(line: queries.LifeLine) -> str:
    """20 or 12,5: of the price, in a year."""
    if line.life is None:
        return ""
    whole, tenth = divmod(line.life.permille, 10)
    return f"{whole},{tenth}" if tenth else str(whole)


@require_safe
@as_keeper
def export(request: SeatRequest, form: str) -> HttpResponse:
    if form not in ("csv", "xlsx"):
        raise Http404
    seat = request.seat
    made = actions.export_values(
        agency_id=seat.agency_id,
        year=_year(request),
        form="csv" if form == "csv" else "xlsx",
        by=seat,
        at=timezone.now(),
    )
    return as_download(made)


@require_http_methods(METHODS)
@as_namer
def lives(request: SeatRequest) -> HttpResponse:
    """The province's own word on years and rates, with its basis, from a day on."""
    form = LifeForm(posted(request))
    words = Words(
        title=_("Đặt mức hao mòn"),
        button=_("Đặt mức"),
        done=_("Đã đặt; mức này đi trước mức có sẵn."),
        lead=_("Mức của tỉnh, từ ngày áp dụng trở đi; các năm trước giữ mức cũ."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.set_life(
            kind=form.cleaned_data["kind"],
            years=form.cleaned_data["years"],
            permille=form.permille,
            valid_from=form.cleaned_data["valid_from"],
            basis=form.cleaned_data["basis"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=reverse("inventory:values"),
    )
