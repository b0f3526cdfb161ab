"""Recipient groups of the agency: the list, a new one, one of them, dropped."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import AgencyOnDay, agencies_on
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, queries
from congvu.outgoing.access import get_group_for
from congvu.outgoing.forms import GroupForm, group_initial
from congvu.outgoing.views.deeds import METHODS, done, form_page, posted


@require_safe
@with_seat(Permission.READ_REGISTER)
def groups(request: SeatRequest) -> HttpResponse:
    """Every group in use with where it leads today; below, those out of use."""
    seat = request.seat
    found = list(queries.groups_of(seat.agency_id))
    context = {
        "rows": queries.places_of(found, seat.agency_id, timezone.localdate()),
        "dropped": queries.dropped_groups(seat.agency_id),
        "may_set": seat.can(Permission.SET_GROUPS),
    }
    return render(request, "outgoing/groups.html", context)


@require_http_methods(METHODS)
@with_seat(Permission.SET_GROUPS)
def new_group(request: SeatRequest) -> HttpResponse:
    form = GroupForm(posted(request), agencies=_others(request.seat))
    made = done(
        form,
        lambda: actions.make_group(
            wish=form.wish(), by=request.seat, at=timezone.now()
        ),
    )
    if made is not None:
        messages.success(request, _("Đã lập nhóm nơi nhận."))
        return redirect("outgoing:groups")
    context = {
        "title": _("Lập nhóm nơi nhận"),
        "button": _("Lập nhóm"),
        "failed": _("Chưa lập được nhóm"),
        "undone": _("Các nhóm vẫn như trước."),
    }
    return form_page(request, form, _page(context))


@require_http_methods(METHODS)
@with_seat(Permission.SET_GROUPS)
def group(request: SeatRequest, group_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_group_for(seat, group_id)
    form = GroupForm(
        posted(request),
        agencies=_others(seat),
        group=found,
        initial=group_initial(found),
    )
    changed = done(
        form,
        lambda: actions.change_group(
            group_id=group_id, wish=form.wish(), by=seat, at=timezone.now()
        ),
    )
    if changed is not None:
        messages.success(request, _("Đã sửa nhóm nơi nhận."))
        return redirect("outgoing:groups")
    context = {
        "title": _("Sửa nhóm nơi nhận"),
        "lead": found.name,
        "button": _("Lưu nhóm"),
        "failed": _("Chưa lưu được nhóm"),
        "undone": _("Nhóm vẫn như trước."),
        "group_places": queries.places_of([found], seat.agency_id, seat.on),
    }
    return form_page(request, form, _page(context))


@require_POST
@with_seat(Permission.SET_GROUPS)
def drop_group(request: SeatRequest, group_id: UUID) -> HttpResponse:
    """Not offered any more."""
    get_group_for(request.seat, group_id)
    try:
        actions.drop_group(group_id=group_id, by=request.seat, at=timezone.now())
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, _(reason.message))
    else:
        messages.success(request, _("Đã thôi dùng nhóm nơi nhận."))
    return redirect("outgoing:groups")


def _others(seat: Seat) -> list[AgencyOnDay]:
    return [a for a in agencies_on(timezone.localdate()) if a.id != seat.agency_id]


def _page(context: dict[str, Any]) -> dict[str, Any]:
    return context | {"back": reverse("outgoing:groups")}
