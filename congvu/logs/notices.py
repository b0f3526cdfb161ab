"""What is told of alerts, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.lib.text import gettext_noop as _
from congvu.logs.access import seen_alerts
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat

_NEW = _("Cảnh báo an ninh mới")


def tell_alerts(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query; of what the seat sees no more nothing is told."""
    found = seen_alerts(seat).in_bulk({one.target_id for one in notices})
    return {
        one.id: Told(
            words=gettext(_NEW),
            subject=f"{alert.title} · {alert.key}",
            url=reverse("logs:alert", args=[alert.pk]),
        )
        for one in notices
        if (alert := found.get(one.target_id)) is not None
    }


kinds(
    Kind(
        "logs.alert",
        _("An toàn thông tin: cảnh báo an ninh"),
        tell_alerts,
        mail=Mailing.AT_ONCE,
    )
)
