"""VLANs of each agency one keeps, with the networks in them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.lib.text import sort_key
from congvu.network import actions
from congvu.network.access import (
    agencies_offered,
    get_vlan_to_keep,
    keeps_all,
    kept_vlans,
)
from congvu.network.forms import VlanForm
from congvu.network.queries import with_subnets
from congvu.network.views.deeds import KEEP, METHODS, Words, answer, posted, tabs
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on


@require_safe
@with_seat(KEEP)
def vlan_list(request: SeatRequest) -> HttpResponse:
    seat, rows = request.seat, with_subnets(kept_vlans(request.seat))
    ids = {i for one in rows for i in (one.agency_id, one.came_from) if i is not None}
    names = agency_names_on(list(ids), timezone.localdate())
    context = {
        "rows": sorted(
            ((one, names.get(one.agency_id, "")) for one in rows),
            key=lambda row: (sort_key(row[1]), row[0].number),
        ),
        "tab_items": tabs("vlans", all_of_it=keeps_all(seat)),
    }
    return render(request, "network/vlans.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def add(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    offered = agencies_offered(seat, timezone.localdate())
    form = VlanForm(posted(request), agencies=[(a.id, a.name) for a in offered])
    words = Words(_("Thêm VLAN"), _("Thêm"), _("Đã thêm."))
    return answer(
        request,
        form,
        words,
        lambda: actions.add_vlan(
            agency_id=form.agency_id(),
            data=form.data_given(),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("network:vlans"),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, vlan_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_vlan_to_keep(seat, vlan_id)
    initial = {"number": found.number, "name": found.name}
    form = VlanForm(posted(request), agencies=[], initial=initial)
    words = Words(_("Sửa VLAN"), _("Lưu"), _("Đã lưu."), f"VLAN {found.number}")
    return answer(
        request,
        form,
        words,
        lambda: actions.change_vlan(
            vlan_id=found.id, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=reverse("network:vlans"),
    )
