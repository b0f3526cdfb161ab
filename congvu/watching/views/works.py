"""Planned work: what is announced, and a form for more."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congvu.network.models import Link
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.watching import actions
from congvu.watching.access import get_work_to_keep, kept_works, sites_offered
from congvu.watching.forms import WorkForm
from congvu.watching.views.deeds import KEEP, METHODS, done, posted, press, tabs

PAGE = 200


def _links(seat: Seat, sites: list[tuple[UUID, str]]) -> list[tuple[UUID, str]]:
    rows = Link.objects.valid(on=timezone.localdate())
    rows = rows.filter(near__in=[pk for pk, _name in sites])
    return [
        (one.pk, f"{one.near.name} – {one.far.name}, {one.carrier}")
        for one in rows.select_related("near", "far").order_by("near__name", "id")
    ]


@require_http_methods(METHODS)
@with_seat(KEEP)
def works(request: SeatRequest) -> HttpResponse:
    """What is to come and what was, the latest first."""
    seat, at = request.seat, timezone.now()
    sites = sites_offered(seat)
    form = WorkForm(posted(request), sites=sites, links=_links(seat, sites))
    if request.method == "POST":
        made = done(
            form,
            lambda: actions.plan_work(
                site_id=form.chosen(), data=form.data_given(), by=seat, at=at
            ),
        )
        if made is not None:
            return redirect("watching:works")
    rows = kept_works(seat).order_by("-since", "-pk")[:PAGE]
    context = {
        "form": form,
        "rows": [(one, one.cancelled_at is None and one.until > at) for one in rows],
        "at": at,
        "tab_items": tabs("works"),
    }
    status = 422 if form.errors else 200
    return render(request, "watching/works.html", context, status=status)


@require_POST
@with_seat(KEEP)
def cancel(request: SeatRequest, work_id: UUID) -> HttpResponse:
    found = get_work_to_keep(request.seat, work_id)
    return press(
        request,
        lambda: actions.cancel_work(
            work_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã hủy đợt bảo trì này."),
        reverse("watching:works"),
    )
