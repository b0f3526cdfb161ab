"""Danh bạ cơ quan: organisations outside, found as one types."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from congvu.exchange.forms import DirectoryForm
from congvu.exchange.queries import directory_size, find_places
from congvu.exchange.views.sections import sections
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission


@require_safe
@with_seat(Permission.READ_ORGANISATION)
def directory(request: SeatRequest) -> HttpResponse:
    """A page of its own; or, under a field of recipients, what may be chosen."""
    asked = request.GET.get("q", "")[:200]
    context = {
        "form": DirectoryForm({"q": asked}),
        "asked": asked,
        "found": find_places(asked, timezone.localdate()),
    }
    if request.headers.get("HX-Request") == "true":
        return render(request, "exchange/directory_choices.html", context)
    context["total"] = directory_size()
    context["sections"] = sections(request.seat, "directory")
    return render(request, "exchange/directory.html", context)
