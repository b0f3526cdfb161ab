"""Events of a time, by words, fields, machine, program, severity, source."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.logs import queries
from congvu.logs.access import searched_sources, seen_sources
from congvu.logs.forms import SearchForm
from congvu.logs.rules import SEVERITY_NAMES, Severity
from congvu.logs.views.deeds import LEVEL_TONES, READ, tabs
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.ui import rules as ui

DAY = timedelta(days=1)
SHOWN = 500
FURTHER = ("tu", "den", "may", "chuong_trinh", "muc", "nguon")


@require_safe
@with_seat(READ)
def search(request: SeatRequest) -> HttpResponse:
    sources = seen_sources(request.seat).order_by("name", "pk")[:SHOWN]
    form = SearchForm(request.GET, sources=sources)
    is_right = form.is_valid()
    page = queries.EventPage([], "")
    if is_right:
        asked = _asked(form, request.seat)
        page = queries.events_page(asked, request.GET.get("sau", ""))
    kept = request.GET.copy()
    kept.pop("sau", None)
    more = kept.copy()
    more["sau"] = page.after
    context = {
        "form": form,
        "rows": [
            {
                "event": one,
                "level": _(SEVERITY_NAMES[Severity(one.severity)]),
                "tone": LEVEL_TONES.get(Severity(one.severity), ""),
                "fields": sorted(one.fields.items()),
            }
            for one in page.rows
        ],
        "pages": ui.Pages(
            previous_url=f"?{kept.urlencode()}" if "sau" in request.GET else "",
            next_url=f"?{more.urlencode()}" if page.after else "",
        ),
        "archived": page.archived,
        "narrowed": any(request.GET.get(name) for name in FURTHER),
        "tab_items": tabs("search"),
    }
    status = 200 if is_right else 422
    return render(request, "logs/search.html", context, status=status)


def _asked(form: SearchForm, seat: Seat) -> queries.Search:
    told = form.cleaned_data
    until = told["den"] or timezone.now() + timedelta(minutes=1)
    sources = searched_sources(seat)
    if (one := told["nguon"]) is not None:
        sources = [one] if sources is None or one in sources else []
    return queries.Search(
        since=told["tu"] or until - DAY,
        until=until,
        words=told["tu_khoa"],
        host=told["may"],
        program=told["chuong_trinh"],
        worst=Severity(int(told["muc"])) if told["muc"] else Severity.DEBUG,
        sources=sources,
    )
