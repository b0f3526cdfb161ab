"""Bills of materials: what products are made of, and how many weaknesses each has."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.organisations.access import SeatRequest, with_seat
from congvu.systems.access import keeps
from congvu.vulnerabilities import actions, queries
from congvu.vulnerabilities.access import need_keeper, seen_boms
from congvu.vulnerabilities.forms import BomFileForm
from congvu.vulnerabilities.models import Bom
from congvu.vulnerabilities.views.deeds import (
    METHODS,
    READ,
    done,
    posted,
    tabs,
    uploaded,
)


@require_http_methods(METHODS)
@with_seat(READ)
def boms(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    files = request.FILES if request.method == "POST" else None
    form = BomFileForm(posted(request), files)

    def load() -> Bom:
        content, name = uploaded(form)
        return actions.load_bom(
            content=content,
            agency_id=seat.agency_id,
            name=name.rpartition(".")[0][:200],
            by=seat.actor,
            at=timezone.now(),
        )

    if request.method == "POST":
        need_keeper(seat)
        if done(form, load) is not None:
            messages.success(request, _("Đã nạp; đang đối chiếu với các cảnh báo."))
            return redirect("vulnerabilities:boms")
    context = {
        "form": form,
        "keeps": keeps(seat),
        "rows": queries.boms_with_counts(seen_boms(seat)),
        "tab_items": tabs("boms"),
    }
    status = 422 if form.errors else 200
    return render(request, "vulnerabilities/boms.html", context, status=status)
