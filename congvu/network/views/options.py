"""Ways to build the network: side by side as numbers, one with what it changes."""

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
from congvu.network.access import get_option, get_option_change, need_all
from congvu.network.forms import ChangeForm, OptionForm, option_shown
from congvu.network.models import NetworkOption
from congvu.network.queries import weighed, whole
from congvu.network.views.deeds import (
    KEEP,
    METHODS,
    Words,
    answer,
    posted,
    press,
    tabs,
)
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agencies_on


@require_safe
@with_seat(KEEP)
def option_list(request: SeatRequest) -> HttpResponse:
    need_all(request.seat)
    on = timezone.localdate()
    agencies = [a.id for a in agencies_on(on)]
    context = {
        "rows": weighed(whole(on), agencies),
        "agencies": len(agencies),
        "tab_items": tabs("options", all_of_it=True),
    }
    return render(request, "network/options.html", context)


@require_safe
@with_seat(KEEP)
def option(request: SeatRequest, option_id: UUID) -> HttpResponse:
    found = get_option(request.seat, option_id)
    rows = found.changes.select_related(
        "replaces__near", "replaces__far", "near", "far"
    )
    context = {"found": found, "changes": list(rows.order_by("id"))}
    return render(request, "network/option.html", context)


def _url(found: NetworkOption) -> str:
    return reverse("network:option", args=[found.id])


@require_http_methods(METHODS)
@with_seat(KEEP)
def make(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    need_all(seat)
    form = OptionForm(posted(request))
    words = Words(
        _("Lập phương án mạng"),
        _("Lập phương án"),
        _("Đã lập; ghi tiếp những đường bỏ đi, làm mới."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.make_option(data=form.data_given(), by=seat, at=timezone.now()),
        back=reverse("network:options"),
        to=_url,
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, option_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_option(seat, option_id)
    form = OptionForm(posted(request), initial=option_shown(found))
    words = Words(_("Sửa phương án mạng"), _("Lưu"), _("Đã lưu."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.change_option(
            option_id=found.id, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


@require_POST
@with_seat(KEEP)
def remove(request: SeatRequest, option_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_option(seat, option_id)
    return press(
        request,
        lambda: actions.remove_option(option_id=found.id, by=seat, at=timezone.now()),
        _("Đã bỏ phương án."),
        reverse("network:options"),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_change(request: SeatRequest, option_id: UUID) -> HttpResponse:
    """Both ends and the old link are chosen among what there is today."""
    seat = request.seat
    found, today = get_option(seat, option_id), whole(timezone.localdate())
    form = ChangeForm(
        posted(request),
        links=[
            (one.id, f"{one.near.name} – {one.far.name}, {one.carrier}")
            for one in today.links
        ],
        sites=[(one.id, one.name) for one in today.sites.values()],
        initial={"carriage": "state", "medium": "fibre"},
    )
    words = Words(_("Thêm thay đổi"), _("Thêm"), _("Đã thêm."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.add_option_change(
            option_id=found.id, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


@require_POST
@with_seat(KEEP)
def drop_change(request: SeatRequest, option_change_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_option_change(seat, option_change_id)
    return press(
        request,
        lambda: actions.drop_option_change(
            option_change_id=found.id, by=seat, at=timezone.now()
        ),
        _("Đã bỏ thay đổi này."),
        _url(found.option),
    )
