"""An office's own days and steps of reminding."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.documents import actions, queries
from congvu.documents.forms import HandlingRulesForm, say_missing
from congvu.law.rules import Sureness
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import show_refusal


@require_http_methods(["GET", "HEAD", "POST"])
@with_seat(Permission.EDIT_HANDLING)
def handling_rules(request: SeatRequest) -> HttpResponse:
    """What is in force today, whose word it is, and the form for another day on."""
    seat, today = request.seat, local_date(timezone.now())
    found = queries.reminding(seat.agency_id, today)
    form = HandlingRulesForm(found, today, request.POST or None)
    if request.method == "POST" and form.is_valid() and _set(request, form):
        day = form.cleaned_data["valid_from"]
        told = _("Đã đặt; áp dụng từ %(day)s cho văn bản đến từ ngày đó.")
        messages.success(request, told % {"day": f"{day:%d/%m/%Y}"})
        return redirect("documents:handling-rules")
    if form.is_bound:
        say_missing(form)
    context = {
        "found": found,
        "unverified": found.sureness == Sureness.UNVERIFIED,
        "sureness": _(queries.sureness_words(found)),
        "form": form,
        "past": queries.past_rules(seat.agency_id),
        "today": today,
    }
    status = 422 if form.is_bound else 200
    return render(request, "documents/handling_rules.html", context, status=status)


def _set(request: SeatRequest, form: HandlingRulesForm) -> bool:
    data = form.cleaned_data
    try:
        actions.set_handling_rules(
            working_days=data["working_days"],
            steps=form.steps(),
            basis=data["basis"],
            valid_from=data["valid_from"],
            by=request.seat,
            at=timezone.now(),
        )
    except Refused as why:
        show_refusal(form, why)
        return False
    return True
