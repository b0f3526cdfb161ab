"""Vắng mặt: I am away, this one stands in, my new work goes there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congvu.lib.refusals import Refused
from congvu.organisations import queries
from congvu.organisations.access import SeatRequest, get_own_absence_for, with_seat
from congvu.organisations.actions import end_absence, record_absence
from congvu.organisations.forms import AbsenceForm
from congvu.organisations.models import Person
from congvu.organisations.rules import (
    ABSENCE_REASON_NAMES,
    ROUTE_NAMES,
    AbsenceReason,
    Route,
)

# /vang-mat/


@require_http_methods(["GET", "POST"])
@with_seat()
def absences(request: SeatRequest) -> HttpResponse:
    """What I have said about being away, and one more."""
    seat, today = request.seat, timezone.localdate()
    held = queries.posts_held_by(seat.person_id, today)
    form = AbsenceForm(
        request.POST or None,
        on=today,
        posts=[row.post for row in held],
        person_id=seat.person_id,
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = record_absence(
                person=Person.objects.get(pk=seat.person_id),
                by=seat,
                at=timezone.now(),
                **form.given(),
            )
        except Refused as why:
            form.refuse(why)
        else:
            words = _("Đã ghi vắng mặt từ %(first)s, trở lại %(back)s.")
            days = {"first": row.valid_from, "back": row.valid_until}
            said = {key: f"{day:%d/%m/%Y}" for key, day in days.items()}
            messages.success(request, words % said)
            return redirect("organisations:absences")
    context = {
        "form": form,
        "absences": [
            {
                "row": row,
                "reason": _(ABSENCE_REASON_NAMES[AbsenceReason(row.reason)]),
                "route": _(ROUTE_NAMES[Route(row.route)]),
            }
            for row in queries.absences_of(seat.person_id, today)
        ],
        "today": today,
        "holds_a_post": bool(held),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "organisations/absences.html", context, status=status)


@require_POST
@with_seat()
def absence_end(request: SeatRequest, absence_id: UUID) -> HttpResponse:
    """Back early, or not going: whoever stood in stops at once."""
    absence = get_own_absence_for(request.seat, absence_id)
    try:
        end_absence(absence=absence, by=request.seat, at=timezone.now())
    except Refused as why:
        messages.error(request, " ".join(_(r.message) for r in why.reasons))
    else:
        messages.success(request, _("Đã kết thúc vắng mặt; không còn ai làm thay."))
    return redirect("organisations:absences")
