"""One target with how it stood; the forms."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.network.access import get_site_to_keep
from congvu.network.models import Device, Link, Site
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.watching import actions
from congvu.watching.access import (
    accesses_offered,
    collectors_offered,
    get_target_for,
    get_target_to_keep,
    may_keep_target,
)
from congvu.watching.forms import TargetForm, target_shown
from congvu.watching.models import Probe, ProbeHour, WatchTarget
from congvu.watching.queries import by_day, days_back, shares, stood
from congvu.watching.rules import PROBE_KIND_NAMES, ProbeKind, Share, said
from congvu.watching.views.deeds import (
    KEEP,
    METHODS,
    Words,
    answer,
    posted,
    press,
)
from congvu.watching.views.overview import outage_shown, shown

DAYS = 31


def _url(found: WatchTarget) -> str:
    return reverse("watching:target", args=[found.pk])


@require_safe
@with_seat(KEEP)
def target(request: SeatRequest, watched_id: UUID) -> HttpResponse:
    seat, at = request.seat, timezone.now()
    found = get_target_for(seat, watched_id)
    is_kept = may_keep_target(seat, found)
    days = days_back(at, DAYS)
    told = by_day(found, days, at)
    (now,) = stood([found], since=at - timedelta(days=1), at=at)
    month = timezone.localtime(at).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    spans = [(month, at), (at - timedelta(days=30), at)]
    sums = shares([found], spans, at)[found.pk]
    context = {
        "found": found,
        "standing": shown(now),
        "month": said(sums[0]),
        "month_days": said(sums[1]),
        "days": [_day(span[0], one) for span, one in zip(days, told, strict=True)],
        "probes": _probes(found, at) if is_kept else [],
        "outages": [
            outage_shown(one)
            for one in found.outages.select_related("cause__target").order_by("-since")[
                :20
            ]
        ],
        "is_kept": is_kept,
        "kept": {found.pk} if is_kept else set(),
        "may_change": found.retired_at is None and is_kept,
    }
    return render(request, "watching/target.html", context)


def _day(begun: Any, one: Share) -> dict[str, Any]:
    return {
        "day": timezone.localtime(begun).date(),
        "percent": said(one),
        "down": round(one.down / 60),
        "planned": round(one.planned / 60),
        "unknown": round(one.unknown / 60),
    }


def _probes(found: WatchTarget, at: datetime) -> list[dict[str, Any]]:
    """With how many of a day's questions were answered, and how fast in the mean."""
    rows = Probe.objects.filter(target=found, retired_at=None).select_related("access")
    hours = ProbeHour.objects.filter(probe__in=rows, hour__gt=at - timedelta(days=1))
    sums = hours.values("probe").annotate(
        asked=Sum("asked"), answered=Sum("answered"), us=Sum("us_sum")
    )
    told = {one["probe"]: one for one in sums}
    return [_probe(one, told.get(one.pk, {})) for one in rows.order_by("kind", "id")]


def _probe(one: Probe, told: dict[str, int]) -> dict[str, Any]:
    answered = told.get("answered", 0)
    mean = told["us"] / answered / 1000 if answered else None
    name = PROBE_KIND_NAMES[ProbeKind(one.kind)]
    if one.access is not None:
        name = f"{name} {one.access.version} ({one.access.name})"
    elif one.port:
        name = f"{name} {one.port}{one.path}"
    return {
        "probe": one,
        "name": name,
        "asked": told.get("asked", 0),
        "answered": answered,
        "why": _(one.last_why) if one.last_why else "",
        "mean": "" if mean is None else f"{mean:.1f}".replace(".", ","),
    }


def _form(
    request: SeatRequest, site: Site, seat: Seat, initial: dict[str, Any]
) -> TargetForm:
    on = timezone.localdate()
    links = Link.objects.valid(on=on).filter(near=site).select_related("far")
    devices = Device.objects.filter(site=site).order_by("name")
    things = [
        (one.pk, _("Đường tới %(far)s, %(carrier)s") % _link_named(one))
        for one in links.order_by("far__name")
    ]
    things += [(one.pk, f"{one.name} ({one.get_kind_display()})") for one in devices]
    return TargetForm(
        posted(request),
        things=things,
        collectors=collectors_offered(seat),
        accesses=accesses_offered(seat),
        initial=initial,
    )


def _link_named(one: Link) -> dict[str, str]:
    return {"far": one.far.name, "carrier": one.carrier}


@require_http_methods(METHODS)
@with_seat(KEEP)
def add(request: SeatRequest, site_id: UUID) -> HttpResponse:
    """From the page of the site at which it stands."""
    seat = request.seat
    site = get_site_to_keep(seat, site_id)
    form = _form(request, site, seat, {"subject": "link", "kinds": ["icmp"]})
    words = Words(_("Thêm đối tượng giám sát"), _("Thêm"), _("Đã thêm."), site.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.add_target(
            site_id=site.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=reverse("network:site", args=[site.pk]),
        to=_url,
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, watched_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_target_to_keep(seat, watched_id)
    probes = list(Probe.objects.filter(target=found, retired_at=None))
    form = _form(request, found.site, seat, target_shown(found, probes))
    words = Words(_("Sửa đối tượng giám sát"), _("Lưu"), _("Đã lưu."), found.site.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.change_target(
            target_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


@require_POST
@with_seat(KEEP)
def retire(request: SeatRequest, watched_id: UUID) -> HttpResponse:
    found = get_target_to_keep(request.seat, watched_id)
    return press(
        request,
        lambda: actions.retire_target(
            target_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã thôi giám sát; những gì đã đo vẫn còn."),
        reverse("watching:overview"),
    )
