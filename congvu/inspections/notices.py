"""What inspections tell people, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.inspections.access import reach_of
from congvu.inspections.queries import inspected, visible_inspections
from congvu.inspections.rules import INSPECTION_STATE_NAMES, InspectionState
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat

_TO_TEAM = {
    ("inspections.team", ""): _("Vào đoàn kiểm tra"),
    ("inspections.answered", "papers"): _("nộp tài liệu theo yêu cầu kiểm tra"),
    ("inspections.answered", "explained"): _("đã giải trình"),
}
_TO_BODY = {
    ("inspections.decided", ""): _("Cơ quan sẽ được kiểm tra"),
    ("inspections.asked", "papers"): _("yêu cầu cung cấp tài liệu"),
    ("inspections.asked", "explain"): _("yêu cầu giải trình"),
    ("inspections.told", "concluded"): _("Có kết luận kiểm tra"),
    ("inspections.told", "followed"): _("Các kiến nghị kiểm tra đã được giao"),
    ("inspections.told", "closed"): _("Kết thúc theo dõi sau kiểm tra"),
    ("inspections.told", "reopened"): _("Theo dõi lại sau kiểm tra"),
    ("inspections.told", "cancelled"): _("Cuộc kiểm tra đã hủy"),
}


def tell_team(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query; of what the seat works on no more it is not told."""
    rows = visible_inspections(reach_of(seat))
    found = rows.in_bulk({notice.target_id for notice in notices})
    told = {}
    for notice in notices:
        one = found.get(notice.target_id)
        if one is None:
            continue
        words = _TO_TEAM.get((notice.kind, str(notice.detail.get("way", ""))))
        if words is None:
            state = gettext(INSPECTION_STATE_NAMES[InspectionState(one.state)])
            said = gettext("Cuộc kiểm tra %(state)s") % {"state": state}
        else:
            said = gettext(words)
        told[notice.id] = Told(
            words=said,
            subject=f"{one.body_name}: {one.subject}",
            url=reverse("inspections:inspection", args=[one.id]),
        )
    return told


def tell_body(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query; the body reads its own side."""
    rows = inspected(reach_of(seat))
    found = rows.in_bulk({notice.target_id for notice in notices})
    return {
        notice.id: Told(
            words=gettext(
                _TO_BODY[notice.kind, str(notice.detail.get("way", ""))],
            ),
            subject=one.subject,
            url=reverse("inspections:body", args=[one.id]),
        )
        for notice in notices
        if (one := found.get(notice.target_id)) is not None
    }


kinds(
    Kind("inspections.team", _("Kiểm tra: vào đoàn"), tell_team, is_work=True),
    Kind("inspections.moved", _("Kiểm tra: sang bước khác"), tell_team),
    Kind(
        "inspections.answered",
        _("Kiểm tra: cơ quan được kiểm tra trả lời"),
        tell_team,
        is_work=True,
    ),
    Kind(
        "inspections.decided",
        _("Kiểm tra: có quyết định kiểm tra cơ quan"),
        tell_body,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind(
        "inspections.asked",
        _("Kiểm tra: yêu cầu cung cấp tài liệu, giải trình"),
        tell_body,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind("inspections.told", _("Kiểm tra: kết luận, theo dõi sau kiểm tra"), tell_body),
)
