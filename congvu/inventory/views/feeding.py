"""By what machines come in: files, and codes for agents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.inventory import actions, queries
from congvu.inventory.access import (
    agencies_offered,
    get_enrolment_to_keep,
    get_load_to_keep,
    kept_agencies,
)
from congvu.inventory.formats.messages import MOST_BYTES, TOO_LARGE
from congvu.inventory.forms import EnrolForm, UploadForm
from congvu.inventory.models import InventoryLoad, MachineReading
from congvu.inventory.rules import READING_STATE_NAMES, LoadState, ReadingState
from congvu.inventory.views.deeds import METHODS, as_keeper, posted, press, tabs
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat, SeatRequest
from congvu.ui.deeds import done

READING_TONES = {
    ReadingState.ACCEPTED: "done",
    ReadingState.UNCHANGED: "",
    ReadingState.REFUSED: "late",
}


def _told(readings: list[MachineReading]) -> list[tuple[MachineReading, str, str]]:
    return [
        (
            one,
            _(READING_STATE_NAMES[ReadingState(one.state)]),
            READING_TONES[ReadingState(one.state)],
        )
        for one in readings
    ]


def _take(form: UploadForm, seat: Seat) -> list[MachineReading] | InventoryLoad:
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        raise Refused([Reason(_(TOO_LARGE) % {"mb": MOST_BYTES >> 20}, "file")])
    return actions.take_file(
        content=file.read(),
        name=file.name,
        agency_id=form.chosen(),
        by=seat,
        at=timezone.now(),
    )


@require_http_methods(METHODS)
@as_keeper
def upload(request: SeatRequest) -> HttpResponse:
    """One file; what became of each machine in it stands above the form. A long table
    has a page of its own, where it goes on by itself.
    """
    seat = request.seat
    files: Any = request.FILES if request.method == "POST" else None
    form = UploadForm(posted(request), files, agencies=agencies_offered(seat))
    taken = done(form, lambda: _take(form, seat)) if request.method == "POST" else None
    if isinstance(taken, InventoryLoad):
        return redirect("inventory:load", taken.pk)
    context = {
        "form": form,
        "loads": queries.loads_of(kept_agencies(seat)),
        "taken": _told(taken or []),
        "refused": _told(queries.refused_lately(kept_agencies(seat))),
        "tab_items": tabs(seat, "upload"),
    }
    status = 422 if form.errors else 200
    return render(request, "inventory/upload.html", context, status=status)


@require_safe
@as_keeper
def load(request: SeatRequest, load_id: UUID) -> HttpResponse:
    """How far a long table is, and what could not be taken of it."""
    found = get_load_to_keep(request.seat, load_id)
    refused = found.readings.filter(state=ReadingState.REFUSED).order_by("pk")
    counted = dict(
        found.readings.order_by().values_list("state").annotate(n=Count("pk"))
    )
    context = {
        "found": found,
        "busy": found.state != LoadState.DONE,
        "accepted": counted.get(ReadingState.ACCEPTED, 0),
        "unchanged": counted.get(ReadingState.UNCHANGED, 0),
        "refused_count": counted.get(ReadingState.REFUSED, 0),
        "refused": _told(list(refused[:100])),
        "tab_items": tabs(request.seat, "upload"),
    }
    return render(request, "inventory/load.html", context)


@require_http_methods(METHODS)
@as_keeper
def enrolments(request: SeatRequest) -> HttpResponse:
    """Codes there are; a new one is shown this once, with the command it goes into."""
    seat, on = request.seat, timezone.localdate()
    form = EnrolForm(posted(request), agencies=agencies_offered(seat))
    made = None
    if request.method == "POST":
        made = done(
            form,
            lambda: actions.enrol(
                agency_id=form.chosen(),
                label=form.cleaned_data["label"],
                expires_on=form.cleaned_data["expires_on"],
                by=seat,
                at=timezone.now(),
            ),
        )
    if made is not None:
        form = EnrolForm(None, agencies=agencies_offered(seat))
    names = dict(agencies_offered(seat))
    context = {
        "form": form,
        "secret": made[1] if made is not None else "",
        "agent_url": request.build_absolute_uri(reverse("inventory:agent")),
        "rows": [
            (one, names.get(one.agency_id, ""), _is_over(one.expires_on, on))
            for one in queries.enrolments_of(kept_agencies(seat))
        ],
        "tab_items": tabs(seat, "enrolments"),
    }
    status = 422 if form.errors else 200
    return render(request, "inventory/enrolments.html", context, status=status)


def _is_over(expires_on: Any, on: Any) -> bool:
    return expires_on is not None and expires_on <= on


@require_POST
@as_keeper
def revoke(request: SeatRequest, enrolment_id: UUID) -> HttpResponse:
    found = get_enrolment_to_keep(request.seat, enrolment_id)
    return press(
        request,
        lambda: actions.revoke(
            enrolment_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã thu hồi; tác nhân dùng mã ấy không gửi được nữa."),
        reverse("inventory:enrolments"),
    )
