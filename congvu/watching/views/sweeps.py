"""Subnets as they are registered beside what a sweep found."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.network.access import get_subnet_to_keep, kept_sites
from congvu.network.models import Subnet
from congvu.organisations.access import SeatRequest, with_seat
from congvu.watching import actions
from congvu.watching.access import (
    accesses_offered,
    collectors_offered,
    get_sighting_to_keep,
    sweeps_kept,
)
from congvu.watching.forms import AcceptForm, SweepForm
from congvu.watching.models import Sighting, Sweep
from congvu.watching.queries import compared
from congvu.watching.rules import (
    DIFFERS_NAMES,
    SWEEP_STATE_NAMES,
    Differs,
    SweepState,
)
from congvu.watching.views.deeds import (
    KEEP,
    METHODS,
    Words,
    answer,
    done,
    posted,
    tabs,
)

PAGE = 500
_TONES = {
    Differs.SAME: "done",
    Differs.MISSING: "late",
    Differs.UNKNOWN: "look",
    Differs.MOVED: "look",
    Differs.OTHER: "look",
}


@require_safe
@with_seat(KEEP)
def subnets(request: SeatRequest) -> HttpResponse:
    """Every subnet one keeps, with its last sweep."""
    seat = request.seat
    rows = Subnet.objects.filter(site__in=kept_sites(seat).values("pk"))
    last: dict[UUID, Sweep] = {
        one.subnet_id: one
        for one in sweeps_kept(seat).order_by("subnet", "-asked_at").distinct("subnet")
    }
    found = rows.select_related("site").order_by("cidr", "pk")[: PAGE + 1]
    context = {
        "rows": [(one, *_last(last.get(one.pk))) for one in found[:PAGE]],
        "tab_items": tabs("subnets"),
    }
    return render(request, "watching/subnets.html", context)


def _last(sweep: Sweep | None) -> tuple[Sweep | None, str, str]:
    if sweep is None:
        return None, _("chưa dò"), ""
    state = SweepState(sweep.state)
    tones = {SweepState.DONE: "done", SweepState.FAILED: "late"}
    return sweep, _(SWEEP_STATE_NAMES[state]), tones.get(state, "look")


@require_http_methods(METHODS)
@with_seat(KEEP)
def subnet(request: SeatRequest, subnet_id: UUID) -> HttpResponse:
    """The difference, and a form that has it swept anew."""
    seat = request.seat
    found = get_subnet_to_keep(seat, subnet_id)
    form = SweepForm(
        posted(request),
        collectors=collectors_offered(seat),
        accesses=accesses_offered(seat),
    )
    if request.method == "POST":
        made = done(
            form,
            lambda: actions.ask_sweep(
                subnet_id=found.pk,
                collector_id=form.collector_id(),
                access_id=form.access_id(),
                by=seat,
                at=timezone.now(),
            ),
        )
        if made is not None:
            return redirect("watching:subnet", found.pk)
    told = compared(found)
    context = {
        "found": found,
        "told": told,
        "rows": [
            (line, seen, _(DIFFERS_NAMES[line.differs]), _TONES[line.differs])
            for line, seen in told.lines
        ],
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "watching/subnet.html", context, status=status)


def _was_at(found: Sighting) -> str:
    told = compared(found.subnet)
    lines = [line for line, seen in told.lines if seen and seen.pk == found.pk]
    moved = [one for one in lines if one.differs == Differs.MOVED and one.registered]
    return moved[0].other_ip if moved else ""


@require_http_methods(METHODS)
@with_seat(KEEP)
def accept(request: SeatRequest, sighting_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_sighting_to_keep(seat, sighting_id)
    was_at = _was_at(found)
    initial = {"used_for": found.name}
    form = AcceptForm(posted(request), initial=initial, was_at=was_at)
    words = Words(_("Ghi vào sổ mạng"), _("Ghi"), _("Đã ghi vào sổ."), found.ip)
    return answer(
        request,
        form,
        words,
        lambda: actions.accept_sighting(
            sighting_id=found.pk,
            used_for=form.cleaned_data["used_for"],
            kind=form.device_kind(),
            moved_from=was_at if form.cleaned_data.get("free") else "",
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("watching:subnet", args=[found.subnet_id]),
    )
