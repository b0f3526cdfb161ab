"""The trainer's list and code; the learner's phone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import segno
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.training import actions
from congvu.training.access import get_session_for, get_session_to_train
from congvu.training.models import ClassSession
from congvu.training.queries.lists import held_places
from congvu.training.rules.places import CODE_SECONDS
from congvu.training.views.deeds import (
    METHODS,
    READ,
    class_url,
    press,
    uuid_or_none,
)
from congvu.ui.deeds import refused


def _url(found: ClassSession) -> str:
    return reverse("training:session", args=[found.pk])


@require_http_methods(METHODS)
@with_seat(READ)
def session(request: SeatRequest, class_session_id: UUID) -> HttpResponse:
    """Who has a place, each there, late or not; sent as the trainer sees it."""
    found = get_session_to_train(request.seat, class_session_id)
    if request.method == "POST":
        present = map(uuid_or_none, request.POST.getlist("present"))
        late = map(uuid_or_none, request.POST.getlist("late"))
        return press(
            request,
            lambda: actions.mark(
                session_id=found.pk,
                present=[one for one in present if one],
                late=[one for one in late if one],
                by=request.seat,
                at=timezone.now(),
                seen_at=_moment(request.POST.get("seen_at", "")),
            ),
            _("Đã ghi điểm danh."),
            _url(found),
        )
    seen_at = timezone.now()
    rows = held_places(found)
    context = {
        "found": found,
        "rows": rows,
        "came": sum(came for _one, came, _late in rows),
        "seen_at": seen_at.isoformat(),
    }
    return render(request, "training/session.html", context)


def _moment(text: str) -> datetime | None:
    """When the list was shown, as its page says."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


@require_safe
@with_seat(READ)
def code(request: SeatRequest, class_session_id: UUID) -> HttpResponse:
    """Shown large; the page asks for the next by itself, without a script."""
    found = get_session_to_train(request.seat, class_session_id)
    made = actions.code_shown(found.pk, timezone.now())
    address = request.build_absolute_uri(
        reverse("training:attend", args=[found.pk, made])
    )
    picture = mark_safe(  # noqa: S308 - segno writes coordinates, none of the text
        segno.make(address, error="m").svg_inline(scale=8, border=2)
    )
    context = {"found": found, "picture": picture, "came": found.attendances.count()}
    answered = render(request, "training/code.html", context)
    answered["Refresh"] = str(CODE_SECONDS)
    answered["Cache-Control"] = "private, no-store"
    return answered


@require_http_methods(METHODS)
@with_seat(READ)
def attend(request: SeatRequest, class_session_id: UUID, code: str) -> HttpResponse:
    """Opened by the phone that scanned; one button says that one is here."""
    found = get_session_for(request.seat, class_session_id)
    if request.method == "POST":
        try:
            actions.attend(
                session_id=found.pk, code=code, by=request.seat, at=timezone.now()
            )
        except Refused as why:
            refused(request, why)
            return redirect(request.get_full_path())
        return press(
            request, lambda: None, _("Đã điểm danh."), class_url(found.training_class)
        )
    return render(request, "training/attend.html", {"found": found})
