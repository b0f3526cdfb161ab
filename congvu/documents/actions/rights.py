"""The right to see one paper, given to a desk without work, and taken back.

NĐ 30/2020 Phụ lục VI: rights are given per document, and every change is pointed out.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents import queries
from congvu.documents.actions.entries import locked_entry, permission_reasons
from congvu.documents.actions.history import grant, note
from congvu.documents.models import Grant, RegisterEntry
from congvu.documents.rules import GrantOrigin
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.actions import point_out
from congvu.organisations.rules import (
    AGENCY_WIDE,
    Permission,
    RightKind,
    Role,
    members_of,
)


@transaction.atomic
def open_to(
    *, entry_id: UUID, desk_id: UUID, reason: str, by: Seat, at: datetime
) -> RegisterEntry:
    """Let a post, or everybody in a unit, read one paper of their agency."""
    entry = locked_entry(entry_id, by)
    desk = queries.desks(by.agency_id, local_date(at)).get(desk_id)
    reasons = permission_reasons(by, Permission.OPEN_PAPERS) + _reason_reasons(reason)
    reasons += _desk_reasons(entry, desk)
    if reasons or desk is None:
        raise Refused(reasons)
    grant(entry, [_principal(desk)], GrantOrigin.OPENED)
    detail = {"to": desk.name, "text": nfc(reason)}
    note("documents.right-opened", entry=entry, by=by, at=at, detail={**detail})
    _point_out(RightKind.PAPER_OPENED, entry, desk.name, reason, by=by, at=at)
    return entry


@transaction.atomic
def close_to(
    *, entry_id: UUID, desk_id: UUID, reason: str, by: Seat, at: datetime
) -> RegisterEntry:
    """Take back what was opened; ``desk_id`` as it was given or as it was granted."""
    entry = locked_entry(entry_id, by)
    reasons = permission_reasons(by, Permission.OPEN_PAPERS) + _reason_reasons(reason)
    found = Grant.objects.filter(
        entry=entry, principal_id__in=[desk_id, members_of(desk_id)]
    )
    opened = found.filter(origin=GrantOrigin.OPENED).first()
    if opened is None:
        words = (
            _("Quyền xem theo việc đã giao thì không thu lại được.")
            if found.exists()
            else _("Nơi này không có quyền xem được mở riêng.")
        )
        reasons.append(Reason(words))
    if reasons or opened is None:
        raise Refused(reasons)
    lines = queries.rights_of(entry, on=local_date(at))
    name = next(x.name for x in lines if x.principal_id == opened.principal_id)
    opened.delete()
    detail = {"from": name, "text": nfc(reason)}
    note("documents.right-closed", entry=entry, by=by, at=at, detail={**detail})
    _point_out(RightKind.PAPER_CLOSED, entry, name, reason, by=by, at=at)
    return entry


def _principal(desk: queries.Desk) -> UUID:
    """A unit stands for everybody in it here, not for its head's desk."""
    return members_of(desk.id) if desk.is_unit else desk.id


def _reason_reasons(reason: str) -> list[Reason]:
    return [] if nfc(reason) else [Reason(_("Ghi lý do."), "reason")]


def _desk_reasons(entry: RegisterEntry, desk: queries.Desk | None) -> list[Reason]:
    """Only a desk of the agency that does not see the paper yet."""
    if desk is None:
        words = _("Chọn một nơi của cơ quan đang hoạt động.")
    elif desk.role == Role.ADMINISTRATOR:
        words = _("Chức vụ quản trị không xem văn bản của cơ quan.")
    elif desk.role in AGENCY_WIDE:
        words = _("%(desk)s xem được mọi văn bản của cơ quan.") % {"desk": desk.name}
    elif Grant.objects.filter(
        entry=entry, principal_id__in=[_principal(desk), members_of(desk.unit_id)]
    ).exists():
        words = _("%(desk)s đã xem được văn bản này.") % {"desk": desk.name}
    else:
        return []
    return [Reason(words, "desk")]


def _point_out(
    kind: RightKind,
    entry: RegisterEntry,
    desk: str,
    reason: str,
    *,
    by: Seat,
    at: datetime,
) -> None:
    number = f"{entry.number}/{entry.arrived_on.year}"
    point_out(
        kind,
        agency_id=entry.agency_id,
        by=by.actor,
        at=at,
        entry_id=entry.id,
        detail={"desk": desk, "number": number, "reason": nfc(reason)},
    )
