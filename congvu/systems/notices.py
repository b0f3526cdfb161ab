"""What systems tell people, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.duties.queries import deadline_shown
from congvu.law.queries import calendar
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.systems.access import seen_dossiers, seen_systems
from congvu.systems.queries import transition_ends, transition_of
from congvu.systems.rules import running

_WORDS = {
    "systems.submitted": _("trình hồ sơ đề xuất cấp độ"),
    "systems.returned": _("trả lại hồ sơ đề xuất cấp độ"),
    "systems.appraised": _("đã thẩm định, chờ phê duyệt cấp độ"),
    "systems.approved": _("phê duyệt cấp độ"),
    "systems.due": _("Nhắc hạn hồ sơ đề xuất cấp độ"),
    "systems.late": _("Nhắc hồ sơ đề xuất cấp độ quá hạn"),
}
_SYSTEM_WORDS = {
    "systems.review": _("cần xem lại cấp độ"),
    "systems.transition": _("có hạn chuyển tiếp theo quy định mới (nguồn thứ cấp)"),
}


def tell_dossiers(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query for any number; what the seat sees no more is not told of."""
    rows = seen_dossiers(seat).filter(pk__in={n.target_id for n in notices})
    found, days, told = {row.pk: row for row in rows}, calendar(), {}
    for notice in notices:
        one = found.get(notice.target_id)
        if one is None:
            continue
        clock = running(
            one.state,
            return_due_on=one.return_due_on,
            appraise_due_on=one.appraise_due_on,
            approve_due_on=one.approve_due_on,
            today=seat.on,
        )
        due = clock.due_on if clock else None
        told[notice.id] = Told(
            words=gettext(_WORDS[notice.kind]),
            subject=one.system.name,
            deadline=deadline_shown(due, on=seat.on, days=days) if due else None,
            url=reverse("systems:dossier", args=[one.pk]),
        )
    return told


def tell_systems(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query for the systems; those with a last day tell it."""
    rows = seen_systems(seat).filter(pk__in={n.target_id for n in notices})
    found, days, ends = {r.pk: r for r in rows}, calendar(), transition_ends(seat.on)
    told = {}
    for notice in notices:
        one = found.get(notice.target_id)
        if one is None:
            continue
        due = None
        if notice.kind == "systems.transition":
            transition = transition_of(one, ends)
            due = transition[1] if transition else None
        told[notice.id] = Told(
            words=gettext(_SYSTEM_WORDS[notice.kind]),
            subject=one.name,
            deadline=deadline_shown(due, on=seat.on, days=days) if due else None,
            url=reverse("systems:system", args=[one.pk]),
        )
    return told


kinds(
    Kind(
        "systems.submitted",
        _("Hồ sơ cấp độ: được trình"),
        tell_dossiers,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind(
        "systems.returned",
        _("Hồ sơ cấp độ: bị trả lại"),
        tell_dossiers,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind(
        "systems.appraised",
        _("Hồ sơ cấp độ: đã thẩm định"),
        tell_dossiers,
        is_work=True,
    ),
    Kind("systems.approved", _("Hồ sơ cấp độ: đã phê duyệt"), tell_dossiers),
    Kind("systems.review", _("Cấp độ hệ thống: cần xem lại"), tell_systems),
    Kind("systems.transition", _("Hệ thống: hạn chuyển tiếp theo luật"), tell_systems),
    Kind("systems.due", _("Hồ sơ cấp độ: nhắc trước hạn, đúng hạn"), tell_dossiers),
    Kind(
        "systems.late",
        _("Hồ sơ cấp độ: nhắc quá hạn"),
        tell_dossiers,
        always=_("Nhắc quá hạn luôn được báo trong phần mềm."),
    ),
)
