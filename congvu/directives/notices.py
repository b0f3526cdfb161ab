"""What directives tell people, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.directives.queries import visible_directives
from congvu.documents.access import scope_of
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, NoticeLike, Told, kinds
from congvu.organisations.access import Seat


def tell_read(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query for any number."""
    found = (
        visible_directives(scope_of(seat))
        .select_related("document")
        .defer("text", "clauses")
        .in_bulk({notice.target_id for notice in notices})
    )
    return {
        notice.id: Told(
            words=gettext("Đã đọc xong văn bản chỉ đạo"),
            paper=directive.document.symbol,
            subject=directive.document.subject,
            url=reverse("directives:directive", args=[directive.id]),
        )
        for notice in notices
        if (directive := found.get(notice.target_id)) is not None
    }


kinds(Kind("directives.read", _("Văn bản chỉ đạo dài đã đọc xong"), tell_read))
