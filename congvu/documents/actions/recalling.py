"""Taking back: a submission nobody has written on, a part that was handed out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents.actions.deliveries import withdraw_deliveries
from congvu.documents.actions.entries import (
    any_assignment,
    hands_out_reasons,
    locked_entry,
    permission_reasons,
    reason_reasons,
    state_reasons,
)
from congvu.documents.actions.history import note
from congvu.documents.actions.tree import give_back, withdraw_open
from congvu.documents.models import Assignment, Delivery, RegisterEntry
from congvu.documents.rules import (
    ACTING_STATES,
    OPEN_ENTRY_STATES,
    RECALLED_FROM,
    AssignmentState,
    DeliveryState,
    EntryState,
    Part,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop, nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission


@transaction.atomic
def recall(
    *, entry_id: UUID, assignment_id: UUID, reason: str, by: Seat, at: datetime
) -> Assignment:
    """Rút trình, or thu hồi việc đã giao: back to the desk it came from.

    A submission only while the leader has written nothing, by the registry it came
    from. A part by the desk that gave it, with all that was handed on from it.
    """
    entry = locked_entry(entry_id, by)
    assignment = any_assignment(entry, assignment_id)
    if assignment.part == Part.DIRECT:
        reasons = _submission_reasons(entry, assignment, by)
    else:
        reasons = _part_reasons(entry, assignment, by)
    reasons += reason_reasons(reason)
    if reasons:
        raise Refused(reasons)
    parts = Assignment.objects.filter(pk=assignment.pk)
    withdraw_open(
        entry, at=at, why=gettext_noop("Việc gốc đã được thu hồi."), below=assignment
    )
    withdraw_deliveries(parts, at=at, why=nfc(reason))
    assignment.state, assignment.ended_at = AssignmentState.WITHDRAWN, at
    assignment.reason = nfc(reason)
    assignment.save(update_fields=["state", "ended_at", "reason"])
    if assignment.part != Part.SUPPORT:
        give_back(entry, assignment, local_date(at))
    note(
        "documents.recalled",
        entry=entry,
        by=by,
        at=at,
        detail={
            "assignment": str(assignment.id),
            "desk": assignment.desk_name,
            "part": assignment.part,
            "text": assignment.reason,
        },
    )
    return assignment


def _submission_reasons(
    entry: RegisterEntry, assignment: Assignment, by: Seat
) -> list[Reason]:
    reasons = permission_reasons(by, Permission.SUBMIT)
    reasons += state_reasons(entry, EntryState.SUBMITTED)
    if assignment.children.exists():
        reasons.append(Reason(_("Lãnh đạo đã ghi ý kiến, không rút trình được nữa.")))
    elif assignment.state not in ACTING_STATES:
        reasons.append(Reason(_("Việc này không còn chờ bút phê.")))
    return reasons


def _part_reasons(
    entry: RegisterEntry, assignment: Assignment, by: Seat
) -> list[Reason]:
    reasons = hands_out_reasons(by) + state_reasons(entry, *OPEN_ENTRY_STATES)
    parent = assignment.parent
    if parent is None or parent.desk_id not in by.desks:
        reasons.append(Reason(_("Việc này không do chức vụ đang chọn giao.")))
    if assignment.part == Part.INFORM:
        words = _("Việc để biết không thu hồi được: người nhận có thể đã đọc.")
        reasons.append(Reason(words))
    elif assignment.state == AssignmentState.REPORTED:
        words = _("Phần việc này đã báo cáo: xác nhận hoặc trả lại báo cáo.")
        reasons.append(Reason(words))
    elif assignment.state not in RECALLED_FROM:
        reasons.append(Reason(_("Phần việc này đã kết thúc.")))
    if Delivery.objects.filter(
        assignment=assignment, state=DeliveryState.REGISTERED
    ).exists():
        words = _("Cơ quan nhận đã vào sổ: phải gửi văn bản đề nghị, không thu hồi.")
        reasons.append(Reason(words))
    return reasons
