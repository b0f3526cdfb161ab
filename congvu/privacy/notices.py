"""What is told of requests and assessments, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.privacy.access import seen_processing, seen_requests
from congvu.privacy.rules import WISH_NAMES, Wish

_WORDS = {
    "privacy.due": _("Sắp tới hạn trả lời chủ thể dữ liệu"),
    "privacy.late": _("Quá hạn trả lời chủ thể dữ liệu"),
    "privacy.assessment": _("Tới hạn lập hồ sơ đánh giá tác động xử lý dữ liệu"),
}


def tell_requests(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query; the person's name is on the page, not in the mail."""
    found = seen_requests(seat).in_bulk({one.target_id for one in notices})
    return {
        one.id: Told(
            words=gettext(_WORDS[one.kind]),
            subject=gettext(WISH_NAMES[Wish(request.wish)]),
            url=reverse("privacy:request", args=[request.pk]),
        )
        for one in notices
        if (request := found.get(one.target_id)) is not None
    }


def tell_processing(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    found = seen_processing(seat).in_bulk({one.target_id for one in notices})
    return {
        one.id: Told(
            words=gettext(_WORDS[one.kind]),
            subject=processing.name,
            url=reverse("privacy:processing", args=[processing.pk]),
        )
        for one in notices
        if (processing := found.get(one.target_id)) is not None
    }


kinds(
    Kind(
        "privacy.due",
        _("Dữ liệu cá nhân: sắp tới hạn trả lời người yêu cầu"),
        tell_requests,
        mail=Mailing.AT_ONCE,
    ),
    Kind(
        "privacy.late",
        _("Dữ liệu cá nhân: quá hạn trả lời người yêu cầu"),
        tell_requests,
        mail=Mailing.AT_ONCE,
        always=_("Nhắc quá hạn luôn được báo trong phần mềm."),
    ),
    Kind(
        "privacy.assessment",
        _("Dữ liệu cá nhân: tới hạn lập hồ sơ đánh giá tác động"),
        tell_processing,
    ),
)
