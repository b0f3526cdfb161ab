"""What the archive tells people, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.archives import queries
from congvu.archives.rules import DossierState
from congvu.documents.access import scope_of
from congvu.documents.queries import deadline_of
from congvu.law.queries import calendar
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, NoticeLike, Told, kinds
from congvu.organisations.access import Seat


def tell_hand_overs(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query for any number; what was handed over meanwhile is not told of."""
    found = (
        queries.visible_dossiers(scope_of(seat))
        .filter(state=DossierState.CLOSED)
        .defer("search", "search_text")
        .in_bulk({notice.target_id for notice in notices})
    )
    days, told = calendar(), {}
    for notice in notices:
        dossier = found.get(notice.target_id)
        if dossier is None:
            continue
        latest = dossier.postponed_until or dossier.due_on
        told[notice.id] = Told(
            words=gettext("Nhắc nộp lưu hồ sơ"),
            paper=f"{dossier.symbol}/{dossier.year}",
            subject=dossier.title,
            deadline=deadline_of(latest, on=seat.on, days=days) if latest else None,
            url=reverse("archives:dossier", args=[dossier.id]),
        )
    return told


kinds(Kind("archives.hand-over-due", _("Hồ sơ sắp đến hạn nộp lưu"), tell_hand_overs))
