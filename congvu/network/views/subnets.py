"""Addresses: the subnets one keeps, one of them with what is given, the forms."""

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
    get_address_to_keep,
    get_site_to_keep,
    get_subnet_to_keep,
    keeps_all,
    kept_ids,
)
from congvu.network.forms import AddressForm, SubnetForm, subnet_shown
from congvu.network.models import Subnet
from congvu.network.queries import Used, used
from congvu.network.views.deeds import (
    KEEP,
    METHODS,
    Words,
    answer,
    posted,
    press,
    tabs,
)
from congvu.network.views.sites import site_url
from congvu.organisations.access import SeatRequest, with_seat


@require_safe
@with_seat(KEEP)
def subnet_list(request: SeatRequest) -> HttpResponse:
    context = {
        "rows": used(kept_ids(request.seat)),
        "tab_items": tabs("subnets", all_of_it=keeps_all(request.seat)),
    }
    return render(request, "network/subnets.html", context)


@require_safe
@with_seat(KEEP)
def subnet(request: SeatRequest, subnet_id: UUID) -> HttpResponse:
    found = get_subnet_to_keep(request.seat, subnet_id)
    rows = list(found.addresses.select_related("device").order_by("ip"))
    context = {"found": Used(found, len(rows)), "rows": rows}
    return render(request, "network/subnet.html", context)


def _url(found: Subnet) -> str:
    return reverse("network:subnet", args=[found.id])


@require_http_methods(METHODS)
@with_seat(KEEP)
def add(request: SeatRequest, site_id: UUID) -> HttpResponse:
    seat = request.seat
    near = get_site_to_keep(seat, site_id)
    form = SubnetForm(posted(request), initial={"scope": "agency"})
    words = Words(_("Thêm dải địa chỉ"), _("Thêm"), _("Đã thêm."), near.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.add_subnet(
            site_id=near.id, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=site_url(near),
        to=_url,
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, subnet_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_subnet_to_keep(seat, subnet_id)
    form = SubnetForm(posted(request), initial=subnet_shown(found))
    words = Words(_("Sửa dải địa chỉ"), _("Lưu"), _("Đã lưu."), found.site.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.change_subnet(
            subnet_id=found.id, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def give(request: SeatRequest, subnet_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_subnet_to_keep(seat, subnet_id)
    devices = list(found.site.devices.order_by("name").values_list("id", "name"))
    form = AddressForm(posted(request), devices=devices)
    words = Words(_("Đặt địa chỉ"), _("Đặt"), _("Đã đặt."), found.cidr)
    return answer(
        request,
        form,
        words,
        lambda: actions.give_address(
            subnet_id=found.id,
            ip=form.cleaned_data["ip"],
            used_for=form.cleaned_data["used_for"],
            device_id=form.device_id(),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
    )


@require_POST
@with_seat(KEEP)
def free(request: SeatRequest, net_address_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_address_to_keep(seat, net_address_id)
    back = _url(found.subnet)
    return press(
        request,
        lambda: actions.free_address(address_id=found.id, by=seat, at=timezone.now()),
        _("Đã bỏ địa chỉ này."),
        back,
    )
