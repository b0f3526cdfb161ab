"""What one was given to work with, what waits for one's word, a label that was read."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from congvu.inventory import queries
from congvu.inventory.access import (
    is_given,
    keeps,
    kept_machines,
    machines_to_do,
)
from congvu.inventory.views.deeds import tabs
from congvu.inventory.views.machines import machine_line
from congvu.inventory.views.papers import paper_line
from congvu.organisations.access import SeatRequest, with_seat


@require_safe
@with_seat()
def mine(request: SeatRequest) -> HttpResponse:
    """To the head of a unit also machines of people of the unit who left."""
    seat = request.seat
    work = machines_to_do(seat)
    context = {
        "lines": [
            machine_line(one) for one in queries.machines_used_by(seat.person_id)
        ],
        "waiting": [paper_line(one) for one in work.papers],
        "left": work.left,
        "keeps": keeps(seat),
        "tab_items": tabs(seat, "mine"),
    }
    return render(request, "inventory/mine.html", context)


@require_safe
@with_seat()
def scanned(request: SeatRequest, machine_id: UUID) -> HttpResponse:
    """Where the code on a label leads: to its page for who keeps it, to one's own
    machines for who was given it.
    """
    kept = kept_machines(request.seat).filter(pk=machine_id)
    if kept.exists():
        return redirect("inventory:machine", machine_id)
    if is_given(request.seat, machine_id):
        return redirect("inventory:mine")
    raise Http404
