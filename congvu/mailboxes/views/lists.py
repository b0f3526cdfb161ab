"""Addresses that mean many: which there are, whom each means today."""

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

from congvu.mailboxes import actions, queries
from congvu.mailboxes.access import (
    get_list,
    get_list_to_keep,
    keeps,
    keeps_all,
    lists_on,
    may_keep_list,
)
from congvu.mailboxes.forms import ListForm, list_shown
from congvu.mailboxes.models import DistributionList
from congvu.mailboxes.views.deeds import METHODS, Words, answer, posted, press, tabs
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on, units_on
from congvu.organisations.rules import Permission


def _url(found: DistributionList) -> str:
    return reverse("mailboxes:list", args=[found.pk])


@require_safe
@with_seat()
def lists(request: SeatRequest) -> HttpResponse:
    """Everybody may write to them, so everybody may see them."""
    seat, on = request.seat, timezone.localdate()
    rows = lists_on(on)
    names = agency_names_on({row.agency_id for row in rows}, on)
    counts = queries.list_sizes([row.address for row in rows])
    context = {
        "lines": [
            (row, names.get(row.agency_id, ""), counts.get(row.address, 0))
            for row in rows
        ],
        "may_make": keeps(seat),
        "tab_items": tabs(seat, "lists"),
    }
    return render(request, "mailboxes/lists.html", context)


@require_safe
@with_seat()
def one(request: SeatRequest, list_id: UUID) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    found = get_list(list_id)
    context = {
        "found": found,
        "entries": queries.entries_shown(found, on),
        "targets": queries.list_targets(found.address),
        "is_open": found.is_valid(on=on),
        "may_keep": may_keep_list(seat, found) and found.is_valid(on=on),
        "agency": agency_names_on([found.agency_id], on).get(found.agency_id, ""),
        "tab_items": tabs(seat, "lists"),
    }
    return render(request, "mailboxes/list.html", context)


@require_http_methods(METHODS)
@with_seat(Permission.KEEP_MAILBOXES)
def make(request: SeatRequest) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    units = [(u.id, u.name) for u in units_on(seat.agency_id, on)]
    form = ListForm(
        posted(request), units=units, all_agencies=keeps_all(seat), fixed=False
    )
    words = Words(
        title=_("Lập danh sách gửi chung"),
        button=_("Lập danh sách"),
        done=_("Đã lập; ai ở các đơn vị ấy hôm nào thì nhận thư hôm ấy."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.make_list(
            data=form.data_given(seat.agency_id), by=seat, at=timezone.now()
        ),
        back=reverse("mailboxes:lists"),
        to=_url,
    )


@require_http_methods(METHODS)
@with_seat(Permission.KEEP_MAILBOXES)
def change(request: SeatRequest, list_id: UUID) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    found = get_list_to_keep(seat, list_id)
    entries = list(found.entries.order_by("id"))
    units = [(u.id, u.name) for u in units_on(found.agency_id, on)]
    form = ListForm(
        posted(request),
        units=units,
        all_agencies=keeps_all(seat),
        fixed=True,
        initial={"title": found.title, **list_shown(entries, units=units)},
    )
    words = Words(
        title=_("Sửa danh sách gửi chung"),
        button=_("Lưu"),
        done=_("Đã lưu."),
        lead=found.address,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.change_list(
            list_id=found.pk,
            title=form.cleaned_data["title"],
            entries=form.entries() + form.unseen(entries),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
    )


@require_POST
@with_seat(Permission.KEEP_MAILBOXES)
def end(request: SeatRequest, list_id: UUID) -> HttpResponse:
    found = get_list_to_keep(request.seat, list_id)
    return press(
        request,
        lambda: actions.end_list(list_id=found.pk, by=request.seat, at=timezone.now()),
        _("Đã thôi danh sách; địa chỉ ấy không cấp cho ai khác."),
        reverse("mailboxes:lists"),
    )
