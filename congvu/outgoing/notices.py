"""What the outgoing side tells people, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.documents.access import scope_of
from congvu.law.queries import calendar
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.outgoing import queries

_WORDS = {
    "outgoing.draft-waits": _("trình dự thảo"),
    "outgoing.draft-returned": _("trả lại dự thảo"),
    "outgoing.draft-approved": _("duyệt dự thảo"),
    "outgoing.draft-withdrawn": _("rút dự thảo"),
    "outgoing.draft-issued": _("phát hành văn bản"),
    "outgoing.paper-recalled": _("thu hồi văn bản"),
    "outgoing.opinion-asked": _("xin ý kiến về dự thảo"),
    "outgoing.opinion-given": _("góp ý dự thảo"),
}


def tell_drafts(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query for any number; a draft the seat may not see is not told of."""
    ids = {notice.target_id for notice in notices}
    found = queries.visible_drafts(scope_of(seat)).in_bulk(ids)
    days = calendar()
    return {
        n.id: Told(
            words=gettext(_WORDS[n.kind]),
            paper=found[n.target_id].type_name,
            subject=found[n.target_id].subject,
            deadline=queries.deadline_of_draft(
                found[n.target_id], on=seat.on, days=days
            ),
            url=reverse("outgoing:draft", args=[n.target_id]),
        )
        for n in notices
        if n.target_id in found
    }


kinds(
    Kind(
        "outgoing.draft-waits",
        _("Dự thảo chờ kiểm tra, duyệt"),
        tell_drafts,
        is_work=True,
    ),
    Kind("outgoing.draft-returned", _("Dự thảo bị trả lại"), tell_drafts, is_work=True),
    Kind(
        "outgoing.opinion-asked", _("Xin ý kiến về dự thảo"), tell_drafts, is_work=True
    ),
    Kind("outgoing.opinion-given", _("Góp ý cho dự thảo"), tell_drafts),
    Kind("outgoing.draft-approved", _("Dự thảo đã duyệt"), tell_drafts),
    Kind("outgoing.draft-issued", _("Văn bản đã phát hành"), tell_drafts),
    Kind("outgoing.paper-recalled", _("Văn bản đi bị thu hồi"), tell_drafts),
    Kind("outgoing.draft-withdrawn", _("Dự thảo đã rút"), tell_drafts),
)
