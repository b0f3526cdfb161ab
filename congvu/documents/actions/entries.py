"""What every verb asks first: this entry, this desk, the right state and power."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.rules import (
    ENTRY_STATE_NAMES,
    LONGEST_REASON,
    UNDER_WAY,
    EntryState,
    Part,
)
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission


def locked_entry(entry_id: UUID, by: Seat) -> RegisterEntry:
    """The entry of the actor's own agency, its row locked until commit."""
    entry = (
        RegisterEntry.objects.select_for_update()
        .filter(pk=entry_id, agency=by.agency_id)
        .first()
    )
    if entry is None:
        raise Refused([_("Không tìm thấy văn bản này.")])
    return entry


def own_entry(entry_id: UUID, by: Seat) -> RegisterEntry:
    """The same to look at only."""
    entry = RegisterEntry.objects.filter(pk=entry_id, agency=by.agency_id).first()
    if entry is None:
        raise Refused([_("Không tìm thấy văn bản này.")])
    return entry


def state_reasons(entry: RegisterEntry, *allowed: EntryState) -> list[Reason]:
    if entry.state in allowed:
        return []
    return [
        Reason(
            _("Văn bản đang ở trạng thái “%(state)s” nên không làm được việc này.")
            % {"state": _(ENTRY_STATE_NAMES[EntryState(entry.state)])}
        )
    ]


def reason_reasons(reason: str) -> list[Reason]:
    """What has to be said why, is said, and in one line of the book."""
    if not nfc(reason):
        return [Reason(_("Chưa ghi lý do."), "reason")]
    if len(nfc(reason)) > LONGEST_REASON:
        words = _("Lý do dài quá %(most)d ký tự.") % {"most": LONGEST_REASON}
        return [Reason(words, "reason")]
    return []


def permission_reasons(by: Seat, *permissions: Permission) -> list[Reason]:
    """The seat needs one of these."""
    if any(by.can(p) for p in permissions):
        return []
    return [Reason(_("Chức vụ đang chọn không có quyền làm việc này."))]


def own_assignment(entry: RegisterEntry, assignment_id: UUID, by: Seat) -> Assignment:
    """An assignment of this entry that lies on the actor's desk."""
    found = (
        Assignment.objects.select_related("parent")
        .filter(pk=assignment_id, entry=entry, desk_id__in=by.desks)
        .first()
    )
    if found is None:
        raise Refused([_("Việc này không ở bàn của chức vụ đang chọn.")])
    return found


def given_assignment(entry: RegisterEntry, assignment_id: UUID, by: Seat) -> Assignment:
    """An assignment of this entry that was given from the actor's desk."""
    found = (
        Assignment.objects.select_related("parent")
        .filter(pk=assignment_id, entry=entry, parent__desk_id__in=by.desks)
        .first()
    )
    if found is None:
        raise Refused([_("Việc này không do chức vụ đang chọn giao.")])
    return found


def any_assignment(entry: RegisterEntry, assignment_id: UUID) -> Assignment:
    """An assignment of this entry, whoever has it."""
    found = (
        Assignment.objects.select_related("parent")
        .filter(pk=assignment_id, entry=entry)
        .first()
    )
    if found is None:
        raise Refused([_("Không tìm thấy phần việc này.")])
    return found


def hands_out_reasons(by: Seat) -> list[Reason]:
    """Who gives work and answers for it being done."""
    return permission_reasons(by, Permission.INSTRUCT, Permission.ASSIGN)


def under_way_reasons(assignment: Assignment) -> list[Reason]:
    """Only what somebody is still at can be moved, urged or given more time."""
    if assignment.part in (Part.LEAD, Part.SUPPORT) and assignment.state in UNDER_WAY:
        return []
    return [Reason(_("Phần việc này đã báo cáo hoặc đã kết thúc."))]
