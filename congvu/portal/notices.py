"""What the portal tells editors and who answers, as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.portal.access import meter_agencies
from congvu.portal.access.questions import ask_reach
from congvu.portal.queries.questions import visible_questions
from congvu.portal.rules import BY_CODE


def tell_sections(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Of a site the seat answers for no more it is not told."""
    seen = meter_agencies(seat)
    told = {}
    for notice in notices:
        codes = str(notice.detail.get("codes", "")).split()
        if notice.target_id not in seen or not codes:
            continue
        told[notice.id] = Told(
            words=gettext("Mục trên cổng cần bổ sung, cập nhật"),
            subject=", ".join(gettext(BY_CODE[int(code)].name) for code in codes),
            url=reverse("portal:meter-site", args=[notice.target_id]),
        )
    return told


kinds(
    Kind(
        "portal.sections",
        _("Cổng thông tin: mục thiếu, chậm, lâu chưa cập nhật"),
        tell_sections,
        mail=Mailing.DIGEST,
        is_work=True,
    )
)


_SAID = {
    ("portal.asked", ""): _("Câu hỏi của người dân chờ phân loại"),
    ("portal.to-answer", "forwarded"): _("Câu hỏi của người dân cần trả lời"),
    ("portal.to-answer", "returned"): _("Trả lời người dân cần viết lại"),
    ("portal.to-check", ""): _("Trả lời người dân chờ duyệt"),
    ("portal.owed", "due"): _("Sắp đến hạn trả lời người dân"),
    ("portal.owed", "late"): _("Quá hạn trả lời người dân"),
}


def tell_question(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query; of what the seat sees no more it is not told."""
    rows = visible_questions(ask_reach(seat))
    found = rows.in_bulk({notice.target_id for notice in notices})
    return {
        notice.id: Told(
            words=gettext(_SAID[notice.kind, str(notice.detail.get("way", ""))]),
            subject=one.subject,
            url=reverse("portal:question", args=[one.id]),
        )
        for notice in notices
        if (one := found.get(notice.target_id)) is not None
    }


kinds(
    Kind("portal.asked", _("Cổng: câu hỏi mới"), tell_question, is_work=True),
    Kind(
        "portal.to-answer",
        _("Cổng: câu hỏi cần trả lời"),
        tell_question,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind("portal.to-check", _("Cổng: trả lời chờ duyệt"), tell_question, is_work=True),
    Kind("portal.owed", _("Cổng: hạn trả lời người dân"), tell_question, is_work=True),
)
