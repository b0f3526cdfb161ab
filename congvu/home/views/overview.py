"""Tổng quan: five figures that add up, where papers wait, who is late."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.documents import queries
from congvu.documents.access import scope_of
from congvu.documents.queries.overview import has_papers
from congvu.documents.rules import AssignmentState, Part
from congvu.home.queries import UnitMap, overview
from congvu.home.views import drawn
from congvu.home.views.cards import Cards
from congvu.home.views.places import Place, form_of, papers_seat
from congvu.law.queries import calendar
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.rules import Permission, Role, short_name

DECISIONS = 5


@require_safe
@with_seat()
def overview_page(request: SeatRequest) -> HttpResponse:
    seat, on, at = papers_seat(request), timezone.localdate(), timezone.now()
    form = form_of(request)
    place = Place.of(form, seat, on)
    found = overview(seat, place.period, place.units, on=on, at=at)
    is_new = not found.counts.received and not has_papers(scope_of(seat))
    context = {
        "place": place,
        "form": form,
        "found": found,
        "whose": whose(seat, place.units),
        "is_new": is_new,
        "exports": exports(place, "home:overview-export"),
        "causes_url": place.url("home:late-causes"),
        "decisions": {} if place.units.ended else decisions(seat, on),
        "urges": not place.units.ended and queries.gives_work(seat),
        "back_url": place.url(),
        "leads": seat.role == Role.LEADER,
        **({} if is_new else drawn.parts_of_page(found, place)),
    }
    return render(request, "home/overview.html", context)


def whose(seat: Seat, units: UnitMap) -> str:
    """Whose papers the figures are about, by the one policy and the name of the day."""
    agency = short_name(units.agency_name(seat))
    if seat.is_agency_wide:
        return _("Văn bản đến của %(agency)s") % {"agency": agency}
    if units.ended:
        return _("Văn bản đến của %(agency)s mà bạn được đọc") % {"agency": agency}
    if seat.role == Role.UNIT_HEAD:
        return _("Văn bản %(unit)s được giao hoặc được biết") % {
            "unit": short_name(seat.unit_name)
        }
    return _("Văn bản bạn được giao hoặc được biết")


def exports(place: Place, name: str) -> list[tuple[str, str]]:
    return [("PDF", place.export(name, "pdf")), ("Excel", place.export(name, "xlsx"))]


def decisions(seat: Seat, on: date) -> dict[str, Any]:
    """What waits for this desk to decide, the five most pressing with their cards."""
    if not seat.can(Permission.INSTRUCT):
        return {}
    days = calendar()
    items = [
        item
        for item in queries.my_work(seat.desks, on=on, days=days)
        if item.assignment.part == Part.DIRECT
    ] + [
        item
        for item in queries.reports_to_me(seat.desks, on=on, days=days)
        if item.asked or item.assignment.state == AssignmentState.REPORTED
    ]
    items.sort(key=lambda i: (i.assignment.due_on is None, i.assignment.due_on or on))
    drawing = Cards.of(seat, items[:DECISIONS], on)
    cards = [
        drawing.card(
            item,
            queries.work_row(
                item, url=drawn.work_url(item.assignment.id), on=on, days=days
            ),
        )
        for item in items[:DECISIONS]
    ]
    return {"cards": cards, "total": len(items)}
