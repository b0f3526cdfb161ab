"""What is told of incidents and warnings, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.incidents.access import seen_incidents, seen_warnings
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat

_WORDS = {
    "incidents.opened": _("mở sự cố an toàn thông tin"),
    "incidents.due": _("Sắp tới hạn báo cáo sự cố"),
    "incidents.late": _("Quá hạn báo cáo sự cố"),
    "incidents.warned": _("gửi cảnh báo, cần xác nhận"),
    "incidents.warning-late": _("Cảnh báo chưa thực hiện"),
}


def tell_incidents(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query; of what the seat sees no more nothing is told."""
    found = seen_incidents(seat).in_bulk({one.target_id for one in notices})
    return {
        one.id: Told(
            words=gettext(_WORDS[one.kind]),
            subject=incident.name,
            url=reverse("incidents:incident", args=[incident.pk]),
        )
        for one in notices
        if (incident := found.get(one.target_id)) is not None
    }


def tell_warnings(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    found = seen_warnings(seat).in_bulk({one.target_id for one in notices})
    return {
        one.id: Told(
            words=gettext(_WORDS[one.kind]),
            subject=warning.title,
            url=reverse("incidents:warning", args=[warning.pk]),
        )
        for one in notices
        if (warning := found.get(one.target_id)) is not None
    }


kinds(
    Kind(
        "incidents.opened",
        _("Sự cố: được mở"),
        tell_incidents,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind(
        "incidents.due",
        _("Sự cố: sắp tới hạn báo cáo"),
        tell_incidents,
        mail=Mailing.AT_ONCE,
    ),
    Kind(
        "incidents.late",
        _("Sự cố: quá hạn báo cáo"),
        tell_incidents,
        mail=Mailing.AT_ONCE,
        always=_("Nhắc quá hạn luôn được báo trong phần mềm."),
    ),
    Kind(
        "incidents.warned",
        _("Cảnh báo gửi đơn vị: nhận được"),
        tell_warnings,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind(
        "incidents.warning-late",
        _("Cảnh báo gửi đơn vị: chưa thực hiện"),
        tell_warnings,
        always=_("Nhắc quá hạn luôn được báo trong phần mềm."),
    ),
)
