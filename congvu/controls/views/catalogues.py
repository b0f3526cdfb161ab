"""What is asked: catalogues, their requirements, which answers which."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.controls import actions, queries
from congvu.controls.access import (
    get_catalogue_for,
    loads_catalogues,
    need_loader,
    seen_catalogues,
)
from congvu.controls.actions import Loaded
from congvu.controls.forms import CatalogueForm
from congvu.controls.models import Requirement
from congvu.controls.rules import MOST_UPLOADED, SURE_NAMES
from congvu.controls.views.deeds import METHODS, READ, done, posted, tabs
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import SeatRequest, with_seat


@require_http_methods(METHODS)
@with_seat(READ)
def catalogues(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    files = request.FILES if request.method == "POST" else None
    form = CatalogueForm(posted(request), files)

    def load() -> Loaded:
        file: Any = form.cleaned_data["file"]
        if file.size > MOST_UPLOADED:
            raise Refused([Reason(_("Tệp lớn hơn 1 MB."), "file")])
        return actions.load_catalogue(
            content=file.read(), by=seat.actor, at=timezone.now()
        )

    if request.method == "POST":
        need_loader(seat)
        made = done(form, load)
        if made is not None:
            messages.success(request, _("Đã nạp bộ yêu cầu."))
            return redirect("controls:catalogue", made.id)
    context = {
        "form": form,
        "loads": loads_catalogues(seat),
        "rows": [
            (one, _(SURE_NAMES[one.sure]))
            for one in queries.sorted_catalogues(seen_catalogues(seat))
        ],
        "tab_items": tabs("catalogues"),
    }
    status = 422 if form.errors else 200
    return render(request, "controls/catalogues.html", context, status=status)


@require_safe
@with_seat(READ)
def catalogue(request: SeatRequest, catalogue_id: UUID) -> HttpResponse:
    found = get_catalogue_for(request.seat, catalogue_id)
    context = {
        "found": found,
        "sure": _(SURE_NAMES[found.sure]),
        "rows": [_row(one) for one in queries.requirements_of(found)],
    }
    return render(request, "controls/catalogue.html", context)


def _row(one: Requirement) -> dict[str, object]:
    return {
        "requirement": one,
        "levels": ", ".join(str(level) for level in one.levels),
        "answers": [link.target for link in one.answers_others.all()],
        "answered_by": [link.source for link in one.answered_by.all()],
    }
