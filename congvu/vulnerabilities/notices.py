"""What is told of weaknesses, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.vulnerabilities.access import seen_findings

_FOUND = _("Phát hiện lỗ hổng phải vá sớm")


def tell_findings(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query; of what the seat sees no more nothing is told."""
    found = seen_findings(seat).in_bulk({one.target_id for one in notices})
    return {
        one.id: Told(
            words=gettext(_FOUND),
            subject=f"{finding.cause} · {finding.name}",
            url=reverse("vulnerabilities:finding", args=[finding.pk]),
        )
        for one in notices
        if (finding := found.get(one.target_id)) is not None
    }


kinds(
    Kind(
        "vulnerabilities.found",
        _("An toàn thông tin: lỗ hổng phải vá sớm"),
        tell_findings,
        mail=Mailing.AT_ONCE,
    )
)
