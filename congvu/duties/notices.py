"""What duties tell people, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from congvu.duties import queries
from congvu.duties.access import reach_of
from congvu.duties.models import Difficulty, Duty, Share
from congvu.duties.queries import Reach, deadline_shown
from congvu.law.queries import calendar
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat

_HARD = "duties.difficulty"
_WORDS = {
    ("duties.given", ""): _("giao nhiệm vụ"),
    ("duties.given", "round"): _("bắt đầu lượt mới của nhiệm vụ định kỳ"),
    ("duties.reported", ""): _("báo cáo hoàn thành nhiệm vụ"),
    ("duties.reported", "progress"): _("báo cáo tiến độ nhiệm vụ"),
    ("duties.returned", ""): _("trả lại báo cáo nhiệm vụ"),
    ("duties.answered", "accepted"): _("xác nhận hoàn thành nhiệm vụ"),
    ("duties.extension", "asked"): _("xin gia hạn nhiệm vụ"),
    ("duties.extension", "granted"): _("gia hạn nhiệm vụ"),
    ("duties.extension", "refused"): _("không gia hạn nhiệm vụ"),
    ("duties.halted", "suspended"): _("cho tạm dừng nhiệm vụ"),
    ("duties.halted", "resumed"): _("cho làm tiếp nhiệm vụ"),
    ("duties.halted", "revoked"): _("thu hồi nhiệm vụ"),
    ("duties.difficulty", "asked"): _("báo khó khăn, vướng mắc"),
    ("duties.difficulty", "answered"): _("trả lời khó khăn, vướng mắc"),
    ("duties.difficulty", "escalated"): _("trình về khó khăn, vướng mắc"),
    ("duties.difficulty", "decided"): _("quyết định về khó khăn, vướng mắc"),
    ("duties.difficulty", "due"): _("Nhắc hạn trả lời, quyết định vướng mắc"),
    ("duties.difficulty", "late"): _("Nhắc vướng mắc quá hạn trả lời, quyết định"),
    ("duties.urged", ""): _("đôn đốc nhiệm vụ"),
    ("duties.due", ""): _("Nhắc hạn nhiệm vụ"),
    ("duties.late", ""): _("Nhắc nhiệm vụ quá hạn"),
}


def tell_shares(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Three queries for any number; a share the seat sees no more is not told of."""
    reach = reach_of(seat)
    followed = Duty.objects.filter(reach.followed).values("pk")
    seen = (
        reach.shares
        | Q(parent__desk_id__in=list(reach.desks))
        | Q(parent=None, duty__in=followed)
    )
    shares = (
        Share.objects.filter(seen, pk__in={n.target_id for n in notices})
        .select_related("duty")
        .in_bulk()
    )
    put_up = _put_before(reach, notices)
    rows = queries.now_standing().filter(share__in={*shares, *put_up})
    due = {row.share_id: row.deadline for row in rows}
    days, told = calendar(), {}
    for notice in notices:
        hard = put_up.get(notice.target_id) if notice.kind == _HARD else None
        share = hard.share if hard else shares.get(notice.target_id)
        if share is None:
            continue
        url = reverse("duties:duty", args=[share.duty_id])
        if hard is not None:
            url = reverse("duties:difficulty", args=[hard.id])
        way = str(notice.detail.get("way", ""))
        words = _WORDS.get((notice.kind, way)) or _WORDS[notice.kind, ""]
        last = due.get(share.id)
        told[notice.id] = Told(
            words=gettext(words),
            subject=share.duty.title,
            deadline=deadline_shown(last, on=seat.on, days=days) if last else None,
            url=url,
        )
    return told


def _put_before(reach: Reach, notices: Sequence[NoticeLike]) -> dict[UUID, Difficulty]:
    """By share: the last difficulty that was put before an agency of the reader, who
    sees that and not the duty.
    """
    asked = {n.target_id for n in notices if n.kind == _HARD}
    if not (asked and reach.agencies):
        return {}
    rows = Difficulty.objects.filter(
        decider__in=list(reach.agencies), share__in=list(asked)
    )
    return {d.share_id: d for d in rows.select_related("share__duty").order_by("id")}


kinds(
    Kind(
        "duties.given",
        _("Nhiệm vụ được giao"),
        tell_shares,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind(
        "duties.reported",
        _("Nhiệm vụ: báo cáo của nơi thực hiện"),
        tell_shares,
        is_work=True,
    ),
    Kind(
        "duties.returned", _("Nhiệm vụ: báo cáo bị trả lại"), tell_shares, is_work=True
    ),
    Kind("duties.answered", _("Nhiệm vụ: được xác nhận, trả lời"), tell_shares),
    Kind(
        "duties.extension",
        _("Nhiệm vụ: xin gia hạn và trả lời"),
        tell_shares,
        is_work=True,
    ),
    Kind(
        "duties.difficulty",
        _("Nhiệm vụ: khó khăn, vướng mắc"),
        tell_shares,
        is_work=True,
    ),
    Kind("duties.halted", _("Nhiệm vụ: tạm dừng, làm tiếp, thu hồi"), tell_shares),
    Kind(
        "duties.urged",
        _("Nhiệm vụ: đôn đốc"),
        tell_shares,
        mail=Mailing.AT_ONCE,
        always=_("Đôn đốc luôn được báo trong phần mềm."),
        is_work=True,
    ),
    Kind("duties.due", _("Nhiệm vụ: nhắc trước hạn, đúng hạn"), tell_shares),
    Kind(
        "duties.late",
        _("Nhiệm vụ: nhắc quá hạn"),
        tell_shares,
        always=_("Nhắc quá hạn luôn được báo trong phần mềm."),
    ),
)
