"""What tellings say to people, as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.dissemination.access import is_told
from congvu.dissemination.models import Addressee
from congvu.documents.queries import deadline_of
from congvu.law.queries import calendar
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, NoticeLike, Told, kinds
from congvu.organisations.access import Seat

_WORDS = {
    "dissemination.told": _("phổ biến văn bản, đề nghị đọc và xác nhận"),
    "dissemination.due": _("Nhắc xác nhận đã nắm văn bản"),
    "dissemination.late": _("Quá hạn xác nhận đã nắm văn bản"),
    "dissemination.ended": _("kết thúc phổ biến văn bản"),
}


def tell_tellings(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query for any number; only of what is meant for this person."""
    if not is_told(seat):
        return {}
    rows = Addressee.objects.filter(
        person=seat.person_id, telling__in={n.target_id for n in notices}
    ).select_related("telling__document")
    mine = {row.telling_id: row for row in rows}
    days, told = calendar(), {}
    for notice in notices:
        row = mine.get(notice.target_id)
        if row is None:
            continue
        paper = row.telling.document
        waits = row.telling.ended_at is None and row.confirmed_at is None
        told[notice.id] = Told(
            words=gettext(_WORDS[notice.kind]),
            paper=paper.symbol,
            subject=paper.subject,
            deadline=deadline_of(row.due_on, on=seat.on, days=days) if waits else None,
            url=reverse("dissemination:telling", args=[row.telling_id]),
        )
    return told


kinds(
    Kind(
        "dissemination.told",
        _("Văn bản được phổ biến"),
        tell_tellings,
        is_work=True,
    ),
    Kind("dissemination.due", _("Phổ biến: nhắc xác nhận"), tell_tellings),
    Kind(
        "dissemination.late",
        _("Phổ biến: quá hạn xác nhận"),
        tell_tellings,
        always=_("Nhắc quá hạn luôn được báo trong phần mềm."),
    ),
    Kind("dissemination.ended", _("Phổ biến: kết thúc"), tell_tellings),
)
