"""Changes of rights waiting for a second person, and the choice of a hat."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congvu.lib.refusals import Refused
from congvu.organisations import queries
from congvu.organisations.access import (
    SeatRequest,
    get_right_change_for,
    with_seat,
)
from congvu.organisations.actions import (
    confirm_right_change,
    record_seat_choice,
)
from congvu.organisations.rules import (
    Permission,
)

# /quan-tri/quyen/


@require_GET
@with_seat(Permission.CONFIRM_RIGHTS)
def right_list(request: SeatRequest) -> HttpResponse:
    """What changed in the agency's rights: first what nobody has confirmed."""
    changes = queries.right_changes(request.seat.agency_id)
    context = {
        "waiting": [c for c in changes if c.confirmed_at is None],
        "confirmed": [c for c in changes if c.confirmed_at is not None],
    }
    return render(request, "organisations/right_list.html", context)


@require_POST
@with_seat(Permission.CONFIRM_RIGHTS)
def right_confirm(request: SeatRequest, change_id: UUID) -> HttpResponse:
    change = get_right_change_for(request.seat, change_id)
    try:
        confirm_right_change(change_id=change.id, by=request.seat, at=timezone.now())
    except Refused as why:
        messages.error(request, " ".join(_(r.message) for r in why.reasons))
    else:
        messages.success(request, _("Đã xác nhận: %(what)s.") % {"what": change.what})
    return redirect("organisations:rights")


# /chuc-vu/


@require_POST
@with_seat()
def seat_choose(request: SeatRequest) -> HttpResponse:
    """From now on the person acts from this one of their posts.

    Always on to the front page: what was open may not exist for the new post.
    """
    wanted = request.POST.get("hat", "")
    seat = next((s for s in request.seats if str(s.post_id) == wanted), None)
    if seat is None:
        raise Http404
    record_seat_choice(post_name=seat.post_name, by=seat.actor, at=timezone.now())
    request.session["post"] = str(seat.post_id)
    return redirect("/")
