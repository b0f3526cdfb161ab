"""Links: one page of facts, and the form."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.network import actions
from congvu.network.access import (
    ends_offered,
    get_link_for,
    get_link_to_keep,
    get_site_to_keep,
    kept_contracts,
    kept_ids,
    may_keep_link,
)
from congvu.network.forms import LinkForm, link_shown
from congvu.network.models import Link, Site
from congvu.network.queries import contracts_of, whole
from congvu.network.rules import links_stand
from congvu.network.views.deeds import KEEP, METHODS, Words, answer, carried, posted
from congvu.network.views.sites import site_url
from congvu.organisations.access import Seat, SeatRequest, with_seat


def _url(found: Link) -> str:
    return reverse("network:link", args=[found.id])


@require_safe
@with_seat(KEEP)
def link(request: SeatRequest, link_id: UUID) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    found, seen = get_link_for(seat, link_id), kept_ids(seat)
    cut = next((x.cut for x in whole(on).losses(seen) if x.link == found), [])
    context = {
        "found": found,
        "carried": carried(found),
        "is_valid": found.is_valid(on=on),
        "cut": cut,
        "stands": links_stand([found.id], timezone.now()).get(found.id),
        "seen": seen,
        "contracts": contracts_of(found, kept_contracts(seat)),
        "may_change": may_keep_link(seat, found),
    }
    return render(request, "network/link.html", context)


def _ends(seat: Seat, near: Site) -> list[tuple[UUID, str]]:
    return [(s.id, s.name) for s in ends_offered(seat) if s.id != near.id]


@require_http_methods(METHODS)
@with_seat(KEEP)
def add(request: SeatRequest, site_id: UUID) -> HttpResponse:
    """From the page of the site it serves."""
    seat = request.seat
    near = get_site_to_keep(seat, site_id)
    initial = {
        "carriage": "state",
        "medium": "fibre",
        "valid_from": timezone.localdate(),
    }
    form = LinkForm(posted(request), ends=_ends(seat, near), initial=initial)
    words = Words(_("Thêm đường truyền"), _("Thêm"), _("Đã thêm."), near.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.add_link(
            data=form.data_given(near.id), by=seat, at=timezone.now()
        ),
        back=site_url(near),
        to=_url,
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, link_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_link_to_keep(seat, link_id)
    ends = dict([(found.far_id, found.far.name), *_ends(seat, found.near)])
    form = LinkForm(posted(request), ends=list(ends.items()), initial=link_shown(found))
    words = Words(_("Sửa đường truyền"), _("Lưu"), _("Đã lưu."), found.near.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.change_link(
            link_id=found.id,
            data=form.data_given(found.near_id),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
    )
