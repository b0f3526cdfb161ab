"""The right to see a dossier, or to file into it, given to a desk and taken back.

NĐ 30/2020 Phụ lục VI: rights are given per dossier, and every change is pointed out.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.archives import queries
from congvu.archives.actions.asking import locked_dossier, reason_reasons
from congvu.archives.actions.history import grant, note
from congvu.archives.models import Dossier, DossierGrant
from congvu.documents.queries import Desk, desks
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
def open_dossier_to(
    *,
    dossier_id: UUID,
    desk_id: UUID,
    reason: str,
    by: Seat,
    at: datetime,
    may_file: bool = False,
) -> Dossier:
    """Let a post, or everybody in a unit, see one dossier, or make it with its maker.

    Of what lies in it they see the papers they may see anyway.
    """
    dossier = locked_dossier(dossier_id, by)
    desk = desks(by.agency_id, local_date(at)).get(desk_id)
    reasons = _may_give(dossier, by) + reason_reasons(reason)
    reasons += _desk_reasons(dossier, desk, may_file=may_file)
    if reasons or desk is None:
        raise Refused(reasons)
    origin = GrantOrigin.WORK if may_file else GrantOrigin.OPENED
    grant(dossier, [_principal(desk)], origin)
    text = f"{desk.name}: {nfc(reason)}"
    note("archives.right-opened", on=dossier, by=by, at=at, text=text)
    _point_out(RightKind.DOSSIER_OPENED, dossier, desk.name, reason, by=by, at=at)
    return dossier


@transaction.atomic
def close_dossier_to(
    *, dossier_id: UUID, desk_id: UUID, reason: str, by: Seat, at: datetime
) -> Dossier:
    """Take a right back; its maker's own stays."""
    dossier = locked_dossier(dossier_id, by)
    reasons = _may_give(dossier, by) + reason_reasons(reason)
    found = DossierGrant.objects.filter(
        dossier=dossier, principal_id__in=[desk_id, members_of(desk_id)]
    ).first()
    if found is None:
        reasons.append(Reason(_("Nơi này không có quyền xem được mở riêng.")))
    elif found.principal_id in (dossier.post_id, dossier.unit_id):
        words = _("Người lập hồ sơ và đơn vị của họ giữ quyền với hồ sơ.")
        reasons.append(Reason(words))
    if reasons or found is None:
        raise Refused(reasons)
    with override("vi"):  # the timeline keeps it for good, whoever reads
        lines = queries.dossier_rights(dossier, on=local_date(at))
    name = next(x.name for x in lines if x.principal_id == found.principal_id)
    found.delete()
    text = f"{name}: {nfc(reason)}"
    note("archives.right-closed", on=dossier, by=by, at=at, text=text)
    _point_out(RightKind.DOSSIER_CLOSED, dossier, name, reason, by=by, at=at)
    return dossier


def _may_give(dossier: Dossier, by: Seat) -> list[Reason]:
    """Who makes it, and the registry, leaders and the office chief."""
    if by.can(Permission.OPEN_PAPERS) or queries.may_file(dossier, by.desks):
        return []
    return [Reason(_("Chức vụ đang chọn không có quyền làm việc này."))]


def _principal(desk: Desk) -> UUID:
    """A unit stands for everybody in it here, not for its head's desk."""
    return members_of(desk.id) if desk.is_unit else desk.id


def _desk_reasons(
    dossier: Dossier, desk: Desk | None, *, may_file: bool
) -> list[Reason]:
    if desk is None:
        words = _("Chọn một nơi của cơ quan đang hoạt động.")
    elif desk.role == Role.ADMINISTRATOR:
        words = _("Chức vụ quản trị không xem văn bản của cơ quan.")
    elif desk.role in AGENCY_WIDE and not may_file:
        words = _("%(desk)s xem được mọi hồ sơ của cơ quan.") % {"desk": desk.name}
    else:
        held = DossierGrant.objects.filter(
            dossier=dossier,
            principal_id__in=[_principal(desk), members_of(desk.unit_id)],
        )
        if may_file:
            held = held.filter(origin=GrantOrigin.WORK)
        if not held.exists():
            return []
        words = _("%(desk)s đã có quyền này với hồ sơ.") % {"desk": desk.name}
    return [Reason(words, "desk")]


def _point_out(
    kind: RightKind,
    dossier: Dossier,
    desk: str,
    reason: str,
    *,
    by: Seat,
    at: datetime,
) -> None:
    number = f"{dossier.symbol}/{dossier.year}"
    point_out(
        kind,
        agency_id=dossier.agency_id,
        by=by.actor,
        at=at,
        detail={"desk": desk, "number": number, "reason": nfc(reason)},
    )
