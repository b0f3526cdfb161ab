"""What watching tells, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.watching.access import kept_collectors, outages_seen

_WORDS = {
    ("watching.fell", ""): _("Mất kết nối"),
    ("watching.fell", "partly"): _("Chỉ trả lời một phần"),
    ("watching.fell", "flapping"): _("Kết nối chập chờn"),
    ("watching.returned", ""): _("Có kết nối trở lại"),
    ("watching.silent", ""): _("Máy thu thập im; chưa rõ các đối tượng của nó"),
    ("watching.silent", "back"): _("Máy thu thập gửi trở lại"),
}


def _words(notice: NoticeLike) -> str:
    way = str(notice.detail.get("way", ""))
    found = _WORDS.get((notice.kind, way)) or _WORDS[notice.kind, ""]
    return gettext(found)


def tell_outages(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query; of a target the seat sees no more nothing is told."""
    found = outages_seen(seat).in_bulk({one.target_id for one in notices})
    return {
        one.id: Told(
            words=_words(one),
            subject=f"{outage.target.name} · {outage.target.site.name}",
            url=reverse("watching:target", args=[outage.target.pk]),
        )
        for one in notices
        if (outage := found.get(one.target_id)) is not None
    }


def tell_collectors(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    rows = kept_collectors(seat).select_related("site")
    found = rows.in_bulk({one.target_id for one in notices})
    return {
        one.id: Told(
            words=_words(one),
            subject=f"{collector.label} · {collector.site.name}",
            url=reverse("watching:collectors"),
        )
        for one in notices
        if (collector := found.get(one.target_id)) is not None
    }


kinds(
    Kind("watching.fell", _("Mạng: mất kết nối"), tell_outages, mail=Mailing.AT_ONCE),
    Kind(
        "watching.returned",
        _("Mạng: có kết nối trở lại"),
        tell_outages,
        mail=Mailing.AT_ONCE,
    ),
    Kind("watching.silent", _("Mạng: máy thu thập im, gửi lại"), tell_collectors),
)
