"""The network as a picture with the same facts in a table, and its weak points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.network.access import keeps_all, kept_ids
from congvu.network.models import Device, Link, Site
from congvu.network.queries import Whole, on_state_network, used, whole
from congvu.network.rules import (
    Carriage,
    Line,
    Picture,
    SiteKind,
    Spot,
    Stands,
    draw,
    links_stand,
)
from congvu.network.views.deeds import KEEP, carried, tabs
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agencies_on
from congvu.ui import rules as ui


@require_safe
@with_seat(KEEP)
def network_map(request: SeatRequest) -> HttpResponse:
    """The province's whole network; of one agency what stands in its houses, too."""
    seat, on = request.seat, timezone.localdate()
    agency = _agency_wanted(seat, request.GET.get("co_quan", ""))
    found, seen = whole(on), kept_ids(seat, agency)
    stand = links_stand([one.id for one in found.links], timezone.now())
    lines = [one for one in found.links if {one.near_id, one.far_id} & seen]
    drawn = seen | {i for one in lines for i in (one.near_id, one.far_id)}
    is_whole = keeps_all(seat) and agency is None
    context = {
        "picture": picture(found, lines, drawn, None if is_whole else seen, stand),
        "lines": [
            (
                one,
                carried(one),
                one.id in found.weak.links,
                one.near_id in seen,
                stand.get(one.id),
            )
            for one in lines
        ],
        "apart": found.apart(seen),
        "is_whole": is_whole,
        "counted": _counted(found, lines, seen, all_of_it=is_whole, on=on),
        "tab_items": tabs("map", all_of_it=keeps_all(seat)),
    }
    return render(request, "network/map.html", context)


def _agency_wanted(seat: Seat, text: str) -> UUID | None:
    """A keeper of one agency sees that one, whatever the address says."""
    if not keeps_all(seat):
        return None
    try:
        return UUID(text)
    except ValueError:
        return None


def picture(
    found: Whole,
    lines: list[Link],
    drawn: set[UUID],
    own: set[UUID] | None,
    stand: Mapping[UUID, Stands],
) -> Picture[UUID]:
    """Hubs in the middle; of one agency its ``own`` sites, with all that is there."""
    spots = [_spot(s, own) for s in found.sites.values() if s.id in drawn]
    strokes = [
        Line(
            one.near_id,
            one.far_id,
            one.down_mbps,
            "state" if one.carriage == Carriage.STATE else "internet",
            f"{one.near.name} – {one.far.name}: {one.carrier}, {carried(one)}",
            is_alone=one.id in found.weak.links,
            is_down=one.id in stand and stand[one.id].is_down,
        )
        for one in lines
    ]
    for key, site, name, url in _inside(own or set()):
        spots.append(Spot(key, name, url=url))
        strokes.append(Line(key, site, 1, "inside", name))
    return draw(spots, strokes)


def _inside(own: set[UUID]) -> Iterator[tuple[UUID, UUID, str, str]]:
    """Devices and networks of these sites; two queries, none without a site."""
    if not own:
        return
    for one in Device.objects.filter(site__in=own).order_by("name", "id"):
        url = reverse("network:device", args=[one.id])
        yield one.id, one.site_id, one.name, url
    for each in used(own):
        row = each.subnet
        url = reverse("network:subnet", args=[row.id])
        yield row.id, row.site_id, f"{row.cidr} {row.name}", url


def _spot(site: Site, own: set[UUID] | None) -> Spot[UUID]:
    is_read = own is None or site.id in own
    return Spot(
        site.id,
        site.name,
        site.kind == SiteKind.HUB if own is None else site.id in own,
        site.latitude,
        site.longitude,
        reverse("network:site", args=[site.id]) if is_read else "",
    )


def _counted(
    found: Whole, lines: list[Link], seen: set[UUID], *, all_of_it: bool, on: date
) -> list[ui.Figure]:
    paid = sum(one.monthly_cost for one in lines if one.near_id in seen)
    told = [
        ui.Figure(_("điểm mạng"), ui.dotted(len(seen)), reverse("network:sites")),
        ui.Figure(_("đường truyền"), ui.dotted(len(lines))),
        ui.Figure(_("cước mỗi tháng, đồng"), ui.dotted(paid)),
    ]
    if all_of_it:
        agencies, there = agencies_on(on), on_state_network(found)
        joined = sum(a.id in there for a in agencies)
        share = f"{ui.dotted(joined)}/{ui.dotted(len(agencies))}"
        told.append(ui.Figure(_("cơ quan trên mạng chuyên dùng"), share))
    return told


@require_safe
@with_seat(KEEP)
def weak(request: SeatRequest) -> HttpResponse:
    """Which loss cuts whom off, the worst first."""
    seat, on = request.seat, timezone.localdate()
    found, seen = whole(on), kept_ids(seat)
    losses = found.losses(seen)
    links = [one.link.id for one in losses if one.link]
    stand = links_stand(links, timezone.now())
    context = {
        "losses": losses,
        "down": {pk for pk, one in stand.items() if one.is_down},
        "apart": found.apart(seen),
        "seen": seen,
        "any_hub": any(s.kind == SiteKind.HUB for s in found.sites.values()),
        "tab_items": tabs("weak", all_of_it=keeps_all(request.seat)),
    }
    return render(request, "network/weak.html", context)
