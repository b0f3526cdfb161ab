"""What requests for help tell people, as each reader may know it now."""

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
from congvu.support.access import requests_seen

_WORDS = {
    "support.asked": _("đề nghị hỗ trợ"),
    "support.asked-again": _("hỏi lại về đề nghị hỗ trợ"),
    "support.answered": _("trả lời đề nghị hỗ trợ"),
}


def tell_requests(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query for any number; one the seat sees no more is not told of."""
    rows = requests_seen(seat).filter(pk__in={n.target_id for n in notices})
    found, days, told = {row.pk: row for row in rows.distinct()}, calendar(), {}
    for notice in notices:
        one = found.get(notice.target_id)
        if one is None:
            continue
        due = None
        if one.due_on is not None and notice.kind != "support.answered":
            due = deadline_shown(one.due_on, on=seat.on, days=days)
        told[notice.id] = Told(
            words=gettext(_WORDS[notice.kind]),
            subject=f"{one.unit_name}: {one.subject}",
            deadline=due,
            url=reverse("support:request", args=[one.pk]),
        )
    return told


kinds(
    Kind("support.asked", _("Hỗ trợ: có đề nghị"), tell_requests, is_work=True),
    Kind("support.asked-again", _("Hỗ trợ: hỏi lại"), tell_requests, is_work=True),
    Kind(
        "support.answered",
        _("Hỗ trợ: được trả lời"),
        tell_requests,
        mail=Mailing.AT_ONCE,
    ),
)
