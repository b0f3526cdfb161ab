"""What registries are told of papers between agencies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.documents.access import scope_of
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.documents.queries import visible_entries
from congvu.exchange.models import Packet
from congvu.exchange.rules import WANTED_NAMES, Transfer, Wanted
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.queries import readable_lines

_WORDS = {
    "exchange.refused": _("từ chối tiếp nhận văn bản đã gửi"),
    "exchange.answered": _("trả lời yêu cầu về văn bản đã gửi"),
}


def tell_arrived(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Files at the seat's own door; one query."""
    if not seat.can(Permission.INTAKE):
        return {}
    items = IntakeItem.objects.filter(agency=seat.agency_id).in_bulk(
        {n.target_id for n in notices}
    )
    return {
        n.id: Told(
            words=gettext("gửi văn bản đến"),
            paper=str(items[n.target_id].draft.get("symbol", "")),
            subject=str(items[n.target_id].draft.get("subject", "")),
            url=reverse("documents:intake-item", args=[n.target_id]),
        )
        for n in notices
        if n.target_id in items
    }


def tell_asked(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Lines of the register that their sender asks something about; one query."""
    shown = visible_entries(scope_of(seat)).select_related("document")
    entries: dict[UUID, RegisterEntry] = shown.in_bulk({n.target_id for n in notices})
    return {
        n.id: Told(
            words=gettext("yêu cầu %(what)s")
            % {"what": gettext(WANTED_NAMES[Wanted(n.detail["wanted"])])},
            paper=entries[n.target_id].document.symbol,
            subject=entries[n.target_id].document.subject,
            url=reverse("documents:entry", args=[n.target_id]),
        )
        for n in notices
        if n.target_id in entries
    }


def tell_sent(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Lines of the outgoing book whose receivers say something; one query."""
    lines: dict[UUID, OutgoingEntry] = readable_lines(scope_of(seat)).in_bulk(
        {n.target_id for n in notices}
    )
    return {
        n.id: Told(
            words=gettext(_WORDS[n.kind]),
            paper=lines[n.target_id].symbol,
            subject=lines[n.target_id].subject,
            url=reverse("exchange:places", args=[n.target_id]),
        )
        for n in notices
        if n.target_id in lines
    }


def tell_packets(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Packets of the agency that were given up; one query."""
    if not seat.can(Permission.NUMBER):
        return {}
    packets = Packet.objects.filter(sender=seat.agency_id).select_related("entry")
    found = packets.in_bulk({n.target_id for n in notices})
    return {
        n.id: Told(
            words=gettext("thôi gửi một gói tin ra ngoài hệ thống"),
            paper=found[n.target_id].symbol,
            subject=found[n.target_id].last_error,
            url=f"{reverse('exchange:packets')}?nhom={Transfer.GIVEN_UP}",
        )
        for n in notices
        if n.target_id in found
    }


kinds(
    Kind("exchange.given-up", _("Gói tin không gửi được"), tell_packets, is_work=True),
    Kind("exchange.arrived", _("Văn bản đến từ cơ quan khác"), tell_arrived),
    Kind(
        "exchange.asked",
        _("Nơi gửi yêu cầu lấy lại, cập nhật, thay thế"),
        tell_asked,
        is_work=True,
    ),
    Kind("exchange.refused", _("Nơi nhận từ chối văn bản đi"), tell_sent),
    Kind("exchange.answered", _("Nơi nhận trả lời yêu cầu"), tell_sent),
)
