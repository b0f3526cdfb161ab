"""What goes out to other systems: the queue, and what the clerk must see to."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_POST,
    require_safe,
)

from congvu.exchange import actions, queries
from congvu.exchange.access import (
    get_arrival_for,
    get_packet_for,
    get_raw_for,
    is_at_hand,
    need_sender,
    senders_of,
)
from congvu.exchange.rules import ARRIVAL_NAMES, ArrivalState, Transfer
from congvu.exchange.views.sections import sections
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import as_download
from congvu.ui.rules import Tab


@require_safe
@with_seat()
def packets(request: SeatRequest) -> HttpResponse:
    """What the agency sends to other systems, newest first."""
    seat, tab = need_sender(request.seat), request.GET.get("nhom", "")
    senders = senders_of(seat)
    page = queries.packets_page(
        senders, tab=tab, after=_key(request.GET.get("sau", ""))
    )
    here = reverse("exchange:packets")
    stuck = queries.given_up_count(senders)
    tabs = [
        Tab(_("Tất cả"), here, active=not tab),
        Tab(_("Đang gửi"), f"{here}?nhom={queries.GOING}", active=tab == queries.GOING),
        Tab(
            _("Không gửi được"),
            f"{here}?nhom={Transfer.GIVEN_UP}",
            count=stuck,
            active=tab == Transfer.GIVEN_UP,
            late=True,
        ),
        Tab(_("Đã gửi"), f"{here}?nhom={Transfer.SENT}", active=tab == Transfer.SENT),
    ]
    context = {
        "packets": page.packets,
        "tabs": tabs,
        "next": _next(tab, page.after),
        "unenrolled": queries.unenrolled(seat.agency_id),
    }
    context["sections"] = sections(request.seat, "packets")
    return render(request, "exchange/packets.html", context)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _next(tab: str, after: UUID | None) -> str:
    return "?" + urlencode({"nhom": tab, "sau": str(after)}) if after else ""


@require_POST
@with_seat()
def send_again(request: SeatRequest, packet_id: UUID) -> HttpResponse:
    packet = get_packet_for(request.seat, packet_id)
    try:
        actions.send_again(packet_id=packet_id, by=request.seat, at=timezone.now())
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Đã xếp hàng gửi lại."))
    if packet.entry_id is not None:
        return redirect("exchange:places", packet.entry_id)
    if packet.arrival_id is not None and request.seat.can(Permission.REGISTER):
        return redirect("exchange:arrival", packet.arrival_id)
    return redirect("exchange:packets")


@require_safe
@with_seat(Permission.REGISTER)
def arrivals(request: SeatRequest) -> HttpResponse:
    """What came from other systems, newest first, whatever became of it."""
    seat, state = request.seat, request.GET.get("nhom", "")
    page = queries.arrivals_page(
        seat.agency_id, state=state, after=_key(request.GET.get("sau", ""))
    )
    here, counts = reverse("exchange:arrivals"), queries.arrival_counts(seat.agency_id)
    tabs = [Tab(_("Tất cả"), here, sum(counts.values()), active=not state)]
    tabs += [
        Tab(
            _(ARRIVAL_NAMES[one]).capitalize(),
            f"{here}?nhom={one}",
            counts[one],
            active=state == one,
            late=one == ArrivalState.WAITS,
        )
        for one in ArrivalState
        if counts.get(one) or state == one
    ]
    context = {
        "arrivals": page.arrivals,
        "tabs": tabs,
        "next": _next(state, page.after),
    }
    context["sections"] = sections(request.seat, "arrivals")
    return render(request, "exchange/arrivals.html", context)


@require_safe
@with_seat(Permission.REGISTER)
def arrival(request: SeatRequest, arrival_id: UUID) -> HttpResponse:
    """One packet: what it says, what became of it, what its sender was told."""
    found = get_arrival_for(request.seat, arrival_id)
    told = found.told.select_related("arrival").order_by("created_at", "id")
    context = {
        "arrival": found,
        "told": told,
        "is_at_hand": is_at_hand(found),
        "wish": queries.wish_said_by(found)
        if found.state == ArrivalState.WAITS
        else None,
        "about": queries.dispatches_told_of(found)[1] if found.kind == "status" else [],
    }
    return render(request, "exchange/arrival.html", context)


@require_safe
@with_seat(Permission.REGISTER)
def arrival_file(request: SeatRequest, arrival_id: UUID) -> HttpResponse:
    found = get_raw_for(request.seat, arrival_id)
    return as_download(
        actions.take_out(arrival=found, by=request.seat, at=timezone.now())
    )
