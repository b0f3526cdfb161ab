"""What is told of classes, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.duties.access import reach_of as duty_reach
from congvu.duties.queries import visible_duties
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.training.access import seen_classes

_WORDS = {
    "training.invited": _("mời dự lớp học"),
    "training.decided": _("đã quyết định việc đăng ký lớp học"),
    "training.freed": _("Có chỗ trong lớp học"),
    "training.tomorrow": _("Lớp học ngày mai bắt đầu"),
    "training.moved": _("đổi lịch buổi học của lớp"),
    "training.cancelled": _("Lớp học đã hủy"),
}


def tell_taught(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """To who may open the duty; two queries."""
    rows = seen_classes(seat).filter(pk__in=[one.target_id for one in notices])
    duties = dict(rows.values_list("pk", "duty"))
    titles = dict(
        visible_duties(duty_reach(seat))
        .filter(pk__in=list(duties.values()))
        .values_list("pk", "title")
    )
    return {
        one.id: Told(
            words=gettext("các lớp của nhiệm vụ đã kết thúc, xem đã xong chưa:"),
            subject=titles[duty],
            url=reverse("duties:duty", args=[duty]),
        )
        for one in notices
        if (duty := duties.get(one.target_id)) in titles
    }


def tell_classes(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query."""
    found = seen_classes(seat).in_bulk({one.target_id for one in notices})
    return {
        one.id: Told(
            words=gettext(_WORDS[one.kind]),
            subject=taught.name,
            url=reverse("training:class", args=[taught.pk]),
        )
        for one in notices
        if (taught := found.get(one.target_id)) is not None
    }


kinds(
    Kind("training.invited", _("Lớp học: được mời"), tell_classes, is_work=True),
    Kind("training.decided", _("Lớp học: đăng ký được quyết định"), tell_classes),
    Kind("training.freed", _("Lớp học: có chỗ"), tell_classes),
    Kind("training.tomorrow", _("Lớp học: ngày mai bắt đầu"), tell_classes),
    Kind("training.moved", _("Lớp học: buổi học đổi lịch"), tell_classes),
    Kind(
        "training.duty-taught",
        _("Lớp học: các lớp của nhiệm vụ đã kết thúc"),
        tell_taught,
        is_work=True,
    ),
    Kind("training.cancelled", _("Lớp học: bị hủy"), tell_classes),
)
