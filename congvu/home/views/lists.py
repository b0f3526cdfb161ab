"""The list behind a figure, as a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from congvu.documents.queries import entry_row
from congvu.documents.queries.overview import FigureList
from congvu.home.forms import ListForm
from congvu.home.queries import Listed, listing
from congvu.home.views.places import Place, papers_seat
from congvu.law.queries import calendar
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui.rules import Pages, Row, dotted


@require_safe
@with_seat()
def overview_list(request: SeatRequest) -> HttpResponse:
    seat, on, at = papers_seat(request), timezone.localdate(), timezone.now()
    form = ListForm(request.GET)
    place = Place.of(form, seat, on)
    listed = listing(seat, place.period, place.units, form.figure(), on=on, at=at)
    total = listed.found.total
    context = {
        "place": place,
        "words": listed.words,
        "count": ngettext("%(count)s văn bản", "%(count)s văn bản", total)
        % {"count": dotted(total)},
        "rows": _rows(listed, on),
        "pages": _pages(request, listed.found),
        "back_url": place.url(),
    }
    return render(request, "home/overview_list.html", context)


def _rows(listed: Listed, on: date) -> list[tuple[Row, str]]:
    days = calendar()
    found = []
    for line in listed.found.lines:
        url = reverse("documents:entry", args=[line.id])
        row = replace(entry_row(line, url=url, on=on, days=days), unread=False)
        found.append((row, listed.notes.get(line.id, "")))
    return found


def _pages(request: SeatRequest, found: FigureList) -> Pages:
    asked = request.GET.copy()
    asked.pop("sau", None)
    first = f"{request.path}?{asked.urlencode()}" if request.GET.get("sau") else ""
    following = ""
    if found.after is not None:
        asked["sau"] = str(found.after)
        following = f"{request.path}?{asked.urlencode()}"
    return Pages(previous_url=first, next_url=following)
