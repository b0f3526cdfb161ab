"""What surveys tell people, said as each reader may know it now."""

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
from congvu.surveys.access import visible_sheets
from congvu.surveys.rules import OPEN

_WORDS = {
    "surveys.asked": _("yêu cầu rà soát"),
    "surveys.returned": _("trả lại phiếu rà soát"),
    "surveys.extended": _("gia hạn phiếu rà soát"),
    "surveys.urged": _("đôn đốc nộp phiếu rà soát"),
    "surveys.due": _("Nhắc hạn nộp phiếu rà soát"),
    "surveys.late": _("Nhắc phiếu rà soát quá hạn"),
}


def tell_sheets(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query for any number; a sheet the seat sees no more is not told of."""
    rows = visible_sheets(seat).filter(pk__in={n.target_id for n in notices})
    found, days, told = {row.pk: row for row in rows}, calendar(), {}
    for notice in notices:
        sheet = found.get(notice.target_id)
        if sheet is None:
            continue
        is_own, due = sheet.agency_id == seat.agency_id, None
        if sheet.state in OPEN and sheet.survey.closed_at is None:
            due = deadline_shown(sheet.due_on, on=seat.on, days=days)
        name = sheet.survey.name
        told[notice.id] = Told(
            words=gettext(_WORDS[notice.kind]),
            subject=name if is_own else f"{sheet.name}: {name}",
            deadline=due,
            url=reverse("surveys:sheet", args=[sheet.pk]),
        )
    return told


kinds(
    Kind(
        "surveys.asked",
        _("Rà soát: được yêu cầu"),
        tell_sheets,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind(
        "surveys.returned",
        _("Rà soát: phiếu bị trả lại"),
        tell_sheets,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind("surveys.extended", _("Rà soát: được gia hạn"), tell_sheets),
    Kind(
        "surveys.urged",
        _("Rà soát: đôn đốc"),
        tell_sheets,
        mail=Mailing.AT_ONCE,
        always=_("Đôn đốc luôn được báo trong phần mềm."),
        is_work=True,
    ),
    Kind("surveys.due", _("Rà soát: nhắc trước hạn, đúng hạn"), tell_sheets),
    Kind(
        "surveys.late",
        _("Rà soát: nhắc quá hạn"),
        tell_sheets,
        always=_("Nhắc quá hạn luôn được báo trong phần mềm."),
    ),
)
