"""A paper told to people: the form, opened from the paper itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.dissemination import actions, queries
from congvu.dissemination.access import may_send
from congvu.dissemination.forms import TellingForm
from congvu.documents.access import get_entry_for
from congvu.documents.models import Document
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import units_on
from congvu.outgoing.access import get_line_for
from congvu.ui.deeds import METHODS, posted, show_refusal


@require_http_methods(METHODS)
@with_seat()
def send_incoming(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    entry = get_entry_for(request.seat, entry_id)
    url = reverse("documents:entry", args=[entry.id])
    return _send(request, entry.document, url, incoming_id=entry.id)


@require_http_methods(METHODS)
@with_seat()
def send_outgoing(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    line = get_line_for(request.seat, entry_id)
    url = reverse("outgoing:line", args=[line.id])
    return _send(request, line.document, url, outgoing_id=line.id)


def _send(
    request: SeatRequest, document: Document | None, paper_url: str, **line: UUID
) -> HttpResponse:
    """On to the telling that is going on; else the form, for who may send it."""
    seat, now = request.seat, timezone.now()
    if not may_send(seat):
        raise Http404
    living = queries.living_of(seat.agency_id, document.id) if document else None
    if living is not None:
        messages.info(request, actions.already_words(living))
        return redirect(reverse("dissemination:telling", args=[living.id]))
    form = TellingForm(posted(request), **_bodies(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.send_telling(data=form.data_given(), by=seat, at=now, **line)
        except Refused as why:
            show_refusal(form, why)
        else:
            n = made.addressees.count()
            messages.success(request, _("Đã phổ biến tới %(n)d người.") % {"n": n})
            return redirect(reverse("dissemination:telling", args=[made.id]))
    context = {"form": form, "document": document, "paper_url": paper_url}
    status = 422 if form.errors else 200
    return render(request, "dissemination/send.html", context, status=status)


def _bodies(request: SeatRequest) -> dict[str, Any]:
    seat, today = request.seat, timezone.localdate()
    return {
        "agency": (seat.agency_id, seat.agency_name),
        "units": [(u.id, u.name) for u in units_on(seat.agency_id, today)],
        "below": queries.agencies_below(seat.agency_id, today),
    }
