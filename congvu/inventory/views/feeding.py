"""By what machines come in: files, and codes for agents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congvu.inventory import actions, queries
from congvu.inventory.access import (
    agencies_offered,
    get_enrolment_to_keep,
    kept_agencies,
)
from congvu.inventory.formats.messages import MOST_BYTES, TOO_LARGE
from congvu.inventory.forms import EnrolForm, UploadForm
from congvu.inventory.models import MachineReading
from congvu.inventory.rules import READING_STATE_NAMES, ReadingState
from congvu.inventory.views.deeds import METHODS, posted, press, tabs
from congvu.inventory.views.machines import KEEP
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat, SeatRequest, with_seat
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


def _take(form: UploadForm, seat: Seat) -> list[MachineReading]:
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        raise Refused([Reason(_(TOO_LARGE) % {"mb": MOST_BYTES >> 20}, "file")])
    return actions.receive(
        content=file.read(),
        name=file.name,
        agency_id=form.chosen(),
        by=seat.actor,
        at=timezone.now(),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def upload(request: SeatRequest) -> HttpResponse:
    """One file; what became of each machine in it stands above the form."""
    seat = request.seat
    files: Any = request.FILES if request.method == "POST" else None
    form = UploadForm(posted(request), files, agencies=agencies_offered(seat))
    taken = done(form, lambda: _take(form, seat)) if request.method == "POST" else None
    context = {
        "form": form,
        "taken": _told(taken or []),
        "refused": _told(queries.refused_lately(kept_agencies(seat))),
        "tab_items": tabs(seat, "upload"),
    }
    status = 422 if form.errors else 200
    return render(request, "inventory/upload.html", context, status=status)


@require_http_methods(METHODS)
@with_seat(KEEP)
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
@with_seat(KEEP)
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
