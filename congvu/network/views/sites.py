"""Sites: the list, one with what hangs on it, and its devices."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.lib.text import fold, nfc
from congvu.network import actions
from congvu.network.access import (
    agencies_offered,
    get_device_to_keep,
    get_site_to_keep,
    keeps_all,
    kept_sites,
    may_keep_link,
)
from congvu.network.forms import DeviceForm, SiteForm, device_shown, site_shown
from congvu.network.models import Device, Link, Site
from congvu.network.queries import links_at, rooms_of, used
from congvu.network.rules import site_stands, watching_begins
from congvu.network.views.deeds import (
    KEEP,
    METHODS,
    Words,
    answer,
    carried,
    posted,
    tabs,
)
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on

PAGE = 500


@require_safe
@with_seat(KEEP)
def site_list(request: SeatRequest) -> HttpResponse:
    seat, asked = request.seat, nfc(request.GET.get("q", ""))[:100]
    names = agency_names_on(
        list(kept_sites(seat).values_list("agency_id", flat=True)), timezone.localdate()
    )
    rows = [
        (one, names.get(one.agency_id, ""))
        for one in kept_sites(seat).order_by("name", "id")
    ]
    found = [
        (one, agency)
        for one, agency in rows
        if fold(asked) in fold(f"{one.name} {agency} {one.address}")
    ]
    context = {
        "rows": found[:PAGE],
        "more": max(len(found) - PAGE, 0),
        "asked": asked,
        "any": bool(rows),
        "tab_items": tabs("sites", all_of_it=keeps_all(request.seat)),
    }
    return render(request, "network/sites.html", context)


@require_safe
@with_seat(KEEP)
def site(request: SeatRequest, site_id: UUID) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    found = get_site_to_keep(seat, site_id)
    links = [(one, carried(one), _other(one, found)) for one in links_at(found)]
    context = {
        "found": found,
        "agency": agency_names_on([found.agency_id], on).get(found.agency_id, ""),
        "links": [
            (one, words, other, one.is_valid(on=on), may_keep_link(seat, one))
            for one, words, other in links
        ],
        "devices": found.devices.select_related("rack").order_by("place", "name"),
        "rooms": rooms_of(found),
        "stands": site_stands(found.id, timezone.now()),
        "watch_url": watching_begins(found.id),
        "subnets": used([found.id]),
    }
    return render(request, "network/site.html", context)


def _other(link: Link, here: Site) -> Site:
    return link.far if link.near_id == here.id else link.near


def site_url(found: Site) -> str:
    return reverse("network:site", args=[found.id])


def _agencies(seat: Seat) -> list[tuple[UUID, str]]:
    return [(a.id, a.name) for a in agencies_offered(seat, timezone.localdate())]


@require_http_methods(METHODS)
@with_seat(KEEP)
def add(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    form = SiteForm(
        posted(request), agencies=_agencies(seat), initial={"kind": "office"}
    )
    words = Words(
        title=_("Thêm điểm mạng"),
        button=_("Thêm điểm"),
        done=_("Đã thêm; ghi tiếp đường truyền, dải địa chỉ, thiết bị."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.add_site(
            data=form.data_given(seat.agency_id), by=seat, at=timezone.now()
        ),
        back=reverse("network:sites"),
        to=site_url,
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, site_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_site_to_keep(seat, site_id)
    form = SiteForm(
        posted(request), agencies=_agencies(seat), initial=site_shown(found)
    )
    words = Words(_("Sửa điểm mạng"), _("Lưu"), _("Đã lưu."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.change_site(
            site_id=found.id,
            data=form.data_given(found.agency_id),
            by=seat,
            at=timezone.now(),
        ),
        back=site_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_device(request: SeatRequest, site_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_site_to_keep(seat, site_id)
    form = DeviceForm(posted(request), racks=_racks(found), initial={"kind": "switch"})
    words = Words(_("Thêm thiết bị mạng"), _("Thêm"), _("Đã thêm."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.add_device(
            site_id=found.id, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=site_url(found),
        to=_device_url,
    )


def _racks(found: Site) -> list[tuple[UUID, str]]:
    rooms = rooms_of(found)
    return [
        (r.id, f"{room.name} · {r.name}") for room in rooms for r in room.racks.all()
    ]


def _device_url(found: Device) -> str:
    return reverse("network:device", args=[found.id])


@require_http_methods(METHODS)
@with_seat(KEEP)
def change_device(request: SeatRequest, device_id: UUID) -> HttpResponse:
    seat = request.seat
    found: Device = get_device_to_keep(seat, device_id)
    form = DeviceForm(
        posted(request), racks=_racks(found.site), initial=device_shown(found)
    )
    words = Words(
        _("Sửa thiết bị mạng"),
        _("Lưu"),
        _("Đã lưu."),
        f"{found.name} · {found.site.name}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.change_device(
            device_id=found.id, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_device_url(found),
    )
