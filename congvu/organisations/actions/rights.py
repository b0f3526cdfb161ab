"""A change of rights is pointed out until another person confirms it.

NĐ 30/2020 Phụ lục VI, on the safety of the system.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM, Actor
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.models import RightChange
from congvu.organisations.rules import FIRST_LOAD, Permission, RightKind


def point_out(
    kind: RightKind,
    *,
    agency_id: UUID,
    by: Actor,
    at: datetime,
    detail: Mapping[str, str],
    post_id: UUID | None = None,
    person_id: UUID | None = None,
    entry_id: UUID | None = None,
) -> RightChange | None:
    """Warn the agency, within the transaction that makes the change.

    Not of what the office itself loads: whoever runs a load has said so beforehand, and
    thousands of warnings at once would warn of nothing.
    """
    if by in (SYSTEM, FIRST_LOAD):
        return None
    return RightChange.objects.create(
        at=at,
        by=by.name,
        by_person_id=by.person_id,
        kind=kind,
        detail=dict(detail),
        agency_id=agency_id,
        post_id=post_id,
        person_id=person_id,
        entry_id=entry_id,
    )


@transaction.atomic
def confirm_right_change(*, change_id: UUID, by: Seat, at: datetime) -> RightChange:
    """Somebody else than its maker has seen the change and stands by it."""
    change = (
        RightChange.objects.select_for_update()
        .filter(pk=change_id, agency=by.agency_id)
        .first()
    )
    reasons: list[Reason] = []
    if not by.can(Permission.CONFIRM_RIGHTS):
        reasons.append(Reason(_("Chức vụ đang chọn không có quyền làm việc này.")))
    if change is None:
        raise Refused([*reasons, Reason(_("Không tìm thấy thay đổi quyền này."))])
    if change.confirmed_at is not None:
        words = _("%(who)s đã xác nhận thay đổi này.") % {"who": change.confirmed_by}
        reasons.append(Reason(words))
    if change.by_person_id == by.person_id:
        words = _("Thay đổi do chính bạn thực hiện: phải có người khác xác nhận.")
        reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    change.confirmed_at, change.confirmed_by = at, by.person_name
    change.confirmed_by_person_id = by.person_id
    change.save(
        update_fields=["confirmed_at", "confirmed_by", "confirmed_by_person_id"]
    )
    record(
        "organisations.right-change-confirmed",
        by=by.actor,
        at=at,
        on=change,
        agency_id=change.agency_id,
        data={"kind": change.kind, "by": change.by},
    )
    return change
