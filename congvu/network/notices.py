"""What of the network is told to whom, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.lib.text import gettext_noop as _
from congvu.network.access import kept_contracts, links_kept
from congvu.network.queries import contracts_ending, ending_soon
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat


def tell_ending_links(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Those that still end soon: a later end, or the end itself, takes the notice away;
    one query.
    """
    rows = ending_soon(links_kept(seat), seat.on)
    found = rows.in_bulk({one.target_id for one in notices})
    return {
        one.id: Told(
            words=gettext("Đường truyền sắp hết hạn: %(day)s")
            % {"day": f"{link.valid_until:%d/%m/%Y}"},
            subject=f"{link.carrier} · {link.near.name}",
            url=reverse("network:link", args=[link.pk]),
        )
        for one in notices
        if (link := found.get(one.target_id)) is not None
    }


def tell_ending_contracts(
    seat: Seat, notices: Sequence[NoticeLike]
) -> Mapping[UUID, Told]:
    """Those that still end soon; one query."""
    rows = contracts_ending(kept_contracts(seat), seat.on)
    found = rows.in_bulk({one.target_id for one in notices})
    return {
        one.id: Told(
            words=gettext("Hợp đồng sắp hết hạn: %(day)s")
            % {"day": f"{contract.ends_on:%d/%m/%Y}"},
            subject=f"{contract.number} · {contract.provider}",
            url=reverse("network:contract", args=[contract.pk]),
        )
        for one in notices
        if (contract := found.get(one.target_id)) is not None
    }


kinds(
    Kind(
        "network.contract-ending",
        _("Mạng: hợp đồng bảo trì, hỗ trợ sắp hết hạn"),
        tell_ending_contracts,
        mail=Mailing.DIGEST,
    ),
    Kind(
        "network.link-ending",
        _("Mạng: đường truyền sắp hết hạn"),
        tell_ending_links,
        mail=Mailing.DIGEST,
    ),
)
