"""What standards tell people, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.duties.queries import deadline_shown
from congvu.law.queries import calendar
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.standards.queries import connect_by
from congvu.systems.access import seen_systems

_WORDS = {
    "standards.unconnected": _("chưa kết nối, hạn theo nguồn thứ cấp"),
    "standards.waiver-ended": _("đã hết hạn miễn một tiêu chuẩn"),
}


def tell(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query for the systems; what the seat sees no more is not told of."""
    rows = seen_systems(seat).filter(pk__in={n.target_id for n in notices})
    found, told = {row.pk: row for row in rows}, {}
    due = deadline_shown(connect_by(), on=seat.on, days=calendar())
    for notice in notices:
        one = found.get(notice.target_id)
        if one is None:
            continue
        is_connection = notice.kind == "standards.unconnected"
        told[notice.id] = Told(
            words=gettext(_WORDS[notice.kind]),
            subject=one.name,
            deadline=due if is_connection else None,
            url=reverse("standards:system", args=[one.pk]),
        )
    return told


kinds(
    Kind("standards.unconnected", _("Hệ thống: hạn kết nối theo luật"), tell),
    Kind("standards.waiver-ended", _("Tiêu chuẩn: hết hạn miễn"), tell),
)
