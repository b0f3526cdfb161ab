"""One entry: the paper beside its data, and the slip that goes with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.documents.access import get_entry_for, reading, shown_page, slip_page
from congvu.documents.actions import print_slip, record_view
from congvu.documents.models import RegisterEntry
from congvu.documents.views.register import register_context
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui.deeds import as_download


def entry_context(request: SeatRequest, entry: RegisterEntry) -> dict[str, Any]:
    """What the pane draws; six queries for the entry, one for the calendar."""
    context = reading(request.seat, entry, on=timezone.localdate(), days=calendar())
    page = shown_page(context["detail"], request.GET.dict())
    return context | {"page": page, "here": request.get_full_path()}


@require_safe
@with_seat()
def entry_page(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """The pane alone beside a list that is already there, else list and pane."""
    entry = get_entry_for(request.seat, entry_id)
    record_view(entry=entry, by=request.seat, at=timezone.now())
    context = entry_context(request, entry)
    if request.headers.get("HX-Request") == "true":
        return render(request, "documents/pane_only.html", context)
    context |= register_context(request, selected_id=entry_id)
    return render(request, "documents/register.html", context)


@require_safe
@with_seat()
def entry_slip(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """Phiếu giải quyết văn bản đến: three levels of opinion (NĐ 30/2020 Phụ lục IV)."""
    entry = get_entry_for(request.seat, entry_id)
    record_view(entry=entry, by=request.seat, at=timezone.now())
    return render(request, "documents/slip.html", slip_page(request.seat, entry))


@require_safe
@with_seat()
def entry_slip_pdf(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """The same for the printer; where no font is installed the page says so."""
    entry = get_entry_for(request.seat, entry_id)
    try:
        made = print_slip(entry=entry, by=request.seat, at=timezone.now())
    except Refused as why:
        messages.error(request, " ".join(_(r.message) for r in why.reasons))
        return redirect("documents:entry", entry_id=entry_id)
    return as_download(made)
