"""Inside a site: rooms, racks drawn unit by unit, devices with ports and cables."""

from __future__ import annotations

from uuid import UUID

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

from congvu.network import actions
from congvu.network.access import (
    get_cable_to_keep,
    get_device_to_keep,
    get_port_to_keep,
    get_rack_to_keep,
    get_room_to_keep,
    get_site_to_keep,
)
from congvu.network.forms import CableForm, PortsForm, RackForm, RoomForm, room_shown
from congvu.network.models import Device, Rack
from congvu.network.queries import free_ports, ports_of, rack_rows
from congvu.network.views.deeds import KEEP, METHODS, Words, answer, posted, press
from congvu.network.views.sites import site_url
from congvu.organisations.access import SeatRequest, with_seat


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_room(request: SeatRequest, site_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_site_to_keep(seat, site_id)
    form = RoomForm(posted(request))
    words = Words(_("Thêm phòng đặt thiết bị"), _("Thêm"), _("Đã thêm."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.add_room(
            site_id=found.id, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=site_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change_room(request: SeatRequest, room_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_room_to_keep(seat, room_id)
    form = RoomForm(posted(request), initial=room_shown(found))
    words = Words(_("Sửa phòng đặt thiết bị"), _("Lưu"), _("Đã lưu."), found.site.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.change_room(
            room_id=found.id, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=site_url(found.site),
    )


def _device_url(found: Device) -> str:
    return reverse("network:device", args=[found.id])


def _rack_url(found: Rack) -> str:
    return reverse("network:rack", args=[found.id])


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_rack(request: SeatRequest, room_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_room_to_keep(seat, room_id)
    form = RackForm(posted(request))
    words = Words(
        _("Thêm tủ mạng"),
        _("Thêm"),
        _("Đã thêm."),
        f"{found.name} · {found.site.name}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.add_rack(
            room_id=found.id, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=site_url(found.site),
        to=_rack_url,
    )


@require_safe
@with_seat(KEEP)
def rack(request: SeatRequest, rack_id: UUID) -> HttpResponse:
    """From the top down; each unit by its number."""
    found = get_rack_to_keep(request.seat, rack_id)
    rows = rack_rows(found)
    free = sum(one.device is None for one in rows)
    context = {"found": found, "rows": rows, "free": free}
    return render(request, "network/rack.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def change_rack(request: SeatRequest, rack_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_rack_to_keep(seat, rack_id)
    initial = {"name": found.name, "units": found.units}
    form = RackForm(posted(request), initial=initial)
    words = Words(_("Sửa tủ mạng"), _("Lưu"), _("Đã lưu."), found.room.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.change_rack(
            rack_id=found.id, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_rack_url(found),
    )


@require_safe
@with_seat(KEEP)
def device(request: SeatRequest, device_id: UUID) -> HttpResponse:
    found = get_device_to_keep(request.seat, device_id)
    context = {
        "found": found,
        "ports": ports_of(found),
        "addresses": found.addresses.select_related("subnet").order_by("ip"),
    }
    return render(request, "network/device.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_ports(request: SeatRequest, device_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_device_to_keep(seat, device_id)
    form = PortsForm(posted(request))
    words = Words(
        _("Thêm cổng"), _("Thêm"), _("Đã thêm."), f"{found.name} · {found.site.name}"
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.add_ports(
            device_id=found.id,
            names=form.cleaned_data["names"],
            by=seat,
            at=timezone.now(),
        ),
        back=_device_url(found),
    )


@require_POST
@with_seat(KEEP)
def drop_port(request: SeatRequest, port_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_port_to_keep(seat, port_id)
    return press(
        request,
        lambda: actions.drop_port(port_id=found.id, by=seat, at=timezone.now()),
        _("Đã bỏ cổng."),
        _device_url(found.device),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def lay_cable(request: SeatRequest, port_id: UUID) -> HttpResponse:
    """To a port of the same site that has no cable yet."""
    seat = request.seat
    found = get_port_to_keep(seat, port_id)
    offered = [(p.id, f"{p.device.name} · {p.name}") for p in free_ports(found)]
    form = CableForm(posted(request), ports=offered)
    lead = f"{found.device.name} · {found.name}"
    words = Words(_("Nối cáp"), _("Nối"), _("Đã nối."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.lay_cable(
            port_id=found.id,
            other_id=form.other_id(),
            label=form.cleaned_data["label"],
            by=seat,
            at=timezone.now(),
        ),
        back=_device_url(found.device),
    )


@require_POST
@with_seat(KEEP)
def take_cable(request: SeatRequest, cable_id: UUID) -> HttpResponse:
    """Back to the device at its first end."""
    seat = request.seat
    found = get_cable_to_keep(seat, cable_id)
    first = found.ends.select_related("device").order_by("end").first()
    back = _device_url(first.device) if first else reverse("network:sites")
    return press(
        request,
        lambda: actions.take_cable(cable_id=found.id, by=seat, at=timezone.now()),
        _("Đã tháo cáp."),
        back,
    )
